/* cmd_user.c: medverk user add|change|disable|enable|reset|list. */
#include "cgi/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "lib/base/log.h"
#include "lib/store/factor.h"
#include "lib/store/outbox.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

/* The whole of standard input but for the end of its line: what is typed on a command line can be seen by others. */
static bool
read_password(struct mem *m, struct str *out)
{
	char *p = mem_alloc(m, PASSWORD_BYTES_MAX + 2);
	size_t n = fread(p, 1, PASSWORD_BYTES_MAX + 2, stdin);

	while (n > 0 && (p[n - 1] == '\n' || p[n - 1] == '\r'))
		n--;
	return utf8_accept(m, (struct str){ p, n }, out);
}

/* "0580,0583": codes of municipalities. */
static bool
read_municipalities(struct arguments *a, struct reader *r, struct account *account)
{
	json_t *choices = account_municipality_choices(r);
	struct str rest = str_of(a->municipality), code;

	account->municipalities = 0;
	while (str_cut(&rest, ',', &code)) {
		int64_t id = 0;

		code = str_trim(code);
		for (size_t i = 0; i < doc_count(choices); i++)
			if (str_eq(doc_get_str(doc_at(choices, i), "id"), code))
				id = doc_get_int(doc_at(choices, i), "number");
		if (id == 0) {
			log_say("there is no municipality with the code '%.*s'", STR_ARGS(code));
			return false;
		}
		if (account->municipalities < ACCOUNT_MUNICIPALITIES_MAX &&
		    !account_has(account, id))
			account->municipality[account->municipalities++] = id;
	}
	return true;
}

/* What the options say, over what there was. */
static bool
read_options(struct arguments *a, struct reader *r, struct account *account)
{
	if (a->role != NULL && !role_read(str_of(a->role), &account->role)) {
		log_say(
		    "--role: '%s' is none of administrator, editor, municipality_editor, reader",
		    a->role);
		return false;
	}
	if (a->name != NULL)
		account->name = str_of(a->name);
	return a->municipality == NULL || read_municipalities(a, r, account);
}

static void
print_link(const struct config *c, const char *token)
{
	printf("%s/admin/losenord?ticket=%s\n", c->base_url, token);
}

/* The password from standard input, or a link by which its owner chooses one. */
static void
give_password(struct arguments *a, struct writer *w, const struct account *account, struct str hash,
    char token[TOKEN_TEXT])
{
	if (a->password_stdin)
		account_set_password(w, account->id, hash, 0);
	else
		ticket_make(w, account->id,
		    account->password.p == NULL ? TICKET_INVITATION : TICKET_PASSWORD, token);
}

static bool
hash_password(struct arguments *a, const struct account *account, char hash[PASSWORD_TEXT])
{
	enum account_problem p;
	struct str password;

	if (!a->password_stdin)
		return true;
	if (!read_password(a->mem, &password)) {
		log_say("the password is no UTF-8 text");
		return false;
	}
	p = account_judge_password(account, password);
	if (p != ACCOUNT_FINE)
		log_say("%s", account_problem(p));
	return p == ACCOUNT_FINE && password_hash(password, hash);
}

/* add, change, disable, enable and reset: one account, one transaction. */
static bool
change(struct arguments *a, struct writer *w, const char *what)
{
	struct account account = { .role = ROLE_READER };
	char token[TOKEN_TEXT] = "", hash[PASSWORD_TEXT] = "";
	bool add = strcmp(what, "add") == 0, reset = strcmp(what, "reset") == 0, known, fine;
	enum account_problem p = ACCOUNT_FINE;

	writer_begin(w);
	known = account_find_by_email(&w->reader, a->mem, str_of(a->email), &account);
	if (add && known)
		log_say("%s", account_problem(ACCOUNT_TAKEN));
	if (!add && !known)
		log_say("there is no account with the address %s", a->email);
	fine = add != known;
	if (add)
		account.email = account_email(a->mem, str_of(a->email));
	if (strcmp(what, "disable") == 0 || strcmp(what, "enable") == 0)
		account.disabled = strcmp(what, "disable") == 0;
	fine = fine && read_options(a, &w->reader, &account);
	if (fine)
		p = account_save(w, a->mem, &account);
	if (p != ACCOUNT_FINE)
		log_say("%s", account_problem(p));
	fine = fine && p == ACCOUNT_FINE && hash_password(a, &account, hash);
	if (fine && (add || reset || a->password_stdin))
		give_password(a, w, &account, str_of(hash), token);
	if (writer_end(w, fine) != ERR_NONE)
		return false;
	if (fine && token[0] != '\0')
		print_link(a->config, token);
	return fine;
}

/* reset --two-steps: for who has lost both phone and paper. The password stays. */
static bool
reset_two_steps(struct arguments *a, struct writer *w)
{
	const struct words *words = words_load(a->mem,
	    mem_printf(a->mem, "%s/words", a->config->www));
	struct account account;
	bool known;

	if (words == NULL)
		return false;
	writer_begin(w);
	known = account_find_by_email(&w->reader, a->mem, str_of(a->email), &account);
	if (!known)
		log_say("there is no account with the address %s", a->email);
	else if (!account.two_steps)
		log_say("%s signs in in one step already", a->email);
	if (known && account.two_steps) {
		factor_end(w, account.id);
		session_end_half(w, account.id);
		store_outbox_add(w, words,
		    &(struct outbox_letter){ .priority = OUTBOX_SIGN_IN, .lang = LANG_SV,
		    .purpose = "two_steps_off", .address = account.email });
	}
	return writer_end(w, known) == ERR_NONE && known;
}

static bool
list(struct writer *w)
{
	json_t *all;

	reader_begin(&w->reader);
	all = account_list(&w->reader);
	for (size_t i = 0; i < doc_count(all); i++) {
		const json_t *one = doc_at(all, i), *places = doc_get(one, "municipality");
		struct str last = doc_get_str(one, "signed_in_on");

		printf("%.*s\t%.*s\t", STR_ARGS(doc_get_str(one, "email")),
		    STR_ARGS(doc_get_str(one, "role")));
		for (size_t j = 0; j < doc_count(places); j++)
			printf("%s%.*s", j > 0 ? "," : "",
			    STR_ARGS(doc_get_str(doc_at(places, j), "id")));
		printf("\t%s\t%.*s\t%s\n",
		    doc_get(one, "disabled") != NULL      ? "disabled"
			: doc_get(one, "invited") != NULL ? "invited"
							  : "active",
		    STR_ARGS(last), doc_get(one, "two_steps") != NULL ? "two steps" : "");
	}
	return reader_end(&w->reader) == ERR_NONE;
}

int
cmd_user(struct arguments *a)
{
	static const char *const known[] = { "add", "change", "disable", "enable", "reset" };
	const struct db_options options = app_db_options(a->config);
	const char *what = a->word[1];
	bool is_change = false, fine;
	struct writer w;

	for (size_t i = 0; i < COUNT_OF(known); i++)
		is_change |= strcmp(what, known[i]) == 0;
	if (!is_change && strcmp(what, "list") != 0) {
		log_say("medverk user wants one of add, change, disable, enable, reset, list");
		return EXIT_FAILURE;
	}
	if (is_change && a->email == NULL) {
		log_say("medverk user %s wants --email", what);
		return EXIT_FAILURE;
	}
	if (a->two_steps && strcmp(what, "reset") != 0) {
		log_say("--two-steps goes with medverk user reset");
		return EXIT_FAILURE;
	}
	if (writer_open(&w, a->mem, a->config->db, &options) != ERR_NONE)
		return EXIT_FAILURE;
	mem_use(a->mem);
	fine = a->two_steps ? reset_two_steps(a, &w) : is_change ? change(a, &w, what) : list(&w);
	writer_close(&w);
	return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
