/* Which areas does a user hand in: the polygons of a file, or one written as WKT? */
#include "read/area_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "geometry/repair.h"
#include "read/geometry_text.h"
#include "read/ogr_open.h"
#include "read/ogr_table.h"
#include "turkish/fold.h"

/* What the column of names may be called, as header keys, the first that there is. */
static const char *const name_columns[] = {"ad",      "adi",         "isim",    "name",  "title", "label", "mah_name",
                                           "mah_adi", "mahalle_adi", "mahalle", "bolge", "kod",   "code",  "id"};

void area_shapes_release(struct area_shapes *shapes)
{
    for (size_t i = 0; i < shapes->count; i++) {
        memory_free(shapes->shapes[i].label);
        polygon_release(&shapes->shapes[i].polygon);
    }
    memory_free(shapes->shapes);
    *shapes = (struct area_shapes){0};
}

/* Valid first, in its own system, then transformed. What cannot be an area is refused with `refusal`. */
static enum mah_status make_ready(struct polygon *polygon, struct transformation *transformation, const char *shown,
                                  enum mah_status refusal, struct mah_error *err)
{
    struct repair repair;
    enum mah_status status = polygon_repair(polygon, &repair, err);
    if (status != MAH_OK)
        return mah_context(err, status == MAH_BAD_DATA ? refusal : status, "'%s'", shown);
    transformation_apply(transformation, polygon->vertices, polygon->vertex_count);
    for (size_t i = 0; i < polygon->vertex_count; i++)
        if (!isfinite(polygon->vertices[i].x) || !isfinite(polygon->vertices[i].y))
            return mah_fail(err, refusal, "a corner of '%s' lies where the boundaries' system has no place", shown);
    polygon_set_bounds(polygon);
    return MAH_OK;
}

static size_t find_names(const struct ogr_table *table)
{
    for (size_t i = 0; i < sizeof name_columns / sizeof *name_columns; i++)
        for (size_t column = 0; column < table->column_count; column++) {
            char key[256];
            header_key(slice_of(table->columns[column]), key, sizeof key);
            if (strcmp(key, name_columns[i]) == 0)
                return column;
        }
    return SIZE_MAX;
}

static enum mah_status take_row(struct area_shapes *out, const struct ogr_table *table, size_t names,
                                struct transformation *transformation, struct mah_error *err)
{
    struct area_shape shape = {0};
    enum row_polygon kind;
    if (memory_grow((void **)&out->shapes, &out->capacity, out->count + 1, sizeof *out->shapes) != 0)
        return mah_no_memory(err);
    enum mah_status status = ogr_table_polygon(&shape.polygon, &kind, table, err);
    if (status != MAH_OK || kind != ROW_POLYGON || shape.polygon.part_count == 0) {
        polygon_release(&shape.polygon);
        return status;
    }
    if (names != SIZE_MAX)
        status = ogr_table_text(&shape.label, table, names, err);
    if (status == MAH_OK && shape.label == NULL) {
        char number[32];
        snprintf(number, sizeof number, "%lld", (long long)table->read);
        shape.label = memory_copy_text(number);
        status = shape.label != NULL ? MAH_OK : mah_no_memory(err);
    }
    if (status == MAH_OK)
        status = make_ready(&shape.polygon, transformation, shape.label, MAH_BAD_SOURCE, err);
    out->shapes[out->count++] = shape;
    return status;
}

/* A guess would put the areas somewhere, and nobody would notice. */
static enum mah_status find_crs(struct crs *out, const struct ogr_table *table, const struct source *source,
                                struct mah_error *err)
{
    char *of_file = NULL;
    enum mah_status status = ogr_table_crs(&of_file, table, err);
    if (status == MAH_OK && of_file == NULL)
        status = mah_fail(err, MAH_BAD_SOURCE,
                          "'%s' does not say in which reference system its coordinates are; save it with one, such as "
                          "EPSG:4326 (degrees)",
                          source->path);
    if (status == MAH_OK) {
        status = crs_resolve(out, of_file, err);
        if (status != MAH_OK)
            mah_context(err, status, "'%s'", source->path);
    }
    memory_free(of_file);
    return status;
}

static enum mah_status read_table(struct area_shapes *out, struct ogr_table *table, const struct source *source,
                                  const struct crs *to, struct mah_error *err)
{
    struct crs crs = {0};
    struct transformation *transformation = NULL;
    bool more = true;
    enum mah_status status = ogr_table_open(table, source, TABLE_POLYGONS, err);
    if (status == MAH_OK)
        status = find_crs(&crs, table, source, err);
    if (status == MAH_OK)
        status = transformation_new(&transformation, &crs, to, err);
    size_t names = status == MAH_OK ? find_names(table) : SIZE_MAX;
    if (status == MAH_OK)
        status = ogr_table_next(table, &more, err);
    while (status == MAH_OK && more) {
        status = take_row(out, table, names, transformation, err);
        if (status == MAH_BAD_SOURCE)
            status = mah_context(err, status, "'%s'", source->path);
        if (status == MAH_OK)
            status = ogr_table_next(table, &more, err);
    }
    if (status == MAH_OK && out->count == 0)
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' holds no polygon", source->path);
    transformation_free(transformation);
    crs_release(&crs);
    return status;
}

static bool is_file(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0;
}

enum mah_status area_file_read(struct area_shapes *out, const char *words, const struct crs *to, struct mah_error *err)
{
    struct ogr_table table = {0};
    char *path = memory_copy_text(words);
    *out = (struct area_shapes){0};
    if (path == NULL)
        return mah_no_memory(err);
    struct source source = {.path = path, .encoding = (char *)"auto"};
    char *colon = strrchr(path, ':');
    if (colon != NULL && colon[1] != '/' && !is_file(path)) { /* not of a URL, nor of the name of a file */
        *colon = '\0';
        source.layer = colon + 1;
    }
    enum mah_status status = read_table(out, &table, &source, to, err);
    ogr_table_close(&table);
    memory_free(path);
    if (status != MAH_OK)
        area_shapes_release(out);
    return status;
}

static enum mah_status polygon_of_wkt(struct polygon *out, const char *wkt, struct mah_error *err)
{
    struct wkb wkb = {0};
    enum row_geometry kind;
    enum mah_status status = geometry_text_read(&wkb, &kind, wkt, err), shape = MAH_BAD_DATA;
    if (status == MAH_OK && kind == GEOMETRY_FOUND)
        shape = polygon_from_wkb(out, wkb.bytes, wkb.length, NULL);
    if (status == MAH_OK && shape == MAH_NO_MEMORY)
        status = mah_no_memory(err);
    else if (status == MAH_OK && shape != MAH_OK)
        status =
            mah_fail(err, MAH_BAD_USAGE,
                     "'%s' is no polygon; write POLYGON((lon lat, lon lat, lon lat, lon lat)) with the first corner "
                     "again at the end",
                     wkt);
    wkb_release(&wkb);
    return status;
}

enum mah_status area_wkt_read(struct polygon *out, const char *wkt, const struct crs *to, struct mah_error *err)
{
    struct crs degrees = {0};
    struct transformation *transformation = NULL;
    *out = (struct polygon){.bounds = rectangle_empty()};
    enum mah_status status = polygon_of_wkt(out, wkt, err);
    if (status == MAH_OK)
        status = crs_resolve(&degrees, "EPSG:4326", err);
    for (size_t i = 0; status == MAH_OK && i < out->vertex_count; i++)
        if (!crs_accepts(&degrees, out->vertices[i]))
            status =
                mah_fail(err, MAH_BAD_USAGE, "'%s' is not in degrees; longitudes reach to 180, latitudes to 90", wkt);
    if (status == MAH_OK)
        status = transformation_new(&transformation, &degrees, to, err);
    if (status == MAH_OK)
        status = make_ready(out, transformation, wkt, MAH_BAD_USAGE, err);
    transformation_free(transformation);
    crs_release(&degrees);
    if (status != MAH_OK)
        polygon_release(out);
    return status;
}
