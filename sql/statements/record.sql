-- record.sql: one record, as the public may see it.

-- :name find_record_by_slug
-- The published record that has, or once had, this slug; its present slugs.
SELECT r.id, r.slug,
    (SELECT text FROM public_translation AS t
     WHERE t.record = r.id AND t.lang = 'en' AND t.field = 'slug') AS slug_en
FROM public_slug AS s
JOIN public_record AS r ON r.id = s.record
WHERE s.kind = :kind AND s.slug = :slug;

-- :name find_record_by_uuid
SELECT id FROM public_record WHERE uuid = :id AND kind = :kind;

-- :name find_record_by_code
SELECT id FROM public_record WHERE kind = :kind AND code = :id;

-- :name find_tombstone_by_slug
-- Was there such an address, and is it gone for good?
SELECT t.reason, m.kind, m.slug, m.name, m.public_id
FROM public_tombstone_slug AS t LEFT JOIN public_record AS m ON m.id = t.merged_into
WHERE t.kind = :kind AND t.slug = :slug;

-- :name find_tombstone_by_id
SELECT t.reason, m.kind, m.slug, m.name, m.public_id
FROM public_tombstone AS t LEFT JOIN public_record AS m ON m.id = t.merged_into
WHERE t.kind = :kind AND (t.uuid = :id OR t.code = :id);

-- :name load_enterprise
SELECT {columns enterprise} FROM public_enterprise WHERE id = :record;

-- :name load_project
SELECT {columns project} FROM public_project WHERE id = :record;

-- :name load_report
SELECT {columns report} FROM public_report WHERE id = :record;

-- :name load_page
SELECT {columns page} FROM public_page WHERE id = :record;

-- :name load_organisation
SELECT {columns organisation} FROM public_organisation WHERE id = :record;

-- :name load_municipality
SELECT {columns municipality} FROM public_municipality WHERE id = :record;

-- :name load_country
SELECT {columns country} FROM public_country WHERE id = :record;

-- :name load_term
SELECT {columns term} FROM public_term WHERE id = :record;

-- :name list_references
-- What a public record refers to, in the order its editor gave.
SELECT l.relation, l.target, l.kind, l.public_id, l.slug, l.name,
    CASE WHEN :lang <> 'sv' THEN
        (SELECT text FROM public_translation AS t
         WHERE t.record = l.target AND t.lang = :lang AND t.field = 'name')
    END AS translated
FROM public_target AS l
WHERE l.source = :record
ORDER BY l.source, l.relation, l.position
LIMIT 400;

-- :name list_referrers
-- What refers to a record by one relation, in the order in which it came to the directory.
SELECT l.relation, l.source, l.kind, l.public_id, l.slug, l.name,
    (SELECT text FROM public_translation AS t
     WHERE t.record = l.source AND t.lang = :lang AND t.field = 'name') AS translated
FROM public_referrer AS l
WHERE l.target = :record AND l.relation = :relation AND l.source_kind = :kind
ORDER BY l.source
LIMIT 100;

-- :name list_partner_countries
-- The country of each organisation that a project refers to.
SELECT l.target, c.public_id, c.name,
    (SELECT text FROM public_translation AS t
     WHERE t.record = c.target AND t.lang = :lang AND t.field = 'name') AS translated
FROM public_reference AS l
JOIN public_reference AS c ON c.source = l.target AND c.relation = 'country'
WHERE l.source = :record AND l.kind = 'organisation'
ORDER BY l.source, l.relation, l.position
LIMIT 400;

-- :name list_translations
SELECT field, text FROM public_translation WHERE record = :record AND lang = :lang
ORDER BY field
LIMIT 100;

-- :name list_public_attachments
SELECT field, file, type, bytes, width, height, pages, tagged, text, text_en, decorative, focus
FROM public_attachment WHERE record = :record ORDER BY field, position LIMIT 64;

-- :name list_public_sizes
SELECT file, type, width, height FROM public_picture_size
WHERE record = :record AND picture = :picture ORDER BY width, file LIMIT 64;

-- :name find_public_file
SELECT type, bytes FROM public_file WHERE digest = :digest;
