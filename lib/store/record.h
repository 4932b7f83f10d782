/*
 * record.h: the document of one record, the same for page and API.
 */
#ifndef MEDVERK_RECORD_H
#define MEDVERK_RECORD_H

#include <jansson.h>

#include "lib/store/address.h"
#include "lib/store/catalogue.h"

/* What somebody asked for. */
struct record_key {
	const struct kind *kind;
	struct str slug;        /* from a page's address, or … */
	struct str id;          /* … from the API's: UUID or code */
};

/* What was found. */
struct record_found {
	int64_t record;                 /* row id; 0: nothing */
	struct str slug[LANG_COUNT];    /* of its page in each language, when it was found by slug */
	struct str moved;               /* with ERR_MOVED: the present address */
	json_t *
	    gone; /* with ERR_GONE: reason, name and url of what stands for it now; what is not known is not there */
};

/*
 * Finds the record. Where there is none the reader remembers ERR_NOT_FOUND, ERR_GONE when a
 * tombstone says that it was there, or ERR_MOVED when the slug is an old one
 * or that of another language.
 */
void store_record_find(struct reader *r, const struct scope *s, const struct record_key *key,
    struct record_found *found);

/*
 * Fills doc with everything public about a record: fields, what it refers to
 * and what refers to it, text_languages where a text is not in scope's language, and beside Swedish texts those
 * that are easy to read.
 */
void store_record_load(struct reader *r, const struct scope *s, const struct kind *k,
    int64_t record, json_t *doc);

/*
 * A reference to another record: {id, name, url}. Terms lead to the list of
 * `from` filtered by them, where that list has such a filter.
 */
json_t *store_reference(const struct scope *s, const struct kind *from, const struct field *f,
    const struct kind *target, struct str id, struct str name, struct str slug);

/* Puts a translation in place of a Swedish text of the object. */
void store_translate(json_t *object, struct str field, struct str text);

/* Notes in text_languages which of the object's translatable fields are still Swedish. */
void store_mark_fallback(const struct kind *k, json_t *object, const json_t *translated);

#endif
