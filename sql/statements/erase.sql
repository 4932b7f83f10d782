-- erase.sql: what is personal is taken out of everything that is kept (lib/store/erase.h).

-- :name next_version
-- Of a record, accepted, open or returned.
SELECT revision, document, note, answer, status = 'open' FROM revision
WHERE record = :record AND revision > :after ORDER BY revision LIMIT 1;

-- :name update_version_erased
UPDATE revision SET document = :document, note = :note, answer = :answer
WHERE record = :record AND revision = :revision;

-- :name next_batch_before
SELECT batch, before FROM batch_record
WHERE record = :record AND batch > :after AND before IS NOT NULL ORDER BY batch LIMIT 1;

-- :name update_batch_before_erased
UPDATE batch_record SET before = :before WHERE record = :record AND batch = :batch;

-- :name count_reasons_with
-- Why many were changed, and why this was taken off the site.
SELECT (SELECT count(*) FROM batch WHERE instr(note, :word) > 0 AND id IN (SELECT batch FROM batch_record WHERE record = :record))
     + (SELECT count(*) FROM change WHERE record = :record AND instr(reason, :word) > 0);

-- :name update_batch_reasons_erased
UPDATE batch SET note = replace(note, :word, :mark)
WHERE instr(note, :word) > 0 AND id IN (SELECT batch FROM batch_record WHERE record = :record);

-- :name update_change_reasons_erased
UPDATE change SET reason = replace(reason, :word, :mark) WHERE record = :record AND instr(reason, :word) > 0;

-- :name count_mails_with
-- :scan what lies in the outbox, once in a while
SELECT count(*) FROM outbox WHERE instr(address || ' ' || subject || ' ' || coalesce(body, ''), :word) > 0;

-- :name delete_mails_with
-- :scan what lies in the outbox, once in a while
DELETE FROM outbox WHERE instr(address || ' ' || subject || ' ' || coalesce(body, ''), :word) > 0;

-- :name update_lexicon_word_erased
-- A word that was learnt from what is erased and that no document has any more, nor as a part. The row stays: ids tell who knows what.
-- :scan once in a while
UPDATE lexicon SET word = '-' || id
WHERE word = :word AND curated IS NULL AND NOT EXISTS (SELECT 1 FROM search_word AS s WHERE instr(s.word, :word) > 0);

-- :name insert_erasure
INSERT INTO erasure (record, account, at, what, reason) VALUES (:record, :account, :now, :what, :reason);

-- :name list_erasures
SELECT e.at AS created_at, coalesce(a.name, a.email) AS "by", e.what, e.reason
FROM erasure AS e JOIN account AS a ON a.id = e.account WHERE e.record = :record ORDER BY e.id DESC LIMIT 50;
