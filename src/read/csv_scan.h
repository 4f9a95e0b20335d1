/* Where does a CSV cell end? All separators and line ends are marked first, a bit each; cells are what lies between. */
#ifndef READ_CSV_SCAN_H
#define READ_CSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes after the end of every buffer that is scanned: allocated and set, whatever their value. */
enum { CSV_PADDING = 64 };

/* A walk along the delimiters of some bytes: separator, LF, CR, and the end as the last one. */
struct csv_scan {
    const char *start, *end;
    char separator;
    const uint64_t *marks; /* bit i of word j: the byte 64 * j + i is a delimiter */
    const uint64_t *word;  /* where the walk is, */
    const char *bytes;     /* the bytes of this word, */
    uint64_t ahead;        /* and those of its marks that are still ahead */
};

/* Words of marks that `length` bytes need. */
static inline size_t csv_scan_words(size_t length)
{
    return length / 64 + 1;
}

/* Marks the delimiters in `marks` (csv_scan_words) and puts the walk at the start. */
void csv_scan_begin(struct csv_scan *scan, uint64_t *marks, const char *bytes, size_t length, char separator);

/* The next delimiter; not to be called again after it gave the end. */
static inline const char *csv_scan_next(struct csv_scan *scan)
{
    while (scan->ahead == 0) {
        scan->ahead = *++scan->word;
        scan->bytes += 64;
    }
    const char *at = scan->bytes + __builtin_ctzll(scan->ahead);
    scan->ahead &= scan->ahead - 1;
    return at;
}

/* Goes on from `at`, which lies ahead: what stands in quotes is no delimiter. */
static inline void csv_scan_move(struct csv_scan *scan, const char *at)
{
    size_t place = (size_t)(at - scan->start);
    scan->word = scan->marks + place / 64;
    scan->bytes = scan->start + place / 64 * 64;
    scan->ahead = *scan->word & (UINT64_MAX << (place % 64));
}

/* A cell as it stands: where `resolve` is set, from its opening quote on, else its text. */
struct csv_cell {
    const char *start, *end;
    bool resolve;  /* doubled quotes or text after the closing one: csv_resolve makes the text */
    bool unclosed; /* the closing quote is missing; the cell reaches to the end of the bytes */
};

/* After the closing quote of the cell whose opening quote stands at `at`; NULL where there is none. */
static inline const char *csv_after_quotes(const char *at, const char *end, bool *doubled)
{
    for (at++;; at += 2) {
        at = memchr(at, '"', (size_t)(end - at));
        if (at == NULL || at + 1 == end || at[1] != '"')
            return at != NULL ? at + 1 : NULL;
        *doubled = true;
    }
}

/* The part of csv_take_cell for cells that start with a quote. */
const char *csv_take_quoted(struct csv_cell *cell, struct csv_scan *scan, const char *at);

/* Takes the cell that starts at `at` and returns what ends it (RFC 4180; a quote opens a cell only at its very start).
 */
static inline const char *csv_take_cell(struct csv_cell *cell, struct csv_scan *scan, const char *at)
{
    if (at < scan->end && *at == '"')
        return csv_take_quoted(cell, scan, at);
    const char *delimiter = csv_scan_next(scan);
    *cell = (struct csv_cell){.start = at, .end = delimiter};
    return delimiter;
}

/* The first byte of the next row, where a row was ended by `at`: CR, LF, CRLF or the end. */
static inline const char *csv_after_row(struct csv_scan *scan, const char *at)
{
    if (at == scan->end)
        return at;
    if (*at == '\r' && at + 1 < scan->end && at[1] == '\n')
        at = csv_scan_next(scan);
    return at + 1;
}

/* The text of a cell that has to be resolved, into `out`, which needs end - start bytes. Returns its length. */
size_t csv_resolve(const struct csv_cell *cell, char *out);

#endif
