/* Hostile GeoPackages of households: whether rows are taken from the pages of the file or told by SQLite, they are the
 * same rows, or the same refusal. */
#include <unistd.h>

#include "few_aliases.h"
#include "packages.h"
#include "read/household_source.h"

#define NUMBERS(count)                                                                                                 \
    "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " #count ") INSERT INTO haneler "
#define POINT_OF                                                                                                       \
    "CAST(x'47500001e61000000101000000' || x'000000000000' || char(65 + i % 26, 64) || x'0000000000' || char(i % 90 "  \
    "+ 32, 68, 64) AS BLOB)"

enum { BASES = 8, STATEMENTS = 5 };
static const char *const recipes[BASES][STATEMENTS] = {
    {"PRAGMA page_size = 512", PACKAGE_TABLES,
     "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, geom POINT, hane_no TEXT, nufus INTEGER, mahalle "
     "TEXT);" PACKAGE_LAYER("haneler", "POINT"),
     NUMBERS(
         40) "SELECT i, " POINT_OF
             ", 'H' || i, (1 << i) * (1 - i % 2 * 2), CASE i % 3 WHEN 0 THEN 'Çavuş' WHEN 1 THEN ' boş ' END FROM n",
     ""},
    {"PRAGMA page_size = 512", PACKAGE_TABLES,
     "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, hane_no TEXT, nufus, mahalle TEXT, geom POINT);" PACKAGE_LAYER(
         "haneler", "POINT"),
     NUMBERS(30) "SELECT i * 3, replace(hex(zeroblob(i * 20)), '00', 'ş'), i / 2.0, 'M', " POINT_OF " FROM n",
     "DELETE FROM haneler WHERE fid % 7 = 3"},
    {"PRAGMA page_size = 1024; PRAGMA auto_vacuum = FULL", PACKAGE_TABLES,
     "CREATE TABLE haneler (hane_no INTEGER PRIMARY KEY, nufus REAL, mahalle TEXT, geom POINT, notlar);" PACKAGE_LAYER(
         "haneler", "POINT"),
     NUMBERS(50) "SELECT i * 70000000000 - 900000000000, i, 'Mahalle ' || i, NULL, zeroblob(i * 30) FROM n", ""},
    {"PRAGMA page_size = 512", PACKAGE_TABLES,
     "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, nufus INTEGER, mahalle TEXT);"
     "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');",
     NUMBERS(30) "SELECT i, 1 << i, 'x' FROM n",
     "ALTER TABLE haneler ADD COLUMN hane_no; ALTER TABLE haneler ADD COLUMN gelis_yili INTEGER DEFAULT 2020;"
     "INSERT INTO haneler VALUES (31, 0, x'C59F', 9007199254740993, 1.5), (9223372036854775807, 1, 'a', -1, 0)"},
    {"PRAGMA page_size = 512", PACKAGE_TABLES,
     "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, nufus TINYINT, mahalle);"
     "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');",
     NUMBERS(900) "SELECT i * 2, 1 << i % 64, 'Orta' FROM n", ""},
    {"PRAGMA page_size = 512; PRAGMA journal_mode = WAL", PACKAGE_TABLES,
     "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, nufus INTEGER, mahalle TEXT, ad TEXT);"
     "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');",
     NUMBERS(40) "SELECT i - 20, i, 'Mahalle', 'adı ' || i FROM n", ""},
    {"PRAGMA page_size = 1024", PACKAGE_TABLES,
     "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, nufus, mahalle, boylam DOUBLE, enlem FLOAT, hane_no TEXT UNIQUE);"
     "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');",
     NUMBERS(60) "SELECT i + (i > 30) * 40000, i, NULL, 37 + i / 64.0, i % 40, i FROM n", ""},
    {"PRAGMA page_size = 65536", PACKAGE_TABLES,
     "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, nufus, mahalle);"
     "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');",
     NUMBERS(20) "SELECT i, i, 'M' FROM n", ""},
};

static void require_same_cell(const struct column *first, const struct column *second, size_t row)
{
    require(first->kind[row] == second->kind[row]);
    const union cell *one = &first->cell[row], *two = &second->cell[row];
    if (first->kind[row] == CELL_NUMBER)
        require(memcmp(&one->number, &two->number, sizeof one->number) == 0);
    else if (first->kind[row] == CELL_TEXT)
        require(slice_equals(one->text, two->text) && utf8_is_valid(one->text.bytes, one->text.length));
}

static void require_same_batch(const struct batch *a, const struct batch *b)
{
    require(a->rows == b->rows && a->ticket == b->ticket && a->first_row == b->first_row && a->row_span == b->row_span);
    for (size_t row = 0; row < a->rows; row++) {
        require(a->line[row] == b->line[row] && a->fault[row] == b->fault[row]);
        require(row == 0 || a->line[row] > a->line[row - 1]);
        for (int i = 0; i < FIELD_COUNT; i++)
            if (a->columns[i].present)
                require_same_cell(&a->columns[i], &b->columns[i], row);
        require(!a->has_geometry || (a->geometry_kind[row] == b->geometry_kind[row] &&
                                     memcmp(&a->geometry[row], &b->geometry[row], sizeof a->geometry[row]) == 0));
    }
}

static enum mah_status require_same_readers(struct household_source *pages, struct household_source *sqlite)
{
    struct household_reader *first = NULL, *second = NULL;
    struct mah_error one = {0}, two = {0};
    struct batch *a = NULL, *b = NULL;
    bool more_a = true, more_b = true;
    enum { BATCHES_AT_MOST = 100 }; /* row numbers may lie far apart */
    enum mah_status status = household_reader_new(&first, pages, &one);
    require(household_reader_new(&second, sqlite, &two) == status);
    for (int i = 0; status == MAH_OK && more_a && i < BATCHES_AT_MOST; i++) {
        status = household_reader_next(first, &a, &more_a, &one);
        require(household_reader_next(second, &b, &more_b, &two) == status && more_a == more_b);
        if (status == MAH_OK && more_a)
            require_same_batch(a, b);
    }
    require_reason(status, &one);
    require(strcmp(one.message, two.message) == 0);
    household_reader_free(first);
    household_reader_free(second);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct package_bytes bases[BASES];
    static char *path;
    struct fuzz_input input = {data, size};
    struct household_source *pages = NULL, *sqlite = NULL;
    struct mah_error one = {0}, two = {0};
    if (path == NULL) {
        path = memory_copy_text(fuzz_path("haneler.gpkg"));
        keep_few_aliases();
    }
    size_t number = fuzz_byte(&input) % BASES;
    struct package_bytes *base = &bases[number];
    if (base->bytes == NULL)
        *base = package_make(recipes[number], STATEMENTS, "haneler");
    uint8_t *copy = memory_new(base->length, 1);
    memcpy(copy, base->bytes, base->length);
    fuzz_write(path, copy, package_damage(copy, base, &input));
    memory_free(copy);
    struct source wanted = {.path = path, .encoding = (char *)(uintptr_t) "auto"};
    enum mah_status status = household_source_open(&pages, &wanted, &one);
    require(household_source_open(&sqlite, &wanted, &two) == status && strcmp(one.message, two.message) == 0);
    require_reason(status, &one);
    if (status == MAH_OK) {
        household_source_avoid_pages(sqlite);
        status = require_same_readers(pages, sqlite);
        require(size > 1 || number == 5 || (status == MAH_OK && household_source_page_batches(pages) > 0));
        require(household_source_recoded_texts(pages) == household_source_recoded_texts(sqlite));
    }
    household_source_close(pages);
    household_source_close(sqlite);
    return 0;
}
