/* session.c: rows of `session`. */
#include "lib/store/session.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

void
session_find(struct reader *r, struct mem *m, struct str token, const struct session_limits *limits,
    struct session *s)
{
	char hash[TOKEN_HASH_TEXT], now[CLOCK_TEXT];
	struct stmt *q;
	int64_t account;

	*s = (struct session){ .id = 0 };
	if (token.n != TOKEN_TEXT - 1)
		return;
	token_hash(token, hash);
	clock_now(now);
	q = db_read(r, SQL_FIND_SESSION);
	db_bind_str(q, ":token_hash", str_of(hash));
	db_bind_str(q, ":now", str_of(now));
	db_bind_int(q, ":proof", SESSION_PROOF);
	db_bind_int(q, ":idle", limits->idle);
	db_bind_int(q, ":longest", limits->longest);
	if (!db_next(q))
		return;
	s->id = db_int(q, 0);
	account = db_int(q, 1);
	s->proved = db_int(q, 2) != 0;
	stmt_end(q);
	if (!account_find(r, m, account, &s->account))
		s->id = 0;
}

void
session_begin(struct writer *w, int64_t account, struct str client,
    const struct session_limits *limits, char token[TOKEN_TEXT])
{
	char hash[TOKEN_HASH_TEXT], now[CLOCK_TEXT];
	struct stmt *q;

	clock_now(now);
	q = db_write(w, SQL_DELETE_ENDED_SESSIONS);
	db_bind_str(q, ":now", str_of(now));
	db_bind_int(q, ":idle", limits->idle);
	db_bind_int(q, ":longest", limits->longest);
	db_run(q);
	token_make(token);
	token_hash(str_of(token), hash);
	q = db_write(w, SQL_INSERT_SESSION);
	db_bind_str(q, ":token_hash", str_of(hash));
	db_bind_int(q, ":account", account);
	db_bind_str(q, ":client", client.n > 0 ? client : STR_NONE);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
	q = db_write(w, SQL_UPDATE_SIGN_IN);
	db_bind_int(q, ":account", account);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
}

void
session_begin_half(struct writer *w, int64_t account, char token[TOKEN_TEXT])
{
	char hash[TOKEN_HASH_TEXT], now[CLOCK_TEXT];
	struct stmt *q = db_write(w, SQL_DELETE_ENDED_HALF_SESSIONS);

	clock_now(now);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
	token_make(token);
	token_hash(str_of(token), hash);
	q = db_write(w, SQL_INSERT_HALF_SESSION);
	db_bind_str(q, ":token_hash", str_of(hash));
	db_bind_int(q, ":account", account);
	db_bind_str(q, ":now", str_of(now));
	db_bind_int(q, ":lasts", SESSION_HALF);
	db_run(q);
}

int64_t
session_find_half(struct reader *r, struct str token)
{
	char hash[TOKEN_HASH_TEXT], now[CLOCK_TEXT];
	struct stmt *q = db_read(r, SQL_FIND_HALF_SESSION);

	token_hash(token, hash);
	clock_now(now);
	db_bind_str(q, ":token_hash", str_of(hash));
	db_bind_str(q, ":now", str_of(now));
	return db_number(q);
}

void
session_end_half(struct writer *w, int64_t account)
{
	struct stmt *q = db_write(w, SQL_DELETE_HALF_SESSIONS);

	db_bind_int(q, ":account", account);
	db_run(q);
}

static void
note(struct writer *w, enum sql which, int64_t session)
{
	struct stmt *q = db_write(w, which);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_int(q, ":session", session);
	db_bind_str(q, ":now", str_of(now));
	if (which == SQL_UPDATE_SESSION_SEEN)
		db_bind_int(q, ":often", SESSION_TOUCH);
	db_run(q);
}

void
session_touch(struct writer *w, int64_t session)
{
	note(w, SQL_UPDATE_SESSION_SEEN, session);
}

void
session_prove(struct writer *w, int64_t session)
{
	note(w, SQL_UPDATE_SESSION_PROOF, session);
}

static void
end(struct writer *w, enum sql which, int64_t account, int64_t session)
{
	struct stmt *q = db_write(w, which);

	db_bind_int(q, ":account", account);
	db_bind_int(q, ":session", session);
	db_run(q);
}

void
session_end(struct writer *w, int64_t account, int64_t session)
{
	end(w, SQL_DELETE_SESSION, account, session);
}

void
session_end_others(struct writer *w, int64_t account, int64_t session)
{
	end(w, SQL_DELETE_SESSIONS, account, session);
}

json_t *
session_list(struct reader *r, int64_t account, int64_t session)
{
	struct stmt *q = db_read(r, SQL_LIST_SESSIONS);

	db_bind_int(q, ":account", account);
	db_bind_int(q, ":session", session);
	return db_rows(q);
}
