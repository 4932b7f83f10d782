/*
 * attach.h: pictures and documents of records. A value of such a field is an array, in order, of
 *
 *     {"file": "64 digits", "text": "Två personer vid en hyvelbänk", "text_en": "…", "focus": "top"}
 *     {"file": "64 digits", "decorative": true}
 *
 * text is what is to be said of a picture to who does not see it, or what a document is called. The file is there (files.h) and known
 * before a record names it. What the public may have of it follows from the record's state alone, in the same transaction.
 */
#ifndef MEDVERK_ATTACH_H
#define MEDVERK_ATTACH_H

#include <jansson.h>

#include "lib/base/digest.h"
#include "lib/media/media.h"
#include "lib/store/account.h"
#include "lib/store/address.h"

enum { ATTACH_TEXT_MAX = 300 }; /* letters */

/* Which part of a picture is to be seen also when it is cut; NULL at the end. The first, "", is its middle. */
const char *attach_focus(size_t i);

/* ".jpg", ".webp", ".pdf" */
const char *file_ending(struct str type);

/* ------------------------------------------------------------- of a record */

/* What a record has, as it is stored. */
json_t *attach_stored(struct reader *r, int64_t record, const struct field *f);

/* Writes what values have of all such fields in place of what there is. Errors are remembered by the writer. */
void attach_save(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    const json_t *values);

/* What is wrong with the words of one file of the field, a key of words admin.files.problems; NULL: nothing. */
const char *attach_problem(const struct field *f, const json_t *value);

/* The same files in the same order, with the same words; NULL is an empty array. */
bool attach_same(const json_t *a, const json_t *b);

/* To read, where two are compared: a line for each file. In m. */
struct str attach_text(struct mem *m, const json_t *list);

/*
 * What the public gets of it: pictures {url, type, width, height, alt or decorative, alt_language, focus, sizes [{url, type, width, height}]} and
 * documents {url, type, bytes, pages, tagged, title, title_language}.
 */
void attach_show(struct reader *r, const struct scope *s, const struct kind *k, int64_t record,
    json_t *doc);

/* ---------------------------------------------------------------- of files */

struct attach_file {
	struct str type, title; /* in m; title STR_NONE: it has none */
	int64_t bytes, width, height, pages;
	bool tagged;
};

/* False when there is no such file, or for the public: when no public record has it. */
bool attach_find(struct reader *r, struct mem *m, struct str digest, struct attach_file *f);
bool attach_find_public(struct reader *r, struct mem *m, struct str digest, struct attach_file *f);

/* Is it one of the list's files, or a smaller one of its pictures? */
bool attach_has(struct reader *r, const json_t *list, struct str digest);

/* Has the account sent it? */
bool attach_is_sent_by(struct reader *r, const struct account *a, struct str digest);

/* The narrowest size of a picture, in m; itself when there is none. */
struct str attach_small(struct reader *r, struct mem *m, struct str picture);

/*
 * How many files that the database knows are not in the folder, or are not what their names say. `say` is told of each.
 */
size_t attach_check(struct reader *r, struct mem *m, const char *folder,
    void (*say)(const char *path));

/*
 * Puts what was found in the folder of files, and notes in the writer's transaction, which begins and ends here, that the account
 * has sent it. digest is that of the picture, or of the document, which is still in fd. ERR_UNAVAILABLE after log_say.
 */
enum err attach_keep(struct writer *w, struct mem *m, const char *folder, const struct account *by,
    const struct media *found, int fd, int64_t bytes, char digest[DIGEST_TEXT]) NODISCARD;

#endif
