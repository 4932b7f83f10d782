/* test_sound.c: what is spelt by ear sounds as what was meant; what differs does not. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/cc.h"
#include "lib/text/sound.h"

static void
spelt_by_ear(void **state)
{
	static const char *const pairs[][2] = {
		{ "snickeri", "snikeri" }, { "jordgubbar", "jordgubar" }, { "catering", "katering" }, { "växthus", "vexthus" },
		{ "skjorta", "sjorta" }, { "stjärna", "sjerna" }, { "choklad", "schoklad" }, { "skönhet", "sjönhet" },
		{ "kedja", "tjedja" }, { "tjänst", "kjänst" }, { "ljus", "jus" }, { "hjul", "jul" }, { "djur", "jur" }, { "gjuta", "juta" },
		{ "göra", "jöra" }, { "station", "stasjon" }, { "pension", "pensjon" }, { "pension", "pention" }, { "cykel", "sykel" }, { "café", "kafé" },
		{ "verkstad", "värkstad" }, { "ålder", "older" }, { "taxi", "taksi" }, { "zink", "sink" },
		{ "wahl", "vahl" }, { "lunch", "lunsh" }, { "försäkringskassan", "försäkringskasan" }, { "professor", "profesor" },
		{ "backe", "bakke" }, { "teater", "theater" }, { "fysik", "physik" }, { "kvalitet", "qualitet" }, { "lindqvist", "lindkvist" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (!sound_is_same(str_of(pairs[i][0]), str_of(pairs[i][1])))
			fail_msg("%s, %s", pairs[i][0], pairs[i][1]);
}

static void
told_apart(void **state)
{
	static const char *const pairs[][2] = {
		{ "skola", "sjola" }, { "kaka", "tjaka" }, { "gata", "jata" }, { "fiska", "fisja" }, { "har", "hår" },
		{ "har", "här" }, { "stad", "städ" }, { "bok", "bak" }, { "", "a" }, { "båt", "bat" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (sound_is_same(str_of(pairs[i][0]), str_of(pairs[i][1])))
			fail_msg("%s, %s", pairs[i][0], pairs[i][1]);
}

/* However long, the sound fits. */
static void
fits(void **state)
{
	char word[SOUND_ROOM * 2], out[SOUND_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(word); i++)
		word[i] = i % 2 == 0 ? 'x' : 'a';
	assert_in_range(sound_of((struct str){ word, sizeof(word) }, out).n, SOUND_ROOM - 2,
	    SOUND_ROOM);
	assert_int_equal(sound_of(STR_NONE, out).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spelt_by_ear), cmocka_unit_test(told_apart), cmocka_unit_test(fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
