/*
 * kind.h: what each kind of record is made of, described once (kind_*.c).
 *
 * Pages, JSON, CSV import, search documents, and later forms, revisions and
 * the API document read these tables. A field's name is the same everywhere:
 * column, JSON key, CSV header, form control, key of its words (fields.NAME).
 * To add one: a column in sql/schema.sql, a line in its kind's table, its
 * words; docs/adding-a-field.md shows it.
 */
#ifndef MEDVERK_KIND_H
#define MEDVERK_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/str.h"
#include "lib/text/format.h"
#include "sql.h"

enum field_type {
	FIELD_TEXT,             /* one line, at most `max` code points */
	FIELD_PROSE,            /* Markdown, at most `max` code points */
	FIELD_TEXTS,            /* several lines of text, stored joined by | */
	FIELD_INTEGER,          /* min … max */
	FIELD_SCALED,           /* a decimal number stored × 10^decimals, min … max in whole units */
	FIELD_BOOLEAN,          /* true, or absent */
	FIELD_DATE,             /* YYYY-MM-DD */
	FIELD_YEAR,             /* a number that is never grouped */
	FIELD_MONEY,            /* hundredths of the record's currency */
	FIELD_CURRENCY,         /* ISO 4217 */
	FIELD_LANGUAGE,         /* ISO 639-1, one that has a name in the words */
	FIELD_ORGANISATION_NUMBER,
	FIELD_POSTCODE,         /* five digits */
	FIELD_URL,              /* http or https */
	FIELD_EMAIL,
	FIELD_PHONE,
	FIELD_CODE,             /* the public id of a kind that has official ones, min … max signs */
	FIELD_SLUG,
	FIELD_TAXONOMY,         /* the code list a term is of */
	FIELD_VERIFIER,         /* who confirmed: enterprise, municipality, region */
	FIELD_PRECISION,        /* what is told of a place: street, postcode, municipality, hidden; absent: all */
	FIELD_REFERENCE,        /* a link to one record of `target` */
	FIELD_REFERENCES,       /* links to several */
	FIELD_PICTURES,         /* files of its own, in an order (attach.h): pictures … */
	FIELD_DOCUMENTS,        /* … or PDFs */
};

enum field_flag {
	FIELD_REQUIRED = 1 << 0,
	FIELD_TRANSLATABLE = 1 << 1,    /* other languages in `translation`; NAME_en in CSV */
	FIELD_IN_RECORD = 1 << 2,       /* a column of `record`, not of the kind's table */
	FIELD_IN_ITEMS = 1 << 3,        /* shown where the record stands in a list */
	FIELD_SEARCHED = 1 << 4,        /* its words can be found (name, summary, labels always) */
	FIELD_FACET = 1 << 5,           /* lists of the kind are filtered and counted by it */
	FIELD_EASY = 1
	    << 7, /* may have an easy-to-read text; NAME_easy in CSV, where the kind has pages */
	FIELD_INVERSE = 1 << 6,         /* the other end of a reference: shown, not written here */
	FIELD_PERSONAL = 1 << 8,        /* may be somebody's own: can be erased (erase.h) */
};

/* Under which heading a field stands in forms, in this order; its key is of words admin.groups. */
enum field_group {
	GROUP_ABOUT,            /* what it is and does */
	GROUP_ORGANISATION,
	GROUP_PLACE,
	GROUP_CONTACT,
	GROUP_FIGURES,
	GROUP_LINKS,            /* other records */
	GROUP_CHECKED,          /* who says that it is true */
	GROUP_ADDRESS,          /* its own on the site, and what else the site needs */
	GROUPS
};
const char *field_group_key(enum field_group g);

struct field {
	const char *name;
	enum field_type type;
	unsigned flags;
	long min, max;
	unsigned decimals;
	const char *target;             /* references: the kind referred to … */
	const char *taxonomy;           /* … and the code list, when that is term */
	const char *relation;           /* inverse references: the relation whose other end this is */
	enum field_group group;
	const char *signs;              /* codes: what they consist of; NULL: letters, digits, hyphens */
};

/* What visitors need of a record: this field, or else the other one (NULL: no other). */
struct want {
	const char *field, *instead;
};

struct kind {
	const char *name;               /* "enterprise": value of record.kind, key of its words */
	const char *plural;             /* "enterprises": of its API resource and template */
	const char *path
	    [LANG_COUNT]; /* its list's address, "/foretag"; a record's is PATH/SLUG; NULL: no pages */
	bool listed;                    /* it has a page that lists all of them */
	bool searched;                  /* it is in the search index */
	bool proper_names;              /* its names are not translated */
	enum sql load,
	    items; /* the whole record by row id; list items by row ids; SQL_COUNT: none */
	enum sql insert, update;        /* its row in its own table */
	enum sql stored;                /* every column as it is stored */
	/* What one of them is called: a search for the word finds all. NULL: it does not. */
	const char *called[LANG_COUNT];
	const char *const *reserved;    /* slugs that none of them may have, then NULL; or NULL */
	/* What makes it complete (complete.h), then one without a field; or NULL. */
	const struct want *wants;
	/* When nobody has confirmed it for so long somebody is to; 0: nobody has to. */
	unsigned months;
	const struct field *field;
	size_t fields;
};

/* A kind by name, plural, the name of its folder in addresses, or position; NULL when there is none. */
const struct kind *kind_find(struct str name);
const struct kind *kind_find_plural(struct str plural);
const struct kind *kind_find_folder(struct str folder, enum lang lang);
const struct kind *kind_at(size_t i);
/* The name of its folder below /admin: that of its pages, or else its plural. */
struct str kind_folder(const struct kind *k, enum lang lang);
size_t kind_index(const struct kind *k);
enum { KINDS_MAX = 16 };

/* Its field, also of the ones that all kinds share; NULL when there is none. */
const struct field *kind_field(const struct kind *k, struct str name);
/* Its i-th field: first those all kinds share, then its own; NULL at the end. */
const struct field *kind_field_at(const struct kind *k, size_t i);
/* The first field of that name in any kind: names mean the same everywhere. */
const struct field *field_find(struct str name);

/* What easy-to-read Swedish is called among the languages of texts. */
#define KIND_EASY "easy"

/* The i-th language, beside Swedish, that the field's text may be written in: "en", KIND_EASY; NULL at the end. */
const char *kind_language(const struct kind *k, const struct field *f, size_t i);
/* The i-th language that any text is written in beside Swedish; NULL at the end. */
const char *kind_language_at(size_t i);

/* True when the slug stands for something else at the place of this kind's records. */
bool kind_reserves(const struct kind *k, struct str slug);

bool field_is_reference(const struct field *f);
/* Pictures or documents: what neither a control of the record's form nor a cell of a spreadsheet has. */
bool field_is_attachment(const struct field *f);
/* Does the kind have such a field? */
bool kind_has_files(const struct kind *k);

/* A reference to one or some of few: chosen from a list or ticked in forms, in no order. What there may be many of is written by name. */
bool field_is_chosen(const struct field *f);

/*
 * What {…} in statements stands for:
 *   {columns KIND}  every public column with its alias (stmt.h), for a whole record
 *   {items KIND}    those of FIELD_IN_ITEMS
 *   {names KIND}    column names of the kind's table    {values KIND}  their parameters
 *   {updates KIND}  name = :name, …
 *   {stored KIND}   every column as it is, of record and of the kind's table
 */
bool kind_expand(struct buf *b, struct str what, struct str kind);

#endif
