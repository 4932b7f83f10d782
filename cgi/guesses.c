/* guesses.c: keys of the brake. */
#include "cgi/guesses.h"

#include <arpa/inet.h>
#include <netinet/in.h>

struct keys {
	struct str account_here, here, account;
};

static struct str
place_of(struct mem *m, struct str address)
{
	struct in6_addr a;
	const unsigned char *b = a.s6_addr;

	if (inet_pton(AF_INET6, mem_strdup(m, address), &a) != 1)
		return address;
	if (IN6_IS_ADDR_V4MAPPED(&a))
		return str_of(mem_printf(m, "%d.%d.%d.%d", b[12], b[13], b[14], b[15]));
	return str_of(mem_printf(m, "%02x%02x:%02x%02x:%02x%02x:%02x%02x::", b[0], b[1], b[2], b[3],
	    b[4], b[5], b[6], b[7]));
}

static struct keys
keys_of(struct ctx *c, struct str email)
{
	struct str account = account_email(c->mem, email),
		   place = place_of(c->mem, c->request->address);

	/* No address has a blank, so that no key is another's. */
	return (struct keys){
		str_of(mem_printf(c->mem, "p%.*s %.*s", STR_ARGS(place), STR_ARGS(account))),
		str_of(mem_printf(c->mem, "i%.*s", STR_ARGS(place))),
		str_of(mem_printf(c->mem, "a%.*s", STR_ARGS(account))),
	};
}

long
guesses_wait(struct ctx *c, struct str email)
{
	const struct keys k = keys_of(c, email);
	const struct str all[] = { k.account_here, k.here, k.account };
	long longest = 0;

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		long wait = brake_wait(c->app->brake, all[i]);

		if (wait > longest)
			longest = wait;
	}
	return longest;
}

void
guesses_wrong(struct ctx *c, struct str email)
{
	const struct keys k = keys_of(c, email);

	brake_fail(c->app->brake, k.account_here, GUESSES_OF_ACCOUNT_HERE);
	brake_fail(c->app->brake, k.here, GUESSES_HERE);
	brake_fail(c->app->brake, k.account, GUESSES_OF_ACCOUNT);
}

void
guesses_right(struct ctx *c, struct str email)
{
	const struct keys k = keys_of(c, email);

	brake_forgive(c->app->brake, k.account_here);
	brake_forgive(c->app->brake, k.account);
}

/* ---------------------------------------------------------------------- codes */

static struct str
code_key(struct ctx *c, struct str email)
{
	return str_of(mem_printf(c->mem, "c%.*s", STR_ARGS(account_email(c->mem, email))));
}

long
guesses_code_wait(struct ctx *c, struct str email)
{
	long wait = guesses_wait(c, email), codes = brake_wait(c->app->brake, code_key(c, email));

	return wait > codes ? wait : codes;
}

void
guesses_code_wrong(struct ctx *c, struct str email)
{
	guesses_wrong(c, email);
	brake_fail(c->app->brake, code_key(c, email), GUESSES_OF_CODE);
}

void
guesses_code_right(struct ctx *c, struct str email)
{
	guesses_right(c, email);
	brake_forgive(c->app->brake, code_key(c, email));
}
