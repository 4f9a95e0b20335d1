/*
 * Rows of a release that are too many for memory: whole pages of them lie in a file without a name, one of which is in
 * memory at a time. Private to the files release_*.c.
 */
#ifndef PROTECT_RELEASE_PAGES_H
#define PROTECT_RELEASE_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "geometry/polygon.h"

enum { PAGE_ROWS = 4096 };

union release_cell_value;
struct release_column;

/* Some rows one after the other, cells row by row. */
struct row_page {
    size_t first, count;
    union release_cell_value *values;
    bool *known;
    struct point *points;
    bool *point_known;
};

struct release_pages;
/* Borrows the columns, whose number must not change any more. */
enum mah_status release_pages_new(struct release_pages **out, const struct release_column *columns, size_t column_count,
                                  const char *folder, struct mah_error *err);
void release_pages_free(struct release_pages *pages);

/* Writes PAGE_ROWS rows, which follow the last ones written. Their texts need not live on; values are changed. */
enum mah_status release_pages_add(struct release_pages *pages, struct row_page *page, struct mah_error *err);

/*
 * The page of a row that was written; its texts are good until another page is asked for, but for those of columns that
 * list their values. Where it cannot be read its cells are unknown, and release_pages_status says why.
 */
struct row_page release_pages_read(struct release_pages *pages, size_t row);
enum mah_status release_pages_status(const struct release_pages *pages, struct mah_error *err);

#endif
