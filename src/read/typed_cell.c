/* How does a value of a database or of GDAL become a cell of a batch? */
#include "read/typed_cell.h"

#include <endian.h>
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

/* Are all bytes ASCII? Few at a time, since cells are short; the words overlap. */
static bool is_ascii(const char *bytes, size_t length)
{
    uint64_t seen = 0, word;
    if (length < sizeof word) {
        for (size_t i = 0; i < length; i++)
            seen |= (unsigned char)bytes[i];
        return (seen & 0x80) == 0;
    }
    for (size_t i = 0; i + sizeof word <= length; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        seen |= word;
    }
    memcpy(&word, bytes + length - sizeof word, sizeof word);
    return ((seen | word) & 0x8080808080808080u) == 0;
}

/* One to eight bytes, the first one lowest, whatever the machine. */
static uint64_t short_word(const unsigned char *bytes, size_t length)
{
    if (length < 4)
        return bytes[0] | (uint64_t)bytes[length / 2] << 8 * (length / 2) |
               (uint64_t)bytes[length - 1] << 8 * (length - 1);
    uint32_t first, last;
    memcpy(&first, bytes, sizeof first);
    memcpy(&last, bytes + length - 4, sizeof last);
    return le32toh(first) | (uint64_t)le32toh(last) << 8 * (length - 4);
}

/* Most cells are a few ASCII letters or digits, without blanks at their ends: copied in one piece. */
static bool set_short(struct column *column, size_t row, const char *bytes, size_t length, struct arena *arena)
{
    if (length == 0 || length > sizeof(uint64_t))
        return false;
    uint64_t word = short_word((const unsigned char *)bytes, length);
    if ((word & 0x8080808080808080u) != 0 || slice_may_begin_blank(bytes[0]) || slice_may_end_blank(bytes[length - 1]))
        return false;
    char *copy = arena_take(arena, sizeof word);
    if (copy == NULL)
        return false;
    word = htole64(word);
    memcpy(copy, &word, sizeof word);
    column->kind[row] = CELL_TEXT;
    column->cell[row].text = (struct slice){copy, (uint32_t)length};
    return true;
}

enum mah_status cell_set_text(struct column *column, size_t row, const char *bytes, size_t length, struct arena *arena,
                              uint64_t *recoded, struct mah_error *err)
{
    if (set_short(column, row, bytes, length, arena))
        return MAH_OK;
    if (length > UINT32_MAX)
        return mah_fail(err, MAH_BAD_SOURCE, "a cell of more than %u bytes is no cell of a household table",
                        UINT32_MAX);
    if (is_ascii(bytes, length) || utf8_is_valid(bytes, length))
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
