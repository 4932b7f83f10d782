/* respond.c: answers. */
#include "cgi/respond.h"

#include <unistd.h>

#include "cgi/page.h"
#include "cgi/routes.h"
#include "lib/base/hash.h"
#include "lib/base/log.h"
#include "lib/http/accept.h"
#include "lib/http/url.h"
#include "lib/store/files.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

/* Where nginx has the folder of files, for itself only. */
#define SEND_FILES_FROM "/medverk-files"

/*
 * Nothing but our own style, font, pictures and the script that suggests words,
 * and forms that lead back here.
 */
#define CONTENT_SECURITY_POLICY \
	"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " \
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
#define PERMISSIONS_POLICY \
	"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

static bool
is_error(enum err e)
{
	return err_status(e) >= err_status(ERR_BAD_REQUEST);
}

/* ------------------------------------------------------------------- bodies */

/* RFC 9457; `type` is documented under that address. */
static void
write_problem(struct ctx *c, enum err e, struct buf *body)
{
	json_t *problem = doc_object(), *errors, *error;

	doc_set_str(problem, "type",
	    str_of(mem_printf(c->mem, "%s/problems/%s", c->app->config->base_url, err_key(e))));
	doc_set_cstr(problem, "title", err_title(e));
	doc_set_int(problem, "status", err_status(e));
	doc_set_str(problem, "detail", page_problem_detail(c, e));
	doc_set_str(problem, "instance", url_path(c->mem, c->request->path));
	if (e == ERR_BAD_REQUEST && c->problem.key != NULL) {
		errors = doc_array();
		error = doc_object();
		doc_set_str(error, "parameter", c->problem.parameter);
		doc_set_cstr(error, "code", c->problem.key);
		doc_set_str(error, "detail", page_problem_detail(c, e));
		doc_append(errors, error);
		doc_set(problem, "errors", errors);
	}
	if (e == ERR_GONE && c->gone != NULL) {
		doc_set_str(problem, "reason", doc_get_str(c->gone, "reason"));
		doc_set_str(problem, "merged_into_url", doc_get_str(c->gone, "url"));
	}
	json_write(body, problem);
}

static bool
render(struct ctx *c, const char *view, struct buf *body)
{
	const struct mustache *t = templates_find(c->app->views.templates, str_of(view), c->lang);
	json_t *root = doc_object();
	/* `page` is looked for in what only HTML needs first: a list's document has a member of that name, too. */
	json_t *views[] = { c->doc, root };
	struct mustache_problem problem = { "" };

	doc_set(root, "page", c->page);
	if (t != NULL &&
	    mustache_render(t, views, COUNT_OF(views), c->mem, body, &problem) == ERR_NONE)
		return true;
	log_event(LOG_ERROR, "template", "view=%s problem=\"%s\"", view, problem.text);
	return false;
}

/* The plainest page there is, for when a template fails. */
static void
write_plain(struct ctx *c, enum err e, struct buf *body)
{
	buf_clear(body);
	buf_puts(body, "<!DOCTYPE html><html lang=\"");
	buf_puts(body, lang_code(c->lang));
	buf_puts(body, "\"><meta charset=\"utf-8\"><title>Medverk</title><h1>");
	mustache_escape(body, ctx_words(c, mem_printf(c->mem, "errors.%s.title", err_key(e))));
	buf_puts(body, "</h1>");
}

static enum err
write_html(struct ctx *c, enum err outcome, struct buf *body)
{
	if (!is_error(outcome) || c->again) {
		page_complete(c);
		if (render(c, c->route->view, body))
			return outcome;
		outcome = ERR_INTERNAL;
		buf_clear(body);
	}
	c->doc = doc_object();
	page_error(c, outcome);
	if (!render(c, "error", body))
		write_plain(c, outcome, body);
	return outcome;
}

/* ------------------------------------------------------------------ headers */

static void
add_security(struct response *r)
{
	response_header(r, "X-Content-Type-Options", STR("nosniff"));
	response_header(r, "Referrer-Policy", STR("strict-origin-when-cross-origin"));
	response_header(r, "Permissions-Policy", STR(PERMISSIONS_POLICY));
	response_header(r, "Content-Security-Policy", STR(CONTENT_SECURITY_POLICY));
}

static void
add_caching(struct ctx *c, enum err outcome, struct response *r)
{
	char hash[HASH_TEXT];
	struct str tag;

	if (is_error(outcome) || c->momentary) {
		response_header(r, "Cache-Control", STR("no-store"));
		if (outcome == ERR_BUSY || outcome == ERR_UNAVAILABLE)
			response_header(r, "Retry-After", STR("1"));
		else if (outcome == ERR_RATE)
			response_header(r, "Retry-After",
			    str_of(mem_printf(c->mem, "%ld", c->retry_after)));
		return;
	}
	if (c->app->config->cache_seconds > 0)
		response_header(r, "Cache-Control",
		    str_of(mem_printf(c->mem, "public, max-age=0, s-maxage=%ld",
			c->app->config->cache_seconds)));
	else
		response_header(r, "Cache-Control", STR("no-cache"));
	if (outcome != ERR_NONE)
		return;
	hash_text(buf_view(&r->body), hash);
	tag = str_of(mem_printf(c->mem, "\"%s\"", hash));
	response_header(r, "ETag", tag);
	r->tag = tag;
}

/* The visitor may have it already. */
static void
compare_tag(const struct ctx *c, struct response *r)
{
	if (r->tag.p != NULL && accept_none_match(c->request->if_none_match, r->tag))
		r->outcome = ERR_NOT_MODIFIED;
}

static void
add_cors(struct response *r)
{
	response_header(r, "Access-Control-Allow-Origin", STR("*"));
	response_header(r, "Access-Control-Expose-Headers", STR("ETag"));
	if (r->outcome == ERR_EMPTY) {
		response_header(r, "Access-Control-Allow-Methods", STR("GET, HEAD, OPTIONS"));
		response_header(r, "Access-Control-Allow-Headers",
		    STR("Accept, Content-Type, If-None-Match"));
		response_header(r, "Access-Control-Max-Age", STR("86400"));
	}
}

static void
add_place(struct ctx *c, enum err outcome, struct response *r)
{
	if (outcome == ERR_MOVED || outcome == ERR_SEE_OTHER)
		response_header(r, "Location", c->moved);
	if (outcome == ERR_METHOD || outcome == ERR_EMPTY)
		response_header(r, "Allow",
		    c->route == NULL || c->route->post == NULL ? STR("GET, HEAD, OPTIONS")
			: c->route->get == NULL                ? STR("POST, OPTIONS")
							       : STR("GET, HEAD, POST, OPTIONS"));
	if (outcome == ERR_SIGN_IN)
		/* A 401 names a way (RFC 9110, section 15.5.2); browsers know none of this name and show the page. */
		response_header(r, "WWW-Authenticate", STR("Cookie name=\"" REQUEST_COOKIE "\""));
	if (c->cookie.p != NULL)
		response_header(r, "Set-Cookie", c->cookie);
}

/* To the page where one signs in, and from there back to where one was going. */
static void
send_to_sign_in(struct ctx *c)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	buf_puts(&b, c->lang == LANG_SV ? "/admin/logga-in?to=" : "/admin/en/sign-in?to=");
	url_encode(&b, c->request->path);
	/* Where a form was sent to there may be a page, but not one of what the form was asked. */
	if (c->request->method != METHOD_POST && c->request->query.n > 0) {
		url_encode(&b, STR("?"));
		url_encode(&b, c->request->query);
	}
	c->moved = buf_view(&b);
}

/* For programs of the visitor's own; names are made of letters and digits only. */
static void
add_file(struct ctx *c, struct response *r)
{
	response_header(r, "Content-Type",
	    str_ends(c->file, STR(".csv")) ? STR("text/csv; charset=utf-8; header=present")
					   : STR("text/plain; charset=utf-8"));
	response_header(r, "Content-Disposition",
	    str_of(mem_printf(c->mem, "attachment; filename=\"%.*s\"", STR_ARGS(c->file))));
}

/*
 * A picture or a document. Its address is of its content, so what it is never changes; but whether it may be seen does, so
 * browsers ask each time and are told that they have it. The server is handed the path, where it is to send files itself.
 */
static void
respond_blob(struct ctx *c, struct response *r)
{
	const struct config *config = c->app->config;
	const char *d = c->blob.digest.p;

	r->tag = str_of(mem_printf(c->mem, "\"%s\"", d));
	response_header(r, "Content-Type", c->blob.type);
	response_header(r, "ETag", r->tag);
	response_header(r, "Cache-Control",
	    c->momentary ? STR("private, no-cache") : STR("no-cache"));
	if (str_is(c->blob.type, "application/pdf"))
		response_header(r, "Content-Disposition",
		    str_of(mem_printf(c->mem, "inline; filename=\"%.12s.pdf\"", d)));
	add_security(r);
	r->is_file = true;
	r->bytes = c->blob.bytes;
	compare_tag(c, r);
	if (r->outcome == ERR_NONE && config->send_files[0] != '\0') {
		response_header(r, config->send_files,
		    str_of(strcmp(config->send_files, "X-Accel-Redirect") == 0
			    ? mem_printf(c->mem, SEND_FILES_FROM "/%.2s/%s", d, d)
			    : files_path(c->mem, config_files(config, c->mem), d)));
		r->by_server = true;
	}
	if (r->outcome == ERR_NONE && !r->head_only && !r->by_server)
		r->fd = c->blob.fd;
	else
		close(c->blob.fd);
}

static bool
found_nothing(const json_t *doc)
{
	const json_t *page = doc_get(doc, "page");

	return page != NULL && doc_get_int(page, "total") == 0;
}

void
respond(struct ctx *c, enum err outcome, struct response *r)
{
	bool api = c->scope.api, json = api || (c->route != NULL && c->route->view == NULL),
	     file = c->file.p != NULL && outcome == ERR_NONE;

	r->head_only = c->request->method == METHOD_HEAD;
	if (outcome == ERR_NONE && c->blob.fd >= 0) {
		respond_blob(c, r);
		return;
	}
	if (outcome == ERR_SIGN_IN && !json && !c->again) {
		send_to_sign_in(c);
		outcome = ERR_SEE_OTHER;
	}
	if (outcome == ERR_EMPTY || outcome == ERR_MOVED || outcome == ERR_SEE_OTHER)
		;       /* no body */
	else if (file)
		buf_str(&r->body, c->content);
	else if (json && is_error(outcome))
		write_problem(c, outcome, &r->body);
	else if (json)
		json_write(&r->body, c->doc);
	else
		outcome = write_html(c, outcome, &r->body);
	r->outcome = outcome;
	r->in_vain = found_nothing(c->doc);
	if (file) {
		add_file(c, r);
	} else if (r->body.n > 0) {
		response_header(r, "Content-Type",
		    !json                   ? STR("text/html; charset=utf-8")
			: is_error(outcome) ? STR("application/problem+json")
					    : STR("application/json"));
		response_header(r, "Content-Language", str_of(lang_code(c->lang)));
	}
	add_place(c, outcome, r);
	add_caching(c, outcome, r);
	if (api)
		add_cors(r);
	add_security(r);
	if (r->tag.p != NULL)
		answers_keep(c->app->answers, c->app->catalogue.data_version, c->request->uri, r);
	compare_tag(c, r);
}

bool
respond_again(struct ctx *c, struct response *r)
{
	if (!answers_find(c->app->answers, c->app->catalogue.data_version, c->request->uri, r))
		return false;
	r->outcome = ERR_NONE;
	r->head_only = c->request->method == METHOD_HEAD;
	compare_tag(c, r);
	return true;
}
