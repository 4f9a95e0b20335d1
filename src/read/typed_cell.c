/* How does a value of a database or of GDAL become a cell of a batch? */
#include "read/typed_cell.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define EXACT_INTEGERS 9007199254740992 /* 2^53: above it a double skips whole numbers */

void cell_set_missing(struct column *column, size_t row)
{
    column->kind[row] = CELL_MISSING;
    column->cell[row].text = (struct slice){"", 0};
}

void cell_set_number(struct column *column, size_t row, double value)
{
    if (isnan(value)) {
        cell_set_missing(column, row);
        return;
    }
    column->kind[row] = CELL_NUMBER;
    column->cell[row].number = value;
}

static enum mah_status store(struct column *column, size_t row, struct slice text, struct arena *arena,
                             struct mah_error *err)
{
    if (text.length == 0) {
        cell_set_missing(column, row);
        return MAH_OK;
    }
    char *copy = arena_take(arena, text.length);
    if (copy == NULL)
        return mah_no_memory(err);
    memcpy(copy, text.bytes, text.length);
    column->kind[row] = CELL_TEXT;
    column->cell[row].text = (struct slice){copy, text.length};
    return MAH_OK;
}

enum mah_status cell_set_integer(struct column *column, size_t row, int64_t value, struct arena *arena,
                                 struct mah_error *err)
{
    if (value >= -EXACT_INTEGERS && value <= EXACT_INTEGERS) {
        cell_set_number(column, row, (double)value);
        return MAH_OK;
    }
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, value);
    return store(column, row, (struct slice){digits, (uint32_t)length}, arena, err);
}

enum mah_status cell_set_text(struct column *column, size_t row, const char *bytes, size_t length, struct arena *arena,
                              uint64_t *recoded, struct mah_error *err)
{
    if (length > UINT32_MAX)
        return mah_fail(err, MAH_BAD_SOURCE, "a cell of more than %u bytes is no cell of a household table",
                        UINT32_MAX);
    if (utf8_is_valid(bytes, length))
        return store(column, row, slice_trim((struct slice){bytes, (uint32_t)length}), arena, err);
    struct text decoded = TEXT_EMPTY;
    text_add_decoded(&decoded, bytes, length, ENCODING_WINDOWS_1254);
    (*recoded)++;
    enum mah_status status = decoded.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK)
        status = store(column, row, slice_trim((struct slice){decoded.bytes, (uint32_t)decoded.length}), arena, err);
    text_release(&decoded);
    return status;
}
