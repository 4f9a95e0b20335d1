/*
 * How large is a polygon on the ellipsoid? Vertices are joined by geodesics: short ones by a series (short_edges.c),
 * others as C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87 (2013), in PROJ's geodesic.h.
 */
#include <geodesic.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "geometry/proj_door.h"
#include "geometry/short_edges.h"

struct area_meter {
    struct ellipsoid ellipsoid;
    struct geod_geodesic geodesic;
    struct point *degrees; /* of the ring that is measured */
    size_t capacity;
    struct proj_door door;
    PJ *to_geographic;       /* NULL where the vertices are degrees already */
    double degrees_per_unit; /* of what to_geographic gives */
};

/* The geographic system that a projected one is made from: no datum shift lies between the two. */
static enum mah_status find_base(struct area_meter *meter, const struct crs *crs, struct mah_error *err)
{
    PJ *projected = NULL, *base = NULL;
    enum mah_status status = proj_door_open(&meter->door, err);
    if (status == MAH_OK)
        status = proj_door_crs(&projected, &meter->door, crs, err);
    if (status == MAH_OK) {
        base = proj_crs_get_geodetic_crs(meter->door.context, projected);
        if (base) {
            meter->to_geographic = proj_door_transformation(&meter->door, projected, base);
            meter->degrees_per_unit = proj_door_axis_unit(&meter->door, base) * 180 / 3.14159265358979323846;
        }
        if (!meter->to_geographic)
            status = mah_fail(err, MAH_BAD_SOURCE, "cannot measure areas in the reference system '%s': %s", crs->name,
                              meter->door.complaint);
    }
    proj_destroy(base);
    proj_destroy(projected);
    return proj_door_trust(status, err);
}

enum mah_status area_meter_new(struct area_meter **out, const struct crs *crs, struct mah_error *err)
{
    *out = NULL;
    struct area_meter *meter = memory_new(1, sizeof *meter);
    if (!meter)
        return mah_no_memory(err);
    double inverse_flattening = crs->ellipsoid_inverse_flattening; /* 0 stands for a sphere */
    meter->ellipsoid = (struct ellipsoid){crs->ellipsoid_a_m, inverse_flattening > 0 ? 1 / inverse_flattening : 0};
    geod_init(&meter->geodesic, meter->ellipsoid.a_m, meter->ellipsoid.flattening);
    meter->degrees_per_unit = 1;
    enum mah_status status = crs->geographic ? MAH_OK : find_base(meter, crs, err);
    if (status != MAH_OK) {
        area_meter_free(meter);
        return status;
    }
    *out = meter;
    return MAH_OK;
}

void area_meter_free(struct area_meter *meter)
{
    if (!meter)
        return;
    memory_free(meter->degrees);
    proj_destroy(meter->to_geographic);
    proj_door_close(&meter->door);
    memory_free(meter);
}

/* The vertices of a ring in degrees; NULL where memory ran out. */
static const struct point *ring_in_degrees(struct area_meter *meter, const struct point *ring, size_t count)
{
    if (!meter->to_geographic)
        return ring;
    if (memory_grow((void **)&meter->degrees, &meter->capacity, count, sizeof *meter->degrees) != 0)
        return NULL;
    struct point *degrees = meter->degrees;
    if (count == 0)
        return degrees;
    memcpy(degrees, ring, count * sizeof *degrees);
    proj_trans_generic(meter->to_geographic, PJ_FWD, &degrees->x, sizeof *degrees, count, &degrees->y, sizeof *degrees,
                       count, NULL, 0, 0, NULL, 0, 0);
    for (size_t i = 0; i < count; i++)
        degrees[i] = (struct point){degrees[i].x * meter->degrees_per_unit, degrees[i].y * meter->degrees_per_unit};
    return degrees;
}

/* Square metres, NAN where a vertex has no place on the ellipsoid. */
static double geodesic_ring_m2(const struct area_meter *meter, const struct point *degrees, size_t count)
{
    struct geod_polygon sum;
    geod_polygon_init(&sum, 0);
    for (size_t i = 0; i + 1 < count; i++) { /* geodesic.h closes the ring itself */
        if (!isfinite(degrees[i].x) || !(fabs(degrees[i].y) <= 90))
            return NAN;
        geod_polygon_addpoint(&meter->geodesic, &sum, degrees[i].y, degrees[i].x);
    }
    double area_m2 = 0;
    geod_polygon_compute(&meter->geodesic, &sum, 0, 1, &area_m2, NULL);
    return area_m2;
}

/* Never negative, whichever way the ring runs. */
static enum mah_status ring_area_m2(double *out, struct area_meter *meter, const struct point *ring, size_t count,
                                    struct mah_error *err)
{
    const struct point *degrees = ring_in_degrees(meter, ring, count);
    if (degrees == NULL)
        return mah_no_memory(err);
    if (!short_edges_area_m2(out, &meter->ellipsoid, degrees, count))
        *out = geodesic_ring_m2(meter, degrees, count);
    *out = fabs(*out);
    return MAH_OK;
}

enum mah_status area_meter_km2(double *out, struct area_meter *meter, const struct polygon *polygon,
                               struct mah_error *err)
{
    double total_m2 = 0;
    for (size_t part = 0; part < polygon->part_count; part++) {
        for (size_t ring = polygon->part_start[part]; ring < polygon->part_start[part + 1]; ring++) {
            size_t start = polygon->ring_start[ring];
            size_t count = polygon->ring_start[ring + 1] - start;
            double area_m2 = 0;
            enum mah_status status = ring_area_m2(&area_m2, meter, polygon->vertices + start, count, err);
            if (status != MAH_OK)
                return status;
            total_m2 += ring == polygon->part_start[part] ? area_m2 : -area_m2;
        }
    }
    *out = total_m2 / 1e6;
    if (isfinite(total_m2))
        return MAH_OK;
    return mah_fail(err, MAH_BAD_DATA, "a polygon has no area: its coordinates do not fit its reference system");
}

enum mah_status polygon_area_km2(double *out, const struct polygon *polygon, const struct crs *crs,
                                 struct mah_error *err)
{
    *out = 0;
    struct area_meter *meter = NULL;
    enum mah_status status = area_meter_new(&meter, crs, err);
    if (status == MAH_OK)
        status = area_meter_km2(out, meter, polygon, err);
    area_meter_free(meter);
    return status;
}
