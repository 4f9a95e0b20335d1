/* Where does a CSV cell end, and what does a quoted one say? */
#include "read/csv_scan.h"

#include "read/byte_block.h"

static uint64_t mark_word(const char *at, byte_block separators)
{
    const byte_block zero = {0}, line_feeds = zero + '\n', returns = zero + '\r';
    uint64_t marks = 0;
    for (unsigned part = 0; part < WORD_BLOCKS; part++) {
        byte_block bytes = block_load(at + part * BLOCK_BYTES);
        byte_block found = (bytes == separators) | (bytes == line_feeds) | (bytes == returns);
        marks |= block_bits(found) << (part * BLOCK_BYTES);
    }
    return marks;
}

void csv_scan_begin(struct csv_scan *scan, uint64_t *marks, const char *bytes, size_t length, char separator)
{
    const byte_block separators = (byte_block){0} + (int8_t)separator;
    for (size_t word = 0; 64 * word <= length; word++)
        marks[word] = mark_word(bytes + 64 * word, separators);
    uint64_t end = (uint64_t)1 << (length % 64);
    marks[length / 64] = (marks[length / 64] & (end - 1)) | end;
    *scan = (struct csv_scan){.start = bytes,
                              .end = bytes + length,
                              .separator = separator,
                              .marks = marks,
                              .word = marks,
                              .bytes = bytes,
                              .ahead = marks[0]};
}

const char *csv_take_quoted(struct csv_cell *cell, struct csv_scan *scan, const char *at)
{
    bool doubled = false;
    const char *after = csv_after_quotes(at, scan->end, &doubled);
    if (after == NULL) {
        *cell = (struct csv_cell){.start = at, .end = scan->end, .resolve = true, .unclosed = true};
        return scan->end;
    }
    csv_scan_move(scan, after);
    const char *delimiter = csv_scan_next(scan);
    if (doubled || after != delimiter)
        *cell = (struct csv_cell){.start = at, .end = delimiter, .resolve = true};
    else
        *cell = (struct csv_cell){.start = at + 1, .end = after - 1};
    return delimiter;
}

size_t csv_resolve(const struct csv_cell *cell, char *out)
{
    const char *at = cell->start + 1; /* after the opening quote */
    char *to = out;
    bool inside = true;
    while (at < cell->end) {
        if (inside && *at == '"' && at + 1 < cell->end && at[1] == '"') {
            *to++ = '"';
            at += 2;
        } else if (inside && *at == '"') {
            inside = false; /* what follows up to the separator is taken as it stands */
            at++;
        } else {
            *to++ = *at++;
        }
    }
    return (size_t)(to - out);
}
