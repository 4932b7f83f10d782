-- save.sql: what lib/store/save.c and import.c do to the database.

-- :name insert_record
INSERT INTO record (uuid, kind, class, code, name, name_key, summary, facets, lacks, slug, state, fictional, verified_on,
    verified_by_kind, created_at, updated_at, published_at)
VALUES (:uuid, :kind, coalesce(:taxonomy, :kind), :code, :name, :name_key, :summary, :facets, :lacks, :slug, :state, :fictional, :verified_on,
    :verified_by_kind, :now, :now, CASE WHEN :state = 'published' THEN :now END);

-- :name update_record
UPDATE record SET code = :code, name = :name, name_key = :name_key, summary = :summary, facets = :facets, lacks = :lacks, slug = :slug,
    fictional = :fictional, verified_on = :verified_on, verified_by_kind = :verified_by_kind, state = :state,
    published_at = CASE WHEN :state = 'published' THEN coalesce(published_at, :now) ELSE published_at END,
    updated_at = :now, revision = revision + 1
WHERE id = :record;

-- :name find_lacks
SELECT lacks FROM record WHERE id = :record;

-- :name update_lacks
UPDATE record SET lacks = :lacks WHERE id = :record;

-- :name update_class
-- A term goes to another code list, as long as nothing refers to it.
UPDATE record SET class = :taxonomy WHERE id = :record AND class <> :taxonomy;

-- :name find_same_organisation_number
-- Other enterprises with the number, public ones first: of those that are not, not everybody is told.
SELECT r.name, r.uuid, r.id, r.state, r.slug FROM enterprise AS e JOIN record AS r ON r.id = e.id
WHERE e.organisation_number = :organisation_number AND e.id <> :record
ORDER BY r.state <> 'published', e.id LIMIT 20;

-- :name find_revision
SELECT revision FROM record WHERE id = :record;

-- :name find_state
SELECT state FROM record WHERE id = :record;

-- :name update_state
UPDATE record SET state = :state, updated_at = :now, revision = revision + 1 WHERE id = :record;

-- :name insert_deletion
INSERT INTO change (record, op, at, revision, reason, merged_into)
SELECT id, 'deleted', :now, revision, :reason, :merged_into FROM record WHERE id = :record;

-- :name find_present_slug
SELECT slug FROM record WHERE id = :record;

-- :name insert_enterprise
INSERT INTO enterprise (id{names enterprise}) VALUES (:record{values enterprise});

-- :name update_enterprise
UPDATE enterprise SET id = id{updates enterprise} WHERE id = :record;

-- :name insert_project
INSERT INTO project (id{names project}) VALUES (:record{values project});

-- :name update_project
UPDATE project SET id = id{updates project} WHERE id = :record;

-- :name insert_report
INSERT INTO report (id{names report}) VALUES (:record{values report});

-- :name update_report
UPDATE report SET id = id{updates report} WHERE id = :record;

-- :name insert_page
INSERT INTO page (id{names page}) VALUES (:record{values page});

-- :name update_page
UPDATE page SET id = id{updates page} WHERE id = :record;

-- :name insert_organisation
INSERT INTO organisation (id{names organisation}) VALUES (:record{values organisation});

-- :name update_organisation
UPDATE organisation SET id = id{updates organisation} WHERE id = :record;

-- :name insert_municipality
INSERT INTO municipality (id{names municipality}) VALUES (:record{values municipality});

-- :name update_municipality
UPDATE municipality SET id = id{updates municipality} WHERE id = :record;

-- :name insert_country
INSERT INTO country (id{names country}) VALUES (:record{values country});

-- :name update_country
UPDATE country SET id = id{updates country} WHERE id = :record;

-- :name insert_term
INSERT INTO term (id{names term}) VALUES (:record{values term});

-- :name update_term
UPDATE term SET id = id{updates term} WHERE id = :record;

-- :name keep_slug
INSERT INTO slug (kind, slug, record) VALUES (:kind, :slug, :record)
ON CONFLICT (kind, slug) DO NOTHING;

-- :name find_slug_owner
SELECT record FROM slug WHERE kind = :kind AND slug = :slug;

-- :name find_uuid_owner
SELECT id FROM record WHERE uuid = :uuid AND kind = :kind;

-- :name find_code_owner
-- Codes of terms are unique within their list, others within their kind.
SELECT r.id FROM record AS r LEFT JOIN term AS t ON t.id = r.id
WHERE r.kind = :kind AND r.code = :code AND t.taxonomy IS :taxonomy;

-- :name delete_translations
DELETE FROM translation WHERE record = :record;

-- :name insert_translation
INSERT INTO translation (record, lang, field, text) VALUES (:record, :lang, :field, :text);

-- :name delete_links
-- What a record refers to by one relation, or by all.
DELETE FROM link WHERE source = :record AND (:relation IS NULL OR relation = :relation);

-- :name insert_link
INSERT INTO link (source, source_kind, relation, position, target, target_class)
VALUES (:source, :kind, :relation, :position, :target, :class);

-- :name insert_revision
INSERT INTO revision (record, revision, status, document, account, proposer, deed, note, created_at)
VALUES (:record, :revision, 'accepted', :document, :account, :proposer, :deed, :note, :now);

-- :name insert_withdrawal
-- Nothing of the record is other than before, but whether it is public.
INSERT INTO revision (record, revision, status, document, account, deed, note, created_at)
SELECT r.id, r.revision, 'accepted',
       coalesce((SELECT document FROM revision AS v WHERE v.record = r.id AND v.status = 'accepted'
                 ORDER BY v.revision DESC LIMIT 1), json_object()),
       :account, r.state, :note, :now
FROM record AS r WHERE r.id = :record;

-- :name insert_change
-- Only what the public can see changes in public.
INSERT INTO change (record, op, at, revision)
SELECT id, :op, :now, :revision FROM public_record WHERE id = :record;

-- :name has_search_document
SELECT 1 FROM search WHERE rowid = :record;

-- :name delete_search_document
DELETE FROM search WHERE rowid = :record;

-- :name insert_search_document
INSERT INTO search (rowid, name, labels, summary, text)
VALUES (:record, :name, :labels, :summary, :text);

-- :name insert_search_word
INSERT INTO search_word (word, records, level, folded, first, letters)
VALUES (:word, :records, :level, :folded, :first, :letters);

-- :name update_search_word
UPDATE search_word SET records = :records WHERE word = :word;

-- :name update_search_word_level
UPDATE search_word SET records = :records, level = :level WHERE word = :word;

-- :name delete_search_word
DELETE FROM search_word WHERE word = :word;

-- :name list_all_translations
-- Every text of a record in other languages, for its search document.
SELECT field, text, lang FROM translation WHERE record = :record
ORDER BY lang, field;

-- :name list_all_targets
-- What a record refers to, in the order its editor gave.
SELECT target FROM link WHERE source = :record
ORDER BY source, relation, position
LIMIT 400;

-- :name load_label
-- What a record is called where others refer to it.
SELECT r.kind, r.name,
    (SELECT text FROM translation AS t
     WHERE t.record = r.id AND t.lang = 'en' AND t.field = 'name') AS name_en
FROM record AS r WHERE r.id = :record AND r.state = 'published';

-- :name list_sources
-- Which records name this one, so that their search documents follow a new name.
SELECT source, source_kind FROM link WHERE target = :record
ORDER BY source;

-- :name list_candidates
-- What a reference in a file or form may mean; for an account that does not see everything: what is public, its own, and
-- what its own records refer to.
-- :scan read once for each field of an import
SELECT r.id, r.uuid, r.code, r.slug, r.name,
    (SELECT text FROM translation AS t
     WHERE t.record = r.id AND t.lang = 'en' AND t.field = 'name') AS name_en
FROM record AS r
LEFT JOIN term AS t ON t.id = r.id
WHERE r.kind = :kind AND t.taxonomy IS :taxonomy AND r.state <> 'erased'
  AND (:account IS NULL OR r.state = 'published'
       OR EXISTS (SELECT 1 FROM link AS l JOIN account_municipality AS a ON a.municipality = l.target
                  WHERE l.source = r.id AND l.relation = 'municipality' AND a.account = :account)
       OR EXISTS (SELECT 1 FROM link AS f
                  JOIN link AS l ON l.source = f.source AND l.relation = 'municipality'
                  JOIN account_municipality AS a ON a.municipality = l.target
                  WHERE f.target = r.id AND a.account = :account))
ORDER BY r.id;

-- stored_KIND: every column as it is stored, for changing a part of a record.

-- :name stored_enterprise
SELECT {stored enterprise} FROM record JOIN enterprise USING (id) WHERE id = :record;

-- :name stored_project
SELECT {stored project} FROM record JOIN project USING (id) WHERE id = :record;

-- :name stored_report
SELECT {stored report} FROM record JOIN report USING (id) WHERE id = :record;

-- :name stored_page
SELECT {stored page} FROM record JOIN page USING (id) WHERE id = :record;

-- :name stored_organisation
SELECT {stored organisation} FROM record JOIN organisation USING (id) WHERE id = :record;

-- :name stored_municipality
SELECT {stored municipality} FROM record JOIN municipality USING (id) WHERE id = :record;

-- :name stored_country
SELECT {stored country} FROM record JOIN country USING (id) WHERE id = :record;

-- :name stored_term
SELECT {stored term} FROM record JOIN term USING (id) WHERE id = :record;

-- :name list_targets
-- The row ids a record refers to by one relation.
SELECT target FROM link WHERE source = :record AND relation = :relation
ORDER BY position;

-- :name delete_place
DELETE FROM listing_place WHERE id = :record;

-- :name insert_place
INSERT INTO listing_place (id, latitude, longitude, precision)
SELECT id, latitude, longitude, precision FROM public_place WHERE id = :record;

-- :name is_placed_right
-- Is what lists say the same as what the public may know, also where that is nothing? By :record in both
-- places: the row of an outer query is not carried into the view, which would then be walked whole.
SELECT (SELECT latitude || ' ' || longitude || ' ' || precision FROM listing_place WHERE id = :record)
    IS (SELECT latitude || ' ' || longitude || ' ' || precision FROM public_place WHERE id = :record);

-- :name insert_listing_change
INSERT INTO listing_change (record) VALUES (:record);

-- :name list_all_listings
-- What lists are made from, as it is kept beside names and links, of the records after this one.
SELECT id, kind, name, name_key, facets FROM record WHERE id > :record ORDER BY id LIMIT 500;

-- :name list_links
SELECT relation, target FROM link WHERE source = :record
ORDER BY relation, position;

-- :name list_stored_translations
SELECT lang, field, text FROM translation WHERE record = :record
ORDER BY lang, field;

-- :name insert_lexicon_word
INSERT INTO lexicon (word) VALUES (:word) ON CONFLICT (word) DO NOTHING;

-- :name insert_curated_word
INSERT INTO lexicon (word, curated) VALUES (:word, 1)
ON CONFLICT (word) DO UPDATE SET curated = 1;

-- :name list_documents_with
SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid;

-- :name find_kind
SELECT kind, state = 'published' FROM record WHERE id = :record;

-- :name next_record
SELECT id, kind FROM record WHERE id > :record ORDER BY id LIMIT 1;

-- :name find_last_row
SELECT coalesce(max(id), 0) FROM record;

-- :name find_last_public_change
SELECT coalesce(max(seq), 0) FROM change;

-- :name list_changes_after
-- What has changed since, for an index that is made beside the other.
SELECT seq, record FROM change WHERE seq > :seq ORDER BY seq LIMIT 200;

-- :name load_search_document
SELECT name, labels, summary, text FROM search_document WHERE id = :record;
