/*
 * Where do three cells of the sample city meet? The cells are those of a Voronoi diagram. Each corner is computed once,
 * from its three middles in ascending order, so that all three cells get the same bits; no tolerance decides who meets
 * whom.
 */
#include "run/demo_corners.h"

#include <stdbool.h>

#include "base/memory.h"

static struct demo_metres middle_of(const struct demo_plan *plan, size_t cell)
{
    return cell < plan->count ? plan->mahalle[cell].middle : plan->around[cell - plan->count];
}

static double distance_squared(struct demo_metres a, struct demo_metres b)
{
    double east = a.east - b.east, north = a.north - b.north;
    return east * east + north * north;
}

/* The middle of the circle through three places; false where they lie on a line. */
static bool circle_middle(struct demo_metres *out, struct demo_metres a, struct demo_metres b, struct demo_metres c)
{
    double bx = b.east - a.east, by = b.north - a.north, cx = c.east - a.east, cy = c.north - a.north;
    double twice_area = 2 * (bx * cy - by * cx);
    if (twice_area == 0)
        return false;
    double b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    *out = (struct demo_metres){a.east + (cy * b2 - by * c2) / twice_area, a.north + (bx * c2 - cx * b2) / twice_area};
    return true;
}

static bool is_corner(struct demo_corner *corner, const struct demo_plan *plan)
{
    struct demo_metres a = middle_of(plan, corner->cells[0]);
    if (!circle_middle(&corner->at, a, middle_of(plan, corner->cells[1]), middle_of(plan, corner->cells[2])))
        return false;
    double radius_squared = distance_squared(corner->at, a);
    for (size_t other = 0; other < plan->count + plan->around_count; other++) {
        bool own = other == corner->cells[0] || other == corner->cells[1] || other == corner->cells[2];
        if (!own && distance_squared(corner->at, middle_of(plan, other)) < radius_squared)
            return false;
    }
    return true;
}

enum mah_status demo_corners_find(struct demo_corner **out, size_t *count, const struct demo_plan *plan,
                                  struct mah_error *err)
{
    size_t cells = plan->count + plan->around_count, capacity = 0;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < plan->count; i++) {
        for (size_t j = i + 1; j < cells; j++) {
            for (size_t k = j + 1; k < cells; k++) {
                struct demo_corner corner = {.cells = {i, j, k}};
                if (!is_corner(&corner, plan))
                    continue;
                if (memory_grow((void **)out, &capacity, *count + 1, sizeof **out) != 0)
                    return mah_no_memory(err);
                (*out)[(*count)++] = corner;
            }
        }
    }
    return MAH_OK;
}
