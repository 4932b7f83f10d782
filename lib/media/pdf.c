/* pdf.c: its ends by themselves, what is between them by poppler. */
#include "lib/media/pdf.h"

#include <malloc.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poppler.h>

#include "lib/base/file.h"
#include "lib/text/utf8.h"

/* A zip file is one by its end: 22 bytes, and a comment of at most 64 KiB behind them. */
enum { HEAD = 8, TAIL = 66 * 1024, BEHIND = 16 };

void
pdf_prepare(void)
{
	PopplerDocument *none;

	(void)mallopt(M_ARENA_MAX, 1);
	/* What it reads from files of its own is read now. */
	none = poppler_document_new_from_bytes(g_bytes_new_static("", 0), NULL, NULL);
	if (none != NULL)
		g_object_unref(none);
}

static size_t
find_last(struct str s, struct str what)
{
	for (size_t i = s.n; i >= what.n; i--)
		if (str_starts(str_from(s, i - what.n), what))
			return i - what.n;
	return s.n;
}

/*
 * What begins or ends as something else is that as well for programs that look there first: a page of HTML before the PDF, an archive
 * behind it. Programs that write PDFs begin with its sign and end with its end.
 */
static enum media_problem
look_at_ends(struct mem *m, int input)
{
	char head[HEAD], *p;
	struct stat st;
	struct str tail;
	size_t end;

	if (fstat(input, &st) != 0 || st.st_size < HEAD || !file_read_at(input, 0, head, HEAD) ||
	    (!str_starts((struct str){ head, HEAD }, STR("%PDF-1.")) &&
		!str_starts((struct str){ head, HEAD }, STR("%PDF-2."))))
		return MEDIA_NOT_A_PDF;
	tail.n = st.st_size < TAIL ? (size_t)st.st_size : TAIL;
	p = mem_alloc(m, tail.n);
	tail.p = p;
	if (!file_read_at(input, st.st_size - (int64_t)tail.n, p, tail.n))
		return MEDIA_DAMAGED_PDF;
	end = find_last(tail, STR("%%EOF"));
	if (end == tail.n)
		return MEDIA_DAMAGED_PDF;
	return tail.n - end > strlen("%%EOF") + BEHIND || find_last(tail, STR("PK\5\6")) < tail.n
	    ? MEDIA_TWO_THINGS
	    : MEDIA_FINE;
}

static struct str
title_of(struct mem *m, PopplerDocument *d)
{
	char *raw = poppler_document_get_title(d);
	struct str title = STR_NONE, s = str_trim(str_of(raw));

	if (s.n == 0 || s.n > MEDIA_TITLE_MAX || str_index(s, '\n') < s.n ||
	    str_index(s, '\r') < s.n || !utf8_accept(m, mem_dup(m, s), &title))
		title = STR_NONE;
	g_free(raw);
	return title;
}

static bool
is_tagged(PopplerDocument *d)
{
	PopplerStructureElementIter *all = poppler_structure_element_iter_new(d);
	bool tagged = all != NULL;

	if (all != NULL)
		poppler_structure_element_iter_free(all);
	return tagged;
}

static enum media_problem
problem_of(const GError *error)
{
	return g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? MEDIA_LOCKED
									      : MEDIA_DAMAGED_PDF;
}

enum media_problem
pdf_look(struct mem *m, int input, struct media *found)
{
	enum media_problem p = look_at_ends(m, input);
	PopplerDocument *d;
	GError *error = NULL;

	*found = (struct media){ .title = STR_NONE };
	if (p != MEDIA_FINE)
		return p;
	d = poppler_document_new_from_fd(dup(input), NULL, &error);
	if (d == NULL) {
		p = problem_of(error);
		g_clear_error(&error);
		return p;
	}
	found->pages = poppler_document_get_n_pages(d);
	found->tagged = is_tagged(d);
	found->title = title_of(m, d);
	if (poppler_document_has_javascript(d))
		p = MEDIA_SCRIPTS;
	else if (found->pages < 1 || found->pages > MEDIA_PAGES_MAX)
		p = MEDIA_DAMAGED_PDF;
	g_object_unref(d);
	return p;
}
