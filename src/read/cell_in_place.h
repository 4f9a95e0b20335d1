/* Which values become cells without a copy and without a call? The usual ones; typed_cell.h does the rest. */
#ifndef READ_CELL_IN_PLACE_H
#define READ_CELL_IN_PLACE_H

#include <endian.h>

#include "read/typed_cell.h"

enum { TEXT_SLACK = 8 }; /* readable bytes after a text, whatever they hold */

#define EACH(byte) (0x0101010101010101u * (byte))

/*
 * Is it UTF-8 of one and two bytes a letter, as all Turkish text is? Eight bytes at a time: leading bytes are C2..DF,
 * and exactly the bytes after them are continuations. False says nothing: there are longer letters.
 */
static inline bool is_short_lettered(const char *bytes, size_t length)
{
    uint64_t expected = 0;
    for (size_t i = 0; i < length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        word = le64toh(word);
        if (length - i < 8)
            word &= ~(~(uint64_t)0 << 8 * (length - i));
        uint64_t high = word & EACH(0x80);
        if ((high | expected) == 0)
            continue;
        uint64_t leads = high & word << 1, follows = high & ~(word << 1);
        uint64_t longer = leads & word << 2;
        uint64_t overlong = leads & ~(word << 3 | word << 4 | word << 5 | word << 6); /* C0, C1 */
        if ((longer | overlong | (follows ^ (leads << 8 | expected))) != 0)
            return false;
        expected = leads >> 56;
    }
    return expected == 0;
}

/*
 * Like cell_set_text, but a text that is good as it stands is not copied: TEXT_SLACK bytes after it can be read, and it
 * stays as long as the batch. False: it needs cell_set_text.
 */
static inline bool cell_set_text_in_place(const struct column *column, size_t row, const char *bytes, uint32_t length)
{
    if (length == 0)
        return false;
    if (slice_may_begin_blank(bytes[0]) | slice_may_end_blank(bytes[length - 1]) || !is_short_lettered(bytes, length))
        return false;
    column->kind[row] = CELL_TEXT;
    column->cell[row].text = (struct slice){bytes, length};
    return true;
}

/* Like cell_set_integer. False: it needs that. */
static inline bool cell_set_integer_in_place(const struct column *column, size_t row, int64_t value)
{
    if (value != (int32_t)value)
        return false;
    column->kind[row] = CELL_NUMBER;
    column->cell[row].number = (double)(int32_t)value;
    return true;
}

static inline void cell_set_missing_in_place(const struct column *column, size_t row)
{
    column->kind[row] = CELL_MISSING;
    column->cell[row].text = (struct slice){"", 0};
}

#undef EACH

#endif
