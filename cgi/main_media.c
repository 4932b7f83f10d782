/*
 * main_media.c: medverk-media, which a worker starts for each file that somebody sends (lib/media/media.h). No program for people: the file is
 * on standard input, and nothing else of the system is within its reach while it looks at it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/media/confine.h"
#include "lib/media/pdf.h"
#include "lib/media/picture.h"

static void
say(enum media_problem p, const struct media *found)
{
	if (p != MEDIA_FINE) {
		printf("problem %s\n", media_problem_key(p));
		return;
	}
	for (size_t i = 0; i < found->pictures; i++)
		printf("%s %d %d\n", found->picture[i].type, found->picture[i].width,
		    found->picture[i].height);
	if (found->pages > 0)
		printf("pages %d\n", found->pages);
	if (found->tagged)
		puts("tagged");
	if (found->title.p != NULL)
		printf("title %.*s\n", STR_ARGS(found->title));
	puts("done");
}

static enum media_problem
look_at_picture(const char *program, struct media *found)
{
	int outputs[MEDIA_OUTPUTS];

	for (int i = 0; i < MEDIA_OUTPUTS; i++)
		outputs[i] = MEDIA_OUTPUT + i;
	if (!picture_prepare(program) || !confine())
		return MEDIA_UNAVAILABLE;
	return picture_make(STDIN_FILENO, outputs, found);
}

static enum media_problem
look_at_pdf(struct mem *m, struct media *found)
{
	pdf_prepare();
	if (!confine())
		return MEDIA_UNAVAILABLE;
	return pdf_look(m, STDIN_FILENO, found);
}

int
main(int argc, char **argv)
{
	struct mem *m = mem_new(0);
	struct media found = { .pictures = 0 };

	if (argc == 2 && strcmp(argv[1], "picture") == 0) {
		say(look_at_picture(argv[0], &found), &found);
	} else if (argc == 2 && strcmp(argv[1], "pdf") == 0) {
		say(look_at_pdf(m, &found), &found);
	} else {
		log_say("medverk-media is started by medverk, for a file that was sent to it");
		return EXIT_FAILURE;
	}
	fflush(stdout);
	/* What libraries would still tidy up goes with the process; some of it needs what was given up. */
	_exit(EXIT_SUCCESS);
}
