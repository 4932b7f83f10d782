/* batches.c: earlier changes of many records. */
#include "cgi/admin/batches.h"

#include "cgi/admin/handlers.h"
#include "lib/store/batch.h"
#include "lib/view/doc.h"

struct str
batches_counted(struct ctx *c, const char *key, size_t n)
{
	struct buf b;

	buf_init(&b, c->mem, 64);
	words_count(&b, c->app->views.words, c->lang, key, (int64_t)n, NULL);
	return buf_view(&b);
}

static void
set_undone(struct ctx *c, struct reader *r, const struct kind *k, int64_t batch, const char *words)
{
	json_t *kept = batch_kept(r, batch);

	for (size_t j = 0; j < doc_count(kept); j++)
		doc_set_str(doc_at(kept, j), "edit_url",
		    admin_address(c, k, doc_get_str(doc_at(kept, j), "id"), NULL));
	doc_set_str(c->doc, "done", ctx_words(c, mem_printf(c->mem, "admin.%s.undone", words)));
	if (doc_count(kept) > 0)
		doc_set(c->doc, "kept", kept);
}

void
batches_set(struct ctx *c, struct reader *r, const struct kind *k, bool imports)
{
	json_t *list = batch_list(r, k, &c->session.account, imports);
	const char *words = imports ? "sheets" : "bulk";
	int64_t done = 0, undone = 0;

	str_int(form_get(&c->request->form, "done"), &done);
	str_int(form_get(&c->request->form, "undone"), &undone);
	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);
		int64_t batch = doc_get_int(one, "batch");
		bool is_undone = doc_get(one, "undone") != NULL;
		struct str changed = batches_counted(c, "admin.sheets.counts.changed",
		    (size_t)doc_get_int(one, "changed"));

		doc_set_str(one, "what",
		    imports ? batches_counted(c, "admin.sheets.counts.new",
				  (size_t)doc_get_int(one, "created"))
			    : ctx_words(c,
				  mem_printf(c->mem, "admin.bulk.actions.%.*s",
				      STR_ARGS(doc_get_str(one, "action")))));
		doc_set_str(one, "changeds", changed);
		if (batch == done && !is_undone)
			doc_set_str(c->doc, "done",
			    ctx_words(c, mem_printf(c->mem, "admin.%s.saved", words)));
		if (batch == undone && is_undone)
			set_undone(c, r, k, batch, words);
	}
	if (doc_count(list) > 0)
		doc_set(c->doc, "batches", list);
}

enum err
batches_undo(struct ctx *c, struct writer *w, const struct kind *k, const char *below,
    struct str note)
{
	int64_t batch = 0;
	enum err e;

	if (!str_int(form_get(&c->request->posted, "batch"), &batch))
		return ERR_BAD_REQUEST;
	e = batch_undo(w, k, &c->session.account, batch, note);
	if (e != ERR_NONE)
		return e;
	c->moved = admin_address(c, k, STR_NONE,
	    mem_printf(c->mem, "%s?undone=%d", below, (int)batch));
	return ERR_SEE_OTHER;
}
