/* Where do facilities meet the streets? */
#include "reach/stops.h"

#include <math.h>

#include "base/memory.h"

static const double most_metres_apart = 25; /* half of it is the most that a way along the edge is taken too long */

struct making {
    struct stops *stops;
    size_t capacity;
};

static enum mah_status add_stop(struct making *making, struct point point, struct mah_error *err)
{
    struct stops *stops = making->stops;
    if (memory_grow((void **)&stops->points, &making->capacity, stops->count + 1, sizeof *stops->points) != 0)
        return mah_no_memory(err);
    stops->points[stops->count++] = point;
    return MAH_OK;
}

/* The first end and what lies between; the other end is the next segment's, or the caller's. */
static enum mah_status add_segment(struct making *making, struct point a, struct point b, struct mah_error *err)
{
    double steps = ceil(hypot(b.x - a.x, b.y - a.y) / most_metres_apart);
    enum mah_status status = add_stop(making, a, err);
    for (double step = 1; step < steps && status == MAH_OK; step++) {
        double share = step / steps;
        status = add_stop(making, (struct point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share}, err);
    }
    return status;
}

static enum mah_status add_shape(struct making *making, const struct shape *shape, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t part = 0; part < shape->part_count && status == MAH_OK; part++) {
        size_t last = shape->part_start[part + 1] - 1;
        for (size_t i = shape->part_start[part]; i < last && status == MAH_OK; i++)
            status = add_segment(making, shape->vertices[i], shape->vertices[i + 1], err);
        if (status == MAH_OK && shape->kind != SHAPE_AREAS) /* a ring ends where it began */
            status = add_stop(making, shape->vertices[last], err);
    }
    return status;
}

enum mah_status stops_init(struct stops *out, const struct service_set *services, struct mah_error *err)
{
    *out = (struct stops){.facility_count = services->count};
    out->start = memory_new(services->count + 1, sizeof *out->start);
    if (!out->start)
        return mah_no_memory(err);
    struct making making = {.stops = out};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < services->count && status == MAH_OK; i++) {
        if (services->facilities[i].is_open)
            status = add_shape(&making, &services->facilities[i].shape, err);
        out->start[i + 1] = out->count;
    }
    return status;
}

void stops_release(struct stops *stops)
{
    memory_free(stops->points);
    memory_free(stops->start);
    *stops = (struct stops){0};
}
