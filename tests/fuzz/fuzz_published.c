/* Hostile files that claim to be ours: the tables of a published GeoPackage, damaged as the input says, are what SQLite
 * says they are, or are refused. */
#include <math.h>

#include "base/language.h"
#include "packages.h"
#include "read/published.h"

static const char *const statements[] = {
    "PRAGMA page_size = 512",
    PACKAGE_TABLES
    "CREATE TABLE gpkg_data_columns (table_name TEXT, column_name TEXT, name TEXT, title TEXT, description TEXT, "
    "mime_type TEXT, constraint_name TEXT);"
    "CREATE TABLE params (fid INTEGER PRIMARY KEY, key TEXT, value TEXT);"
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('params', 'attributes', 'params');",
    "CREATE TABLE mah_indicators (fid INTEGER PRIMARY KEY, geom MULTIPOLYGON, mah_code TEXT, n_mig MEDIUMINT, share "
    "REAL, day DATE, odd BLOB);" PACKAGE_LAYER("mah_indicators",
                                               "MULTIPOLYGON") "CREATE TABLE services (fid INTEGER PRIMARY KEY, geom "
                                                               "POINT, name TEXT);" PACKAGE_LAYER("services", "POINT"),
    "INSERT INTO params (key, value) VALUES ('mahalle.version', '0.1.0'), ('title', 'Kent'), ('language', 'en'), "
    "('reference_date', '2026-01-01'), ('privacy.profile', 'public'), ('empty', NULL), ('number', 5);"
    "INSERT INTO gpkg_data_columns (table_name, column_name, title) VALUES ('mah_indicators', 'share', 'Pay');"
    "INSERT INTO services VALUES (1, x'47500001e610000001010000000000000000804340000000000080' || x'4240', 'Okul')",
    "INSERT INTO mah_indicators VALUES (3, x'47500001e61000000106000000010000000103000000010000000500000000000000000"
    "0434000000000000042400000000000804340000000000000424000000000008043400000000000804240000000000000434000000000"
    "0080424000000000000043400000000000004240', '01', 9007199254740991, 0.5, '2025-12-31', NULL), (7, NULL, '02', "
    "NULL, "
    "NULL, NULL, x'00'), (9, x'4750001100000000010600000000000000', '', -1, 1e300, 'x', 'y')",
};

static void check_table(const struct published *published, const char *name)
{
    struct published_table *table = NULL;
    struct mah_error error = {0};
    enum mah_status status = published_table_read(&table, published, name, &error);
    require_reason(status, &error);
    if (status != MAH_OK)
        return;
    require(strcmp(table->name, name) == 0);
    for (size_t i = 0; i < table->column_count; i++)
        require(table->columns[i].name != NULL && table->columns[i].title != NULL &&
                strchr("irtd", table->columns[i].type) != NULL);
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        const struct published_cell *cell = &table->cells[i];
        require(cell->kind >= PUBLISHED_NULL && cell->kind <= PUBLISHED_TEXT);
        require(cell->kind != PUBLISHED_TEXT || (cell->text != NULL && strlen(cell->text) < 1000000));
    }
    for (size_t i = 0; table->polygons != NULL && i < table->row_count; i++)
        for (size_t k = 0; k < table->polygons[i].vertex_count; k++)
            require(isfinite(table->polygons[i].vertices[k].x) && isfinite(table->polygons[i].vertices[k].y));
    published_table_free(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct package_bytes base;
    static char *path;
    struct fuzz_input input = {data, size};
    struct published *published = NULL;
    struct mah_error error = {0};
    if (path == NULL) {
        path = memory_copy_text(fuzz_path("kent.gpkg"));
        language_fix(LANGUAGE_ENGLISH);
        base = package_make(statements, sizeof statements / sizeof *statements, "params");
    }
    uint8_t *copy = memory_new(base.length, 1);
    memcpy(copy, base.bytes, base.length);
    fuzz_write(path, copy, package_damage(copy, &base, &input));
    memory_free(copy);
    enum mah_status status = published_open(&published, path, &error);
    require_reason(status, &error);
    require(size >= 6 || status == MAH_OK);
    if (status != MAH_OK)
        return 0;
    require(published_parameter(published, "mahalle.version") != NULL);
    static const char *const tables[] = {"mah_indicators", "services", "params"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (published_has(published, tables[i]))
            check_table(published, tables[i]);
    published_close(published);
    return 0;
}
