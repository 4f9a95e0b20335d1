/* What may a statement of the user do? Read; nothing else, by any way. */
#ifndef READ_SQL_GUARD_H
#define READ_SQL_GUARD_H

#include <sqlite3.h>
#include <stdint.h>

#include "base/error.h"

/* What was refused first, for the message. Must not move while the connection is open. */
struct sql_guard {
    int action;        /* SQLITE_INSERT ...; 0: nothing was refused */
    char subject[128]; /* a function, a pragma, a table */
    int64_t deadline_ms, started_ms;
    int stopped; /* 1 by the time limit, 2 by the user */
};

/*
 * Takes from a connection what is not needed to read: virtual tables that read other files, extensions, statements of
 * any size. Called after SpatiaLite was set up, before the user's statement is looked at.
 */
enum mah_status sql_guard_set(struct sql_guard *guard, sqlite3 *database, double time_limit_s, struct mah_error *err);

/* MAH_BAD_USAGE unless the statement begins with a word that reads: SELECT, WITH, VALUES, EXPLAIN, PRAGMA. */
enum mah_status sql_guard_check_word(const char *sql, struct mah_error *err);

/* MAH_BAD_USAGE for what the guard refused; MAH_OK where it refused nothing. */
enum mah_status sql_guard_refusal(const struct sql_guard *guard, struct mah_error *err);

#endif
