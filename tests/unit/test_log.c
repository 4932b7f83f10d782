/* test_log.c: one line per event. */
#include "lib/base/log.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static char text[16384];

/* What the calls between these two wrote to stderr, in `text`. */
static int kept = -1, pipes[2];

static void
listen_in(void)
{
	kept = dup(STDERR_FILENO);
	assert_int_equal(pipe(pipes), 0);
	dup2(pipes[1], STDERR_FILENO);
	close(pipes[1]);
}

static void
hear(void)
{
	size_t n = 0;
	ssize_t r;

	dup2(kept, STDERR_FILENO);
	close(kept);
	while ((r = read(pipes[0], text + n, sizeof(text) - 1 - n)) > 0)
		n += (size_t)r;
	text[n] = '\0';
	close(pipes[0]);
}

static void
writes_key_value_lines(void **state)
{
	(void)state;
	listen_in();
	log_event(LOG_INFO, "start", "workers=%d db=%s", 4, "x.db");
	hear();
	assert_int_equal(strncmp(text, "time=20", 7), 0);
	assert_non_null(strstr(text, "Z level=info event=start workers=4 db=x.db\n"));
}

static void
drops_what_is_below_the_level(void **state)
{
	(void)state;
	listen_in();
	log_event(LOG_DEBUG, "quiet", "n=1");
	log_level(LOG_DEBUG);
	log_event(LOG_DEBUG, "loud", "n=2");
	log_level(LOG_ERROR);
	log_event(LOG_WARNING, "quiet", "n=3");
	log_level(LOG_INFO);
	hear();
	assert_null(strstr(text, "quiet"));
	assert_non_null(strstr(text, "level=debug event=loud n=2\n"));
}

static void
nothing_from_outside_starts_a_line(void **state)
{
	(void)state;
	listen_in();
	log_event(LOG_ERROR, "bad", "value=%s", "a\nlevel=info event=forged\r\x1b[31m\x7f");
	hear();
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	assert_null(strchr(text, '\r'));
	assert_null(strchr(text, '\x1b'));
	assert_null(strchr(text, '\x7f'));
}

static void
cuts_what_is_too_long(void **state)
{
	char large[9000];

	(void)state;
	memset(large, 'x', sizeof(large) - 1);
	large[sizeof(large) - 1] = '\0';
	listen_in();
	log_event(LOG_INFO, "long", "value=%s", large);
	log_say("%s", large);
	hear();
	assert_true(strlen(text) <= 2 * 2049);
	assert_int_equal(text[strlen(text) - 1], '\n');
	assert_int_equal(strchr(text, '\n')[1], 'm');
}

static void
says_to_persons_without_keys(void **state)
{
	(void)state;
	listen_in();
	log_say("no database at %s", "år.db");
	hear();
	assert_string_equal(text, "medverk: no database at år.db\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_key_value_lines),
		cmocka_unit_test(drops_what_is_below_the_level),
		cmocka_unit_test(nothing_from_outside_starts_a_line),
		cmocka_unit_test(cuts_what_is_too_long),
		cmocka_unit_test(says_to_persons_without_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
