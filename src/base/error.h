/* How a room reports a failure: one status, one line that says why. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "mahalle/error.h"

/*
 * Records why a call failed and returns the status, so that guards read `return mah_fail(...)`.
 * The English format is also the key under which layers/messages.csv holds its Turkish form.
 * err may be NULL; then only the status is returned.
 */
enum mah_status mah_fail(struct mah_error *err, enum mah_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Prefixes a reason that is already recorded: "<context>: <reason>". The first cause is never replaced. */
enum mah_status mah_context(struct mah_error *err, enum mah_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The usual reason where memory runs out. */
enum mah_status mah_no_memory(struct mah_error *err);

#endif
