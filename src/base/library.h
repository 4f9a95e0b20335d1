/* A library that is opened only when something needs it: what is linked costs every start. */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Where the address of a function goes: `offset` bytes into the table of its library. */
struct library_function {
    const char *name;
    size_t offset;
};

struct library {
    const char *file; /* as the linker would name it: "libgdal.so.32" */
    const struct library_function *functions;
    size_t count;
    void *table; /* of pointers to functions, called once the library is open */
    pthread_mutex_t lock;
    bool is_open;
};

/* For the list of functions that a door writes once, as LIST(use): the members of the table, with the types that the
 * library's own header gives them, so that a call is checked as if it were linked. */
#define LIBRARY_MEMBER(name) __typeof__(&name) name;

/*
 * Opens the library where it is not open yet and fills its table; it stays open to the end. Any thread may call it at
 * any time. MAH_FAILED where the library, or a function of it, is not there.
 */
enum mah_status library_open(struct library *library, struct mah_error *err);

/* For whoever tries files and passes over those that cannot be read: MAH_OK unless a library could not be opened since
 * the start of the program, else that failure again. */
enum mah_status library_missed(struct mah_error *err);

#endif
