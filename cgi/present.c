/* present.c: derived names. */
#include "cgi/present.h"

#include "lib/base/hash.h"
#include "lib/base/file.h"
#include "lib/store/kind.h"
#include "lib/text/format.h"
#include "lib/text/markdown.h"
#include "lib/text/number.h"
#include "lib/view/doc.h"

enum how {
	PLAIN,
	AS_TEXT,
	AS_TIME,
	AS_HTML,
	AS_LANG,
	AS_TEL,
	AS_MAIL,
	AS_ANY,
	AS_LABEL,
	AS_NAMES,
	AS_SOURCES,
	AS_SIZE,
	AS_COUNTED
};

enum { KB = 1000 };

struct present {
	const struct words *words;
	enum lang lang;
};

static const struct {
	const char *suffix;
	enum how how;
} suffixes[] = {
	{ "_tel_href", AS_TEL }, { "_mail_href", AS_MAIL },
	{ "_text", AS_TEXT }, { "_time", AS_TIME }, { "_html", AS_HTML }, { "_lang", AS_LANG },
	{ "_any", AS_ANY }, { "_label", AS_LABEL }, { "_names", AS_NAMES },
	{ "_sources_url", AS_SOURCES }, { "_size", AS_SIZE }, { "_counted", AS_COUNTED },
};

/*
 * Names of documents and pages that are no fields and need not be there. All
 * others must: a misspelt name in a template is found by the strict tests.
 */
static const char *const optional[] = {
	"snippet", "snippet_language", "name_parts", "acronym_parts", "publisher_parts", "labels", "of_enterprises", "of_projects", "of_reports", "of_others", "hit", "selected", "any", "whole", "more", "few", "cut", "text_languages",
	"country", "count", "nearby", "enterprises", "enterprises_url", "api_url", "citation",
	"partners_by_country", "areas", "updated_at", "created_at", "q", "query", "items", "groups",
	"url", "json_url", "canonical_url", "clear_url", "filtered", "unlisted", "ways", "above", "kinds", "contact", "search_url", "unfiltered_url", "fallback", "invented", "error", "detail",
	"gap", "current", "hidden", "heading", "sentence", "pages", "sort", "number", "here",
	"description", "enterprise", "project", "report", "municipality", "organisation", "page",
	"start", "about", "search", "other_url", "empty", "next_url", "prev_url", "suggest_url",
	"own_search", "relevance", "other_language", "sv_url", "en_url", "municipalities", "projects", "reports", "crumbs",
	"corrected", "used", "as_typed_url", "left_out", "lacking", "partly", "without_filters", "unfiltered", "without_words", "only_stop_words", "only_excluded", "no_words", "not_searched", "unclear", "excluded", "sought", "together", "filters",
	"near", "bbox", "wider", "radius_km", "typed", "problem", "meant", "place", "placed", "box", "distance", "distance_km", "distance_is_approximate",
	"admin", "user", "keeps_accounts", "can_sign_out", "errors", "to", "ended", "lost", "half", "code_error", "recovery_error", "recovery_typed", "two_steps", "on", "on_since", "begun", "turned_on", "codes", "few_codes", "qr", "must_set_up", "sessions", "this", "client", "link", "known", "chosen", "disabled",
	"fields", "others", "control", "label", "is_line", "is_area", "is_check", "is_select", "is_picks", "input", "inputmode", "written_in", "required",
	"hint", "wrong", "options", "value", "changes", "before", "after", "mine", "conflict", "conflicts", "too_many", "import_url", "preview", "windows", "kept", "carried", "seen", "unseen", "undone", "row_name", "edit_url", "wrongs", "twin", "twin_url", "twin_why", "proposal", "by",
	"answer", "sent", "outdated", "can_edit", "can_publish", "is_public", "is_draft", "is_withdrawn", "is_open", "is_accepted", "is_rejected", "done", "state",
	"public_url", "history_url", "new_url", "new_name", "records", "states", "waits", "verified_on", "shown", "revisions", "waiting", "base",
	"stale", "incomplete", "changed", "searches", "erase_url", "personal_fields", "places", "erasures", "words_error", "reason_error", "sure_error", "apply", "why", "picked", "confirms", "part_groups", "bulk_url", "pick_all", "action_error", "verified_on_error", "verified_by_kind_error", "part_error", "note_error", "batches", "batch", "lacks", "onlies", "beyond", "sorted", "facts", "needed", "column_picks", "backup_at", "backup_failed", "backup_late", "mail", "no_server", "mailed", "must_prove", "proof_error",
	"invited", "signed_in_on", "name", "email_error", "unsaved", "described", "me", "drafts", "can_approve", "municipality_names", "password_error", "present_error", "name_error", "role_error", "accounts",
	"alt", "alt_language", "focus", "decorative", "tagged", "title_language", "sorts", "files", "files_url", "add", "accept", "is_picture", "preview_url", "words_sv", "words_en", "has_draft",
	"easy", "summary_easy", "description_easy", "results_easy", "referred_to",
	"letters", "rewritten", "lines", "tried", "theirs", "means_error", "synonym_url", "looked", "texts", "can_look",
	"gone", "publish_at", "missed", "publish_on", "publish_clock", "publish_on_error", "is_timed", "coming", "reason", "parts", "is_gone", "is_new", "is_same", "piece", "from", "to_revision", "can_restore", "restore_url", "restorable", "losses", "message", "has_open", "deed", "did", "proposed_by", "merged_name", "older_url", "compared", "same", "remove_url", "can_hide", "changed_since", "into", "into_error", "typed_reason", "restored", "anyway",
	"facets", "legal_form", "year", "language", "kind_label", "what", "home", "list_url", "note",
};

/* What belongs to the item it stands in, though it is no field: it is never taken from around it. */
static const char *const own[] = {
	"summary_easy", "description_easy", "results_easy", "url", "text_languages", "snippet", "snippet_language", "name_parts", "acronym_parts", "publisher_parts", "labels", "count", "current", "hit", "selected", "more",
	"distance_km", "distance_is_approximate",
	"described", "answer", "sent", "municipality_names", "chosen", "others", "wrong", "hint", "options", "required", "inputmode", "written_in", "value", "before", "after", "mine", "by", "waits", "verified_on", "is_open",
	"is_line", "is_area", "is_check", "is_select", "is_picks",
	"missed", "publish_at",
	"lacks", "sorted", "facts", "needed", "why",
	"alt", "alt_language", "focus", "decorative", "tagged", "title_language", "is_picture", "preview_url", "add", "files",
	"reason", "parts", "is_gone", "is_new", "is_same", "piece", "restorable", "did", "proposed_by", "merged_name", "note",
	"row_name", "edit_url", "wrongs", "changes", "twin", "twin_url", "twin_why", "unseen", "undone",
};

/* ------------------------------------------------------------ when compiling */

static void
classify(void *ctx, struct str name, struct mustache_name *out)
{
	const struct field *f;

	(void)ctx;
	for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
		if (!str_ends(name, str_of(suffixes[i].suffix)))
			continue;
		out->base = (struct str){ name.p, name.n - strlen(suffixes[i].suffix) };
		out->how = (int)suffixes[i].how;
		name = out->base;
		break;
	}
	f = field_find(name);
	out->what = f;
	out->optional = f != NULL && !(f->flags & FIELD_REQUIRED);
	out->of_record = f != NULL;
	for (size_t i = 0; i < COUNT_OF(optional) && !out->optional; i++)
		out->optional = str_is(name, optional[i]);
	for (size_t i = 0; i < COUNT_OF(own); i++)
		out->of_record |= str_is(name, own[i]);
}

/* ------------------------------------------------------------ when rendering */

static int64_t
hundredths(const json_t *value)
{
	return doc_is_real(value) ? (int64_t)(doc_real(value) * 100 + 0.5) : doc_int(value) * 100;
}

static void
add_word(struct buf *out, const struct present *p, const char *group, struct str key)
{
	struct str text = words_find_in(p->words, p->lang, group, key);

	buf_str(out, text.p != NULL ? text : key);
}

/* What is no field is formatted by what it looks like: a time, a number, one with a decimal. */
static void
add_unknown(struct buf *out, const struct present *p, const json_t *value)
{
	if (doc_is_string(value))
		format_date(out, p->lang, doc_str(value));
	else if (doc_is_real(value))
		format_scaled(out, p->lang, (int64_t)(doc_real(value) * 10 + 0.5), 1);
	else
		format_integer(out, p->lang, doc_int(value));
}

static void
add_text(struct buf *out, const struct present *p, const struct field *f, const json_t *frame,
    const json_t *value)
{
	switch (f == NULL ? FIELD_TEXTS : f->type) {
	case FIELD_DATE:
		format_date(out, p->lang, doc_str(value));
		break;
	case FIELD_INTEGER:
		format_integer(out, p->lang, doc_int(value));
		break;
	case FIELD_YEAR:
		buf_int(out, doc_int(value));
		break;
	case FIELD_MONEY:
		format_money(out, p->lang, hundredths(value), doc_get_str(frame, "currency"));
		break;
	case FIELD_ORGANISATION_NUMBER:
		format_organisation_number(out, doc_str(value));
		break;
	case FIELD_POSTCODE:
		format_postcode(out, doc_str(value));
		break;
	case FIELD_LANGUAGE:
		add_word(out, p, "languages", doc_str(value));
		break;
	case FIELD_VERIFIER:
		add_word(out, p, "verified_by", doc_str(value));
		break;
	case FIELD_PRECISION:
		add_word(out, p, "precision", doc_str(value));
		break;
	default:
		add_unknown(out, p, value);
		break;
	}
}

/* The name of a field, or the heading for a kind. */
static void
add_label(struct buf *out, const struct present *p, struct str base, struct str value)
{
	if (str_is(base, "kind"))
		buf_str(out,
		    words_get(p->words, p->lang,
		    mem_printf(out->mem, "kinds.%.*s.title", STR_ARGS(value))));
	else
		add_word(out, p, "fields", value);
}

/* "Kafé · Djur": a line does not begin with the dot. */
static void
add_names(struct buf *out, const json_t *list)
{
	for (size_t i = 0; i < doc_count(list); i++) {
		if (i > 0)
			buf_puts(out, "\xc2\xa0\xc2\xb7 ");
		buf_str(out, doc_get_str(doc_at(list, i), "name"));
	}
}

/* The sizes of a picture as srcset has them: "/files/….webp 400w, …". */
static void
add_sources(struct buf *out, const json_t *sizes)
{
	for (size_t i = 0; i < doc_count(sizes); i++) {
		if (i > 0)
			buf_puts(out, ", ");
		buf_str(out, doc_get_str(doc_at(sizes, i), "url"));
		buf_printf(out, " %lldw", (long long)doc_get_int(doc_at(sizes, i), "width"));
	}
}

/* Bytes: "684 kB" */
static void
add_size(struct buf *out, const struct present *p, int64_t bytes)
{
	format_integer(out, p->lang, (bytes + KB - 1) / KB);
	buf_puts(out, "\xc2\xa0kB");
}

static void
derive(void *ctx, int how, const void *what, const json_t *frame, struct str base,
    const json_t *value, struct buf *out)
{
	const struct present *p = ctx;

	switch ((enum how)how) {
	case AS_TEXT:
		add_text(out, p, what, frame, value);
		break;
	case AS_TIME:
		format_time(out, p->lang, doc_str(value));
		break;
	case AS_HTML:
		markdown_html(out, doc_str(value));
		break;
	case AS_LANG:
		buf_str(out, doc_get_span(doc_get(frame, "text_languages"), base));
		break;
	case AS_TEL:
		buf_puts(out, "tel:");
		(void)telephone_read(out, doc_str(value));
		break;
	case AS_MAIL:
		buf_puts(out, "mailto:");
		buf_str(out, doc_str(value));
		break;
	case AS_ANY:
		if (doc_count(value) > 0)
			buf_byte(out, '1');
		break;
	case AS_NAMES:
		add_names(out, value);
		break;
	case AS_SOURCES:
		add_sources(out, value);
		break;
	case AS_SIZE:
		add_size(out, p, doc_int(value));
		break;
	case AS_COUNTED:
		words_count(out, p->words, p->lang, "report.page_count", doc_int(value), NULL);
		break;
	case AS_LABEL:
		add_label(out, p, base, doc_str(value));
		break;
	case PLAIN:
		break;
	}
}

/* ---------------------------------------------------------------- constants */

/* /static/style.css?v=…: the address changes with the content, so it may be kept for ever. */
static struct str
asset(struct mem *m, const struct config *c, const char *name)
{
	const char *path = mem_printf(m, "%s/static/%s", c->www, name);
	struct str content;

	if (!file_exists(path) || !file_read(m, path, &content))
		return str_of(mem_printf(m, "/static/%s", name));
	return str_of(mem_printf(m, "/static/%s?v=%08x", name, (unsigned)hash_short(content)));
}

static json_t *
constants(struct mem *m, const struct words *w, enum lang lang, const struct config *c)
{
	static const struct {
		const char *name, *sv, *en;
	} urls[] = {
		{ "start_url", "/", "/en/" },
		{ "enterprises_url", "/foretag", "/en/enterprises" },
		{ "projects_url", "/projekt", "/en/projects" },
		{ "reports_url", "/rapporter", "/en/reports" },
		{ "municipalities_url", "/kommuner", "/en/municipalities" },
		{ "search_url", "/sok", "/en/search" },
		{ "suggest_url", "/sok/forslag", "/en/search/suggestions" },
		{ "about_url", "/om", "/en/about" },
		{ "contact_url", "/kontakt", "/en/contact" },
		{ "accessibility_url", "/tillganglighet", "/en/accessibility" },
		{ "privacy_url", "/personuppgifter", "/en/privacy" },
		{ "what_url", "/vad-ar-ett-asf", "/en/what-is-a-wise" },
		{ "buying_url", "/kopa-av-asf", "/en/buying" },
		{ "starting_url", "/starta", "/en/start-an-enterprise" },
		{ "admin_url", "/admin", "/admin/en" },
		{ "sign_in_url", "/admin/logga-in", "/admin/en/sign-in" },
		{ "sign_out_url", "/admin/logga-ut", "/admin/en/sign-out" },
		{ "me_url", "/admin/min-sida", "/admin/en/me" },
		{ "two_steps_url", "/admin/min-sida/tva-steg", "/admin/en/me/two-steps" },
		{ "accounts_url", "/admin/konton", "/admin/en/accounts" },
		{ "new_account_url", "/admin/konton/ny", "/admin/en/accounts/new" },
		{ "new_synonym_url", "/admin/synonymer/ny", "/admin/en/synonyms/new" },
		{ "export_synonyms_url", "/admin/synonymer/export", "/admin/en/synonyms/export" },
	};
	json_t *all = doc_object(), *site = doc_object(), *addresses = doc_object();

	for (size_t i = 0; i < COUNT_OF(urls); i++)
		doc_set_cstr(addresses, urls[i].name, lang == LANG_SV ? urls[i].sv : urls[i].en);
	doc_set(site, "urls", addresses);
	doc_set_cstr(site, "lang", lang_code(lang));
	doc_set_cstr(site, "name", "Medverk");
	doc_set_cstr(site, "version", MEDVERK_VERSION);
	doc_set_cstr(site, "base_url", c->base_url);
	doc_set_str(site, "style_url", asset(m, c, "style.css"));
	doc_set_str(site, "admin_style_url", asset(m, c, "admin.css"));
	doc_set_str(site, "script_url", asset(m, c, "suggest.js"));
	doc_set_cstr(site, "font_url", "/static/atkinson-next.woff2");
	doc_set_cstr(site, "icons_url", "/static/icons.svg");
	doc_set(all, "text", words_tree(w, lang));
	doc_set(all, "site", site);
	return all;
}

void
present_options(struct mustache_options *o, struct mem *m, const struct words *w, enum lang lang,
    const struct config *c)
{
	struct present *p = mem_alloc(m, sizeof(*p));

	*p = (struct present){ w, lang };
	*o = (struct mustache_options){
		.classify = classify, .derive = derive, .ctx = p,
		.constants = constants(m, w, lang, c),
		.compact = true, .strict = c->strict != 0,
	};
}
