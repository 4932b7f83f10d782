/*
 * media.h: pictures and PDFs are looked at by a program of its own, medverk-media, which is confined (confine.h): libraries that take
 * apart what strangers send are never in a process that has the database open. This is how it is asked, and what it says.
 *
 * It is started as `medverk-media picture` or `medverk-media pdf`: the file is descriptor 0, its answer goes to 1, pictures that it
 * makes to 3 and following. The answer is lines, "jpeg 1600 1200", "pages 34", "title …", and "done" in the end; or "problem KEY". Nothing in it is
 * trusted to be anything but that.
 */
#ifndef MEDVERK_MEDIA_H
#define MEDVERK_MEDIA_H

#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

enum {
	MEDIA_OUTPUT = 3,       /* the first descriptor it writes pictures to … */
	MEDIA_OUTPUTS = 4,      /* … and how many there are */
	MEDIA_PIXELS_MAX = 50 * 1000 * 1000,
	MEDIA_SIDE_MAX = 2048,  /* of the largest picture that is made */
	MEDIA_PAGES_MAX = 10000,
	MEDIA_TITLE_MAX = 300,  /* bytes */
};

/* X(constant, key): key of words admin.media_problems. */
#define MEDIA_PROBLEMS(X) \
	X(MEDIA_FINE, fine) \
	X(MEDIA_UNAVAILABLE, unavailable)       /* it is ours: the program cannot be run */ \
	X(MEDIA_TOO_HARD, \
	    too_hard) /* it took too much time or memory, or the program died of it */ \
	X(MEDIA_NOT_A_PICTURE, not_a_picture) \
	X(MEDIA_HEIC, heic) \
	X(MEDIA_TOO_MANY_PIXELS, too_many_pixels) \
	X(MEDIA_DAMAGED, damaged) \
	X(MEDIA_NOT_A_PDF, not_a_pdf) \
	X(MEDIA_DAMAGED_PDF, damaged_pdf) \
	X(MEDIA_TWO_THINGS, two_things)         /* a PDF and something else at once */ \
	X(MEDIA_LOCKED, locked)                 /* it wants a password */ \
	X(MEDIA_SCRIPTS, scripts)               /* a PDF that is a program */

enum media_problem {
#define X(constant, key) constant,
	MEDIA_PROBLEMS(X)
#undef X
	    MEDIA_PROBLEM_COUNT
};

const char *media_problem_key(enum media_problem p);

struct media_picture {
	const char *type;       /* "image/jpeg" or "image/webp" */
	int width, height;
	int fd;                 /* a file without a name; the caller's to close, -1: none */
	int64_t bytes;
};

struct media {
	struct media_picture
	    picture[MEDIA_OUTPUTS]; /* the JPEG, then the others, narrow ones first */
	size_t pictures;
	int pages;              /* of a PDF */
	bool tagged;            /* made so that it can be read aloud */
	struct str title;       /* as it calls itself, clean; STR_NONE: it does not */
};

struct media_program {
	const char *path;       /* of medverk-media */
	const char *folder;     /* where pictures lie until somebody keeps them */
	unsigned seconds;       /* after which it is killed */
};

enum media_sort { MEDIA_PICTURE, MEDIA_PDF };

/*
 * Has the file, open at fd, looked at. With MEDIA_FINE *out is what it is (text in m, pictures to be closed by
 * media_release()). A log line is written when the fault is not the file's.
 */
enum media_problem media_look(struct mem *m, const struct media_program *program,
    enum media_sort sort, int fd, struct media *out) NODISCARD;
void media_release(struct media *media);

#endif
