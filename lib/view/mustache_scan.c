/* mustache_scan.c: finds the tags in a template. */
#include "lib/view/mustache_scan.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

enum { NAME_MAX_BYTES = 255 };

struct scan {
	struct mem *mem;
	struct str name, text;
	struct str open, close;         /* the delimiters, {{ and }} at first */
	size_t at;                      /* everything before it is in the tokens */
	size_t counted;                 /* `line` is the line of this byte */
	uint32_t line;
	uint32_t sections[MUSTACHE_NESTING];    /* tokens of those that are open */
	size_t depth;
	struct mustache_tokens *tokens;
	struct mustache_problem *problem;
};

/* A tag between the delimiters. */
struct tag {
	enum mustache_token_kind kind;
	bool comment;
	struct str content;
	size_t from, to;                /* in the text, delimiters included */
	uint32_t line;
};

bool
mustache_complain(struct mustache_problem *problem, struct str name, uint32_t line,
    const char *format, ...)
{
	size_t room = sizeof(problem->text);
	int n = snprintf(problem->text, room, "%.*s:%u: ", STR_ARGS(name), line);
	va_list ap;

	if (n < 0 || (size_t)n >= room)
		return false;
	va_start(ap, format);
	vsnprintf(problem->text + n, room - (size_t)n, format, ap);
	va_end(ap);
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* Where `needle` begins in s, at or behind `from`; s.n when nowhere. */
static size_t
find(struct str s, size_t from, struct str needle)
{
	while (from + needle.n <= s.n) {
		const char *hit = memchr(s.p + from, needle.p[0], s.n - needle.n - from + 1);

		if (hit == NULL)
			break;
		if (memcmp(hit, needle.p, needle.n) == 0)
			return (size_t)(hit - s.p);
		from = (size_t)(hit - s.p) + 1;
	}
	return s.n;
}

/* The line of byte `at`, which must not be before that of an earlier call. */
static uint32_t
line_of(struct scan *s, size_t at)
{
	for (; s->counted < at; s->counted++)
		if (s->text.p[s->counted] == '\n')
			s->line++;
	return s->line;
}

static struct mustache_token *
token_add(struct scan *s, enum mustache_token_kind kind, struct str text, uint32_t line)
{
	struct mustache_tokens *t = s->tokens;

	if (t->n == t->room) {
		size_t room = t->room == 0 ? 64 : t->room * 2;

		t->list = mem_grow(s->mem, t->list, t->n * sizeof(t->list[0]),
		    room * sizeof(t->list[0]));
		t->room = room;
	}
	t->list[t->n] = (struct mustache_token){ .kind = kind, .text = text, .line = line };
	return &t->list[t->n++];
}

static void
literal_add(struct scan *s, size_t from, size_t to)
{
	struct mustache_token *t;

	if (from == to)
		return;
	t = token_add(s, MUSTACHE_LITERAL, (struct str){ s->text.p + from, to - from },
	    line_of(s, from));
	t->line_start = from > 0 && s->text.p[from - 1] == '\n';
}

/* The kind, by the sign behind the delimiter; returns what the closing one needs before it, or 0. */
static char
tag_sign(struct tag *tag, char c)
{
	switch (c) {
	case '{':
		tag->kind = MUSTACHE_RAW;
		return '}';
	case '&':
		tag->kind = MUSTACHE_RAW;
		return 0;
	case '#':
		tag->kind = MUSTACHE_SECTION;
		return 0;
	case '^':
		tag->kind = MUSTACHE_INVERTED;
		return 0;
	case '/':
		tag->kind = MUSTACHE_CLOSE;
		return 0;
	case '>':
		tag->kind = MUSTACHE_PARTIAL;
		return 0;
	case '=':
		tag->kind = MUSTACHE_DELIMITERS;
		return '=';
	case '!':
		tag->comment = true;
		return 0;
	default:
		tag->kind = MUSTACHE_VARIABLE;
		return 0;
	}
}

/* Reads the tag whose opening delimiter is at `from`. */
static bool
tag_read(struct scan *s, size_t from, struct tag *tag)
{
	size_t at = from + s->open.n, end;
	char last;

	*tag = (struct tag){ .from = from, .line = line_of(s, from) };
	last = tag_sign(tag, at < s->text.n ? s->text.p[at] : 0);
	if (tag->comment || tag->kind != MUSTACHE_VARIABLE)
		at++;
	for (end = at;; end++) {
		end = find(s->text, end, s->close);
		if (end == s->text.n)
			return mustache_complain(s->problem, s->name, tag->line,
			    "a tag is not closed");
		/* Of the three braces after {{{name the first is `last`: then the next hit is meant. */
		if (last == 0 || (end > at && s->text.p[end - 1] == last))
			break;
	}
	tag->to = end + s->close.n;
	tag->content = str_trim((struct str){ s->text.p + at, end - at - (last != 0) });
	return true;
}

/*
 * A tag alone on its line takes the line with it: *from moves to the line's
 * beginning, *to behind its end.
 */
static bool
tag_alone(const struct scan *s, size_t *from, size_t *to)
{
	size_t a = *from, b = *to;

	while (a > 0 && is_blank(s->text.p[a - 1]))
		a--;
	while (b < s->text.n && is_blank(s->text.p[b]))
		b++;
	if (a > 0 && s->text.p[a - 1] != '\n')
		return false;
	if (b + 1 < s->text.n && s->text.p[b] == '\r' && s->text.p[b + 1] == '\n')
		b += 2;
	else if (b < s->text.n && s->text.p[b] == '\n')
		b++;
	else if (b < s->text.n)
		return false;
	*from = a;
	*to = b;
	return true;
}

static bool
has_space(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_space(s.p[i]))
			return true;
	return false;
}

/*
 * "." or parts between single points. A sign or a brace in it is a slip of the
 * pen ("{{ #name}}") that would otherwise pass as a name nobody has.
 */
static bool
name_is_proper(const struct tag *tag)
{
	struct str rest = tag->content, part;

	if (rest.n == 0 || rest.n > NAME_MAX_BYTES || has_space(rest))
		return false;
	for (size_t i = 0; i < rest.n; i++)
		if (strchr("#^>&={}!", rest.p[i]) != NULL)
			return false;
	if (tag->kind == MUSTACHE_PARTIAL || str_is(rest, "."))
		return true;
	while (str_cut(&rest, '.', &part))
		if (part.n == 0)
			return false;
	return true;
}

static bool
delimiters_set(struct scan *s, const struct tag *tag)
{
	struct str c = tag->content;
	size_t n = 0;

	while (n < c.n && !is_space(c.p[n]))
		n++;
	s->open = (struct str){ c.p, n };
	s->close = str_trim(str_from(c, n));
	if (s->open.n == 0 || s->close.n == 0 || has_space(s->close) || str_index(c, '=') != c.n)
		return mustache_complain(s->problem, s->name, tag->line,
		    "{{=%.*s=}} is no pair of delimiters", STR_ARGS(c));
	return true;
}

static bool
section_open(struct scan *s, uint32_t index)
{
	const struct mustache_token *t = &s->tokens->list[index];

	if (s->depth == MUSTACHE_NESTING)
		return mustache_complain(s->problem, s->name, t->line,
		    "sections are nested too deep");
	s->sections[s->depth++] = index;
	return true;
}

static bool
section_close(struct scan *s, uint32_t index)
{
	struct mustache_token *t = &s->tokens->list[index], *opened;

	if (s->depth == 0)
		return mustache_complain(s->problem, s->name, t->line, "{{/%.*s}} closes nothing",
		    STR_ARGS(t->text));
	t->match = s->sections[--s->depth];
	opened = &s->tokens->list[t->match];
	if (!str_eq(opened->text, t->text))
		return mustache_complain(s->problem, s->name, t->line,
		    "{{/%.*s}} where {{/%.*s}} of line %u is due", STR_ARGS(t->text),
		    STR_ARGS(opened->text), opened->line);
	opened->match = index;
	return true;
}

/* Adds what stands before the tag, then the tag. */
static bool
tag_add(struct scan *s, const struct tag *tag)
{
	size_t from = tag->from, to = tag->to;
	bool variable = !tag->comment &&
	    (tag->kind == MUSTACHE_VARIABLE || tag->kind == MUSTACHE_RAW);
	bool alone = !variable && tag_alone(s, &from, &to);
	struct mustache_token *t;

	assert(from >= s->at);
	literal_add(s, s->at, from);
	s->at = to;
	if (tag->comment)
		return true;
	if (tag->kind == MUSTACHE_DELIMITERS) {
		token_add(s, tag->kind, tag->content, tag->line);
		return delimiters_set(s, tag);
	}
	if (!name_is_proper(tag))
		return mustache_complain(s->problem, s->name, tag->line, "{{%.*s}} is no name",
		    STR_ARGS(tag->content));
	t = token_add(s, tag->kind, tag->content, tag->line);
	if (tag->kind == MUSTACHE_PARTIAL && alone)
		t->indentation = (struct str){ s->text.p + from, tag->from - from };
	if (tag->kind == MUSTACHE_SECTION || tag->kind == MUSTACHE_INVERTED)
		return section_open(s, (uint32_t)(s->tokens->n - 1));
	if (tag->kind == MUSTACHE_CLOSE)
		return section_close(s, (uint32_t)(s->tokens->n - 1));
	return true;
}

bool
mustache_scan(struct mem *m, struct str name, struct str text, struct mustache_tokens *tokens,
    struct mustache_problem *problem)
{
	struct scan s = {
		.mem = m, .name = name, .text = text, .line = 1, .tokens = tokens,
		.problem = problem, .open = STR("{{"), .close = STR("}}"),
	};
	const struct mustache_token *opened;
	struct tag tag;

	*tokens = (struct mustache_tokens){ .n = 0 };
	for (;;) {
		size_t from = find(s.text, s.at, s.open);

		if (from == s.text.n)
			break;
		if (!tag_read(&s, from, &tag) || !tag_add(&s, &tag))
			return false;
	}
	literal_add(&s, s.at, s.text.n);
	if (s.depth == 0)
		return true;
	opened = &tokens->list[s.sections[s.depth - 1]];
	return mustache_complain(problem, name, opened->line, "{{%c%.*s}} is not closed",
	    opened->kind == MUSTACHE_SECTION ? '#' : '^', STR_ARGS(opened->text));
}
