/*
 * markdown.h: the editors' texts to HTML, safely. Only user of cmark.
 */
#ifndef MEDVERK_MARKDOWN_H
#define MEDVERK_MARKDOWN_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

/*
 * CommonMark to HTML fragments: raw HTML is left out, links with other schemes
 * than http, https, mailto and tel lose their address (their words stay; addresses
 * within the site have no scheme and stay too), all links their title, images are
 * left out, # headings become <h2> at the highest. Control characters written as
 * references (&#1;) are left out. Takes about as long as the text is; its length
 * is limited where it enters. Appends to b.
 */
void markdown_html(struct buf *b, struct str text);

/*
 * The words without the signs, for search and snippets: white space of any
 * length, ends of lines and of blocks are one blank. What markdown_html() leaves
 * out is left out here. Appends to b.
 */
void markdown_plain(struct buf *b, struct str text);

#endif
