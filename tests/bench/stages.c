/*
 * stages.c: where the time of an answer goes, without web server, FastCGI and
 * log: each address is answered within this process, whole and in stages.
 *
 *     stages COUNT ADDRESS …        settings from MEDVERK_*
 *
 * Prints for each address, with tabs between: address, bytes of the body,
 * microseconds for the whole answer, for the handler (database and document),
 * for what only HTML needs, for writing the text. Medians of COUNT times.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cgi/app.h"
#include "cgi/dispatch.h"
#include "cgi/gateway.h"
#include "cgi/page.h"
#include "cgi/routes.h"
#include "lib/base/log.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

enum { REQUEST_BLOCK = 320 * 1024, STAGES = 4 };

struct bench {
	struct config config;
	struct app app;
	struct mem *mem;        /* of one request, as in gateway.c */
	long count;
	double *took[STAGES];   /* whole, handler, page, writing */
};

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *v, long n)
{
	qsort(v, (size_t)n, sizeof(*v), by_size);
	return v[n / 2];
}

static struct request_raw
request_for(const char *address)
{
	return (struct request_raw){
		.method = STR("GET"), .uri = str_of(address),
		.content_length = STR_NONE, .if_none_match = STR_NONE,
	};
}

static void
answer_whole(struct bench *b, const char *address, long i)
{
	struct request_raw raw = request_for(address);
	double began = now_us();
	bool whole;

	dispatch(&b->app, b->mem, &raw, &whole);
	mem_reset(b->mem);
	b->took[0][i] = now_us() - began;
}

static bool
is_json(const struct ctx *c)
{
	return c->scope.api || c->route->view == NULL;
}

/* What respond.c does with a document. */
static void
write_text(struct ctx *c, struct buf *body)
{
	const struct mustache *t;
	struct mustache_problem problem;
	json_t *root, *views[2];

	if (is_json(c)) {
		json_write(body, c->doc);
		return;
	}
	root = doc_object();
	doc_set(root, "page", c->page);
	views[0] = c->doc;
	views[1] = root;
	t = templates_find(c->app->views.templates, str_of(c->route->view), c->lang);
	if (mustache_render(t, views, COUNT_OF(views), c->mem, body, &problem) != ERR_NONE)
		fprintf(stderr, "%s\n", problem.text);
}

/* What dispatch.c does with a request, with a look at the clock in between. False: no answer of status 200. */
static bool
answer_in_stages(struct bench *b, const char *address, long i, size_t *bytes)
{
	struct mem *before = mem_use(b->mem);
	struct request_raw raw = request_for(address);
	struct ctx c = { .app = &b->app, .mem = b->mem };
	struct request request;
	struct buf body;
	double t[4];
	enum err e = request_read(&request, b->mem, &raw, &b->config);

	c.request = &request;
	c.doc = doc_object();
	c.page = doc_object();
	c.scope = (struct scope){ .mem = b->mem, .api = route_is_api(request.path) };
	c.route = route_find(&c, request.path);
	c.scope.lang = c.lang;
	t[0] = now_us();
	if (e == ERR_NONE && c.route == NULL)
		e = ERR_NOT_FOUND;
	reader_begin(&b->app.reader);
	catalogue_refresh(&b->app.catalogue, &b->app.reader);
	if (e == ERR_NONE)
		e = c.route->get(&c, &b->app.reader);
	if (reader_end(&b->app.reader) != ERR_NONE)
		e = ERR_INTERNAL;
	t[1] = now_us();
	buf_init(&body, b->mem, 0);
	if (e == ERR_NONE && !is_json(&c))
		page_complete(&c);
	t[2] = now_us();
	if (e == ERR_NONE)
		write_text(&c, &body);
	t[3] = now_us();
	for (int stage = 1; stage < STAGES; stage++)
		b->took[stage][i] = t[stage] - t[stage - 1];
	*bytes = body.n;
	mem_use(before);
	mem_reset(b->mem);
	return e == ERR_NONE;
}

static bool
measure(struct bench *b, const char *address)
{
	size_t bytes = 0;

	for (long i = 0; i < b->count; i++) {
		answer_whole(b, address, i);
		if (!answer_in_stages(b, address, i, &bytes)) {
			fprintf(stderr, "stages: %s is not answered\n", address);
			return false;
		}
	}
	printf("%s\t%zu", address, bytes);
	for (int stage = 0; stage < STAGES; stage++)
		printf("\t%.1f", median(b->took[stage], b->count));
	putchar('\n');
	return true;
}

int
main(int argc, char **argv)
{
	struct mem *m = mem_new(0);
	struct bench b = { .app.config = &b.config, .count = argc > 1 ? strtol(argv[1], NULL, 10) : 0 };
	bool fine = b.count > 0;

	doc_init();
	db_init();
	log_level(LOG_ERROR);
	config_init(&b.config);
	b.config.answers_kib = 0;
	fine = fine && config_read_environment(&b.config, m) &&
	    app_load_views(&b.app.views, &b.config) && app_open(&b.app) == ERR_NONE;
	b.mem = mem_new(REQUEST_BLOCK);
	for (int stage = 0; fine && stage < STAGES; stage++)
		b.took[stage] = mem_calloc(m, (size_t)b.count, sizeof(double));
	for (int i = 2; fine && i < argc; i++)
		fine = measure(&b, argv[i]);
	app_close(&b.app);
	app_free_views(&b.app.views);
	mem_free(b.mem);
	mem_free(m);
	return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
