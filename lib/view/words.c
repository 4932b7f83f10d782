/* words.c: looks words up, fills their places, and compares the languages. */
#include "lib/view/words.h"

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/view/doc.h"

enum { KEY_ROOM = 64 };         /* one part of a dotted key */

struct words {
	json_t *trees[LANG_COUNT];
};

static json_t *
tree_load(struct mem *m, const char *dir, enum lang lang)
{
	const char *path = mem_printf(m, "%s/%s.json", dir, lang_code(lang));
	const char *problem = NULL;
	struct str text;
	json_t *tree;
	int line = 0;

	if (!file_read(m, path, &text))
		return NULL;
	tree = doc_read(m, text, &problem, &line);
	if (tree == NULL)
		log_say("%s:%d: %s", path, line, problem);
	else if (!doc_is_object(tree))
		log_say("%s: no object of words", path);
	return doc_is_object(tree) ? tree : NULL;
}

struct words *
words_load(struct mem *m, const char *dir)
{
	struct words *w = mem_calloc(m, 1, sizeof(*w));
	struct mem *before = mem_use(m);
	bool ok = true;

	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		w->trees[lang] = tree_load(m, dir, lang);
		ok = ok && w->trees[lang] != NULL;
	}
	mem_use(before);
	return ok ? w : NULL;
}

json_t *
words_tree(const struct words *w, enum lang lang)
{
	return w->trees[lang];
}

static json_t *
node_find(json_t *tree, const char *key)
{
	struct str rest = str_of(key), part;
	json_t *at = tree;
	char name[KEY_ROOM];

	while (at != NULL && str_cut(&rest, '.', &part)) {
		if (part.n >= sizeof(name))
			return NULL;
		memcpy(name, part.p, part.n);
		name[part.n] = '\0';
		at = doc_get(at, name);
	}
	return at;
}

struct str
words_find(const struct words *w, enum lang lang, const char *key)
{
	return doc_str(node_find(w->trees[lang], key));
}

struct str
words_find_in(const struct words *w, enum lang lang, const char *group, struct str key)
{
	return doc_get_span(node_find(w->trees[lang], group), key);
}

struct str
words_get(const struct words *w, enum lang lang, const char *key)
{
	struct str s = words_find(w, lang, key);

	if (s.p != NULL)
		return s;
	log_event(LOG_ERROR, "words", "missing=%s lang=%s", key, lang_code(lang));
	return str_of(key);
}

static bool
is_place_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool
words_next_place(struct str *rest, struct str *before, struct str *name)
{
	*before = *rest;
	for (size_t i = 0; i < rest->n; i++) {
		size_t end = i + 1;

		if (rest->p[i] != '{')
			continue;
		while (end < rest->n && is_place_char(rest->p[end]))
			end++;
		if (end == i + 1 || end == rest->n || rest->p[end] != '}')
			continue;
		before->n = i;
		*name = (struct str){ rest->p + i + 1, end - i - 1 };
		*rest = str_from(*rest, end + 1);
		return true;
	}
	return false;
}

static struct str
value_find(const struct words_value *values, struct str name)
{
	for (; values != NULL && values->name != NULL; values++)
		if (str_is(name, values->name))
			return values->value;
	return STR_NONE;
}

/* `n`: what {n} becomes, or STR_NONE when it is a place like others. */
static void
fill(struct buf *b, struct str text, struct str n, const struct words_value *values)
{
	struct str before, name, value;

	while (words_next_place(&text, &before, &name)) {
		buf_str(b, before);
		value = n.p != NULL && str_is(name, "n") ? n : value_find(values, name);
		/* A place that the words have and the program does not know stays as it is written. */
		if (value.p != NULL)
			buf_str(b, value);
		else
			buf_printf(b, "{%.*s}", STR_ARGS(name));
	}
	buf_str(b, before);
}

void
words_fill(struct buf *b, const struct words *w, enum lang lang, const char *key,
    const struct words_value *values)
{
	fill(b, words_get(w, lang, key), STR_NONE, values);
}

void
words_fill_text(struct buf *b, struct str text, const struct words_value *values)
{
	fill(b, text, STR_NONE, values);
}

/* Both languages have the plural categories one (exactly 1) and other, Unicode CLDR. */
static struct str
form_choose(const json_t *forms, int64_t n)
{
	struct str zero = doc_get_str(forms, "zero");

	if (n == 0 && zero.p != NULL)
		return zero;
	return doc_get_str(forms, n == 1 || n == -1 ? "one" : "other");
}

void
words_count(struct buf *b, const struct words *w, enum lang lang, const char *key, int64_t n,
    const struct words_value *values)
{
	struct str text = form_choose(node_find(w->trees[lang], key), n);
	char room[64];
	struct buf number = { .mem = b->mem, .p = room, .cap = sizeof(room) };

	if (text.p == NULL)
		text = words_get(w, lang, key);
	format_integer(&number, lang, n);
	fill(b, text, buf_view(&number), values);
}

/* What words_check() is at. */
struct check {
	struct mem *mem;
	enum lang a, b;
	size_t problems;
};

static void
check_say(struct check *c, enum lang lang, const char *key, const char *what)
{
	log_say("words: %s: %s: %s", lang_code(lang), key, what);
	c->problems++;
}

static bool
has_place(struct str text, struct str name)
{
	struct str before, each;

	while (words_next_place(&text, &before, &each))
		if (str_eq(each, name))
			return true;
	return false;
}

/* The places of one text that the other lacks. {n} of a form may be left out: "ett företag". */
static void
check_places(struct check *c, enum lang lang, const char *key, struct str one, struct str other,
    bool form)
{
	struct str before, name;

	while (words_next_place(&one, &before, &name))
		if (!has_place(other, name) && !(form && str_is(name, "n")))
			check_say(c, lang, key,
			    mem_printf(c->mem, "lacks the place {%.*s}", STR_ARGS(name)));
}

static void
check_text(struct check *c, const char *key, struct str a, struct str b, bool form)
{
	if (str_trim(a).n == 0)
		check_say(c, c->a, key, "is empty");
	if (str_trim(b).n == 0)
		check_say(c, c->b, key, "is empty");
	check_places(c, c->b, key, a, b, form);
	check_places(c, c->a, key, b, a, form);
}

static bool
is_forms(const json_t *object)
{
	return doc_is_string(doc_get(object, "one")) && doc_is_string(doc_get(object, "other"));
}

static void
check_object(struct check *c, const char *path, const json_t *a, const json_t *b)
{
	void *it;

	for (it = doc_first(b); it != NULL; it = doc_after(b, it))
		if (doc_get(a, doc_key(it)) == NULL)
			check_say(c, c->a, mem_printf(c->mem, "%s%s", path, doc_key(it)),
			    "is missing");
	for (it = doc_first(a); it != NULL; it = doc_after(a, it)) {
		const char *key = mem_printf(c->mem, "%s%s", path, doc_key(it));
		const json_t *left = doc_value(it), *right = doc_get(b, doc_key(it));

		if (right == NULL)
			check_say(c, c->b, key, "is missing");
		else if (doc_is_string(left) && doc_is_string(right))
			check_text(c, key, doc_str(left), doc_str(right), is_forms(a));
		else if (doc_is_object(left) && doc_is_object(right))
			check_object(c, mem_printf(c->mem, "%s.", key), left, right);
		else
			check_say(c, doc_is_string(left) || doc_is_object(left) ? c->b : c->a, key,
			    "is not what it is in the other language");
	}
}

size_t
words_check(const struct words *w)
{
	struct check c = { .mem = mem_new(0), .a = LANG_SV };

	for (c.b = LANG_SV + 1; c.b < LANG_COUNT; c.b++)
		check_object(&c, "", w->trees[c.a], w->trees[c.b]);
	mem_free(c.mem);
	return c.problems;
}
