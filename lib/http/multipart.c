/*
 * multipart.c: a machine that is fed pieces. What it cannot decide yet, a head that goes on or what may be the
 * beginning of a boundary, it holds back; never more than HELD_MAX.
 */
#include "lib/http/multipart.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/http/multipart_head.h"
#include "lib/text/utf8.h"

enum {
	HEAD_MAX =
	    4096, /* bytes of one part's head; names of files are at most 255 bytes, three times that when encoded */
	HELD_MAX = 32 * 1024,
	FOLDER_MODE = 0750,
};

enum state {
	FIRST,          /* before the first boundary */
	BEHIND,         /* behind one: a part or the end follows */
	HEAD,
	CONTENT,
	END
};

struct multipart_reader {
	struct mem *mem;
	struct multipart_limits limits;
	struct multipart out;
	struct str boundary;            /* with the two hyphens in front */
	struct str delimiter;           /* the same behind CR LF */
	enum state state;
	enum err wrong;
	size_t parts, pairs_room, files_room;
	size_t field_bytes;             /* of the fields so far */
	struct multipart_head head;     /* of the present part … */
	struct buf content;             /* … and its content, when that is kept in memory */
	struct multipart_file *file;    /* NULL: it is no file */
	char held[HELD_MAX];
	size_t n;
};

static bool
fail(struct multipart_reader *r, enum err e)
{
	if (r->wrong == ERR_NONE)
		r->wrong = e;
	return false;
}

/* ------------------------------------------------------------------- files */

/* One that has no name as soon as it is there: whatever happens, nothing of it is left. */
static int
open_file(struct multipart_reader *r)
{
	char *path = mem_printf(r->mem, "%s/upload-XXXXXX", r->limits.folder);
	int fd;

	if (mkdir(r->limits.folder, FOLDER_MODE) != 0 && errno != EEXIST)
		return -1;
	fd = mkstemp(path);
	if (fd >= 0) {
		unlink(path);
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}

static bool
write_file(struct multipart_reader *r, struct str piece)
{
	struct multipart_file *f = r->file;

	if (f->fd < 0)
		f->fd = open_file(r);
	if (f->fd < 0 || !file_write_at(f->fd, f->bytes, piece.p, piece.n)) {
		log_event(LOG_ERROR, "upload", "folder=%s error=\"%s\"", r->limits.folder,
		    strerror(errno));
		return fail(r, ERR_UNAVAILABLE);
	}
	return true;
}

static bool
add_content(struct multipart_reader *r, struct str piece)
{
	if (piece.n == 0)
		return true;
	if (r->file == NULL) {
		r->field_bytes += piece.n;
		if (r->field_bytes > r->limits.field_bytes)
			return fail(r, ERR_TOO_LARGE);
		buf_str(&r->content, piece);
		return true;
	}
	if (r->limits.folder == NULL)
		buf_str(&r->content, piece);
	else if (!write_file(r, piece))
		return false;
	r->file->bytes += (int64_t)piece.n;
	return true;
}

/* ------------------------------------------------------------------- parts */

static bool
begin_part(struct multipart_reader *r, struct str lines)
{
	struct multipart *mp = &r->out;

	if (++r->parts > r->limits.parts || !multipart_head_read(r->mem, lines, &r->head))
		return fail(r, ERR_BAD_REQUEST);
	buf_init(&r->content, r->mem, 0);
	r->file = NULL;
	if (r->head.filename.p == NULL)
		return true;
	if (mp->files == r->files_room) {
		mp->file = mem_grow(r->mem, mp->file, r->files_room * sizeof(*mp->file),
		    (r->files_room * 2 + 4) * sizeof(*mp->file));
		r->files_room = r->files_room * 2 + 4;
	}
	r->file = &mp->file[mp->files++];
	*r->file = (struct multipart_file){ .name = r->head.name, .filename = r->head.filename,
		.fd = -1 };
	return true;
}

static bool
end_part(struct multipart_reader *r)
{
	struct form *form = &r->out.form;
	struct form_pair *pair;

	if (r->file != NULL) {
		r->file->content = buf_view(&r->content);
		return true;
	}
	if (form->pairs == r->pairs_room) {
		form->pair = mem_grow(r->mem, form->pair, r->pairs_room * sizeof(*pair),
		    (r->pairs_room * 2 + 16) * sizeof(*pair));
		r->pairs_room = r->pairs_room * 2 + 16;
	}
	pair = &form->pair[form->pairs];
	pair->name = r->head.name;
	if (!utf8_accept(r->mem, buf_view(&r->content), &pair->value)) {
		form->problem = r->head.name;
		return fail(r, ERR_BAD_REQUEST);
	}
	form->pairs++;
	return true;
}

/* ------------------------------------------------------------------ walking */

/* Where `what` begins in s, or s.n. */
static size_t
find(struct str s, struct str what)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end && (p = memchr(p, what.p[0], (size_t)(end - p))) != NULL) {
		if (str_starts((struct str){ p, (size_t)(end - p) }, what))
			return (size_t)(p - s.p);
		p++;
	}
	return s.n;
}

/* Forgets the first n bytes that are held. */
static void
drop(struct multipart_reader *r, size_t n)
{
	r->n -= n;
	memmove(r->held, r->held + n, r->n);
}

/* Each step: true when the state is another, so that there may be more to do. */

static bool
step_first(struct multipart_reader *r, struct str held)
{
	if (held.n < r->boundary.n)
		return false;
	if (!str_starts(held, r->boundary))
		return fail(r, ERR_BAD_REQUEST);
	drop(r, r->boundary.n);
	r->state = BEHIND;
	return true;
}

/* CR LF when a part follows, two hyphens when none does. */
static bool
step_behind(struct multipart_reader *r, struct str held)
{
	if (held.n < 2)
		return false;
	if (str_starts(held, STR("--")))
		r->state = END;
	else if (str_starts(held, STR("\r\n")))
		r->state = HEAD;
	else
		return fail(r, ERR_BAD_REQUEST);
	drop(r, 2);
	return true;
}

/* The lines before an empty one. */
static bool
step_head(struct multipart_reader *r, struct str held)
{
	struct str window = { held.p, held.n < HEAD_MAX ? held.n : HEAD_MAX };
	size_t end = find(window, STR("\r\n\r\n"));

	if (end == window.n)
		return window.n < HEAD_MAX ? false : fail(r, ERR_BAD_REQUEST);
	if (!begin_part(r, (struct str){ held.p, end }))
		return false;
	drop(r, end + strlen("\r\n\r\n"));
	r->state = CONTENT;
	return true;
}

/* What may be the beginning of a delimiter stays until more is known. */
static bool
step_content(struct multipart_reader *r, struct str held)
{
	size_t end = find(held, r->delimiter);

	if (end == held.n) {
		size_t sure = held.n < r->delimiter.n ? 0 : held.n - r->delimiter.n + 1;

		if (add_content(r, (struct str){ held.p, sure }))
			drop(r, sure);
		return false;
	}
	if (!add_content(r, (struct str){ held.p, end }) || !end_part(r))
		return false;
	drop(r, end + r->delimiter.n);
	r->state = BEHIND;
	return true;
}

static bool
step(struct multipart_reader *r)
{
	struct str held = { r->held, r->n };

	switch (r->state) {
	case FIRST:
		return step_first(r, held);
	case BEHIND:
		return step_behind(r, held);
	case HEAD:
		return step_head(r, held);
	case CONTENT:
		return step_content(r, held);
	case END:
		break;
	}
	return r->n > 2 && fail(r, ERR_BAD_REQUEST);
}

/* ------------------------------------------------------------------- outside */

struct multipart_reader *
multipart_begin(struct mem *m, struct str content_type, const struct multipart_limits *limits)
{
	struct multipart_reader *r = mem_alloc(m, sizeof(*r));

	r->mem = m;
	r->limits = *limits;
	r->out = (struct multipart){ .form = { .problem = STR_NONE } };
	r->boundary = multipart_boundary(m, content_type);
	r->delimiter = str_of(mem_printf(m, "\r\n%.*s", STR_ARGS(r->boundary)));
	r->state = FIRST;
	r->wrong = r->boundary.p == NULL ? ERR_BAD_REQUEST : ERR_NONE;
	r->parts = r->pairs_room = r->files_room = r->field_bytes = r->n = 0;
	return r;
}

void
multipart_push(struct multipart_reader *r, struct str piece)
{
	while (piece.n > 0 && r->wrong == ERR_NONE) {
		size_t room = sizeof(r->held) - r->n, n = piece.n < room ? piece.n : room;

		memcpy(r->held + r->n, piece.p, n);
		r->n += n;
		piece = str_from(piece, n);
		while (r->wrong == ERR_NONE && step(r))
			;
	}
}

enum err
multipart_end(struct multipart_reader *r, struct multipart *mp)
{
	struct str held = { r->held, r->n };

	*mp = r->out;
	if (r->wrong == ERR_NONE && (r->state != END || (held.n > 0 && !str_eq(held, STR("\r\n")))))
		return ERR_BAD_REQUEST;
	return r->wrong;
}

void
multipart_release(struct multipart *mp)
{
	for (size_t i = 0; i < mp->files; i++)
		if (mp->file[i].fd >= 0)
			close(mp->file[i].fd);
	mp->files = 0;
}

enum err
multipart_read(struct multipart *mp, struct mem *m, struct str content_type, struct str body,
    size_t max_parts)
{
	const struct multipart_limits limits = { .parts = max_parts, .field_bytes = body.n };
	struct multipart_reader *r = multipart_begin(m, content_type, &limits);

	multipart_push(r, body);
	return multipart_end(r, mp);
}

const struct multipart_file *
multipart_file(const struct multipart *mp, const char *name)
{
	for (size_t i = 0; i < mp->files; i++)
		if (str_is(mp->file[i].name, name))
			return &mp->file[i];
	return NULL;
}

bool
multipart_content(const struct multipart_file *f, struct mem *m, struct str *out)
{
	char *p;

	*out = f->content;
	if (f->fd < 0)
		return true;
	p = mem_alloc(m, (size_t)f->bytes);
	*out = (struct str){ p, (size_t)f->bytes };
	if (file_read_at(f->fd, 0, p, out->n))
		return true;
	log_event(LOG_ERROR, "upload", "error=\"%s\"", strerror(errno));
	return false;
}
