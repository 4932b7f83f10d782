/* h_file.c: a picture or a document that a public record has. */
#include "cgi/public/handlers.h"

#include "cgi/blob.h"

enum err
h_file(struct ctx *c, struct reader *r)
{
	struct attach_file f;
	struct str digest;

	if (!blob_read_name(c->id, &digest) || !attach_find_public(r, c->mem, digest, &f) ||
	    !str_ends(c->id, str_of(file_ending(f.type))))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	return blob_open(c, digest, &f);
}
