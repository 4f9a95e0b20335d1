/* Hostile geometries: the point of a GeoPackage's blob whichever way it is read, and well-known binary, of which
 * whatever is accepted is the same after it was written, and has an inside, an outside and a border both ways. */
#include <math.h>

#include "base/memory.h"
#include "fuzz.h"
#include "geometry/point_in_polygon.h"
#include "geometry/repair.h"
#include "read/geopackage_geometry.h"

/* Bytes behind a geometry are not looked at, so that one more takes it off the usual way. */
static void check_point(const uint8_t *data, size_t size)
{
    struct point point = {7, 7}, careful = {8, 8};
    uint8_t *longer = memory_new(size + 1, 1);
    memcpy(longer, data, size);
    uint8_t kind = geopackage_point_read(data, size, &point), other = geopackage_point_read(longer, size + 1, &careful);
    memory_free(longer);
    require(kind <= 2 && other <= 2);
    if (kind != 1) /* the byte more may have made it whole */
        return;
    require(kind == other && memcmp(&point, &careful, sizeof point) == 0);
    require(!(isnan(point.x) && isnan(point.y)));
}

static void check_both_ways(const struct polygon *polygon)
{
    struct banded_polygon *banded = NULL;
    require(banded_polygon_new(&banded, polygon, NULL) == MAH_OK);
    for (size_t i = 0; i < polygon->vertex_count && i < 64; i++) {
        struct point vertex = polygon->vertices[i], next = polygon->vertices[(i + 1) % polygon->vertex_count];
        struct point middle = {vertex.x / 2 + next.x / 2, vertex.y / 2 + next.y / 2}, aside = {next.x, vertex.y};
        struct point asked[] = {vertex, middle, aside};
        for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
            require(point_in_polygon(asked[k], polygon) == point_in_banded_polygon(asked[k], banded));
    }
    banded_polygon_free(banded);
}

/* Is it a coordinate that a map may have? GEOS computes in doubles and promises nothing of 1e-300 or 1e300. */
static bool is_usual(double number)
{
    return number == 0 || (fabs(number) > 1e-9 && fabs(number) < 1e8);
}

/* A valid polygon stays as it is; one that was repaired is valid from then on. */
static void check_repair(struct polygon *polygon)
{
    struct polygon before = {0};
    struct repair repair, again;
    bool usual = polygon->vertex_count <= 200;
    for (size_t i = 0; i < polygon->vertex_count && usual; i++)
        usual = is_usual(polygon->vertices[i].x) && is_usual(polygon->vertices[i].y);
    if (!usual)
        return;
    require(polygon_copy(&before, polygon, NULL) == MAH_OK);
    if (polygon_repair(polygon, &repair, NULL) == MAH_OK) {
        require(polygon->part_count > 0);
        require(repair.was_invalid || polygon_equals(polygon, &before));
        require(polygon_repair(polygon, &again, NULL) == MAH_OK && !again.was_invalid);
    }
    polygon_release(&before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct polygon polygon = {0}, again = {0};
    unsigned char *bytes = NULL;
    size_t length = 0;
    check_point(data, size);
    if (polygon_from_wkb(&polygon, data, size, NULL) != MAH_OK) {
        polygon_release(&polygon);
        return 0;
    }
    for (size_t i = 0; i < polygon.vertex_count; i++)
        require(isfinite(polygon.vertices[i].x) && isfinite(polygon.vertices[i].y) &&
                rectangle_contains(&polygon.bounds, polygon.vertices[i]));
    require(polygon_to_wkb(&bytes, &length, &polygon, NULL) == MAH_OK);
    require(polygon_from_wkb(&again, bytes, length, NULL) == MAH_OK);
    require(again.part_count == polygon.part_count && again.ring_count == polygon.ring_count &&
            again.vertex_count == polygon.vertex_count);
    polygon_release(&again);
    if (polygon.vertex_count > 0)
        check_both_ways(&polygon);
    check_repair(&polygon);
    polygon_release(&polygon);
    memory_free(bytes);
    return 0;
}
