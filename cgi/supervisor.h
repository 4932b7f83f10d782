/*
 * supervisor.h: one listening socket, N worker processes on it.
 *
 *     SIGTERM, SIGINT   workers finish the request in flight, then all ends
 *     SIGHUP            words, templates and configuration are read again; when they are
 *                       right, new workers take over and the old ones finish
 *
 * Each minute it publishes what is due (due.h). Every searches_seconds it writes down what the workers have counted (searched.h).
 *
 * A worker that dies is replaced; when workers die soon after their start,
 * the next ones wait, twice as long each time up to half a minute.
 */
#ifndef MEDVERK_SUPERVISOR_H
#define MEDVERK_SUPERVISOR_H

#include "cgi/app.h"

/*
 * Opens the listening socket of the settings (a path or HOST:PORT), or takes
 * descriptor 0 when `socket` is empty. Returns -1 after log_say of what is wrong.
 */
int supervisor_listen(const struct config *c);

/* Removes the socket that supervisor_listen() made, when it is a path. */
void supervisor_remove_socket(const struct config *c);

/* Reads the settings again; false keeps the present ones. */
struct supervisor_reload {
	bool (*read)(void *ctx, struct config *c);
	void *ctx;
};

/* Runs until it is told to end. Exit status of the program. */
int supervisor_run(int listen_fd, struct config *c, const struct supervisor_reload *reload);

#endif
