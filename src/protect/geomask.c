/* To where is a household moved? */
#include "protect/geomask.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "protect/local_density.h"
#include "protect/nearest_inside.h"

enum { TRIES = 100, MORE_DOUBLINGS = 3, RING_STEPS = 40, MOST_RINGS = RING_STEPS + 8 };
static const double pi = 3.14159265358979323846;

struct geomask {
    struct geomask_rules rules;
    const struct boundary_set *boundaries;
    const struct locator *locator;
    struct transformation *to_working, *from_working;
    struct nearest_inside border; /* of the mahalle in hand, in metres; empty until it is asked */
};

struct ring {
    double min_m, max_m;
};

/* The households of a mahalle, those of one ring apart from those of another. */
struct crowd {
    struct ring rings[MOST_RINGS];
    struct local_density *households[MOST_RINGS];
    size_t count;
};

/* A household about to be moved. */
struct moving {
    const struct crowd *crowd;
    size_t own; /* its ring in the crowd */
    size_t mahalle;
    struct point place; /* in metres */
    struct ring ring;
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

static uint64_t bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

/* 0 <= u < 1, a multiple of 2^-53. */
static double draw_unit(const struct geomask *mask, struct moving *moving)
{
    const struct geomask_rules *rules = &mask->rules;
    const uint64_t text[] = {moving->mark,
                             (uint64_t)moving->twin << 32 | moving->draws++,
                             bits_of(moving->ring.min_m),
                             bits_of(moving->ring.max_m),
                             bits_of(rules->min_m),
                             bits_of(rules->max_m),
                             rules->households};
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
    double least = moving->ring.min_m * moving->ring.min_m, most = moving->ring.max_m * moving->ring.max_m;
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
    return r_m >= moving->ring.min_m && r_m <= moving->ring.max_m;
}

/* So many households of this ring, up to `enough`, could have been moved to the place. */
static size_t count_of_ring(const struct crowd *crowd, size_t ring, struct point place, size_t enough)
{
    /* Rounding denies no household its own place. */
    double least_m = crowd->rings[ring].min_m * (1 - 1e-9), most_m = crowd->rings[ring].max_m * (1 + 1e-9);
    return local_density_in_ring(crowd->households[ring], place, least_m, most_m, enough);
}

/* Could the point be that of k households, each by its own ring? Beyond the edge of a settlement most of the land
 * around it may be empty, and nobody of a town is moved as far as a lonely farm. */
static bool is_one_of_many(const struct geomask *mask, const struct moving *moving, struct point place)
{
    const struct crowd *crowd = moving->crowd;
    size_t wanted = mask->rules.households, found = count_of_ring(crowd, moving->own, place, wanted);
    for (size_t i = 0; i < crowd->count && found < wanted; i++)
        if (i != moving->own)
            found += count_of_ring(crowd, i, place, wanted - found);
    return found >= wanted;
}

static bool fits(const struct geomask *mask, const struct moving *moving, struct point place, struct point *out)
{
    return is_one_of_many(mask, moving, place) && is_inside(mask, moving->mahalle, place, out);
}

/* From a place outside to the nearest point of the border and a step of 0.5 to 2 m further, into the mahalle; where
 * there is no room a tenth or a hundredth of it. Were all as deep, it would show which of them lay outside. */
static bool take_inside(const struct geomask *mask, struct moving *moving, struct point place, struct point *out)
{
    double step_m = 0.5 + 1.5 * draw_unit(mask, moving);
    struct point border;
    if (!nearest_inside_find(&border, &mask->border, place))
        return false;
    double x = border.x - place.x, y = border.y - place.y, length = sqrt(x * x + y * y);
    for (int i = 0; length > 0 && i < 3; i++, step_m /= 10) {
        struct point inside = {border.x + x / length * step_m, border.y + y / length * step_m};
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
    enum mah_status status = MAH_OK;
    bool found = draw_inside(mask, moving, &out->position);
    if (!found) {
        status = nearest_inside_prepare(&mask->border, &mask->boundaries->mahalle[moving->mahalle].polygon,
                                        moving->mahalle, mask->to_working, err);
        found = status == MAH_OK && draw_and_take_inside(mask, moving, &out->position);
    }
    for (int i = 0; status == MAH_OK && !found && i < MORE_DOUBLINGS; i++) {
        moving->ring.max_m *= 2;
        found = draw_inside(mask, moving, &out->position);
    }
    if (!found)
        out->outcome = MASK_NO_PLACE;
    out->least_m = moving->ring.min_m;
    out->most_m = moving->ring.max_m;
    return status;
}

/* ---- how far ---- */

static struct ring choose_ring(const struct geomask_rules *rules, double households_per_m2)
{
    double needed = (double)rules->households / (pi * households_per_m2); /* squares of metres, as all of these */
    double least = rules->min_m * rules->min_m, near = least, most = rules->max_m * rules->max_m;
    for (int i = 0; i < RING_STEPS && near < needed; i++)
        near *= 2;
    for (int i = 0; i < RING_STEPS && near / 2 >= needed; i++)
        near /= 2;
    if (least < near)
        least = near;
    while (most < least + near)
        most *= 4;
    return (struct ring){sqrt(least), sqrt(most)};
}

/* ---- the households of a mahalle ---- */

static int compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

/* By the mark, then by all that is known besides: those that are left over are the same, whichever comes first. */
static int compare(const void *a, const void *b)
{
    const struct household_point *first = *(const struct household_point *const *)a,
                                 *second = *(const struct household_point *const *)b;
    if (first->mark != second->mark)
        return first->mark < second->mark ? -1 : 1;
    int order = compare_numbers(first->persons, second->persons);
    if (order == 0)
        order = compare_numbers(first->migrant, second->migrant);
    if (order == 0)
        order = compare_numbers(first->recent, second->recent);
    return order != 0 ? order : compare_numbers(first->arrival_year, second->arrival_year);
}

/* Households without an id at one place share a mark: the second of them is number 1, and so on. The order of the file
 * numbers nobody. */
static enum mah_status number_twins(uint32_t *twin, const struct household_point *rows, size_t count,
                                    struct mah_error *err)
{
    const struct household_point **sorted = memory_new(count, sizeof *sorted);
    if (sorted == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &rows[i];
    qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 0; i < count; i++)
        twin[sorted[i] - rows] = i > 0 && sorted[i]->mark == sorted[i - 1]->mark ? twin[sorted[i - 1] - rows] + 1 : 0;
    memory_free(sorted);
    return MAH_OK;
}

static void crowd_release(struct crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++)
        local_density_free(crowd->households[i]);
}

/* Where the ring stands in the crowd, which it joins if it is a new one. Its r_min and r_max come in few steps. */
static size_t number_ring(struct crowd *crowd, struct ring ring)
{
    size_t i = 0;
    while (i < crowd->count && (crowd->rings[i].min_m != ring.min_m || crowd->rings[i].max_m != ring.max_m))
        i++;
    if (i == crowd->count && crowd->count < MOST_RINGS)
        crowd->rings[crowd->count++] = ring;
    return i;
}

enum { NO_RING = MOST_RINGS }; /* of a household in a mahalle of too few */

/* The ring of each place, all of them before anyone is moved. */
static enum mah_status choose_rings(unsigned char *out, struct crowd *crowd, const struct geomask_rules *rules,
                                    const struct point *places, size_t count, struct mah_error *err)
{
    struct local_density *density = NULL;
    enum mah_status status = local_density_new(&density, places, count, 0, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        double households_per_m2 = local_density_per_m2(density, places[i], rules->households);
        out[i] = NO_RING;
        if (households_per_m2 > 0)
            out[i] = (unsigned char)number_ring(crowd, choose_ring(rules, households_per_m2));
    }
    local_density_free(density);
    return status;
}

static enum mah_status gather_crowd(struct crowd *crowd, const unsigned char *ring, const struct point *places,
                                    size_t count, struct mah_error *err)
{
    struct point *alike = memory_new(count, sizeof *alike);
    enum mah_status status = alike != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < crowd->count; i++) {
        size_t found = 0;
        for (size_t k = 0; k < count; k++)
            if (ring[k] == i)
                alike[found++] = places[k];
        status = local_density_new(&crowd->households[i], alike, found, crowd->rings[i].min_m, err);
    }
    memory_free(alike);
    return status;
}

/* What is known of the households of a mahalle, to move them. */
struct known {
    struct crowd crowd;
    struct point *places; /* in metres */
    unsigned char *ring;
    uint32_t *twin;
};

static enum mah_status know(struct known *out, const struct geomask *mask, const struct household_point *rows,
                            size_t count, struct mah_error *err)
{
    out->places = memory_new(count, sizeof *out->places);
    out->ring = memory_new(count, sizeof *out->ring);
    out->twin = memory_new(count, sizeof *out->twin);
    if (out->places == NULL || out->ring == NULL || out->twin == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++)
        out->places[i] = rows[i].position;
    transformation_apply(mask->to_working, out->places, count);
    enum mah_status status = choose_rings(out->ring, &out->crowd, &mask->rules, out->places, count, err);
    if (status == MAH_OK)
        status = gather_crowd(&out->crowd, out->ring, out->places, count, err);
    if (status == MAH_OK)
        status = number_twins(out->twin, rows, count, err);
    return status;
}

static enum mah_status move_one(struct masked_point *out, struct geomask *mask, const struct known *known, size_t i,
                                const struct household_point *row, struct mah_error *err)
{
    *out = (struct masked_point){.outcome = MASK_TOO_FEW};
    if (known->ring[i] == NO_RING)
        return MAH_OK;
    out->outcome = MASK_MOVED;
    struct moving moving = {.crowd = &known->crowd,
                            .own = known->ring[i],
                            .mahalle = (size_t)row->mahalle,
                            .place = known->places[i],
                            .ring = known->crowd.rings[known->ring[i]],
                            .mark = row->mark,
                            .twin = known->twin[i]};
    return find_place(out, mask, &moving, err);
}

enum mah_status geomask_move(struct masked_point *out, struct geomask *mask, const struct household_point *rows,
                             size_t count, struct mah_error *err)
{
    struct known known = {.places = NULL};
    enum mah_status status = know(&known, mask, rows, count, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        status = move_one(&out[i], mask, &known, i, &rows[i], err);
    crowd_release(&known.crowd);
    memory_free(known.places);
    memory_free(known.ring);
    memory_free(known.twin);
    return status;
}
