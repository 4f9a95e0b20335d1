/* Where may a CSV file be cut, so that each piece holds whole rows? */
#ifndef READ_CSV_PIECE_H
#define READ_CSV_PIECE_H

#include <stdbool.h>
#include <stddef.h>

struct csv_piece {
    size_t bytes; /* of whole rows; 0 where not even one row ends here */
    size_t rows;  /* how many, blank ones included; a quoted line break ends no row */
    bool has_quotes;
    size_t lost_lines; /* the lines behind its own that the last row takes in because a quote in it is never closed */
};

/*
 * The longest piece at the start of the bytes, which begin with a row, that holds whole rows and at most row_limit of
 * them. `last`: nothing follows the bytes, so their end ends a row too.
 */
struct csv_piece csv_piece_cut(const char *bytes, size_t length, bool last, size_t row_limit, char separator);

#endif
