/* To where is a household moved? */
#include "protect/geomask.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "protect/local_density.h"
#include "protect/nearest_inside.h"

enum { TRIES = 100, MORE_DOUBLINGS = 3 };
static const double pi = 3.14159265358979323846;

struct geomask {
    struct geomask_rules rules;
    const struct boundary_set *boundaries;
    const struct locator *locator;
    struct transformation *to_working, *from_working;
    struct nearest_inside border; /* of the mahalle in hand, in metres; empty until it is asked */
};

/* A household about to be moved. */
struct moving {
    const struct local_density *neighbours;
    size_t mahalle;
    struct point place; /* in metres */
    double min_m, max_m;
    uint64_t mark;
    uint32_t twin; /* which of those with the same mark */
    uint32_t draws;
};

enum mah_status geomask_new(struct geomask **out, const struct geomask_rules *rules,
                            const struct boundary_set *boundaries, const struct locator *locator,
                            const struct crs *working, struct mah_error *err)
{
    *out = NULL;
    struct geomask *mask = memory_new(1, sizeof *mask);
    if (mask == NULL)
        return mah_no_memory(err);
    *mask = (struct geomask){.rules = *rules, .boundaries = boundaries, .locator = locator};
    enum mah_status status = transformation_new(&mask->to_working, &boundaries->crs, working, err);
    if (status == MAH_OK)
        status = transformation_new(&mask->from_working, working, &boundaries->crs, err);
    if (status == MAH_OK)
        *out = mask;
    else
        geomask_free(mask);
    return status;
}

void geomask_free(struct geomask *mask)
{
    if (mask == NULL)
        return;
    transformation_free(mask->to_working);
    transformation_free(mask->from_working);
    nearest_inside_release(&mask->border);
    explicit_bzero(&mask->rules, sizeof mask->rules);
    memory_free(mask);
}

/* ---- drawing ---- */

/* 0 <= u < 1, a multiple of 2^-53. */
static double draw_unit(const struct geomask *mask, struct moving *moving)
{
    const uint64_t text[] = {moving->mark, (uint64_t)moving->twin << 32 | moving->draws++};
    return (double)(keyed_hash(&mask->rules.secret, text, sizeof text) >> 11) * 0x1p-53;
}

/* The direction by a point drawn in the round (von Neumann 1951): sine and cosine differ from machine to machine, roots
 * and quotients do not. */
static struct point draw_place(const struct geomask *mask, struct moving *moving)
{
    double x, y, squared;
    do {
        x = 2 * draw_unit(mask, moving) - 1;
        y = 2 * draw_unit(mask, moving) - 1;
        squared = x * x + y * y;
    } while (!(squared > 0 && squared <= 1));
    double least = moving->min_m * moving->min_m, most = moving->max_m * moving->max_m;
    double r_m = sqrt(least + draw_unit(mask, moving) * (most - least)), length = sqrt(squared);
    return (struct point){moving->place.x + r_m * (x / length), moving->place.y + r_m * (y / length)};
}

/* ---- where it may go ---- */

/* Would a household at this place be counted in this mahalle, and not by a rule for borders? *out: in the CRS of the
 * boundaries. */
static bool is_inside(const struct geomask *mask, size_t mahalle, struct point place, struct point *out)
{
    *out = place;
    transformation_apply(mask->from_working, out, 1);
    if (!isfinite(out->x) || !isfinite(out->y))
        return false;
    struct location found = locator_locate(mask->locator, *out);
    return found.mahalle == (int32_t)mahalle && !found.on_border;
}

static bool is_far_enough(const struct moving *moving, struct point place)
{
    double r_m = hypot(place.x - moving->place.x, place.y - moving->place.y);
    return r_m >= moving->min_m && r_m <= moving->max_m;
}

/* Could the point be that of k households? Beyond the edge of a settlement most of the ring around it may be empty. */
static bool is_one_of_many(const struct geomask *mask, const struct moving *moving, struct point place)
{
    /* Its own household lies in the ring, where rounding would not deny it. */
    double least_m = mask->rules.min_m * (1 - 1e-9), most_m = moving->max_m * (1 + 1e-9);
    return local_density_in_ring(moving->neighbours, place, least_m, most_m, mask->rules.households) >=
           mask->rules.households;
}

static bool fits(const struct geomask *mask, const struct moving *moving, struct point place, struct point *out)
{
    return is_one_of_many(mask, moving, place) && is_inside(mask, moving->mahalle, place, out);
}

/* From a place outside to the nearest point of the border and a step further, into the mahalle. */
static bool take_inside(const struct geomask *mask, const struct moving *moving, struct point place, struct point *out)
{
    static const double steps_m[] = {1, 0.1, 0.01};
    struct point border;
    if (!nearest_inside_find(&border, &mask->border, place))
        return false;
    double x = border.x - place.x, y = border.y - place.y, length = sqrt(x * x + y * y);
    for (size_t i = 0; length > 0 && i < sizeof steps_m / sizeof *steps_m; i++) {
        struct point inside = {border.x + x / length * steps_m[i], border.y + y / length * steps_m[i]};
        if (is_far_enough(moving, inside) && fits(mask, moving, inside, out))
            return true;
    }
    return false;
}

static bool draw_inside(const struct geomask *mask, struct moving *moving, struct point *out)
{
    for (int i = 0; i < TRIES; i++)
        if (fits(mask, moving, draw_place(mask, moving), out))
            return true;
    return false;
}

static bool draw_and_take_inside(const struct geomask *mask, struct moving *moving, struct point *out)
{
    for (int i = 0; i < TRIES; i++) {
        struct point place = draw_place(mask, moving);
        if (fits(mask, moving, place, out) || take_inside(mask, moving, place, out))
            return true;
    }
    return false;
}

static enum mah_status find_place(struct masked_point *out, struct geomask *mask, struct moving *moving,
                                  struct mah_error *err)
{
    if (draw_inside(mask, moving, &out->position))
        return MAH_OK;
    enum mah_status status = nearest_inside_prepare(&mask->border, &mask->boundaries->mahalle[moving->mahalle].polygon,
                                                    moving->mahalle, mask->to_working, err);
    bool found = status == MAH_OK && draw_and_take_inside(mask, moving, &out->position);
    for (int i = 0; status == MAH_OK && !found && i < MORE_DOUBLINGS; i++) {
        moving->max_m *= 2;
        out->radius_m = moving->max_m;
        found = draw_inside(mask, moving, &out->position);
    }
    if (!found)
        out->outcome = MASK_NO_PLACE;
    return status;
}

/* ---- how far ---- */

/* The largest of k, 2.5 k, 5 k, 10 k, 25 k ... that is not above the estimate. */
static int64_t step_below(double estimate, size_t k)
{
    static const double steps[] = {1, 2.5, 5};
    double best = (double)k;
    for (double ten = 1; (double)k * ten <= estimate; ten *= 10)
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            if ((double)k * ten * steps[i] <= estimate)
                best = (double)k * ten * steps[i];
    return (int64_t)best;
}

static void choose_ring(struct moving *moving, struct masked_point *out, const struct geomask_rules *rules,
                        double households_per_m2)
{
    double squared = (double)rules->households / (pi * households_per_m2), radius_m = sqrt(squared);
    moving->min_m = radius_m > rules->min_m ? radius_m : rules->min_m;
    moving->max_m = rules->max_m;
    while (moving->max_m * moving->max_m < moving->min_m * moving->min_m + squared)
        moving->max_m *= 2;
    out->radius_m = moving->max_m;
    out->k_estimate = step_below(pi * moving->min_m * moving->min_m * households_per_m2, rules->households);
}

/* ---- the households of a mahalle ---- */

struct marked {
    uint64_t mark;
    size_t row;
};

static int compare(const void *a, const void *b)
{
    const struct marked *first = a, *second = b;
    if (first->mark != second->mark)
        return first->mark < second->mark ? -1 : 1;
    return (first->row > second->row) - (first->row < second->row);
}

/* Households without an id at one place share a mark: the second of them is number 1, and so on. */
static enum mah_status number_twins(uint32_t *twin, const struct household_point *rows, size_t count,
                                    struct mah_error *err)
{
    struct marked *marked = memory_new(count, sizeof *marked);
    if (marked == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++)
        marked[i] = (struct marked){rows[i].mark, i};
    qsort(marked, count, sizeof *marked, compare);
    for (size_t i = 0; i < count; i++)
        twin[marked[i].row] = i > 0 && marked[i].mark == marked[i - 1].mark ? twin[marked[i - 1].row] + 1 : 0;
    memory_free(marked);
    return MAH_OK;
}

static enum mah_status move_one(struct masked_point *out, struct geomask *mask, const struct local_density *density,
                                struct moving *moving, struct mah_error *err)
{
    double households_per_m2 = local_density_per_m2(density, moving->place, mask->rules.households);
    *out = (struct masked_point){.outcome = MASK_TOO_FEW};
    if (!(households_per_m2 > 0))
        return MAH_OK;
    out->outcome = MASK_MOVED;
    choose_ring(moving, out, &mask->rules, households_per_m2);
    return find_place(out, mask, moving, err);
}

enum mah_status geomask_move(struct masked_point *out, struct geomask *mask, const struct household_point *rows,
                             size_t count, struct mah_error *err)
{
    struct local_density *density = NULL;
    struct point *places = memory_new(count, sizeof *places);
    uint32_t *twin = memory_new(count, sizeof *twin);
    enum mah_status status = places != NULL && twin != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        places[i] = rows[i].position;
    if (status == MAH_OK) {
        transformation_apply(mask->to_working, places, count);
        status = local_density_new(&density, places, count, err);
    }
    if (status == MAH_OK)
        status = number_twins(twin, rows, count, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        struct moving moving = {.neighbours = density,
                                .mahalle = (size_t)rows[i].mahalle,
                                .place = places[i],
                                .mark = rows[i].mark,
                                .twin = twin[i]};
        status = move_one(&out[i], mask, density, &moving, err);
    }
    local_density_free(density);
    memory_free(places);
    memory_free(twin);
    return status;
}
