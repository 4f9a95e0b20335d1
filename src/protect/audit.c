/* Does the file keep what it hides? */
#include "protect/audit.h"

#include <math.h>

#include "base/memory.h"
#include "protect/cell_room.h"
#include "protect/known_before.h"

enum { ROUNDS = 50 };
static const double TOLERANCE = 1e-4;

/* Those of a sum that is zero. An infinite bound is counted apart, so that it can be taken out again. */
struct bounds {
    double low, high;
    size_t open_low, open_high;
};

struct audit {
    const struct policy *policy;
    const struct additive *additive;
    double *low, *high;            /* area x kind */
    bool *area_moved, *kind_moved; /* since its sums were last looked at: others would say the same again */
    struct bounds *sums;           /* by kind, over the city; one of the kinds in hand */
    uint16_t *moved;               /* the kinds in hand */
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
    const struct additive_kind *it = &audit->additive->kinds[kind];
    audit->high[cell] =
        it->is_published ? count_most_by_code(audit->policy, count, it->counts_persons, it->is_integral) : INFINITY;
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
static void narrow(struct audit *audit, size_t area, size_t kind, double low, double high)
{
    size_t cell = area * audit->additive->kind_count + kind;
    bool from_below = low > audit->low[cell] + TOLERANCE, from_above = high < audit->high[cell] - TOLERANCE;
    if (from_below)
        audit->low[cell] = low;
    if (from_above)
        audit->high[cell] = high;
    if (from_below || from_above)
        audit->area_moved[area] = audit->kind_moved[kind] = true;
}

/* One more term. */
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
static void narrow_term(struct audit *audit, const struct bounds *sum, size_t area, size_t kind, int sign)
{
    size_t cell = area * audit->additive->kind_count + kind;
    double least = sign > 0 ? audit->low[cell] : -audit->high[cell];
    double most = sign > 0 ? audit->high[cell] : -audit->low[cell];
    size_t open_low = sum->open_low - (isinf(least) ? 1 : 0), open_high = sum->open_high - (isinf(most) ? 1 : 0);
    double others_low = open_low > 0 ? -INFINITY : sum->low - (isinf(least) ? 0 : least);
    double others_high = open_high > 0 ? INFINITY : sum->high - (isinf(most) ? 0 : most);
    if (sign > 0)
        narrow(audit, area, kind, -others_high, -others_low);
    else
        narrow(audit, area, kind, others_low, others_high);
}

static void narrow_line(struct audit *audit, size_t area, const struct additive_line *line)
{
    const struct additive_term *terms = &audit->additive->terms[line->first];
    size_t first = area * audit->additive->kind_count;
    struct bounds sum = {0, 0, 0, 0};
    for (size_t i = 0; i < line->count; i++)
        add_term(&sum, audit->low[first + terms[i].kind], audit->high[first + terms[i].kind], terms[i].sign);
    for (size_t i = 0; i < line->count; i++)
        narrow_term(audit, &sum, area, terms[i].kind, terms[i].sign);
}

/* Of the kinds in question, all at once: area by area, as they lie in memory. */
static void narrow_columns(struct audit *audit, const uint16_t *kinds, size_t count)
{
    const size_t width = audit->additive->kind_count, city = audit->additive->mahalle_count;
    for (size_t i = 0; i < count; i++)
        audit->sums[i] = (struct bounds){0, 0, 0, 0};
    for (size_t area = 0; area <= city; area++)
        for (size_t i = 0; i < count; i++)
            add_term(&audit->sums[i], audit->low[area * width + kinds[i]], audit->high[area * width + kinds[i]],
                     area < city ? 1 : -1);
    for (size_t area = 0; area <= city; area++)
        for (size_t i = 0; i < count; i++)
            narrow_term(audit, &audit->sums[i], area, kinds[i], area < city ? 1 : -1);
}

static bool take_flag(bool *flag)
{
    bool was = *flag;
    *flag = false;
    return was;
}

/* Says whether there was anything to look at. */
static bool narrow_all(struct audit *audit)
{
    const struct additive *additive = audit->additive;
    bool looked = false;
    for (size_t area = 0; area <= additive->mahalle_count; area++) {
        if (!take_flag(&audit->area_moved[area]))
            continue;
        looked = true;
        for (size_t line = 0; line < additive->line_count; line++)
            narrow_line(audit, area, &additive->lines[line]);
    }
    size_t moved = 0;
    for (size_t kind = 0; kind < additive->kind_count; kind++)
        if (take_flag(&audit->kind_moved[kind]) && additive->kinds[kind].is_published)
            audit->moved[moved++] = (uint16_t)kind;
    narrow_columns(audit, audit->moved, moved);
    return looked || moved > 0;
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
    size_t areas = additive->mahalle_count + 1, cells = areas * additive->kind_count;
    struct audit audit = {.policy = policy,
                          .additive = additive,
                          .low = memory_new(cells, sizeof *audit.low),
                          .high = memory_new(cells, sizeof *audit.high),
                          .area_moved = memory_new(areas, sizeof *audit.area_moved),
                          .kind_moved = memory_new(additive->kind_count, sizeof *audit.kind_moved),
                          .sums = memory_new(additive->kind_count, sizeof *audit.sums),
                          .moved = memory_new(additive->kind_count, sizeof *audit.moved)};
    bool has_all = audit.low != NULL && audit.high != NULL && audit.area_moved != NULL && audit.kind_moved != NULL &&
                   audit.sums != NULL && audit.moved != NULL;
    enum mah_status status = has_all ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < cells; i++)
        read_cell(&audit, i / additive->kind_count, i % additive->kind_count, truth[i]);
    for (size_t area = 0; status == MAH_OK && area < areas; area++)
        audit.area_moved[area] = true;
    for (size_t kind = 0; status == MAH_OK && kind < additive->kind_count; kind++)
        audit.kind_moved[kind] = true;
    for (int round = 0; status == MAH_OK && round < ROUNDS && narrow_all(&audit); round++)
        continue;
    if (status == MAH_OK)
        status = judge(&audit, truth, err);
    memory_free(audit.low);
    memory_free(audit.high);
    memory_free(audit.area_moved);
    memory_free(audit.kind_moved);
    memory_free(audit.sums);
    memory_free(audit.moved);
    return status;
}
