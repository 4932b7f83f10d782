/*
 * templates.c: the folder of templates.
 *
 * Every page is compiled as the layout with the page in the place of its body,
 * in each language. So that messages name the page and not "body", the partial
 * `body` is a text that includes the page by its name; the compiler takes the
 * detour out again.
 */
#include "lib/view/templates.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/view/template_lint.h"

static const char suffix[] = ".mustache";
static const char layout[] = "layout";

struct file {
	struct str name, text;
};

struct page {
	struct str name;
	const struct mustache *compiled[LANG_COUNT];
};

struct templates {
	struct page *pages;     /* by name */
	size_t n;
};

/* All files of the folder, by name. */
struct folder {
	struct mem *mem;
	struct file *files;
	size_t n, room;
};

/*
 * What the compiler's callbacks are given: the folder and the page while it
 * compiles, and the caller's own context, which rendering needs as well.
 */
struct context {
	const struct mustache_options *options;
	const struct folder *folder;
	struct str page, body;
	bool body_used;
};

static void
folder_add(struct folder *f, struct str name)
{
	if (f->n == f->room) {
		size_t room = f->room == 0 ? 32 : f->room * 2;

		f->files = mem_grow(f->mem, f->files, f->n * sizeof(f->files[0]),
		    room * sizeof(f->files[0]));
		f->room = room;
	}
	f->files[f->n++] = (struct file){ .name = mem_dup(f->mem, name) };
}

static int
compare_files(const void *a, const void *b)
{
	return str_cmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static const struct file *
folder_find(const struct folder *f, struct str name)
{
	struct file key = { .name = name };

	return f->n == 0 ? NULL : bsearch(&key, f->files, f->n, sizeof(f->files[0]), compare_files);
}

static bool
folder_list(struct folder *f, const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *e;

	if (d == NULL) {
		log_say("%s: %s", dir, strerror(errno));
		return false;
	}
	while ((e = readdir(d)) != NULL) {
		struct str name = str_of(e->d_name);

		/* What begins with a point is an editor's or the system's. */
		if (name.p[0] != '.' && str_ends(name, str_of(suffix)))
			folder_add(f, (struct str){ name.p, name.n - strlen(suffix) });
	}
	(void)closedir(d);
	if (f->n != 0)
		qsort(f->files, f->n, sizeof(f->files[0]), compare_files);
	return true;
}

/* Reads and lints every file, to say all problems there are at once. */
static bool
folder_read(struct folder *f, const char *dir)
{
	bool ok = true;

	for (size_t i = 0; i < f->n; i++) {
		struct file *file = &f->files[i];
		const char *problem,
		    *path = mem_printf(f->mem, "%s/%s%s", dir, file->name.p, suffix);

		if (!file_read(f->mem, path, &file->text)) {
			ok = false;
			continue;
		}
		problem = template_lint(f->mem, file->name, file->text);
		if (problem != NULL) {
			log_say("%s/%s", dir, problem);
			ok = false;
		}
	}
	return ok;
}

static bool
is_page(const struct file *f)
{
	return f->name.n != 0 && f->name.p[0] != '_' && !str_is(f->name, layout);
}

static bool
partial(void *ctx, struct str name, struct str *text)
{
	struct context *c = ctx;
	const struct file *f;

	if (str_is(name, "body")) {
		c->body_used = true;
		*text = c->body;
		return true;
	}
	f = folder_find(c->folder, name);
	if (f == NULL || (is_page(f) && !str_eq(name, c->page)) || str_is(name, layout))
		return false;
	*text = f->text;
	return true;
}

static void
classify(void *ctx, struct str name, struct mustache_name *out)
{
	const struct mustache_options *o = ((const struct context *)ctx)->options;

	o->classify(o->ctx, name, out);
}

static void
derive(void *ctx, int how, const void *what, const json_t *frame, struct str base,
    const json_t *value, struct buf *out)
{
	const struct mustache_options *o = ((const struct context *)ctx)->options;

	o->derive(o->ctx, how, what, frame, base, value, out);
}

/* One page in one language. */
static const struct mustache *
page_compile(struct mem *m, const struct context *shared, const struct file *page, enum lang lang)
{
	struct context *c = mem_alloc(m, sizeof(*c));
	struct mustache_options options = shared->options[lang];
	const struct mustache *compiled;
	struct mustache_problem problem;

	*c = *shared;
	c->options = &shared->options[lang];
	c->page = page->name;
	c->body = str_of(mem_printf(c->folder->mem, "{{>%s}}", page->name.p));
	options.partial = partial;
	options.classify = options.classify == NULL ? NULL : classify;
	options.derive = options.derive == NULL ? NULL : derive;
	options.ctx = c;
	compiled = mustache_compile(m, str_of(layout), folder_find(c->folder, str_of(layout))->text,
	    &options, &problem);
	if (compiled != NULL && !c->body_used) {
		log_say("template %s: there is no {{>body}} in it", layout);
		compiled = NULL;
	} else if (compiled == NULL) {
		log_say("template %s (%s): %s", page->name.p, lang_code(lang), problem.text);
	}
	/* The folder is gone when the page is rendered; only the caller's options are used then. */
	c->folder = NULL;
	c->page = c->body = STR_NONE;
	return compiled;
}

static bool
pages_compile(struct templates *t, struct mem *m, const struct context *shared)
{
	const struct folder *f = shared->folder;
	bool ok = true;

	t->pages = mem_calloc(m, f->n, sizeof(t->pages[0]));
	for (size_t i = 0; i < f->n; i++) {
		struct page *p = &t->pages[t->n];

		if (!is_page(&f->files[i]))
			continue;
		p->name = mem_dup(m, f->files[i].name);
		for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
			p->compiled[lang] = page_compile(m, shared, &f->files[i], lang);
			ok = ok && p->compiled[lang] != NULL;
		}
		t->n++;
	}
	return ok;
}

struct templates *
templates_load(struct mem *m, const char *dir, const struct mustache_options options[LANG_COUNT])
{
	struct templates *t = mem_calloc(m, 1, sizeof(*t));
	struct mustache_options *kept = mem_alloc(m, LANG_COUNT * sizeof(*kept));
	struct folder folder = { .mem = mem_new(0) };
	struct context shared = { .options = kept, .folder = &folder };
	bool ok = folder_list(&folder, dir) && folder_read(&folder, dir);

	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		kept[lang] = options[lang];
	if (ok && folder_find(&folder, str_of(layout)) == NULL) {
		log_say("%s: there is no %s%s", dir, layout, suffix);
		ok = false;
	}
	ok = ok && pages_compile(t, m, &shared);
	mem_free(folder.mem);
	return ok ? t : NULL;
}

static int
compare_name(const void *name, const void *page)
{
	return str_cmp(*(const struct str *)name, ((const struct page *)page)->name);
}

const struct mustache *
templates_find(const struct templates *t, struct str name, enum lang lang)
{
	const struct page *p = t->n == 0
	    ? NULL
	    : bsearch(&name, t->pages, t->n, sizeof(t->pages[0]), compare_name);

	return p == NULL ? NULL : p->compiled[lang];
}
