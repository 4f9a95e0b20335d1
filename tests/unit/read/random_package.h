/* For tests of GeoPackages: tables with all that SQLite lets stand in them. */
#ifndef TESTS_RANDOM_PACKAGE_H
#define TESTS_RANDOM_PACKAGE_H

#include <math.h>

#include "two_ways.h"

static inline size_t random_text(char *out, uint64_t *state, uint32_t longest)
{
    static const char *const pieces[] = {"a",       "H0",       "9",        "\xC5\x9E",     "\xC4\xB1\xC4\x9F",
                                         " ",       "\t",       "\xC2\xA0", "\xE2\x82\xAC", "\xF0\x9F\x8F\xA0",
                                         "Mahalle", "\xC3\xA0", "\r",       "\xFE",         "\xC5",
                                         "\xC0\x80"};
    uint32_t kinds = dice(state, 4) == 0 ? sizeof pieces / sizeof *pieces : 12; /* the last four are rare */
    size_t length = 0, wanted = dice(state, 50) == 0 ? dice(state, longest) : dice(state, 30);
    while (length + 8 < wanted) {
        const char *piece = pieces[dice(state, kinds)];
        memcpy(out + length, piece, strlen(piece));
        length += strlen(piece);
    }
    if (dice(state, 200) == 0)
        out[length++] = '\0';
    return length;
}

static inline double random_number(uint64_t *state)
{
    static const double odd[] = {INFINITY, -INFINITY, 0.0, -0.0, 9007199254740993.0, 1e300, -1e-300, 140737488355328.0};
    if (dice(state, 20) == 0)
        return odd[dice(state, sizeof odd / sizeof *odd)];
    return dice(state, 2) == 0 ? dice(state, 1000) : dice(state, 100000) / 777.0;
}

static inline int64_t random_integer(uint64_t *state)
{
    uint64_t bits = (uint64_t)dice(state, UINT32_MAX) << 32 | dice(state, UINT32_MAX);
    int64_t value = (int64_t)bits >> dice(state, 64);
    return dice(state, 2) == 0 ? dice(state, 3) : value;
}

/* A blob of a point, of another geometry, or of nothing. */
static inline size_t random_blob(unsigned char *out, uint64_t *state)
{
    static const unsigned char point[] = {'G', 'P', 0, 1, 0xE6, 0x10, 0, 0, 1, 1, 0, 0, 0};
    double x = random_number(state), y = dice(state, 20) == 0 ? (double)NAN : random_number(state);
    if (dice(state, 30) == 0)
        x = y;
    memcpy(out, point, sizeof point);
    memcpy(out + sizeof point, &x, sizeof x);
    memcpy(out + sizeof point + sizeof x, &y, sizeof y);
    size_t length = sizeof point + 2 * sizeof x;
    if (dice(state, 10) == 0)
        out[dice(state, 13)] = (unsigned char)dice(state, 256);
    return dice(state, 20) == 0 ? dice(state, (uint32_t)length) : length;
}

static inline void bind_random(sqlite3_stmt *row, int at, uint64_t *state, bool is_geometry, uint32_t longest)
{
    static char text[100000];
    uint32_t kind = dice(state, 20);
    if (is_geometry) /* mostly a blob; a double is left to SQLite, with all rows of the batch */
        kind = kind > 1 ? 19 : dice(state, 400) == 0 ? 7 : 0;
    if (kind < 7)
        sqlite3_bind_int64(row, at, random_integer(state));
    else if (kind < 10)
        sqlite3_bind_double(row, at, random_number(state));
    else if (kind < 12)
        sqlite3_bind_null(row, at);
    else if (kind < 19)
        sqlite3_bind_text(row, at, text, (int)random_text(text, state, longest), SQLITE_TRANSIENT);
    else
        sqlite3_bind_blob(row, at, text, (int)random_blob((unsigned char *)text, state), SQLITE_TRANSIENT);
}

/* Ten columns of the types that the text says, or of random ones: "fid" is the key, "geom" the geometry. */
static inline void create_random_table(sqlite3 *database, uint64_t *state)
{
    static const char *const names[] = {"hane_no", "agirlik",    "mahalle",    "gelis_yili", "nufus",
                                        "notlar",  "oda_sayisi", "geldigi_il", "gelir"};
    static const char *const types[] = {"INTEGER", "REAL",  "TEXT",    "MEDIUMINT",        "BLOB",
                                        "",        "FLOAT", "NUMERIC", "DOUBLE PRECISION", "FLOATING POINT"};
    struct text sql = TEXT_EMPTY;
    enum { NAMES = sizeof names / sizeof *names, TYPES = sizeof types / sizeof *types };
    uint32_t key = dice(state, NAMES), geometry = dice(state, NAMES);
    text_add(&sql, "CREATE TABLE haneler (");
    for (uint32_t i = 0; i < NAMES; i++) {
        if (i == key)
            text_add(&sql, "fid INTEGER PRIMARY KEY, ");
        if (i == geometry)
            text_add(&sql, "geom POINT, ");
        text_add_format(&sql, "%s %s%s", names[i], types[dice(state, TYPES)], i + 1 < NAMES ? ", " : "");
    }
    text_add(&sql, "); INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('haneler', 'features', 4326);"
                   "INSERT INTO gpkg_geometry_columns VALUES ('haneler', 'geom', 'POINT', 4326, 0, 0);");
    char *text = text_take(&sql);
    run(database, text);
    memory_free(text);
}

static inline int64_t next_row_number(int64_t number, uint64_t *state)
{
    if (dice(state, 300) == 0)
        return number + dice(state, 100000);
    return number + 1 + (dice(state, 10) == 0 ? dice(state, 5) : 0);
}

static inline void fill_random_table(sqlite3 *database, uint64_t *state, int rows, uint32_t longest)
{
    enum { COLUMNS = 11 };
    sqlite3_stmt *row;
    struct text names = TEXT_EMPTY;
    assert_int_equal(sqlite3_prepare_v2(database, "SELECT name FROM pragma_table_info('haneler')", -1, &row, NULL),
                     SQLITE_OK);
    int key = 0, geometry = 0;
    for (int i = 1; sqlite3_step(row) == SQLITE_ROW; i++) {
        key = strcmp((const char *)sqlite3_column_text(row, 0), "fid") == 0 ? i : key;
        geometry = strcmp((const char *)sqlite3_column_text(row, 0), "geom") == 0 ? i : geometry;
        text_add(&names, i > 1 ? ", ?" : "?");
    }
    sqlite3_finalize(row);
    char sql[200];
    snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO haneler VALUES (%s)", text_bytes(&names));
    text_release(&names);
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &row, NULL), SQLITE_OK);
    int64_t number = dice(state, 3) == 0 ? -(int64_t)dice(state, 5000) : 1;
    run(database, "BEGIN");
    for (int i = 0; i < rows; i++) {
        for (int at = 1; at <= COLUMNS; at++)
            if (at != key)
                bind_random(row, at, state, at == geometry, longest);
        sqlite3_bind_int64(row, key, number);
        assert_int_equal(sqlite3_step(row), SQLITE_DONE);
        sqlite3_reset(row);
        number = next_row_number(number, state);
    }
    sqlite3_finalize(row);
    run(database, "COMMIT");
}

/* A package of a random table; options as SQL before the first table is made. */
static inline void make_random_package(const char *name, uint64_t *state, const char *options, int reserved, int rows,
                                       uint32_t longest)
{
    remove(in_folder(name));
    sqlite3 *database = open_package(name);
    if (reserved > 0)
        sqlite3_file_control(database, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    run(database, "PRAGMA synchronous = OFF");
    run(database, options);
    add_package_tables(database);
    create_random_table(database, state);
    fill_random_table(database, state, rows, longest);
    if (dice(state, 2) == 0)
        run(database, "DELETE FROM haneler WHERE fid % 7 IN (2, 3) OR fid BETWEEN 100 AND 150");
    if (dice(state, 4) == 0) /* written again, somewhere else in the file */
        run(database, "UPDATE haneler SET mahalle = mahalle || 'uzun uzun uzun' WHERE fid % 5 = 0");
    if (dice(state, 4) == 0)
        run(database, "INSERT OR REPLACE INTO haneler (fid, nufus) VALUES (9223372036854775807, 1),"
                      "(-9223372036854775808, 2), (9007199254740993, 3)");
    sqlite3_close(database);
}

#endif
