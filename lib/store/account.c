/* account.c: accounts and tickets. */
#include "lib/store/account.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/http/url.h"
#include "lib/store/factor.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

/* How long a link may lie in somebody's mail: an invitation over a holiday, a new password until tomorrow. */
enum { INVITATION_SECONDS = 14 * 86400, PASSWORD_SECONDS = 86400 };

static const struct {
	const char *key, *english;
} problems[ACCOUNT_PROBLEMS] = {
	[ACCOUNT_FINE] = { "fine", "is fine" },
	[ACCOUNT_NOT_AN_EMAIL] = { "not_an_email", "the address is no e-mail address; write name@domain" },
	[ACCOUNT_TAKEN] = { "taken", "there is an account with this address already" },
	[ACCOUNT_NAME_TOO_LONG] = { "name_too_long", "the name is longer than 100 letters" },
	[ACCOUNT_NO_MUNICIPALITY] = { "no_municipality", "a municipality's editor needs a municipality" },
	[ACCOUNT_TOO_MANY] = { "too_many", "has more municipalities than an account can have" },
	[ACCOUNT_LAST_ADMINISTRATOR] = { "last_administrator", "is the last administrator; nobody could let others in any more" },
	[ACCOUNT_SHORT_PASSWORD] = { "short_password", "the password is shorter than 12 letters" },
	[ACCOUNT_LONG_PASSWORD] = { "long_password", "the password is longer than 1024 bytes" },
	[ACCOUNT_EASY_PASSWORD] = { "easy_password", "the password is too easy to guess" },
};

const char *
account_problem_key(enum account_problem p)
{
	return problems[p].key;
}

const char *
account_problem(enum account_problem p)
{
	return problems[p].english;
}

struct str
account_email(struct mem *m, struct str typed)
{
	return utf8_fold_case(m, str_trim(typed));
}

/* ------------------------------------------------------------------- reading */

static bool
read_account(struct reader *r, struct mem *m, struct stmt *q, struct account *out)
{
	*out = (struct account){ .id = 0 };
	if (!db_next(q))
		return false;
	out->id = db_int(q, 0);
	out->email = mem_dup(m, db_text(q, 1));
	if (db_text(q, 2).p != NULL)
		out->name = mem_dup(m, db_text(q, 2));
	if (!role_read(db_text(q, 3), &out->role))
		db_fail(r, ERR_INTERNAL);
	if (db_text(q, 4).p != NULL)
		out->password = mem_dup(m, db_text(q, 4));
	out->disabled = db_int(q, 5) != 0;
	out->two_steps = db_text(q, 6).p != NULL;
	stmt_end(q);
	q = db_read(r, SQL_LIST_ACCOUNT_MUNICIPALITIES);
	db_bind_int(q, ":account", out->id);
	while (db_next(q))
		if (out->municipalities < ACCOUNT_MUNICIPALITIES_MAX)
			out->municipality[out->municipalities++] = db_int(q, 0);
	return true;
}

bool
account_find(struct reader *r, struct mem *m, int64_t id, struct account *out)
{
	struct stmt *q = db_read(r, SQL_FIND_ACCOUNT);

	db_bind_int(q, ":account", id);
	return read_account(r, m, q, out);
}

bool
account_find_by_email(struct reader *r, struct mem *m, struct str email, struct account *out)
{
	struct stmt *q = db_read(r, SQL_FIND_ACCOUNT_BY_EMAIL);

	db_bind_str(q, ":email", account_email(m, email));
	return read_account(r, m, q, out);
}

bool
account_has(const struct account *a, int64_t municipality)
{
	for (size_t i = 0; i < a->municipalities; i++)
		if (a->municipality[i] == municipality)
			return true;
	return false;
}

json_t *
account_list(struct reader *r)
{
	json_t *list = db_rows(db_read(r, SQL_LIST_ACCOUNTS));
	struct stmt *q;
	size_t i = 0;

	for (size_t k = 0; k < doc_count(list); k++)
		doc_set(doc_at(list, k), "municipality", doc_array());
	/* In the order of the accounts. */
	q = db_read(r, SQL_LIST_MUNICIPALITIES_OF_ACCOUNTS);
	while (db_next(q)) {
		json_t *municipality = doc_object();

		while (i < doc_count(list) &&
		    doc_get_int(doc_at(list, i), "number") != db_int(q, 0))
			i++;
		db_fill(q, municipality);
		doc_append(doc_get(doc_at(list, i), "municipality"), municipality);
	}
	return list;
}

json_t *
account_municipality_choices(struct reader *r)
{
	return db_rows(db_read(r, SQL_LIST_MUNICIPALITY_CHOICES));
}

/* -------------------------------------------------------------------- saving */

/* True when nobody but this account could let others in. */
static bool
is_last_administrator(struct writer *w, int64_t id)
{
	struct stmt *q = db_read(&w->reader, SQL_COUNT_ADMINISTRATORS);

	db_bind_int(q, ":account", id);
	return db_number(q) == 0;
}

static enum account_problem
judge(struct writer *w, struct mem *m, const struct account *a, const struct account *before)
{
	struct account same;

	if (a->email.n > ACCOUNT_EMAIL_MAX || !url_is_email(a->email))
		return ACCOUNT_NOT_AN_EMAIL;
	if (account_find_by_email(&w->reader, m, a->email, &same) && same.id != a->id)
		return ACCOUNT_TAKEN;
	if (utf8_length(a->name) > ACCOUNT_NAME_MAX)
		return ACCOUNT_NAME_TOO_LONG;
	if (a->role == ROLE_MUNICIPALITY_EDITOR && a->municipalities == 0)
		return ACCOUNT_NO_MUNICIPALITY;
	if (before->id != 0 && before->role == ROLE_ADMINISTRATOR && !before->disabled &&
	    (a->role != ROLE_ADMINISTRATOR || a->disabled) && is_last_administrator(w, a->id))
		return ACCOUNT_LAST_ADMINISTRATOR;
	return ACCOUNT_FINE;
}

static void
save_municipalities(struct writer *w, const struct account *a)
{
	struct stmt *q = db_write(w, SQL_DELETE_ACCOUNT_MUNICIPALITIES);

	db_bind_int(q, ":account", a->id);
	db_run(q);
	for (size_t i = 0; i < a->municipalities && a->role == ROLE_MUNICIPALITY_EDITOR; i++) {
		q = db_write(w, SQL_INSERT_ACCOUNT_MUNICIPALITY);
		db_bind_int(q, ":account", a->id);
		db_bind_int(q, ":municipality", a->municipality[i]);
		db_run(q);
	}
}

static void
end_sessions(struct writer *w, int64_t account, int64_t but)
{
	struct stmt *q = db_write(w, SQL_DELETE_SESSIONS);

	db_bind_int(q, ":account", account);
	db_bind_int(q, ":session", but);
	db_run(q);
	q = db_write(w, SQL_DELETE_HALF_SESSIONS);
	db_bind_int(q, ":account", account);
	db_run(q);
}

static void
end_tickets(struct writer *w, int64_t account)
{
	struct stmt *q = db_write(w, SQL_DELETE_TICKETS);

	db_bind_int(q, ":account", account);
	db_run(q);
}

enum account_problem
account_save(struct writer *w, struct mem *m, struct account *a)
{
	struct account before = { .id = 0 };
	enum account_problem p;
	char now[CLOCK_TEXT];
	struct stmt *q;

	a->email = account_email(m, a->email);
	a->name = str_trim(a->name);
	if (a->id != 0 && !account_find(&w->reader, m, a->id, &before))
		db_fail(&w->reader, ERR_NOT_FOUND);
	p = judge(w, m, a, &before);
	if (p != ACCOUNT_FINE)
		return p;
	clock_now(now);
	q = db_write(w, a->id == 0 ? SQL_INSERT_ACCOUNT : SQL_UPDATE_ACCOUNT);
	db_bind_str(q, ":name", a->name.n > 0 ? a->name : STR_NONE);
	db_bind_str(q, ":role", str_of(role_key(a->role)));
	if (a->id == 0) {
		db_bind_str(q, ":email", a->email);
		db_bind_str(q, ":now", str_of(now));
	} else {
		db_bind_int(q, ":account", a->id);
		if (a->disabled)
			db_bind_int(q, ":disabled", 1);
	}
	db_run(q);
	if (a->id == 0)
		a->id = writer_last_id(w);
	save_municipalities(w, a);
	if (before.id != 0 && (a->disabled || a->role != before.role)) {
		end_sessions(w, a->id, 0);
		if (a->disabled)
			end_tickets(w, a->id);
	}
	return ACCOUNT_FINE;
}

enum account_problem
account_erase(struct writer *w, const struct account *a, struct str name)
{
	struct stmt *q;

	if (a->role == ROLE_ADMINISTRATOR && !a->disabled && is_last_administrator(w, a->id))
		return ACCOUNT_LAST_ADMINISTRATOR;
	end_sessions(w, a->id, 0);
	end_tickets(w, a->id);
	factor_end(w, a->id);
	q = db_write(w, SQL_DELETE_ACCOUNT_MUNICIPALITIES);
	db_bind_int(q, ":account", a->id);
	db_run(q);
	q = db_write(w, SQL_DELETE_MAILS_WITH);
	db_bind_str(q, ":word", a->email);
	db_run(q);
	q = db_write(w, SQL_UPDATE_ACCOUNT_ERASED);
	db_bind_int(q, ":account", a->id);
	db_bind_str(q, ":name", name);
	db_run(q);
	return ACCOUNT_FINE;
}

/* ------------------------------------------------------------------ passwords */

/* Words that say who somebody is, and one letter over and over, are what is tried first. */
static bool
is_easy(const struct account *a, struct str password)
{
	struct str own[] = { a->email, a->name, { a->email.p, str_index(a->email, '@') } };
	bool same = true;

	for (size_t i = 1; i < password.n; i++)
		same &= password.p[i] == password.p[0];
	for (size_t i = 0; i < COUNT_OF(own); i++)
		same |= own[i].n > 0 && own[i].n * 2 > password.n && str_starts(password, own[i]);
	return same;
}

enum account_problem
account_judge_password(const struct account *a, struct str password)
{
	if (utf8_length(password) < PASSWORD_LETTERS_MIN)
		return ACCOUNT_SHORT_PASSWORD;
	if (password.n > PASSWORD_BYTES_MAX)
		return ACCOUNT_LONG_PASSWORD;
	return is_easy(a, password) ? ACCOUNT_EASY_PASSWORD : ACCOUNT_FINE;
}

void
account_renew_hash(struct writer *w, int64_t id, struct str hash)
{
	struct stmt *q = db_write(w, SQL_UPDATE_PASSWORD);

	db_bind_int(q, ":account", id);
	db_bind_str(q, ":password", hash);
	db_run(q);
}

void
account_set_password(struct writer *w, int64_t id, struct str hash, int64_t session)
{
	account_renew_hash(w, id, hash);
	end_sessions(w, id, session);
	end_tickets(w, id);
}

/* -------------------------------------------------------------------- tickets */

void
ticket_make(struct writer *w, int64_t account, enum ticket_purpose purpose, char token[TOKEN_TEXT])
{
	char hash[TOKEN_HASH_TEXT], now[CLOCK_TEXT];
	struct stmt *q;

	token_make(token);
	token_hash(str_of(token), hash);
	clock_now(now);
	end_tickets(w, account);
	q = db_write(w, SQL_INSERT_TICKET);
	db_bind_str(q, ":token_hash", str_of(hash));
	db_bind_int(q, ":account", account);
	db_bind_str(q, ":purpose",
	    purpose == TICKET_INVITATION ? STR("invitation") : STR("password"));
	db_bind_str(q, ":now", str_of(now));
	db_bind_int(q, ":lasts",
	    purpose == TICKET_INVITATION ? INVITATION_SECONDS : PASSWORD_SECONDS);
	db_run(q);
}

int64_t
ticket_find(struct reader *r, struct str token)
{
	char hash[TOKEN_HASH_TEXT], now[CLOCK_TEXT];
	struct stmt *q = db_read(r, SQL_FIND_TICKET);

	token_hash(token, hash);
	clock_now(now);
	db_bind_str(q, ":token_hash", str_of(hash));
	db_bind_str(q, ":now", str_of(now));
	return db_number(q);
}
