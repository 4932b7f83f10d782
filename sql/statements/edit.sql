-- edit.sql: what those who edit ask and do beside save.sql. Rights were checked before (lib/store/rights.h).

-- :name find_edited
SELECT id, state, revision, name FROM record WHERE uuid = :uuid AND kind = :kind;

-- :name is_in_municipalities
-- Is a record tied to a municipality of this account?
SELECT count(*) > 0 FROM link AS l JOIN account_municipality AS a ON a.municipality = l.target
WHERE l.source = :record AND l.relation = 'municipality' AND a.account = :account;

-- :name find_open_revision
SELECT v.revision, v.base, v.sent, v.account, v.note, v.answer, v.document, a.email, v.created_at
FROM revision AS v LEFT JOIN account AS a ON a.id = v.account
WHERE v.record = :record AND v.status = 'open';

-- :name insert_open_revision
INSERT INTO revision (record, revision, status, document, base, sent, account, note, created_at)
VALUES (:record, :revision, 'open', :document, :base, :sent, :account, :note, :now);

-- :name delete_open_revision
DELETE FROM revision WHERE record = :record AND status = 'open';

-- :name update_open_revision_number
-- The number that an open one has belongs to the next that is accepted.
UPDATE revision SET revision = revision + 1 WHERE record = :record AND status = 'open';

-- :name update_open_revision_answer
UPDATE revision SET sent = NULL, answer = :answer WHERE record = :record AND status = 'open';

-- :name list_revisions
SELECT v.revision, v.status, v.note, coalesce(a.name, a.email) AS "by", v.created_at
FROM revision AS v LEFT JOIN account AS a ON a.id = v.account
WHERE v.record = :record ORDER BY v.revision DESC LIMIT 200;

-- :name find_revision_document
SELECT document FROM revision WHERE record = :record AND revision = :revision AND status = 'accepted';

-- :name find_public_id
SELECT uuid, coalesce(code, uuid), slug, name, kind FROM record WHERE id = :record;
