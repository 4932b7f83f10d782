-- outbox.sql: mail that is to be sent (the table outbox), for who edits and for
-- `medverk mail`. Nothing of it is public.

-- :name insert_mail
INSERT INTO outbox (uuid, priority, purpose, lang, address, subject, body, unsubscribe_url, next_at, created_at)
VALUES (:uuid, :priority, :purpose, :lang, :address, :subject, :body, :unsubscribe_url, :next_at, :now);

-- :name update_mail_claim
-- The next that is due, claimed for so many seconds.
UPDATE outbox
SET claim = :claim, attempts = attempts + 1,
    next_at = strftime('%Y-%m-%dT%H:%M:%SZ', :now, '+' || :seconds || ' seconds')
WHERE id = (SELECT id FROM outbox
            WHERE state = 'waiting' AND priority = :priority AND next_at <= :now
            ORDER BY next_at, id LIMIT 1)
RETURNING id, attempts, uuid, purpose, lang, address, subject, body, unsubscribe_url, created_at;

-- :name count_bulk_of_day
-- Bulk that was sent in the last 24 hours or is being sent.
SELECT (SELECT count(*) FROM outbox
        WHERE ended_at > strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-1 day') AND state = 'sent' AND priority = 1)
     + (SELECT count(*) FROM outbox
        WHERE state = 'waiting' AND priority = 1 AND next_at > :now AND claim IS NOT NULL);

-- :name update_mail_sent
-- It has gone, whoever has claimed it meanwhile.
UPDATE outbox
SET state = 'sent', ended_at = :now, body = NULL, unsubscribe_url = NULL, claim = NULL, error = NULL
WHERE id = :id AND state = 'waiting';

-- :name update_mail_later
UPDATE outbox
SET claim = NULL, error = :error,
    next_at = strftime('%Y-%m-%dT%H:%M:%SZ', :now, '+' || :seconds || ' seconds')
WHERE id = :id AND claim = :claim;

-- :name update_mail_failed
UPDATE outbox
SET state = 'failed', ended_at = :now, claim = NULL, error = :error,
    body = CASE WHEN priority = 1 THEN body END,
    unsubscribe_url = CASE WHEN priority = 1 THEN unsubscribe_url END
WHERE id = :id AND claim = :claim;

-- :name update_mail_unclaimed
-- It was not even tried.
UPDATE outbox SET claim = NULL, error = :error, attempts = attempts - 1, next_at = :now
WHERE id = :id AND claim = :claim;

-- :name update_mail_again
-- All that failed and can be sent anew.
UPDATE outbox
SET state = 'waiting', ended_at = NULL, attempts = 0, next_at = :now
WHERE ended_at IS NOT NULL AND state = 'failed' AND body IS NOT NULL
RETURNING 1;

-- :name delete_old_mail
DELETE FROM outbox WHERE ended_at < strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-' || :days || ' days');

-- :name count_mail
-- What editors see of it.
-- :scan of an index that holds what waits and nothing else
SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') AS waiting,
       (SELECT count(*) FROM outbox WHERE ended_at IS NOT NULL AND state = 'failed') AS failed,
       (SELECT min(created_at) FROM outbox WHERE state = 'waiting') AS oldest_at;

-- :name list_mail
-- What waits, in the order in which it will go, and what failed.
-- :scan asked by an operator now and then
SELECT id, state, purpose, address, attempts, coalesce(ended_at, next_at), error,
    claim IS NOT NULL AND next_at > :now, created_at
FROM outbox WHERE state <> 'sent'
ORDER BY state DESC, priority, next_at, id
LIMIT 10000;
