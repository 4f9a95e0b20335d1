/* Points, rectangles and polygons: coordinates in one CRS, x east and y north whatever axis order the CRS declares. */
#ifndef GEOMETRY_POLYGON_H
#define GEOMETRY_POLYGON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct point {
    double x, y;
};

struct rectangle {
    double min_x, min_y, max_x, max_y;
};

/*
 * A polygon of one or more parts, each a shell followed by its holes. Rings are closed: the last vertex repeats the
 * first. The interior is what an odd number of ring crossings separates from infinity; for a valid polygon that is the
 * usual interior, whatever the direction of its rings.
 */
struct polygon {
    struct point *vertices;
    size_t vertex_count;
    size_t *ring_start; /* ring_count + 1 offsets into vertices */
    size_t ring_count;
    size_t *part_start; /* part_count + 1 offsets into rings; the first ring of a part is its shell */
    size_t part_count;
    struct rectangle bounds;
};

/* Room for the given numbers of vertices, rings and parts; offsets and vertices are the caller's to fill. */
enum mah_status polygon_reserve(struct polygon *out, size_t vertices, size_t rings, size_t parts,
                                struct mah_error *err);
enum mah_status polygon_copy(struct polygon *out, const struct polygon *polygon, struct mah_error *err);
void polygon_set_bounds(struct polygon *polygon);
void polygon_release(struct polygon *polygon);
bool polygon_equals(const struct polygon *a, const struct polygon *b); /* the same vertices in the same order */

struct rectangle rectangle_empty(void);
void rectangle_include(struct rectangle *rectangle, struct point point);
void rectangle_join(struct rectangle *rectangle, const struct rectangle *other); /* an empty one adds nothing */
bool rectangle_contains(const struct rectangle *rectangle, struct point point);  /* border included */
bool rectangle_meets(const struct rectangle *a, const struct rectangle *b);      /* touching counts */

/* WKB of a MultiPolygon (little endian, 2D), shells counter-clockwise, holes clockwise. Free with memory_free. */
enum mah_status polygon_to_wkb(unsigned char **bytes, size_t *length, const struct polygon *polygon,
                               struct mah_error *err);
/* From WKB of a Polygon or MultiPolygon; Z and M are dropped. Refuses other types, open rings, non-finite numbers. */
enum mah_status polygon_from_wkb(struct polygon *out, const unsigned char *bytes, size_t length, struct mah_error *err);

#endif
