/*
 * How large is a polygon on the ellipsoid? C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87 (2013), as
 * PROJ's geodesic.h has it; vertices are joined by geodesics.
 */
#include <geodesic.h>
#include <math.h>

#include "base/memory.h"
#include "geometry/proj_door.h"

struct area_meter {
    struct geod_geodesic ellipsoid;
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
    return status;
}

enum mah_status area_meter_new(struct area_meter **out, const struct crs *crs, struct mah_error *err)
{
    *out = NULL;
    struct area_meter *meter = memory_new(1, sizeof *meter);
    if (!meter)
        return mah_no_memory(err);
    double inverse_flattening = crs->ellipsoid_inverse_flattening; /* 0 stands for a sphere */
    geod_init(&meter->ellipsoid, crs->ellipsoid_a_m, inverse_flattening > 0 ? 1 / inverse_flattening : 0);
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
    proj_destroy(meter->to_geographic);
    proj_door_close(&meter->door);
    memory_free(meter);
}

/* Square metres, never negative, whichever way the ring runs; NAN where a vertex has no place on the ellipsoid. */
static double ring_area_m2(struct area_meter *meter, const struct point *ring, size_t count)
{
    struct geod_polygon sum;
    geod_polygon_init(&sum, 0);
    for (size_t i = 0; i + 1 < count; i++) { /* geodesic.h closes the ring itself */
        struct point vertex = ring[i];
        if (meter->to_geographic) {
            PJ_COORD place = proj_trans(meter->to_geographic, PJ_FWD, proj_coord(vertex.x, vertex.y, 0, HUGE_VAL));
            vertex = (struct point){place.xy.x * meter->degrees_per_unit, place.xy.y * meter->degrees_per_unit};
        }
        if (!isfinite(vertex.x) || !(fabs(vertex.y) <= 90))
            return NAN;
        geod_polygon_addpoint(&meter->ellipsoid, &sum, vertex.y, vertex.x);
    }
    double area = 0;
    geod_polygon_compute(&meter->ellipsoid, &sum, 0, 1, &area, NULL);
    return fabs(area);
}

enum mah_status area_meter_km2(double *out, struct area_meter *meter, const struct polygon *polygon,
                               struct mah_error *err)
{
    double total_m2 = 0;
    for (size_t part = 0; part < polygon->part_count; part++) {
        for (size_t ring = polygon->part_start[part]; ring < polygon->part_start[part + 1]; ring++) {
            size_t start = polygon->ring_start[ring];
            double area_m2 = ring_area_m2(meter, polygon->vertices + start, polygon->ring_start[ring + 1] - start);
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
