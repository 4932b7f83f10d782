-- catalogue.sql: what is kept in memory for filters, counts and order.

-- :name read_data_version
PRAGMA data_version;

-- :name list_catalogue_rows
-- :scan read when a worker starts, and again after a commit
SELECT id, kind FROM public_record
ORDER BY name COLLATE SWEDISH, id;

-- :name list_facet_values
-- Everything a field may refer to, in the order of its code list, then by name.
-- :scan read when a worker starts, and again after a commit
SELECT r.id, r.public_id, r.name, r.slug,
    (SELECT text FROM public_translation AS t
     WHERE t.record = r.id AND t.lang = 'en' AND t.field = 'name') AS name_en
FROM public_record AS r
LEFT JOIN public_term AS t ON t.id = r.id
WHERE r.kind = :kind AND t.taxonomy IS :taxonomy
ORDER BY t.position IS NULL, t.position, r.name COLLATE SWEDISH, r.id;

-- :name list_links
-- :scan read when a worker starts, and again after a commit
SELECT source, relation, target FROM public_reference
ORDER BY source, relation, position;

-- :name search_collect
-- Makes collect() walk the index once for each word (lib/db/fts.c).
SELECT collect(search) FROM search WHERE search MATCH :match ORDER BY rowid LIMIT 1;

-- :name check_health
-- Does the index know where the first document's name is? 1 also when there is nothing to ask for.
SELECT coalesce((
    SELECT EXISTS (SELECT 1 FROM search
        WHERE search MATCH '"' || replace(d.name, '"', '""') || '"' AND rowid = d.id)
    FROM (SELECT id, name FROM public_document ORDER BY id LIMIT 1) AS d), 1);
