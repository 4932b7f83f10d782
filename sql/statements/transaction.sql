-- transaction.sql: their beginnings and ends, prepared like everything else.

-- :name begin_reading
BEGIN;

-- :name begin_writing
BEGIN IMMEDIATE;

-- :name commit
COMMIT;
