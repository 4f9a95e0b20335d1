/* Where does a mahalle begin, seen from a place outside? */
#include "protect/nearest_inside.h"

#include <math.h>

#include "geometry/segment_distance.h"

void nearest_inside_release(struct nearest_inside *inside)
{
    polygon_release(&inside->border);
    *inside = (struct nearest_inside){0};
}

enum mah_status nearest_inside_prepare(struct nearest_inside *inside, const struct polygon *polygon, size_t mahalle,
                                       struct transformation *to_metres, struct mah_error *err)
{
    if (inside->is_ready && inside->mahalle == mahalle)
        return MAH_OK;
    nearest_inside_release(inside);
    enum mah_status status = polygon_copy(&inside->border, polygon, err);
    if (status != MAH_OK)
        return status;
    transformation_apply(to_metres, inside->border.vertices, inside->border.vertex_count);
    inside->mahalle = mahalle;
    inside->is_ready = true;
    return MAH_OK;
}

static struct point nearest_of_segment(struct point place, struct point a, struct point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
    double share = squared > 0 ? ((place.x - a.x) * dx + (place.y - a.y) * dy) / squared : 0;
    if (!(share > 0))
        return a;
    return share < 1 ? (struct point){a.x + share * dx, a.y + share * dy} : b;
}

/* Every segment is looked at: few households need it, those that did not find a place a hundred times. */
bool nearest_inside_find(struct point *out, const struct nearest_inside *inside, struct point place)
{
    const struct polygon *border = &inside->border;
    double best = HUGE_VAL;
    for (size_t ring = 0; ring < border->ring_count; ring++) {
        for (size_t i = border->ring_start[ring]; i + 1 < border->ring_start[ring + 1]; i++) {
            struct point a = border->vertices[i], b = border->vertices[i + 1];
            double squared = squared_distance_to_segment(place, a, b);
            if (!(squared < best))
                continue;
            best = squared;
            *out = nearest_of_segment(place, a, b);
        }
    }
    return best < HUGE_VAL;
}
