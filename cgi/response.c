/* response.c: headers. */
#include "cgi/response.h"

#include <assert.h>

enum { HEADERS_BYTES = 1024, BODY_BYTES = 32 * 1024 };

void
response_init(struct response *r, struct mem *m)
{
	*r = (struct response){ .outcome = ERR_NONE, .fd = -1 };
	buf_init(&r->headers, m, HEADERS_BYTES);
	buf_init(&r->body, m, BODY_BYTES);
}

void
response_header(struct response *r, const char *name, struct str value)
{
	for (size_t i = 0; i < value.n; i++)
		assert(value.p[i] != '\r' && value.p[i] != '\n' && value.p[i] != '\0');
	buf_puts(&r->headers, name);
	buf_puts(&r->headers, ": ");
	buf_str(&r->headers, value);
	buf_puts(&r->headers, "\r\n");
}

struct str
response_write(const struct response *r, struct buf *head)
{
	bool bodiless = r->outcome == ERR_NOT_MODIFIED || r->outcome == ERR_EMPTY;

	buf_printf(head, "Status: %d %s\r\n", err_status(r->outcome), err_title(r->outcome));
	buf_str(head, buf_view(&r->headers));
	if (!bodiless && !r->by_server)
		buf_printf(head, "Content-Length: %lld\r\n",
		    r->is_file ? (long long)r->bytes : (long long)r->body.n);
	buf_puts(head, "\r\n");
	return bodiless || r->head_only ? STR_NONE : buf_view(&r->body);
}
