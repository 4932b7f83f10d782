/* confine.c: limits of the kernel, then a list of the calls that are left (seccomp(2)). */
#include "lib/media/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>

#include <linux/sched.h>
#include <seccomp.h>

#include "lib/base/log.h"

enum {
	MIB = 1 << 20,
	MEMORY_MIB = 1024,      /* of addresses; what is in use is a quarter of it at most (measured) */
	WRITTEN_MIB = 32,       /* the largest file */
	SECONDS = 20,           /* of the processor */
};

/*
 * What a program needs that reads open files, computes and writes to open files. No call opens, makes, names or removes anything;
 * none leads to another process or another machine.
 */
static const int calls[] = {
	SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(pwrite64),
	SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(dup), SCMP_SYS(fstat),
	SCMP_SYS(newfstatat), SCMP_SYS(fcntl), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(fadvise64), SCMP_SYS(mmap),
	SCMP_SYS(munmap), SCMP_SYS(mprotect), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
	SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
	SCMP_SYS(gettimeofday), SCMP_SYS(nanosleep), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid),
	SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getrandom), SCMP_SYS(sysinfo),
	SCMP_SYS(uname), SCMP_SYS(tgkill), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

static bool
limit(int what, rlim_t most)
{
	const struct rlimit l = { most, most };

	return setrlimit(what, &l) == 0;
}

static bool
limit_all(void)
{
#ifndef WITH_ASAN
	if (!limit(RLIMIT_AS, (rlim_t)MEMORY_MIB * MIB))
		return false;
#endif
	return limit(RLIMIT_CPU, SECONDS) && limit(RLIMIT_FSIZE, (rlim_t)WRITTEN_MIB * MIB) &&
	    limit(RLIMIT_CORE, 0);
}

/* Threads, but no processes. Of clone3(2) a filter cannot see which it is; without it the C library uses clone(2). */
static int
allow_threads(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
	    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
}

static int
allow_calls(scmp_filter_ctx filter)
{
	int e = allow_threads(filter);

	for (size_t i = 0; e == 0 && i < COUNT_OF(calls); i++)
		e = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	return e != 0 ? e : seccomp_load(filter);
}

bool
confine(void)
{
	scmp_filter_ctx filter;
	int e;

	if (!limit_all()) {
		log_say("limits cannot be set: %s", strerror(errno));
		return false;
	}
	/* All other calls are answered as by a system that does not have them. */
	filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	e = filter == NULL ? -ENOMEM : allow_calls(filter);
	seccomp_release(filter);
	if (e != 0)
		log_say("the system does not confine this process: %s", strerror(-e));
	return e == 0;
}
