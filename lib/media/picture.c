/* picture.c: libvips, with those of its loaders only that are kept well and tested much. */
#include "lib/media/picture.h"

#include <malloc.h>
#include <string.h>
#include <unistd.h>

#include <vips/vips.h>
#include <vips/vector.h>

#include "lib/base/file.h"
#include "lib/base/log.h"

enum { JPEG_QUALITY = 84, WEBP_QUALITY = 78, WIDTHS = 3 };

static const int widths[WIDTHS] = { 400, 800, 1600 };

bool
picture_prepare(const char *program)
{
	static const char *const loaders[] = { "VipsForeignLoadJpeg", "VipsForeignLoadPng",
		"VipsForeignLoadWebp" };

	/* One heap and one thread of work: who has the time is the one who waits for the answer. */
	(void)mallopt(M_ARENA_MAX, 1);
	if (vips_init(program) != 0) {
		log_say("libvips cannot be used: %s", vips_error_buffer());
		return false;
	}
	vips_concurrency_set(1);
	vips_cache_set_max(0);
	/* It would write code and run it. */
	vips_vector_set_enabled(FALSE);
	vips_operation_block_set("VipsForeignLoad", TRUE);
	for (size_t i = 0; i < COUNT_OF(loaders); i++)
		vips_operation_block_set(loaders[i], FALSE);
	return true;
}

/* ------------------------------------------------------------------- reading */

/* By its first bytes, whatever its name. */
static enum media_problem
recognise(int input)
{
	unsigned char b[12];

	if (!file_read_at(input, 0, b, sizeof(b)))
		return MEDIA_NOT_A_PICTURE;
	if (memcmp(b, "\xff\xd8\xff", 3) == 0 || memcmp(b, "\x89PNG\r\n\x1a\n", 8) == 0 ||
	    (memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WEBP", 4) == 0))
		return MEDIA_FINE;
	if (memcmp(b + 4, "ftyphei", 7) == 0 || memcmp(b + 4, "ftypmif1", 8) == 0)
		return MEDIA_HEIC;
	return MEDIA_NOT_A_PICTURE;
}

/* Nothing but its head is read yet. NULL when that is damaged. */
static VipsImage *
open_image(int input)
{
	VipsSource *source = lseek(input, 0, SEEK_SET) == 0 ? vips_source_new_from_descriptor(input)
							    : NULL;
	VipsImage *image;

	if (source == NULL)
		return NULL;
	image = vips_image_new_from_source(source, "", "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
	    VIPS_FAIL_ON_TRUNCATED, NULL);
	g_object_unref(source);
	return image;
}

static int64_t
pixels_of(VipsImage *image)
{
	return (int64_t)vips_image_get_width(image) * vips_image_get_height(image);
}

static void
let_go(VipsImage *image)
{
	if (image != NULL)
		g_object_unref(image);
}

/* Eight bits of red, green and blue, on white. NULL when that cannot be. */
static VipsImage *
plain(VipsImage *image)
{
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	VipsImage *coloured = NULL, *flat = NULL, *bytes = NULL;
	bool fine = vips_colourspace(image, &coloured, VIPS_INTERPRETATION_sRGB, NULL) == 0;

	/* It takes the last of any bands for how dense a pixel is. */
	if (fine && vips_image_hasalpha(coloured))
		fine = vips_flatten(coloured, &flat, "background", white, NULL) == 0;
	if (fine && vips_cast_uchar(flat != NULL ? flat : coloured, &bytes, NULL) != 0)
		bytes = NULL;
	vips_area_unref(VIPS_AREA(white));
	let_go(coloured);
	let_go(flat);
	return bytes;
}

/* The same, no larger than is wanted, upright; colours of a profile of its own are made those of all screens. */
static int
shrink(VipsImage *image, VipsImage **small)
{
	if (vips_image_get_typeof(image, "icc-profile-data") == 0)
		return vips_thumbnail_image(image, small, MEDIA_SIDE_MAX, "height", MEDIA_SIDE_MAX,
		    "size", VIPS_SIZE_DOWN, NULL);
	return vips_thumbnail_image(image, small, MEDIA_SIDE_MAX, "height", MEDIA_SIDE_MAX, "size",
	    VIPS_SIZE_DOWN, "export_profile", "srgb", NULL);
}

/* All that it says of itself beside its pixels: where, when, by whom, with what. (Of `strip` the writer of WebPs takes no notice.) */
static void
forget_all(VipsImage *image)
{
	char **fields = vips_image_get_fields(image);

	for (char **f = fields; f != NULL && *f != NULL; f++)
		(void)vips_image_remove(image, *f);
	g_strfreev(fields);
}

/*
 * The largest that is made, unpacked, upright. NULL when the file is damaged. (vips_thumbnail_source() would read it faster, but takes half a
 * file for a whole one: tests/http/media.t.)
 */
static VipsImage *
unpack(VipsImage *image)
{
	VipsImage *small = NULL, *bytes, *whole;

	if (shrink(image, &small) != 0)
		return NULL;
	bytes = plain(small);
	whole = bytes == NULL ? NULL : vips_image_copy_memory(bytes);
	let_go(bytes);
	let_go(small);
	if (whole != NULL)
		forget_all(whole);
	return whole;
}

/* ------------------------------------------------------------------- writing */

static bool
write_jpeg(VipsImage *image, int fd)
{
	VipsTarget *target = vips_target_new_to_descriptor(fd);
	bool fine = target != NULL &&
	    vips_jpegsave_target(image, target, "Q", JPEG_QUALITY, "strip", TRUE, "optimize_coding",
		TRUE, NULL) == 0;

	if (target != NULL)
		g_object_unref(target);
	return fine;
}

static bool
write_webp(VipsImage *image, int width, int fd, struct media_picture *made)
{
	VipsTarget *target = vips_target_new_to_descriptor(fd);
	VipsImage *small = NULL;
	bool fine = target != NULL &&
	    vips_resize(image, &small, (double)width / vips_image_get_width(image), NULL) == 0 &&
	    vips_webpsave_target(small, target, "Q", WEBP_QUALITY, "strip", TRUE, NULL) == 0;

	if (fine)
		*made = (struct media_picture){ .type = "image/webp",
			.width = vips_image_get_width(small),
			.height = vips_image_get_height(small) };
	let_go(small);
	if (target != NULL)
		g_object_unref(target);
	return fine;
}

/* The widths that are less than its own, and its own where that is none of the large. */
static size_t
choose_widths(int own, int chosen[WIDTHS + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < WIDTHS && widths[i] < own; i++)
		chosen[n++] = widths[i];
	if (own <= widths[WIDTHS - 1])
		chosen[n++] = own;
	return n;
}

static enum media_problem
write_all(VipsImage *image, const int outputs[MEDIA_OUTPUTS], struct media *made)
{
	int chosen[WIDTHS + 1];
	size_t n = choose_widths(vips_image_get_width(image), chosen);

	if (!write_jpeg(image, outputs[0]))
		return MEDIA_TOO_HARD;
	made->picture[0] = (struct media_picture){ .type = "image/jpeg",
		.width = vips_image_get_width(image),
		.height = vips_image_get_height(image) };
	for (size_t i = 0; i < n; i++)
		if (!write_webp(image, chosen[i], outputs[i + 1], &made->picture[i + 1]))
			return MEDIA_TOO_HARD;
	made->pictures = n + 1;
	return MEDIA_FINE;
}

enum media_problem
picture_make(int input, const int outputs[MEDIA_OUTPUTS], struct media *made)
{
	enum media_problem p = recognise(input);
	VipsImage *image, *whole;

	*made = (struct media){ .pictures = 0 };
	if (p != MEDIA_FINE)
		return p;
	image = open_image(input);
	if (image == NULL)
		return MEDIA_DAMAGED;
	if (pixels_of(image) > MEDIA_PIXELS_MAX) {
		g_object_unref(image);
		return MEDIA_TOO_MANY_PIXELS;
	}
	whole = unpack(image);
	g_object_unref(image);
	if (whole == NULL)
		return MEDIA_DAMAGED;
	p = write_all(whole, outputs, made);
	g_object_unref(whole);
	return p;
}
