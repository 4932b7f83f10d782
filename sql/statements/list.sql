-- list.sql: records where they stand in lists. The items_* take :records, a JSON array of
-- row ids: one statement for a whole page. They tell of each row whose it is and have no order, since a
-- sort costs as much as all else here: the caller puts each row in its record's place.

-- :name items_enterprise
-- :scan the array has at most a page of ids
SELECT wanted AS ".record", {items enterprise}, updated_at FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_enterprise ON id = wanted;

-- :name items_project
-- :scan the array has at most a page of ids
SELECT wanted AS ".record", {items project}, updated_at FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_project ON id = wanted;

-- :name items_report
-- :scan the array has at most a page of ids
SELECT wanted AS ".record", {items report}, updated_at FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_report ON id = wanted;

-- :name items_page
-- :scan the array has at most a page of ids
SELECT wanted AS ".record", {items page}, updated_at FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_page ON id = wanted;

-- :name items_organisation
-- :scan the array has at most a page of ids
SELECT wanted AS ".record", {items organisation}, updated_at FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_organisation ON id = wanted;

-- :name items_municipality
-- :scan the array has at most a page of ids
SELECT wanted AS ".record", {items municipality}, updated_at FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_municipality ON id = wanted;

-- :name items_brief
-- Records of one kind where they stand beside something else.
-- :scan the array has at most a handful of ids
SELECT wanted AS ".record", public_id AS id, kind, slug, name, summary, fictional AS "fictional?",
    verified_on, verified_by_kind
FROM (SELECT value AS wanted FROM json_each(:records))
JOIN public_record ON id = wanted;

-- :name items_translations
-- :scan the array has at most a page of ids
SELECT record, field, text FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_translation ON record = wanted
WHERE lang = :lang AND field IN ('name', 'summary', 'slug');

-- :name items_documents
-- The searchable text of records, for a snippet.
-- :scan the array has at most a page of ids
SELECT d.id, d.text FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_document AS d ON d.id = wanted;

-- :name list_newest
-- Row ids of the records of a kind that were published last.
SELECT id FROM public_record
WHERE kind = :kind
ORDER BY published_at DESC, id DESC
LIMIT :limit;

-- :name list_newest_reports
-- By year of the report, not of its entry.
-- :scan reports are hundreds, and this is asked once for the start page
SELECT id FROM public_report
ORDER BY year DESC, id
LIMIT :limit;

-- :name list_latest_verified
SELECT id FROM public_record
WHERE kind = :kind AND verified_on IS NOT NULL
ORDER BY verified_on DESC, id DESC
LIMIT :limit;
