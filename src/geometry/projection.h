/* The one door to PROJ: reference systems, transformations, ellipsoids. No network, no ballpark transformations. */
#ifndef GEOMETRY_PROJECTION_H
#define GEOMETRY_PROJECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "geometry/polygon.h"

/* What is known of a reference system. Plain data: copy freely, release with crs_release. */
struct crs {
    char *definition;       /* what PROJ is asked with: "EPSG:4326" or WKT */
    char *name;             /* "WGS 84", "TUREF / TM36" */
    char *wkt;              /* WKT1 (GDAL flavour) for gpkg_srs_ref_sys */
    char authority[16];     /* "EPSG", or "" where the system is in no register */
    int code;               /* 4326, or 0 */
    bool geographic;        /* coordinates are degrees */
    double metres_per_unit; /* of a projected system; 0 where coordinates are degrees */
    double ellipsoid_a_m, ellipsoid_inverse_flattening;
};

/* Resolves "EPSG:4326", "4326", a PROJ or WKT text. MAH_BAD_SOURCE with advice where it is unknown or no plane. */
enum mah_status crs_resolve(struct crs *out, const char *text, struct mah_error *err);
enum mah_status crs_copy(struct crs *out, const struct crs *crs, struct mah_error *err);
void crs_release(struct crs *crs);
char *crs_label(const struct crs *crs);                  /* "EPSG:5254 TUREF / TM30"; NULL where memory ran out */
bool crs_same(const struct crs *a, const struct crs *b); /* equivalent, axis order set aside: EPSG:4326 equals CRS84 */

/*
 * The working CRS for distances in metres (interface.md, key `crs`): a projected boundary CRS that is true to scale
 * stays; any other gives the TUREF / TM zone (EPSG:5253..5259, central meridian 3 * round(lon / 3)) inside Türkiye
 * (25.62..44.83 E, 34.2..43.45 N), else the WGS 84 / UTM zone. bounds are those of the boundaries, in `boundaries`.
 */
enum mah_status crs_working(struct crs *out, const struct crs *boundaries, const struct rectangle *bounds,
                            struct mah_error *err);
/*
 * Is a unit of this plane a metre on the ground, to one per cent, in the middle of the bounds? Not so in feet, and not
 * in Web Mercator, whose metres are 1.3 too many in Türkiye. bounds are in `of_bounds`; true where a middle cannot be
 * transformed.
 */
enum mah_status crs_is_true_to_scale(bool *out, const struct crs *plane, const struct crs *of_bounds,
                                     const struct rectangle *bounds, struct mah_error *err);

/* A transformation for one thread: x/y in east-north order on both sides. The same system twice, or NULL: identity. */
struct transformation;
enum mah_status transformation_new(struct transformation **out, const struct crs *from, const struct crs *to,
                                   struct mah_error *err);
void transformation_free(struct transformation *transformation);
bool transformation_is_identity(const struct transformation *transformation);
/* In place; a point that cannot be transformed becomes HUGE_VAL, HUGE_VAL. NULL transformation: nothing to do. */
void transformation_apply(struct transformation *transformation, struct point *points, size_t count);
/* "EPSG:... name (accuracy 1 m)" for the record of the run; "" for identity. Borrowed. */
const char *transformation_description(const struct transformation *transformation);

/* The operation behind a transformation, for the provenance of a file. Plain data: copy freely. */
struct operation_facts {
    char name[240];      /* in PROJ's words; "" where coordinates stay as they are */
    char pipeline[1024]; /* what PROJ computes, as a text that `cct` takes; "" where PROJ has none or a longer one */
    double accuracy_m;   /* NAN where nobody knows */
};
struct operation_facts transformation_operation(const struct transformation *transformation);

/*
 * Is a position possible in this CRS? Geographic: |x| <= 180 and |y| <= 90. Projected: within 20,000 km of the origin.
 * NaN and infinities are impossible everywhere.
 */
bool crs_accepts(const struct crs *crs, struct point point);

/* Ellipsoidal area in km2 (Karney 2013, PROJ's geodesic.h), vertices joined by geodesics; holes subtract, parts add. */
enum mah_status polygon_area_km2(double *out, const struct polygon *polygon, const struct crs *crs,
                                 struct mah_error *err);

/* The same for many polygons of one CRS: what has to be looked up once is kept. For one thread. */
struct area_meter;
enum mah_status area_meter_new(struct area_meter **out, const struct crs *crs, struct mah_error *err);
void area_meter_free(struct area_meter *meter);
enum mah_status area_meter_km2(double *out, struct area_meter *meter, const struct polygon *polygon,
                               struct mah_error *err);

#endif
