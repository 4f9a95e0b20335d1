/* What does one worker ask the index for a batch of households? */
#include <math.h>

#include "base/memory.h"
#include "reach/reach_parts.h"
#include "read/batch.h"

struct reacher {
    const struct reach *reach;
    struct reached reached;
    struct point *points;        /* of the last batch; NAN where a row has none */
    struct street_place *places; /* REACH_NETWORK only; of rows that are placed */
    size_t rows;
    struct straight_circle **circles; /* of types with catchments: all facilities, or the areas on the network */
    struct reach_link *links;         /* room for the largest type */
};

static enum mah_status make_circles(struct reacher *reacher, struct mah_error *err)
{
    const struct reach *reach = reacher->reach;
    size_t most = 0;
    enum mah_status status = MAH_OK;
    for (size_t type = 0; type < reach->type_count && status == MAH_OK; type++) {
        if (!reach_type_asks_catchments(&reach->types[type]))
            continue;
        const struct straight *index = reach->walking ? walking_areas(reach->walking, type) : reach->straight[type];
        status = straight_circle_new(&reacher->circles[type], index, err);
        most = open_count(&reach->open, type) > most ? open_count(&reach->open, type) : most;
    }
    reacher->links = memory_new(most, sizeof *reacher->links);
    return status != MAH_OK || reacher->links ? status : mah_no_memory(err);
}

static enum mah_status make_room(struct reacher *reacher, struct mah_error *err)
{
    const struct reach *reach = reacher->reach;
    struct reached *reached = &reacher->reached;
    size_t answers = reach->type_count * BATCH_ROWS;
    reached->outcome = memory_new(BATCH_ROWS, sizeof *reached->outcome);
    reached->distance_m = memory_new(answers, sizeof *reached->distance_m);
    reached->facility = memory_new(answers, sizeof *reached->facility);
    reacher->points = memory_new(BATCH_ROWS, sizeof *reacher->points);
    reacher->places = memory_new(reach->walking ? BATCH_ROWS : 1, sizeof *reacher->places);
    reacher->circles = memory_new(reach->type_count, sizeof(struct straight_circle *));
    if (!reached->outcome || !reached->distance_m || !reached->facility || !reacher->points || !reacher->places ||
        !reacher->circles)
        return mah_no_memory(err);
    return make_circles(reacher, err);
}

enum mah_status reacher_new(struct reacher **out, const struct reach *reach, struct mah_error *err)
{
    *out = NULL;
    struct reacher *reacher = memory_new(1, sizeof *reacher);
    if (!reacher)
        return mah_no_memory(err);
    reacher->reach = reach;
    enum mah_status status = make_room(reacher, err);
    if (status != MAH_OK) {
        reacher_free(reacher);
        return status;
    }
    *out = reacher;
    return MAH_OK;
}

void reacher_free(struct reacher *reacher)
{
    if (!reacher)
        return;
    for (size_t type = 0; reacher->circles && type < reacher->reach->type_count; type++)
        straight_circle_free(reacher->circles[type]);
    memory_free(reacher->circles);
    memory_free(reacher->links);
    memory_free(reacher->places);
    memory_free(reacher->points);
    memory_free(reacher->reached.outcome);
    memory_free(reacher->reached.distance_m);
    memory_free(reacher->reached.facility);
    memory_free(reacher);
}

/* ---- a batch ---- */

static enum reach_outcome place_row(struct reacher *reacher, size_t row)
{
    struct point point = reacher->points[row];
    if (!isfinite(point.x) || !isfinite(point.y))
        return REACH_NO_POSITION;
    const struct walking *walking = reacher->reach->walking;
    if (walking && !street_network_place(walking_network(walking), point, &reacher->places[row]))
        return REACH_NO_STREET;
    return REACH_PLACED;
}

static const struct street_place *place_of(const struct reacher *reacher, size_t row)
{
    return reacher->reached.outcome[row] == REACH_PLACED ? &reacher->places[row] : NULL;
}

static struct reach_link nearest(const struct reacher *reacher, size_t type, size_t row)
{
    const struct reach *reach = reacher->reach;
    if (open_count(&reach->open, type) == 0)
        return (struct reach_link){NO_FACILITY, INFINITY};
    if (reacher->reached.outcome[row] == REACH_NO_POSITION)
        return (struct reach_link){NO_FACILITY, NAN};
    if (reach->walking)
        return walking_nearest(reach->walking, type, reacher->points[row], place_of(reacher, row));
    struct reach_link link = straight_nearest(reach->straight[type], reacher->points[row]);
    link.distance_m *= reach->detour;
    return link;
}

const struct reached *reacher_reach(struct reacher *reacher, const struct point *points, const bool *has_point,
                                    size_t rows)
{
    struct reached *reached = &reacher->reached;
    reacher->rows = rows;
    for (size_t row = 0; row < rows; row++) {
        reacher->points[row] = has_point[row] ? points[row] : (struct point){NAN, NAN};
        reached->outcome[row] = (uint8_t)place_row(reacher, row);
    }
    for (size_t type = 0; type < reacher->reach->type_count; type++) {
        for (size_t row = 0; row < rows; row++) {
            struct reach_link link = nearest(reacher, type, row);
            reached->distance_m[type * BATCH_ROWS + row] = link.distance_m;
            reached->facility[type * BATCH_ROWS + row] = link.facility;
        }
    }
    return reached;
}

/* ---- catchments ---- */

/* The radius is measured after the detour; a hair more is asked for, so that rounding loses nobody. */
static size_t links_straight(struct reacher *reacher, size_t type, size_t row)
{
    double radius_m = reacher->reach->types[type].radius_m, detour = reacher->reach->detour;
    size_t all, count = 0;
    const struct reach_link *found =
        straight_within(reacher->circles[type], reacher->points[row], radius_m / detour * (1 + 1e-12), &all);
    for (size_t i = 0; i < all; i++) {
        struct reach_link link = {found[i].facility, found[i].distance_m * detour};
        if (link.distance_m <= radius_m)
            reacher->links[count++] = link;
    }
    return count;
}

static size_t links_walking(struct reacher *reacher, size_t type, size_t row)
{
    const struct walking *walking = reacher->reach->walking;
    size_t inside;
    const struct reach_link *standing_in = straight_within(reacher->circles[type], reacher->points[row], 0, &inside);
    return catchments_merge(reacher->links, walking_catchments(walking, type), place_of(reacher, row),
                            reacher->reach->types[type].radius_m, standing_in, inside);
}

const struct reach_link *reacher_catchment(struct reacher *reacher, size_t type, size_t row, size_t *count,
                                           struct mah_error *err)
{
    *count = 0;
    if (type >= reacher->reach->type_count || !reach_type_asks_catchments(&reacher->reach->types[type]) ||
        row >= reacher->rows) {
        mah_fail(err, MAH_FAILED, "catchments were not asked for this type of service");
        return NULL;
    }
    if (reacher->reached.outcome[row] == REACH_NO_POSITION)
        return reacher->links;
    *count = reacher->reach->walking ? links_walking(reacher, type, row) : links_straight(reacher, type, row);
    return reacher->links;
}
