/* h_two_steps.c: one's own second step: set up, with new codes on paper, or turned off. */
#include "cgi/admin/handlers.h"

#include "cgi/guesses.h"
#include "cgi/session.h"
#include "lib/http/url.h"
#include "lib/store/factor.h"
#include "lib/store/outbox.h"
#include "lib/view/doc.h"
#include "lib/view/qr.h"

enum { FEW_CODES = 3, GROUP = 4 };

static const char *
key_file(const struct ctx *c)
{
	return config_two_steps_key(c->app->config, c->mem);
}

void
admin_tell_of_two_steps(struct ctx *c, struct writer *w, struct str email, bool on)
{
	store_outbox_add(w, c->app->views.words,
	    &(struct outbox_letter){ .priority = OUTBOX_SIGN_IN, .lang = c->lang,
	    .purpose = on ? "two_steps_on" : "two_steps_off", .address = email });
}

/* ------------------------------------------------------------------ the page */

/* "ABCD EFGH …": in groups that can be typed. */
static struct str
in_groups(struct mem *m, const char *text)
{
	struct buf b;

	buf_init(&b, m, TOTP_SECRET_TEXT * 2);
	for (size_t i = 0; text[i] != '\0'; i++) {
		if (i > 0 && i % GROUP == 0)
			buf_byte(&b, ' ');
		buf_byte(&b, text[i]);
	}
	return buf_view(&b);
}

/* The address that all apps of this sort read. */
static struct str
app_address(struct ctx *c, const char *secret)
{
	struct buf b;

	buf_init(&b, c->mem, 256);
	buf_puts(&b, "otpauth://totp/Medverk:");
	url_encode(&b, c->session.account.email);
	buf_printf(&b, "?secret=%s&issuer=Medverk&algorithm=SHA1&digits=%d&period=%d", secret,
	    TOTP_DIGITS, TOTP_SECONDS);
	return buf_view(&b);
}

static void
set_secret(struct ctx *c, struct reader *r)
{
	char secret[TOTP_SECRET_TEXT];
	struct str address;
	struct buf path;
	int side;

	if (!factor_secret(r, key_file(c), c->session.account.id, secret))
		return;
	address = app_address(c, secret);
	doc_set_bool(c->doc, "begun", true);
	doc_set_str(c->doc, "app_secret", in_groups(c->mem, secret));
	doc_set_str(c->doc, "app_url", address);
	buf_init(&path, c->mem, 16 * 1024);
	if (qr_path(&path, address, &side)) {
		doc_set_str(c->doc, "qr", buf_view(&path));
		doc_set_int(c->doc, "qr_side", side);
	}
}

static struct str
counted(struct ctx *c, const char *key, unsigned n)
{
	struct buf b;

	buf_init(&b, c->mem, 64);
	words_count(&b, c->app->views.words, c->lang, key, (int64_t)n, NULL);
	return buf_view(&b);
}

enum err
h_two_steps_page(struct ctx *c, struct reader *r)
{
	struct factor f;

	/* Whom the web server signs in has none of ours. */
	if (c->session.id == 0)
		return ERR_NOT_FOUND;
	factor_find(r, c->mem, c->session.account.id, &f);
	if (!c->session.proved)
		doc_set_bool(c->doc, "must_prove", true);
	if (f.on) {
		doc_set_bool(c->doc, "on", true);
		doc_set_str(c->doc, "on_since", f.since);
		doc_set_str(c->doc, "codes_left", counted(c, "admin.two_steps.left", f.codes));
		if (f.codes <= FEW_CODES)
			doc_set_bool(c->doc, "few_codes", true);
	} else if (f.begun && c->session.proved) {
		set_secret(c, r);
	}
	return db_done(r);
}

/* The page as it was filled in. */
static bool
show(struct ctx *c, struct writer *w)
{
	enum err e;

	doc_set_str(c->doc, "typed", admin_posted(c, "code"));
	reader_begin(&w->reader);
	e = h_two_steps_page(c, &w->reader);
	return reader_end(&w->reader) == ERR_NONE && e == ERR_NONE;
}

/* --------------------------------------------------------------------- its form */

static enum err
go(struct ctx *c)
{
	return admin_go(c, "/admin/min-sida/tva-steg", "/admin/en/me/two-steps");
}

/* They are shown in this answer and never again. */
static void
set_codes(struct ctx *c, char codes[FACTOR_CODES][FACTOR_CODE_TEXT])
{
	json_t *list = doc_array();

	for (size_t i = 0; i < FACTOR_CODES; i++) {
		json_t *one = doc_object();

		doc_set_str(one, "code", mem_dup(c->mem, str_of(codes[i])));
		doc_append(list, one);
	}
	doc_set(c->doc, "codes", list);
}

static enum err
begin(struct ctx *c, struct writer *w)
{
	enum err e = ERR_NONE, ended;

	writer_begin(w);
	/* It may have been turned on in another window. */
	if (!c->session.account.two_steps)
		e = factor_begin(w, c->mem, key_file(c), c->session.account.id);
	ended = writer_end(w, e == ERR_NONE);
	if (e == ERR_NONE)
		e = ended;
	return e != ERR_NONE ? e : go(c);
}

/* The first code: from now on it is asked for. Who is signed in elsewhere by the password alone is so no longer. */
static enum err
confirm(struct ctx *c, struct writer *w)
{
	const struct account *a = &c->session.account;
	char codes[FACTOR_CODES][FACTOR_CODE_TEXT];
	bool right;
	enum err e;

	writer_begin(w);
	right = factor_confirm(w, key_file(c), a->id, admin_posted(c, "code"));
	if (right) {
		factor_make_codes(w, a->id, codes);
		session_end_others(w, a->id, c->session.id);
		admin_tell_of_two_steps(c, w, a->email, true);
	}
	e = writer_end(w, right);
	if (e != ERR_NONE)
		return e;
	if (!right)
		return show(c, w) ? admin_refuse(c, "code", ctx_words(c, "admin.two_steps.not_yet"))
				  : ERR_BUSY;
	c->session.account.two_steps = true;
	doc_set_bool(c->doc, "turned_on", true);
	set_codes(c, codes);
	return ERR_NONE;
}

static enum err
cancel(struct ctx *c, struct writer *w)
{
	enum err e;

	writer_begin(w);
	if (!c->session.account.two_steps)
		factor_end(w, c->session.account.id);
	e = writer_end(w, true);
	return e != ERR_NONE ? e : admin_go(c, "/admin/min-sida", "/admin/en/me");
}

/* What wants a code: turning it off, and new codes on paper. */
static enum err
change(struct ctx *c, struct writer *w, bool end)
{
	const struct account *a = &c->session.account;
	char codes[FACTOR_CODES][FACTOR_CODE_TEXT];
	long wait = guesses_code_wait(c, a->email);
	bool right;
	enum err e;

	if (wait > 0)
		return show(c, w) ? admin_wait(c, "code", wait) : ERR_BUSY;
	writer_begin(w);
	right = factor_use(w, key_file(c), a->id, admin_posted(c, "code"));
	if (right && end) {
		factor_end(w, a->id);
		admin_tell_of_two_steps(c, w, a->email, false);
	} else if (right) {
		factor_make_codes(w, a->id, codes);
	}
	e = writer_end(w, right);
	if (e != ERR_NONE)
		return e;
	if (!right) {
		guesses_code_wrong(c, a->email);
		return show(c, w) ? admin_refuse(c, "code", ctx_words(c, "admin.step.wrong"))
				  : ERR_BUSY;
	}
	guesses_code_right(c, a->email);
	if (end)
		return go(c);
	set_codes(c, codes);
	return ERR_NONE;
}

enum err
h_two_steps(struct ctx *c, struct writer *w)
{
	struct str what = form_get(&c->request->posted, "do");

	if (c->session.id == 0)
		return ERR_NOT_FOUND;
	if (str_is(what, "cancel"))
		return cancel(c, w);
	if (!str_is(what, "begin") && !str_is(what, "confirm") && !str_is(what, "codes") &&
	    !str_is(what, "end"))
		return ERR_BAD_REQUEST;
	if (!session_prove_again(c, w))
		return show(c, w) ? admin_refuse_proof(c) : ERR_BUSY;
	if (str_is(what, "begin"))
		return begin(c, w);
	if (str_is(what, "confirm"))
		return confirm(c, w);
	return change(c, w, str_is(what, "end"));
}
