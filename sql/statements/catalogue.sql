-- catalogue.sql: what is kept in memory for filters, counts and order.

-- :name read_data_version
PRAGMA data_version;

-- :name count_catalogue_rows
SELECT count(*) FROM public_record WHERE kind = :kind;

-- :name find_last_record
SELECT max(id) FROM public_record;

-- :name list_catalogue_rows
-- The whole of an index in its order, and no table.
-- :scan read when the program starts
SELECT id, standing, facets FROM public_record
WHERE kind = :kind ORDER BY name_key, id;

-- :name list_places
-- Where records are, no nearer than the public may know.
-- :scan read when the program starts
SELECT id, latitude, longitude, precision FROM public_listing_place ORDER BY id;

-- :name find_place
SELECT id, latitude, longitude, precision FROM public_listing_place WHERE id = :record;

-- :name load_catalogue_row
SELECT kind, standing, facets, name_key FROM public_record WHERE id = :record;

-- :name list_names_before
-- Who stands before this name, the nearest first.
SELECT id FROM public_record
WHERE kind = :kind AND (name_key, id) < (:name_key, :record)
ORDER BY kind DESC, name_key DESC, id DESC
LIMIT 2000;

-- :name find_last_change
SELECT max(seq) FROM public_listing_change;

-- :name find_first_change
SELECT min(seq) FROM public_listing_change;

-- :name list_listing_changes
SELECT record FROM public_listing_change WHERE seq > :seq ORDER BY seq
LIMIT 6000;

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

-- :name search_collect
-- Makes collect() walk the index once for each word (lib/db/fts.c).
SELECT collect(search) FROM search WHERE search MATCH :match ORDER BY rowid LIMIT 1;

-- :name find_last_word
SELECT max(id) FROM public_lexicon;

-- :name count_lexicon
-- :scan read when the program starts
SELECT count(*) FROM public_lexicon;

-- :name list_lexicon
-- Words that came after those that are known; all without an id.
-- :scan read when the program starts, and from where it ended after a commit that taught words
SELECT word, curated IS NOT NULL FROM public_lexicon WHERE id > coalesce(:id, 0) ORDER BY id LIMIT 500000;

-- :name list_synonyms
-- :scan read before the first search after a commit
SELECT word, means FROM public_synonym ORDER BY word, means LIMIT 50000;

-- :name list_names_with
-- Records whose name has the phrase; for suggestions.
SELECT r.kind, r.name, r.slug FROM search JOIN public_record AS r ON r.id = search.rowid
WHERE search MATCH :match ORDER BY search.rowid LIMIT 24;

-- :name list_names_beginning
-- Records of a kind whose name begins so, by name_key; for suggestions.
SELECT kind, name, slug FROM public_record
WHERE kind = :kind AND name_key >= :begin AND name_key < :end
ORDER BY name_key, id LIMIT 24;

-- :name list_hits
-- In how many documents each term from :first on, before :behind, stands.
SELECT doc FROM search_vocabulary WHERE term >= :first AND term < :behind ORDER BY term LIMIT 100000;

-- :name list_known_words
-- Every word of the index, to see which of them new words split in another way. What begins with a digit,
-- as most words of a large directory do, has no members.
SELECT word, folded FROM search_word WHERE word >= ':' ORDER BY word LIMIT 5000000;

-- :name find_known_word
-- How many documents have it.
SELECT records FROM search_word WHERE word = :word;

-- :name find_word_level
-- That of the most frequent word.
SELECT max(level) FROM search_word;

-- :name list_frequencies_beginning
-- Of the words that begin so.
SELECT records FROM search_word WHERE word >= :begin AND word < :end ORDER BY word LIMIT 2000;

-- :name list_words_beginning
-- Of one level, from what is typed up to what cannot begin so.
SELECT word, records FROM search_word
WHERE level = :level AND word > :begin AND word < :end
ORDER BY word LIMIT 64;

-- :name list_words_beginning_folded
-- The same without dots.
SELECT word, records FROM search_word
WHERE level = :level AND folded > :begin AND folded < :end
ORDER BY folded, word LIMIT 64;

-- :name list_words_like
-- What a mistyped word may have been meant to be: words of a first letter and a length, the most frequent first.
SELECT word, folded, level FROM search_word
WHERE first = :first AND letters = :letters
ORDER BY level DESC, folded DESC, word DESC LIMIT :most;

-- :name list_frequent_words
-- :scan of the most frequent words, once for a question with a word that nothing has
SELECT folded, word FROM search_word ORDER BY level DESC, folded DESC, word DESC LIMIT 20000;

-- :name check_health
-- Is a word that stands in the index found in it? 1 also when there is nothing to ask for.
SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH
        (SELECT '"' || word || '"' FROM search_word WHERE word >= 'm' ORDER BY word LIMIT 1))
    OR NOT EXISTS (SELECT 1 FROM public_document ORDER BY id LIMIT 1);

-- :name list_seats
-- Central localities of municipalities, for names of places.
-- :scan a few hundred rows, and only where somebody names a place that is no municipality
SELECT id, seat FROM public_municipality WHERE seat IS NOT NULL ORDER BY id LIMIT 1000;

-- :name list_postcodes_with
-- Where enterprises are that tell a postcode, of the first 1 000 records that have a word in their text; the
-- nearest number first.
SELECT e.postcode, e.locality, e.latitude, e.longitude
FROM (SELECT rowid AS id FROM search WHERE search MATCH :match ORDER BY rowid LIMIT 1000) AS s
JOIN public_enterprise AS e ON e.id = s.id
WHERE e.latitude IS NOT NULL AND substr(e.postcode, 1, 3) = substr(:postcode, 1, 3)
ORDER BY abs(e.postcode - :postcode), e.id LIMIT 200;

-- :name list_localities_with
-- Localities of the enterprises that have a word in their text, and where these are.
SELECT CASE WHEN e.latitude IS NULL THEN '' ELSE e.locality END, e.latitude, e.longitude FROM search JOIN public_enterprise AS e ON e.id = search.rowid
WHERE search MATCH :match ORDER BY search.rowid LIMIT 1000;
