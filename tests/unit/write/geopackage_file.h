/* A GeoPackage in a folder of its own, and questions to it. */
#ifndef TEST_GEOPACKAGE_FILE_H
#define TEST_GEOPACKAGE_FILE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "sample_city.h"
#include "write/geopackage.h"

static char folder[] = "/tmp/mahalle-gpkg-XXXXXX";
static char path[64], other_path[64];

static inline int set_up(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/a.gpkg", folder);
    snprintf(other_path, sizeof other_path, "%s/b.gpkg", folder);
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    unlink(path);
    unlink(other_path);
    return rmdir(folder);
}

static inline struct sample_city make_city(int columns, int rows)
{
    struct sample_city city;
    struct sample_options options = sample_default_options();
    options.columns = columns;
    options.rows = rows;
    options.round = false;
    assert_int_equal(sample_city_make(&city, &options), MAH_OK);
    return city;
}

static inline void write_to(const struct mah_release *release, const char *to)
{
    struct mah_error err = {0};
    unlink(to);
    if (geopackage_write(release, to, "city.gpkg", &err) != MAH_OK)
        fail_msg("%s", err.message);
}

/* The first cell of the first row as text. */
static inline const char *ask(const char *file, const char *sql)
{
    static char answer[4096];
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    const char *text =
        sqlite3_step(statement) == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : "no row";
    snprintf(answer, sizeof answer, "%s", text != NULL ? text : "NULL");
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

static inline void expect(const char *sql, const char *answer)
{
    const char *found = ask(path, sql);
    if (strcmp(found, answer) != 0)
        fail_msg("%s gives '%s', not '%s'", sql, found, answer);
}

static inline unsigned char *read_all(const char *file, size_t *length)
{
    FILE *stream = fopen(file, "rb");
    assert_non_null(stream);
    assert_int_equal(fseek(stream, 0, SEEK_END), 0);
    *length = (size_t)ftell(stream);
    rewind(stream);
    unsigned char *bytes = malloc(*length + 1);
    assert_int_equal(fread(bytes, 1, *length, stream), *length);
    fclose(stream);
    return bytes;
}

#endif
