/*
 * present.h: how the facts of a document are written for people: names that
 * templates may use beside those of the document, made from a field's type.
 *
 *     X_text       as people read it: 5 mars 2026 · 1 592 235,33 euro · 769900-0019
 *     X_time       a moment by the clocks of Sweden: 5 mars 2026 kl. 13.07
 *     X_html       Markdown as HTML
 *     X_lang       the language of X where it is not the page's
 *     X_tel_href   tel:+46…          X_mail_href  mailto:…
 *     X_any        whether the list X has anything in it
 *     X_names      the names of the list X, with dots between them
 *     X_label      the interface's word for X: of a field's name, of a kind
 */
#ifndef MEDVERK_PRESENT_H
#define MEDVERK_PRESENT_H

#include <jansson.h>

#include "cgi/config.h"
#include "lib/view/mustache.h"
#include "lib/view/words.h"

/*
 * Fills the options of templates in one language, constants included (in the
 * current arena); what they refer to lives as long as m.
 */
void present_options(struct mustache_options *o, struct mem *m, const struct words *w,
    enum lang lang, const struct config *c);

#endif
