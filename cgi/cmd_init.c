/* cmd_init.c: medverk init and medverk migrate. */
#include "cgi/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgi/app.h"
#include "cgi/cmd_import.h"
#include "lib/base/log.h"

/* In this order: what is referred to comes first. */
static const struct {
	const char *kind, *file;
	bool demo;
} contents[] = {
	{ "lexicon", "seed/lexicon.txt", false },
	{ "synonyms", "seed/synonyms.txt", false },
	{ "country", "seed/01_country.csv", false },
	{ "term", "seed/02_term.csv", false },
	{ "municipality", "seed/03_municipality.csv", false },
	{ "organisation", "seed/04_organisation.csv", false },
	{ "project", "seed/05_project.csv", false },
	{ "report", "seed/06_report.csv", false },
	{ "page", "seed/07_page.csv", false },
	{ "enterprise", "demo/01_enterprise.csv", true },
};

/* The folder of the database, one level. */
static bool
make_folder(struct mem *m, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *folder;

	if (slash == NULL || slash == path)
		return true;
	folder = mem_strdup(m, (struct str){ path, (size_t)(slash - path) });
	if (mkdir(folder, 0750) == 0 || errno == EEXIST)
		return true;
	log_say("the folder %s cannot be made: %s", folder, strerror(errno));
	return false;
}

static enum err
load_contents(struct arguments *a, const char *path, size_t *files)
{
	struct db_options options = app_db_options(a->config);
	const char *file;
	enum err e;
	struct writer w;

	options.statement_ms = 0;
	*files = 0;
	e = writer_open(&w, a->mem, path, &options);
	if (e != ERR_NONE)
		return e;
	for (size_t i = 0; i < COUNT_OF(contents) && e == ERR_NONE; i++) {
		if (contents[i].demo && !a->demo)
			continue;
		file = mem_printf(a->mem, "%s/%s", a->config->seed, contents[i].file);
		e = import_is_list(contents[i].kind)
		    ? import_list(&w, a->mem, contents[i].kind, file, true)
		    : import_file(&w, a->mem, kind_find(str_of(contents[i].kind)), file, false,
			  NULL);
		(*files)++;
	}
	if (e == ERR_NONE)
		writer_optimize(&w);
	writer_close(&w);
	return e;
}

/* Built beside its place and moved there when it is whole, so that a half-made database is never met. */
int
cmd_init(struct arguments *a)
{
	const char *path = a->config->db;
	const char *part = mem_printf(a->mem, "%s.new", path);
	size_t files;

	if (access(path, F_OK) == 0) {
		log_say("%s is there already; a database is never written over", path);
		return EXIT_FAILURE;
	}
	if (!make_folder(a->mem, path))
		return EXIT_FAILURE;
	unlink(part);
	unlink(mem_printf(a->mem, "%s-wal", part));
	unlink(mem_printf(a->mem, "%s-shm", part));
	if (db_create(part) != ERR_NONE)
		return EXIT_FAILURE;
	if (load_contents(a, part, &files) != ERR_NONE) {
		unlink(part);
		return EXIT_FAILURE;
	}
	if (rename(part, path) != 0) {
		log_say("%s cannot be moved to %s: %s", part, path, strerror(errno));
		return EXIT_FAILURE;
	}
	printf("created %s%s\n", path,
	    a->demo ? " with invented enterprises for demonstration" : "");
	return EXIT_SUCCESS;
}

int
cmd_migrate(struct arguments *a)
{
	int version;

	if (db_version(a->config->db, &version) != ERR_NONE)
		return EXIT_FAILURE;
	if (version > db_schema_version()) {
		log_say("the database %s is of version %d, newer than this program (%d). "
			"Install the newer program",
		    a->config->db, version, db_schema_version());
		return EXIT_FAILURE;
	}
	if (version < db_schema_version()) {
		log_say("the database %s is of version %d, which no program of ours wrote for use; "
			"there is no step from it. Make a new one: medverk init --db PATH",
		    a->config->db, version);
		return EXIT_FAILURE;
	}
	printf("%s is of version %d; nothing to do\n", a->config->db, version);
	return EXIT_SUCCESS;
}
