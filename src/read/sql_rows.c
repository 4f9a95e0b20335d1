/* The rows of a statement, taken into memory. */
#include "read/sql_rows.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"

/* ---- names ---- */

static bool is_taken(const struct sql_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->column_count; i++)
        if (strcasecmp(answer->names[i], name) == 0)
            return true;
    return false;
}

/* A key of JSON may stand only once in an object. */
static enum mah_status take_name(struct sql_answer *answer, const char *name, struct mah_error *err)
{
    struct text unique = TEXT_EMPTY;
    text_add(&unique, name);
    for (int n = 2; !unique.failed && is_taken(answer, text_bytes(&unique)); n++) {
        text_release(&unique);
        text_add_format(&unique, "%s_%d", name, n);
    }
    char *taken = text_take(&unique);
    if (taken == NULL)
        return mah_no_memory(err);
    answer->names[answer->column_count++] = taken;
    return MAH_OK;
}

static enum mah_status take_names(struct sql_answer *answer, sqlite3_stmt *statement, struct mah_error *err)
{
    int count = sqlite3_column_count(statement);
    enum mah_status status = MAH_OK;
    answer->names = memory_new((size_t)count + 1, sizeof *answer->names);
    if (answer->names == NULL)
        return mah_no_memory(err);
    for (int i = 0; status == MAH_OK && i < count; i++) {
        const char *name = sqlite3_column_name(statement, i);
        status = name != NULL ? take_name(answer, name, err) : mah_no_memory(err);
    }
    return status;
}

/* ---- values ---- */

static const char *const geometry_words[] = {"GEOMETRY",   "POINT",           "LINESTRING",   "POLYGON",
                                             "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"};

/*
 * The type of a geometry of GeoPackage ("GP", version, flags, srs_id, envelope, WKB: OGC 12-128r18, 2.1.3) or of
 * SpatiaLite (00, byte order, srid, rectangle, 7C, class, ..., FE); NULL where the bytes are neither.
 */
static const char *geometry_word(const unsigned char *bytes, size_t length)
{
    static const size_t envelope_bytes[] = {0, 32, 48, 48, 64};
    size_t at; /* of the byte order before the class */
    if (length > 8 && bytes[0] == 'G' && bytes[1] == 'P' && ((bytes[3] >> 1) & 7) < 5)
        at = 8 + envelope_bytes[(bytes[3] >> 1) & 7];
    else if (length > 44 && bytes[0] == 0 && bytes[38] == 0x7C && bytes[length - 1] == 0xFE)
        at = 38;
    else
        return NULL;
    bool little = bytes[0] == 0 ? bytes[1] == 1 : at < length && bytes[at] == 1;
    if (at + 5 > length)
        return NULL;
    const unsigned char *class = bytes + at + 1;
    uint32_t number = little
                          ? class[0] | (uint32_t) class[1] << 8 | (uint32_t) class[2] << 16 | (uint32_t) class[3] << 24
                          : class[3] | (uint32_t) class[2] << 8 | (uint32_t) class[1] << 16 | (uint32_t) class[0] << 24;
    return number % 1000 < 8 ? geometry_words[number % 1000] : "GEOMETRY";
}

static char *copy_bytes(struct arena *texts, const char *bytes, size_t length)
{
    char *copy = arena_take(texts, length + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

/* UTF-8 as it is; bytes that are none become U+FFFD. A text ends at a NUL. */
static char *copy_text(struct arena *texts, const char *bytes, size_t length)
{
    length = strnlen(bytes, length);
    if (utf8_is_valid(bytes, length))
        return copy_bytes(texts, bytes, length);
    struct text clean = TEXT_EMPTY;
    (void)text_add_decoded(&clean, bytes, length, ENCODING_UTF8);
    char *copy = clean.failed ? NULL : copy_bytes(texts, text_bytes(&clean), clean.length);
    text_release(&clean);
    return copy;
}

static char *name_bytes(struct arena *texts, const unsigned char *bytes, size_t length)
{
    char shown[64];
    const char *word = geometry_word(bytes, length);
    if (word != NULL)
        snprintf(shown, sizeof shown, "<%s>", word);
    else
        snprintf(shown, sizeof shown, say("<%zu bytes>"), length);
    return copy_bytes(texts, shown, strlen(shown));
}

/* Gives how many bytes it took; cell->kind stays SQL_NULL where memory ran out and the value was something. */
static size_t take_cell(struct sql_cell *cell, struct arena *texts, sqlite3_stmt *statement, int column, bool *failed)
{
    size_t length;
    *cell = (struct sql_cell){SQL_NULL, {0}};
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        *cell = (struct sql_cell){SQL_INTEGER, {.integer = sqlite3_column_int64(statement, column)}};
        return 0;
    case SQLITE_FLOAT:
        *cell = (struct sql_cell){SQL_REAL, {.real = sqlite3_column_double(statement, column)}};
        return 0;
    case SQLITE_NULL:
        return 0;
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(statement, column);
        length = (size_t)sqlite3_column_bytes(statement, column);
        cell->value.text = name_bytes(texts, bytes != NULL ? bytes : "", length);
        length = 32;
        break;
    }
    default: {
        const char *bytes = (const char *)sqlite3_column_text(statement, column);
        length = (size_t)sqlite3_column_bytes(statement, column);
        cell->value.text = bytes != NULL ? copy_text(texts, bytes, length) : NULL;
    }
    }
    *failed = *failed || cell->value.text == NULL;
    cell->kind = cell->value.text != NULL ? SQL_TEXT : SQL_NULL;
    return length + 1;
}

static enum mah_status take_row(struct sql_answer *answer, sqlite3_stmt *statement, size_t *bytes,
                                struct mah_error *err)
{
    size_t columns = answer->column_count, begin = answer->row_count * columns;
    bool failed = memory_grow((void **)&answer->cells, &answer->capacity, begin + columns, sizeof *answer->cells) != 0;
    for (size_t i = 0; !failed && i < columns; i++)
        *bytes +=
            sizeof *answer->cells + take_cell(&answer->cells[begin + i], &answer->texts, statement, (int)i, &failed);
    answer->row_count++;
    return failed ? mah_no_memory(err) : MAH_OK;
}

enum mah_status sql_rows_take(struct sql_answer *answer, sqlite3_stmt *statement, int *code, struct mah_error *err)
{
    size_t bytes = 0;
    enum mah_status status = take_names(answer, statement, err);
    *code = SQLITE_DONE;
    while (status == MAH_OK && (*code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (answer->row_count == SQL_MOST_ROWS || bytes > (size_t)SQL_MOST_MEGABYTES << 20) {
            answer->was_cut = true;
            *code = SQLITE_DONE;
            break;
        }
        status = take_row(answer, statement, &bytes, err);
    }
    return status;
}
