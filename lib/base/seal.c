/* seal.c: libsodium. */
#include "lib/base/seal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <sodium.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/base/random.h"

enum {
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	KEY_DIGITS = SEAL_KEY * 2,
	MOST = 256,                     /* bytes that are locked at a time */
};

static void
begin(void)
{
	if (sodium_init() < 0)
		abort();
}

static bool
complain(const char *path, const char *what)
{
	log_event(LOG_ERROR, "key", "file=\"%s\" error=\"%s\"", path, what);
	return false;
}

/* ------------------------------------------------------------------- the key */

static bool
read_digits(struct str text, unsigned char key[SEAL_KEY])
{
	size_t n;

	text = str_trim(text);
	return text.n == KEY_DIGITS &&
	    sodium_hex2bin(key, SEAL_KEY, text.p, text.n, NULL, &n, NULL) == 0 && n == SEAL_KEY;
}

bool
seal_read_key(const char *path, unsigned char key[SEAL_KEY])
{
	char text[KEY_DIGITS + 2];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	begin();
	if (fd < 0)
		return complain(path, strerror(errno));
	n = read(fd, text, sizeof(text));
	close(fd);
	if (n < 0 || !read_digits((struct str){ text, (size_t)n }, key))
		return complain(path, n < 0 ? strerror(errno) : "no key of 64 hexadecimal digits");
	sodium_memzero(text, sizeof(text));
	return true;
}

/* Under another name first, so that nobody meets half of it, and the name is given only where nobody has it. */
static bool
write_key(struct mem *m, const char *path)
{
	const char *part = mem_printf(m, "%s.%ld.part", path, (long)getpid());
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	unsigned char key[SEAL_KEY];
	char text[KEY_DIGITS + 1];
	bool fine;
	int why;

	if (fd < 0)
		return complain(path, strerror(errno));
	random_bytes(key, sizeof(key));
	sodium_bin2hex(text, sizeof(text), key, sizeof(key));
	text[KEY_DIGITS] = '\n';
	fine = file_write_at(fd, 0, text, sizeof(text)) && fsync(fd) == 0;
	fine = close(fd) == 0 && fine;
	fine = fine && (link(part, path) == 0 || errno == EEXIST) &&
	    file_sync_folder(file_folder(m, path));
	why = errno;
	unlink(part);
	sodium_memzero(text, sizeof(text));
	sodium_memzero(key, sizeof(key));
	return fine || complain(path, strerror(why));
}

bool
seal_make_key(struct mem *m, const char *path, unsigned char key[SEAL_KEY])
{
	begin();
	return (file_exists(path) || write_key(m, path)) && seal_read_key(path, key);
}

/* ------------------------------------------------------------------- locking */

struct str
seal_close(struct mem *m, const unsigned char key[SEAL_KEY], const void *p, size_t n,
    struct str about)
{
	unsigned char bytes[NONCE + MOST + TAG];
	size_t all = NONCE + n + TAG;
	char *text = mem_alloc(m, all * 2 + 1);

	assert(n <= MOST);
	begin();
	random_bytes(bytes, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + NONCE, NULL, p, n,
	    (const unsigned char *)about.p, about.n, NULL, bytes, key);
	sodium_bin2hex(text, all * 2 + 1, bytes, all);
	return str_of(text);
}

bool
seal_open(const unsigned char key[SEAL_KEY], struct str sealed, struct str about, void *p, size_t n)
{
	unsigned char bytes[NONCE + MOST + TAG];
	size_t all;

	assert(n <= MOST);
	begin();
	return sealed.p != NULL &&
	    sodium_hex2bin(bytes, sizeof(bytes), sealed.p, sealed.n, NULL, &all, NULL) == 0 &&
	    all == NONCE + n + TAG &&
	    crypto_aead_xchacha20poly1305_ietf_decrypt(p, NULL, NULL, bytes + NONCE, n + TAG,
	    (const unsigned char *)about.p, about.n, bytes, key) == 0;
}

void
seal_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}
