-- searches.sql: what the second database (sql/searches.sql) is asked, by the
-- supervisor and the command; the workers never open it.

-- :name raise_search
-- 1 when the question was there already.
UPDATE search_count SET times = times + :times, in_vain = in_vain + :in_vain
WHERE question = :question AND lang = :lang AND day = :day
RETURNING 1;

-- :name insert_search
INSERT INTO search_count (question, lang, day, times, in_vain)
VALUES (:question, :lang, :day, :times, :in_vain);

-- :name count_searches_of_day
SELECT count(*) FROM search_count WHERE day = :day;

-- :name delete_old_searches
DELETE FROM search_count WHERE day < date(:today, '-' || :days || ' days');

-- :name delete_rare_searches
-- Of questions that were asked fewer than :least times in all that is kept: what is older than :days.
DELETE FROM search_count
WHERE day < date(:today, '-' || :days || ' days')
  AND (SELECT sum(times) FROM search_count AS s
       WHERE s.question = search_count.question AND s.lang = search_count.lang) < :least;

-- :name list_searches
-- Questions of the last :days days that were asked :least times or more; with :in_vain those that found nothing so often.
-- :scan asked by an operator now and then
SELECT question, lang, sum(times), sum(in_vain) FROM search_count
WHERE day > date(:today, '-' || :days || ' days')
GROUP BY question, lang
HAVING CASE WHEN :in_vain THEN sum(in_vain) ELSE sum(times) END >= :least
ORDER BY CASE WHEN :in_vain THEN sum(in_vain) ELSE sum(times) END DESC, question, lang
LIMIT 1000;
