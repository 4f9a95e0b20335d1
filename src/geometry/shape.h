/* Points, lines or areas: the place of a facility. Plane geometry in a CRS in metres. */
#ifndef GEOMETRY_SHAPE_H
#define GEOMETRY_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "geometry/polygon.h"
#include "geometry/projection.h"

enum shape_kind {
    SHAPE_POINTS, /* each part is one vertex: a stop, the entrances of a campus */
    SHAPE_LINES,  /* each part is an open line of two vertices or more */
    SHAPE_AREAS   /* each part is a closed ring; inside is what an odd number of rings surrounds */
};

struct shape {
    enum shape_kind kind;
    struct point *vertices;
    size_t vertex_count;
    size_t *part_start; /* part_count + 1 offsets into vertices */
    size_t part_count;
    struct rectangle bounds;
};

/* Room for the given numbers of vertices and parts; offsets and vertices are the caller's to fill. */
enum mah_status shape_reserve(struct shape *out, enum shape_kind kind, size_t vertices, size_t parts,
                              struct mah_error *err);
/* From WKB of any simple-feature type but collections of mixed kinds; Z and M are dropped. MAH_BAD_DATA for those, for
 * an empty geometry, a coordinate that is not finite, a line of one vertex, an open ring. */
enum mah_status shape_from_wkb(struct shape *out, const unsigned char *bytes, size_t length, struct mah_error *err);
enum mah_status shape_from_point(struct shape *out, struct point point, struct mah_error *err);
void shape_release(struct shape *shape);
void shape_set_bounds(struct shape *shape);

void shape_swap_axes(struct shape *shape);
/* Transforms every vertex; false where one cannot be. */
bool shape_transform(struct shape *shape, struct transformation *transformation);

/* Distance in the plane to the nearest point of the shape; 0 on it, and inside an area. */
double shape_distance(const struct shape *shape, struct point point);
/* The rings of areas as a polygon without parts; borrows from the shape. */
struct polygon shape_rings(const struct shape *shape);
bool shape_contains(const struct shape *shape, struct point point); /* areas only: inside or on the border */

/* A point that lies on or in the shape, the same each time: the first of its points; halfway along its longest line;
 * inside its largest ring, in the middle of the widest run at half its height. */
enum mah_status shape_point_on(struct point *out, const struct shape *shape, struct mah_error *err);
/* Area in the plane, m2, by the even-odd rule for rings that do not cross; 0 for points and lines. */
double shape_area_m2(const struct shape *shape);

#endif
