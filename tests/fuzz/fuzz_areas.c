/* Hostile areas of `mahalle query`: WKT of the command line, or a text of a service file, which may be GeoJSON. */
#include <math.h>

#include "base/memory.h"
#include "fuzz.h"
#include "geometry/repair.h"
#include "geometry/shape.h"
#include "read/area_file.h"
#include "read/geometry_text.h"

static void check_shape(const char *text)
{
    struct wkb wkb = {0};
    struct shape shape = {0};
    struct point on;
    enum row_geometry kind;
    require(geometry_text_read(&wkb, &kind, text, NULL) == MAH_OK);
    require(kind != GEOMETRY_FOUND || wkb.length > 0);
    if (kind == GEOMETRY_FOUND && shape_from_wkb(&shape, wkb.bytes, wkb.length, NULL) == MAH_OK)
        require(shape_point_on(&on, &shape, NULL) == MAH_OK && isfinite(on.x) && isfinite(on.y));
    shape_release(&shape);
    wkb_release(&wkb);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct crs working;
    struct mah_error error = {0};
    struct polygon polygon = {0};
    struct repair repair;
    if (working.definition == NULL)
        require(crs_resolve(&working, "EPSG:4326", NULL) == MAH_OK);
    char *text = memory_copy_bytes((const char *)data, size);
    check_shape(text);
    enum mah_status status = area_wkt_read(&polygon, text, &working, &error);
    require_reason(status, &error);
    require(status == MAH_OK || status == MAH_BAD_USAGE);
    if (status == MAH_OK) { /* valid, and in degrees */
        require(polygon.part_count > 0 && polygon.bounds.min_x >= -180 && polygon.bounds.max_y <= 90);
        require(polygon_repair(&polygon, &repair, NULL) == MAH_OK && !repair.was_invalid);
    }
    polygon_release(&polygon);
    memory_free(text);
    return 0;
}
