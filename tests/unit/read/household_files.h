/* For tests of household sources: little files in a folder of their own, and what the readers make of them, as text. */
#ifndef TESTS_HOUSEHOLD_FILES_H
#define TESTS_HOUSEHOLD_FILES_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "base/workers.h"
#include "read/household_source.h"

static char test_folder[64];

static inline int make_folder(void **state)
{
    (void)state;
    strcpy(test_folder, "/tmp/mahalle-read-XXXXXX");
    return mkdtemp(test_folder) != NULL ? 0 : -1;
}

static inline int remove_one(const char *path, const struct stat *facts, int type, struct FTW *walk)
{
    (void)facts, (void)type, (void)walk;
    return remove(path);
}

static inline int remove_folder(void **state)
{
    (void)state;
    return nftw(test_folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Full path of a file of this name; good until the call after the next four. */
static inline const char *in_folder(const char *name)
{
    static char paths[4][256];
    static int turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", test_folder, name);
    return path;
}

static inline const char *write_bytes(const char *name, const char *bytes, size_t length)
{
    const char *path = in_folder(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline const char *write_text(const char *name, const char *text)
{
    return write_bytes(name, text, strlen(text));
}

/* What one batch holds, under its ticket. */
struct gathered_batch {
    uint64_t ticket;
    char *text;
    int64_t first_row;
    uint64_t row_span;
};

struct gathering {
    struct household_source *source;
    struct lock *lock;
    struct gathered_batch *batches;
    size_t count, capacity;
};

/* "7 hh_id=A7 lon=29.1 lat=41" and, where something is wrong, " BAD_ROW" or " BAD_ENCODING"; numbers in the file's row
 * order. */
static inline void gather_row(struct text *out, const struct batch *batch, size_t row)
{
    char cell[2000];
    text_add_format(out, "%lld", (long long)(batch->first_row + batch->line[row]));
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct column *column = &batch->columns[i];
        if (!column->present || column->kind[row] == CELL_MISSING)
            continue;
        batch_cell_text(batch, (enum field)i, row, cell, sizeof cell);
        text_add_format(out, " %s=%s%s", field_name((enum field)i), cell, column->kind[row] == CELL_NUMBER ? "#" : "");
    }
    if (batch->has_geometry && batch->geometry_kind[row] == 1) {
        char x[32], y[32];
        number_write(batch->geometry[row].x, x);
        number_write(batch->geometry[row].y, y);
        text_add_format(out, " at(%s %s)", x, y);
    } else if (batch->has_geometry) {
        text_add(out, batch->geometry_kind[row] == 0 ? " nowhere" : " no-point");
    }
    if (batch->fault[row] != ROW_SOUND)
        text_add(out, batch->fault[row] == ROW_BAD_ROW ? " BAD_ROW" : " BAD_ENCODING");
    text_add(out, "\n");
}

static inline enum mah_status gather_with_one_reader(void *shared, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct gathering *gathering = shared;
    struct household_reader *reader = NULL;
    struct batch *batch;
    bool more = true;
    enum mah_status status = household_reader_new(&reader, gathering->source, err);
    while (status == MAH_OK && (status = household_reader_next(reader, &batch, &more, err)) == MAH_OK && more) {
        struct text text = TEXT_EMPTY;
        for (size_t row = 0; row < batch->rows; row++)
            gather_row(&text, batch, row);
        struct gathered_batch gathered = {batch->ticket, text_take(&text), batch->first_row, batch->row_span};
        lock_take(gathering->lock);
        if (memory_grow((void **)&gathering->batches, &gathering->capacity, gathering->count + 1, sizeof gathered) == 0)
            gathering->batches[gathering->count++] = gathered;
        lock_give(gathering->lock);
    }
    household_reader_free(reader);
    return status;
}

static inline int by_ticket(const void *a, const void *b)
{
    const struct gathered_batch *first = a, *second = b;
    return first->ticket < second->ticket ? -1 : first->ticket > second->ticket;
}

/* All rows of an open source as text, read by so many readers; checks that tickets and row numbers have no gaps. */
static inline enum mah_status gather(char **out, struct household_source *source, size_t readers, struct mah_error *err)
{
    struct gathering gathering = {.source = source};
    *out = NULL;
    enum mah_status status = lock_new(&gathering.lock, err);
    if (status != MAH_OK)
        return status;
    status = workers_run(readers, gather_with_one_reader, &gathering, err);
    if (gathering.count > 0)
        qsort(gathering.batches, gathering.count, sizeof *gathering.batches, by_ticket);
    struct text text = TEXT_EMPTY;
    int64_t next = household_source_facts(source)->first_row_number;
    for (size_t i = 0; i < gathering.count; i++) {
        if (status == MAH_OK) {
            assert_int_equal(gathering.batches[i].ticket, i);
            assert_int_equal(gathering.batches[i].first_row, next);
        }
        next = (int64_t)((uint64_t)next +
                         gathering.batches[i].row_span); /* the last one may be the largest number there is */
        if (gathering.batches[i].text != NULL)
            text_add(&text, gathering.batches[i].text);
        memory_free(gathering.batches[i].text);
    }
    memory_free(gathering.batches);
    lock_free(gathering.lock);
    *out = text_take(&text);
    return status;
}

/* Opens and reads a source; fails the test where that fails. Free with memory_free. */
static inline char *rows_of(const struct source *wanted, size_t readers, size_t piece_bytes)
{
    struct mah_error err = {0};
    struct household_source *source = NULL;
    char *text = NULL;
    if (household_source_open(&source, wanted, &err) != MAH_OK)
        fail_msg("open: %s", err.message);
    if (piece_bytes > 0)
        household_source_set_piece_bytes(source, piece_bytes);
    if (gather(&text, source, readers, &err) != MAH_OK)
        fail_msg("read: %s", err.message);
    household_source_close(source);
    return text;
}

/* The source can be opened, and reading it in pieces of so many bytes ends with a message that holds this piece. */
static inline void assert_reading_fails(const struct source *wanted, size_t readers, size_t piece_bytes,
                                        const char *piece)
{
    struct mah_error err = {0};
    struct household_source *source = NULL;
    char *text = NULL;
    assert_int_equal(household_source_open(&source, wanted, &err), MAH_OK);
    if (piece_bytes > 0)
        household_source_set_piece_bytes(source, piece_bytes);
    enum mah_status status = gather(&text, source, readers, &err);
    if (status != MAH_BAD_SOURCE || strstr(err.message, piece) == NULL)
        fail_msg("status %d, message: %s; wanted: %s; rows:\n%s", status, err.message, piece, text);
    household_source_close(source);
    memory_free(text);
}

/* One reader and then three give these rows. */
static inline void assert_rows(const struct source *wanted, const char *expected)
{
    for (size_t readers = 1; readers <= 3; readers += 2) {
        char *text = rows_of(wanted, readers, 0);
        assert_string_equal(text, expected);
        memory_free(text);
    }
}

static inline void assert_rows_of_file(const char *path, const char *expected)
{
    assert_rows(&(struct source){.path = (char *)path}, expected);
}

/* Opening fails with this status and a message that holds this piece. */
static inline void assert_refused(const struct source *wanted, enum mah_status status, const char *piece)
{
    struct mah_error err = {0};
    struct household_source *source = (void *)&err;
    enum mah_status got = household_source_open(&source, wanted, &err);
    if (got != status || strstr(err.message, piece) == NULL)
        fail_msg("status %d, message: %s; wanted %d and: %s", got, err.message, status, piece);
    assert_null(source);
}

static inline void assert_file_refused(const char *path, const char *piece)
{
    assert_refused(&(struct source){.path = (char *)path}, MAH_BAD_SOURCE, piece);
}

#endif
