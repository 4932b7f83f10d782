/*
 * page.h: what only HTML needs around a document: title, addresses of the
 * same page in other languages and as JSON, breadcrumbs, the words of an error.
 */
#ifndef MEDVERK_PAGE_H
#define MEDVERK_PAGE_H

#include "cgi/app.h"

/* Completes c->page for a page that is shown. */
void page_complete(struct ctx *c);

/* Fills c->page for an error page instead. */
void page_error(struct ctx *c, enum err e);

/* What is wrong in words: of the parameter where there is one, else of the outcome. */
struct str page_problem_detail(struct ctx *c, enum err e);

/* The words that were looked for: as typed, or corrected. */
struct str page_words(const struct ctx *c, struct str typed);

#endif
