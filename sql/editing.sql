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

-- A link by which somebody chooses a password: once, until a time.
CREATE TABLE ticket (
	token_hash TEXT PRIMARY KEY CHECK (length(token_hash) = 64),
	account    INTEGER NOT NULL REFERENCES account (id),
	purpose    TEXT NOT NULL CHECK (purpose = 'invitation' OR purpose = 'password'),
	ends_at    TEXT NOT NULL CHECK (ends_at GLOB '????-*Z' AND ends_at IS strftime('%Y-%m-%dT%H:%M:%SZ', ends_at, '+0 days'))
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_by_account ON ticket (account);
