/* What every format of household source has in common; private to the files that read one. */
#ifndef READ_HOUSEHOLD_SOURCE_PARTS_H
#define READ_HOUSEHOLD_SOURCE_PARTS_H

#include <stdatomic.h>

#include "base/workers.h"
#include "read/arena.h"
#include "read/household_source.h"
#include "read/source_kind.h"

/* What a format does. `state` is its own part of the source, `reader` its own part of a reader. */
struct source_format {
    void (*close)(void *state);
    /* `batch` is the one that every call of next fills. On failure reader_free is called with what *reader is. */
    enum mah_status (*reader_new)(void **reader, struct household_source *source, struct batch *batch,
                                  struct mah_error *err);
    void (*reader_free)(void *reader);
    /*
     * Fills rows, line, fault, raw, cells and geometry of the batch, and first_row, row_span and ticket; the rest is
     * set. *more false: the source has no more, and the batch is not touched. Takes source->lock where readers meet.
     */
    enum mah_status (*next)(void *reader, struct household_source *source, struct batch *batch, bool *more,
                            struct mah_error *err);
    /* household_source_focus and household_source_ids_left_out; NULL where the format has no index. */
    enum mah_status (*focus)(struct household_source *source, const struct rectangle *focus, bool *is_focused,
                             struct mah_error *err);
    enum mah_status (*ids_left_out)(struct household_source *source, household_id_taker take, void *context,
                                    struct mah_error *err);
};

struct household_source {
    struct source_facts facts;
    const struct source_format *format;
    void *state;
    char *path;  /* resolved */
    char *shown; /* as the user wrote it, for messages */
    char *crs;
    size_t threads;  /* that may work while it is opened */
    bool is_trusted; /* see household_source_open_trusting; a format that has nothing left to find takes it back */
    struct lock *lock;
    struct identity_columns identities; /* under the lock */
    uint64_t next_ticket;               /* under the lock */
    atomic_uint_fast64_t bytes_read, recoded_texts;
    size_t piece_bytes;                /* of a CSV */
    bool avoids_pages;                 /* of a GeoPackage: SQLite reads all of it */
    atomic_uint_fast64_t page_batches; /* of a GeoPackage: batches that were read without SQLite */
};

/*
 * Opens one format. Sets source->state, source->format and of the facts: format, columns and column_count (NULL-free),
 * has_geometry (the layer has one), first_row_number; for a CSV also encoding, encoding_guessed, separator.
 * source->crs is set to the layer's definition where there is one. On failure household_source_close cleans up.
 */
enum mah_status csv_source_open(struct household_source *source, const struct source *wanted, struct mah_error *err);
enum mah_status geopackage_source_open(struct household_source *source, const struct source *wanted,
                                       struct mah_error *err);
enum mah_status ogr_source_open(struct household_source *source, const struct source *wanted, struct mah_error *err);

/* Room for count column names in the facts, all NULL; freed by household_source_close. */
enum mah_status source_facts_reserve_columns(struct source_facts *facts, size_t count, struct mah_error *err);

#endif
