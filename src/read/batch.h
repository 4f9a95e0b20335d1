/* A batch of raw rows: columns of cells as the file holds them, not yet judged. */
#ifndef READ_BATCH_H
#define READ_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/text.h"
#include "geometry/polygon.h"
#include "read/fields.h"
#include "read/identity_columns.h"

#ifdef MAHALLE_BATCH_ROWS /* by the fuzz targets, whose files are small */
enum { BATCH_ROWS = MAHALLE_BATCH_ROWS };
#else
enum { BATCH_ROWS = 16384 }; /* rows of a batch at most; about a megabyte of CSV, so that it stays in the cache */
#endif

enum cell_kind { CELL_MISSING, CELL_TEXT, CELL_NUMBER };

/* One field of all rows. Where `present` is false the file has no such column and the arrays are not set. */
struct column {
    bool present;
    uint8_t *kind; /* enum cell_kind a row */
    union cell {
        struct slice text; /* trimmed, quotes resolved, in UTF-8 but for the bytes of a ROW_BAD_ENCODING row */
        double number;
    } * cell;
};

/* What the reader itself found wrong with a row; anything else is the check room's to say. */
enum row_fault { ROW_SOUND, ROW_BAD_ROW /* unparsable */, ROW_BAD_ENCODING };

/* The slices point into memory of the batch's reader; they are good until the same batch is filled again. */
struct batch {
    size_t source;     /* index of the household source; the caller's to set */
    uint64_t ticket;   /* 0, 1, 2 ... within the source: the order of its batches */
    int64_t first_row; /* number of the batch's first row as a spreadsheet or GIS shows it; see row_span */
    uint64_t row_span; /* rows of the file the batch stands for, skipped blank ones included: the next batch's first_row
                          is first_row + row_span, and the first batch's is first_row_number of the source */
    size_t rows;       /* may be 0 */
    uint32_t *line;    /* row number of each row relative to first_row, ascending */
    uint8_t *fault;    /* enum row_fault */
    struct slice *raw; /* the row as it stands in the file (CSV), without its line end; "" in other formats */
    enum encoding encoding; /* of the slices: ENCODING_UTF8, whatever the file's is; readers re-code */
    struct column columns[FIELD_COUNT];
    bool has_geometry;
    struct point *geometry;             /* from the geometry column of the layer, where has_geometry */
    uint8_t *geometry_kind;             /* 0 none or empty, 1 a point, 2 something else */
    struct identity_columns identities; /* found in these rows, in any column of the file; the reader's to make */
};

enum mah_status batch_init(struct batch *batch, const struct field_map *map, bool has_geometry, struct mah_error *err);
void batch_release(struct batch *batch);

/* A cell as UTF-8 text, for names and messages: numbers are written out, missing is "". Returns the length. */
size_t batch_cell_text(const struct batch *batch, enum field field, size_t row, char *out, size_t size);

enum { HOUSEHOLD_ID_BYTES = 64 }; /* enough for any number written out */
/*
 * The id by which a household is found again, as duplicate or in the list of members: a text by its bytes, whatever
 * their encoding, a number written out into the buffer, "" where there is none.
 */
struct slice batch_household_id(const struct batch *batch, size_t row, char buffer[HOUSEHOLD_ID_BYTES]);

#endif
