/*
 * Does a polygon contain a point? Asked of few segments only: those whose height range reaches the point's band.
 *
 * Why the answer is that of point_in_polygon: band_of is one monotone function of y. A segment that the eastward ray
 * crosses, or that holds the point, has low <= y <= high, hence band_of(low) <= band_of(y) <= band_of(high), and the
 * segment is listed in every band of that range. A segment of the band that the ray does not meet answers so itself.
 */
#include <math.h>
#include <stdint.h>

#include "base/memory.h"
#include "geometry/point_in_polygon.h"
#include "geometry/segment.h"

enum {
    SEGMENTS_PER_BAND = 2,  /* measured on mahalle boundaries: 1 is no faster, 8 a third slower */
    ENTRIES_PER_SEGMENT = 3 /* what bounds the memory: long steep segments lie in many bands */
};

/* All that a test needs lies together, so that a test of a polygon out of the blue waits for memory few times. */
struct banded_polygon {
    struct rectangle bounds;
    const struct point *vertices; /* borrowed */
    double bands_per_unit;
    uint32_t band_count;
    /* band_count + 1 offsets into the list behind them; the list holds the first vertex of each segment of a band. */
    uint32_t band_start[];
};

static uint32_t band_of(const struct banded_polygon *banded, double y)
{
    double band = (y - banded->bounds.min_y) * banded->bands_per_unit;
    return band >= banded->band_count ? banded->band_count - 1 : (uint32_t)band;
}

struct band_range {
    uint32_t first, last;
};

static struct band_range bands_of_segment(const struct banded_polygon *banded, size_t first_vertex)
{
    const struct point *end = banded->vertices + first_vertex;
    uint32_t a = band_of(banded, end[0].y), b = band_of(banded, end[1].y);
    return a < b ? (struct band_range){a, b} : (struct band_range){b, a};
}

static void set_band_count(struct banded_polygon *banded, size_t count)
{
    double height = banded->bounds.max_y - banded->bounds.min_y;
    double bands_per_unit = (double)count / height;
    bool usable = count > 1 && isfinite(height) && isfinite(bands_per_unit);
    banded->band_count = usable ? (uint32_t)count : 1;
    banded->bands_per_unit = usable ? bands_per_unit : 0;
}

static size_t entry_count(const struct banded_polygon *banded, const struct polygon *polygon)
{
    size_t count = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++) {
            struct band_range range = bands_of_segment(banded, i);
            count += range.last - range.first + 1;
        }
    }
    return count;
}

/* As many bands as the memory allows; one band always fits. Returns the number of entries. */
static size_t choose_bands(struct banded_polygon *banded, const struct polygon *polygon)
{
    size_t segments = polygon->vertex_count;
    set_band_count(banded, segments / SEGMENTS_PER_BAND);
    size_t entries = entry_count(banded, polygon);
    while (entries > ENTRIES_PER_SEGMENT * segments && banded->band_count > 1) {
        set_band_count(banded, banded->band_count / 2);
        entries = entry_count(banded, polygon);
    }
    return entries;
}

static uint32_t *entries_of(struct banded_polygon *banded)
{
    return banded->band_start + banded->band_count + 1;
}

/* Lists each segment in its bands, or, without entries, counts: band_start[b + 1] is the count, then the next place. */
static void visit_bands(struct banded_polygon *banded, const struct polygon *polygon, uint32_t *entries)
{
    uint32_t *next = banded->band_start + 1;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++) {
            struct band_range range = bands_of_segment(banded, i);
            for (uint32_t band = range.first; band <= range.last; band++) {
                if (entries)
                    entries[next[band]] = (uint32_t)i;
                next[band]++;
            }
        }
    }
}

static void fill_bands(struct banded_polygon *banded, const struct polygon *polygon)
{
    visit_bands(banded, polygon, NULL);
    uint32_t start = 0;
    for (uint32_t band = 0; band < banded->band_count; band++) {
        uint32_t count = banded->band_start[band + 1];
        banded->band_start[band + 1] = start;
        start += count;
    }
    visit_bands(banded, polygon, entries_of(banded));
}

enum mah_status banded_polygon_new(struct banded_polygon **out, const struct polygon *polygon, struct mah_error *err)
{
    *out = NULL;
    if (polygon->vertex_count > UINT32_MAX / (ENTRIES_PER_SEGMENT + 1))
        return mah_no_memory(err);
    struct banded_polygon plan = {.bounds = polygon->bounds, .vertices = polygon->vertices};
    size_t entries = choose_bands(&plan, polygon);
    size_t size = sizeof plan + ((size_t)plan.band_count + 1 + entries) * sizeof plan.band_start[0];
    struct banded_polygon *banded = memory_new(size, 1);
    if (!banded)
        return mah_no_memory(err);
    *banded = plan;
    /* The list begins in the padding of the struct, which the copy may have filled with anything. */
    banded->band_start[0] = 0;
    fill_bands(banded, polygon);
    *out = banded;
    return MAH_OK;
}

void banded_polygon_free(struct banded_polygon *banded)
{
    memory_free(banded);
}

/*
 * Almost every segment of a band is clearly east, clearly west, or clearly above or below; that is decided without a
 * branch the processor could guess wrongly. The few others get the full rule.
 */
static inline unsigned is_unclear(struct point point, struct point a, struct point b, unsigned *crosses)
{
    unsigned straddles = (unsigned)(a.y > point.y) ^ (unsigned)(b.y > point.y);
    unsigned east = (unsigned)(a.x > point.x) & (unsigned)(b.x > point.x);
    unsigned west = (unsigned)(a.x < point.x) & (unsigned)(b.x < point.x);
    unsigned level = (unsigned)(a.y == point.y) | (unsigned)(b.y == point.y);
    *crosses = straddles & east;
    return (straddles & ~(east | west)) | level;
}

enum position point_in_banded_polygon(struct point point, const struct banded_polygon *banded)
{
    if (!rectangle_contains(&banded->bounds, point))
        return POSITION_OUTSIDE;
    uint32_t band = band_of(banded, point.y);
    unsigned inside = 0;
    const uint32_t *entries = banded->band_start + banded->band_count + 1;
    const uint32_t *last = entries + banded->band_start[band + 1];
    for (const uint32_t *first = entries + banded->band_start[band]; first < last; first++) {
        const struct point *end = banded->vertices + *first;
        unsigned crosses;
        if (is_unclear(point, end[0], end[1], &crosses)) {
            enum ray_meeting meeting = ray_meets_segment(point, end[0], end[1]);
            if (meeting == RAY_STARTS_ON_SEGMENT)
                return POSITION_BORDER;
            crosses = meeting == RAY_CROSSES;
        }
        inside ^= crosses;
    }
    return inside ? POSITION_INSIDE : POSITION_OUTSIDE;
}
