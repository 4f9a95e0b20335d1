/* Households as the points that sites are chosen for. */
#include "plan/demand_points.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

__extension__ typedef __int128 wide;

/* A household on its way to a point. */
struct member {
    uint32_t row;
    int64_t column, line; /* of its square; of its place, in the order of places, where there are no squares */
};

struct making {
    struct demand_points *out;
    const struct demand_list *list;
    const struct demand_rules *rules;
    struct member *members; /* those who are in no point yet */
    size_t count;
};

void demand_points_release(struct demand_points *points)
{
    memory_free(points->place);
    memory_free(points->weight);
    memory_free(points->now_m);
    *points = (struct demand_points){0};
}

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* lattice_m 0: the number of the place, since the rows are sorted by it. */
static void find_squares(struct making *making, int lattice_m)
{
    int64_t place = -1;
    const struct demand_row *before = NULL;
    for (size_t i = 0; i < making->count; i++) {
        struct member *member = &making->members[i];
        const struct demand_row *row = &making->list->rows[member->row];
        bool is_new = before == NULL || row->place.x > before->place.x || row->place.x < before->place.x ||
                      row->place.y > before->place.y || row->place.y < before->place.y;
        place += is_new;
        before = row;
        member->column = lattice_m > 0 ? (int64_t)floor(row->place.x / lattice_m) : 0;
        member->line = lattice_m > 0 ? (int64_t)floor(row->place.y / lattice_m) : place;
    }
    if (making->count > 1)
        qsort(making->members, making->count, sizeof *making->members, compare_members);
}

static bool is_same_square(const struct member *a, const struct member *b)
{
    return a->line == b->line && a->column == b->column;
}

static size_t square_count(const struct making *making)
{
    size_t count = 0;
    for (size_t i = 0; i < making->count; i++)
        count += i == 0 || !is_same_square(&making->members[i - 1], &making->members[i]);
    return count;
}

/* What the members [first, end) are together. Millimetres and micrometres are integers, so that no order shows. */
struct group {
    wide x_mm, y_mm, now_um;
    int64_t persons_nano, recent_nano, households;
};

static struct group gather(const struct making *making, size_t first, size_t end)
{
    struct group group = {0};
    const struct demand_rules *rules = making->rules;
    for (size_t i = first; i < end; i++) {
        const struct demand_row *row = &making->list->rows[making->members[i].row];
        int64_t persons, recent;
        demand_row_persons(row, rules->takes_all, &persons, &recent);
        group.persons_nano += persons;
        group.recent_nano += recent;
        group.households++;
        group.x_mm += (wide)persons * llround(row->place.x * 1e3);
        group.y_mm += (wide)persons * llround(row->place.y * 1e3);
        if (rules->objective == SITE_DISTANCE)
            group.now_um += (wide)persons * llround(demand_now_m(row, rules->farthest_m) * 1e6);
    }
    return group;
}

static double mean(wide sum, int64_t persons, double unit)
{
    return (double)((long double)sum / (long double)persons) * unit;
}

static enum mah_status add_point(struct demand_points *out, const struct group *group, const struct making *making,
                                 size_t first, struct mah_error *err)
{
    size_t wanted = out->count + 1;
    if (memory_grow((void **)&out->place, &out->capacity[0], wanted, sizeof *out->place) != 0 ||
        memory_grow((void **)&out->weight, &out->capacity[1], wanted, sizeof *out->weight) != 0 ||
        memory_grow((void **)&out->now_m, &out->capacity[2], wanted, sizeof *out->now_m) != 0)
        return mah_no_memory(err);
    out->place[out->count] =
        (struct point){mean(group->x_mm, group->persons_nano, 1e-3), mean(group->y_mm, group->persons_nano, 1e-3)};
    if (out->lattice_m == 0) /* to the last bit */
        out->place[out->count] = making->list->rows[making->members[first].row].place;
    out->weight[out->count] = demand_weight(group->persons_nano, group->recent_nano, making->rules->migrant_weight);
    out->now_m[out->count++] = mean(group->now_um, group->persons_nano, 1e-6);
    out->households += group->households;
    return MAH_OK;
}

/* The squares that are large enough become points; the members of the others stay. */
static enum mah_status make_points(struct making *making, struct mah_error *err)
{
    size_t kept = 0, first = 0;
    enum mah_status status = MAH_OK;
    while (first < making->count && status == MAH_OK) {
        size_t end = first + 1;
        while (end < making->count && is_same_square(&making->members[first], &making->members[end]))
            end++;
        struct group group = gather(making, first, end);
        bool is_enough = group.households >= making->rules->min_households &&
                         group.persons_nano >= making->rules->min_persons * WEIGHT_ONE;
        if (is_enough)
            status = add_point(making->out, &group, making, first, err);
        for (size_t i = first; !is_enough && i < end; i++)
            making->members[kept++] = making->members[i];
        first = end;
    }
    making->count = kept;
    return status;
}

static enum mah_status choose_members(struct making *making, struct mah_error *err)
{
    const struct demand_list *list = making->list;
    making->members = memory_new(list->count + 1, sizeof *making->members);
    if (making->members == NULL || list->count >= UINT32_MAX)
        return mah_no_memory(err);
    for (uint32_t i = 0; i < list->count; i++) {
        int64_t persons, recent;
        demand_row_persons(&list->rows[i], making->rules->takes_all, &persons, &recent);
        bool is_asked =
            making->rules->objective == SITE_DISTANCE || demand_is_open(&list->rows[i], making->rules->radius_m);
        if (persons > 0 && is_asked)
            making->members[making->count++].row = i;
    }
    return MAH_OK;
}

enum mah_status demand_points_make(struct demand_points *out, const struct demand_list *list,
                                   const struct demand_rules *rules, struct mah_error *err)
{
    struct making making = {.out = out, .list = list, .rules = rules};
    bool has_minimum = rules->min_households > 1 || rules->min_persons > 0;
    *out = (struct demand_points){.lattice_m = has_minimum ? DEMAND_LATTICE_M : 0};
    enum mah_status status = choose_members(&making, err);
    if (status == MAH_OK)
        find_squares(&making, out->lattice_m);
    while (status == MAH_OK && square_count(&making) > DEMAND_POINTS_AT_MOST) {
        out->lattice_m = out->lattice_m > 0 ? 2 * out->lattice_m : DEMAND_LATTICE_M;
        find_squares(&making, out->lattice_m);
    }
    if (status == MAH_OK)
        status = make_points(&making, err);
    for (int side_m = 2 * out->lattice_m; status == MAH_OK && making.count > 0 && side_m > 0; side_m *= 2) {
        find_squares(&making, side_m);
        status = make_points(&making, err);
        if (side_m >= DEMAND_LARGEST_M)
            break;
    }
    out->left_households = (int64_t)making.count;
    memory_free(making.members);
    return status;
}
