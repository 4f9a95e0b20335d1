/*
 * Is a polygon valid beyond doubt?
 *
 * Edges are listed in bands of y, by one monotone function, so that two edges with a common point share a band. Two
 * edges of a band whose rectangles meet are asked exactly (orientation.h), unless they follow each other in a ring:
 * those have their vertex in common, and nothing else unless the ring turns back on its own line there. So no ring
 * touches itself or another one: each is a simple closed curve, and a ring lies in another one, or outside, as a whole;
 * any vertex tells.
 */
#include "geometry/valid_proof.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "geometry/segment.h"

enum {
    LEAST_RING = 4,      /* a triangle and the return to its start */
    EDGES_PER_BAND = 2,  /* as in banded_polygon.c */
    ENTRIES_PER_EDGE = 4 /* bounds the memory: long steep edges lie in many bands */
};
static const size_t most_pairs_per_edge = 64, most_rings = 256; /* beyond them GEOS is not slower */

/* An edge in a band: from its first vertex to the next one of the ring. */
struct banded_edge {
    double min_x, max_x;
    size_t first;
};

void proof_scratch_release(struct proof_scratch *scratch)
{
    memory_free(scratch->vertices);
    memory_free(scratch->ring_start);
    memory_free(scratch->entries);
    memory_free(scratch->band_start);
    *scratch = (struct proof_scratch){0};
}

static bool same_point(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

/* ---- rings without repeated vertices ---- */

/* How many vertices were taken; 0 where it is no ring. */
static size_t take_ring(struct point *out, const struct point *ring, size_t count)
{
    if (count < LEAST_RING || !same_point(ring[0], ring[count - 1]))
        return 0;
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(ring[i].x) || !isfinite(ring[i].y))
            return 0;
        if (taken == 0 || !same_point(out[taken - 1], ring[i]))
            out[taken++] = ring[i];
    }
    return taken >= LEAST_RING ? taken : 0;
}

static bool take_rings(struct proof_scratch *scratch, const struct polygon *polygon)
{
    if (polygon->ring_count == 0 || polygon->ring_count > most_rings ||
        memory_grow((void **)&scratch->vertices, &scratch->vertex_capacity, polygon->vertex_count,
                    sizeof *scratch->vertices) != 0 ||
        memory_grow((void **)&scratch->ring_start, &scratch->ring_capacity, polygon->ring_count + 1,
                    sizeof *scratch->ring_start) != 0)
        return false;
    size_t taken = 0;
    scratch->ring_start[0] = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        size_t start = polygon->ring_start[ring];
        size_t count =
            take_ring(scratch->vertices + taken, polygon->vertices + start, polygon->ring_start[ring + 1] - start);
        if (count == 0)
            return false;
        taken += count;
        scratch->ring_start[ring + 1] = taken;
    }
    return true;
}

/* ---- edges that follow each other ---- */

/* Goes the way a, b, c back on its own line? */
static bool turns_back(struct point a, struct point b, struct point c)
{
    bool onwards =
        (a.x < b.x && b.x < c.x) || (a.x > b.x && b.x > c.x) || (a.y < b.y && b.y < c.y) || (a.y > b.y && b.y > c.y);
    return !onwards && orientation(a, b, c) == 0;
}

static bool ring_turns_back(const struct point *ring, size_t count)
{
    for (size_t i = 1; i + 1 < count; i++)
        if (turns_back(ring[i - 1], ring[i], ring[i + 1]))
            return true;
    return turns_back(ring[count - 2], ring[0], ring[1]);
}

/* ---- edges that do not ---- */

struct bands {
    struct proof_scratch *scratch;
    size_t ring_count, count;
    double min_y, per_unit;
};

static size_t band_of(const struct bands *bands, double y)
{
    double band = (y - bands->min_y) * bands->per_unit;
    return band >= (double)bands->count ? bands->count - 1 : (size_t)band;
}

/* Lists each edge in its bands, or, without entries, counts: band_start[b + 1] is the count, then the next place. */
static size_t visit_bands(const struct bands *bands, struct banded_edge *entries)
{
    const struct proof_scratch *scratch = bands->scratch;
    size_t *next = scratch->band_start + 1, total = 0;
    for (size_t ring = 0; ring < bands->ring_count; ring++) {
        size_t end = scratch->ring_start[ring + 1] - 1;
        size_t before = band_of(bands, scratch->vertices[scratch->ring_start[ring]].y);
        for (size_t i = scratch->ring_start[ring]; i < end; i++) {
            struct point a = scratch->vertices[i], b = scratch->vertices[i + 1];
            size_t after = band_of(bands, b.y), last = before < after ? after : before;
            for (size_t band = before < after ? before : after; band <= last; band++, total++) {
                if (entries != NULL)
                    entries[next[band]] = (struct banded_edge){a.x < b.x ? a.x : b.x, a.x < b.x ? b.x : a.x, i};
                next[band]++;
            }
            before = after;
        }
    }
    return total;
}

static bool fill_bands(struct bands *bands, const struct rectangle *bounds)
{
    struct proof_scratch *scratch = bands->scratch;
    size_t edges = scratch->ring_start[bands->ring_count], total = SIZE_MAX;
    bands->min_y = bounds->min_y;
    if (memory_grow((void **)&scratch->band_start, &scratch->band_capacity, edges / EDGES_PER_BAND + 2,
                    sizeof *scratch->band_start) != 0)
        return false;
    for (bands->count = edges / EDGES_PER_BAND; total > ENTRIES_PER_EDGE * edges; bands->count /= 2) {
        bands->per_unit = (double)bands->count / (bounds->max_y - bounds->min_y);
        if (bands->count == 0 || !isfinite(bands->per_unit))
            return false;
        memset(scratch->band_start, 0, (bands->count + 1) * sizeof *scratch->band_start);
        total = visit_bands(bands, NULL);
        if (total <= ENTRIES_PER_EDGE * edges)
            break;
    }
    if (memory_grow((void **)&scratch->entries, &scratch->entry_capacity, total, sizeof *scratch->entries) != 0)
        return false;
    size_t start = 0;
    for (size_t band = 1; band <= bands->count; band++) {
        size_t of_band = scratch->band_start[band];
        scratch->band_start[band] = start;
        start += of_band;
    }
    visit_bands(bands, scratch->entries);
    return true;
}

static bool overlap(double a, double b, double c, double d)
{
    double least_ab = a < b ? a : b, most_ab = a < b ? b : a, least_cd = c < d ? c : d, most_cd = c < d ? d : c;
    return least_ab <= most_cd && least_cd <= most_ab;
}

/* Two edges whose x-ranges meet. */
static bool edges_touch(const struct point *e, const struct point *f)
{
    return overlap(e[0].y, e[1].y, f[0].y, f[1].y) &&
           orientation(e[0], e[1], f[0]) * orientation(e[0], e[1], f[1]) <= 0 &&
           orientation(f[0], f[1], e[0]) * orientation(f[0], f[1], e[1]) <= 0;
}

/* `first` before `second`: the last edge of a ring is followed by its first one. */
static bool follow_each_other(const struct bands *bands, size_t first, size_t second)
{
    if (second == first + 1) /* never two rings: between them lies the vertex that closes the first */
        return true;
    const size_t *ring_start = bands->scratch->ring_start;
    for (size_t ring = 0; ring < bands->ring_count; ring++)
        if (ring_start[ring] == first)
            return second + 2 == ring_start[ring + 1];
    return false;
}

static bool band_keeps_apart(const struct bands *bands, const struct banded_edge *entries, size_t count)
{
    const struct point *vertices = bands->scratch->vertices;
    for (size_t j = 1; j < count; j++) {
        double min_x = entries[j].min_x, max_x = entries[j].max_x;
        for (size_t i = 0; i < j; i++) {
            if (!((entries[i].min_x <= max_x) & (min_x <= entries[i].max_x)))
                continue;
            size_t first = entries[i].first, second = entries[j].first; /* entries ascend */
            if (!follow_each_other(bands, first, second) && edges_touch(vertices + first, vertices + second))
                return false;
        }
    }
    return true;
}

static bool rings_keep_apart(struct proof_scratch *scratch, const struct polygon *polygon)
{
    struct bands bands = {.scratch = scratch, .ring_count = polygon->ring_count};
    if (!fill_bands(&bands, &polygon->bounds))
        return false;
    size_t pairs = 0;
    for (size_t band = 0; band < bands.count; band++) {
        size_t start = scratch->band_start[band], count = scratch->band_start[band + 1] - start;
        pairs += count * count / 2;
        if (pairs > most_pairs_per_edge * polygon->vertex_count ||
            !band_keeps_apart(&bands, scratch->entries + start, count))
            return false;
    }
    return true;
}

/* ---- which ring lies in which ---- */

/* Rings that do not touch: any vertex of `inner` tells. */
static bool lies_in(const struct proof_scratch *scratch, size_t inner, size_t outer)
{
    struct point point = scratch->vertices[scratch->ring_start[inner]];
    bool inside = false;
    for (size_t i = scratch->ring_start[outer]; i + 1 < scratch->ring_start[outer + 1]; i++)
        inside ^= ray_meets_segment(point, scratch->vertices[i], scratch->vertices[i + 1]) == RAY_CROSSES;
    return inside;
}

static bool lie_beside(const struct proof_scratch *scratch, size_t a, size_t b)
{
    return !lies_in(scratch, a, b) && !lies_in(scratch, b, a);
}

static bool rings_are_in_place(const struct proof_scratch *scratch, const struct polygon *polygon)
{
    for (size_t part = 0; part < polygon->part_count; part++) {
        size_t shell = polygon->part_start[part], end = polygon->part_start[part + 1];
        if (shell == end)
            return false;
        for (size_t other = 0; other < part; other++)
            if (!lie_beside(scratch, shell, polygon->part_start[other]))
                return false;
        for (size_t hole = shell + 1; hole < end; hole++) {
            if (!lies_in(scratch, hole, shell))
                return false;
            for (size_t other = shell + 1; other < hole; other++)
                if (!lie_beside(scratch, hole, other))
                    return false;
        }
    }
    return true;
}

bool polygon_is_surely_valid(const struct polygon *polygon, struct proof_scratch *scratch)
{
    if (!take_rings(scratch, polygon))
        return false;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        size_t start = scratch->ring_start[ring];
        if (ring_turns_back(scratch->vertices + start, scratch->ring_start[ring + 1] - start))
            return false;
    }
    return rings_keep_apart(scratch, polygon) && rings_are_in_place(scratch, polygon);
}
