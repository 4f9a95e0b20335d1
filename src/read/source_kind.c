/* What kind of file is a source? */
#include "read/source_kind.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/slice.h"
#include "read/source_path.h"

enum { HEAD_BYTES = 4096, DRIVERS_AT_MOST = 3 };

/* The one list of what may be opened: the drivers of GDAL, the extensions that promise a kind, and what people call it.
 */
static const struct kind_facts {
    const char *drivers[DRIVERS_AT_MOST];
    const char *extensions[DRIVERS_AT_MOST + 1];
    const char *called;
} kinds[SOURCE_KINDS] = {
    [SOURCE_TEXT_TABLE] = {{NULL}, {NULL}, "CSV"},
    [SOURCE_GEOPACKAGE] = {{"GPKG"}, {"gpkg"}, "GeoPackage"},
    [SOURCE_SQLITE] = {{"SQLite"}, {"sqlite", "db", "sqlite3"}, "SQLite"},
    [SOURCE_SHAPEFILE] = {{"ESRI Shapefile"}, {"shp", "shx", "dbf"}, "Shapefile"},
    [SOURCE_GEOJSON] = {{"GeoJSON", "GeoJSONSeq"}, {"geojson", "json", "geojsonl", "geojsons"}, "GeoJSON"},
    [SOURCE_FLATGEOBUF] = {{"FlatGeobuf"}, {"fgb"}, "FlatGeobuf"},
    [SOURCE_KML] = {{"LIBKML", "KML"}, {"kml"}, "KML"},
    [SOURCE_SPREADSHEET] = {{"XLSX", "ODS"}, {"xlsx", "ods", "xlsm"}, "XLSX or ODS"},
    [SOURCE_OSM] = {{"OSM"}, {"pbf", "osm"}, "OpenStreetMap"},
};

/* Beginnings of files that people do hand in and that cannot be read. */
static const struct {
    const char *bytes;
    size_t length;
    const char *advice; /* what to do instead; one English sentence each, so that it can be translated */
} refused[] = {
    {"\xD0\xCF\x11\xE0", 4, "'%s' is an old Excel file: save it as .xlsx or as CSV"},
    {"%PDF", 4, "'%s' is a PDF, not a table: ask for the CSV or the spreadsheet it was made from"},
    {"PAR1", 4, "'%s' is a Parquet file, which is not read: convert it to GeoPackage or CSV"},
    {"\x1F\x8B", 2, "'%s' is compressed: unpack it first"},
    {"BZh", 3, "'%s' is compressed: unpack it first"},
    {"7z\xBC\xAF", 4, "'%s' is compressed: unpack it first"},
    {"Rar!", 4, "'%s' is compressed: unpack it first"},
};

const char *const *source_kind_drivers(enum source_kind kind)
{
    return kinds[kind].drivers;
}

const char *source_kind_name(enum source_kind kind)
{
    return kinds[kind].called;
}

const char *source_kind_of_driver(const char *driver)
{
    for (size_t kind = 0; kind < SOURCE_KINDS; kind++)
        for (size_t i = 0; i < DRIVERS_AT_MOST && kinds[kind].drivers[i] != NULL; i++)
            if (strcmp(kinds[kind].drivers[i], driver) == 0)
                return kinds[kind].called;
    return driver;
}

const char *const *source_allowed_drivers(void)
{
    static const char *const all[] = {"GPKG",   "SQLite", "ESRI Shapefile", "GeoJSON", "GeoJSONSeq", "FlatGeobuf",
                                      "LIBKML", "KML",    "XLSX",           "ODS",     "OSM",        NULL};
    return all;
}

static bool has_extension(const char *path, const struct kind_facts *kind)
{
    const char *dot = strrchr(source_path_file_name(path), '.');
    for (size_t i = 0; dot != NULL && i <= DRIVERS_AT_MOST && kind->extensions[i] != NULL; i++)
        if (slice_equals_ascii_nocase(slice_of(dot + 1), slice_of(kind->extensions[i])))
            return true;
    return false;
}

static bool begins_with(const unsigned char *head, size_t length, const char *bytes, size_t count)
{
    return length >= count && memcmp(head, bytes, count) == 0;
}

/* A GeoPackage says so at byte 68 of the SQLite header; some programs forget to, and only the name tells. */
static enum source_kind kind_of_sqlite(const unsigned char *head, size_t length, const char *path)
{
    bool says_so = length >= 72 && (memcmp(head + 68, "GPKG", 4) == 0 || memcmp(head + 68, "GP1", 3) == 0);
    return says_so || has_extension(path, &kinds[SOURCE_GEOPACKAGE]) ? SOURCE_GEOPACKAGE : SOURCE_SQLITE;
}

/* A .dbf has no magic number worth the name: version 3 with or without memo, and a month and day in the header. */
static bool is_dbf(const unsigned char *head, size_t length)
{
    return length >= 32 && (head[0] & 0x07) == 3 && head[2] >= 1 && head[2] <= 12 && head[3] <= 31;
}

/* The length of a header, most significant byte first, and the header of the first block. */
static bool is_osm_pbf(const unsigned char *head, size_t length)
{
    return length >= 15 && head[0] == 0 && head[1] == 0 && memcmp(head + 4, "\x0A\x09OSMHeader", 11) == 0;
}

static enum source_kind kind_of(const unsigned char *head, size_t length, const char *path)
{
    if (begins_with(head, length, "SQLite format 3\0", 16))
        return kind_of_sqlite(head, length, path);
    if (begins_with(head, length, "PK\3\4", 4))
        return SOURCE_SPREADSHEET;
    if (begins_with(head, length, "\0\0\x27\x0A", 4))
        return SOURCE_SHAPEFILE;
    if (begins_with(head, length, "fgb\3", 4))
        return SOURCE_FLATGEOBUF;
    if (has_extension(path, &kinds[SOURCE_SHAPEFILE]) && is_dbf(head, length))
        return SOURCE_SHAPEFILE;
    if (is_osm_pbf(head, length))
        return SOURCE_OSM;
    size_t first = begins_with(head, length, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (first < length && strchr(" \t\r\n\x1E", head[first]) != NULL && head[first] != 0)
        first++;
    if (first < length && (head[first] == '{' || head[first] == '['))
        return SOURCE_GEOJSON;
    if (first < length && head[first] == '<')
        return memmem(head, length, "<osm", 4) != NULL ? SOURCE_OSM : SOURCE_KML;
    return SOURCE_TEXT_TABLE;
}

/* GDAL's way to name other files, and by them any program or address: its root element is in the first bytes. */
static bool is_virtual(const unsigned char *head, size_t length, const char *path)
{
    static const struct kind_facts virtual = {.extensions = {"vrt"}};
    return has_extension(path, &virtual) || memmem(head, length, "<OGRVRTDataSource", 17) != NULL ||
           memmem(head, length, "<VRTDataset", 11) != NULL;
}

static enum mah_status read_head(unsigned char *head, size_t *length, const char *path, const char *shown,
                                 struct mah_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", shown, errno);
    ssize_t got;
    do
        got = pread(file, head, HEAD_BYTES, 0);
    while (got < 0 && errno == EINTR);
    int reason = errno;
    close(file);
    if (got < 0)
        return mah_fail(err, MAH_FAILED, "cannot read '%s': system error %d", shown, reason);
    *length = (size_t)got;
    return MAH_OK;
}

enum mah_status source_kind_find(enum source_kind *out, const char *path, const char *shown, struct mah_error *err)
{
    unsigned char head[HEAD_BYTES];
    size_t length = 0;
    enum mah_status status = read_head(head, &length, path, shown, err);
    if (status != MAH_OK)
        return status;
    if (length == 0)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is empty", shown);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (begins_with(head, length, refused[i].bytes, refused[i].length))
            return mah_fail(err, MAH_BAD_SOURCE, refused[i].advice, shown);
    *out = kind_of(head, length, path);
    if (*out == SOURCE_KML && is_virtual(head, length, path))
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' is a VRT, which only points to other files and is not read; name the file itself "
                        "(formats: CSV, GeoPackage, SQLite, Shapefile, GeoJSON, FlatGeobuf, KML, XLSX, ODS)",
                        shown);
    for (size_t i = 0; *out == SOURCE_TEXT_TABLE && i < SOURCE_KINDS; i++)
        if (has_extension(path, &kinds[i]))
            return mah_fail(err, MAH_BAD_SOURCE, "'%s' is no %s file, whatever its name says", shown, kinds[i].called);
    return MAH_OK;
}

enum mah_status source_kind_of_path(enum source_kind *out, const char *path, struct mah_error *err)
{
    char *resolved = NULL;
    enum mah_status status = source_path_resolve(&resolved, path, err);
    if (status == MAH_OK)
        status = source_kind_find(out, resolved, path, err);
    memory_free(resolved);
    return status;
}
