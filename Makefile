# Medverk: the only Makefile. `make help` lists what can be asked for.
#
# Everything that is made lies under build/, each kind of build in a folder of
# its own. CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR are the user's: they are
# added to what the project needs and never changed here. WERROR=1 turns
# warnings into errors. Debian packages are installed for `run`, `check` and
# the other targets that try the program out, and only named for the rest.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
CFLAGS ?= -O2 -g
PORT ?= 8080
DB ?= var/medverk.db
SIZE ?= 1000
FUZZ_SECONDS ?= 60

DATADIR = $(PREFIX)/share/medverk

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
ifeq ($(filter -j% --jobserver%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif

# ------------------------------------------------------------------ sources

# Each program has a file with its main().
MAINS := cgi/main.c cgi/main_smtp.c cgi/main_media.c
LIB_SOURCES := $(filter-out $(MAINS),$(sort $(wildcard lib/*/*.c cgi/*.c cgi/*/*.c)))
HEADERS := $(sort $(wildcard lib/*/*.h cgi/*.h cgi/*/*.h))
UNIT_TESTS := $(sort $(patsubst %.c,%,$(wildcard tests/unit/test_*.c)))
FUZZ_TARGETS := $(sort $(patsubst %.c,%,$(wildcard tests/fuzz/fuzz_*.c)))
SCHEMAS := sql/schema.sql sql/files.sql sql/editing.sql sql/searches.sql
SQL := $(sort $(wildcard sql/statements/*.sql))
GENERATED := build/gen/sql.h build/gen/sql.c

# -------------------------------------------------------------------- flags

# libfcgi has a .pc file in Debian but not everywhere, libstemmer none. Asked for once, and only
# when something is compiled: on a fresh machine the packages come first.
LIBRARIES := sqlite3 jansson libutf8proc libcmark libsodium liboath libqrencode libxxhash
SMTP_LIBRARIES := libcurl       # of medverk-smtp alone: it brings thirty others with it
MEDIA_LIBRARIES := vips poppler-glib libseccomp        # of medverk-media alone: they bring a hundred
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) $(SMTP_LIBRARIES)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(LIBRARIES)) -lfcgi -lstemmer -lm)$(PKG_LIBS)
# Their headers are not ours to warn about.
MEDIA_CFLAGS = $(eval MEDIA_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(MEDIA_LIBRARIES))))$(MEDIA_CFLAGS)
MEDIA_LIBS = $(eval MEDIA_LIBS := $(shell pkg-config --libs $(MEDIA_LIBRARIES)))$(MEDIA_LIBS)
SMTP_LIBS = $(eval SMTP_LIBS := $(shell pkg-config --libs $(SMTP_LIBRARIES)))$(SMTP_LIBS)

STRICT := -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion \
    -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla \
    -Wno-missing-field-initializers $(if $(WERROR),-Werror)
OUR_CPPFLAGS = -I. -Ibuild/gen -D_POSIX_C_SOURCE=200809L -DMEDVERK_VERSION='"$(VERSION)"' \
    -DMEDVERK_DATADIR='"$(DATADIR)"' $(PKG_CFLAGS) $(CPPFLAGS)

# What sets the builds apart: compiler, flags for compiling, flags for linking.
CC_main = $(CC)
CFLAGS_main = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE -fstack-protector-strong \
    -fstack-clash-protection $(CFLAGS)
LDFLAGS_main = -pie -Wl,-z,relro,-z,now $(LDFLAGS)

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CC_san = $(CC)
CFLAGS_san = -DMEDVERK_FAULTS -O1 -g $(SANITIZE)
LDFLAGS_san = $(SANITIZE) $(LDFLAGS)

CC_coverage = $(CC)
CFLAGS_coverage = -O0 -g --coverage -fprofile-update=atomic
LDFLAGS_coverage = --coverage $(LDFLAGS)

CC_fuzz = clang
CFLAGS_fuzz = -O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link
LDFLAGS_fuzz = $(SANITIZE) $(LDFLAGS)

# ------------------------------------------------------------------- builds

## all: build the program as build/medverk, with build/medverk-smtp and build/medverk-media beside it (the same as plain `make`)
all: build/medverk

# $(1) folder, $(2) name of its flags.
define BUILD
$(1)/%.o: %.c $(1)/flags | $(GENERATED) build/.packages-build
	@mkdir -p $$(@D)
	$$(say) "  CC    $$@"
	$$(q)$$(CC_$(2)) $$(OUR_CPPFLAGS) $$(MORE_CFLAGS) $$(STRICT) $$(CFLAGS_$(2)) -MMD -MP -c -o $$@ $$<

$(1)/sql.o: build/gen/sql.c $(1)/flags | build/.packages-build
	@mkdir -p $$(@D)
	$$(say) "  CC    $$@"
	$$(q)$$(CC_$(2)) $$(OUR_CPPFLAGS) $$(STRICT) $$(CFLAGS_$(2)) -Wno-overlength-strings -MMD -MP -c -o $$@ $$<

$(1)/libmedverk.a: $$(LIB_SOURCES:%.c=$(1)/%.o) $(1)/sql.o $(1)/members
	$$(say) "  AR    $$@"
	$$(q)rm -f $$@ && $$(AR) rcs $$@ $$(filter %.o,$$^)

$(1)/lib/media/picture.o $(1)/lib/media/pdf.o $(1)/lib/media/confine.o: MORE_CFLAGS = $$(MEDIA_CFLAGS)

# It starts the others, which lie beside it.
$(1)/medverk: $(1)/cgi/main.o $(1)/libmedverk.a | $(1)/medverk-smtp $(1)/medverk-media
	$$(say) "  LD    $$@"
	$$(q)$$(CC_$(2)) $$(CFLAGS_$(2)) $$(LDFLAGS_$(2)) -o $$@ $$^ $$(PKG_LIBS)

$(1)/medverk-smtp: $(1)/cgi/main_smtp.o $(1)/libmedverk.a
	$$(say) "  LD    $$@"
	$$(q)$$(CC_$(2)) $$(CFLAGS_$(2)) $$(LDFLAGS_$(2)) -o $$@ $$^ $$(SMTP_LIBS)

$(1)/medverk-media: $(1)/cgi/main_media.o $(1)/libmedverk.a
	$$(say) "  LD    $$@"
	$$(q)$$(CC_$(2)) $$(CFLAGS_$(2)) $$(LDFLAGS_$(2)) -o $$@ $$^ $$(PKG_LIBS) $$(MEDIA_LIBS)

$(1)/tests/unit/test_%: $(1)/tests/unit/test_%.o $(1)/libmedverk.a
	$$(say) "  LD    $$@"
	$$(q)$$(CC_$(2)) $$(CFLAGS_$(2)) $$(LDFLAGS_$(2)) -o $$@ $$^ $$(PKG_LIBS) $$(MORE_LIBS) -lcmocka

$(1)/tests/unit/test_confine: MORE_LIBS = $$(MEDIA_LIBS)

$$(UNIT_TESTS:%=$(1)/%.o): | build/.packages-check

# The flags of the last build; newer than the objects when they have changed.
$(1)/flags: FORCE | build/.packages-build
	@mkdir -p $$(@D)
	@printf '%s\n' '$$(subst ','\'',$$(CC_$(2)) $$(OUR_CPPFLAGS) $$(STRICT) $$(CFLAGS_$(2)) $$(LDFLAGS_$(2)))' >$$@.new
	@if cmp -s $$@.new $$@; then rm $$@.new; else mv $$@.new $$@; fi

# The sources of the last library, so that a file that is gone leaves it.
$(1)/members: FORCE
	@mkdir -p $$(@D)
	@echo $$(LIB_SOURCES) >$$@.new
	@if cmp -s $$@.new $$@; then rm $$@.new; else mv $$@.new $$@; fi

$(2)_UNIT := $$(UNIT_TESTS:%=$(1)/%)
-include $$(wildcard $(1)/*.d $(1)/cgi/*.d $(1)/cgi/*/*.d $(1)/lib/*/*.d $(1)/tests/*/*.d)
endef

$(eval $(call BUILD,build,main))
$(eval $(call BUILD,build/san,san))
$(eval $(call BUILD,build/coverage,coverage))
$(eval $(call BUILD,build/fuzz,fuzz))

build/fuzz/fuzz_%: build/fuzz/tests/fuzz/fuzz_%.o build/fuzz/libmedverk.a
	$(say) "  LD    $@"
	$(q)$(CC_fuzz) $(CFLAGS_fuzz) $(LDFLAGS_fuzz) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS)

# Objects are kept between runs although nothing names them.
.SECONDARY:

# The only generated code: the statements and the schema as C tables. A text
# that changes does not touch sql.h, so that not everything is compiled again.
build/gen/stamp: sql/embed.awk $(SCHEMAS) $(SQL) $(wildcard sql/statements)
	@mkdir -p $(@D)
	$(say) "  GEN   build/gen/sql.c"
	$(q)awk -f sql/embed.awk -v out=h $(SCHEMAS) $(SQL) >$(@D)/sql.h.new
	$(q)awk -f sql/embed.awk -v out=c $(SCHEMAS) $(SQL) >$(@D)/sql.c.new
	$(q)for f in sql.h sql.c; do cmp -s $(@D)/$$f.new $(@D)/$$f || mv $(@D)/$$f.new $(@D)/$$f; rm -f $(@D)/$$f.new; done
	$(q)touch $@

$(GENERATED): build/gen/stamp ;

# `make V=1` shows the commands.
q := $(if $(V),,@)
say := @$(if $(V),:,echo)

# ----------------------------------------------------------------- packages

# Which Debian packages are needed is known to etc/packages. What is asked for
# decides whether they are installed or only named.
INSTALLING := $(filter run check san coverage fuzz lint format golden bench bench-search judge setup,$(MAKECMDGOALS))
PURPOSES := build $(if $(filter run check golden bench bench-search,$(INSTALLING)),run) \
    $(if $(filter-out run,$(INSTALLING)),check) $(if $(filter bench bench-search,$(INSTALLING)),bench)

build/.packages-build: etc/packages
	@mkdir -p $(@D)
	@etc/packages $(if $(INSTALLING),install $(PURPOSES),require build)
	@touch $@

build/.packages-run: etc/packages | build/.packages-build
	@etc/packages install run
	@touch $@

build/.packages-check: etc/packages | build/.packages-build
	@etc/packages install check
	@touch $@

build/.packages-bench: etc/packages | build/.packages-build
	@etc/packages install bench
	@touch $@

# The browser tests' npm packages, exactly as their lock file says.
build/browser/installed: tests/browser/package.json tests/browser/package-lock.json tests/browser/.npmrc | build/.packages-check
	@mkdir -p $(@D)
	$(say) "  NPM   $(@D)"
	$(q)cp $^ $(@D)/ && cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# ---------------------------------------------------------------------- run

## run: install what is missing, build, and serve http://localhost:8080/ until Ctrl-C (PORT=, DB=, HOST=)
run: build/medverk | build/.packages-run
	@PORT='$(PORT)' DB='$(DB)' exec etc/run

# -------------------------------------------------------------------- tests

# Slow scripts first, so that the last of them does not run alone.
PROVE := prove --jobs 2 --timer --exec tests/run
CHECKS := $(sort $(wildcard tests/browser/*.t.js)) $(sort $(wildcard tests/http/*.t)) \
    $(sort $(wildcard tests/golden/*.t)) $(sort $(wildcard tests/statements/*.t)) \
    $(sort $(wildcard tests/lint/*.t))
# kill.t is about time: how long a worker lives before it is killed.
SAN_CHECKS := $(filter-out tests/http/kill.t,$(filter tests/http/%,$(CHECKS))) $(sort $(wildcard tests/faults/*.t))

## check: install what the tests need and run them all
check: build/medverk $(main_UNIT) build/browser/installed | build/.packages-run build/.packages-check
	@CMOCKA_MESSAGE_OUTPUT=TAP $(PROVE) $(CHECKS) $(main_UNIT)

## san: unit, FastCGI and failing-memory tests under AddressSanitizer and UBSan
san: build/san/medverk $(san_UNIT) build/medverk | build/.packages-run build/.packages-check
	@CMOCKA_MESSAGE_OUTPUT=TAP MEDVERK_BIN=build/san/medverk MEDVERK_TEST_PATIENCE=4 \
	    ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1 \
	    $(PROVE) $(SAN_CHECKS) $(san_UNIT)

## coverage: which lines the unit and FastCGI tests reach, as build/coverage/index.html
coverage: build/coverage/medverk $(coverage_UNIT) build/medverk | build/.packages-run build/.packages-check
	@find build/coverage -name '*.gcda' -delete
	@CMOCKA_MESSAGE_OUTPUT=TAP MEDVERK_BIN=build/coverage/medverk MEDVERK_TEST_PATIENCE=4 \
	    $(PROVE) $(filter tests/http/%,$(CHECKS)) $(coverage_UNIT); status=$$?; \
	gcovr --root . --filter 'lib/' --filter 'cgi/' --html-details build/coverage/index.html --txt - build/coverage \
	    && exit $$status

## fuzz: each fuzz target for FUZZ_SECONDS (60)
fuzz: $(FUZZ_TARGETS:tests/fuzz/%=build/fuzz/%) | build/.packages-check
	@for t in $(FUZZ_TARGETS:tests/fuzz/fuzz_%=%); do \
	    mkdir -p build/fuzz/corpus/$$t build/fuzz/found; echo "fuzz_$$t for $(FUZZ_SECONDS) s"; \
	    seeds=; if test -d tests/fuzz/seeds/$$t; then seeds=tests/fuzz/seeds/$$t; fi; \
	    build/fuzz/fuzz_$$t -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
	        -print_final_stats=1 -artifact_prefix=build/fuzz/found/$$t- \
	        build/fuzz/corpus/$$t $$seeds >build/fuzz/$$t.log 2>&1 || { tail -n 60 build/fuzz/$$t.log; exit 1; }; \
	    grep 'number_of_executed_units' build/fuzz/$$t.log; \
	done

## lint: everything that STYLE.md says is refused
lint: build/medverk | build/.packages-check
	@$(PROVE) $(sort $(wildcard tests/lint/*.t))

## golden: show how the pages differ from the stored ones, and ask which to keep
golden: build/medverk | build/.packages-check
	@tests/golden/update

## format: lay out the C sources as .clang-format says
format: | build/.packages-check
	@tests/lint/format

## bench: requests per second, processor time and memory against a minimal program
bench: build/medverk | build/.packages-run build/.packages-bench
	@tests/bench/run

## bench-search: the search at SIZE records (1000, 100000, 1000000) beside plain FTS5 and a PHP page
bench-search: build/medverk | build/.packages-run build/.packages-bench
	@tests/bench/search $(SIZE)

## judge: how many of the judged queries the search answers as people mean them, and what each mechanism buys; CORPUS=… QUERIES=… for a set of your own
judge: build/medverk | build/.packages-check
	@tests/judge/run $(if $(CORPUS),'$(CORPUS)' '$(QUERIES)')

## setup: install everything that any target needs, and build nothing
setup: build/.packages-build build/.packages-run build/.packages-check build/.packages-bench build/browser/installed

# -------------------------------------------------------------- installation

## install: into PREFIX (/usr/local), under DESTDIR if given
install: build/medverk
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(DATADIR)' '$(DESTDIR)$(PREFIX)/share/doc/medverk/examples'
	install -m 755 build/medverk build/medverk-smtp build/medverk-media '$(DESTDIR)$(PREFIX)/bin/'
	for d in www sql/seed sql/demo; do \
	    (find $$d -type f) | while read -r f; do install -D -m 644 "$$f" '$(DESTDIR)$(DATADIR)'/"$$f" || exit 1; done || exit 1; \
	done
	install -d '$(DESTDIR)$(PREFIX)/share/doc/medverk/docs'
	install -m 644 README.md STYLE.md LICENSE '$(DESTDIR)$(PREFIX)/share/doc/medverk/'
	install -m 644 $(wildcard docs/*) '$(DESTDIR)$(PREFIX)/share/doc/medverk/docs/'
	install -m 644 $(wildcard etc/*.conf etc/*.service etc/*.timer) '$(DESTDIR)$(PREFIX)/share/doc/medverk/examples/'

## dist: the committed tree as build/medverk-VERSION.tar.gz
dist:
	@mkdir -p build
	git archive --prefix='medverk-$(VERSION)/' -o 'build/medverk-$(VERSION).tar.gz' HEAD

## clean: remove everything that was made (var/ and its database stay)
clean:
	rm -rf build

## help: this list
help:
	@sed -n 's/^## \([a-z-]*\): /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r target what; do \
	    printf '  make %-12s %s\n' "$$target" "$$what"; done

FORCE:
.PHONY: all run check san coverage fuzz lint format golden bench bench-search judge setup install dist clean help FORCE
