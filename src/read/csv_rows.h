/* Pieces of a CSV file become batches: rows into cells, only those of the columns that are wanted. */
#ifndef READ_CSV_ROWS_H
#define READ_CSV_ROWS_H

#include "read/batch.h"

/* How broken bytes show themselves in the text that is parsed. */
enum csv_suspicion {
    CSV_TRUSTED,        /* the whole file was found to be sound */
    CSV_MAYBE_NOT_UTF8, /* some rows are not well-formed */
    CSV_MAYBE_REPLACED  /* re-coding has put U+FFFD where a byte had no meaning */
};

/* Where the cells of one reader go. */
struct csv_layout {
    char separator;
    enum csv_suspicion suspicion;
    size_t column_count;
    struct csv_sink {
        uint8_t *kind;
        union cell *cell;
    } * sinks; /* the arrays of the batch, one a column of the file; NULL where it is not wanted */
    struct csv_twin {
        struct csv_sink from, to;
    } * twins; /* fields that the user takes from a column that is another field too */
    size_t twin_count;
};

enum mah_status csv_layout_init(struct csv_layout *out, struct batch *batch, const struct field_map *map,
                                size_t column_count, char separator, enum csv_suspicion suspicion,
                                struct mah_error *err);
void csv_layout_release(struct csv_layout *layout);

/*
 * Parses a piece of whole rows (csv_piece_cut; BATCH_ROWS at most) into the batch. CSV_PADDING readable bytes must come
 * after it, the first of them an LF. `marks` is room for csv_scan_words(length). Cells point into the piece, or into
 * `room` where quotes had to be resolved: `length` bytes, or NULL where the piece has no quote. Blank rows (nothing but
 * blanks and separators) are skipped. A row with more filled cells than the header has, with fewer cells, or with an
 * open quote is ROW_BAD_ROW; the cells that it has are kept.
 */
enum mah_status csv_rows_parse(struct batch *batch, const struct csv_layout *layout, const char *piece, size_t length,
                               uint64_t *marks, char *room, struct mah_error *err);

#endif
