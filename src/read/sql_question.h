/*
 * What does a GeoPackage answer to a statement of SQL? The one door to SpatiaLite. A connection of its own that reads
 * only: no statement, no function, no virtual table and nothing in the file itself can write, attach, load or open
 * anything else (sql_guard.h, sql_functions.h).
 */
#ifndef READ_SQL_QUESTION_H
#define READ_SQL_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "read/arena.h"

enum { SQL_MOST_ROWS = 1000000, SQL_MOST_MEGABYTES = 512 };

enum sql_kind { SQL_NULL, SQL_INTEGER, SQL_REAL, SQL_TEXT };

struct sql_cell {
    enum sql_kind kind;
    union {
        int64_t integer;
        double real;
        const char *text; /* UTF-8; a geometry is "<MULTIPOLYGON>", other bytes "<12 bytes>" */
    } value;
};

struct sql_answer {
    char **names; /* column_count, as SQL calls them; a name that comes again gets a number: "n", "n_2" */
    size_t column_count;
    struct sql_cell *cells; /* row_count x column_count */
    size_t row_count, capacity;
    bool of_secure; /* of a file that this program wrote under the profile secure */
    bool was_cut;   /* there were more rows, or bytes, than an answer may have */
    struct arena texts;
};

/*
 * Opens the file, asks the one statement, closes the file. Geometries of GeoPackage are understood by SpatiaLite's
 * functions as they are. MAH_BAD_SOURCE where the file is no GeoPackage or is damaged; MAH_BAD_USAGE where the
 * statement does not only read, is not one statement, or is not understood, with the names that are near; MAH_FAILED
 * where it takes longer than the limit, needs too much memory, or the file is locked; MAH_INTERRUPTED. Free with
 * sql_answer_free.
 */
enum mah_status sql_ask(struct sql_answer **out, const char *path, const char *sql, double time_limit_s,
                        struct mah_error *err);
void sql_answer_free(struct sql_answer *answer);

#endif
