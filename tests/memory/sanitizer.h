/* What the sanitizers tell a program that is built with them, and nothing in one that is not. */
#ifndef MEMORY_SANITIZER_H
#define MEMORY_SANITIZER_H

#include <stdbool.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
/* Is anything of what was allocated so far out of reach? Reports where it was asked for. */
static inline bool has_leaked(void)
{
    return __lsan_do_recoverable_leak_check() != 0;
}
static inline void report_to(int fd, void (*last_words)(void))
{
    __sanitizer_set_report_fd((void *)(long)fd);
    __sanitizer_set_death_callback(last_words);
}
#else
static inline bool has_leaked(void)
{
    return false;
}
static inline void report_to(int fd, void (*last_words)(void))
{
    (void)fd;
    (void)last_words;
}
#endif

#endif
