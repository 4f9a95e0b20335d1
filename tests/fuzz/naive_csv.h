/* A CSV file read the plain way, byte after byte (RFC 4180): what the quick way has to find too. */
#ifndef TESTS_NAIVE_CSV_H
#define TESTS_NAIVE_CSV_H

#include "base/memory.h"
#include "fuzz.h"
#include "read/batch.h"

enum { NAIVE_COLUMNS = 64 };

struct naive_csv {
    const char *at, *end;
    char separator;
    struct text cells[NAIVE_COLUMNS]; /* of the row in hand, not trimmed */
    size_t count;                     /* cells that it has, also beyond those kept */
    const char *row, *row_end;
    bool is_unclosed, has_filled_beyond; /* ... the number of columns in `wanted` */
    size_t wanted;
};

static inline bool naive_is_delimiter(const struct naive_csv *csv, char byte)
{
    return byte == csv->separator || byte == '\n' || byte == '\r';
}

/* One cell; what follows a closing quote belongs to it as it stands. */
static inline void naive_take_cell(struct naive_csv *csv, struct text *out)
{
    const char *start = csv->at;
    bool is_quoted = csv->at < csv->end && *csv->at == '"', is_plain = true;
    out->length = 0;
    csv->is_unclosed = is_quoted;
    for (csv->at += is_quoted; csv->at < csv->end; csv->at++) {
        bool inside = csv->is_unclosed;
        if (inside && *csv->at == '"' && csv->at + 1 < csv->end && csv->at[1] == '"') {
            text_add_bytes(out, csv->at++, 1);
            is_plain = false;
        } else if (inside && *csv->at == '"') {
            csv->is_unclosed = false;
        } else if (!inside && naive_is_delimiter(csv, *csv->at)) {
            break;
        } else {
            is_plain = is_plain && (inside || !is_quoted);
            text_add_bytes(out, csv->at, 1);
        }
    }
    /* Beyond the header a cell counts as filled by what stands in the file, blanks and simple quotes set aside. */
    bool is_filled = is_quoted && (!is_plain || csv->is_unclosed);
    for (const char *byte = start; byte < csv->at && !is_filled; byte++)
        is_filled = *byte != ' ' && *byte != '\t' && !(is_quoted && *byte == '"');
    csv->has_filled_beyond = csv->has_filled_beyond || (csv->count >= csv->wanted && is_filled);
}

/* The next row, with what ends it left behind; false at the end. */
static inline bool naive_take_row(struct naive_csv *csv)
{
    static struct text spare;
    if (csv->at >= csv->end)
        return false;
    csv->count = 0;
    csv->has_filled_beyond = csv->is_unclosed = false;
    csv->row = csv->at;
    for (;; csv->at++) {
        naive_take_cell(csv, csv->count < NAIVE_COLUMNS ? &csv->cells[csv->count] : &spare);
        csv->count++;
        if (csv->at == csv->end || *csv->at != csv->separator)
            break;
    }
    csv->row_end = csv->at;
    if (csv->at < csv->end && *csv->at++ == '\r' && csv->at < csv->end && *csv->at == '\n')
        csv->at++;
    text_release(&spare);
    return true;
}

/* Nothing but blanks and separators: such a row is counted and skipped. */
static inline bool naive_row_is_blank(const struct naive_csv *csv)
{
    for (const char *at = csv->row; at < csv->row_end; at++)
        if (*at != ' ' && *at != '\t' && *at != csv->separator)
            return false;
    return true;
}

static inline struct slice naive_cell(const struct naive_csv *csv, size_t column)
{
    if (column >= csv->count)
        return (struct slice){"", 0};
    return slice_trim((struct slice){text_bytes(&csv->cells[column]), (uint32_t)csv->cells[column].length});
}

static inline void naive_release(struct naive_csv *csv)
{
    for (size_t i = 0; i < NAIVE_COLUMNS; i++)
        text_release(&csv->cells[i]);
}

/* Row `row` of the batch is the row in hand. Rows whose encoding is broken are the caller's to judge. */
static inline void naive_require_same(const struct naive_csv *csv, const struct batch *batch, size_t row,
                                      const struct field_map *map)
{
    bool is_bad = csv->count < csv->wanted || csv->has_filled_beyond || csv->is_unclosed;
    require((batch->fault[row] == ROW_BAD_ROW) == is_bad);
    require(batch->raw[row].length == (size_t)(csv->row_end - csv->row));
    require(memcmp(batch->raw[row].bytes, csv->row, batch->raw[row].length) == 0);
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct column *column = &batch->columns[field];
        require(column->present == (map->column[field] >= 0));
        if (!column->present || map->column[field] >= NAIVE_COLUMNS)
            continue;
        struct slice text = naive_cell(csv, (size_t)map->column[field]);
        require(column->kind[row] == (text.length > 0 ? CELL_TEXT : CELL_MISSING));
        require(slice_equals(column->cell[row].text, text));
    }
}

#endif
