/* Which polygon are the coordinates of a GeoJSON geometry? */
#include "read/plain_geojson_polygon.h"

#include <string.h>

#include "base/memory.h"

enum { FEWEST_VERTICES = 4 };

void plain_rings_release(struct plain_rings *rings)
{
    memory_free(rings->vertices);
    memory_free(rings->ring_end);
    memory_free(rings->part_end);
    *rings = (struct plain_rings){0};
}

static enum mah_status take_vertex(struct plain_rings *rings, bool *is_plain, struct plain_json *json,
                                   struct mah_error *err)
{
    struct point vertex;
    int64_t integer;
    bool is_integer;
    *is_plain = plain_json_take(json, '[') && plain_json_take_number(json, &vertex.x, &integer, &is_integer) &&
                plain_json_take(json, ',') && plain_json_take_number(json, &vertex.y, &integer, &is_integer) &&
                plain_json_take(json, ']');
    if (!*is_plain)
        return MAH_OK;
    if (rings->vertex_count == rings->vertex_capacity &&
        memory_grow((void **)&rings->vertices, &rings->vertex_capacity, rings->vertex_count + 1,
                    sizeof *rings->vertices) != 0)
        return mah_no_memory(err);
    rings->vertices[rings->vertex_count++] = vertex;
    return MAH_OK;
}

static enum mah_status take_ring(struct plain_rings *rings, bool *is_plain, struct plain_json *json,
                                 struct mah_error *err)
{
    size_t first = rings->vertex_count;
    enum mah_status status = MAH_OK;
    *is_plain = plain_json_take(json, '[');
    do {
        if (*is_plain)
            status = take_vertex(rings, is_plain, json, err);
    } while (status == MAH_OK && *is_plain && plain_json_take(json, ','));
    if (status != MAH_OK || !*is_plain)
        return status;
    const struct point *begin = &rings->vertices[first], *end = &rings->vertices[rings->vertex_count - 1];
    *is_plain = plain_json_take(json, ']') && rings->vertex_count - first >= FEWEST_VERTICES && begin->x == end->x &&
                begin->y == end->y;
    if (memory_grow((void **)&rings->ring_end, &rings->ring_capacity, rings->ring_count + 1, sizeof *rings->ring_end) !=
        0)
        return mah_no_memory(err);
    rings->ring_end[rings->ring_count++] = rings->vertex_count;
    return MAH_OK;
}

static enum mah_status take_part(struct plain_rings *rings, bool *is_plain, struct plain_json *json,
                                 struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    *is_plain = plain_json_take(json, '[');
    do {
        if (*is_plain)
            status = take_ring(rings, is_plain, json, err);
    } while (status == MAH_OK && *is_plain && plain_json_take(json, ','));
    if (status != MAH_OK || !*is_plain)
        return status;
    *is_plain = plain_json_take(json, ']');
    if (memory_grow((void **)&rings->part_end, &rings->part_capacity, rings->part_count + 1, sizeof *rings->part_end) !=
        0)
        return mah_no_memory(err);
    rings->part_end[rings->part_count++] = rings->ring_count;
    return MAH_OK;
}

static enum mah_status take_parts(struct plain_rings *rings, bool *is_plain, struct plain_json *json,
                                  struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    *is_plain = plain_json_take(json, '[');
    do {
        if (*is_plain)
            status = take_part(rings, is_plain, json, err);
    } while (status == MAH_OK && *is_plain && plain_json_take(json, ','));
    *is_plain = status == MAH_OK && *is_plain && plain_json_take(json, ']');
    return status;
}

static enum mah_status make_polygon(struct polygon *out, const struct plain_rings *rings, struct mah_error *err)
{
    enum mah_status status = polygon_reserve(out, rings->vertex_count, rings->ring_count, rings->part_count, err);
    if (status != MAH_OK)
        return status;
    memcpy(out->vertices, rings->vertices, rings->vertex_count * sizeof *rings->vertices);
    memcpy(out->ring_start + 1, rings->ring_end, rings->ring_count * sizeof *rings->ring_end);
    memcpy(out->part_start + 1, rings->part_end, rings->part_count * sizeof *rings->part_end);
    polygon_set_bounds(out);
    return MAH_OK;
}

enum mah_status plain_geojson_polygon(struct polygon *out, bool *is_plain, struct plain_json *json,
                                      struct plain_rings *rings, struct mah_error *err)
{
    struct plain_string type;
    rings->vertex_count = rings->ring_count = rings->part_count = 0;
    *is_plain = plain_json_take(json, '{') && plain_json_take_word(json, "type") && plain_json_take(json, ':') &&
                plain_json_take_string(json, &type) && plain_json_take(json, ',') &&
                plain_json_take_word(json, "coordinates") && plain_json_take(json, ':');
    if (!*is_plain)
        return MAH_OK;
    enum mah_status status = MAH_OK;
    if (type.length == strlen("Polygon") && memcmp(type.bytes, "Polygon", type.length) == 0)
        status = take_part(rings, is_plain, json, err);
    else if (type.length == strlen("MultiPolygon") && memcmp(type.bytes, "MultiPolygon", type.length) == 0)
        status = take_parts(rings, is_plain, json, err);
    else
        *is_plain = false;
    *is_plain = status == MAH_OK && *is_plain && plain_json_take(json, '}');
    return *is_plain ? make_polygon(out, rings, err) : status;
}
