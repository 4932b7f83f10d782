-- edit.sql: what those who edit ask and do beside save.sql. Rights were checked before (lib/store/rights.h).

-- :name find_edited
SELECT id, state, revision, name FROM record WHERE uuid = :uuid AND kind = :kind;

-- :name is_in_municipalities
-- Is a record tied to a municipality of this account?
SELECT count(*) > 0 FROM link AS l JOIN account_municipality AS a ON a.municipality = l.target
WHERE l.source = :record AND l.relation = 'municipality' AND a.account = :account;

-- :name find_open_revision
SELECT v.revision, v.base, v.sent, v.account, v.note, v.answer, v.document, a.email, v.created_at,
       v.publish_at, v.missed
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
UPDATE revision SET sent = NULL, answer = :answer, publish_at = NULL, missed = NULL WHERE record = :record AND status = 'open';

-- :name update_open_revision_publish_at
UPDATE revision SET publish_at = :publish_at WHERE record = :record AND status = 'open';

-- :name update_open_revision_missed
-- It goes to those who approve, with why it was not published by itself.
UPDATE revision SET publish_at = NULL, sent = 1, missed = :missed WHERE record = :record AND status = 'open';

-- :name next_due
-- The first of what was to be published by now, and who said so.
SELECT r.uuid, r.kind, v.account FROM revision AS v JOIN record AS r ON r.id = v.record
WHERE v.publish_at <= :now ORDER BY v.publish_at, v.record LIMIT 1;

-- :name list_coming
-- What will be published by itself, the next first.
-- :scan a few rows, asked by editors
SELECT r.uuid AS id, r.kind, r.name, coalesce(a.name, a.email) AS "by", v.publish_at
FROM revision AS v JOIN record AS r ON r.id = v.record LEFT JOIN account AS a ON a.id = v.account
WHERE v.publish_at IS NOT NULL
  AND (:account IS NULL OR EXISTS (
       SELECT 1 FROM link AS l JOIN account_municipality AS m ON m.municipality = l.target
       WHERE l.source = r.id AND l.relation = 'municipality' AND m.account = :account))
ORDER BY v.publish_at, r.id LIMIT 20;

-- :name list_revisions
-- The last first, from before one on: what it did and who, and what the public was told when it was taken away.
SELECT v.revision, v.status, v.note, coalesce(a.name, a.email) AS "by", coalesce(p.name, p.email) AS proposed_by,
       v.created_at, v.deed, c.reason, m.name AS merged_name
FROM revision AS v
LEFT JOIN account AS a ON a.id = v.account
LEFT JOIN account AS p ON p.id = v.proposer
LEFT JOIN change AS c ON c.record = v.record AND c.revision = v.revision AND c.op = 'deleted'
LEFT JOIN record AS m ON m.id = c.merged_into
WHERE v.record = :record AND (:before IS NULL OR v.revision < :before)
ORDER BY v.revision DESC LIMIT :limit;

-- :name find_revision_document
SELECT document FROM revision WHERE record = :record AND revision = :revision AND status = 'accepted';

-- :name find_any_revision_document
-- Also of what is not accepted yet.
SELECT document FROM revision WHERE record = :record AND revision = :revision;

-- :name find_public_id
SELECT uuid, coalesce(code, uuid), slug, name, kind FROM record WHERE id = :record;

-- :name count_referrers
-- How many records refer to one, that are there still.
SELECT count(DISTINCT l.source) FROM link AS l JOIN record AS r ON r.id = l.source
WHERE l.target = :record AND r.state <> 'archived' AND r.state <> 'erased';

-- :name list_names
-- What some records are called, in the order of the array of their row ids.
-- :scan the array has the targets of one field
SELECT r.name, r.uuid
FROM json_each(:records) AS wanted CROSS JOIN record AS r ON r.id = wanted.value
ORDER BY wanted.key;

-- :name list_waiting
-- What somebody is to approve.
-- :scan a few rows, asked by editors
SELECT r.uuid AS id, r.kind, r.name, coalesce(a.name, a.email) AS "by", v.created_at AS sent_at, v.missed
FROM revision AS v JOIN record AS r ON r.id = v.record LEFT JOIN account AS a ON a.id = v.account
WHERE v.status = 'open' AND v.sent = 1
  AND (:account IS NULL OR EXISTS (
       SELECT 1 FROM link AS l JOIN account_municipality AS m ON m.municipality = l.target
       WHERE l.source = r.id AND l.relation = 'municipality' AND m.account = :account))
ORDER BY v.created_at LIMIT 50;

-- :name list_own_drafts
-- What somebody has begun and nobody has published: what came back first, then the latest.
-- :scan a few rows, asked by editors
SELECT r.uuid AS id, r.kind, r.name, v.created_at AS saved_at, v.sent AS "sent?", v.answer
FROM revision AS v JOIN record AS r ON r.id = v.record
WHERE v.account = :account
  AND (v.status = 'open' OR (r.state = 'draft' AND v.revision = r.revision AND v.status = 'accepted'
       AND NOT EXISTS (SELECT 1 FROM revision AS o WHERE o.record = r.id AND o.status = 'open')))
ORDER BY v.answer IS NULL, v.created_at DESC LIMIT 10;

-- :name list_choices
-- What a reference of a form may be set to.
SELECT r.id AS number, r.name, r.uuid AS id FROM record AS r LEFT JOIN term AS t ON t.id = r.id
WHERE r.kind = :kind AND r.state = 'published' AND t.taxonomy IS :taxonomy
ORDER BY t.position IS NULL, t.position, r.name_key LIMIT 300;

-- :name find_choice
SELECT r.id FROM record AS r LEFT JOIN term AS t ON t.id = r.id
WHERE r.uuid = :uuid AND r.kind = :kind AND r.state = 'published' AND t.taxonomy IS :taxonomy;

-- :name find_same_name
-- Another record of the kind that is called so.
SELECT name, uuid, id, state, slug FROM record
WHERE kind = :kind AND state = 'published' AND name_key = :name_key AND id <> :record
ORDER BY id LIMIT 1;

-- :name list_changed
-- What was saved in the last week, the last first.
-- :scan asked by editors, on their front page
SELECT r.uuid AS id, r.kind, r.name, coalesce(a.name, a.email) AS "by", v.created_at
FROM revision AS v JOIN record AS r ON r.id = v.record JOIN account AS a ON a.id = v.account
WHERE v.account IS NOT NULL AND v.status = 'accepted' AND v.created_at >= date(:today, '-7 days')
  AND (:account IS NULL OR EXISTS (
       SELECT 1 FROM link AS l JOIN account_municipality AS m ON m.municipality = l.target
       WHERE l.source = r.id AND l.relation = 'municipality' AND m.account = :account))
ORDER BY v.created_at DESC, v.record DESC LIMIT 10;

-- :name is_older
-- Is a moment more than :days before today?
SELECT substr(:moment, 1, 10) < date(:today, '-' || :days || ' days');
