/* How does a value of a database or of GDAL become a cell of a batch? */
#ifndef READ_TYPED_CELL_H
#define READ_TYPED_CELL_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "read/arena.h"
#include "read/batch.h"

void cell_set_missing(struct column *column, size_t row);

/* NaN is how floating-point columns without NULL say "missing". */
void cell_set_number(struct column *column, size_t row, double value);

/* As a number where a double holds it exactly, else as its digits: a long household number must not lose its end. */
enum mah_status cell_set_integer(struct column *column, size_t row, int64_t value, struct arena *arena,
                                 struct mah_error *err);

/*
 * Copies the text into the arena, trimmed; empty is missing. What is not UTF-8 is taken as Windows-1254 (an old
 * Shapefile, a careless program) and *recoded is counted up.
 */
enum mah_status cell_set_text(struct column *column, size_t row, const char *bytes, size_t length, struct arena *arena,
                              uint64_t *recoded, struct mah_error *err);

#endif
