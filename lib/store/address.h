/*
 * address.h: the addresses of records and lists; nobody else puts one together.
 */
#ifndef MEDVERK_ADDRESS_H
#define MEDVERK_ADDRESS_H

#include "lib/base/buf.h"
#include "lib/store/kind.h"

/* How the reader of a document wants it. */
struct scope {
	enum lang lang;
	struct str base;        /* before every address: "" in pages, the configured base_url in JSON */
	bool api;               /* for programs: complete, with addresses in the API */
	struct mem *mem;        /* the request's */
};

/* BASE/foretag/SLUG. STR_NONE when the kind has no pages. */
struct str address_record(const struct scope *s, const struct kind *k, struct str slug);

/* BASE/api/v1/enterprises/ID */
struct str address_api(const struct scope *s, const struct kind *k, struct str id);

/* BASE/foretag, or BASE/api/v1/enterprises for programs. */
struct str address_list(const struct scope *s, const struct kind *k);

/* The page of the list filtered by one value: BASE/foretag?municipality=0583 */
struct str address_filtered(const struct scope *s, const struct kind *k, const char *field,
    struct str id);

/* BASE/files/DIGEST.jpg, by its type. */
struct str address_file(const struct scope *s, struct str digest, struct str type);

/* BASE/sok or BASE/en/search, or BASE/api/v1/search. */
struct str address_search(const struct scope *s);

#endif
