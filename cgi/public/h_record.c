/* h_record.c: one record, as page and as JSON. */
#include "cgi/public/handlers.h"

#include "cgi/routes.h"
#include "lib/db/stmt.h"
#include "lib/store/record.h"
#include "lib/store/site.h"
#include "lib/view/doc.h"

/* Fills the document; *record is its row id, for what a page has beside it. */
static enum err
load(struct ctx *c, struct reader *r, int64_t *record)
{
	struct record_key key = { kind_find(str_of(c->route->kind)), c->slug, c->id };
	struct record_found found;
	enum err e = ctx_only_lang(c);

	*record = 0;
	if (e != ERR_NONE)
		return e;
	store_record_find(r, &c->scope, &key, &found);
	c->moved = found.moved;
	c->gone = found.gone;
	for (enum lang l = 0; l < LANG_COUNT; l++)
		c->slugs[l] = found.slug[l];
	if (found.record == 0)
		return db_done(r);
	*record = found.record;
	store_record_load(r, &c->scope, key.kind, *record, c->doc);
	return db_done(r);
}

enum err
h_record(struct ctx *c, struct reader *r)
{
	int64_t record;

	return load(c, r, &record);
}

enum err
h_enterprise(struct ctx *c, struct reader *r)
{
	int64_t record;
	enum err e = load(c, r, &record);

	if (e != ERR_NONE)
		return e;
	store_nearby(r, &c->scope, &c->app->catalogue, record, c->doc);
	return db_done(r);
}

enum err
h_project(struct ctx *c, struct reader *r)
{
	int64_t record;
	enum err e = load(c, r, &record);

	if (e == ERR_NONE)
		store_partners(c->doc);
	return e;
}

enum err
h_report(struct ctx *c, struct reader *r)
{
	int64_t record;
	enum err e = load(c, r, &record);

	if (e == ERR_NONE)
		store_citation(&c->scope, c->doc);
	return e;
}

enum err
h_municipality(struct ctx *c, struct reader *r)
{
	int64_t record;
	enum err e = load(c, r, &record);

	if (e != ERR_NONE)
		return e;
	store_municipality(r, &c->scope, &c->app->catalogue, c->doc);
	return db_done(r);
}
