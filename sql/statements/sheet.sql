-- sheet.sql: imports of spreadsheets, and what their records were before (lib/store/sheet.h).

-- :name insert_import
INSERT INTO import (kind, account, created_at) VALUES (:kind, :account, :now);

-- :name insert_import_record
-- After the record was saved: of which revision it is now.
INSERT INTO import_record (import, record, revision, is_new, before)
SELECT :import, id, revision, :is_new, :before FROM record WHERE id = :record;

-- :name find_import
-- One that can be taken back.
SELECT id FROM import
WHERE id = :import AND kind = :kind AND undone_at IS NULL AND (:account IS NULL OR account = :account);

-- :name next_import_record
-- Of those that are as the import left them; a new one that is hidden or archived by now is not.
SELECT i.record, i.is_new, i.before FROM import_record AS i JOIN record AS r ON r.id = i.record
WHERE i.import = :import AND i.record > :after AND r.revision = i.revision
  AND (i.is_new IS NULL OR r.state = 'published')
ORDER BY i.record LIMIT 1;

-- :name update_import_record_restored
UPDATE import_record SET restored = 1, before = NULL WHERE import = :import AND record = :record;

-- :name update_import_undone
UPDATE import SET undone_at = :now WHERE id = :import;

-- :name list_imports
-- The last of a kind, with how many records each made and changed.
-- :scan a few hundred rows, asked by editors
SELECT i.id AS import, i.created_at, coalesce(a.name, a.email) AS "by", i.undone_at IS NOT NULL AS "undone?",
       (SELECT count(*) FROM import_record AS n WHERE n.import = i.id AND n.is_new = 1) AS created,
       (SELECT count(*) FROM import_record AS n WHERE n.import = i.id AND n.is_new IS NULL) AS changed
FROM import AS i JOIN account AS a ON a.id = i.account
WHERE i.kind = :kind AND (:account IS NULL OR i.account = :account)
ORDER BY i.id DESC LIMIT :limit;

-- :name list_import_kept
SELECT r.uuid AS id, r.name FROM import_record AS i JOIN record AS r ON r.id = i.record
WHERE i.import = :import AND i.restored IS NULL ORDER BY r.id LIMIT 200;
