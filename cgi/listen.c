/* listen.c: the listening socket. */
#include "cgi/supervisor.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/log.h"

enum { BACKLOG = 512 };

static int
listen_on(int fd, const struct sockaddr *address, socklen_t n, const char *name)
{
	if (fd >= 0 && bind(fd, address, n) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	log_say("cannot listen on %s: %s", name, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Three octal digits, or four of which the first is 0. */
static bool
is_mode(const char *s)
{
	size_t n = strlen(s);

	return strspn(s, "01234567") == n && (n == 3 || (n == 4 && s[0] == '0'));
}

/* True when nobody listens there any more. Whatever else happens, it is somebody's and not ours to replace. */
static bool
is_dead(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	bool dead = fd >= 0 &&
	    connect(fd, (const struct sockaddr *)address, sizeof(*address)) != 0 &&
	    errno == ECONNREFUSED;

	if (fd >= 0)
		close(fd);
	return dead;
}

static int
listen_path(const char *path, const char *mode)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	mode_t before, wanted = (mode_t)strtoul(mode, NULL, 8);
	struct stat st;
	int fd;

	if (!is_mode(mode)) {
		log_say(
		    "setting socket_mode: '%s' is not permissions in octal digits, such as 0660",
		    mode);
		return -1;
	}
	if (strlen(path) >= sizeof(address.sun_path)) {
		log_say("the socket's path is too long (%zu bytes at most): %s",
		    sizeof(address.sun_path) - 1, path);
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path));
	if (lstat(path, &st) == 0) {
		if (!S_ISSOCK(st.st_mode)) {
			log_say("%s is there already and is no socket; choose another path", path);
			return -1;
		}
		if (!is_dead(&address)) {
			log_say(
			    "another program listens on %s already; stop it, or choose another path",
			    path);
			return -1;
		}
		unlink(path);
	}
	before = umask(0777 & ~wanted);
	fd = listen_on(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address,
	    sizeof(address), path);
	umask(before);
	return fd;
}

static int
listen_port(const struct config *c, const char *colon)
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM,
	    .ai_flags = AI_PASSIVE };
	struct mem *m = mem_new(0);
	const char *host = mem_strdup(m, (struct str){ c->socket, (size_t)(colon - c->socket) });
	struct addrinfo *list = NULL;
	int on = 1, fd = -1, problem = EAI_SERVICE;
	int64_t port;

	if (str_int(str_of(colon + 1), &port) && port >= 1 && port <= UINT16_MAX)
		problem = getaddrinfo(host[0] == '\0' ? NULL : host, colon + 1, &hints, &list);
	if (problem != 0) {
		log_say("socket '%s' is no HOST:PORT: %s", c->socket, gai_strerror(problem));
	} else {
		fd = socket(list->ai_family, SOCK_STREAM, 0);
		if (fd >= 0)
			setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
		fd = listen_on(fd, list->ai_addr, list->ai_addrlen, c->socket);
		freeaddrinfo(list);
	}
	mem_free(m);
	return fd;
}

/* The web server's socket on descriptor 0, as spawn-fcgi and lighttpd leave it. */
static int
listen_inherited(void)
{
	int listening = 0;
	socklen_t n = sizeof(listening);

	if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listening, &n) == 0 && listening)
		return STDIN_FILENO;
	log_say("there is no socket to serve: give --socket PATH or HOST:PORT, "
	    "or let a web server start the program");
	return -1;
}

/* HOST:PORT has a colon and no slash; all else is a path. */
static const char *
port_of(const struct config *c)
{
	return strchr(c->socket, '/') == NULL ? strrchr(c->socket, ':') : NULL;
}

void
supervisor_remove_socket(const struct config *c)
{
	struct stat st;

	if (c->socket[0] != '\0' && port_of(c) == NULL && lstat(c->socket, &st) == 0 &&
	    S_ISSOCK(st.st_mode))
		unlink(c->socket);
}

int
supervisor_listen(const struct config *c)
{
	const char *colon = port_of(c);

	if (c->socket[0] == '\0')
		return listen_inherited();
	if (colon != NULL)
		return listen_port(c, colon);
	return listen_path(c->socket, c->socket_mode);
}
