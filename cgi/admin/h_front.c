/*
 * h_front.c: the front page of the administration: what waits for the visitor, what nobody has confirmed for long, what lacks
 * something, what changed, what people looked for in vain, and whether backups and mail go as they should.
 */
#include "cgi/admin/handlers.h"

#include <unistd.h>

#include "cgi/admin/lacks.h"
#include "cgi/admin/wanted.h"
#include "cgi/searched.h"
#include "lib/db/stmt.h"
#include "lib/http/url.h"
#include "lib/store/outbox.h"
#include "lib/store/searches.h"
#include "lib/store/upkeep.h"
#include "lib/view/doc.h"

enum { SEARCHES_DAYS = 30, SEARCHES_MAX = 10, BACKUP_DAYS = 2, SOME = 10 };

/* ------------------------------------------------------------------- records */

/*
 * Rows of a statement, as far as the account reaches, each with the address of its form; where it reaches everything
 * but they are the account's own (`own`), these only.
 */
static void
set_rows(struct ctx *c, struct reader *r, enum sql which, const char *name, bool own)
{
	const struct account *a = &c->session.account;
	enum reach reach = rights_reach(a->role, ACTION_EDIT, kind_find(STR("enterprise")));
	char today[CLOCK_DAY];
	struct stmt *q;
	json_t *list;

	if (reach == REACH_NONE)
		return;
	q = db_read(r, which);
	if (own || reach == REACH_OWN)
		db_bind_int(q, ":account", a->id);
	clock_swedish_day(today);
	if (db_has(q, ":today"))
		db_bind_str(q, ":today", str_of(today));
	list = db_rows(q);
	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);

		doc_set_str(one, "edit_url",
		    admin_address(c, kind_find(doc_get_str(one, "kind")), doc_get_str(one, "id"),
			NULL));
	}
	if (doc_count(list) > 0)
		doc_set(c->doc, name, list);
}

static struct str
synonyms_address(const struct ctx *c)
{
	return c->lang == LANG_SV ? STR("/admin/synonymer") : STR("/admin/en/synonyms");
}

/* A page that is of no kind, by its title. */
static void
add_place(struct ctx *c, json_t *list, const char *title, struct str url)
{
	json_t *one = doc_object();

	doc_set_str(one, "name", ctx_words(c, mem_printf(c->mem, "admin.titles.%s", title)));
	doc_set_str(one, "url", url);
	doc_append(list, one);
}

/* The first of a list of enterprises, how many there are, and where all of them are; nothing for who only reads. */
static void
set_some(struct ctx *c, struct reader *r, enum records_only only, const char *sort)
{
	const struct account *a = &c->session.account;
	const struct kind *k = kind_find(STR("enterprise"));
	enum reach reach = rights_reach(a->role, ACTION_EDIT, k);
	struct wanted w = { .of = { .kind = k, .state = STR("published"), .account = a->id,
	    .own = reach == REACH_OWN, .sort = str_of(sort) }, .page = 1 };
	json_t *some = doc_object(), *list;
	struct records_counts n;
	struct buf b;

	if (reach == REACH_NONE)
		return;
	w.of.only[only] = true;
	list = records_page(r, c->mem, &w.of, SOME, 0);
	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);
		struct str lacks = doc_get_str(one, "lacks"),
			   url = admin_address(c, k, doc_get_str(one, "id"), NULL);

		doc_set_str(one, "edit_url", url);
		doc_set(one, "lacks", lacks_links(c, lacks, url));
	}
	if (doc_count(list) == 0)
		return;
	records_count(r, c->mem, &w.of, &n);
	buf_init(&b, c->mem, 32);
	words_count(&b, c->app->views.words, c->lang, "admin.home.show_all", n.total, NULL);
	doc_set(some, "records", list);
	doc_set_str(some, "all", buf_view(&b));
	doc_set_str(some, "all_url", wanted_address(c, &w, NULL));
	doc_set(c->doc, records_only_key(only), some);
}

static void
set_lacking(struct ctx *c, struct reader *r, const struct kind *k, json_t *one)
{
	const struct account *a = &c->session.account;
	struct wanted w = { .of = { .kind = k, .state = STR("published"), .account = a->id,
	    .own = rights_reach(a->role, ACTION_SEE, k) == REACH_OWN }, .page = 1 };
	struct records_counts n;
	struct buf b;

	/* Those of enterprises have a section of their own. */
	if (k->wants == NULL || k->months > 0 ||
	    rights_reach(a->role, ACTION_EDIT, k) == REACH_NONE)
		return;
	w.of.only[ONLY_INCOMPLETE] = true;
	records_count(r, c->mem, &w.of, &n);
	if (n.total == 0)
		return;
	buf_init(&b, c->mem, 32);
	words_count(&b, c->app->views.words, c->lang, "admin.home.lacking", n.total, NULL);
	doc_set_str(one, "lacking", buf_view(&b));
	doc_set_str(one, "lacking_url", wanted_address(c, &w, NULL));
}

/* Each kind, with how many of its public records lack something. */
static void
set_kinds(struct ctx *c, struct reader *r)
{
	json_t *kinds = doc_array();
	const struct kind *k;

	for (size_t i = 0; (k = kind_at(i)) != NULL; i++) {
		json_t *one = doc_object();

		if (rights_reach(c->session.account.role, ACTION_SEE, k) == REACH_NONE)
			continue;
		doc_set_str(one, "name",
		    ctx_words(c, mem_printf(c->mem, "admin.plurals.%s", k->name)));
		doc_set_str(one, "url", admin_address(c, k, STR_NONE, NULL));
		set_lacking(c, r, k, one);
		doc_append(kinds, one);
	}
	if (rights_keep_synonyms(c->session.account.role))
		add_place(c, kinds, "synonyms", synonyms_address(c));
	if (rights_keep_accounts(c->session.account.role)) {
		add_place(c, kinds, "mails",
		    c->lang == LANG_SV ? STR("/admin/brev") : STR("/admin/en/mails"));
		add_place(c, kinds, "helps",
		    c->lang == LANG_SV ? STR("/admin/hjalptexter") : STR("/admin/en/help-texts"));
	}
	doc_set(c->doc, "kinds", kinds);
}

/* ------------------------------------------------------------------ searches */

static void
add_search(void *ctx, const struct searches_row *row)
{
	json_t *list = ctx, *one;

	if (doc_count(list) >= SEARCHES_MAX)
		return;
	one = doc_object();
	doc_set_str(one, "question", row->question);
	doc_set_int(one, "times", row->in_vain);
	doc_append(list, one);
}

/* What was looked for in vain may only need to be called what it is called here. */
static void
offer_synonym(struct ctx *c, json_t *search)
{
	struct str url = synonyms_address(c);
	struct buf b;

	buf_init(&b, c->mem, 96);
	buf_str(&b, url);
	buf_puts(&b, c->lang == LANG_SV ? "/ny?word=" : "/new?word=");
	url_encode(&b, doc_get_str(search, "question"));
	doc_set_str(search, "synonym_url", buf_view(&b));
}

/* A database of its own, which may not be there yet: then nobody has looked for anything in vain. */
static void
set_searches(struct ctx *c)
{
	const struct db_options options = { .which = DB_SEARCHES, .lazily = true };
	const char *path = searched_path(c->mem, c->app->config);
	json_t *list = doc_array();
	char today[CLOCK_DAY];
	struct reader r;

	if (access(path, F_OK) != 0 || reader_open(&r, c->mem, path, &options) != ERR_NONE)
		return;
	clock_swedish_day(today);
	reader_begin(&r);
	store_searches_list(&r, str_of(today), SEARCHES_DAYS, true, add_search, list);
	if (reader_end(&r) == ERR_NONE && doc_count(list) > 0)
		doc_set(c->doc, "searches", list);
	for (size_t i = 0; i < doc_count(list) && rights_keep_synonyms(c->session.account.role);
	     i++)
		offer_synonym(c, doc_at(list, i));
	reader_close(&r);
}

/* -------------------------------------------------------------------- upkeep */

/* True for a moment (RFC 3339) more than some days ago. */
static bool
is_older(struct reader *r, const char *moment, unsigned days)
{
	char today[CLOCK_DAY];
	struct stmt *q = db_read(r, SQL_IS_OLDER);

	clock_swedish_day(today);
	db_bind_str(q, ":moment", str_of(moment));
	db_bind_str(q, ":today", str_of(today));
	db_bind_int(q, ":days", days);
	return db_number(q) == 1;
}

static void
set_backup(struct ctx *c, struct reader *r)
{
	struct upkeep u;

	upkeep_load(&u, c->mem, c->app->config->db);
	if (u.good[0] != '\0')
		doc_set_cstr(c->doc, "backup_at", u.good);
	if (u.failed[0] != '\0' && strcmp(u.failed, u.good) > 0)
		doc_set_str(c->doc, "backup_failed",
		    ctx_words(c, mem_printf(c->mem, "admin.home.backup_why.%s", u.why)));
	else if (u.good[0] == '\0' || is_older(r, u.good, BACKUP_DAYS))
		doc_set_bool(c->doc, "backup_late", true);
}

static void
set_mail(struct ctx *c, struct reader *r)
{
	const struct config *config = c->app->config;
	json_t *mail = doc_object();

	store_outbox_count(r, mail);
	if (config->mail_server[0] == '\0' && config->mail_command[0] == '\0')
		doc_set_bool(mail, "no_server", true);
	doc_set(c->doc, "mail", mail);
}

enum err
h_admin(struct ctx *c, struct reader *r)
{
	const struct kind *enterprise = kind_find(STR("enterprise"));

	if (rights_reach(c->session.account.role, ACTION_PUBLISH, enterprise) != REACH_NONE) {
		doc_set_bool(c->doc, "can_approve", true);
		set_rows(c, r, SQL_LIST_WAITING, "waiting", false);
		set_rows(c, r, SQL_LIST_COMING, "coming", false);
	}
	doc_set_str(c->doc, "find_url", admin_address(c, enterprise, STR_NONE, NULL));
	set_rows(c, r, SQL_LIST_OWN_DRAFTS, "drafts", true);
	set_some(c, r, ONLY_STALE, "verified_on");
	set_some(c, r, ONLY_INCOMPLETE, NULL);
	set_rows(c, r, SQL_LIST_CHANGED, "changed", false);
	set_kinds(c, r);
	set_searches(c);
	if (rights_keep_accounts(c->session.account.role)) {
		set_backup(c, r);
		set_mail(c, r);
	}
	return db_done(r);
}
