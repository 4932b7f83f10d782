/* own_words.c: rows of the table own_words. */
#include "lib/store/own_words.h"

#include "lib/db/stmt.h"
#include "lib/store/text_change.h"

struct str
own_words_find(struct reader *r, struct mem *m, const char *key, enum lang lang)
{
	struct stmt *q = db_read(r, SQL_FIND_OWN_WORDS);
	struct str text = STR_NONE;

	db_bind_str(q, ":key", str_of(key));
	db_bind_str(q, ":lang", str_of(lang_code(lang)));
	if (db_next(q)) {
		text = mem_dup(m, db_text(q, 0));
		stmt_end(q);
	}
	return text;
}

/* True when both are the same text, or both are none. */
static bool
is_same(struct str a, struct str b)
{
	return (a.p == NULL) == (b.p == NULL) && str_eq(a, b);
}

/* "mail" of "mail.invitation.text". */
static const char *
subject_of(struct mem *m, const char *key)
{
	struct str s = str_of(key);

	return mem_strdup(m, (struct str){ s.p, str_index(s, '.') });
}

static void
change(struct writer *w, struct mem *m, const char *key, enum lang lang, struct str text,
    int64_t account)
{
	struct str before = own_words_find(&w->reader, m, key, lang);
	struct stmt *q;

	if (is_same(before, text))
		return;
	q = db_write(w, text.p == NULL ? SQL_DELETE_OWN_WORDS : SQL_KEEP_OWN_WORDS);
	db_bind_str(q, ":key", str_of(key));
	db_bind_str(q, ":lang", str_of(lang_code(lang)));
	if (text.p != NULL)
		db_bind_str(q, ":text", text);
	db_run(q);
	text_change_add(w,
	    &(struct text_change){ .subject = subject_of(m, key),
	    .item = str_of(mem_printf(m, "%s.%s", key, lang_code(lang))), .before = before,
	    .after = text, .account = account });
}

void
own_words_set(struct writer *w, struct mem *m, const char *key, enum lang lang, struct str text,
    struct str standard, int64_t account)
{
	if (text.n == 0 || str_eq(text, standard))
		text = STR_NONE;
	change(w, m, key, lang, text, account);
}

/* Key and language of an item. */
static bool
read_item(struct mem *m, struct str item, const char **key, enum lang *lang)
{
	size_t dot = item.n;

	while (dot > 0 && item.p[dot - 1] != '.')
		dot--;
	if (dot < 2 || !lang_read(str_from(item, dot), lang))
		return false;
	*key = mem_strdup(m, (struct str){ item.p, dot - 1 });
	return true;
}

bool
own_words_undo(struct writer *w, struct mem *m, const char *subject, int64_t number,
    int64_t account)
{
	struct text_change c;
	const char *key;
	enum lang lang;

	if (!text_change_find(&w->reader, m, subject, number, &c) ||
	    !read_item(m, c.item, &key, &lang) ||
	    !is_same(own_words_find(&w->reader, m, key, lang), c.after))
		return false;
	change(w, m, key, lang, c.before, account);
	return true;
}

/* --------------------------------------------------------------------- places */

static bool
has_place(struct str text, struct str name)
{
	struct str before, each;

	while (words_next_place(&text, &before, &each))
		if (str_eq(each, name))
			return true;
	return false;
}

enum own_words_problem
own_words_judge(struct str text, struct str standard, const struct str *places, struct str *place)
{
	struct str rest = text, before;

	while (words_next_place(&rest, &before, place)) {
		const struct str *known = places;

		while (known->p != NULL && !has_place(*known, *place))
			known++;
		if (known->p == NULL)
			return OWN_WORDS_UNKNOWN;
	}
	rest = standard;
	while (words_next_place(&rest, &before, place))
		if (str_ends(*place, STR("url")) && !has_place(text, *place))
			return OWN_WORDS_LACKING;
	return OWN_WORDS_FINE;
}
