-- batch.sql: many records changed at once, and what they were before (lib/store/batch.h).

-- :name insert_batch
INSERT INTO batch (kind, account, action, note, created_at) VALUES (:kind, :account, :action, :note, :now);

-- :name insert_batch_record
-- After the record was saved: of which revision, and in which state, it is now.
INSERT INTO batch_record (batch, record, revision, state, is_new, before, before_state)
SELECT :batch, id, revision, state, :is_new, :before, :before_state FROM record WHERE id = :record;

-- :name find_batch
-- One that can be taken back.
SELECT id FROM batch
WHERE id = :batch AND kind = :kind AND undone_at IS NULL AND (:account IS NULL OR account = :account);

-- :name next_batch_record
-- Of those that are as the batch left them; where it made them public or took them away, also in that.
SELECT b.record, b.is_new, b.before, CASE WHEN b.before_state <> b.state THEN b.before_state END
FROM batch_record AS b JOIN record AS r ON r.id = b.record
WHERE b.batch = :batch AND b.record > :after AND r.revision = b.revision
  AND (r.state = b.state OR (b.is_new IS NULL AND b.before_state = b.state))
ORDER BY b.record LIMIT 1;

-- :name update_batch_record_restored
UPDATE batch_record SET restored = 1, before = NULL WHERE batch = :batch AND record = :record;

-- :name update_batch_undone
UPDATE batch SET undone_at = :now WHERE id = :batch;

-- :name list_batches
-- The last of a kind, spreadsheets or others, with how many records each made and changed.
-- :scan a few hundred rows, asked by editors
SELECT b.id AS batch, b.created_at, coalesce(a.name, a.email) AS "by", b.action, b.note, b.undone_at IS NOT NULL AS "undone?",
       (SELECT count(*) FROM batch_record AS n WHERE n.batch = b.id AND n.is_new = 1) AS created,
       (SELECT count(*) FROM batch_record AS n WHERE n.batch = b.id AND n.is_new IS NULL) AS changed
FROM batch AS b JOIN account AS a ON a.id = b.account
WHERE b.kind = :kind AND (:account IS NULL OR b.account = :account) AND (b.action = 'import') = :imports
ORDER BY b.id DESC LIMIT :limit;

-- :name list_batch_kept
SELECT r.uuid AS id, r.name FROM batch_record AS b JOIN record AS r ON r.id = b.record
WHERE b.batch = :batch AND b.restored IS NULL ORDER BY r.id LIMIT 200;
