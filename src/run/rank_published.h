/* Which mahalle of a finished GeoPackage need it most? The story of `mahalle rank`. */
#ifndef RUN_RANK_PUBLISHED_H
#define RUN_RANK_PUBLISHED_H

#include <stdbool.h>
#include <stdint.h>

#include "protect/release.h"
#include "run/warnings.h"

struct rank_request {
    const char *department; /* NULL: that of the file, else "general" */
    const char *by;         /* a column of mah_indicators instead of a department; NULL: none */
    const char *explain;    /* a mahalle, by name or code; NULL: the whole list */
    size_t top;             /* so many rows at most, and what counts as the top; 0: all rows, the first ten */
    int64_t seed;           /* -1: that of the file, else 1 */
    bool is_drawn;          /* the answer is a map */
};

/*
 * Opens the file, computes scores, ranks and draws from what it shows, and makes a release of them: the table
 * `priority`, with `by` the table `ranking`, with `explain` the tables `priority` (one row), `explain` and
 * `explain_records`. Notes say what was weighed, what is missing and how sure the order is; where `explain` is asked
 * for the first of them is its headline. MAH_BAD_USAGE for an unknown field, mahalle or department. Free the release
 * with protect_release_free.
 */
enum mah_status rank_published(struct mah_release **out, struct warnings *notes, const struct rank_request *request,
                               const char *path, struct mah_error *err);

#endif
