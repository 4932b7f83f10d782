/* test_send.c: what a program that sends mail is given, what its end means, and that none lasts longer than it may. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/clock.h"
#include "lib/mail/send.h"
#include "tests/unit/testbed.h"

static enum send_result
run(struct mem *m, const char *script, struct str message, unsigned seconds, struct str *said)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	static const struct send_variable environment[] = { { "TO_WHOM", "a@b.se" }, { "EMPTY", "" }, { NULL, NULL } };
	const struct send_program program = { argv, environment, seconds };

	return send_message(m, &program, message, said);
}

static void
statuses(void **state)
{
	static const struct {
		const char *script;
		enum send_result result;
		const char *said;
	} cases[] = {
		{ "exit 0", SEND_DONE, "" }, { "echo ignored; echo noted >&2", SEND_DONE, "noted" },
		{ "exit 1", SEND_LATER, "sh ended with status 1" }, { "echo busy >&2; exit 75", SEND_LATER, "busy" },
		{ "exit 69", SEND_LATER, "sh ended with status 69" },
		{ "echo ' no such user ' >&2; exit 67", SEND_REFUSED, "no such user" }, { "exit 65", SEND_REFUSED, "sh ended with status 65" },
		{ "exit 68", SEND_REFUSED, "sh ended with status 68" }, { "exit 64", SEND_NO_SERVER, "sh ended with status 64" },
		{ "exit 78", SEND_NO_SERVER, "sh ended with status 78" }, { "exit 127", SEND_NO_SERVER, "sh ended with status 127" },
		{ "exit 126", SEND_NO_SERVER, "sh ended with status 126" }, { "kill -TERM $$", SEND_LATER, "sh was killed by signal 15" },
		{ "echo a >&2; kill -TERM $$", SEND_LATER, "a\n sh was killed by signal 15" },
		{ "echo \"$TO_WHOM$EMPTY\" >&2; exit 1", SEND_LATER, "a@b.se" },
	};
	struct mem *m = mem_new(0);
	struct str said;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(run(m, cases[i].script, STR("x"), 20, &said), cases[i].result);
		assert_str(said, cases[i].said);
	}
	mem_free(m);
}

static void
what_cannot_be_run(void **state)
{
	const char *const none[] = { "/nowhere/sendmail", NULL }, *const folder[] = { "/", NULL };
	struct mem *m = mem_new(0);
	struct str said;

	(void)state;
	assert_int_equal(send_message(m, &(struct send_program){ none, NULL, 20 }, STR("x"), &said),
	    SEND_NO_SERVER);
	assert_has(said, "/nowhere/sendmail cannot be run: ");
	assert_int_equal(send_message(m, &(struct send_program){ folder, NULL, 20 }, STR("x"),
			     &said),
	    SEND_NO_SERVER);
	assert_has(said, "/ cannot be run: ");
	mem_free(m);
}

/* All of it, however long, also to who does not read it; and of a chatterer only so much is kept. */
static void
messages(void **state)
{
	struct mem *m = mem_new(0);
	char *text = mem_alloc(m, 1 << 20);
	struct str message = { text, 1 << 20 }, said;

	(void)state;
	memset(text, 'a', message.n);
	assert_int_equal(run(m, "test $(wc -c) = 1048576 && exit 75", message, 20, &said),
	    SEND_LATER);
	assert_int_equal(run(m, "exit 0", message, 20, &said), SEND_DONE);
	assert_int_equal(run(m, "test -z \"$(cat)\"", STR(""), 20, &said), SEND_DONE);
	assert_int_equal(run(m, "cat >&2; exit 75", message, 20, &said), SEND_LATER);
	assert_int_equal(said.n, 4096);
	mem_free(m);
}

/* With all it has started; what lives on by leave, in a session of its own, holds nobody up. */
static void
nobody_waits_for_ever(void **state)
{
	struct mem *m = mem_new(0);
	int64_t began = clock_ms();
	struct str said;

	(void)state;
	assert_int_equal(run(m, "echo hm >&2; sleep 60 & sleep 60", STR("x"), 1, &said),
	    SEND_LATER);
	assert_str(said, "hm\n no answer within 1 s");
	assert_int_equal(run(m, "exec 2>&-; sleep 60", STR("x"), 1, &said), SEND_LATER);
	assert_int_equal(run(m, "sleep 3 & exit 0", STR("x"), 20, &said), SEND_DONE);
	assert_in_range(clock_ms() - began, 2000, 20000);
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statuses),
		cmocka_unit_test(what_cannot_be_run),
		cmocka_unit_test(messages),
		cmocka_unit_test(nobody_waits_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
