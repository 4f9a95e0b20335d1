/* Positions that fall nowhere: do they look swapped, or written in another reference system? */
#include "run/position_advice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLE = 1000 };

/* WGS 84, TUREF/TM, TUREF 3-degree, ED50/TM, WGS 84 and ED50 UTM, Web Mercator: what Turkish municipal data come in. */
static const int candidates[] = {4326,  5253,  5254,  5255,  5256,  5257,  5258,  5259,  5269, 5270, 5271,
                                 5272,  5273,  5274,  5275,  2319,  2320,  2321,  2322,  2323, 2324, 2325,
                                 32635, 32636, 32637, 32638, 23035, 23036, 23037, 23038, 3857};

static void exchange(struct point *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double x = points[i].x;
        points[i].x = points[i].y;
        points[i].y = x;
    }
}

/* The share of the points that lie in a mahalle when read in `crs`; 0 where they cannot be transformed. */
static double share_located(const struct point *points, size_t count, bool swapped, const struct crs *crs,
                            const struct locator *locator, const struct boundary_set *boundaries)
{
    struct point copy[SAMPLE];
    memcpy(copy, points, count * sizeof *copy);
    if (swapped)
        exchange(copy, count);
    for (size_t i = 0; i < count; i++)
        if (!crs_accepts(crs, copy[i]))
            copy[i] = (struct point){HUGE_VAL, HUGE_VAL};
    struct transformation *transformation = NULL;
    if (transformation_new(&transformation, crs, &boundaries->crs, NULL) != MAH_OK)
        return 0;
    transformation_apply(transformation, copy, count);
    transformation_free(transformation);
    size_t located = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(copy[i].x) && isfinite(copy[i].y))
            located += locator_locate(locator, copy[i]).mahalle != NO_MAHALLE;
    return (double)located / (double)count;
}

static void consider(struct position_advice *best, double share, bool swapped, const char *crs)
{
    if (share <= 0.5 || share <= best->share)
        return;
    best->found = true;
    best->swapped = swapped;
    best->share = share;
    snprintf(best->crs, sizeof best->crs, "%s", crs);
}

enum mah_status position_advice_find(struct position_advice *out, const struct point *points, size_t count,
                                     const struct crs *assumed, const struct locator *locator,
                                     const struct boundary_set *boundaries, struct mah_error *err)
{
    *out = (struct position_advice){0};
    if (count == 0)
        return MAH_OK;
    count = count < SAMPLE ? count : SAMPLE;
    if (assumed != NULL) {
        char name[32];
        snprintf(name, sizeof name, "%s:%d", assumed->authority, assumed->code);
        consider(out, share_located(points, count, true, assumed, locator, boundaries), true, name);
    }
    for (int swapped = 0; !out->found && swapped <= 1; swapped++) {
        for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
            char name[32];
            struct crs crs = {0};
            snprintf(name, sizeof name, "EPSG:%d", candidates[i]);
            enum mah_status status = crs_resolve(&crs, name, err);
            if (status != MAH_OK)
                return status;
            consider(out, share_located(points, count, swapped != 0, &crs, locator, boundaries), swapped != 0, name);
            crs_release(&crs);
        }
    }
    return MAH_OK;
}
