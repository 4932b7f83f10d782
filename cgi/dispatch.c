/* dispatch.c: checks what every route wants checked, then calls its handler. */
#include "cgi/dispatch.h"

#include "cgi/gateway.h"
#include "cgi/respond.h"
#include "cgi/routes.h"
#include "cgi/searched.h"
#include "cgi/seen.h"
#include "cgi/session.h"
#include "cgi/unsaved.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/http/url.h"
#include "lib/view/doc.h"

enum { TRY_AGAIN_MS = 1000, HEAD_BYTES = 2048 };

/* Programs choose the language by a parameter. */
static enum err
read_language(struct ctx *c)
{
	struct str value = form_get(&c->request->form, "lang");

	if (!c->scope.api || value.p == NULL)
		return ERR_NONE;
	if (lang_read(value, &c->lang))
		return ERR_NONE;
	c->problem = (struct list_problem){ .parameter = STR("lang"), .key = "bad_value",
	    .value = value };
	return ERR_BAD_REQUEST;
}

/* What was asked for moves along, written anew: nothing raw reaches a header. */
static void
keep_query(struct ctx *c)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	buf_str(&b, c->moved);
	if (c->request->form.pairs > 0) {
		buf_byte(&b, '?');
		form_write(&b, &c->request->form);
	}
	c->moved = buf_view(&b);
}

static enum err
find_route(struct ctx *c)
{
	c->route = route_find(c, c->request->path);
	if (c->route == NULL && c->moved.p != NULL) {
		keep_query(c);
		return ERR_MOVED;
	}
	if (c->route == NULL)
		return ERR_NOT_FOUND;
	switch (c->request->method) {
	case METHOD_GET:
	case METHOD_HEAD:
		return c->route->get == NULL ? ERR_METHOD : read_language(c);
	case METHOD_POST:
		return c->route->post == NULL ? ERR_METHOD : ERR_NONE;
	case METHOD_OPTIONS:
		return ERR_EMPTY;
	default:
		return ERR_METHOD;
	}
}

/* Who asks, and whether they may; what only they see is kept by nobody. */
static enum err
admit(struct ctx *c, struct reader *r)
{
	enum err e;

	if (c->route->access == ANYONE)
		return ERR_NONE;
	c->momentary = true;
	session_read(c, r);
	seen_note(c);
	e = session_check(c);
	return e == ERR_SIGN_IN || e == ERR_FORBIDDEN ? unsaved_answer(c, r, e) : e;
}

static enum err
save(struct ctx *c)
{
	struct writer *w;
	enum err e = app_writer(c->app, &w);

	if (e != ERR_NONE)
		return e;
	e = c->route->post(c, w);
	if (db_is_broken(&w->reader))
		gateway_stop();
	return e;
}

/*
 * The handler, within one read transaction: everything in an answer is of one moment. *again: it was given before. What a
 * form does comes after it, with a transaction of its own.
 */
static enum err
handle(struct ctx *c, struct response *response, bool *again)
{
	struct reader *r = &c->app->reader;
	bool posted = c->request->method == METHOD_POST;
	enum err outcome, ended;

	reader_begin(r);
	catalogue_refresh(&c->app->catalogue, r);
	outcome = db_done(r);
	*again = outcome == ERR_NONE && c->route->access == ANYONE && !posted &&
	    respond_again(c, response);
	if (outcome == ERR_NONE && !*again)
		outcome = admit(c, r);
	if (outcome == ERR_NONE && !*again && !posted)
		outcome = c->route->get(c, r);
	ended = reader_end(r);
	if (outcome == ERR_NONE && ended == ERR_NONE && posted)
		outcome = save(c);
	if (db_is_broken(r))
		gateway_stop();
	return outcome != ERR_NONE ? outcome : ended;
}

static void
prepare(struct ctx *c, struct app *app, struct mem *m, const struct request *request)
{
	*c = (struct ctx){ .app = app, .mem = m, .request = request, .blob = { .fd = -1 } };
	c->lang = route_lang(request->path);
	c->doc = doc_object();
	c->page = doc_object();
	c->scope = (struct scope){ .mem = m, .api = route_is_api(request->path) };
	if (c->scope.api)
		c->scope.base = str_of(app->config->base_url);
}

/* The pattern of the route, never the address itself: it may hold what somebody searched for. */
static void
log_request(const struct ctx *c, const struct response *r, int64_t began)
{
	static const char *const methods[] = {
		[METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST",
		[METHOD_OPTIONS] = "OPTIONS", [METHOD_OTHER] = "other",
	};
	int64_t us = clock_us() - began;

	log_event(LOG_INFO, "request", "method=%s route=%s status=%d bytes=%zu ms=%d.%03d",
	    methods[c->request->method],
	    c->route == NULL ? "none" : c->route->path[c->route->view == NULL ? LANG_SV : c->lang],
	    err_status(r->outcome), r->is_file ? (size_t)r->bytes : r->body.n, (int)(us / 1000),
	    (int)(us % 1000));
}

/*
 * Before a large body is read, and takes its time and its place on the disk: it must be sent to a form for files, by somebody who is
 * signed in, from a page of ours. Rights and secret are looked at when it is there, as of every form.
 */
static enum err
make_room(struct ctx *c, const struct request_raw *raw, struct request_room *room)
{
	const struct config *config = c->app->config;
	struct reader *r = &c->app->reader;
	struct ctx there = *c;
	size_t length;
	enum err e;

	*room = (struct request_room){ config->body_bytes, NULL };
	if (c->request->method != METHOD_POST || !multipart_is(raw->content_type))
		return ERR_NONE;
	there.route = route_find(&there, c->request->path);
	if (there.route == NULL || !there.route->uploads)
		return ERR_NONE;
	reader_begin(r);
	session_read(&there, r);
	e = reader_end(r);
	if (e != ERR_NONE)
		return e;
	if (there.session.account.id != 0 && !c->request->foreign)
		*room = (struct request_room){ config->upload_bytes, config_files(config, c->mem) };
	else if (request_body_length(raw->content_length, config->body_bytes, &length) ==
	    ERR_TOO_LARGE)
		return c->request->foreign ? ERR_FORBIDDEN : ERR_SIGN_IN;
	return ERR_NONE;
}

static struct gateway_text
answer(struct app *app, struct mem *m, const struct request_raw *raw, enum err known, bool *whole)
{
	struct mem *before = mem_use(m);
	int64_t began = clock_us();
	struct request request;
	struct response response;
	struct gateway_text text;
	struct buf head;
	enum err e = request_read(&request, m, raw, app->config);
	struct request_room room = { app->config->body_bytes, NULL };
	enum err admitted = ERR_NONE, body;
	bool again = false;
	struct ctx c;

	prepare(&c, app, m, &request);
	response_init(&response, m);
	if (e == ERR_NONE && known == ERR_NONE)
		admitted = make_room(&c, raw, &room);
	/* It is read also when there is nothing to do with it: the connection is then closed at once. */
	body = admitted != ERR_NONE
	    ? admitted
	    : request_read_body(&request, m, raw, app->config, &room, whole);
	if (e == ERR_NONE)
		e = body;
	if (e == ERR_NONE)
		e = find_route(&c);
	if (e == ERR_NONE)
		e = known;
	c.scope.lang = c.lang;
	if (e == ERR_NONE)
		e = handle(&c, &response, &again);
	if (!again)
		respond(&c, e, &response);
	buf_init(&head, m, HEAD_BYTES);
	text.body = response_write(&response, &head);
	text.head = buf_view(&head);
	text.fd = response.fd;
	text.bytes = response.bytes;
	searched_count(&c, &response);
	log_request(&c, &response, began);
	request_release(&request);
	mem_use(before);
	return text;
}

/* Templates and words as they are now, for those who edit them. The old ones stay when the new have a mistake. */
static void
reload(struct app *app)
{
	struct app_views views = { .mem = NULL };

	if (!app_load_views(&views, app->config))
		return;
	app_free_views(&app->views);
	app->views = views;
}

/* The database may come back: a worker that has none tries once in a while, and says 503 until then. */
static enum err
open_again(struct app *app)
{
	int64_t now = clock_ms();

	if (app->reader.db != NULL)
		return ERR_NONE;
	if (now < app->try_again)
		return ERR_UNAVAILABLE;
	app_close(app);
	app->try_again = now + TRY_AGAIN_MS;
	return app_open(app);
}

struct gateway_text
dispatch(void *ctx, struct mem *m, const struct request_raw *raw, bool *whole)
{
	struct app *app = ctx;

	if (app->config->reload)
		reload(app);
	return answer(app, m, raw, open_again(app), whole);
}
