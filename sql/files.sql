-- files.sql: the tables of pictures and documents, in the same database as schema.sql and by the same rules. What the public gets
-- of them is in its views: public_attachment, public_picture_size, public_file.

-- What is known of the files of lib/store/files.h: pictures as they were made ready for pages, and PDFs. A row
-- is written when its file is on the disk.
CREATE TABLE file (
	digest     TEXT PRIMARY KEY CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
	type       TEXT NOT NULL CHECK (type = 'image/jpeg' OR type = 'image/webp' OR type = 'application/pdf'),
	bytes      INTEGER NOT NULL CHECK (bytes > 0),
	width      INTEGER CHECK (width > 0),         -- of a picture
	height     INTEGER CHECK (height > 0),
	pages      INTEGER CHECK (pages > 0),         -- of a PDF
	tagged     INTEGER CHECK (tagged = 1),        -- made so that it can be read aloud
	title      TEXT CHECK (title <> ''),          -- as it calls itself
	created_at TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	CHECK ((type = 'application/pdf') = (pages IS NOT NULL)),
	CHECK ((type = 'application/pdf') = (width IS NULL) AND (width IS NULL) = (height IS NULL))
) STRICT, WITHOUT ROWID;

-- The same picture, smaller.
CREATE TABLE picture_size (
	picture TEXT NOT NULL REFERENCES file (digest),
	file    TEXT NOT NULL REFERENCES file (digest),
	PRIMARY KEY (picture, file)
) STRICT, WITHOUT ROWID;

CREATE INDEX picture_size_by_file ON picture_size (file);

-- Pictures and documents of a record, in order; the first picture is the one that is shown large.
CREATE TABLE attachment (
	record     INTEGER NOT NULL REFERENCES record (id),
	field      TEXT NOT NULL CHECK (field = 'pictures' OR field = 'documents'),
	position   INTEGER NOT NULL CHECK (position >= 0),
	file       TEXT NOT NULL REFERENCES file (digest),
	text       TEXT CHECK (text <> ''),           -- what is to be seen on it, for who does not; what a document is called
	text_en    TEXT CHECK (text_en <> ''),
	decorative INTEGER CHECK (decorative = 1),    -- there is nothing to be said of it
	-- What is to be seen also when it is cut: NULL: its middle.
	focus      TEXT CHECK (focus = 'top' OR focus = 'bottom' OR focus = 'left' OR focus = 'right'
	               OR focus = 'top_left' OR focus = 'top_right' OR focus = 'bottom_left' OR focus = 'bottom_right'),
	PRIMARY KEY (record, field, position),
	UNIQUE (record, field, file),
	CHECK ((decorative IS NULL) = (text IS NOT NULL)),
	CHECK (field = 'pictures' OR (decorative IS NULL AND focus IS NULL)),
	CHECK (text IS NOT NULL OR text_en IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_by_file ON attachment (file);

-- Who has sent which file: they may look at it, and put it into a record.
CREATE TABLE upload (
	account INTEGER NOT NULL REFERENCES account (id),
	file    TEXT NOT NULL REFERENCES file (digest),
	at      TEXT NOT NULL CHECK (at GLOB '????-*Z' AND at IS strftime('%Y-%m-%dT%H:%M:%SZ', at, '+0 days')),
	PRIMARY KEY (account, file)
) STRICT, WITHOUT ROWID;

CREATE INDEX upload_by_file ON upload (file);
