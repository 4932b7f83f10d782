/* list_query.c: from the parameters of an address to a question, and back to an address. */
#include "lib/store/list.h"

#include "lib/http/url.h"
#include "lib/store/gazetteer.h"
#include "lib/text/utf8.h"

/* ------------------------------------------------------------------- reading */

static enum err
refuse(struct list_problem *problem, struct str parameter, const char *key, struct str value)
{
	*problem = (struct list_problem){ .parameter = parameter, .key = key, .value = value };
	return ERR_BAD_REQUEST;
}

static enum err
refuse_range(struct list_problem *problem, const struct form_pair *pair, unsigned max)
{
	(void)refuse(problem, pair->name, "out_of_range", pair->value);
	problem->min = 1;
	problem->max = max;
	return ERR_BAD_REQUEST;
}

static bool
read_number(struct str s, unsigned max, unsigned *out)
{
	int64_t v;

	if (!str_int(s, &v) || v < 1 || v > max)
		return false;
	*out = (unsigned)v;
	return true;
}

static bool
read_sort(struct str s, enum list_sort *out)
{
	if (str_is(s, "name"))
		*out = SORT_NAME;
	else if (str_is(s, "relevance"))
		*out = SORT_RELEVANCE;
	else if (str_is(s, "distance"))
		*out = SORT_DISTANCE;
	else
		return false;
	return true;
}

/* False when they are too long: q then ends with the last word that has room whole, where there is one. */
static bool
read_words(struct list_query *q, struct str value, unsigned letters)
{
	struct str all = str_trim(value);
	size_t room = utf8_prefix(all, letters), n = room;

	q->q = all;
	q->typed = STR_NONE;
	if (room == all.n)
		return true;
	while (n > 0 && all.p[n] != ' ')
		n--;
	q->q = str_trim((struct str){ all.p, n > 0 ? n : room });
	q->typed = all;
	return false;
}

static enum err
read_value(struct list_query *q, const struct facet *f, size_t i, struct mem *m,
    const struct form_pair *pair, struct str value, struct list_problem *problem)
{
	int v = facet_find(f, value);

	if (v < 0)
		return refuse(problem, pair->name, "unknown_term", value);
	if (q->selected[i] == NULL)
		q->selected[i] = mem_calloc(m, f->values, sizeof(bool));
	q->selected[i][v] = true;
	return ERR_NONE;
}

/* Several values stand with commas between them, or in parameters of their own. */
static enum err
read_facet(struct list_query *q, const struct catalogue_kind *k, const struct facet *f,
    struct mem *m, const struct form_pair *pair, bool strict, struct list_problem *problem)
{
	struct str rest = pair->value, value;
	enum err e = ERR_NONE;

	if (rest.n == 0)
		return strict ? refuse(problem, pair->name, "unknown_term", rest) : ERR_NONE;
	while (e == ERR_NONE && str_cut(&rest, ',', &value))
		e = read_value(q, f, (size_t)(f - k->facet), m, pair, value, problem);
	return e;
}

/* A page goes on without the place, and says what is wrong with it. */
static enum err
refuse_place(struct list_query *q, bool strict, struct list_problem *problem)
{
	if (strict)
		return ERR_BAD_REQUEST;
	q->near_problem = *problem;
	near_drop(&q->near);
	*problem = (struct list_problem){ .key = NULL };
	return ERR_NONE;
}

static enum err
read_place(struct list_query *q, const struct form_pair *pair, bool strict,
    struct list_problem *problem)
{
	const char *key;

	/* An empty field of a form is no question. */
	if (pair->value.n == 0 && !strict)
		return ERR_NONE;
	key = near_read(&q->near, pair->name, pair->value);
	if (key == NULL)
		return ERR_NONE;
	(void)refuse(problem, pair->name, key, pair->value);
	problem->min = 1;
	problem->max = str_is(pair->name, "near") ? NEAR_LETTERS_MAX : NEAR_KM_MAX;
	return refuse_place(q, strict, problem);
}

static enum err
read_pair(struct list_query *q, const struct form_pair *pair, const struct catalogue_kind *k,
    const struct list_limits *limits, struct mem *m, bool strict, struct list_problem *problem)
{
	const struct facet *f = k != NULL ? catalogue_facet(k, pair->name) : NULL;
	struct str name = pair->name, value = pair->value;

	if (f != NULL)
		return read_facet(q, k, f, m, pair, strict, problem);
	if (near_has_parameter(name) && (k == NULL || k->place != NULL))
		return read_place(q, pair, strict, problem);
	if (str_is(name, "q")) {
		if (!read_words(q, value, limits->query_letters) && strict) {
			(void)refuse(problem, name, "too_long", STR_NONE);
			problem->max = limits->query_letters;
			return ERR_BAD_REQUEST;
		}
	} else if (str_is(name, "sort") && (k != NULL || str_is(value, "distance"))) {
		if (!read_sort(value, &q->sort))
			return refuse(problem, name, "bad_value", value);
		q->sort_given = true;
	} else if (str_is(name, "page")) {
		if (!read_number(value, limits->page_depth, &q->page))
			return refuse_range(problem, pair, limits->page_depth);
	} else if (str_is(name, "limit")) {
		if (!read_number(value, LIST_LIMIT_MAX, &q->limit))
			return refuse_range(problem, pair, LIST_LIMIT_MAX);
	} else if (str_is(name, "cursor") && k != NULL) {
		q->cursor = value;
	} else if (str_is(name, "as_typed")) {
		if (!str_is(value, "1"))
			return refuse(problem, name, "bad_value", value);
		q->as_typed = true;
	} else if (str_is(name, "all") && k != NULL && !strict) {
		q->whole = catalogue_facet(k, value);
	} else if (str_is(name, "kind") && k == NULL) {
		q->kind = kind_find(value);
		if (value.n > 0 && (q->kind == NULL || !q->kind->searched))
			return refuse(problem, name, "bad_value", value);
	} else if (strict && !str_is(name, "lang")) {
		return refuse(problem, name, "unknown_parameter", value);
	}
	return ERR_NONE;
}

enum list_sort
list_usual_sort(const struct list_query *q)
{
	if (q->q.p != NULL)
		return SORT_RELEVANCE;
	return q->near.centred ? SORT_DISTANCE : SORT_NAME;
}

/* What only means something together with a place. */
static enum err
settle_place(struct list_query *q, bool strict, struct list_problem *problem)
{
	bool centred;

	/* A place that came after the one that was wrong. */
	if (q->near_problem.key != NULL)
		near_drop(&q->near);
	centred = q->near.centred;
	if (q->sort_given && q->sort == SORT_DISTANCE && !centred) {
		if (strict)
			return refuse(problem, STR("sort"), "needs_near", STR("distance"));
		q->sort_given = false;
	}
	if (strict && q->near.radius_given && !centred)
		return refuse(problem, STR("radius_km"), "needs_near", STR_NONE);
	if (!q->sort_given)
		q->sort = list_usual_sort(q);
	return ERR_NONE;
}

enum err
list_query_aim(struct list_query *q, struct reader *r, const struct catalogue *c, struct mem *m,
    bool strict, struct list_problem *problem)
{
	enum err e;

	if (!q->near.centred || gazetteer_find(&q->near, r, c, m))
		return ERR_NONE;
	(void)refuse(problem, STR("near"), "unknown_place", q->near.typed);
	e = refuse_place(q, strict, problem);
	return e == ERR_NONE ? settle_place(q, strict, problem) : e;
}

enum err
list_query_read(struct list_query *q, const struct form *form, const struct catalogue *c,
    const struct kind *k, const struct list_limits *limits, struct mem *m, bool strict,
    struct list_problem *problem)
{
	const struct catalogue_kind *rows = k != NULL ? &c->kind[kind_index(k)] : NULL;
	enum err e = ERR_NONE;

	*q = (struct list_query){ .kind = k, .search = k == NULL, .limit = LIST_LIMIT, .usual_limit = LIST_LIMIT, .page = 1,
	    .page_depth = limits->page_depth };
	near_init(&q->near);
	for (size_t i = 0; i < form->pairs && e == ERR_NONE; i++)
		e = read_pair(q, &form->pair[i], rows, limits, m, strict, problem);
	if (q->q.n == 0)
		q->q = STR_NONE;
	return e == ERR_NONE ? settle_place(q, strict, problem) : e;
}

/* ------------------------------------------------------------------ writing */

static void
add_pair(struct buf *b, char *separator, const char *name, struct str value)
{
	buf_byte(b, *separator);
	buf_puts(b, name);
	buf_byte(b, '=');
	url_encode(b, value);
	*separator = '&';
}

static void
add_number(struct buf *b, char *separator, const char *name, unsigned value)
{
	buf_byte(b, *separator);
	buf_printf(b, "%s=%u", name, value);
	*separator = '&';
}

static void
add_facets(struct buf *b, char *separator, const struct list_query *q,
    const struct catalogue_kind *k, const struct list_change *change)
{
	for (unsigned i = 0; i < k->facets; i++) {
		const struct facet *f = &k->facet[i];
		bool changed = change->facet == f, first = true;

		if (q->selected[i] == NULL && !changed)
			continue;
		for (unsigned v = 0; v < f->values; v++) {
			bool on = q->selected[i] != NULL && q->selected[i][v] &&
			    change->without != f;

			if (on == (changed && change->value == v))
				continue;
			if (first) {
				add_pair(b, separator, f->field->name, f->value[v].id);
			} else {
				buf_byte(b, ',');
				url_encode(b, f->value[v].id);
			}
			first = false;
		}
	}
}

static void
add_place(struct buf *b, char *separator, const struct list_query *q, struct mem *m,
    const struct list_change *change)
{
	if (q->near.centred && !change->anywhere) {
		add_pair(b, separator, "near", near_place_text(&q->near, m));
		if (q->near.radius_km != NEAR_KM)
			add_number(b, separator, "radius_km", q->near.radius_km);
	}
	if (q->near.boxed && !change->unboxed)
		add_pair(b, separator, "bbox", near_box_text(&q->near, m));
}

const char *
list_sort_name(enum list_sort sort)
{
	static const char *const names[] = { [SORT_NAME] = "name", [SORT_RELEVANCE] = "relevance",
		[SORT_DISTANCE] = "distance" };

	return names[sort];
}

struct str
list_address(const struct scope *s, const struct list_query *q, const struct catalogue *c,
    const struct list_change *change)
{
	enum list_sort usual = change->anywhere && q->q.p == NULL ? SORT_NAME : list_usual_sort(q);
	enum list_sort sort = change->sort >= 0 ? (enum list_sort)change->sort : q->sort;
	bool searching = q->search || q->kind == NULL || !q->kind->listed;
	char separator = '?';
	struct buf b;

	buf_init(&b, s->mem, 128);
	buf_str(&b, searching ? address_search(s) : address_list(s, q->kind));
	if (!change->clear) {
		if (q->q.p != NULL)
			add_pair(&b, &separator, "q", q->q);
		if (q->as_typed && q->q.p != NULL)
			add_pair(&b, &separator, "as_typed", STR("1"));
		if (searching && q->kind != NULL)
			add_pair(&b, &separator, "kind", str_of(q->kind->name));
		else if (!searching)
			add_facets(&b, &separator, q, &c->kind[kind_index(q->kind)], change);
		add_place(&b, &separator, q, s->mem, change);
		if (sort != usual && !(change->anywhere && sort == SORT_DISTANCE))
			add_pair(&b, &separator, "sort", str_of(list_sort_name(sort)));
		if (change->whole != NULL)
			add_pair(&b, &separator, "all", str_of(change->whole->field->name));
	}
	if (q->limit != q->usual_limit)
		add_number(&b, &separator, "limit", q->limit);
	if (change->cursor.p != NULL)
		add_pair(&b, &separator, "cursor", change->cursor);
	else if (change->page > 1)
		add_number(&b, &separator, "page", change->page);
	if (s->api && s->lang != LANG_SV)
		add_pair(&b, &separator, "lang", str_of(lang_code(s->lang)));
	return buf_view(&b);
}

struct str
list_link(const struct scope *s, const struct list_query *q, const struct catalogue *c,
    const struct list_change *change)
{
	struct str address = list_address(s, q, c, change);
	size_t mark = str_index(address, '?');

	return mark < address.n && !s->api ? str_from(address, mark) : address;
}
