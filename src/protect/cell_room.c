/* How far could a count be from what it is? */
#include "protect/cell_room.h"

#include <math.h>

#include "protect/facility_demand.h"

static const double ANYWHERE = 1e9;

/* The smallest count that may be shown, other than 0. */
static double least_shown(const struct policy *policy, bool counts_persons, bool is_integral)
{
    if (counts_persons && (!is_integral || policy->min_persons > policy->min_households))
        return policy->min_persons;
    return is_integral ? policy->min_households : 0;
}

/* Of all numbers that are rounded to the same. */
static struct room room_of_rounded(const struct policy *policy, double value, double least, bool is_integral)
{
    double step = policy->round_to, shown = floor(value / step + 0.5) * step;
    double low = shown - step / 2, high = shown + step / 2;
    if (is_integral) {
        low = ceil(low);
        high = ceil(high) - 1;
    } else {
        high -= 1e-6;
    }
    return (struct room){fmax(high - value, 0), fmax(value - fmax(low, least), 0)};
}

double count_most_by_code(const struct policy *policy, const struct count *count, bool counts_persons, bool is_integral)
{
    const double limits[] = {policy->min_households - 1, policy->min_persons - 1};
    bool tells = count->state == COUNT_SUPPRESSED_SMALL && !counts_persons && is_integral;
    for (size_t i = 0; tells && i < sizeof limits / sizeof *limits; i++)
        if (count->value <= limits[i])
            return limits[i];
    return INFINITY;
}

struct room count_room(const struct policy *policy, const struct count *count, bool counts_persons, bool is_integral,
                       bool hidden)
{
    double least = least_shown(policy, counts_persons, is_integral);
    enum count_state state = (enum count_state)count->state;
    if (hidden && state == COUNT_KNOWN)
        state = cell_secondary_state(count);
    if (state == COUNT_SUPPRESSED_SECONDARY)
        return (struct room){ANYWHERE, fmax(count->value - least, 0)};
    if (state > COUNT_NOT_ASKED) {
        double most = count_most_by_code(policy, count, counts_persons, is_integral);
        return (struct room){fmin(most - count->value, ANYWHERE), count->value};
    }
    if (state == COUNT_NOT_ASKED || policy->round_to == 0 || count->value <= 0)
        return (struct room){0, 0};
    return room_of_rounded(policy, count->value, least, is_integral);
}

/* Not by facilities that are hidden. */
static bool is_told(const struct city_told *told, bool hidden)
{
    const struct additive_services *services = told->services;
    if (services == NULL)
        return told->is_told;
    return !hidden && facilities_are_told(services->sums, services->coverage, told->type, told->group);
}

/* A hidden row has one code for all its counts: that it is S4 says nothing of any of them. */
static bool is_row_hidden(const struct additive_kind *kind, const struct count *count)
{
    const struct count *row = (const void *)((const char *)count + kind->to_row);
    return kind->to_row != 0 && count_is_hidden(row);
}

/* Not where it is to be hidden: its parts are hidden with it. */
static struct room limited_by_parts(struct room room, const struct additive_kind *kind, const struct count *count)
{
    const struct room *parts = kind->city_parts;
    if (count != kind->city)
        parts = kind->parts != NULL ? &kind->parts[(size_t)((const char *)count - kind->first) / kind->stride] : NULL;
    return parts != NULL ? (struct room){fmin(room.up, parts->up), fmin(room.down, parts->down)} : room;
}

struct room cell_room(const struct policy *policy, const struct additive_kind *kind, const struct count *count,
                      bool hidden)
{
    if (count == kind->city && is_told(&kind->told, hidden))
        return (struct room){kind->told.up, kind->told.down};
    if (!kind->is_published || (count->state == COUNT_SUPPRESSED_SECONDARY && is_row_hidden(kind, count)))
        return (struct room){ANYWHERE, count->value};
    struct room room = count_room(policy, count, kind->counts_persons, kind->is_integral, hidden);
    return hidden || count->state != COUNT_KNOWN ? room : limited_by_parts(room, kind, count);
}

struct promise count_promise(const struct policy *policy, const struct count *count, bool counts_persons)
{
    double few = policy->min_households, value = count->value;
    if (counts_persons)
        few = fmax(policy->min_persons, 2 * few);
    if (value <= 0)
        return (struct promise){0, 0, 0};
    if (count->state == COUNT_SUPPRESSED_COMPLEMENT) /* of a dozen people no ten can be left open */
        return (struct promise){0, 0, fmin(few, value / 2)};
    if (count->state != COUNT_SUPPRESSED_UNIT && count->state != COUNT_SUPPRESSED_SMALL)
        return (struct promise){0, 0, 0};
    if (value < few) /* each number from 1 to few - 1 */
        return (struct promise){fmax(few - 1 - value, 0), fmax(value - 1, 0), 0};
    return (struct promise){few / 2, few / 2, 0};
}

struct promise cell_promise(const struct policy *policy, const struct additive *additive, size_t kind,
                            const struct count *count)
{
    const struct additive_kind *it = &additive->kinds[kind];
    bool is_told = it->is_published || it->derived != NOT_DERIVED;
    if (!is_told || it->is_unanswered || (!it->counts_persons && it->whole == NO_KIND))
        return (struct promise){0, 0, 0};
    if (count->state == COUNT_SUPPRESSED_COMPLEMENT && it->is_everybody)
        return (struct promise){0, 0, 0};
    struct promise promise = count_promise(policy, count, it->counts_persons);
    double most = count_most_by_code(policy, count, it->counts_persons, it->is_integral);
    promise.up = fmin(promise.up, most - count->value);
    return promise;
}

enum count_state cell_secondary_state(const struct count *count)
{
    return count->value > 0 ? COUNT_SUPPRESSED_SECONDARY : COUNT_SUPPRESSED_SMALL;
}
