/* save.c: the one writer. */
#include "lib/store/save.h"

#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/db/stmt.h"
#include "lib/store/attach.h"
#include "lib/store/complete.h"
#include "lib/store/index.h"
#include "lib/store/listing.h"
#include "lib/store/rules.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

enum { SLUG_BYTES_MAX = 80 };

struct saving {
	struct writer *w;
	struct mem *mem;
	struct save *s;
	struct str now;
	struct str slug;
	struct str state;       /* as it is to be */
	int64_t revision;
	bool is_new;
	bool was_public;
};

/* -------------------------------------------------------------------- slugs */

/* What a slug is made from: terms have their code list in it, since codes repeat. */
static struct str
slug_source(struct saving *sv)
{
	const json_t *v = sv->s->values;

	if (doc_get(v, "taxonomy") != NULL)
		return str_of(mem_printf(sv->mem, "%.*s-%.*s", STR_ARGS(doc_get_str(v, "taxonomy")),
		    STR_ARGS(doc_get_str(v, "code"))));
	return doc_get_str(v, "name");
}

static struct str
free_slug(struct saving *sv)
{
	struct str base = utf8_slug(sv->mem, slug_source(sv), SLUG_BYTES_MAX), slug;

	if (base.n == 0)
		base = str_of(sv->s->kind->name);
	slug = base;
	for (unsigned n = 2;; n++) {
		int64_t owner = rules_slug_owner(&sv->w->reader, sv->s->kind, slug);

		if (!kind_reserves(sv->s->kind, slug) && (owner == 0 || owner == sv->s->record))
			return slug;
		slug = str_of(mem_printf(sv->mem, "%.*s-%u", STR_ARGS(base), n));
	}
}

static void
keep_slug(struct saving *sv, struct str slug)
{
	int64_t owner = rules_slug_owner(&sv->w->reader, sv->s->kind, slug);
	struct stmt *q;

	if (owner != 0 && owner != sv->s->record) {
		db_fail(&sv->w->reader, ERR_CONFLICT);
		return;
	}
	q = db_write(sv->w, SQL_KEEP_SLUG);
	db_bind_str(q, ":kind", str_of(sv->s->kind->name));
	db_bind_str(q, ":slug", slug);
	db_bind_int(q, ":record", sv->s->record);
	db_run(q);
}

/* ------------------------------------------------------------------- values */

static void
change_class(struct saving *sv)
{
	struct stmt *q = db_write(sv->w, SQL_UPDATE_CLASS);

	db_bind_str(q, ":taxonomy", doc_get_str(sv->s->values, "taxonomy"));
	db_bind_int(q, ":record", sv->s->record);
	db_run(q);
}

static void
save_record(struct saving *sv)
{
	struct stmt *q = db_write(sv->w, sv->is_new ? SQL_INSERT_RECORD : SQL_UPDATE_RECORD);
	char uuid[RANDOM_UUID_SIZE];

	db_bind_members(q, sv->s->values);
	db_bind_str(q, ":name_key", listing_name_key(sv->mem, doc_get_str(sv->s->values, "name")));
	db_bind_str(q, ":facets", listing_facets(sv->mem, sv->s->kind, sv->s->values));
	db_bind_str(q, ":lacks", complete_lacks(sv->mem, sv->s->kind, sv->s->values));
	db_bind_str(q, ":slug", sv->slug);
	db_bind_str(q, ":state", sv->state);
	db_bind_str(q, ":now", sv->now);
	if (sv->is_new) {
		random_uuid(uuid);
		db_bind_str(q, ":uuid", sv->s->uuid.p != NULL ? sv->s->uuid : str_of(uuid));
		db_bind_str(q, ":kind", str_of(sv->s->kind->name));
	} else {
		db_bind_int(q, ":record", sv->s->record);
	}
	db_run(q);
	if (sv->is_new)
		sv->s->record = writer_last_id(sv->w);
	else if (doc_get(sv->s->values, "taxonomy") != NULL)
		change_class(sv);
}

static void
save_kind(struct saving *sv)
{
	const struct kind *k = sv->s->kind;
	struct stmt *q = db_write(sv->w, sv->is_new ? k->insert : k->update);

	db_bind_members(q, sv->s->values);
	db_bind_int(q, ":record", sv->s->record);
	db_run(q);
}

static void
save_translations(struct saving *sv)
{
	struct stmt *q;

	if (!sv->is_new) {
		q = db_write(sv->w, SQL_DELETE_TRANSLATIONS);
		db_bind_int(q, ":record", sv->s->record);
		db_run(q);
	}
	if (sv->s->translations == NULL)
		return;
	for (void *l = doc_first(sv->s->translations); l; l = doc_after(sv->s->translations, l)) {
		const json_t *texts = doc_value(l);

		for (void *t = doc_first(texts); t; t = doc_after(texts, t)) {
			q = db_write(sv->w, SQL_INSERT_TRANSLATION);
			db_bind_int(q, ":record", sv->s->record);
			db_bind_str(q, ":lang", str_of(doc_key(l)));
			db_bind_str(q, ":field", str_of(doc_key(t)));
			db_bind_str(q, ":text", doc_str(doc_value(t)));
			db_run(q);
			if (strcmp(doc_key(t), "slug") == 0)
				keep_slug(sv, doc_str(doc_value(t)));
		}
	}
}

/* One statement for each: a statement of many rows keeps a copy of every page that it changes, to take them back. */
static void
add_links(struct writer *w, const struct kind *k, int64_t record, const struct field *f,
    const json_t *targets)
{
	for (size_t i = 0; i < doc_count(targets); i++) {
		struct stmt *q = db_write(w, SQL_INSERT_LINK);

		db_bind_int(q, ":source", record);
		db_bind_str(q, ":kind", str_of(k->name));
		db_bind_str(q, ":relation", str_of(f->name));
		db_bind_int(q, ":position", (int64_t)i);
		db_bind_int(q, ":target", doc_int(doc_at(targets, i)));
		db_bind_str(q, ":class", str_of(f->taxonomy != NULL ? f->taxonomy : f->target));
		db_run(q);
	}
}

/* relation: NULL: of all. */
static void
delete_links(struct writer *w, int64_t record, const char *relation)
{
	struct stmt *q = db_write(w, SQL_DELETE_LINKS);

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":relation", relation == NULL ? STR_NONE : str_of(relation));
	db_run(q);
}

void
store_save_links(struct writer *w, const struct kind *k, int64_t record, const struct field *f,
    const json_t *targets)
{
	delete_links(w, record, f->name);
	add_links(w, k, record, f, targets);
}

static void
save_links(struct saving *sv)
{
	const struct kind *k = sv->s->kind;

	if (!sv->is_new)
		delete_links(sv->w, sv->s->record, NULL);
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];

		if (field_is_reference(f) && !(f->flags & FIELD_INVERSE))
			add_links(sv->w, k, sv->s->record, f, doc_get(sv->s->values, f->name));
	}
}

/* Files that nobody speaks of stay, in the revision, too. */
static void
save_attachments(struct saving *sv)
{
	const struct kind *k = sv->s->kind;

	for (size_t i = 0; i < k->fields; i++)
		if (!sv->is_new && field_is_attachment(&k->field[i]) &&
		    doc_get(sv->s->values, k->field[i].name) == NULL)
			doc_set(sv->s->values, k->field[i].name,
			    attach_stored(&sv->w->reader, sv->s->record, &k->field[i]));
	if (kind_has_files(k))
		attach_save(sv->w, sv->mem, k, sv->s->record, sv->s->values);
}

/* ------------------------------------------------------------------ history */

struct str
store_document(struct mem *m, const json_t *values, const json_t *translations)
{
	json_t *document = doc_object();
	struct buf b;

	for (void *v = doc_first(values); v != NULL; v = doc_after(values, v))
		doc_set(document, doc_key(v), doc_share(doc_value(v)));
	if (translations != NULL)
		doc_set(document, "translations", doc_copy(translations));
	buf_init(&b, m, 1024);
	json_write(&b, document);
	return buf_view(&b);
}

/* The number that an open one has is wanted by the next that is accepted. */
static void
make_room(struct writer *w, int64_t record)
{
	struct stmt *q = db_write(w, SQL_UPDATE_OPEN_REVISION_NUMBER);

	db_bind_int(q, ":record", record);
	db_run(q);
}

static void
save_revision(struct saving *sv)
{
	struct stmt *q;

	if (!sv->is_new)
		make_room(sv->w, sv->s->record);
	q = db_write(sv->w, SQL_INSERT_REVISION);
	db_bind_int(q, ":record", sv->s->record);
	db_bind_int(q, ":revision", sv->revision);
	db_bind_str(q, ":document", store_document(sv->mem, sv->s->values, sv->s->translations));
	db_bind_str(q, ":now", sv->now);
	db_bind_str(q, ":note", sv->s->note);
	if (sv->s->account != 0)
		db_bind_int(q, ":account", sv->s->account);
	if (sv->s->proposer != 0)
		db_bind_int(q, ":proposer", sv->s->proposer);
	if (!sv->was_public && str_is(sv->state, "published"))
		db_bind_str(q, ":deed", sv->state);
	db_run(q);
	q = db_write(sv->w, SQL_INSERT_CHANGE);
	db_bind_int(q, ":record", sv->s->record);
	db_bind_str(q, ":op", sv->was_public ? STR("updated") : STR("created"));
	db_bind_str(q, ":now", sv->now);
	db_bind_int(q, ":revision", sv->revision);
	db_run(q);
}

/* A record keeps its address when nobody gives it another. */
static struct str
present_slug(struct saving *sv)
{
	struct stmt *q = db_read(&sv->w->reader, SQL_FIND_PRESENT_SLUG);
	struct str slug = STR_NONE;

	db_bind_int(q, ":record", sv->s->record);
	if (db_next(q)) {
		slug = mem_dup(sv->mem, db_text(q, 0));
		stmt_end(q);
	}
	return slug;
}

static int64_t
present_revision(struct saving *sv)
{
	struct stmt *q = db_read(&sv->w->reader, SQL_FIND_REVISION);

	db_bind_int(q, ":record", sv->s->record);
	return db_number(q);
}

static struct str
present_state(struct writer *w, struct mem *m, int64_t record)
{
	struct stmt *q = db_read(&w->reader, SQL_FIND_STATE);
	struct str state = STR_NONE;

	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		state = mem_dup(m, db_text(q, 0));
		stmt_end(q);
	}
	return state;
}

static void
choose_state(struct saving *sv)
{
	struct str before = sv->is_new ? STR_NONE : present_state(sv->w, sv->mem, sv->s->record);

	sv->was_public = str_is(before, "published");
	if (sv->s->as == SAVE_PUBLIC || (sv->s->as == SAVE_AS_IT_IS && sv->is_new))
		sv->state = STR("published");
	else
		sv->state = sv->is_new ? STR("draft") : before;
}

/* A new name is found under the records that refer to this one, too. */
static void
index_sources(struct saving *sv)
{
	struct {
		int64_t record;
		const struct kind *kind;
	} *source = NULL;
	size_t n = 0, room = 0;
	struct stmt *q = db_read(&sv->w->reader, SQL_LIST_SOURCES);

	db_bind_int(q, ":record", sv->s->record);
	while (db_next(q)) {
		if (n == room) {
			source = mem_grow(sv->mem, source, room * sizeof(*source),
			    (room + 64) * sizeof(*source));
			room += 64;
		}
		source[n].record = db_int(q, 0);
		source[n++].kind = kind_find(db_text(q, 1));
	}
	for (size_t i = 0; i < n; i++) {
		listing_move(sv->w, source[i].kind, source[i].record);
		if (source[i].kind->searched)
			store_index(sv->w, sv->mem, source[i].kind, source[i].record, NULL);
	}
}

void
store_save(struct writer *w, struct mem *m, struct save *s)
{
	struct saving sv = { .w = w, .mem = m, .s = s, .is_new = s->record == 0 };
	char now[CLOCK_TEXT];

	clock_now(now);
	sv.now = str_of(now);
	choose_state(&sv);
	sv.slug = doc_get_str(s->values, "slug");
	if (sv.slug.p == NULL)
		sv.slug = sv.is_new ? free_slug(&sv) : present_slug(&sv);
	save_record(&sv);
	keep_slug(&sv, sv.slug);
	save_kind(&sv);
	save_translations(&sv);
	save_links(&sv);
	save_attachments(&sv);
	if (sv.is_new)
		listing_place(w, s->kind, s->record);
	else
		listing_move(w, s->kind, s->record);
	sv.revision = sv.is_new ? 1 : present_revision(&sv);
	save_revision(&sv);
	if (s->kind->searched)
		store_index(w, m, s->kind, s->record, s->values);
	if (!sv.is_new)
		index_sources(&sv);
}

static void
save_withdrawal(struct writer *w, int64_t record, const struct withdrawal *how, bool was_public)
{
	char now[CLOCK_TEXT];
	struct stmt *q;

	clock_now(now);
	make_room(w, record);
	q = db_write(w, SQL_UPDATE_STATE);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":state", how->state);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
	q = db_write(w, SQL_INSERT_WITHDRAWAL);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":note", how->note);
	db_bind_str(q, ":now", str_of(now));
	if (how->account != 0)
		db_bind_int(q, ":account", how->account);
	db_run(q);
	if (!was_public)
		return;
	q = db_write(w, SQL_INSERT_DELETION);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":now", str_of(now));
	db_bind_str(q, ":reason", how->reason);
	if (how->merged_into != 0)
		db_bind_int(q, ":merged_into", how->merged_into);
	db_run(q);
}

void
store_withdraw(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    const struct withdrawal *how)
{
	struct save s = { .kind = k, .record = record };
	struct saving sv = { .w = w, .mem = m, .s = &s };
	struct str before = present_state(w, m, record);
	bool was_public = str_is(before, "published");

	if (str_eq(before, how->state))
		return;
	save_withdrawal(w, record, how, was_public);
	if (!was_public)
		return;
	if (k->searched)
		store_index(w, m, k, record, NULL);
	index_sources(&sv);
}
