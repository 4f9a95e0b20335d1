/* A table with geometry as GeoJSON for web maps. */
#include "write/table_geojson.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "write/json_text.h"
#include "write/output.h"

enum { COORDINATE_DECIMALS = 7 };

static void add_coordinate(struct text *out, double degrees)
{
    char number[400];
    number_write_fixed(degrees, COORDINATE_DECIMALS, number, sizeof number);
    size_t length = strlen(number);
    while (number[length - 1] == '0')
        length--;
    text_add_bytes(out, number, number[length - 1] == '.' ? length - 1 : length);
}

static void add_position(struct text *out, struct point point)
{
    text_add(out, "[");
    add_coordinate(out, point.x);
    text_add(out, ",");
    add_coordinate(out, point.y);
    text_add(out, "]");
}

static bool all_finite(const struct point *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            return false;
    return true;
}

static enum mah_status not_transformed(const struct table_view *view, struct mah_error *err)
{
    return mah_fail(err, MAH_FAILED, "a geometry of table '%s' cannot be given in longitude and latitude",
                    release_table_facts(view->table)->name);
}

/* WKB of polygon_to_wkb, read front to back: little endian, shells already counter-clockwise. */
struct wkb_cursor {
    const unsigned char *at;
};

static uint32_t take_count(struct wkb_cursor *cursor)
{
    const unsigned char *at = cursor->at;
    cursor->at += 4;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static double take_number(struct wkb_cursor *cursor)
{
    uint64_t bits = 0;
    for (int i = 7; i >= 0; i--)
        bits = bits << 8 | cursor->at[i];
    cursor->at += 8;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void add_ring(struct text *out, struct wkb_cursor *cursor)
{
    uint32_t points = take_count(cursor);
    text_add(out, "[");
    for (uint32_t i = 0; i < points; i++) {
        double x = take_number(cursor), y = take_number(cursor);
        text_add(out, i > 0 ? "," : "");
        add_position(out, (struct point){x, y});
    }
    text_add(out, "]");
}

static void add_wkb(struct text *out, const unsigned char *wkb)
{
    enum { BYTE_ORDER_AND_TYPE = 5 };
    struct wkb_cursor cursor = {wkb + BYTE_ORDER_AND_TYPE};
    uint32_t parts = take_count(&cursor);
    text_add(out, "{\"type\": \"MultiPolygon\", \"coordinates\": [");
    for (uint32_t part = 0; part < parts; part++) {
        cursor.at += BYTE_ORDER_AND_TYPE;
        uint32_t rings = take_count(&cursor);
        text_add(out, part > 0 ? ",[" : "[");
        for (uint32_t ring = 0; ring < rings; ring++) {
            text_add(out, ring > 0 ? "," : "");
            add_ring(out, &cursor);
        }
        text_add(out, "]");
    }
    text_add(out, "]}");
}

/* Turned into degrees first: what runs counter-clockwise must do so there. */
static enum mah_status add_polygon(struct text *out, const struct table_view *view, const struct polygon *polygon,
                                   struct transformation *to_degrees, struct mah_error *err)
{
    struct polygon turned = {0};
    unsigned char *wkb = NULL;
    size_t length;
    enum mah_status status = polygon_copy(&turned, polygon, err);
    if (status != MAH_OK)
        return status;
    transformation_apply(to_degrees, turned.vertices, turned.vertex_count);
    polygon_set_bounds(&turned);
    if (!all_finite(turned.vertices, turned.vertex_count))
        status = not_transformed(view, err);
    if (status == MAH_OK)
        status = polygon_to_wkb(&wkb, &length, &turned, err);
    if (status == MAH_OK)
        add_wkb(out, wkb);
    memory_free(wkb);
    polygon_release(&turned);
    return status;
}

static enum mah_status add_geometry(struct text *out, const struct table_view *view, size_t row,
                                    struct transformation *to_degrees, struct mah_error *err)
{
    const struct polygon *polygon = release_polygon(view->table, table_view_row(view, row));
    struct point point;
    if (polygon != NULL && polygon->part_count > 0)
        return add_polygon(out, view, polygon, to_degrees, err);
    if (!release_point(view->table, table_view_row(view, row), &point)) {
        text_add(out, "null");
        return MAH_OK;
    }
    transformation_apply(to_degrees, &point, 1);
    if (!all_finite(&point, 1))
        return not_transformed(view, err);
    text_add(out, "{\"type\": \"Point\", \"coordinates\": ");
    add_position(out, point);
    text_add(out, "}");
    return MAH_OK;
}

static enum mah_status add_features(struct text *out, const struct table_view *view, struct transformation *to_degrees,
                                    FILE *file, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    text_add(out, "{\"type\": \"FeatureCollection\", \"features\": [");
    for (size_t row = 0; status == MAH_OK && row < table_view_rows(view); row++) {
        text_add(out, row > 0 ? ",\n  " : "\n  ");
        text_add(out, "{\"type\": \"Feature\", \"properties\": ");
        json_add_row(out, view, row);
        text_add(out, ", \"geometry\": ");
        status = add_geometry(out, view, row, to_degrees, err);
        text_add(out, "}");
        if (status == MAH_OK)
            status = output_pass(out, file, err);
    }
    text_add(out, table_view_rows(view) > 0 ? "\n]}\n" : "]}\n");
    return status;
}

enum mah_status table_write_geojson(const struct table_view *view, FILE *file, struct mah_error *err)
{
    if (release_table_facts(view->table)->geometry == RELEASE_NO_GEOMETRY)
        return mah_fail(err, MAH_BAD_USAGE, "table '%s' has no geometry; choose text, csv or json",
                        release_table_facts(view->table)->name);
    struct crs degrees = {0};
    struct transformation *to_degrees = NULL;
    struct text out = TEXT_EMPTY;
    enum mah_status status = crs_resolve(&degrees, "EPSG:4326", err);
    if (status == MAH_OK)
        status = transformation_new(&to_degrees, release_facts(view->release)->crs, &degrees, err);
    if (status == MAH_OK)
        status = add_features(&out, view, to_degrees, file, err);
    status = output_finish(&out, file, status, err);
    transformation_free(to_degrees);
    crs_release(&degrees);
    return status;
}
