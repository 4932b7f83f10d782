-- editing.sql: the tables of those who edit, in the same database as schema.sql and by the same rules. Nothing here is for the
-- public: no view that it reads looks at any of it (make lint).

-- --------------------------------------------------------------- accounts

-- Who keeps the directory. What each role may do is a table of lib/store/rights.c.
CREATE TABLE account (
	id         INTEGER PRIMARY KEY,
	email      TEXT NOT NULL UNIQUE CHECK (email GLOB '?*@?*' AND email = lower(email)),
	name       TEXT CHECK (name <> ''),
	role       TEXT NOT NULL CHECK (role = 'administrator' OR role = 'editor'
	                OR role = 'municipality_editor' OR role = 'reader'),
	password   TEXT CHECK (password GLOB '$argon2id$?*'),    -- lib/base/password.h; NULL: none chosen yet
	disabled   INTEGER CHECK (disabled = 1),
	erased     INTEGER CHECK (erased = 1),        -- whose it was is nowhere any more; the row stays for what was done with it
	created_at TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	signed_in_at TEXT CHECK (signed_in_at GLOB '????-*Z' AND signed_in_at IS strftime('%Y-%m-%dT%H:%M:%SZ', signed_in_at, '+0 days'))
) STRICT;

-- Whose records a municipality's editor edits.
CREATE TABLE account_municipality (
	account      INTEGER NOT NULL REFERENCES account (id),
	municipality INTEGER NOT NULL REFERENCES record (id),
	PRIMARY KEY (account, municipality)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_municipality_by_municipality ON account_municipality (municipality);

-- Who is signed in where. The browser has a token, this table its hash. seen_at
-- is at most some minutes old; what it is for can wait so long (cgi/session.h).
CREATE TABLE session (
	id         INTEGER PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
	account    INTEGER NOT NULL REFERENCES account (id),
	client     TEXT CHECK (client <> ''),         -- what the browser calls itself, for its owner to know it by
	created_at TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	seen_at    TEXT NOT NULL CHECK (seen_at GLOB '????-*Z' AND seen_at IS strftime('%Y-%m-%dT%H:%M:%SZ', seen_at, '+0 days')),
	proved_at  TEXT NOT NULL CHECK (proved_at GLOB '????-*Z' AND proved_at IS strftime('%Y-%m-%dT%H:%M:%SZ', proved_at, '+0 days'))   -- the password was given
) STRICT;

CREATE INDEX session_by_account ON session (account);

-- Who has given the password, and not yet the code of the second step: good for nothing but that step.
CREATE TABLE half_session (
	token_hash TEXT PRIMARY KEY CHECK (length(token_hash) = 64),
	account    INTEGER NOT NULL REFERENCES account (id),
	ends_at    TEXT NOT NULL CHECK (ends_at GLOB '????-*Z' AND ends_at IS strftime('%Y-%m-%dT%H:%M:%SZ', ends_at, '+0 days'))
) STRICT, WITHOUT ROWID;

CREATE INDEX half_session_by_account ON half_session (account);

-- The second step of signing in (lib/store/factor.h says what it is and what of it is kept).
CREATE TABLE factor (
	account   INTEGER PRIMARY KEY REFERENCES account (id),
	sealed    TEXT NOT NULL CHECK (sealed <> '' AND sealed NOT GLOB '*[^0-9a-f]*'),    -- lib/base/seal.h
	last_step INTEGER NOT NULL DEFAULT 0 CHECK (last_step >= 0),      -- of the last code that was taken
	on_since  TEXT CHECK (on_since GLOB '????-*Z' AND on_since IS strftime('%Y-%m-%dT%H:%M:%SZ', on_since, '+0 days'))   -- NULL: no code was given yet, it is not asked for
) STRICT;

-- Codes on paper, each good once: a row goes when its code is used.
CREATE TABLE recovery_code (
	account   INTEGER NOT NULL REFERENCES factor (account),
	code_hash TEXT NOT NULL CHECK (length(code_hash) = 64),
	PRIMARY KEY (account, code_hash)
) STRICT, WITHOUT ROWID;

-- A link by which somebody chooses a password: once, until a time.
CREATE TABLE ticket (
	token_hash TEXT PRIMARY KEY CHECK (length(token_hash) = 64),
	account    INTEGER NOT NULL REFERENCES account (id),
	purpose    TEXT NOT NULL CHECK (purpose = 'invitation' OR purpose = 'password'),
	ends_at    TEXT NOT NULL CHECK (ends_at GLOB '????-*Z' AND ends_at IS strftime('%Y-%m-%dT%H:%M:%SZ', ends_at, '+0 days'))
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_by_account ON ticket (account);

-- ------------------------------------------------------------------- mail

-- Mail that is to be sent, and for some time what became of it. A row is written
-- in the transaction that causes it, so there is neither mail about what did not
-- happen nor the other way round; `medverk mail` delivers it (lib/store/outbox.h).
CREATE TABLE outbox (
	id              INTEGER PRIMARY KEY,
	-- What is before the @ of its Message-ID: the same at each attempt.
	uuid            TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36 AND uuid NOT GLOB '*[^0-9a-f-]*'),
	-- 0: somebody waits for it to sign in. 1: bulk, of which there is only so much in a day.
	priority        INTEGER NOT NULL CHECK (priority = 0 OR priority = 1),
	purpose         TEXT NOT NULL CHECK (purpose GLOB '[a-z]*' AND purpose NOT GLOB '*[^a-z_]*'),  -- key of its words: mail.PURPOSE
	lang            TEXT NOT NULL CHECK (lang = 'sv' OR lang = 'en'),
	address         TEXT NOT NULL CHECK (address GLOB '?*@?*' AND address NOT GLOB '*[^!-~]*'),
	subject         TEXT NOT NULL CHECK (subject <> ''),
	-- Plain text. Gone as soon as it is sent: links in it let people in, and only their
	-- hash is kept elsewhere. Bulk that could not be sent keeps it, to be tried again.
	body            TEXT CHECK (body <> ''),
	unsubscribe_url TEXT CHECK (unsubscribe_url GLOB 'http://?*' OR unsubscribe_url GLOB 'https://?*'),  -- likewise
	state           TEXT NOT NULL DEFAULT 'waiting' CHECK (state = 'waiting' OR state = 'sent' OR state = 'failed'),
	attempts        INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),     -- begun
	-- Not before then; of what is being sent just now, when others may think that its sender has died.
	next_at         TEXT NOT NULL CHECK (next_at GLOB '????-*Z' AND next_at IS strftime('%Y-%m-%dT%H:%M:%SZ', next_at, '+0 days')),
	claim           TEXT CHECK (claim <> ''),                             -- who is sending it
	error           TEXT CHECK (error <> ''),                             -- of the last attempt
	created_at      TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	ended_at        TEXT CHECK (ended_at GLOB '????-*Z' AND ended_at IS strftime('%Y-%m-%dT%H:%M:%SZ', ended_at, '+0 days')),  -- sent, or given up
	CHECK ((state = 'waiting') = (ended_at IS NULL)),
	CHECK (body IS NOT NULL OR state <> 'waiting'),
	CHECK (claim IS NULL OR state = 'waiting'),
	CHECK (state <> 'sent' OR (body IS NULL AND unsubscribe_url IS NULL AND error IS NULL))
) STRICT;

CREATE INDEX outbox_waiting ON outbox (priority, next_at) WHERE state = 'waiting';
CREATE INDEX outbox_ended ON outbox (ended_at, state, priority) WHERE ended_at IS NOT NULL;

-- ------------------------------------------------- many records at once

-- Spreadsheets that were imported on the site, and actions on many records (lib/store/batch.h), so that each can be taken back as one.
CREATE TABLE batch (
	id         INTEGER PRIMARY KEY,
	kind       TEXT NOT NULL REFERENCES kind (name),
	account    INTEGER NOT NULL REFERENCES account (id),
	action     TEXT NOT NULL CHECK (action GLOB '[a-z]*' AND action NOT GLOB '*[^a-z_]*'),
	note       TEXT CHECK (note <> ''),           -- why
	created_at TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	undone_at  TEXT CHECK (undone_at GLOB '????-*Z' AND undone_at IS strftime('%Y-%m-%dT%H:%M:%SZ', undone_at, '+0 days'))
) STRICT;

CREATE INDEX batch_by_kind ON batch (kind);
CREATE INDEX batch_by_account ON batch (account);

-- The records that it made or changed. What a changed one was before is kept whole: a revision that
-- came from a file does not have what other rows of the file said of it.
CREATE TABLE batch_record (
	batch        INTEGER NOT NULL REFERENCES batch (id),
	record       INTEGER NOT NULL REFERENCES record (id),
	revision     INTEGER NOT NULL CHECK (revision >= 1),      -- that it has from the batch; another: changed since
	state        TEXT NOT NULL CHECK (state <> ''),           -- likewise
	is_new       INTEGER CHECK (is_new = 1),
	before       TEXT CHECK (before IS NULL OR json_valid(before)), -- as revision.document; NULL: new, or restored
	before_state TEXT CHECK (before_state <> ''),
	restored     INTEGER CHECK (restored = 1),
	PRIMARY KEY (batch, record),
	CHECK (is_new IS NULL OR before IS NULL),
	CHECK ((is_new IS NULL) = (before_state IS NOT NULL)),
	CHECK (before IS NOT NULL OR is_new = 1 OR restored = 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_record_by_record ON batch_record (record);

-- ------------------------------------------------------------------ words

-- What happened to texts that are no records (lib/store/text_change.h), so that each change can be seen and taken back.
CREATE TABLE text_change (
	id         INTEGER PRIMARY KEY,
	subject    TEXT NOT NULL CHECK (subject = 'synonym' OR subject = 'mail' OR subject = 'help'),
	item       TEXT NOT NULL CHECK (item <> ''),
	before     TEXT CHECK (before <> ''),                 -- NULL: there was none
	after      TEXT CHECK (after <> ''),                  -- NULL: it was taken away
	account    INTEGER REFERENCES account (id),           -- NULL: the command line
	created_at TEXT NOT NULL CHECK (created_at GLOB '????-*Z' AND created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
	CHECK (before IS NOT after)
) STRICT;

CREATE INDEX text_change_by_subject ON text_change (subject, id);

-- Texts of the interface that this directory has written otherwise than www/words: of mails, and beside fields of
-- forms (lib/store/own_words.h). Where there is no row, the standard holds.
CREATE TABLE own_words (
	key  TEXT NOT NULL CHECK (key GLOB 'mail.?*' OR key GLOB 'help.?*'),
	lang TEXT NOT NULL CHECK (lang = 'sv' OR lang = 'en'),
	text TEXT NOT NULL CHECK (text <> ''),
	PRIMARY KEY (key, lang)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- erasing

-- That something personal was erased from a record, never what it said (lib/store/erase.h).
CREATE TABLE erasure (
	id      INTEGER PRIMARY KEY,
	record  INTEGER NOT NULL REFERENCES record (id),
	account INTEGER NOT NULL REFERENCES account (id),
	at      TEXT NOT NULL CHECK (at GLOB '????-*Z' AND at IS strftime('%Y-%m-%dT%H:%M:%SZ', at, '+0 days')),
	what    TEXT NOT NULL CHECK (what <> ''),     -- names of fields, and how many words beside
	reason  TEXT NOT NULL CHECK (reason <> '')
) STRICT;

CREATE INDEX erasure_by_record ON erasure (record);
CREATE INDEX erasure_by_account ON erasure (account);
