/* test_totp.c: codes are those of RFC 6238, of the present step and its neighbours, and each step is taken once. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/cc.h"
#include "lib/base/totp.h"

/* The secret of the RFC's appendix B. */
static const unsigned char secret[] = "12345678901234567890";

static void
vectors(void **state)
{
	static const struct {
		int64_t time;
		const char *code;       /* the last six of the eight digits there */
	} known[] = {
		{ 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" },
		{ 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++)
		assert_int_equal(totp_step(secret, known[i].time, 0, str_of(known[i].code)),
		    known[i].time / TOTP_SECONDS);
}

static void
steps(void **state)
{
	const int64_t now = 1111111109, step = now / TOTP_SECONDS;
	const struct str code = STR("081804");

	(void)state;
	/* Up to one step late or early. */
	assert_int_equal(totp_step(secret, now + TOTP_SECONDS, 0, code), step);
	assert_int_equal(totp_step(secret, now - TOTP_SECONDS, 0, code), step);
	assert_int_equal(totp_step(secret, now + 2 * TOTP_SECONDS, 0, code), 0);
	assert_int_equal(totp_step(secret, now - 2 * TOTP_SECONDS, 0, code), 0);
	/* What was taken, and what was before it, is not taken again. */
	assert_int_equal(totp_step(secret, now, step - 1, code), step);
	assert_int_equal(totp_step(secret, now, step, code), 0);
	assert_int_equal(totp_step(secret, now, step + 1, code), 0);
}

static void
nonsense(void **state)
{
	static const char *const bad[] = { "", "0", "08180", "0818040", "08180x", "081805", "      " };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(totp_step(secret, 1111111109, 0, str_of(bad[i])), 0);
	assert_int_equal(totp_step(secret, 1111111109, 0, STR_NONE), 0);
	/* At the beginning of time there is no step before. */
	assert_int_equal(totp_step(secret, 0, 0, STR("000000")), 0);
}

static void
text(void **state)
{
	char out[TOTP_SECRET_TEXT];

	(void)state;
	totp_secret_text(secret, out);
	assert_string_equal(out, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors), cmocka_unit_test(steps), cmocka_unit_test(nonsense), cmocka_unit_test(text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
