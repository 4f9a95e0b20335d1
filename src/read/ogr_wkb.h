/* A geometry of GDAL as well-known binary, which every room understands. */
#ifndef READ_OGR_WKB_H
#define READ_OGR_WKB_H

#include <ogr_api.h>
#include <stddef.h>

#include "base/error.h"

/* Bytes that are used again for the next geometry. Start with {0}; release with wkb_release. */
struct wkb {
    unsigned char *bytes;
    size_t length, capacity;
};
void wkb_release(struct wkb *wkb);

enum row_geometry {
    GEOMETRY_FOUND,
    GEOMETRY_MISSING, /* none, or an empty one */
    GEOMETRY_BROKEN   /* there is something that is no geometry */
};

/* Takes the geometry (NULL is allowed). Arcs become lines, rings are closed, Z and M go. */
enum mah_status ogr_wkb_take(struct wkb *out, enum row_geometry *found, OGRGeometryH geometry, struct mah_error *err);

#endif
