/* Where can a mark for a polygon stand, so that it surely lies in it? GEOS proposes, the exact test decides. */
#include "geometry/interior_point.h"

#include "geometry/geos_door.h"
#include "geometry/point_in_polygon.h"

/* Of equal ones the first. */
static const GEOSGeometry *largest_part(struct geos_door *door, const GEOSGeometry *parts)
{
    const GEOSGeometry *largest = NULL;
    double most = -1;
    int count = GEOSGetNumGeometries_r(door->context, parts);
    for (int i = 0; i < count; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(door->context, parts, i);
        double area = 0;
        if (part && GEOSArea_r(door->context, part, &area) && area > most) {
            most = area;
            largest = part;
        }
    }
    return largest;
}

/* The middle of the widest stretch inside along a line halfway up: in a ring it lies beside the hole. */
static bool point_on_surface(struct point *out, struct geos_door *door, const GEOSGeometry *part)
{
    GEOSGeometry *point = part ? GEOSPointOnSurface_r(door->context, part) : NULL;
    bool found = point && GEOSisEmpty_r(door->context, point) == 0 && GEOSGeomGetX_r(door->context, point, &out->x) &&
                 GEOSGeomGetY_r(door->context, point, &out->y);
    GEOSGeom_destroy_r(door->context, point);
    return found;
}

enum mah_status polygon_interior_point(struct point *out, bool *found, const struct polygon *polygon,
                                       struct mah_error *err)
{
    *out = (struct point){0, 0};
    *found = false;
    struct geos_door door;
    GEOSGeometry *parts = NULL;
    enum mah_status status = geos_door_open(&door, err);
    if (status != MAH_OK)
        return status;
    status = geos_from_polygon(&parts, &door, polygon, err);
    if (status == MAH_OK)
        *found = point_on_surface(out, &door, largest_part(&door, parts)) &&
                 point_in_polygon(*out, polygon) == POSITION_INSIDE;
    GEOSGeom_destroy_r(door.context, parts);
    geos_door_close(&door);
    return status;
}
