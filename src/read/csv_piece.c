/* Where may a CSV file be cut, so that each piece holds whole rows? */
#include "read/csv_piece.h"

#include <stdint.h>
#include <string.h>

#include "read/csv_scan.h"

enum { SHORT_STRETCH = 64, BLOCK = 128 };

/* The walk through a buffer: quoted cells are hopped over, what lies between them is searched for row ends. */
struct walk {
    const char *start, *end;
    bool last;
    size_t row_limit;
    struct csv_piece piece;
};

/* LF, or CR without LF. In blocks whose count fits a byte: the form that compilers turn into vector instructions. */
static size_t count_row_ends(const char *at, size_t length)
{
    size_t count = 0;
    for (; length >= BLOCK; at += BLOCK, length -= BLOCK) {
        uint8_t block = 0;
        for (int i = 0; i < BLOCK; i++)
            block = (uint8_t)(block + ((at[i] == '\n') | ((at[i] == '\r') & (at[i + 1] != '\n'))));
        count += block;
    }
    for (size_t i = 0; i < length; i++)
        count += (at[i] == '\n') | ((at[i] == '\r') & (at[i + 1] != '\n'));
    return count;
}

/* A CR at the very end waits for the LF that may follow. */
static bool ends_row(const struct walk *walk, const char *at)
{
    return *at == '\n' || (*at == '\r' && (at + 1 < walk->end ? at[1] != '\n' : walk->last));
}

static void take_ends_singly(struct walk *walk, const char *from, const char *to)
{
    for (const char *at = from; at < to && walk->piece.rows < walk->row_limit; at++) {
        if (!ends_row(walk, at))
            continue;
        walk->piece.rows++;
        walk->piece.bytes = (size_t)(at + 1 - walk->start);
    }
}

/* The row ends between from and to, up to the limit; at once where the stretch is long and holds fewer than that. */
static void take_ends(struct walk *walk, const char *from, const char *to)
{
    size_t length = (size_t)(to - from);
    /* The byte after the last one is looked at too. */
    size_t rows = length > SHORT_STRETCH ? count_row_ends(from, length - 1) + ends_row(walk, to - 1) : SIZE_MAX;
    if (rows > walk->row_limit - walk->piece.rows) {
        take_ends_singly(walk, from, to);
    } else if (rows > 0) {
        while (!ends_row(walk, to - 1))
            to--;
        walk->piece.rows += rows;
        walk->piece.bytes = (size_t)(to - walk->start);
    }
}

/* Only a quote at the start of a cell opens quotes; any other is text. */
static bool opens_cell(const struct walk *walk, const char *quote, char separator)
{
    return quote == walk->start || quote[-1] == separator || quote[-1] == '\n' || quote[-1] == '\r';
}

/* How many lines begin between the start of a row and the end of the bytes? */
static size_t lines_behind(const char *row, const char *end)
{
    size_t lines = 0;
    for (const char *at = row; at + 1 < end; at++)
        lines += *at == '\n' || (*at == '\r' && at[1] != '\n');
    return lines;
}

struct csv_piece csv_piece_cut(const char *bytes, size_t length, bool last, size_t row_limit, char separator)
{
    struct walk walk = {.start = bytes, .end = bytes + length, .last = last, .row_limit = row_limit};
    const char *outside = bytes; /* start of the stretch outside quotes */
    const char *quote = memchr(bytes, '"', length);
    walk.piece.has_quotes = quote != NULL;
    while (quote != NULL && walk.piece.rows < row_limit) {
        bool doubled = false, opens = opens_cell(&walk, quote, separator);
        const char *after = quote + 1;
        if (opens) {
            take_ends(&walk, outside, quote);
            after = csv_after_quotes(quote, walk.end, &doubled);
            outside = after;
        }
        quote = after != NULL ? memchr(after, '"', (size_t)(walk.end - after)) : NULL;
    }
    if (outside != NULL)
        take_ends(&walk, outside, walk.end);
    if (last && walk.piece.rows < row_limit && walk.piece.bytes < length) {
        walk.piece.rows++;
        if (outside == NULL)
            walk.piece.lost_lines = lines_behind(bytes + walk.piece.bytes, walk.end);
        walk.piece.bytes = length;
    }
    return walk.piece;
}
