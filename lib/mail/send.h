/*
 * send.h: hands one message to a program that sends it: a sendmail command of the operator's choice,
 * or our own medverk-smtp (smtp.h). A process of its own for each message: what talks with foreign servers, and
 * the libraries it needs for that, is never in a process that has the database open, and cannot take that one down.
 */
#ifndef MEDVERK_SEND_H
#define MEDVERK_SEND_H

#include "lib/base/mem.h"
#include "lib/base/str.h"

enum send_result {
	SEND_DONE,
	SEND_LATER,             /* not this mail, not now */
	SEND_REFUSED,           /* not this mail, never */
	SEND_NO_SERVER,         /* nothing can be sent like this: settings or server are at fault, not the mail */
};

/*
 * Exit statuses that mean so, of sysexits.h, as sendmail commands use them. Beside these: EX_NOUSER and EX_NOHOST
 * refuse; EX_USAGE, and 126 and 127 of a program that cannot be run, are no server; all others, and death by a signal, are "later".
 */
enum { SEND_EXIT_REFUSED = 65, SEND_EXIT_LATER = 75, SEND_EXIT_NO_SERVER = 78 };

struct send_variable {
	const char *name, *value;
};

struct send_program {
	const char *const *argv;                /* NULL ends it; searched for in PATH when it has no slash */
	const struct send_variable *environment; /* what is added to ours; a NULL name ends it */
	unsigned seconds;                       /* after that it is killed, and the result is SEND_LATER */
};

/*
 * Runs the program with the message, whole, on its standard input, and waits for its end. *said, in m, is what it wrote to
 * standard error (4 KiB at most), or what else is known of a failure. A program that is killed takes those with it that
 * it started. It is killed too when this process dies, where the system can do that.
 */
enum send_result send_message(struct mem *m, const struct send_program *program, struct str message,
    struct str *said);

#endif
