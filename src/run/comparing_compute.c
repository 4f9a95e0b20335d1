/* What changed, indicator by indicator? */
#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "run/compare_settings.h"
#include "run/comparing.h"

/* The figures of one indicator: published ones, and those a quotient is made of. old_: one an old mahalle; on_ and
 * new_: one a new one. */
struct figures {
    double *old_value, *old_up, *old_down, *old_se, *on_up, *on_down, *on_error, *new_value, *new_up, *new_down,
        *new_se;
    size_t up_terms, down_terms;
    bool is_definition; /* a setting differs */
};

static struct figures figures_of(const struct comparing *comparing)
{
    double *at[COMPARING_VECTORS];
    for (size_t i = 0; i < COMPARING_VECTORS; i++)
        at[i] = comparing->vectors + i * comparing->length;
    return (struct figures){.old_value = at[0],
                            .old_up = at[1],
                            .old_down = at[2],
                            .old_se = at[3],
                            .on_up = at[4],
                            .on_down = at[5],
                            .on_error = at[6],
                            .new_value = at[7],
                            .new_up = at[8],
                            .new_down = at[9],
                            .new_se = at[10]};
}

/* The old mahalle that a new one is, or the first of those it has parts of; SIZE_MAX: none. */
static size_t source_of(const struct crosswalk *crosswalk, size_t to)
{
    size_t begin = crosswalk->to_start[to];
    return begin < crosswalk->to_start[to + 1] ? crosswalk->parts[begin].from : SIZE_MAX;
}

static enum mah_status read_quotient(struct figures *figures, const struct comparing *comparing,
                                     const struct comparing_indicator *detail, struct mah_error *err)
{
    const struct compare_side *old_side = &comparing->old_side, *new_side = &comparing->new_side;
    const struct crosswalk *crosswalk = &comparing->crosswalk;
    enum mah_status status =
        compare_side_sum(figures->old_up, &figures->up_terms, old_side, detail->up, detail->key, err);
    if (status == MAH_OK)
        status = compare_side_sum(figures->new_up, &figures->up_terms, new_side, detail->up, detail->key, err);
    if (status == MAH_OK)
        status = compare_side_sum(figures->old_down, &figures->down_terms, old_side, detail->down, detail->key, err);
    if (status == MAH_OK)
        status = compare_side_sum(figures->new_down, &figures->down_terms, new_side, detail->down, detail->key, err);
    if (status == MAH_OK)
        status = crosswalk_apply(figures->on_up, crosswalk, figures->old_up, err);
    if (status == MAH_OK)
        status = crosswalk_apply(figures->on_down, crosswalk, figures->old_down, err);
    /* What is counted on the ground of the new mahalle is divided by that ground. */
    for (size_t to = 0; status == MAH_OK && figures->down_terms == 0 && to < new_side->count; to++)
        if (!crosswalk->direct[to])
            figures->on_down[to] = figures->new_down[to];
    return status;
}

static enum mah_status read_figures(struct figures *figures, const struct comparing *comparing, size_t indicator,
                                    struct mah_error *err)
{
    const struct compare_side *old_side = &comparing->old_side, *new_side = &comparing->new_side;
    const struct comparing_indicator *detail = &comparing->details[indicator];
    const struct compared_indicator *named = &comparing->indicators[indicator];
    char se[80];
    snprintf(se, sizeof se, "%s_se", named->field);
    (void)compare_side_values(figures->old_value, old_side, named->field);
    (void)compare_side_values(figures->new_value, new_side, named->field);
    (void)compare_side_values(figures->old_se, old_side, se);
    (void)compare_side_values(figures->new_se, new_side, se);
    figures->is_definition = compare_settings_differ(old_side, new_side, detail->needs, named->type);
    figures->up_terms = 1;
    figures->down_terms = 0;
    if (!detail->is_count)
        return read_quotient(figures, comparing, detail, err);
    return crosswalk_apply(figures->on_up, &comparing->crosswalk, figures->old_value, err);
}

/* How far rounding has moved a count that was put onto each new mahalle. */
static void find_errors(double *out, const struct crosswalk *crosswalk, double round_to)
{
    for (size_t to = 0; to < crosswalk->to_count; to++) {
        out[to] = 0;
        for (size_t k = crosswalk->to_start[to]; k < crosswalk->to_start[to + 1]; k++)
            out[to] += crosswalk->parts[k].share * round_to / 2;
    }
}

/* ---- one mahalle ---- */

static enum change_reason why_unknown(const struct comparing *comparing, const struct compare_side *side,
                                      size_t mahalle, size_t indicator)
{
    bool is_old = side == &comparing->old_side;
    const struct comparing_indicator *detail = &comparing->details[indicator];
    if (compare_side_hides(side, mahalle, comparing->indicators[indicator].field, detail->key, detail->up,
                           detail->down))
        return is_old ? CHANGE_HIDDEN_OLD : CHANGE_HIDDEN_NEW;
    if (compare_side_is_empty(side, mahalle))
        return is_old ? CHANGE_NOBODY_OLD : CHANGE_NOBODY_NEW;
    return is_old ? CHANGE_UNKNOWN_OLD : CHANGE_UNKNOWN_NEW;
}

/* Of several old mahalle in one new one, the first that has a reason stronger than "not known" gives it. */
static enum change_reason why_old_unknown(const struct comparing *comparing, size_t to, size_t indicator)
{
    const struct crosswalk *crosswalk = &comparing->crosswalk;
    enum change_reason reason = CHANGE_UNKNOWN_OLD;
    for (size_t k = crosswalk->to_start[to]; k < crosswalk->to_start[to + 1]; k++) {
        enum change_reason one = why_unknown(comparing, &comparing->old_side, crosswalk->parts[k].from, indicator);
        if (one < reason)
            reason = one;
    }
    return reason;
}

static enum change_reason reason_of(const struct comparing *comparing, const struct figures *figures, size_t to,
                                    size_t indicator, double old_value)
{
    if (figures->is_definition)
        return CHANGE_DEFINITION;
    if (source_of(&comparing->crosswalk, to) == SIZE_MAX)
        return CHANGE_ONLY_NEW;
    if (isnan(figures->new_value[to]))
        return why_unknown(comparing, &comparing->new_side, to, indicator);
    return isnan(old_value) ? why_old_unknown(comparing, to, indicator) : CHANGE_KNOWN;
}

static double quotient(double up, double down)
{
    return down > 0 ? up / down : NAN;
}

static double error_of(const struct figures *figures, bool is_count, double published, double up, double down,
                       double rounding)
{
    if (is_count || rounding == 0)
        return is_count ? rounding : 0;
    return quotient_error(published, up, rounding * (double)figures->up_terms, down,
                          rounding * (double)figures->down_terms);
}

static void compare_one(struct change *out, const struct comparing *comparing, const struct figures *figures, size_t to,
                        size_t indicator)
{
    bool is_count = comparing->details[indicator].is_count, is_direct = comparing->crosswalk.direct[to];
    size_t from = source_of(&comparing->crosswalk, to);
    struct compared_value old_value = {.value = is_direct  ? figures->old_value[from]
                                                : is_count ? figures->on_up[to]
                                                           : quotient(figures->on_up[to], figures->on_down[to]),
                                       .se = is_direct ? figures->old_se[from] : NAN};
    struct compared_value new_value = {.value = figures->new_value[to], .se = figures->new_se[to]};
    old_value.error =
        error_of(figures, is_count, old_value.value, figures->on_up[to], figures->on_down[to], figures->on_error[to]);
    new_value.error = error_of(figures, is_count, new_value.value, figures->new_up[to], figures->new_down[to],
                               comparing->new_side.round_to / 2);
    enum change_reason reason = reason_of(comparing, figures, to, indicator, old_value.value);
    *out = change_between(old_value, new_value, comparing->indicators[indicator].is_share, reason);
}

/* ---- the city ---- */

/* Sums over the mahalle that were compared: what one file hides is in neither sum. Nothing of rounding is said, since
 * it evens out. */
static void compare_city(struct change *out, const struct comparing *comparing, const struct figures *figures,
                         size_t indicator)
{
    size_t count = comparing->new_side.count, compared = 0;
    const struct change *changes = &comparing->changes[indicator * count];
    bool is_count = comparing->details[indicator].is_count;
    double old_up = 0, old_down = 0, new_up = 0, new_down = 0;
    for (size_t to = 0; to < count; to++) {
        bool parts_known =
            is_count || !isnan(figures->on_up[to] + figures->on_down[to] + figures->new_up[to] + figures->new_down[to]);
        if (changes[to].reason != CHANGE_KNOWN || !parts_known)
            continue;
        compared++;
        old_up += is_count ? changes[to].old_value : figures->on_up[to];
        new_up += is_count ? changes[to].new_value : figures->new_up[to];
        old_down += is_count ? 0 : figures->on_down[to];
        new_down += is_count ? 0 : figures->new_down[to];
    }
    struct compared_value old_value = {.value = is_count ? old_up : quotient(old_up, old_down), .se = NAN};
    struct compared_value new_value = {.value = is_count ? new_up : quotient(new_up, new_down), .se = NAN};
    enum change_reason reason = figures->is_definition ? CHANGE_DEFINITION : CHANGE_KNOWN;
    if (compared == 0)
        old_value.value = new_value.value = NAN;
    *out = change_between(old_value, new_value, comparing->indicators[indicator].is_share, reason);
    out->mahalle = compared;
}

/* What one file does not have at all. */
static void leave_unknown(struct comparing *comparing, size_t indicator)
{
    size_t count = comparing->new_side.count;
    struct compared_value unknown = {.value = NAN, .error = 0, .se = NAN};
    struct change change = change_between(unknown, unknown, false, comparing->indicators[indicator].reason);
    for (size_t to = 0; to < count; to++)
        comparing->changes[indicator * count + to] = change;
    comparing->city[indicator] = change;
}

enum mah_status comparing_compute(struct comparing *comparing, struct mah_error *err)
{
    size_t count = comparing->new_side.count;
    struct figures figures = figures_of(comparing);
    comparing->changes = memory_new(comparing->indicator_count * count + 1, sizeof *comparing->changes);
    comparing->city = memory_new(comparing->indicator_count + 1, sizeof *comparing->city);
    if (comparing->changes == NULL || comparing->city == NULL)
        return mah_no_memory(err);
    find_errors(figures.on_error, &comparing->crosswalk, comparing->old_side.round_to);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < comparing->indicator_count; i++) {
        struct change *changes = &comparing->changes[i * count];
        if (comparing->indicators[i].reason != CHANGE_KNOWN) {
            leave_unknown(comparing, i);
            continue;
        }
        status = read_figures(&figures, comparing, i, err);
        for (size_t to = 0; status == MAH_OK && to < count; to++)
            compare_one(&changes[to], comparing, &figures, to, i);
        if (status == MAH_OK)
            status = changes_set_q(changes, count, err);
        if (status == MAH_OK)
            compare_city(&comparing->city[i], comparing, &figures, i);
    }
    return status;
}
