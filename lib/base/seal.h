/*
 * seal.h: what is kept in the database but must be of no use to who has only that: locked with a key that lies in a file of
 * its own, which no backup of the program has in it. XChaCha20-Poly1305 by libsodium, with a random nonce.
 *
 * The file has 64 hexadecimal digits and is readable for its owner only. It is made when it is first needed.
 */
#ifndef MEDVERK_SEAL_H
#define MEDVERK_SEAL_H

#include <stdbool.h>

#include "lib/base/cc.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

enum { SEAL_KEY = 32 };

/* Reads the key. False after an event was logged: there is none, it cannot be read, or it is none. */
bool seal_read_key(const char *path, unsigned char key[SEAL_KEY]) NODISCARD;

/* Reads it, and makes it first where there is no such file. Of several that make it at once, one does. */
bool seal_make_key(struct mem *m, const char *path, unsigned char key[SEAL_KEY]) NODISCARD;

/* n bytes locked, as hexadecimal digits in m. `about` is not in it, but it opens with the same only: whose it is. */
struct str seal_close(struct mem *m, const unsigned char key[SEAL_KEY], const void *p, size_t n,
    struct str about);

/* The n bytes; false when they are not that many, were locked with another key or about something else, or were changed. */
bool seal_open(const unsigned char key[SEAL_KEY], struct str sealed, struct str about, void *p,
    size_t n) NODISCARD;

/* Forgets what a program should not keep lying about. */
void seal_wipe(void *p, size_t n);

#endif
