/* upkeep.c: lines of a name and a value. */
#include "lib/store/upkeep.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/log.h"

static const struct {
	const char *name;
	size_t offset;
} texts[] = {
	{ "begun", offsetof(struct upkeep, begun) },
	{ "good", offsetof(struct upkeep, good) },
	{ "failed", offsetof(struct upkeep, failed) },
	{ "why", offsetof(struct upkeep, why) },
}, numbers[] = {
	{ "bytes", offsetof(struct upkeep, bytes) },
	{ "records", offsetof(struct upkeep, records) },
	{ "files", offsetof(struct upkeep, files) },
	{ "ms", offsetof(struct upkeep, ms) },
};

static const char *
path_of(struct mem *m, const char *db)
{
	return mem_printf(m, "%s.upkeep", db);
}

/* What a later program wrote, or somebody by hand, and is not understood, is left out. */
static void
read_line(struct upkeep *u, struct str name, struct str value)
{
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (str_is(name, texts[i].name) && value.n < CLOCK_TEXT) {
			memset((char *)u + texts[i].offset, 0, CLOCK_TEXT);
			memcpy((char *)u + texts[i].offset, value.p, value.n);
		}
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		int64_t n;

		if (str_is(name, numbers[i].name) && str_int(value, &n) && n >= 0)
			memcpy((char *)u + numbers[i].offset, &n, sizeof(n));
	}
}

void
upkeep_load(struct upkeep *u, struct mem *m, const char *db)
{
	const char *path = path_of(m, db);
	struct str text, line;

	*u = (struct upkeep){ .begun = "" };
	if (!file_exists(path) || !file_read(m, path, &text))
		return;
	while (str_cut(&text, '\n', &line)) {
		size_t blank = str_index(line, ' ');

		read_line(u, (struct str){ line.p, blank }, str_from(line, blank + 1));
	}
}

bool
upkeep_save(const struct upkeep *u, struct mem *m, const char *db)
{
	const char *path = path_of(m, db);
	struct buf b;

	buf_init(&b, m, 512);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		const char *text = (const char *)u + texts[i].offset;

		if (text[0] != '\0')
			buf_printf(&b, "%s %s\n", texts[i].name, text);
	}
	for (size_t i = 0; i < COUNT_OF(numbers) && u->good[0] != '\0'; i++) {
		int64_t n;

		memcpy(&n, (const char *)u + numbers[i].offset, sizeof(n));
		buf_printf(&b, "%s %lld\n", numbers[i].name, (long long)n);
	}
	if (file_replace(m, path, buf_view(&b), db))
		return true;
	log_say("how the backup went cannot be remembered in %s: %s", path, strerror(errno));
	return false;
}
