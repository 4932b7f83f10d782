/* archive_write.c: parts, one behind the other, each with its head when its length is known. */
#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/store/archive_private.h"

const char archive_database[] = "medverk.db";

int64_t
archive_place(const struct archive_writer *w)
{
	return w->at + TAR_BLOCK;
}

bool
archive_add(struct archive_writer *w, const char *name, int64_t n, char out[DIGEST_TEXT])
{
	static const unsigned char zeros[TAR_BLOCK];
	unsigned char head[TAR_BLOCK];
	struct tar_part part = { .size = n, .made = w->made };
	int64_t place = archive_place(w);

	if (!digest_file(w->fd, place, n, NULL, NULL, out))
		return false;
	if (name == NULL)
		archive_file_name(out, part.name);
	else
		memcpy(part.name, name, strlen(name) + 1);
	tar_write_head(&part, head);
	if (!file_write_at(w->fd, w->at, head, sizeof(head)) ||
	    !file_write_at(w->fd, place + n, zeros, (size_t)(tar_padded(n) - n)))
		return false;
	archive_sum(&w->sums, out, part.name);
	w->at = place + tar_padded(n);
	return true;
}

static bool
add_text(struct archive_writer *w, const char *name, struct str text)
{
	char digest[DIGEST_TEXT];

	return file_write_at(w->fd, archive_place(w), text.p, text.n) &&
	    archive_add(w, name, (int64_t)text.n, digest);
}

bool
archive_begin(struct archive_writer *w, struct mem *m, int fd, const struct db_facts *facts)
{
	char now[CLOCK_TEXT];
	struct buf b;

	*w = (struct archive_writer){ .mem = m, .fd = fd, .made = (int64_t)time(NULL) };
	clock_now(now);
	buf_init(&w->sums, m, 1024);
	buf_init(&b, m, TAR_BLOCK);
	buf_printf(&b, ARCHIVE_INFO " 1\nmade %s\nprogram %s\nschema %d\nrecords %lld\n", now,
	    MEDVERK_VERSION, facts->version, (long long)facts->records);
	return add_text(w, ARCHIVE_INFO, buf_view(&b));
}

bool
archive_end(struct archive_writer *w)
{
	static const unsigned char zeros[TAR_END];

	return add_text(w, ARCHIVE_SUMS, mem_dup(w->mem, buf_view(&w->sums))) &&
	    file_write_at(w->fd, w->at, zeros, sizeof(zeros)) &&
	    ftruncate(w->fd, (off_t)(w->at + TAR_END)) == 0 && fsync(w->fd) == 0;
}
