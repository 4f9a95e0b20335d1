/* What does the program do when a call writes less than it was given? Loaded before it by test_disk.py: every
 * SHORT_WRITES-th write of more than one byte writes half of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int calls, shortened;

static size_t shorter(int file, size_t length)
{
    const char *every = getenv("SHORT_WRITES");
    int number = every != NULL ? atoi(every) : 0;
    if (number < 1 || file <= 2 || length < 2 || ++calls % number != 0)
        return length;
    shortened++;
    return length / 2;
}

ssize_t write(int file, const void *bytes, size_t length)
{
    ssize_t (*real)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return real(file, bytes, shorter(file, length));
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at)
{
    ssize_t (*real)(int, const void *, size_t, off64_t) =
        (ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    return real(file, bytes, shorter(file, length), at);
}

/* Shows that the test tests something. */
__attribute__((destructor)) static void tell(void)
{
    if (shortened > 0)
        dprintf(2, "short writes: %d\n", shortened);
}
