/* A source of household records, whatever its format: opened once, read in batches by several workers. */
#ifndef READ_HOUSEHOLD_SOURCE_H
#define READ_HOUSEHOLD_SOURCE_H

#include "base/error.h"
#include "geometry/projection.h"
#include "read/batch.h"

struct household_source;
struct household_reader;

/* What a source is, known after opening. Borrowed strings live as long as the source. */
struct source_facts {
    const char *name;   /* file name without folders, for messages and the books */
    const char *format; /* "CSV", "GeoPackage", or GDAL's driver name */
    enum encoding encoding;
    bool encoding_guessed; /* not UTF-8 and not named by the user */
    char separator;        /* CSV only, else 0 */
    bool is_unended;       /* a CSV whose last row ends without a line break: it may be cut off */
    bool has_geometry;
    bool crs_known;           /* the file or the user says which */
    const char *crs;          /* definition, where known: hand it to crs_resolve */
    uint64_t bytes;           /* size of the file, for progress */
    int64_t first_row_number; /* 2 where the header of a CSV is row 1; the lowest row id of a GeoPackage; else 1 */
    char **columns;
    size_t column_count;
    struct field_map map;
};

/*
 * Opens a source: path checks (regular file; no URL, /vsi, VRT, connection string or inline document), format by
 * content on the allow-list, encoding, separator, header, columns to fields. MAH_BAD_SOURCE with the reason otherwise;
 * MAH_BAD_USAGE where what the user said of it (field, column, encoding, crs) cannot be.
 */
enum mah_status household_source_open(struct household_source **out, const struct source *source,
                                      struct mah_error *err);
/*
 * The same by several threads, for one walk through all rows: that a large CSV is UTF-8 to its end is not proved
 * before, which takes as long as reading it, but found while its rows are read. Where the file turns out to be in
 * another encoding, or no text, a reader fails (or any other error may come first): open the source again in the usual
 * way then, which says what is the matter, or reads it as what it is. `is_trusted` says that there is something left to
 * be found.
 */
enum mah_status household_source_open_trusting(struct household_source **out, const struct source *source,
                                               size_t threads, struct mah_error *err);
bool household_source_is_trusted(const struct household_source *source);
void household_source_close(struct household_source *source);
const struct source_facts *household_source_facts(const struct household_source *source);

/* One reader a worker: its own buffers and handle. `source` must outlive it. Readers may run at the same time. */
enum mah_status household_reader_new(struct household_reader **out, struct household_source *source,
                                     struct mah_error *err);
void household_reader_free(struct household_reader *reader);

/*
 * Fills the next batch; *more is false (and the batch empty) when the source has no more. Batches come with ascending
 * `ticket` (from 0 in each source) in the order of the file; which reader gets which is left to chance.
 * The batch is the reader's; it stays valid until the reader's next call.
 */
enum mah_status household_reader_next(struct household_reader *reader, struct batch **batch, bool *more,
                                      struct mah_error *err);

/*
 * Asks for the rows in a rectangle (in the CRS of the source) only, through the spatial index of a GeoPackage; before
 * the first reader. *is_focused is false where there is no such index, or where reading all rows is as fast: then
 * nothing changes and all rows come. A few more rows than asked for may come.
 */
enum mah_status household_source_focus(struct household_source *source, const struct rectangle *focus, bool *is_focused,
                                       struct mah_error *err);
/*
 * Tells the ids of the rows that a focused source left out; none where the file itself sees to it that no id stands
 * twice. `take` may stop it by a failure.
 */
typedef enum mah_status (*household_id_taker)(void *context, struct slice id, struct mah_error *err);
enum mah_status household_source_ids_left_out(struct household_source *source, household_id_taker take, void *context,
                                              struct mah_error *err);

/*
 * After the last row: MAH_BAD_DATA where a column of the file, whether a field is taken from it or not, holds identity
 * numbers of persons. Of a focused source only the rows that came are judged.
 */
enum mah_status household_source_refuse_identities(const struct household_source *source, struct mah_error *err);

/* Their names, "tc, es_tc", as far as rows were read; *out is NULL where there is none. Free with memory_free. */
enum mah_status household_source_identity_columns(char **out, const struct household_source *source,
                                                  struct mah_error *err);

/* Bytes (or, where the format has none, an estimate of them) handed out so far, for progress. */
uint64_t household_source_bytes_read(const struct household_source *source);

/* Texts that were not UTF-8 in a file that says it is (Shapefile, GeoPackage ...) and were taken as Windows-1254. */
uint64_t household_source_recoded_texts(const struct household_source *source);

/* Testing only: bytes of a CSV that are taken at once, 1 and more. Call it before the first reader. */
void household_source_set_piece_bytes(struct household_source *source, size_t bytes);

/* Testing only: a GeoPackage is read by SQLite alone. Call it before the first reader. */
void household_source_avoid_pages(struct household_source *source);
/* Testing only: how many batches of a GeoPackage were read from its pages, without SQLite. */
uint64_t household_source_page_batches(const struct household_source *source);

/*
 * One row as text for the quarantine: UTF-8, at most 500 bytes, broken encodings shown as U+FFFD; the
 * row as it stands in a CSV, else "hh_id=17; lon=37.38 ...". NULL where memory ran out. Free with memory_free.
 */
char *batch_raw_text(const struct batch *batch, size_t row);

#endif
