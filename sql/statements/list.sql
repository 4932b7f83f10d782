-- list.sql: records where they stand in lists. :records is a JSON array of
-- row ids, and the rows come in its order: one statement for a whole page.

-- :name list_enterprise_items
-- :scan the array has at most a page of ids
SELECT {items enterprise}, updated_at FROM
    (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_enterprise ON id = wanted
ORDER BY place LIMIT 5000;

-- :name list_project_items
-- :scan the array has at most a page of ids
SELECT {items project}, updated_at FROM
    (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_project ON id = wanted
ORDER BY place LIMIT 5000;

-- :name list_report_items
-- :scan the array has at most a page of ids
SELECT {items report}, updated_at FROM
    (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_report ON id = wanted
ORDER BY place LIMIT 5000;

-- :name list_page_items
-- :scan the array has at most a page of ids
SELECT {items page}, updated_at FROM
    (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_page ON id = wanted
ORDER BY place LIMIT 5000;

-- :name list_organisation_items
-- :scan the array has at most a page of ids
SELECT {items organisation}, updated_at FROM
    (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_organisation ON id = wanted
ORDER BY place LIMIT 5000;

-- :name list_municipality_items
-- :scan the array has at most a page of ids
SELECT {items municipality}, updated_at FROM
    (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_municipality ON id = wanted
ORDER BY place LIMIT 5000;

-- :name list_brief_items
-- Records of one kind where they stand beside something else.
-- :scan the array has at most a handful of ids
SELECT public_id AS id, kind, slug, name, summary, fictional AS "fictional?", verified_on,
    verified_by_kind
FROM (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_record ON id = wanted
ORDER BY place LIMIT 100;

-- :name list_item_translations
-- :scan the array has at most a page of ids
SELECT record, field, text FROM
    (SELECT value AS wanted FROM json_each(:records))
JOIN public_translation ON record = wanted
WHERE lang = :lang AND field IN ('name', 'summary', 'slug')
ORDER BY record, field LIMIT 15000;

-- :name list_documents
-- The searchable text of records, for a snippet.
-- :scan the array has at most a page of ids
SELECT d.id, d.text FROM
    (SELECT value AS wanted, id AS place FROM json_each(:records))
JOIN public_document AS d ON d.id = wanted
ORDER BY place LIMIT 5000;

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
