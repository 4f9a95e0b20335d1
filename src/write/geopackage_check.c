/* Is the file that was written whole, as another program sees it? */
#include "write/geopackage_check.h"

#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "write/sql.h"

static enum mah_status expect_ok(sqlite3 *db, const char *what, const char *sql, const char *name,
                                 struct mah_error *err)
{
    char *answer = NULL;
    enum mah_status status = sql_ask_text(db, &answer, err, sql, name);
    if (status == MAH_OK && strcmp(answer, "ok") != 0)
        status = mah_fail(err, MAH_FAILED, "the written file is damaged: %s says '%s'", say(what), answer);
    memory_free(answer);
    return status;
}

static enum mah_status expect_number(sqlite3 *db, const char *what, int64_t expected, const char *sql, const char *name,
                                     struct mah_error *err)
{
    int64_t found = 0;
    enum mah_status status = sql_ask_number(db, &found, err, sql, name);
    if (status == MAH_OK && found != expected)
        status = mah_fail(err, MAH_FAILED, "the written file is damaged: '%s' has %lld %s instead of %lld", name,
                          (long long)found, say(what), (long long)expected);
    return status;
}

static int64_t count_geometries(const struct release_table *table)
{
    int64_t count = 0;
    for (size_t row = 0; row < release_row_count(table); row++) {
        const struct polygon *polygon = release_polygon(table, row);
        struct point point;
        count += (polygon != NULL && polygon->part_count > 0) || release_point(table, row, &point);
    }
    return count;
}

static enum mah_status check_index(sqlite3 *db, const struct release_table *table, struct mah_error *err)
{
    const char *name = release_table_facts(table)->name;
    int64_t count = count_geometries(table);
    enum mah_status status = expect_number(db, "geometries", count, "SELECT count(geom) FROM \"%w\"", name, err);
    if (status == MAH_OK)
        status = expect_number(db, "boxes in its index", count, "SELECT count(*) FROM \"rtree_%w_geom\"", name, err);
    if (status == MAH_OK)
        status = expect_ok(db, "rtreecheck", "SELECT rtreecheck('rtree_%w_geom')", name, err);
    return status;
}

static enum mah_status check_table(sqlite3 *db, const struct release_table *table, struct mah_error *err)
{
    const char *name = release_table_facts(table)->name;
    int64_t rows = (int64_t)release_row_count(table);
    enum mah_status status = expect_number(db, "rows", rows, "SELECT count(*) FROM \"%w\"", name, err);
    if (status == MAH_OK)
        status = expect_number(db, "counted rows", rows,
                               "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = %Q", name, err);
    if (status == MAH_OK && release_table_facts(table)->geometry != RELEASE_NO_GEOMETRY)
        status = check_index(db, table, err);
    return status == MAH_OK ? release_rows_status(table, err) : status;
}

enum mah_status geopackage_check(const struct mah_release *release, const char *path, struct mah_error *err)
{
    sqlite3 *db = NULL;
    enum mah_status status = sql_open(&db, path, SQL_READ_ONLY, err);
    if (status == MAH_OK)
        status = expect_ok(db, "quick_check", "PRAGMA quick_check", path, err);
    if (status == MAH_OK)
        status = expect_number(db, "free pages", 0, "PRAGMA freelist_count", path, err);
    if (status == MAH_OK)
        status = expect_number(db, "broken references", 0, "SELECT count(*) FROM pragma_foreign_key_check", path, err);
    for (size_t i = 0; status == MAH_OK && i < release_table_count(release); i++)
        status = check_table(db, release_table_at(release, i), err);
    sqlite3_close(db);
    return status;
}
