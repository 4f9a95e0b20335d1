/* Which way round does a ring run? The turn at an extreme vertex tells, by the exact predicate. */
#include "geometry/ring.h"

#include "geometry/orientation.h"

static bool same_point(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

static bool further_south_west(struct point a, struct point b)
{
    return a.x < b.x || (a.x == b.x && a.y < b.y);
}

double ring_twice_area(const struct point *ring, size_t count)
{
    double twice_area = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        struct point a = ring[i], b = ring[i + 1];
        twice_area += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return twice_area;
}

bool ring_is_counter_clockwise(const struct point *ring, size_t count)
{
    if (count < 4)
        return false;
    size_t last = count - 1; /* repeats the first vertex */
    size_t tip = 0;
    for (size_t i = 1; i < last; i++) {
        if (further_south_west(ring[i], ring[tip]))
            tip = i;
    }
    size_t before = tip, after = tip;
    for (size_t step = 1; step < last && same_point(ring[before], ring[tip]); step++)
        before = (tip + last - step) % last;
    for (size_t step = 1; step < last && same_point(ring[after], ring[tip]); step++)
        after = (tip + step) % last;
    int turn = orientation(ring[before], ring[tip], ring[after]);
    /* No turn at the tip of a spike: there the sign of the area has to do. */
    return turn != 0 ? turn > 0 : ring_twice_area(ring, count) > 0;
}
