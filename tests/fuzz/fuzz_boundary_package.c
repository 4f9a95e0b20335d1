/* Hostile GeoPackages of boundaries: a sound one, damaged as the input says. */
#include "packages.h"
#include "plain_or_gdal.h"

enum { BASES = 2, STATEMENTS = 4 };
static const char *const recipes[BASES][STATEMENTS] = {
    {"PRAGMA page_size = 1024", PACKAGE_TABLES,
     "CREATE TABLE mahalle (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POLYGON, kod TEXT, ad TEXT, ilce_kodu "
     "INTEGER, nufus DOUBLE, kisa TINYINT);" PACKAGE_LAYER("mahalle", "POLYGON"),
     ""},
    {"PRAGMA page_size = 1024", PACKAGE_TABLES,
     "CREATE TABLE mahalle (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, mah_code MEDIUMINT, "
     "mah_name TEXT(30), nufus REAL);" PACKAGE_LAYER("mahalle", "MULTIPOLYGON"),
     ""},
};

/* "X'4750...'" of a square that begins at x, 36. */
static void write_square(char *out, double x, bool is_multiple)
{
    uint8_t bytes[200] = {'G', 'P', 0, 1, 0xE6, 0x10, 0, 0};
    static const uint8_t many[] = {1, 6, 0, 0, 0, 1, 0, 0, 0}, one[] = {1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    const double corners[] = {x, 36, x + 0.25, 36, x + 0.25, 36.25, x, 36.25, x, 36};
    size_t length = 8;
    if (is_multiple) {
        memcpy(bytes + length, many, sizeof many);
        length += sizeof many;
    }
    memcpy(bytes + length, one, sizeof one);
    length += sizeof one;
    memcpy(bytes + length, corners, sizeof corners);
    length += sizeof corners;
    for (size_t i = 0; i < length; i++)
        sprintf(out + 2 * i, "%02x", bytes[i]);
}

static struct package_bytes make(size_t number)
{
    static char rows[4000], hex[3][500];
    const char *statements[STATEMENTS];
    for (int i = 0; i < 3; i++)
        write_square(hex[i], 37 + 0.25 * i, number == 1);
    snprintf(rows, sizeof rows,
             number == 0
                 ? "INSERT INTO mahalle (geom, kod, ad, ilce_kodu, nufus, kisa) VALUES (x'%s', '1', 'Çarşı', 5, "
                   "1.5, 1), (x'%s', '2', 'Yeni', 5, 2000, NULL), (x'%s', '3', '', NULL, NULL, -3)"
                 : "INSERT INTO mahalle (geom, mah_code, mah_name, nufus) VALUES (x'%s', 10, 'A', 0.5), "
                   "(x'%s', 2, 'B', NULL), (x'%s', 2, NULL, 7)",
             hex[0], hex[1], hex[2]);
    memcpy(statements, recipes[number], sizeof statements);
    statements[STATEMENTS - 1] = rows;
    return package_make(statements, STATEMENTS, "mahalle");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct package_bytes bases[BASES];
    static char *path;
    struct fuzz_input input = {data, size};
    if (path == NULL)
        path = memory_copy_text(fuzz_path("mahalle.gpkg"));
    size_t number = fuzz_byte(&input) % BASES;
    if (bases[number].bytes == NULL)
        bases[number] = make(number);
    uint8_t *copy = memory_new(bases[number].length, 1);
    memcpy(copy, bases[number].bytes, bases[number].length);
    fuzz_write(path, copy, package_damage(copy, &bases[number], &input));
    memory_free(copy);
    check_boundaries(path);
    return 0;
}
