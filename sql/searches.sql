-- searches.sql: the second database, which holds how often what was searched
-- for, and nothing else. It lies beside the directory's (sql/schema.sql) in a
-- file of its own, so that writing down what GET counted never makes a worker forget what it
-- keeps of the directory, never holds up who edits it, and no copy of the
-- directory carries what people asked.
--
-- Nobody who asked is in it: no address, no program, no time but the day, and
-- rows lie in the order of the alphabet, not in that of asking. What looks like a
-- number or an address of a person is never counted (lib/store/searches.c).

PRAGMA application_id = 1296389203;     -- "MEDS"
PRAGMA user_version = 1;

CREATE TABLE search_count (
	question TEXT NOT NULL CHECK (question <> ''),        -- as asked, in small letters, with single blanks
	lang     TEXT NOT NULL CHECK (lang IN ('sv', 'en')),  -- of the page
	day      TEXT NOT NULL CHECK (day IS date(day, '+0 days')),   -- in Sweden
	times    INTEGER NOT NULL CHECK (times >= 1),
	in_vain  INTEGER NOT NULL CHECK (in_vain BETWEEN 0 AND times), -- nothing was found
	PRIMARY KEY (question, lang, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_count_by_day ON search_count (day);
