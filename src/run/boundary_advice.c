/* Do the boundaries themselves look wrong? */
#include "run/boundary_advice.h"

#include <math.h>

/* The extent of Türkiye in degrees (PROJ's register of areas), a little wider. */
static const struct rectangle turkiye = {25.5, 34.0, 45.0, 43.6};

static bool lies_in(const struct rectangle *inner, const struct rectangle *outer)
{
    return inner->min_x >= outer->min_x && inner->max_x <= outer->max_x && inner->min_y >= outer->min_y &&
           inner->max_y <= outer->max_y;
}

static bool looks_like_degrees(const struct rectangle *bounds)
{
    return fabs(bounds->min_x) <= 180 && fabs(bounds->max_x) <= 180 && fabs(bounds->min_y) <= 90 &&
           fabs(bounds->max_y) <= 90;
}

enum mah_status boundary_advice(const struct boundary_set *boundaries, struct mah_error *err)
{
    const struct rectangle *bounds = &boundaries->bounds;
    const struct rectangle swapped = {bounds->min_y, bounds->min_x, bounds->max_y, bounds->max_x};
    if (boundaries->crs.geographic && !lies_in(bounds, &turkiye) && lies_in(&swapped, &turkiye))
        return mah_fail(err, MAH_BAD_DATA,
                        "the boundaries '%s' look swapped: with x and y exchanged they lie in Türkiye; repair the file "
                        "(longitude first, then latitude)",
                        boundaries->file_name);
    if (!boundaries->crs.geographic && looks_like_degrees(bounds))
        return mah_fail(
            err, MAH_BAD_DATA,
            "the boundaries '%s' are said to be in '%s', but their coordinates look like degrees; set crs of "
            "neighbourhoods, such as EPSG:4326",
            boundaries->file_name, boundaries->crs.name);
    return MAH_OK;
}
