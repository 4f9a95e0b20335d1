/* Do the boundaries overlap, and do they leave gaps? */
#include "base/memory.h"
#include "geometry/repair.h"
#include "read/boundaries.h"
#include "read/boundary_issues.h"

/* Below this an overlap or gap is two copies of one border that differ in the last decimals: no household fits in. */
static const double least_area_km2 = 1e-6; /* 1 m2 */

static struct point middle(const struct rectangle *bounds)
{
    return (struct point){(bounds->min_x + bounds->max_x) / 2, (bounds->min_y + bounds->max_y) / 2};
}

/* Notes the issue where its area is worth it. */
static enum mah_status note(struct boundary_set *set, struct boundary_issue issue, const struct polygon *area,
                            struct area_meter *meter, struct mah_error *err)
{
    enum mah_status status = area_meter_km2(&issue.area_km2, meter, area, err);
    if (status != MAH_OK || !(issue.area_km2 > least_area_km2))
        return status;
    issue.where = middle(&area->bounds);
    return boundary_issue_add(set, &issue, err);
}

static enum mah_status note_overlaps(struct boundary_set *set, const struct polygon *const *polygons, size_t threads,
                                     struct area_meter *meter, struct mah_error *err)
{
    struct overlap *overlaps = NULL;
    size_t count = 0;
    enum mah_status status = polygons_find_overlaps(&overlaps, &count, polygons, set->count, threads, err);
    for (size_t i = 0; i < count && status == MAH_OK; i++) {
        struct boundary_issue issue = {
            .kind = BOUNDARY_OVERLAP,
            .code = set->mahalle[overlaps[i].first].code,
            .other_code = set->mahalle[overlaps[i].second].code,
            .detail = "both contain the area: its households go to the smaller code",
        };
        status = note(set, issue, &overlaps[i].area, meter, err);
    }
    overlaps_free(overlaps, count);
    return status;
}

static enum mah_status note_gaps(struct boundary_set *set, const struct polygon *const *polygons,
                                 struct area_meter *meter, struct mah_error *err)
{
    struct polygon *gaps = NULL;
    size_t count = 0;
    enum mah_status status = polygons_find_gaps(&gaps, &count, polygons, set->count, err);
    for (size_t i = 0; i < count && status == MAH_OK; i++) {
        struct boundary_issue issue = {.kind = BOUNDARY_GAP, .detail = "surrounded by mahalle but in none"};
        status = note(set, issue, &gaps[i], meter, err);
    }
    gaps_free(gaps, count);
    return status;
}

enum mah_status boundary_set_check_topology(struct boundary_set *set, bool gaps, size_t threads, struct mah_error *err)
{
    const struct polygon **polygons = memory_new(set->count, sizeof *polygons);
    if (!polygons)
        return mah_no_memory(err);
    for (size_t i = 0; i < set->count; i++)
        polygons[i] = &set->mahalle[i].polygon;
    struct area_meter *meter = NULL;
    enum mah_status status = area_meter_new(&meter, &set->crs, err);
    if (status == MAH_OK)
        status = note_overlaps(set, polygons, threads, meter, err);
    if (status == MAH_OK && gaps)
        status = note_gaps(set, polygons, meter, err);
    area_meter_free(meter);
    memory_free(polygons);
    return status;
}
