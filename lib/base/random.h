/*
 * random.h: unguessable bytes.
 */
#ifndef MEDVERK_RANDOM_H
#define MEDVERK_RANDOM_H

#include <stddef.h>

#define RANDOM_UUID_SIZE 37     /* 36 characters and the end */

/* Fills p with n random bytes (libsodium over getrandom(2); its only user). Never fails: the process ends instead. */
void random_bytes(void *p, size_t n);

/* A version 4 UUID in lower case (RFC 9562, section 5.4). */
void random_uuid(char out[RANDOM_UUID_SIZE]);

#endif
