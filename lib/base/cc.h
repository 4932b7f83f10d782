/*
 * cc.h: what the compiler can do beyond ISO C11, behind names of our own.
 * Every extension the project uses is here, so that another compiler needs
 * to be taught in one place only.
 */
#ifndef MEDVERK_CC_H
#define MEDVERK_CC_H

#if defined(__GNUC__)
#define NODISCARD       __attribute__((warn_unused_result))
#define NORETURN        __attribute__((noreturn))
#define PRINTF(f, a)    __attribute__((format(printf, f, a)))
#define UNUSED          __attribute__((unused))
#define COLD            __attribute__((noinline, cold))
#define LIKELY(x)       __builtin_expect(!!(x), 1)
#define UNLIKELY(x)     __builtin_expect(!!(x), 0)
#define PREFETCH(p)     __builtin_prefetch(p)   /* memory that is read soon; any address will do */
#else
#define NODISCARD
#define NORETURN
#define PRINTF(f, a)
#define UNUSED
#define COLD
#define LIKELY(x)       (x)
#define UNLIKELY(x)     (x)
#define PREFETCH(p)     ((void)(p))
#endif

/* Lets the kernel send this process a signal when its parent dies; elsewhere it lives on. */
#if defined(__linux__)
#include <sys/prctl.h>
#define END_WITH_PARENT(signal_number)  prctl(PR_SET_PDEATHSIG, (signal_number))
#else
#define END_WITH_PARENT(signal_number)  ((void)(signal_number))
#endif

#define COUNT_OF(a)     (sizeof(a) / sizeof((a)[0]))

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif

#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)    ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n)  ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n)    ((void)(p), (void)(n))
#define UNPOISON(p, n)  ((void)(p), (void)(n))
#endif

#endif
