/* Does the file keep what it hides? */
#include "protect/audit.h"

#include <math.h>

#include "base/memory.h"
#include "protect/cell_room.h"
#include "protect/known_before.h"

enum { ROUNDS = 50 };
static const double TOLERANCE = 1e-4;

struct audit {
    const struct policy *policy;
    const struct additive *additive;
    double *low, *high; /* area x kind */
};

enum mah_status audit_remember(double **truth, const struct additive *additive, struct mah_error *err)
{
    size_t kinds = additive->kind_count, areas = additive->mahalle_count + 1;
    *truth = memory_new(areas * kinds, sizeof **truth);
    if (*truth == NULL)
        return mah_no_memory(err);
    for (size_t area = 0; area < areas; area++)
        for (size_t kind = 0; kind < kinds; kind++)
            (*truth)[area * kinds + kind] = additive_count(additive, area, kind)->value;
    return MAH_OK;
}

/* What the cell itself says. */
static void read_cell(struct audit *audit, size_t area, size_t kind, double truth)
{
    const struct count *count = additive_count(audit->additive, area, kind);
    size_t cell = area * audit->additive->kind_count + kind;
    double half = audit->policy->round_to / 2.0;
    audit->low[cell] = 0;
    audit->high[cell] = INFINITY;
    const struct additive_kind *it = &audit->additive->kinds[kind];
    if (it->is_published && count_is_few_households(audit->policy, count, it->counts_persons, it->is_integral))
        audit->high[cell] = audit->policy->min_households - 1;
    known_before_narrow(audit->additive->before, area, kind, truth, &audit->low[cell], &audit->high[cell]);
    if (!it->is_published || count->state != COUNT_KNOWN)
        return;
    if (it->is_integral)
        half = floor(half);
    audit->low[cell] = fmax(count->value > 0 ? count->value - half : 0, 0);
    audit->high[cell] = count->value > 0 ? count->value + half : 0;
    if (!it->is_integral && audit->policy->round_to > 0 && count->value <= 0)
        audit->high[cell] = half;
}

/* Less than the tolerance is the rounding of sums of doubles, which would grow from round to round. */
static bool narrow(struct audit *audit, size_t cell, double low, double high)
{
    bool from_below = low > audit->low[cell] + TOLERANCE, from_above = high < audit->high[cell] - TOLERANCE;
    if (from_below)
        audit->low[cell] = low;
    if (from_above)
        audit->high[cell] = high;
    return from_below || from_above;
}

/* One more term of a sum that is zero. An infinite bound is counted apart, so that it can be taken out again. */
struct bounds {
    double low, high;
    size_t open_low, open_high;
};

static void add_term(struct bounds *sum, double low, double high, int sign)
{
    double least = sign > 0 ? low : -high, most = sign > 0 ? high : -low;
    if (isinf(least))
        sum->open_low++;
    else
        sum->low += least;
    if (isinf(most))
        sum->open_high++;
    else
        sum->high += most;
}

/* What the other terms leave for this one. */
static bool narrow_term(struct audit *audit, const struct bounds *sum, size_t cell, int sign)
{
    double least = sign > 0 ? audit->low[cell] : -audit->high[cell];
    double most = sign > 0 ? audit->high[cell] : -audit->low[cell];
    size_t open_low = sum->open_low - (isinf(least) ? 1 : 0), open_high = sum->open_high - (isinf(most) ? 1 : 0);
    double others_low = open_low > 0 ? -INFINITY : sum->low - (isinf(least) ? 0 : least);
    double others_high = open_high > 0 ? INFINITY : sum->high - (isinf(most) ? 0 : most);
    return sign > 0 ? narrow(audit, cell, -others_high, -others_low) : narrow(audit, cell, others_low, others_high);
}

static bool narrow_line(struct audit *audit, size_t area, const struct additive_line *line)
{
    const struct additive_term *terms = &audit->additive->terms[line->first];
    size_t first = area * audit->additive->kind_count;
    struct bounds sum = {0, 0, 0, 0};
    bool changed = false;
    for (size_t i = 0; i < line->count; i++)
        add_term(&sum, audit->low[first + terms[i].kind], audit->high[first + terms[i].kind], terms[i].sign);
    for (size_t i = 0; i < line->count; i++)
        changed |= narrow_term(audit, &sum, first + terms[i].kind, terms[i].sign);
    return changed;
}

static bool narrow_column(struct audit *audit, size_t kind)
{
    size_t kinds = audit->additive->kind_count, city = audit->additive->mahalle_count;
    struct bounds sum = {0, 0, 0, 0};
    bool changed = false;
    for (size_t area = 0; area <= city; area++)
        add_term(&sum, audit->low[area * kinds + kind], audit->high[area * kinds + kind], area < city ? 1 : -1);
    for (size_t area = 0; area <= city; area++)
        changed |= narrow_term(audit, &sum, area * kinds + kind, area < city ? 1 : -1);
    return changed;
}

static bool narrow_all(struct audit *audit)
{
    const struct additive *additive = audit->additive;
    bool changed = false;
    for (size_t area = 0; area <= additive->mahalle_count; area++)
        for (size_t line = 0; line < additive->line_count; line++)
            changed |= narrow_line(audit, area, &additive->lines[line]);
    for (size_t kind = 0; kind < additive->kind_count; kind++)
        if (additive->kinds[kind].is_published)
            changed |= narrow_column(audit, kind);
    return changed;
}

static bool is_kept(const struct audit *audit, size_t area, size_t kind, double truth)
{
    struct count count = *additive_count(audit->additive, area, kind);
    size_t cell = area * audit->additive->kind_count + kind;
    count.value = truth;
    struct promise promise = cell_promise(audit->policy, audit->additive, kind, &count);
    promise = known_before_promise(audit->additive->before, area, kind, truth, promise);
    double low = audit->low[cell], high = audit->high[cell];
    return low <= truth - promise.down + TOLERANCE && high >= truth + promise.up - TOLERANCE &&
           high - low >= promise.either - TOLERANCE;
}

static enum mah_status judge(const struct audit *audit, const double *truth, struct mah_error *err)
{
    const struct additive *additive = audit->additive;
    for (size_t area = 0; area <= additive->mahalle_count; area++)
        for (size_t kind = 0; kind < additive->kind_count; kind++)
            if (!is_kept(audit, area, kind, truth[area * additive->kind_count + kind]))
                return mah_fail(err, MAH_UNSAFE,
                                "a hidden number of '%s' could be worked out from the others; nothing was written",
                                additive->kinds[kind].layer);
    return MAH_OK;
}

enum mah_status audit_release(const struct policy *policy, const struct additive *additive, const double *truth,
                              struct mah_error *err)
{
    size_t cells = (additive->mahalle_count + 1) * additive->kind_count;
    struct audit audit = {.policy = policy,
                          .additive = additive,
                          .low = memory_new(cells, sizeof *audit.low),
                          .high = memory_new(cells, sizeof *audit.high)};
    enum mah_status status = audit.low != NULL && audit.high != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < cells; i++)
        read_cell(&audit, i / additive->kind_count, i % additive->kind_count, truth[i]);
    for (int round = 0; status == MAH_OK && round < ROUNDS && narrow_all(&audit); round++)
        continue;
    if (status == MAH_OK)
        status = judge(&audit, truth, err);
    memory_free(audit.low);
    memory_free(audit.high);
    return status;
}
