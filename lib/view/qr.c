/* qr.c: libqrencode. */
#include "lib/view/qr.h"

#include <qrencode.h>

enum { MARGIN = 4 };            /* modules: section 5.3.8 of the standard */

/* One row, each run of dark modules a rectangle. */
static void
add_row(struct buf *b, const unsigned char *row, int width, int y)
{
	for (int x = 0; x < width;) {
		int from = x;

		while (x < width && (row[x] & 1))
			x++;
		if (x > from)
			buf_printf(b, "M%d %dh%dv1h-%dz", from + MARGIN, y + MARGIN, x - from,
			    x - from);
		else
			x++;
	}
}

bool
qr_path(struct buf *b, struct str text, int *side)
{
	QRcode *code = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0,
	    QR_ECLEVEL_M);

	if (code == NULL)
		return false;
	for (int y = 0; y < code->width; y++)
		add_row(b, code->data + y * code->width, code->width, y);
	*side = code->width + 2 * MARGIN;
	QRcode_free(code);
	return true;
}
