/* How are figures of old areas put onto new ones? */
#include "plan/crosswalk.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const double billionths = 1e9;
static const double most = 9e9; /* what whole billionths can hold */

/* ---- making ---- */

static int by_to(const void *a_, const void *b_)
{
    const struct crosswalk_part *a = a_, *b = b_;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static void list_starts(struct crosswalk *out)
{
    for (size_t k = 0; k < out->part_count; k++) {
        out->to_start[out->parts[k].to + 1]++;
        out->from_start[out->parts[k].from + 1]++;
    }
    for (size_t i = 0; i < out->to_count; i++)
        out->to_start[i + 1] += out->to_start[i];
    for (size_t i = 0; i < out->from_count; i++)
        out->from_start[i + 1] += out->from_start[i];
    for (size_t k = out->part_count; k-- > 0;) /* from the end: each start moves down to where it belongs */
        out->from_parts[--out->from_start[out->parts[k].from + 1]] = k;
    memmove(out->from_start, out->from_start + 1, out->from_count * sizeof *out->from_start);
    out->from_start[out->from_count] = out->part_count;
}

/* Until here `share` holds the shared km2. */
static void find_direct(struct crosswalk *out, const double *from_km2, const double *to_km2, double sliver)
{
    for (size_t to = 0; to < out->to_count; to++) {
        if (out->to_start[to + 1] - out->to_start[to] != 1)
            continue;
        const struct crosswalk_part *part = &out->parts[out->to_start[to]];
        bool is_whole = out->from_start[part->from + 1] - out->from_start[part->from] == 1;
        double differs = from_km2[part->from] + to_km2[to] - 2 * part->share;
        out->direct[to] = is_whole && differs <= sliver * fmin(from_km2[part->from], to_km2[to]);
    }
}

static void make_shares(struct crosswalk *out, const double *from_km2)
{
    for (size_t from = 0; from < out->from_count; from++) {
        size_t begin = out->from_start[from], end = out->from_start[from + 1];
        double sum = 0;
        for (size_t k = begin; k < end; k++)
            sum += out->parts[out->from_parts[k]].share;
        out->outside[from] = begin == end ? 1 : fmax(0, 1 - sum / from_km2[from]);
        for (size_t k = begin; k < end; k++)
            out->parts[out->from_parts[k]].share /= sum;
    }
}

static bool reserve(struct crosswalk *out, size_t parts)
{
    out->parts = memory_new(parts, sizeof *out->parts);
    out->to_start = memory_new(out->to_count + 1, sizeof *out->to_start);
    out->from_start = memory_new(out->from_count + 2, sizeof *out->from_start);
    out->from_parts = memory_new(parts, sizeof *out->from_parts);
    out->direct = memory_new(out->to_count, sizeof *out->direct);
    out->outside = memory_new(out->from_count, sizeof *out->outside);
    return out->parts != NULL && out->to_start != NULL && out->from_start != NULL && out->from_parts != NULL &&
           out->direct != NULL && out->outside != NULL;
}

enum mah_status crosswalk_make(struct crosswalk *out, const struct shared_area *shared, size_t shared_count,
                               const double *from_km2, size_t from_count, const double *to_km2, size_t to_count,
                               double sliver, struct mah_error *err)
{
    *out = (struct crosswalk){.from_count = from_count, .to_count = to_count};
    if (!reserve(out, shared_count)) {
        crosswalk_release(out);
        return mah_no_memory(err);
    }
    for (size_t k = 0; k < shared_count; k++) {
        const struct shared_area *area = &shared[k];
        if (area->km2 > 0 && area->km2 >= sliver * fmin(from_km2[area->from], to_km2[area->to]))
            out->parts[out->part_count++] = (struct crosswalk_part){area->from, area->to, area->km2};
    }
    qsort(out->parts, out->part_count, sizeof *out->parts, by_to);
    list_starts(out);
    find_direct(out, from_km2, to_km2, sliver);
    make_shares(out, from_km2);
    return MAH_OK;
}

void crosswalk_release(struct crosswalk *crosswalk)
{
    memory_free(crosswalk->parts);
    memory_free(crosswalk->to_start);
    memory_free(crosswalk->from_start);
    memory_free(crosswalk->from_parts);
    memory_free(crosswalk->direct);
    memory_free(crosswalk->outside);
    *crosswalk = (struct crosswalk){0};
}

/* ---- applying ---- */

/* What a part gets of the whole billionths of its old area, and what is left of its fraction. */
struct portion {
    size_t part;
    int64_t units;
    double fraction;
};

static int by_fraction(const void *a_, const void *b_)
{
    const struct portion *a = a_, *b = b_;
    if (a->fraction != b->fraction)
        return a->fraction > b->fraction ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

/* Largest remainder (Hamilton); parts of one old area come in the order of the new ones. */
static void share_out(struct portion *portions, const struct crosswalk *crosswalk, size_t from, double value)
{
    size_t begin = crosswalk->from_start[from], count = crosswalk->from_start[from + 1] - begin;
    int64_t units = llround(value * billionths), left = units;
    for (size_t k = 0; k < count; k++) {
        size_t part = crosswalk->from_parts[begin + k];
        double exact = (double)units * crosswalk->parts[part].share;
        portions[k] = (struct portion){part, (int64_t)floor(exact), exact - floor(exact)};
        left -= portions[k].units;
    }
    if (left == 0)
        return;
    qsort(portions, count, sizeof *portions, by_fraction);
    /* Rounding may have given out a little too much; then it is taken back the same way. */
    for (size_t k = 0; left != 0; k = (k + 1) % count) {
        portions[k].units += left > 0 ? 1 : -1;
        left += left > 0 ? -1 : 1;
    }
}

/* A new area that takes all of one old area has its figure, to the last bit. */
static bool takes_one_whole(const struct crosswalk *crosswalk, size_t to)
{
    size_t begin = crosswalk->to_start[to];
    if (crosswalk->to_start[to + 1] - begin != 1)
        return false;
    size_t from = crosswalk->parts[begin].from;
    return crosswalk->from_start[from + 1] - crosswalk->from_start[from] == 1;
}

static void collect(double *out, const struct crosswalk *crosswalk, const double *from, const int64_t *units)
{
    for (size_t to = 0; to < crosswalk->to_count; to++) {
        size_t begin = crosswalk->to_start[to], end = crosswalk->to_start[to + 1];
        int64_t sum = 0;
        bool is_known = begin < end;
        for (size_t k = begin; k < end; k++) {
            is_known = is_known && fabs(from[crosswalk->parts[k].from]) <= most;
            sum += units[k];
        }
        if (takes_one_whole(crosswalk, to))
            out[to] = from[crosswalk->parts[begin].from];
        else
            out[to] = is_known ? (double)sum / billionths : NAN;
    }
}

enum mah_status crosswalk_apply(double *out, const struct crosswalk *crosswalk, const double *from,
                                struct mah_error *err)
{
    int64_t *units = memory_new(crosswalk->part_count, sizeof *units);
    struct portion *portions = memory_new(crosswalk->to_count, sizeof *portions);
    enum mah_status status = units != NULL && portions != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < crosswalk->from_count; i++) {
        size_t count = crosswalk->from_start[i + 1] - crosswalk->from_start[i];
        if (count == 0 || !(fabs(from[i]) <= most))
            continue;
        share_out(portions, crosswalk, i, from[i]);
        for (size_t k = 0; k < count; k++)
            units[portions[k].part] = portions[k].units;
    }
    if (status == MAH_OK)
        collect(out, crosswalk, from, units);
    memory_free(units);
    memory_free(portions);
    return status;
}
