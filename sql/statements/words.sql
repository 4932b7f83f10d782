-- words.sql: words that editors keep: synonyms, and texts of the interface that they have written otherwise (lib/store/synonym.h,
-- own_words.h), with what happened to them.

-- :name delete_synonyms
DELETE FROM synonym;

-- :name delete_synonym_lines
DELETE FROM synonym_line;

-- :name delete_synonyms_of_line
DELETE FROM synonym WHERE line = :line;

-- :name insert_synonym
INSERT INTO synonym (line, word, means) VALUES (:line, :word, :means) ON CONFLICT (word, means, line) DO NOTHING;

-- :name find_synonym_line
SELECT text FROM synonym_line WHERE id = :id;

-- :name insert_synonym_line
INSERT INTO synonym_line (id, text) VALUES (:id, :text);

-- :name update_synonym_line
UPDATE synonym_line SET text = :text WHERE id = :id;

-- :name delete_synonym_line
DELETE FROM synonym_line WHERE id = :id;

-- :name find_synonym_pair
-- A line that has a pair already, other than this one.
SELECT l.text FROM synonym AS s JOIN synonym_line AS l ON l.id = s.line
WHERE s.word = :word AND s.means = :means AND s.line <> :line ORDER BY s.line LIMIT 1;

-- :name list_synonym_lines
-- :scan asked by editors, page by page
SELECT l.id AS number, l.text AS line FROM synonym_line AS l
WHERE :words IS NULL
   OR EXISTS (SELECT 1 FROM synonym AS s WHERE s.line = l.id AND (instr(s.word, :words) > 0 OR instr(s.means, :words) > 0))
ORDER BY l.text COLLATE swedish, l.id LIMIT :limit OFFSET :offset;

-- :name count_synonym_lines
-- :scan asked by editors, page by page
SELECT count(*) FROM synonym_line AS l
WHERE :words IS NULL
   OR EXISTS (SELECT 1 FROM synonym AS s WHERE s.line = l.id AND (instr(s.word, :words) > 0 OR instr(s.means, :words) > 0));

-- :name insert_text_change
INSERT INTO text_change (subject, item, before, after, account, created_at)
VALUES (:subject, :item, :before, :after, :account, :now);

-- :name find_text_change
SELECT item, before, after FROM text_change WHERE id = :id AND subject = :subject;

-- :name list_text_changes
-- The last of a subject, of one item or of all.
SELECT c.id AS number, c.item, c.before, c.after, coalesce(a.name, a.email) AS "by", c.created_at
FROM text_change AS c LEFT JOIN account AS a ON a.id = c.account
WHERE c.subject = :subject AND (:item IS NULL OR c.item GLOB :item)
ORDER BY c.id DESC LIMIT :limit;

-- :name find_own_words
SELECT text FROM own_words WHERE key = :key AND lang = :lang;

-- :name keep_own_words
INSERT INTO own_words (key, lang, text) VALUES (:key, :lang, :text)
ON CONFLICT (key, lang) DO UPDATE SET text = :text;

-- :name delete_own_words
DELETE FROM own_words WHERE key = :key AND lang = :lang;

-- :name find_last_text_change
-- The last change of one item, or of those that begin so: what a form was made from.
SELECT coalesce(max(id), 0) FROM text_change WHERE subject = :subject AND item GLOB :item;

-- :name count_own_words
SELECT count(*) FROM own_words WHERE key GLOB :key;
