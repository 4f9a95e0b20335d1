/* How do the files of this room speak with GEOS? One context each, its last complaint kept, polygons in and out. */
#ifndef GEOMETRY_GEOS_DOOR_H
#define GEOMETRY_GEOS_DOOR_H

/* Without it geos_c.h also offers the calls that share one context between threads. */
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include "base/error.h"
#include "geometry/polygon.h"

struct geos_door {
    GEOSContextHandle_t context;
    char complaint[160]; /* GEOS's last words; "" where it had none */
};

/* The door must not move while it is open: GEOS keeps its address. One door a thread. */
enum mah_status geos_door_open(struct geos_door *door, struct mah_error *err);
void geos_door_close(struct geos_door *door);

/* The failure to report when GEOS gave nothing; `doing` is what it was asked to do, in the language of messages. */
enum mah_status geos_refused(const struct geos_door *door, const char *doing, struct mah_error *err);

/*
 * A polygon as GEOS holds it (a MultiPolygon). MAH_BAD_DATA before GEOS sees a coordinate that is not finite: some of
 * its calls crash or never end on those (GEOS #1110, GH-822, GH-843). Free with GEOSGeom_destroy_r.
 */
enum mah_status geos_from_polygon(GEOSGeometry **out, struct geos_door *door, const struct polygon *polygon,
                                  struct mah_error *err);

/* The areas of a geometry of any kind; its lines and points are left out. Without any area: a polygon of no parts. */
enum mah_status polygon_from_geos(struct polygon *out, struct geos_door *door, const GEOSGeometry *geometry,
                                  struct mah_error *err);

#endif
