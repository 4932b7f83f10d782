/* attach.c: rows of attachment and file, and the documents made of them. */
#include "lib/store/attach.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/files.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

/* As many as a record can have of a field, and more. */
enum { SHOWN_MAX = 64 };

static const char *const members[] = { "file", "text", "text_en", "focus" };

const char *
attach_focus(size_t i)
{
	static const char *const all[] = { "", "top", "bottom", "left", "right", "top_left", "top_right", "bottom_left", "bottom_right" };

	return i < COUNT_OF(all) ? all[i] : NULL;
}

const char *
file_ending(struct str type)
{
	return str_is(type, "application/pdf") ? ".pdf"
	    : str_is(type, "image/webp")       ? ".webp"
					       : ".jpg";
}

/* ------------------------------------------------------------------ records */

json_t *
attach_stored(struct reader *r, int64_t record, const struct field *f)
{
	struct stmt *q = db_read(r, SQL_LIST_ATTACHMENTS);

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":field", str_of(f->name));
	return db_rows(q);
}

void
attach_save(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    const json_t *values)
{
	struct stmt *q = db_write(w, SQL_DELETE_ATTACHMENTS);
	json_t *all = doc_object();
	struct buf b;

	db_bind_int(q, ":record", record);
	db_run(q);
	for (size_t i = 0; i < k->fields; i++) {
		const char *name = k->field[i].name;

		if (field_is_attachment(&k->field[i]) && doc_count(doc_get(values, name)) > 0)
			doc_set(all, name, doc_copy(doc_get(values, name)));
	}
	if (doc_count(all) == 0)
		return;
	buf_init(&b, m, 512);
	json_write(&b, all);
	q = db_write(w, SQL_INSERT_ATTACHMENTS);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":attachments", buf_view(&b));
	db_run(q);
}

const char *
attach_problem(const struct field *f, const json_t *value)
{
	struct str text = doc_get_str(value, "text"), english = doc_get_str(value, "text_en");
	bool decorative = doc_get_bool(value, "decorative");

	if (utf8_length(text) > ATTACH_TEXT_MAX || utf8_length(english) > ATTACH_TEXT_MAX)
		return "too_long";
	if (decorative && (text.n > 0 || english.n > 0))
		return "both";
	if (decorative || text.n > 0)
		return NULL;
	return f->type == FIELD_PICTURES ? "no_text" : "no_title";
}

bool
attach_same(const json_t *a, const json_t *b)
{
	if (doc_count(a) != doc_count(b))
		return false;
	for (size_t i = 0; i < doc_count(a); i++) {
		const json_t *one = doc_at(a, i), *other = doc_at(b, i);

		if (doc_get_bool(one, "decorative") != doc_get_bool(other, "decorative"))
			return false;
		for (size_t j = 0; j < COUNT_OF(members); j++)
			if (!str_eq(doc_get_str(one, members[j]), doc_get_str(other, members[j])))
				return false;
	}
	return true;
}

struct str
attach_text(struct mem *m, const json_t *list)
{
	struct buf b;

	buf_init(&b, m, 128);
	for (size_t i = 0; i < doc_count(list); i++) {
		const json_t *one = doc_at(list, i);
		struct str english = doc_get_str(one, "text_en"), focus = doc_get_str(one, "focus");

		if (i > 0)
			buf_byte(&b, '\n');
		buf_str(&b, doc_get_bool(one, "decorative") ? STR("–") : doc_get_str(one, "text"));
		if (english.n > 0)
			buf_printf(&b, " / %.*s", STR_ARGS(english));
		/* Two files may have the same words; enough of the digest tells them apart. */
		buf_printf(&b, " [%.8s%s%.*s]", doc_get_str(one, "file").p, focus.n > 0 ? " " : "",
		    STR_ARGS(focus));
	}
	return b.n == 0 ? STR("") : buf_view(&b);
}

/* -------------------------------------------------------------------- public */

/* Its words in the reader's language, or else in Swedish, which is then said. */
static void
set_words(const struct scope *s, json_t *item, struct str text, struct str english,
    const char *name, const char *language)
{
	bool translated = s->lang == LANG_EN && english.p != NULL;

	doc_set_str(item, name, mem_dup(s->mem, translated ? english : text));
	if (s->lang != LANG_SV && !translated)
		doc_set_cstr(item, language, lang_code(LANG_SV));
}

static void
set_picture(struct stmt *q, const struct scope *s, json_t *item)
{
	doc_set_int(item, "width", db_int(q, 4));
	doc_set_int(item, "height", db_int(q, 5));
	if (db_int(q, 10) != 0)
		doc_set_bool(item, "decorative", true);
	else
		set_words(s, item, db_text(q, 8), db_text(q, 9), "alt", "alt_language");
	if (db_text(q, 11).p != NULL)
		doc_set_str(item, "focus", mem_dup(s->mem, db_text(q, 11)));
}

static void
set_document(struct stmt *q, const struct scope *s, json_t *item)
{
	doc_set_int(item, "bytes", db_int(q, 3));
	doc_set_int(item, "pages", db_int(q, 6));
	if (db_int(q, 7) != 0)
		doc_set_bool(item, "tagged", true);
	set_words(s, item, db_text(q, 8), db_text(q, 9), "title", "title_language");
}

static json_t *
show_sizes(struct reader *r, const struct scope *s, int64_t record, struct str picture)
{
	struct stmt *q = db_read(r, SQL_LIST_PUBLIC_SIZES);
	json_t *sizes = doc_array();

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":picture", picture);
	while (db_next(q)) {
		json_t *size = doc_object();

		doc_set_str(size, "url", address_file(s, db_text(q, 0), db_text(q, 1)));
		doc_set_str(size, "type", mem_dup(s->mem, db_text(q, 1)));
		doc_set_int(size, "width", db_int(q, 2));
		doc_set_int(size, "height", db_int(q, 3));
		doc_append(sizes, size);
	}
	return sizes;
}

void
attach_show(struct reader *r, const struct scope *s, const struct kind *k, int64_t record,
    json_t *doc)
{
	struct stmt *q = db_read(r, SQL_LIST_PUBLIC_ATTACHMENTS);
	struct {
		json_t *item;
		struct str file;
	} picture[SHOWN_MAX];
	size_t pictures = 0;

	db_bind_int(q, ":record", record);
	while (db_next(q)) {
		const struct field *f = kind_field(k, db_text(q, 0));
		json_t *item = doc_object();

		if (f == NULL || !field_is_attachment(f))
			continue;
		doc_set_str(item, "url", address_file(s, db_text(q, 1), db_text(q, 2)));
		doc_set_str(item, "type", mem_dup(s->mem, db_text(q, 2)));
		if (f->type == FIELD_DOCUMENTS) {
			set_document(q, s, item);
		} else {
			set_picture(q, s, item);
			if (pictures < SHOWN_MAX) {
				picture[pictures].item = item;
				picture[pictures++].file = mem_dup(s->mem, db_text(q, 1));
			}
		}
		if (doc_get(doc, f->name) == NULL)
			doc_set(doc, f->name, doc_array());
		doc_append(doc_get(doc, f->name), item);
	}
	for (size_t i = 0; i < pictures; i++)
		doc_set(picture[i].item, "sizes", show_sizes(r, s, record, picture[i].file));
}

/* --------------------------------------------------------------------- files */

bool
attach_find(struct reader *r, struct mem *m, struct str digest, struct attach_file *f)
{
	struct stmt *q = db_read(r, SQL_FIND_FILE);

	db_bind_str(q, ":digest", digest);
	if (!db_next(q))
		return false;
	*f = (struct attach_file){ .type = mem_dup(m, db_text(q, 0)),
		.bytes = db_int(q, 1),
		.width = db_int(q, 2),
		.height = db_int(q, 3),
		.pages = db_int(q, 4),
		.tagged = db_int(q, 5) != 0,
		.title = db_text(q, 6).p == NULL ? STR_NONE : mem_dup(m, db_text(q, 6)) };
	stmt_end(q);
	return true;
}

bool
attach_find_public(struct reader *r, struct mem *m, struct str digest, struct attach_file *f)
{
	struct stmt *q = db_read(r, SQL_FIND_PUBLIC_FILE);

	db_bind_str(q, ":digest", digest);
	if (!db_next(q))
		return false;
	*f = (struct attach_file){ .type = mem_dup(m, db_text(q, 0)), .bytes = db_int(q, 1) };
	stmt_end(q);
	return true;
}

bool
attach_has(struct reader *r, const json_t *list, struct str digest)
{
	for (size_t i = 0; i < doc_count(list); i++) {
		struct str file = doc_get_str(doc_at(list, i), "file");
		struct stmt *q;

		if (str_eq(file, digest))
			return true;
		q = db_read(r, SQL_IS_SIZE_OF);
		db_bind_str(q, ":picture", file);
		db_bind_str(q, ":file", digest);
		if (db_number(q) > 0)
			return true;
	}
	return false;
}

bool
attach_is_sent_by(struct reader *r, const struct account *a, struct str digest)
{
	struct stmt *q = db_read(r, SQL_IS_UPLOADED);

	db_bind_int(q, ":account", a->id);
	db_bind_str(q, ":file", digest);
	return db_number(q) > 0;
}

struct str
attach_small(struct reader *r, struct mem *m, struct str picture)
{
	struct stmt *q = db_read(r, SQL_FIND_SMALL_SIZE);
	struct str small;

	db_bind_str(q, ":picture", picture);
	if (!db_next(q))
		return picture;
	small = mem_dup(m, db_text(q, 0));
	stmt_end(q);
	return small;
}

/* ------------------------------------------------------------------- keeping */

/* Onto the disk, before anything names it. */
static bool
put(struct mem *m, const char *folder, int fd, int64_t bytes, char digest[DIGEST_TEXT])
{
	return digest_file(fd, 0, bytes, NULL, NULL, digest) &&
	    files_put(m, folder, digest, fd, 0, bytes);
}

static void
insert(struct writer *w, const char *digest, struct str type, int64_t bytes,
    const struct media_picture *p, const struct media *document, struct str now)
{
	struct stmt *q = db_write(w, SQL_INSERT_FILE);

	db_bind_str(q, ":digest", str_of(digest));
	db_bind_str(q, ":type", type);
	db_bind_int(q, ":bytes", bytes);
	if (p != NULL) {
		db_bind_int(q, ":width", p->width);
		db_bind_int(q, ":height", p->height);
	} else {
		db_bind_int(q, ":pages", document->pages);
		if (document->tagged)
			db_bind_int(q, ":tagged", 1);
		db_bind_str(q, ":title", document->title);
	}
	db_bind_str(q, ":now", now);
	db_run(q);
}

static void
note(struct writer *w, const struct account *by, const struct media *found, int64_t bytes,
    char (*digest)[DIGEST_TEXT])
{
	char now[CLOCK_TEXT];
	struct stmt *q;

	clock_now(now);
	if (found->pictures == 0)
		insert(w, digest[0], STR("application/pdf"), bytes, NULL, found, str_of(now));
	for (size_t i = 0; i < found->pictures; i++) {
		const struct media_picture *p = &found->picture[i];

		insert(w, digest[i], str_of(p->type), p->bytes, p, NULL, str_of(now));
		if (i == 0)
			continue;
		q = db_write(w, SQL_INSERT_PICTURE_SIZE);
		db_bind_str(q, ":picture", str_of(digest[0]));
		db_bind_str(q, ":file", str_of(digest[i]));
		db_run(q);
	}
	q = db_write(w, SQL_INSERT_UPLOAD);
	db_bind_int(q, ":account", by->id);
	db_bind_str(q, ":file", str_of(digest[0]));
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
}

enum err
attach_keep(struct writer *w, struct mem *m, const char *folder, const struct account *by,
    const struct media *found, int fd, int64_t bytes, char digest[DIGEST_TEXT])
{
	char all[MEDIA_OUTPUTS][DIGEST_TEXT];
	bool fine = true;

	if (found->pictures == 0)
		fine = put(m, folder, fd, bytes, all[0]);
	for (size_t i = 0; i < found->pictures && fine; i++)
		fine = put(m, folder, found->picture[i].fd, found->picture[i].bytes, all[i]);
	if (!fine)
		return ERR_UNAVAILABLE;
	writer_begin(w);
	note(w, by, found, bytes, all);
	memcpy(digest, all[0], DIGEST_TEXT);
	return writer_end(w, true);
}

/* ------------------------------------------------------------------ checking */

static bool
is_whole(const char *path, const char *digest, int64_t bytes)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char is[DIGEST_TEXT];
	struct stat st;
	bool whole;

	if (fd < 0)
		return false;
	whole = fstat(fd, &st) == 0 && st.st_size == bytes &&
	    digest_file(fd, 0, bytes, NULL, NULL, is) && strcmp(is, digest) == 0;
	close(fd);
	return whole;
}

size_t
attach_check(struct reader *r, struct mem *m, const char *folder, void (*say)(const char *path))
{
	char last[DIGEST_TEXT] = "";
	size_t wrong = 0;
	bool more = true;

	while (more) {
		struct stmt *q = db_read(r, SQL_LIST_FILES);

		more = false;
		db_bind_str(q, ":digest", str_of(last));
		while (db_next(q)) {
			const char *digest = mem_strdup(m, db_text(q, 0)),
				   *path = files_path(m, folder, digest);

			memcpy(last, digest, DIGEST_TEXT);
			more = true;
			if (is_whole(path, digest, db_int(q, 1)))
				continue;
			say(path);
			wrong++;
		}
	}
	return wrong;
}
