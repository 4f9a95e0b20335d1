/* The one door to GEOS: is a boundary valid, what does it become when repaired, where do boundaries overlap or gape? */
#ifndef GEOMETRY_REPAIR_H
#define GEOMETRY_REPAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "geometry/polygon.h"

struct repair {
    bool was_invalid;
    char reason[96];    /* GEOS's words: "Self-intersection" */
    struct point where; /* a place of the first fault, in the CRS of the polygon */
};

/*
 * Makes a polygon valid in place. GEOS MakeValid, linework method: a region stays inside exactly where an odd number of
 * the original rings surrounded it, so an area flattened into "hole outside shell" comes back as a second part. An edge
 * that is drawn twice counts once: a part that is given twice stays. Lines and points that remain are dropped.
 * MAH_BAD_DATA where nothing with an area is left. A valid polygon is left byte for byte.
 */
enum mah_status polygon_repair(struct polygon *polygon, struct repair *repair, struct mah_error *err);

/* The union of two polygons, for a mahalle that comes in several rows. */
enum mah_status polygon_union(struct polygon *out, const struct polygon *a, const struct polygon *b,
                              struct mah_error *err);

/* The area that two valid polygons share; without parts where they share none (touching borders are none). */
enum mah_status polygon_intersection(struct polygon *out, const struct polygon *a, const struct polygon *b,
                                     struct mah_error *err);

/* Where two polygons share an area. */
struct overlap {
    size_t first, second; /* indices, first < second */
    struct polygon area;
};

/*
 * All pairs of polygons whose common area is a polygon (touching borders are none), ordered by (first, second).
 * `threads` workers. Free each area and the list with overlaps_free.
 */
enum mah_status polygons_find_overlaps(struct overlap **out, size_t *count, const struct polygon *const *polygons,
                                       size_t polygon_count, size_t threads, struct mah_error *err);
void overlaps_free(struct overlap *overlaps, size_t count);

/* Gaps: holes of the union of all polygons. Largest first. Free with gaps_free. */
enum mah_status polygons_find_gaps(struct polygon **out, size_t *count, const struct polygon *const *polygons,
                                   size_t polygon_count, struct mah_error *err);
void gaps_free(struct polygon *gaps, size_t count);

#endif
