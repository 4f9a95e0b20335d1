/* Could one count be another number, and the published file still be the same? */
#include "protect/twin_search.h"

#include <math.h>

#include "base/memory.h"
#include "protect/known_before.h"
#include "protect/twin_parts.h"

enum mah_status twin_search_new(struct twin_search **out, const struct policy *policy, const struct additive *additive,
                                struct mah_error *err)
{
    struct twin_search *search = memory_new(1, sizeof *search);
    if (search == NULL)
        return mah_no_memory(err);
    size_t areas = additive->mahalle_count + 1, kinds = additive->kind_count;
    *search = (struct twin_search){.policy = policy, .additive = additive};
    search->up = memory_new(areas * kinds, sizeof *search->up);
    search->down = memory_new(areas * kinds, sizeof *search->down);
    search->column_up = memory_new(kinds, sizeof *search->column_up);
    search->column_down = memory_new(kinds, sizeof *search->column_down);
    search->patterns[0] = memory_new(kinds, sizeof *search->patterns[0]);
    search->patterns[1] = memory_new(kinds, sizeof *search->patterns[1]);
    search->change = memory_new(kinds, sizeof *search->change);
    search->cheapest_change = memory_new(kinds, sizeof *search->cheapest_change);
    enum mah_status status = twin_known_init(&search->known, kinds, err);
    if (status != MAH_OK || search->change == NULL || search->cheapest_change == NULL || search->up == NULL ||
        search->down == NULL || search->column_up == NULL || search->column_down == NULL ||
        search->patterns[0] == NULL || search->patterns[1] == NULL) {
        twin_search_free(search);
        return mah_no_memory(err);
    }
    for (size_t area = 0; area < areas; area++)
        for (size_t kind = 0; kind < kinds; kind++)
            twin_search_forget(search, area, kind);
    twin_rank(search);
    status = twin_pool_init(search, err);
    if (status != MAH_OK) {
        twin_search_free(search);
        return status;
    }
    *out = search;
    return MAH_OK;
}

void twin_search_free(struct twin_search *search)
{
    if (search == NULL)
        return;
    for (int direction = 0; direction < 2; direction++) {
        for (size_t i = 0; search->patterns[direction] != NULL && i < search->additive->kind_count; i++)
            for (size_t k = 0; k < PATTERNS_KEPT; k++)
                twin_pattern_release(&search->patterns[direction][i].kept[k]);
        memory_free(search->patterns[direction]);
    }
    twin_hidden_release(&search->hidden);
    twin_program_release(&search->alone);
    twin_program_release(&search->few);
    twin_program_release(&search->many);
    memory_free(search->known.change);
    twin_pool_release(&search->pool);
    memory_free(search->change);
    memory_free(search->cheapest_change);
    memory_free(search->up);
    memory_free(search->down);
    memory_free(search->column_up);
    memory_free(search->column_down);
    memory_free(search->hide);
    memory_free(search->cheapest);
    memory_free(search);
}

/* Never larger than it is as a float; whole numbers stay what they are. */
static float room_kept(double room)
{
    float kept = (float)room;
    return (double)kept > room ? nextafterf(kept, 0) : kept;
}

void twin_search_forget(struct twin_search *search, size_t area, size_t kind)
{
    const struct additive *additive = search->additive;
    const struct count *count = additive_count(additive, area, kind);
    struct room room = cell_room(search->policy, &additive->kinds[kind], count, false);
    room = known_before_room(additive->before, area, kind, count->value, room);
    size_t cell = area * additive->kind_count + kind;
    search->column_up[kind] += twin_useful(room.up) - twin_useful(search->up[cell]);
    search->column_down[kind] += twin_useful(room.down) - twin_useful(search->down[cell]);
    search->up[cell] = room_kept(room.up);
    search->down[cell] = room_kept(room.down);
}

/* What hiding a count takes from the reader: large ones more than small ones, those that the maps show more than parts,
 * those of the city most. */
static double price_of(const struct additive *additive, size_t area, size_t kind)
{
    double value = additive_count(additive, area, kind)->value, price = value > 0 ? 5 + value : 15;
    if (additive->lines_of[kind + 1] - additive->lines_of[kind] > 3)
        price *= 10;
    return area == additive->mahalle_count ? price * 100 : price;
}

/* Facilities of a type are hidden together, by what they add up to in the city. */
bool twin_may_be_hidden(const struct twin_search *search, size_t area, size_t kind)
{
    const struct additive_kind *it = &search->additive->kinds[kind];
    const struct count *count = additive_count(search->additive, area, kind);
    bool is_shown = it->is_published || (count == it->city && it->told.services != NULL);
    return is_shown && count->state == COUNT_KNOWN;
}

double twin_room_hidden(const struct twin_search *search, size_t area, size_t kind, bool up, double *price)
{
    const struct additive *additive = search->additive;
    const struct additive_kind *it = &additive->kinds[kind];
    const struct count *count = additive_count(additive, area, kind);
    *price = 0;
    /* What nobody in the city has is a category without people, and known as such. */
    if (!twin_may_be_hidden(search, area, kind) || it->city->value <= 0)
        return twin_room(search, area, kind, up);
    struct room room = cell_room(search->policy, it, count, true);
    room = known_before_room(additive->before, area, kind, count->value, room);
    *price = price_of(additive, area, kind);
    return up ? room.up : room.down;
}

enum mah_status twin_hide(struct twin_search *search, size_t area, size_t kind, struct mah_error *err)
{
    if (memory_grow((void **)&search->hide, &search->hide_capacity, search->hide_count + 1, sizeof *search->hide) != 0)
        return mah_no_memory(err);
    search->hide[search->hide_count++] = (struct twin_cell){(uint32_t)area, (uint32_t)kind};
    search->hide_price += price_of(search->additive, area, kind);
    return MAH_OK;
}

static enum mah_status keep_cheapest(struct twin_search *search, struct mah_error *err)
{
    if (memory_grow((void **)&search->cheapest, &search->cheapest_capacity, search->hide_count + 1,
                    sizeof *search->cheapest) != 0)
        return mah_no_memory(err);
    for (size_t i = 0; i < search->hide_count; i++)
        search->cheapest[i] = search->hide[i];
    for (size_t kind = 0; kind < search->additive->kind_count; kind++)
        search->cheapest_change[kind] = search->change[kind];
    search->cheapest_count = search->hide_count;
    return MAH_OK;
}

typedef enum mah_status (*twin_plan)(bool *is_found, struct twin_search *search, size_t area, size_t kind,
                                     double change, struct mah_error *err);

/* Tries a plan, and keeps it where it is cheaper than *least. */
static enum mah_status try_plan(double *least, twin_plan plan, struct twin_search *search, size_t area, size_t kind,
                                double change, struct mah_error *err)
{
    bool is_found = false;
    search->hide_count = 0;
    search->hide_price = 0;
    enum mah_status status = plan(&is_found, search, area, kind, change, err);
    if (status != MAH_OK || !is_found || search->hide_price >= *least)
        return status;
    *least = search->hide_price;
    return keep_cheapest(search, err);
}

/* Free, or a single count more: another plan would save little, and each is a linear program. */
static bool is_cheap(const struct twin_search *search, double least)
{
    return least <= 0 || (isfinite(least) && search->cheapest_count == 1);
}

static bool is_found_already(struct twin_search *search, size_t area, size_t kind, double change)
{
    return twin_by_moving(search, area, kind, change) || twin_is_known(search, area, kind, change) ||
           twin_by_pattern(search, area, kind, change);
}

/* The more it costs to use a count, the fewer are used: others can make up for that more easily, but more must be
 * hidden here. Which is cheaper is tried. */
static enum mah_status try_alone(double *least, struct twin_search *search, size_t area, size_t kind, double change,
                                 struct mah_error *err)
{
    static const double prices[] = {0.3, 2, 0.02};
    search->price_of_use = prices[0];
    enum mah_status status = try_plan(least, twin_plan_hidden, search, area, kind, change, err);
    for (size_t i = 0; status == MAH_OK && !is_cheap(search, *least) && i < sizeof prices / sizeof *prices; i++) {
        search->price_of_use = prices[i];
        status = try_plan(least, twin_plan_alone, search, area, kind, change, err);
    }
    return status;
}

enum mah_status twin_find(struct twin_answer *out, struct twin_search *search, size_t area, size_t kind, double change,
                          struct mah_error *err)
{
    static const double dear = 400;
    double least = INFINITY;
    enum mah_status status = MAH_OK;
    *out = (struct twin_answer){.is_found = is_found_already(search, area, kind, change)};
    if (out->is_found)
        return MAH_OK;
    status = try_alone(&least, search, area, kind, change, err);
    if (status == MAH_OK && least > dear)
        status = try_plan(&least, twin_plan_with_few, search, area, kind, change, err);
    if (status == MAH_OK && isinf(least))
        status = try_plan(&least, twin_plan_with_many, search, area, kind, change, err);
    *out = (struct twin_answer){isfinite(least), search->cheapest, isfinite(least) ? search->cheapest_count : 0};
    if (least <= 0)
        twin_search_know(search, area);
    return status;
}

/* Several areas together find one where these do not, but hardly ever: 2 times of 573 in 1,074 mahalle. */
enum mah_status twin_find_free(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                               struct mah_error *err)
{
    double least = INFINITY;
    enum mah_status status = MAH_OK;
    *is_found = is_found_already(search, area, kind, change);
    if (*is_found)
        return MAH_OK;
    status = try_alone(&least, search, area, kind, change, err);
    *is_found = least <= 0;
    if (*is_found)
        twin_search_know(search, area);
    return status;
}
