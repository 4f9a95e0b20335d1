/* GeoPackages for fuzz targets: made once by SQLite, then damaged as the input says. */
#ifndef TESTS_FUZZ_PACKAGES_H
#define TESTS_FUZZ_PACKAGES_H

#include <sqlite3.h>
#include <unistd.h>

#include "base/memory.h"
#include "fuzz.h"

struct package_bytes {
    uint8_t *bytes;
    size_t length, page_bytes, table_page; /* where the table of rows starts, pages counted from 0 */
};

/* The tables every GeoPackage has (OGC 12-128r18). */
#define PACKAGE_TABLES                                                                                                 \
    "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;"                                                 \
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization "    \
    "TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"           \
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined', -1, 'NONE', -1, 'undefined', ''), ('Undefined', 0, "        \
    "'NONE', 0, 'undefined', ''), ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID["      \
    "\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY["        \
    "\"EPSG\",\"4326\"]]', '');"                                                                                       \
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT "      \
    "UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT '2026-01-01T00:00:00Z', min_x "        \
    "DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);"                                               \
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name "     \
    "TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, "        \
    "column_name));"

/* Says that `table` is a layer. */
#define PACKAGE_LAYER(table, geometry)                                                                                 \
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('" table "', 'features', '" table   \
    "', 4326); INSERT INTO gpkg_geometry_columns VALUES ('" table "', 'geom', '" geometry "', 4326, 0, 0);"

static inline int64_t package_ask(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *row = NULL;
    require(sqlite3_prepare_v2(database, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW);
    int64_t answer = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return answer;
}

/* Runs the statements in a new file and takes its bytes. */
static inline struct package_bytes package_make(const char *const *statements, size_t count, const char *table)
{
    struct package_bytes out = {0};
    sqlite3 *database = NULL;
    const char *path = fuzz_path("base.gpkg");
    char *message = NULL, sql[200];
    unlink(path);
    require(sqlite3_open(path, &database) == SQLITE_OK);
    for (size_t i = 0; i < count; i++)
        if (sqlite3_exec(database, statements[i], NULL, NULL, &message) != SQLITE_OK) {
            fprintf(stderr, "%s in %s\n", message, statements[i]);
            abort();
        }
    out.page_bytes = (size_t)package_ask(database, "PRAGMA page_size");
    snprintf(sql, sizeof sql, "SELECT rootpage - 1 FROM sqlite_master WHERE type = 'table' AND name = '%s'", table);
    out.table_page = (size_t)package_ask(database, sql);
    require(sqlite3_close(database) == SQLITE_OK);
    FILE *file = fopen(path, "rb");
    require(file != NULL && fseek(file, 0, SEEK_END) == 0);
    out.length = (size_t)ftell(file);
    out.bytes = memory_new(out.length, 1);
    rewind(file);
    require(fread(out.bytes, 1, out.length, file) == out.length);
    fclose(file);
    return out;
}

/* One damage after the other, six bytes each: what is done, the page, the place on it, and with what. Pages are those
 * from the table of rows on, or any. Returns the length of what is left. */
static inline size_t package_damage(uint8_t *copy, const struct package_bytes *base, struct fuzz_input *input)
{
    size_t length = base->length, pages = base->length / base->page_bytes;
    enum { DAMAGES_AT_MOST = 64 };
    for (int done = 0; input->left >= 6 && done < DAMAGES_AT_MOST; done++) {
        uint8_t what = fuzz_byte(input), page = fuzz_byte(input);
        size_t place = fuzz_number(input) % base->page_bytes;
        uint32_t with = fuzz_number(input);
        size_t first = what & 0x80 ? 0 : base->table_page;
        uint8_t *start = copy + base->page_bytes * (first + page % (pages - first)), *at = start + place;
        size_t room = base->page_bytes - place;
        switch (what % 8) {
        case 0:
            *at = (uint8_t)with;
            break;
        case 1:
            *at ^= (uint8_t)(1 << with % 8);
            break;
        case 2:
            *at = (uint8_t)(*at + with % 5 - 2);
            break;
        case 3:
            at[0] = (uint8_t)(with >> 8);
            at[room > 1] = (uint8_t)with;
            break;
        case 4: /* a row of bytes that are alike */
            memset(at, (int)(with & 0xFF), with >> 8 < room ? with >> 8 : room);
            break;
        case 5: /* a page in the place of another */
            memcpy(start, copy + base->page_bytes * (with % pages), base->page_bytes);
            break;
        case 6: /* bytes of the same page somewhere else */
            memmove(at, start + with % (base->page_bytes - 16), room < 16 ? room : 16);
            break;
        default:
            if (with % 16 == 0)
                length = base->page_bytes * (1 + place % pages);
            else /* the count of a page or of the first free byte */
                start[1 + place % 7] = (uint8_t)with;
        }
    }
    return length;
}

#endif
