/* Which members of a household are recent migrants, and is the household itself one? domain.md 3.2 to 3.4, without a
 * roster. */
#include "check/checker.h"

/* Does a household with a recent arrival count as a recent migrant household? Where migrants were not asked, it does.
 */
static bool passes_rule(enum household_rule rule, int32_t migrants, int32_t size)
{
    if (migrants < 0)
        return true;
    switch (rule) {
    case HOUSEHOLD_HEAD:
        break; /* the arrival is that of the head */
    case HOUSEHOLD_ANY:
        return migrants > 0;
    case HOUSEHOLD_MAJORITY:
        return 2 * migrants > size;
    case HOUSEHOLD_ALL:
        return migrants == size;
    }
    return true;
}

static void count_recent(struct checked_batch *out, size_t row, enum household_rule rule)
{
    int32_t migrants = out->migrants[row];
    if (out->arrival_class[row] == CLASS_RECENT) {
        out->recent_members[row] = migrants >= 0 ? migrants : out->size[row];
        if (!passes_rule(rule, migrants, out->size[row]))
            out->arrival_class[row] = CLASS_LONG_TERM;
    }
    if (out->arrival_class[row] != CLASS_RECENT && out->recent_members[row] == 0)
        out->recent_ppb[row] = 0;
}

/* Who came from another place of the same province moved within it; when they came to the province is not known. */
static void make_mover(struct checked_batch *out, size_t row)
{
    out->arrival_class[row] = CLASS_MOVER;
    out->cohort[row] = COHORT_UNKNOWN;
    out->recent_members[row] = 0;
    out->recent_ppb[row] = 0;
    out->ambiguous_arrival[row] = false;
}

void check_members(struct judging *judging)
{
    struct checker *checker = judging->checker;
    struct checked_batch *out = &checker->out;
    const struct check_rules *rules = checker->rules;
    const int16_t *previous = checker->place[PLACE_PREVIOUS_IL];
    out->tells_movers = rules->province != ORIGIN_UNKNOWN && judging->batch->columns[FIELD_ORIG_IL].present;
    for (size_t row = 0; row < out->rows; row++) {
        out->recent_members[row] = 0;
        if (out->reason[row] != REJECT_NONE)
            continue;
        if (checker->answer[row] == ARRIVAL_NOT_ANSWERED && out->migrants[row] == 0) {
            out->arrival_class[row] = CLASS_NATIVE;
            out->cohort[row] = COHORT_NATIVE;
        }
        count_recent(out, row, rules->household_rule);
        bool came_from_here = rules->province != ORIGIN_UNKNOWN && previous[row] == rules->province;
        if (came_from_here && out->arrival_class[row] != CLASS_NATIVE)
            make_mover(out, row);
        judging->warnings[WARN_AMBIGUOUS_ARRIVAL] += out->ambiguous_arrival[row];
    }
}
