-- The database of what Medverk is measured beside (peer.php, raw.c): the same
-- enterprises as SQLite and FTS5 keep them without a tokenizer of one's own. Read by
-- sqlite3(1) after the corpus and the two code lists were imported as tables of texts.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
PRAGMA temp_store = MEMORY;

CREATE TABLE municipality (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE term (
	id    INTEGER PRIMARY KEY,
	facet TEXT NOT NULL,
	code  TEXT NOT NULL,
	name  TEXT NOT NULL,
	UNIQUE (facet, code)
);
CREATE TABLE enterprise (
	id           INTEGER PRIMARY KEY,
	slug         TEXT NOT NULL UNIQUE,
	name         TEXT NOT NULL,
	summary      TEXT NOT NULL,
	text         TEXT NOT NULL,
	labels       TEXT NOT NULL,                   -- names of its municipalities and terms
	locality     TEXT NOT NULL,
	verified_on  TEXT
);
CREATE TABLE enterprise_municipality (
	enterprise   INTEGER NOT NULL,
	municipality INTEGER NOT NULL,
	PRIMARY KEY (enterprise, municipality)
) WITHOUT ROWID;
CREATE TABLE enterprise_term (
	enterprise INTEGER NOT NULL,
	facet      TEXT NOT NULL,
	term       INTEGER NOT NULL,
	PRIMARY KEY (enterprise, facet, term)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (
	name, labels, summary, text,
	content = 'enterprise', content_rowid = 'id',
	tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO municipality (code, name) SELECT code, name FROM municipalities WHERE code GLOB '[0-9][0-9][0-9][0-9]';
INSERT INTO term (facet, code, name) SELECT taxonomy, code, name FROM terms
	WHERE taxonomy IN ('goods_and_services', 'target_groups');

-- A list in a field of the corpus is joined by |, without a quotation mark in it.
INSERT INTO enterprise_municipality
	SELECT c.rowid, m.id FROM corpus c, json_each('["' || replace(c.municipality, '|', '","') || '"]') j, municipality m
	WHERE m.code = j.value;
INSERT INTO enterprise_term
	SELECT c.rowid, 'goods_and_services', t.id FROM corpus c,
		json_each('["' || replace(c.goods_and_services, '|', '","') || '"]') j, term t
	WHERE t.facet = 'goods_and_services' AND t.code = j.value;
INSERT INTO enterprise_term
	SELECT c.rowid, 'target_groups', t.id FROM corpus c,
		json_each('["' || replace(c.target_groups, '|', '","') || '"]') j, term t
	WHERE t.facet = 'target_groups' AND t.code = j.value;
INSERT INTO enterprise
	SELECT c.rowid, 'e' || c.rowid, c.name, c.summary, c.description || ' ' || c.summary_en || ' ' || c.description_en,
		(SELECT group_concat(m.name, ', ') FROM enterprise_municipality em JOIN municipality m ON m.id = em.municipality
			WHERE em.enterprise = c.rowid) || ', ' ||
		(SELECT group_concat(t.name, ', ') FROM enterprise_term et JOIN term t ON t.id = et.term WHERE et.enterprise = c.rowid),
		c.locality, nullif(c.verified_on, '')
	FROM corpus c;
CREATE INDEX enterprise_of_municipality ON enterprise_municipality (municipality, enterprise);
CREATE INDEX enterprise_of_term ON enterprise_term (term, enterprise);

INSERT INTO search (search, rank) VALUES ('hashsize', 33554432);
INSERT INTO search (search) VALUES ('rebuild');
INSERT INTO search (search) VALUES ('optimize');
DROP TABLE corpus;
DROP TABLE municipalities;
DROP TABLE terms;
ANALYZE;
PRAGMA wal_checkpoint(TRUNCATE);
