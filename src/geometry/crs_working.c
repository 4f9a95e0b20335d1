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

/* The zone whose metres are true around a position in degrees. */
static enum mah_status find_zone(struct crs *out, struct point position, struct mah_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "EPSG:%d",
             rectangle_contains(&turkiye, position) ? turef_zone(position.x) : utm_zone(position));
    return crs_resolve(out, text, err);
}

static bool is_finite(struct point point)
{
    return isfinite(point.x) && isfinite(point.y);
}

static struct point middle_of(const struct rectangle *bounds)
{
    return (struct point){(bounds->min_x + bounds->max_x) / 2, (bounds->min_y + bounds->max_y) / 2};
}

static enum mah_status transform(struct point *points, size_t count, const struct crs *from, const struct crs *to,
                                 struct mah_error *err)
{
    struct transformation *transformation = NULL;
    enum mah_status status = transformation_new(&transformation, from, to, err);
    if (status == MAH_OK)
        transformation_apply(transformation, points, count);
    transformation_free(transformation);
    return status;
}

static enum mah_status to_degrees(struct point *position, const struct crs *from, struct mah_error *err)
{
    struct crs degrees = {0};
    enum mah_status status = crs_resolve(&degrees, "EPSG:4326", err);
    if (status == MAH_OK)
        status = transform(position, 1, from, &degrees, err);
    crs_release(&degrees);
    return status;
}

/* A kilometre of the plane to the east and to the north is measured in the zone of the place. */
static enum mah_status compare_with_zone(bool *out, const struct crs *plane, struct point place, struct point position,
                                         struct mah_error *err)
{
    const double kilometre = 1000, tolerance = 0.01;
    struct crs zone = {0};
    struct point points[3] = {place, {place.x + kilometre, place.y}, {place.x, place.y + kilometre}};
    enum mah_status status = find_zone(&zone, position, err);
    if (status == MAH_OK)
        status = transform(points, 3, plane, &zone, err);
    crs_release(&zone);
    for (int i = 1; status == MAH_OK && i < 3; i++) {
        double length_m = hypot(points[i].x - points[0].x, points[i].y - points[0].y);
        *out = *out && !(isfinite(length_m) && fabs(length_m / kilometre - 1) > tolerance);
    }
    return status;
}

enum mah_status crs_is_true_to_scale(bool *out, const struct crs *plane, const struct crs *of_bounds,
                                     const struct rectangle *bounds, struct mah_error *err)
{
    struct point place = middle_of(bounds), position = place;
    *out = fabs(plane->metres_per_unit - 1) < 1e-9;
    if (!*out || !is_finite(place))
        return MAH_OK;
    enum mah_status status = transform(&place, 1, of_bounds, plane, err);
    if (status == MAH_OK)
        status = to_degrees(&position, of_bounds, err);
    if (status != MAH_OK || !is_finite(place) || !is_finite(position))
        return status;
    return compare_with_zone(out, plane, place, position, err);
}

enum mah_status crs_working(struct crs *out, const struct crs *boundaries, const struct rectangle *bounds,
                            struct mah_error *err)
{
    *out = (struct crs){0};
    bool stays = false;
    enum mah_status status = MAH_OK;
    if (!boundaries->geographic)
        status = crs_is_true_to_scale(&stays, boundaries, boundaries, bounds, err);
    if (status != MAH_OK)
        return status;
    struct point centre = middle_of(bounds);
    if (stays)
        return crs_copy(out, boundaries, err);
    if (!boundaries->geographic)
        status = to_degrees(&centre, boundaries, err);
    if (status != MAH_OK)
        return status;
    if (!is_finite(centre))
        return mah_fail(err, MAH_BAD_DATA, "cannot choose a working reference system: the boundaries have no extent");
    return find_zone(out, centre, err);
}
