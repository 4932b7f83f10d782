-- edited.sql: lists of records as those who edit see them, whatever state they are in but erased (lib/store/records.h). Both
-- statements walk the index record_edited of one kind, and look at no other row of the table.

-- :name list_edited
-- Row ids of one kind, filtered and in order. `:account`: only of its municipalities; `:mine`: only what it edited.
-- :scan in the order of the name by the index; other orders keep the best rows of a page while it is walked
SELECT id FROM (
    SELECT r.id, r.name_key,
           CASE :sort WHEN 'state' THEN r.state WHEN 'verified_on' THEN coalesce(r.verified_on, '')
                WHEN 'updated_on' THEN r.updated_at WHEN 'lacks' THEN coalesce(length(r.lacks), 0) ELSE r.name_key END AS sorted_by
    FROM record AS r INDEXED BY record_edited
    WHERE r.kind = :kind AND r.state <> 'erased' AND (:state IS NULL OR r.state = :state)
      AND (:words IS NULL OR instr(r.name_key, :words) > 0)
      AND (:municipality IS NULL OR instr(' ' || r.facets || ' ', ' ' || :municipality || ' ') > 0)
      AND (:stale IS NULL OR (r.state = 'published' AND (r.verified_on IS NULL OR r.verified_on < date(:today, '-' || :months || ' months'))))
      AND (:incomplete IS NULL OR r.lacks IS NOT NULL)
      AND (:mine IS NULL OR r.id IN (SELECT v.record FROM revision AS v WHERE v.account = :mine))
      AND (:waiting IS NULL OR r.id IN (SELECT v.record FROM revision AS v WHERE v.status = 'open' AND v.sent = 1))
      AND (:account IS NULL OR r.id IN (SELECT l.source FROM account_municipality AS a JOIN link AS l ON l.target = a.municipality
           WHERE a.account = :account AND l.relation = 'municipality')))
ORDER BY CASE WHEN :down IS NULL THEN sorted_by END, CASE WHEN :down = 1 THEN sorted_by END DESC, name_key, id
LIMIT :limit OFFSET :offset;

-- :name list_edited_by_name
-- The same in the order of the name, which is that of the index: no more of it is walked than is shown and skipped.
SELECT r.id FROM record AS r INDEXED BY record_edited
WHERE r.kind = :kind AND r.state <> 'erased' AND (:state IS NULL OR r.state = :state)
  AND (:words IS NULL OR instr(r.name_key, :words) > 0)
  AND (:municipality IS NULL OR instr(' ' || r.facets || ' ', ' ' || :municipality || ' ') > 0)
  AND (:stale IS NULL OR (r.state = 'published' AND (r.verified_on IS NULL OR r.verified_on < date(:today, '-' || :months || ' months'))))
  AND (:incomplete IS NULL OR r.lacks IS NOT NULL)
  AND (:mine IS NULL OR r.id IN (SELECT v.record FROM revision AS v WHERE v.account = :mine))
  AND (:waiting IS NULL OR r.id IN (SELECT v.record FROM revision AS v WHERE v.status = 'open' AND v.sent = 1))
  AND (:account IS NULL OR r.id IN (SELECT l.source FROM account_municipality AS a JOIN link AS l ON l.target = a.municipality
       WHERE a.account = :account AND l.relation = 'municipality'))
ORDER BY r.name_key, r.id LIMIT :limit OFFSET :offset;

-- :name count_edited
-- How many there are: of the list, of each state with the other filters, and of each other filter with those that are chosen.
-- :scan one walk over the index for all the numbers of a page
SELECT count(*) FILTER (WHERE chosen), count(*),
       count(*) FILTER (WHERE state = 'published'), count(*) FILTER (WHERE state = 'draft'),
       count(*) FILTER (WHERE state = 'hidden'), count(*) FILTER (WHERE state = 'archived'),
       count(*) FILTER (WHERE chosen AND id IN (SELECT v.record FROM revision AS v WHERE v.account = :me)),
       count(*) FILTER (WHERE chosen AND id IN (SELECT v.record FROM revision AS v WHERE v.status = 'open' AND v.sent = 1)),
       count(*) FILTER (WHERE chosen AND state = 'published' AND (verified_on IS NULL OR verified_on < date(:today, '-' || :months || ' months'))),
       count(*) FILTER (WHERE chosen AND lacks IS NOT NULL)
FROM (
    SELECT r.id, r.state, r.verified_on, r.lacks, (:state IS NULL OR r.state = :state) AS chosen
    FROM record AS r INDEXED BY record_edited
    WHERE r.kind = :kind AND r.state <> 'erased'
      AND (:words IS NULL OR instr(r.name_key, :words) > 0)
      AND (:municipality IS NULL OR instr(' ' || r.facets || ' ', ' ' || :municipality || ' ') > 0)
      AND (:stale IS NULL OR (r.state = 'published' AND (r.verified_on IS NULL OR r.verified_on < date(:today, '-' || :months || ' months'))))
      AND (:incomplete IS NULL OR r.lacks IS NOT NULL)
      AND (:mine IS NULL OR r.id IN (SELECT v.record FROM revision AS v WHERE v.account = :mine))
      AND (:waiting IS NULL OR r.id IN (SELECT v.record FROM revision AS v WHERE v.status = 'open' AND v.sent = 1))
      AND (:account IS NULL OR r.id IN (SELECT l.source FROM account_municipality AS a JOIN link AS l ON l.target = a.municipality
           WHERE a.account = :account AND l.relation = 'municipality')));

-- :name load_edited_rows
-- What a page of such a list shows, in the order of :records, a JSON array of row ids.
-- :scan over the array of a page
SELECT r.uuid AS id, r.name, r.state, r.verified_on, substr(r.updated_at, 1, 10) AS updated_on, r.lacks,
       (SELECT v.sent FROM revision AS v WHERE v.record = r.id AND v.status = 'open') AS "waits?",
       (SELECT group_concat(m.name, ', ') FROM link AS l JOIN record AS m ON m.id = l.target
        WHERE l.source = r.id AND l.relation = 'municipality') AS municipality,
       (SELECT coalesce(a.name, a.email) FROM revision AS v JOIN account AS a ON a.id = v.account
        WHERE v.record = r.id AND v.revision = r.revision) AS "by"
FROM json_each(:records) AS p CROSS JOIN record AS r ON r.id = p.value
ORDER BY p.key;
