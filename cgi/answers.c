/* answers.c: an answer as one run of bytes: how long its parts are and what is known of it, then the parts. */
#include "cgi/answers.h"

#include <string.h>

struct facts {
	size_t headers, body, tag;
	bool in_vain;
};

bool
answers_find(struct kept *answers, int64_t data_version, struct str uri, struct response *r)
{
	struct str kept = kept_find(answers, data_version, uri);
	struct facts n;
	const char *p = kept.p;

	if (p == NULL)
		return false;
	memcpy(&n, p, sizeof(n));
	p += sizeof(n);
	buf_str(&r->headers, (struct str){ p, n.headers });
	buf_str(&r->body, (struct str){ p + n.headers, n.body });
	r->in_vain = n.in_vain;
	r->tag = mem_dup(r->body.mem, (struct str){ p + n.headers + n.body, n.tag });
	return true;
}

void
answers_keep(struct kept *answers, int64_t data_version, struct str uri, const struct response *r)
{
	struct facts n = { r->headers.n, r->body.n, r->tag.n, r->in_vain };
	char *p = kept_add(answers, data_version, uri, sizeof(n) + n.headers + n.body + n.tag);

	if (p == NULL)
		return;
	memcpy(p, &n, sizeof(n));
	p += sizeof(n);
	memcpy(p, buf_view(&r->headers).p, n.headers);
	memcpy(p + n.headers, buf_view(&r->body).p, n.body);
	if (n.tag > 0)
		memcpy(p + n.headers + n.body, r->tag.p, n.tag);
}
