/* How far could a count be from what it is? */
#include "protect/cell_room.h"

#include <math.h>

static const double ANYWHERE = 1e9;

/* The smallest count of its kind that may be shown, other than 0. */
static double least_shown(const struct policy *policy, const struct additive *additive, const struct additive_kind *kind)
{
    if (!additive->is_integral)
        return kind->counts_persons ? policy->min_persons : 0;
    return kind->counts_persons && policy->min_persons > policy->min_households ? policy->min_persons
                                                                                : policy->min_households;
}

/* Of all numbers that are rounded to the same. */
static struct room room_of_rounded(const struct policy *policy, const struct additive *additive, double value,
                                   double least)
{
    double step = policy->round_to, shown = floor(value / step + 0.5) * step;
    double low = shown - step / 2, high = shown + step / 2;
    if (additive->is_integral) {
        low = ceil(low);
        high = ceil(high) - 1;
    } else {
        high -= 1e-6;
    }
    return (struct room){fmax(high - value, 0), fmax(value - fmax(low, least), 0)};
}

struct room cell_room(const struct policy *policy, const struct additive *additive, const struct additive_kind *kind,
                      const struct count *count, bool hidden)
{
    double least = least_shown(policy, additive, kind);
    enum count_state state = (enum count_state)count->state;
    if (hidden && state == COUNT_KNOWN)
        state = cell_secondary_state(count);
    if (!kind->is_published)
        return (struct room){ANYWHERE, count->value};
    if (state == COUNT_SUPPRESSED_SECONDARY)
        return (struct room){ANYWHERE, fmax(count->value - least, 0)};
    if (state > COUNT_NOT_ASKED)
        return (struct room){ANYWHERE, count->value};
    if (state == COUNT_NOT_ASKED || policy->round_to == 0 || count->value <= 0)
        return (struct room){0, 0};
    return room_of_rounded(policy, additive, count->value, least);
}

struct promise cell_promise(const struct policy *policy, const struct additive_kind *kind, const struct count *count)
{
    double few = policy->min_households, value = count->value;
    if (kind->counts_persons)
        few = fmax(policy->min_persons, 2 * few);
    if (!kind->is_published || kind->is_unanswered || value <= 0)
        return (struct promise){0, 0, 0};
    if (count->state == COUNT_SUPPRESSED_COMPLEMENT)
        return (struct promise){0, 0, few};
    if (count->state != COUNT_SUPPRESSED_UNIT && count->state != COUNT_SUPPRESSED_SMALL)
        return (struct promise){0, 0, 0};
    if (value < few) /* each number from 1 to few - 1 */
        return (struct promise){fmax(few - 1 - value, 0), fmax(value - 1, 0), 0};
    return (struct promise){few / 2, few / 2, 0};
}

enum count_state cell_secondary_state(const struct count *count)
{
    return count->value > 0 ? COUNT_SUPPRESSED_SECONDARY : COUNT_SUPPRESSED_SMALL;
}
