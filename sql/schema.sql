-- schema.sql: every table, view, index and constraint of what the directory says, and why;
-- who edits it is in editing.sql.
--
-- A record is one thing that Medverk knows: an enterprise, a project, a term
-- of a code list. `record` holds what all kinds share and is what links,
-- translations, slugs, revisions and changes refer to; each kind has a table
-- with the same id and with what only that kind has. All references between records are rows of `link`, so
-- every one of them is seen from both ends by the same statement.
--
-- Texts in these tables are Swedish; other languages are rows of
-- `translation`. Dates are ISO 8601 (date() alone lets 2025-02-29 pass, with a
-- modifier it calculates), times UTC. Money and coordinates are
-- scaled integers. An absent value is NULL, never ''. Where a value is one of a few,
-- it is compared with each: IN makes a table of them for every row that is written.
-- The public reads the public_* views, and nothing else (make lint).

PRAGMA application_id = 1296389195;     -- "MEDK", so that file(1) and we know our own
PRAGMA user_version = 1;

-- ---------------------------------------------------------------- records

CREATE TABLE kind (
	name TEXT PRIMARY KEY CHECK (name <> '')
) STRICT, WITHOUT ROWID;

INSERT INTO kind (name) VALUES
	('enterprise'), ('project'), ('report'), ('page'), ('organisation'), ('person'),
	('municipality'), ('country'), ('term'), ('story');

CREATE TABLE record (
	id               INTEGER PRIMARY KEY,
	uuid             TEXT NOT NULL UNIQUE
	                 CHECK (uuid GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-4[0-9a-f][0-9a-f][0-9a-f]-[89ab][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
	kind             TEXT NOT NULL REFERENCES kind (name),
	-- What it is where others refer to it: its kind, and of a term the code list.
	class            TEXT NOT NULL,
	code             TEXT CHECK (code <> ''),     -- the public id of what has an official one: SCB, ISO, code list
	-- Whatever it is, a record has a name and perhaps one sentence about it: lists,
	-- links and search results need no other table.
	name             TEXT NOT NULL CHECK (name <> ''),
	name_key         TEXT NOT NULL DEFAULT '',    -- its place in the alphabet (lib/text/collate.h)
	summary          TEXT CHECK (summary <> ''),
	-- Row ids of what its list is filtered by, ascending, a blank between: a copy of
	-- links, written with them, so that lists are made from one index (lib/store/listing.h).
	facets           TEXT CHECK (facets <> ''),
	-- Names of the fields that visitors need and that it has not, a blank between; NULL: it is complete. Likewise
	-- a copy (lib/store/complete.h).
	lacks            TEXT CHECK (lacks <> ''),
	-- What settles ties between equal hits: somebody confirmed it, it is complete.
	standing         INTEGER AS (2 * (verified_on IS NOT NULL) + (lacks IS NULL)) VIRTUAL,
	slug             TEXT NOT NULL
	                 CHECK (slug GLOB '[a-z0-9]*' AND slug NOT GLOB '*[^a-z0-9-]*'
	                        AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
	state            TEXT NOT NULL DEFAULT 'draft'
	                 CHECK (state = 'draft' OR state = 'pending' OR state = 'published'
	                        OR state = 'hidden' OR state = 'archived' OR state = 'erased'),
	fictional        INTEGER CHECK (fictional = 1),   -- invented, for demonstration
	revision         INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
	-- Somebody who knows said that it is true. Never the same thing as updated_at.
	verified_on      TEXT CHECK (verified_on IS NULL OR verified_on IS date(verified_on, '+0 days')),
	verified_by_kind TEXT CHECK (verified_by_kind = 'enterprise' OR verified_by_kind = 'municipality'
	                        OR verified_by_kind = 'region'),
	created_at       TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	updated_at       TEXT NOT NULL CHECK (updated_at = created_at OR (updated_at GLOB '????-*Z' AND updated_at IS strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days'))),
	published_at     TEXT CHECK (published_at = created_at OR (published_at GLOB '????-*Z' AND published_at IS strftime('%Y-%m-%dT%H:%M:%SZ', published_at, '+0 days'))),
	CHECK ((verified_on IS NULL) = (verified_by_kind IS NULL)),
	CHECK (code IS NOT NULL OR (kind <> 'municipality' AND kind <> 'country' AND kind <> 'term')),
	CHECK (kind <> 'municipality' OR code GLOB '[0-9][0-9][0-9][0-9]'),
	CHECK (kind <> 'country' OR code GLOB '[A-Z][A-Z]'),
	CHECK (class = kind OR kind = 'term'),
	UNIQUE (id, class),                           -- so that links can say which class they mean
	UNIQUE (kind, slug)
) STRICT;

-- Lists of the newest, and the walk over all of a kind.
CREATE INDEX record_by_kind ON record (kind, state, published_at);
CREATE INDEX record_by_verified_on ON record (kind, state, verified_on) WHERE verified_on IS NOT NULL;
-- All that is kept in memory of public records, in alphabetical order (lib/store/catalogue.h).
CREATE INDEX record_by_name ON record (kind, name_key, id, standing, facets)
	WHERE state = 'published';
-- Lists of those who edit, whatever they ask for and in whatever order (lib/store/records.h).
CREATE INDEX record_edited ON record (kind, name_key, id, state, verified_on, updated_at, lacks, facets);
CREATE INDEX record_by_code ON record (kind, code) WHERE code IS NOT NULL;
-- Two code lists may have the same code; official codes are unique.
CREATE UNIQUE INDEX record_code ON record (kind, code) WHERE kind = 'municipality' OR kind = 'country';

-- Every slug a record has had, also the present one and those of other
-- languages: an address that was once given out is never given to another.
CREATE TABLE slug (
	kind   TEXT NOT NULL REFERENCES kind (name),
	slug   TEXT NOT NULL CHECK (slug <> ''),
	record INTEGER NOT NULL REFERENCES record (id),
	PRIMARY KEY (kind, slug)
) STRICT, WITHOUT ROWID;

CREATE INDEX slug_by_record ON slug (record);

-- Texts in other languages than Swedish, a row per field.
CREATE TABLE translation (
	record INTEGER NOT NULL REFERENCES record (id),
	lang   TEXT NOT NULL CHECK (lang GLOB '[a-z][a-z]' OR lang = 'easy'),
	field  TEXT NOT NULL CHECK (field <> ''),
	text   TEXT NOT NULL CHECK (text <> ''),
	PRIMARY KEY (record, lang, field)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------ kinds

CREATE TABLE enterprise (
	id                   INTEGER PRIMARY KEY REFERENCES record (id),
	alternative_name     TEXT CHECK (alternative_name <> ''),
	description          TEXT CHECK (description <> ''),
	-- Ten digits; the Luhn sum is a multiple of ten; the third digit is never
	-- below 2 (it would be a personal identity number). Not unique: a unit of a
	-- company can be an enterprise of its own.
	organisation_number  TEXT CHECK (organisation_number GLOB
	                         '[0-9][0-9][2-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'
	                         -- Every second digit from the last but one is doubled, and above 4 that has two digits: one more.
	                         AND (organisation_number % 10
	                         + organisation_number / 10 % 10 * 2 + (organisation_number % 100 >= 50)
	                         + organisation_number / 100 % 10
	                         + organisation_number / 1000 % 10 * 2 + (organisation_number % 10000 >= 5000)
	                         + organisation_number / 10000 % 10
	                         + organisation_number / 100000 % 10 * 2 + (organisation_number % 1000000 >= 500000)
	                         + organisation_number / 1000000 % 10
	                         + organisation_number / 10000000 % 10 * 2 + (organisation_number % 100000000 >= 50000000)
	                         + organisation_number / 100000000 % 10
	                         + organisation_number / 1000000000 * 2 + (organisation_number / 1000000000 >= 5)) % 10 = 0),
	reserved_procurement INTEGER CHECK (reserved_procurement = 1),
	street_address       TEXT CHECK (street_address <> ''),
	postcode             TEXT CHECK (postcode GLOB '[1-9][0-9][0-9][0-9][0-9]'),
	locality             TEXT CHECK (locality <> ''),
	latitude             INTEGER CHECK (latitude BETWEEN -90000000 AND 90000000),      -- millionths of a degree, WGS 84
	longitude            INTEGER CHECK (longitude BETWEEN -180000000 AND 180000000),
	-- How much of its place the public may know: public_enterprise blurs by it. NULL: all.
	location_precision   TEXT CHECK (location_precision = 'street' OR location_precision = 'postcode'
	                            OR location_precision = 'municipality' OR location_precision = 'hidden'),
	website_url          TEXT CHECK (website_url GLOB 'http://?*' OR website_url GLOB 'https://?*'),
	email                TEXT CHECK (email GLOB '?*@?*'),
	phone                TEXT CHECK (phone <> ''),
	employed             INTEGER CHECK (employed >= 0),
	occupied             INTEGER CHECK (occupied >= 0),       -- employed and participants together
	figures_date         TEXT CHECK (figures_date IS NULL OR figures_date IS date(figures_date, '+0 days')),
	CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE INDEX enterprise_by_organisation_number ON enterprise (organisation_number)
	WHERE organisation_number IS NOT NULL;

CREATE TABLE project (
	id              INTEGER PRIMARY KEY REFERENCES record (id),
	acronym         TEXT CHECK (acronym <> ''),
	description     TEXT CHECK (description <> ''),
	results         TEXT CHECK (results <> ''),
	budget          INTEGER CHECK (budget >= 0),              -- hundredths of the currency
	eu_contribution INTEGER CHECK (eu_contribution >= 0),
	currency        TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
	start_date      TEXT CHECK (start_date IS NULL OR start_date IS date(start_date, '+0 days')),
	end_date        TEXT CHECK (end_date IS NULL OR end_date IS date(end_date, '+0 days')),
	website_url     TEXT CHECK (website_url GLOB 'http://?*' OR website_url GLOB 'https://?*'),
	source          TEXT CHECK (source <> ''),
	CHECK (start_date <= end_date),
	CHECK (currency IS NOT NULL OR (budget IS NULL AND eu_contribution IS NULL))
) STRICT;

CREATE TABLE report (
	id               INTEGER PRIMARY KEY REFERENCES record (id),
	description      TEXT CHECK (description <> ''),
	authors          TEXT CHECK (authors <> ''),              -- joined by |
	publisher        TEXT CHECK (publisher <> ''),
	year             INTEGER CHECK (year BETWEEN 1900 AND 2199),
	series           TEXT CHECK (series <> ''),
	reference_number TEXT CHECK (reference_number <> ''),
	language         TEXT CHECK (language GLOB '[a-z][a-z]'),
	website_url      TEXT CHECK (website_url GLOB 'http://?*' OR website_url GLOB 'https://?*')
) STRICT;

CREATE TABLE page (
	id          INTEGER PRIMARY KEY REFERENCES record (id),
	description TEXT CHECK (description <> '')
) STRICT;

CREATE TABLE organisation (
	id          INTEGER PRIMARY KEY REFERENCES record (id),
	website_url TEXT CHECK (website_url GLOB 'http://?*' OR website_url GLOB 'https://?*')
) STRICT;

CREATE TABLE municipality (
	id              INTEGER PRIMARY KEY REFERENCES record (id),
	seat            TEXT CHECK (seat <> ''),
	population      INTEGER CHECK (population >= 0),
	population_date TEXT CHECK (population_date IS NULL OR population_date IS date(population_date, '+0 days')),
	latitude        INTEGER CHECK (latitude BETWEEN -90000000 AND 90000000),
	longitude       INTEGER CHECK (longitude BETWEEN -180000000 AND 180000000),
	CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE TABLE country (
	id INTEGER PRIMARY KEY REFERENCES record (id)
) STRICT;

-- A term of a code list. A taxonomy is named after the field it is for; the
-- term's code is in record, and its slug, taxonomy and code joined, is unique.
CREATE TABLE term (
	id       INTEGER PRIMARY KEY REFERENCES record (id),
	taxonomy TEXT NOT NULL CHECK (taxonomy IN ('legal_form', 'goods_and_services',
	             'integration_services', 'target_groups', 'memberships', 'programme')),
	position INTEGER,
	FOREIGN KEY (id, taxonomy) REFERENCES record (id, class) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- ------------------------------------------------------------------ links

-- What may refer to what. A relation is named after the field that holds it.
CREATE TABLE relation (
	name         TEXT NOT NULL CHECK (name <> ''),
	source_kind  TEXT NOT NULL REFERENCES kind (name),
	target_class TEXT NOT NULL,                   -- record.class of all that it may refer to
	PRIMARY KEY (name, source_kind),
	UNIQUE (name, source_kind, target_class)
) STRICT, WITHOUT ROWID;

INSERT INTO relation (name, source_kind, target_class) VALUES
	('municipality', 'enterprise', 'municipality'),
	('legal_form', 'enterprise', 'legal_form'),
	('goods_and_services', 'enterprise', 'goods_and_services'),
	('integration_services', 'enterprise', 'integration_services'),
	('target_groups', 'enterprise', 'target_groups'),
	('memberships', 'enterprise', 'memberships'),
	('projects', 'enterprise', 'project'),
	('municipality', 'project', 'municipality'),
	('programme', 'project', 'programme'),
	('lead', 'project', 'organisation'),
	('partners', 'project', 'organisation'),
	('funders', 'project', 'organisation'),
	('part_of', 'project', 'project'),
	('projects', 'report', 'project'),
	('country', 'organisation', 'country'),
	('neighbours', 'municipality', 'municipality');

-- A link says what both its ends are, and the keys below that it is so: wrong kinds of ends cannot be
-- written, whatever C thinks.
CREATE TABLE link (
	source       INTEGER NOT NULL,
	source_kind  TEXT NOT NULL,
	relation     TEXT NOT NULL,
	position     INTEGER NOT NULL CHECK (position >= 0),
	target       INTEGER NOT NULL,
	target_class TEXT NOT NULL,
	start_date   TEXT CHECK (start_date IS NULL OR start_date IS date(start_date, '+0 days')),
	end_date     TEXT CHECK (end_date IS NULL OR end_date IS date(end_date, '+0 days')),
	note         TEXT CHECK (note <> ''),
	PRIMARY KEY (source, relation, position),
	UNIQUE (target, relation, source_kind, source),
	FOREIGN KEY (source, source_kind) REFERENCES record (id, class),
	FOREIGN KEY (target, target_class) REFERENCES record (id, class),
	FOREIGN KEY (relation, source_kind, target_class) REFERENCES relation (name, source_kind, target_class),
	CHECK (source <> target),
	CHECK (start_date <= end_date)
) STRICT, WITHOUT ROWID;

-- A link is written anew, never bent.
CREATE TRIGGER link_stays BEFORE UPDATE OF source, source_kind, relation, target, target_class ON link BEGIN
	SELECT RAISE(ABORT, 'link: its ends cannot be changed');
END;

-- ---------------------------------------------------------------- history

-- The documents a record has been: the one open revision of a record is a
-- proposal, or somebody's draft of one, the accepted ones are its past.
CREATE TABLE revision (
	record     INTEGER NOT NULL REFERENCES record (id),
	revision   INTEGER NOT NULL CHECK (revision >= 1),
	status     TEXT NOT NULL CHECK (status = 'open' OR status = 'accepted' OR status = 'rejected'),
	document   TEXT NOT NULL CHECK (json_valid(document)),
	base       INTEGER CHECK (base >= 1),         -- open ones: the revision it was made from
	sent       INTEGER CHECK (sent = 1),          -- open ones: somebody is to approve it
	-- Open ones: when it is published by itself, and why it was not when that time had come (lib/store/due.h).
	publish_at TEXT CHECK (publish_at GLOB '????-*Z' AND publish_at IS strftime('%Y-%m-%dT%H:%M:%SZ', publish_at, '+0 days')),
	missed     TEXT CHECK (missed = 'changed' OR missed = 'wrong' OR missed = 'rights'),
	account    INTEGER REFERENCES account (id),   -- who; NULL: the command line
	proposer   INTEGER REFERENCES account (id),   -- accepted ones: whose proposal it was, when another published it
	-- What became of the record's being public by it; NULL: nothing.
	deed       TEXT CHECK (deed = 'published' OR deed = 'hidden' OR deed = 'archived'),
	note       TEXT CHECK (note <> ''),           -- why
	answer     TEXT CHECK (answer <> ''),         -- what an approver said who did not accept it
	created_at TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	PRIMARY KEY (record, revision),               -- rows are long: beside the table, not the table itself
	CHECK (status = 'open' OR (publish_at IS NULL AND missed IS NULL))
) STRICT;

CREATE UNIQUE INDEX revision_one_open ON revision (record) WHERE status = 'open';
-- What somebody has edited; nobody: the command line.
CREATE INDEX revision_by_account ON revision (account, record) WHERE account IS NOT NULL;
CREATE INDEX revision_by_time ON revision (created_at) WHERE account IS NOT NULL;
CREATE INDEX revision_by_publish_at ON revision (publish_at) WHERE publish_at IS NOT NULL;

-- One sequence over everything that changed in public. Rows are never deleted
-- and numbers never used again; deletions stay as tombstones.
CREATE TABLE change (
	seq         INTEGER PRIMARY KEY AUTOINCREMENT,
	record      INTEGER NOT NULL REFERENCES record (id),
	op          TEXT NOT NULL CHECK (op = 'created' OR op = 'updated' OR op = 'deleted'),
	at          TEXT NOT NULL CHECK (at GLOB '????-*Z' AND at IS strftime('%Y-%m-%dT%H:%M:%SZ', at, '+0 days')),
	revision    INTEGER NOT NULL CHECK (revision >= 1),
	reason      TEXT CHECK (reason <> ''),
	merged_into INTEGER REFERENCES record (id),
	CHECK (op = 'deleted' OR (reason IS NULL AND merged_into IS NULL))
) STRICT;

CREATE INDEX change_by_record ON change (record, seq);

-- Where lists and distances say that a record is: a copy of the view public_place, no nearer than the
-- public may know, of published records only. Written with the record, and when the place changes that it
-- is derived from; triggers do it for who changes state or coordinates by hand.
CREATE TABLE listing_place (
	id        INTEGER PRIMARY KEY REFERENCES record (id),
	latitude  INTEGER NOT NULL,
	longitude INTEGER NOT NULL,
	precision INTEGER NOT NULL
) STRICT;

-- What is kept in memory follows this: which records, in order, are other than
-- before in what lists are made from, whoever wrote them; NULL: the synonyms are.
-- Only the latest rows are kept. Who has missed some loads everything.
CREATE TABLE listing_change (
	seq    INTEGER PRIMARY KEY,
	record INTEGER
) STRICT;

CREATE TRIGGER listing_change_few AFTER INSERT ON listing_change WHEN NEW.seq % 1000 = 0 BEGIN
	DELETE FROM listing_change WHERE seq <= NEW.seq - 5000;
END;

CREATE TRIGGER record_insert AFTER INSERT ON record WHEN NEW.state = 'published' BEGIN
	INSERT INTO listing_change (record) VALUES (NEW.id);
END;

CREATE TRIGGER record_update AFTER UPDATE OF kind, code, name, name_key, summary, slug, verified_on, state, facets, lacks
ON record WHEN OLD.state = 'published' OR NEW.state = 'published' BEGIN
	INSERT INTO listing_change (record) VALUES (NEW.id);
END;

CREATE TRIGGER record_comes_or_goes AFTER UPDATE OF state ON record
WHEN OLD.state <> NEW.state AND 'published' IN (OLD.state, NEW.state) BEGIN
	DELETE FROM listing_place WHERE id = NEW.id;
	INSERT INTO listing_place (id, latitude, longitude, precision)
	SELECT id, latitude, longitude, precision FROM public_place WHERE id = NEW.id;
END;

CREATE TRIGGER enterprise_moves AFTER UPDATE OF latitude, longitude, location_precision ON enterprise
WHEN (OLD.latitude, OLD.longitude, OLD.location_precision)
     IS NOT (NEW.latitude, NEW.longitude, NEW.location_precision) BEGIN
	DELETE FROM listing_place WHERE id = NEW.id;
	INSERT INTO listing_place (id, latitude, longitude, precision)
	SELECT id, latitude, longitude, precision FROM public_place WHERE id = NEW.id;
	INSERT INTO listing_change (record) VALUES (NEW.id);
END;

CREATE TRIGGER record_delete AFTER DELETE ON record WHEN OLD.state = 'published' BEGIN
	INSERT INTO listing_change (record) VALUES (OLD.id);
END;

-- ----------------------------------------------------------------- search

-- What the public search knows of a record: a document, whose row id is the
-- record's, there for published records only and written with the record
-- (lib/store/index.c). `labels` are the names of its terms and municipalities in
-- all languages, `text` everything else worth finding. The index keeps its
-- texts itself: what it takes out is what it once put in, whatever happens.
CREATE VIRTUAL TABLE search USING fts5 (
	name, labels, summary, text,
	tokenize = 'medverk'                          -- lib/text/term.h
);

-- The documents as rows, past the index.
CREATE VIEW search_document AS
	SELECT id, c0 AS name, c1 AS labels, c2 AS summary, c3 AS text FROM search_content;

-- The words of the documents, with how many have each; kept with the index
-- (lib/db/documents.c), for suggestions and corrections. `level` is how many
-- binary digits the number has: it changes seldom, so the orders below are cheap
-- to keep, and the frequent words of any beginning are found from the top.
CREATE TABLE search_word (
	word    TEXT PRIMARY KEY,
	records INTEGER NOT NULL CHECK (records > 0),
	level   INTEGER NOT NULL,
	folded  TEXT NOT NULL,                        -- without dots
	first   TEXT NOT NULL,                        -- its first letter
	letters INTEGER NOT NULL,                     -- how many the word has
	UNIQUE (level, word),
	UNIQUE (level, folded, word),
	UNIQUE (first, letters, level, folded, word)
) STRICT, WITHOUT ROWID;

-- The terms of the index itself, to check that by.
CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search, 'row');

-- What compounds are made of: a list of our own, and what stands alone in the
-- documents. Members found by it are written into the documents, so a new word
-- is learnt together with writing anew those that it splits (lib/store/index.c).
-- Words are never taken away: who knows those up to an id lacks those after it.
CREATE TABLE lexicon (
	id      INTEGER PRIMARY KEY,
	word    TEXT NOT NULL UNIQUE CHECK (word <> ''),
	curated INTEGER CHECK (curated = 1)
) STRICT;

-- Synonyms as editors keep them: lines, written as in lib/store/word_lists.h. What happened to one is kept under its number,
-- which no other line ever has …
CREATE TABLE synonym_line (
	id   INTEGER PRIMARY KEY AUTOINCREMENT,
	text TEXT NOT NULL CHECK (text <> '')
) STRICT;

-- … and the pairs that follow from each. Whoever looks for `word` is content with `means`; not the other way round,
-- unless that is a row of its own. Where means is '', word says little of what is
-- looked for, since every record here has to do with it.
CREATE TABLE synonym (
	line  INTEGER NOT NULL REFERENCES synonym_line (id),
	word  TEXT NOT NULL CHECK (word <> ''),
	means TEXT NOT NULL,
	PRIMARY KEY (word, means, line),
	CHECK (word <> means)
) STRICT, WITHOUT ROWID;

CREATE INDEX synonym_by_line ON synonym (line);

CREATE TRIGGER synonym_line_insert AFTER INSERT ON synonym_line BEGIN
	INSERT INTO listing_change (record) VALUES (NULL);
END;

CREATE TRIGGER synonym_line_update AFTER UPDATE ON synonym_line BEGIN
	INSERT INTO listing_change (record) VALUES (NULL);
END;

CREATE TRIGGER synonym_line_delete AFTER DELETE ON synonym_line BEGIN
	INSERT INTO listing_change (record) VALUES (NULL);
END;

-- ----------------------------------------------------------------- public

-- Everything below is what the public may know. A view shows all columns of
-- published records, so a new column shows by itself; but those of enterprises are named.

CREATE VIEW public_record AS
	SELECT *, coalesce(code, uuid) AS public_id FROM record WHERE state = 'published';

-- What an enterprise's place may be known as: the public reads it here and nowhere
-- else, so neither page, JSON, search, distance nor order can tell more. A point is moved to the middle
-- of its cell of 0.001° × 0.002° (in Sweden about 100 m) or ten times that (1 km),
-- or is that of the first municipality; addresses go as far as the point does.
CREATE VIEW public_enterprise AS
	SELECT r.*, e.alternative_name, e.description, e.organisation_number, e.reserved_procurement,
	       CASE WHEN e.location_precision IS NULL THEN e.street_address END AS street_address,
	       CASE WHEN coalesce(e.location_precision, 'street') IN ('street', 'postcode')
	            THEN e.postcode END AS postcode,
	       CASE WHEN coalesce(e.location_precision, 'street') IN ('street', 'postcode')
	            THEN e.locality END AS locality,
	       CASE coalesce(e.location_precision, 'exact')
	       WHEN 'exact' THEN e.latitude
	       WHEN 'street' THEN CAST(round(e.latitude / 1000.0) AS INTEGER) * 1000
	       WHEN 'postcode' THEN CAST(round(e.latitude / 10000.0) AS INTEGER) * 10000
	       WHEN 'municipality' THEN (SELECT m.latitude FROM public_seat AS m WHERE m.enterprise = e.id)
	       END AS latitude,
	       CASE coalesce(e.location_precision, 'exact')
	       WHEN 'exact' THEN e.longitude
	       WHEN 'street' THEN CAST(round(e.longitude / 2000.0) AS INTEGER) * 2000
	       WHEN 'postcode' THEN CAST(round(e.longitude / 20000.0) AS INTEGER) * 20000
	       WHEN 'municipality' THEN (SELECT m.longitude FROM public_seat AS m WHERE m.enterprise = e.id)
	       END AS longitude,
	       e.location_precision, e.website_url, e.email, e.phone, e.employed, e.occupied, e.figures_date
	FROM public_record AS r JOIN enterprise AS e ON e.id = r.id;

-- The point of the first municipality that an enterprise names.
CREATE VIEW public_seat AS
	SELECT l.source AS enterprise, m.latitude, m.longitude
	FROM link AS l
	JOIN public_record AS r ON r.id = l.target
	JOIN municipality AS m ON m.id = l.target
	WHERE l.relation = 'municipality' AND l.position = 0;

CREATE VIEW public_project AS SELECT * FROM public_record JOIN project USING (id);
CREATE VIEW public_report AS SELECT * FROM public_record JOIN report USING (id);
CREATE VIEW public_page AS SELECT * FROM public_record JOIN page USING (id);
CREATE VIEW public_organisation AS SELECT * FROM public_record JOIN organisation USING (id);
CREATE VIEW public_municipality AS SELECT * FROM public_record JOIN municipality USING (id);
CREATE VIEW public_country AS SELECT * FROM public_record JOIN country USING (id);
CREATE VIEW public_term AS SELECT * FROM public_record JOIN term USING (id);

-- Where what has a place is, for distances; an enterprise without coordinates is
-- where its municipality is. Precision 0: exact, 1: street, 2: postcode, 3: municipality (lib/store/near.h).
CREATE VIEW public_place AS
	SELECT e.id, e.kind, e.latitude, e.longitude,
	       CASE e.location_precision WHEN 'street' THEN 1 WHEN 'postcode' THEN 2
	       WHEN 'municipality' THEN 3 ELSE 0 END AS precision
	FROM public_enterprise AS e
	WHERE e.latitude IS NOT NULL
	UNION ALL
	SELECT e.id, e.kind, m.latitude, m.longitude, 3
	FROM public_enterprise AS e JOIN public_seat AS m ON m.enterprise = e.id
	WHERE e.latitude IS NULL AND e.location_precision IS NOT 'hidden' AND m.latitude IS NOT NULL
	UNION ALL
	SELECT id, kind, latitude, longitude, 0
	FROM public_municipality
	WHERE latitude IS NOT NULL;

-- Of published records only, from the moment they are until the moment they are not.
CREATE VIEW public_attachment AS
	SELECT a.*, f.type, f.bytes, f.width, f.height, f.pages, f.tagged
	FROM public_record AS r
	JOIN attachment AS a ON a.record = r.id
	JOIN file AS f ON f.digest = a.file;

CREATE VIEW public_picture_size AS
	SELECT a.record, s.picture, s.file, f.type, f.width, f.height
	FROM public_record AS r
	JOIN attachment AS a ON a.record = r.id
	JOIN picture_size AS s ON s.picture = a.file
	JOIN file AS f ON f.digest = s.file;

-- A file is public when a record that shows it is.
CREATE VIEW public_file AS
	SELECT f.digest, f.type, f.bytes
	FROM file AS f
	WHERE EXISTS (SELECT 1 FROM attachment AS a JOIN public_record AS r ON r.id = a.record
	              WHERE a.file = f.digest)
	   OR EXISTS (SELECT 1 FROM picture_size AS s
	              JOIN attachment AS a ON a.file = s.picture JOIN public_record AS r ON r.id = a.record
	              WHERE s.file = f.digest);

CREATE VIEW public_translation AS
	SELECT t.* FROM translation AS t JOIN public_record AS r ON r.id = t.record;

CREATE VIEW public_slug AS
	SELECT s.* FROM slug AS s JOIN public_record AS r ON r.id = s.record;

-- CROSS JOIN is SQLite's way to say: from the document to its record, never the other way.
CREATE VIEW public_document AS
	SELECT d.* FROM search_document AS d CROSS JOIN public_record AS r ON r.id = d.id;

-- A link is public when both its ends are. Seen from its source …
CREATE VIEW public_reference AS
	SELECT l.source, l.source_kind, l.relation, l.position, l.target,
	       t.public_id, t.kind, t.name, t.slug, t.summary
	FROM link AS l          -- in the order of its key, which CROSS JOIN keeps: no sorting
	CROSS JOIN public_record AS s ON s.id = l.source
	CROSS JOIN public_record AS t ON t.id = l.target;

-- … the same for a source that is known to be public …
CREATE VIEW public_target AS
	SELECT l.source, l.relation, l.position, l.target, t.public_id, t.kind, t.name, t.slug
	FROM link AS l
	JOIN public_record AS t ON t.id = l.target;

-- … and from its target.
CREATE VIEW public_referrer AS
	SELECT l.target, l.source_kind, l.relation, l.source,
	       s.public_id, s.kind, s.name, s.slug, s.summary, s.published_at
	FROM public_record AS t
	JOIN link AS l ON l.target = t.id
	JOIN public_record AS s ON s.id = l.source;

-- What is no longer public: the last change says why …
CREATE VIEW public_tombstone AS
	SELECT r.id, r.kind, r.uuid, r.code, c.at, c.reason, c.merged_into
	FROM record AS r
	JOIN change AS c ON c.record = r.id AND c.op = 'deleted'
	WHERE r.state <> 'published'
	  AND c.seq = (SELECT max(seq) FROM change WHERE change.record = r.id);

-- … and which addresses it had.
CREATE VIEW public_tombstone_slug AS
	SELECT s.kind, s.slug, t.at, t.reason, t.merged_into
	FROM slug AS s JOIN public_tombstone AS t ON t.id = s.record;

-- Words are nobody's secret.
CREATE VIEW public_lexicon AS SELECT * FROM lexicon;
CREATE VIEW public_synonym AS SELECT DISTINCT word, means FROM synonym;
-- Of the published only, as their triggers see to.
CREATE VIEW public_listing_place AS SELECT * FROM listing_place;
CREATE VIEW public_listing_change AS SELECT * FROM listing_change;
