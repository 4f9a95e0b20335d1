/* In which reference system are distances measured? */
#include <math.h>
#include <stdio.h>

#include "geometry/projection.h"

/* The extent of Türkiye in which the TUREF / TM zones are the usual choice (EPSG area of use, rounded outwards). */
static const struct rectangle turkiye = {25.62, 34.2, 44.83, 43.45};

static int turef_zone(double longitude)
{
    int central_meridian = 3 * (int)round(longitude / 3);
    return 5253 + (central_meridian - 27) / 3; /* EPSG:5253 is TUREF / TM27 */
}

static int utm_zone(struct point position)
{
    double turn = position.x + 180 - 360 * floor((position.x + 180) / 360);
    int zone = (int)floor(turn / 6) + 1;
    return (position.y < 0 ? 32700 : 32600) + (zone > 60 ? 60 : zone);
}

enum mah_status crs_working(struct crs *out, const struct crs *boundaries, const struct rectangle *bounds,
                            struct mah_error *err)
{
    *out = (struct crs){0};
    if (!boundaries->geographic)
        return crs_copy(out, boundaries, err);
    struct point centre = {(bounds->min_x + bounds->max_x) / 2, (bounds->min_y + bounds->max_y) / 2};
    if (!isfinite(centre.x) || !isfinite(centre.y))
        return mah_fail(err, MAH_BAD_DATA, "cannot choose a working reference system: the boundaries have no extent");
    char text[32];
    snprintf(text, sizeof text, "EPSG:%d",
             rectangle_contains(&turkiye, centre) ? turef_zone(centre.x) : utm_zone(centre));
    return crs_resolve(out, text, err);
}
