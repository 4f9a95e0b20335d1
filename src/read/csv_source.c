/* Households from a CSV file: readers take pieces of it in turn and parse them at the same time. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "read/csv_dialect.h"
#include "read/csv_encoding.h"
#include "read/csv_piece.h"
#include "read/csv_rows.h"
#include "read/csv_scan.h"
#include "read/csv_trust.h"
#include "read/household_source_parts.h"

struct csv_source {
    int file;
    struct stat at_open;
    uint64_t size;
    uint64_t offset;  /* of the next piece; under the lock */
    int64_t next_row; /* its row number; under the lock */
    enum csv_suspicion suspicion;
    struct recoding *recoding; /* NULL where the file is UTF-8 */
    struct csv_trust trust;
};

struct csv_reader {
    struct csv_layout layout;
    char *bytes, *recoded, *room;
    uint64_t *marks;
    size_t bytes_capacity, recoded_capacity, room_capacity, marks_capacity;
};

static void csv_close(void *state)
{
    struct csv_source *csv = state;
    if (csv->file >= 0)
        close(csv->file);
    memory_free(csv->recoding);
    memory_free(csv);
}

static void csv_reader_free(void *part)
{
    struct csv_reader *reader = part;
    csv_layout_release(&reader->layout);
    memory_free(reader->bytes);
    memory_free(reader->recoded);
    memory_free(reader->room);
    memory_free(reader->marks);
    memory_free(reader);
}

/* Room for `length` bytes and the padding after them, which is set to zero. */
static enum mah_status reserve(char **buffer, size_t *capacity, size_t length, struct mah_error *err)
{
    if (memory_grow((void **)buffer, capacity, length + CSV_PADDING, 1) != 0)
        return mah_no_memory(err);
    memset(*buffer + length, 0, CSV_PADDING);
    return MAH_OK;
}

/* A file somebody writes to while it is read would give neither its old nor its new state. */
static enum mah_status check_unchanged(const struct csv_source *csv, const char *shown, struct mah_error *err)
{
    struct stat now;
    if (fstat(csv->file, &now) == 0 && now.st_size == csv->at_open.st_size &&
        now.st_mtim.tv_sec == csv->at_open.st_mtim.tv_sec && now.st_mtim.tv_nsec == csv->at_open.st_mtim.tv_nsec)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' changed while it was read", shown);
}

/* Reads the next whole rows into reader->bytes; a longer piece is tried where not one row ends in it. Under the lock.
 */
static enum mah_status take_piece(struct csv_piece *piece, struct csv_reader *reader, struct household_source *source,
                                  struct mah_error *err)
{
    struct csv_source *csv = source->state;
    uint64_t left = csv->size - csv->offset;
    *piece = (struct csv_piece){0};
    for (size_t wanted = source->piece_bytes; piece->bytes == 0; wanted *= 2) {
        if (wanted > CSV_ROW_LIMIT)
            wanted = CSV_ROW_LIMIT;
        size_t length = left < wanted ? (size_t)left : wanted;
        enum mah_status status = reserve(&reader->bytes, &reader->bytes_capacity, length, err);
        if (status == MAH_OK)
            status = csv_read_at(csv->file, reader->bytes, length, csv->offset, source->shown, err);
        if (status != MAH_OK)
            return status;
        *piece = csv_piece_cut(reader->bytes, length, length == left, BATCH_ROWS, source->facts.separator);
        if (piece->bytes == 0 && length == CSV_ROW_LIMIT)
            return mah_fail(err, MAH_BAD_SOURCE,
                            "'%s': row %lld is longer than %d MB; perhaps a quote in it has no end", source->shown,
                            (long long)csv->next_row, CSV_ROW_LIMIT / 1024 / 1024);
    }
    /* One bad row in quarantine would stand for many households that nobody misses. */
    if (piece->lost_lines > 0)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s': a quote in row %lld is never closed and takes in the %zu lines behind it; close or "
                        "remove it",
                        source->shown, (long long)csv->next_row + (long long)piece->rows - 1, piece->lost_lines);
    return MAH_OK;
}

static enum mah_status take_turn(struct csv_piece *piece, struct csv_reader *reader, struct household_source *source,
                                 struct batch *batch, bool *more, struct mah_error *err)
{
    struct csv_source *csv = source->state;
    *more = csv->offset < csv->size;
    if (!*more)
        return check_unchanged(csv, source->shown, err);
    enum mah_status status = take_piece(piece, reader, source, err);
    if (status != MAH_OK)
        return status;
    batch->ticket = source->next_ticket++;
    batch->first_row = csv->next_row;
    csv->offset += piece->bytes;
    csv->next_row += (int64_t)piece->rows;
    atomic_store(&source->bytes_read, csv->offset);
    return MAH_OK;
}

/* The piece as UTF-8: the bytes that were read, or a copy. */
static enum mah_status recode(char **text, size_t *length, struct csv_reader *reader, const struct csv_source *csv,
                              struct mah_error *err)
{
    *text = reader->bytes;
    if (csv->recoding == NULL)
        return MAH_OK;
    enum mah_status status = reserve(&reader->recoded, &reader->recoded_capacity, 3 * *length, err);
    if (status != MAH_OK)
        return status;
    *text = reader->recoded;
    *length = recoding_apply(csv->recoding, reader->bytes, *length, reader->recoded);
    memset(reader->recoded + *length, 0, CSV_PADDING);
    return MAH_OK;
}

static enum mah_status csv_next(void *part, struct household_source *source, struct batch *batch, bool *more,
                                struct mah_error *err)
{
    struct csv_reader *reader = part;
    struct csv_source *csv = source->state;
    struct csv_piece piece = {0};
    lock_take(source->lock);
    enum mah_status status = take_turn(&piece, reader, source, batch, more, err);
    lock_give(source->lock);
    if (status != MAH_OK || !*more)
        return status;
    if (source->is_trusted)
        status = csv_trust_look(&csv->trust, reader->bytes, piece.bytes, source->lock, &reader->layout.suspicion, err);
    if (status != MAH_OK)
        return status;
    char *text;
    size_t length = piece.bytes;
    status = recode(&text, &length, reader, csv, err);
    if (status == MAH_OK && piece.has_quotes)
        status = reserve(&reader->room, &reader->room_capacity, length, err);
    if (status == MAH_OK && memory_grow((void **)&reader->marks, &reader->marks_capacity, csv_scan_words(length),
                                        sizeof *reader->marks) != 0)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        text[length] = '\n'; /* what the buffer holds after the piece is read again with the next one */
    if (status == MAH_OK)
        status = csv_rows_parse(batch, &reader->layout, text, length, reader->marks,
                                piece.has_quotes ? reader->room : NULL, err);
    /* Two walks over the same bytes must see the same rows, or row numbers would be wrong from here on. */
    if (status == MAH_OK && batch->row_span != piece.rows)
        status = mah_fail(err, MAH_FAILED, "'%s': the rows after row %lld were counted differently twice",
                          source->shown, (long long)batch->first_row);
    return status;
}

static enum mah_status csv_reader_new(void **out, struct household_source *source, struct batch *batch,
                                      struct mah_error *err)
{
    const struct csv_source *csv = source->state;
    const struct source_facts *facts = &source->facts;
    struct csv_reader *reader = memory_new(1, sizeof *reader);
    *out = reader;
    if (reader == NULL)
        return mah_no_memory(err);
    return csv_layout_init(&reader->layout, batch, &facts->map, facts->column_count, facts->separator, csv->suspicion,
                           err);
}

static const struct source_format csv_format = {csv_close, csv_reader_new, csv_reader_free, csv_next, NULL, NULL};

static enum mah_status open_file(struct csv_source *csv, const struct household_source *source, struct mah_error *err)
{
    csv->file = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (csv->file < 0 || fstat(csv->file, &csv->at_open) != 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", source->shown, errno);
    if (!S_ISREG(csv->at_open.st_mode)) /* it was one when the path was checked */
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': only regular files are read", source->shown);
    csv->size = (uint64_t)csv->at_open.st_size;
    return MAH_OK;
}

/* Does the last row end as the others do? What was cut off does not. */
static enum mah_status look_at_end(struct household_source *source, const struct csv_source *csv, struct mah_error *err)
{
    char last = '\n';
    enum mah_status status = MAH_OK;
    if (csv->size > 0)
        status = csv_read_at(csv->file, &last, 1, csv->size - 1, source->shown, err);
    source->facts.is_unended = last != '\n' && last != '\r';
    return status;
}

/* Separator, header and where the records start, from the beginning of the file after `start`. */
static enum mah_status read_dialect(struct csv_dialect *out, const struct csv_source *csv, uint64_t start,
                                    enum encoding encoding, const char *shown, struct mah_error *err)
{
    char *bytes = NULL;
    size_t capacity = 0;
    uint64_t left = csv->size - start;
    size_t length = left < CSV_ROW_LIMIT ? (size_t)left : CSV_ROW_LIMIT;
    enum mah_status status = reserve(&bytes, &capacity, length, err);
    if (status == MAH_OK)
        status = csv_read_at(csv->file, bytes, length, start, shown, err);
    if (status == MAH_OK)
        status = csv_dialect_find(out, bytes, length, encoding, shown, err);
    memory_free(bytes);
    return status;
}

static enum mah_status prepare_recoding(struct csv_source *csv, const struct csv_encoding *encoding,
                                        struct mah_error *err)
{
    if (encoding->encoding == ENCODING_UTF8) {
        csv->suspicion = encoding->has_broken ? CSV_MAYBE_NOT_UTF8 : CSV_TRUSTED;
        return MAH_OK;
    }
    csv->suspicion = encoding->has_broken ? CSV_MAYBE_REPLACED : CSV_TRUSTED;
    csv->recoding = memory_new(1, sizeof *csv->recoding);
    if (csv->recoding == NULL)
        return mah_no_memory(err);
    return recoding_init(csv->recoding, encoding->encoding, err);
}

enum mah_status csv_source_open(struct household_source *source, const struct source *wanted, struct mah_error *err)
{
    struct csv_source *csv = memory_new(1, sizeof *csv);
    if (csv == NULL)
        return mah_no_memory(err);
    csv->file = -1;
    source->state = csv;
    source->format = &csv_format;
    struct csv_encoding encoding;
    struct csv_dialect dialect = {0};
    struct source_facts *facts = &source->facts;
    enum mah_status status = open_file(csv, source, err);
    csv->trust =
        (struct csv_trust){.file = csv->file, .size = csv->size, .asked = wanted->encoding, .shown = source->shown};
    if (status == MAH_OK)
        status = csv_trust_begin(&csv->trust, &encoding, &source->is_trusted, source->threads, err);
    if (status == MAH_OK)
        status = prepare_recoding(csv, &encoding, err);
    if (status == MAH_OK)
        status = look_at_end(source, csv, err);
    if (status == MAH_OK)
        status = read_dialect(&dialect, csv, encoding.mark, encoding.encoding, source->shown, err);
    if (status != MAH_OK)
        return status;
    facts->format = "CSV";
    facts->encoding = encoding.encoding;
    facts->encoding_guessed = encoding.guessed;
    facts->separator = dialect.separator;
    facts->columns = dialect.columns; /* the facts own them now */
    facts->column_count = dialect.column_count;
    facts->first_row_number = csv->next_row = dialect.first_row_number;
    csv->offset = encoding.mark + dialect.records_start;
    return MAH_OK;
}
