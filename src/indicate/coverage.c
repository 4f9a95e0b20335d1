/* Who has a service within reach, and how far is it? */
#include "indicate/coverage.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "indicate/rising_order.h"

__extension__ typedef __int128 wide;

/* What is summed up of one group in one area. */
struct sums {
    int64_t known_nano, covered_nano, finite_nano, unknown_nano;
    int64_t known_records, covered_records, unknown_records;
    wide distance;       /* persons in 1e-9 times micrometres */
    int64_t walked_nano; /* finite persons up to the current distance */
};

/* One type on its way, by one worker. */
struct type_work {
    const struct reach_store *store;
    const struct coverage_type *type;
    size_t index, mahalle_count;
    struct sums (*sums)[REACH_GROUPS]; /* mahalle and the city */
    struct coverage *coverage;
    bool target_asked;
};

static void add_known(struct sums *sums, int64_t persons, float distance_m, double radius_m)
{
    sums->known_nano += persons;
    sums->known_records++;
    if ((double)distance_m <= radius_m) {
        sums->covered_nano += persons;
        sums->covered_records++;
    }
    if (isinf(distance_m))
        return;
    sums->finite_nano += persons;
    sums->distance += (wide)persons * llround((double)distance_m * 1e6);
}

static void add_row(struct type_work *work, size_t area, const int64_t persons[REACH_GROUPS], float distance_m)
{
    for (size_t g = 0; g < REACH_GROUPS; g++) {
        struct sums *sums = &work->sums[area][g];
        if (persons[g] <= 0)
            continue;
        if (!isnan(distance_m)) {
            add_known(sums, persons[g], distance_m, work->type->radius_m);
        } else {
            sums->unknown_nano += persons[g];
            sums->unknown_records++;
        }
    }
}

static void sum_rows(struct type_work *work)
{
    for (size_t i = 0; i < work->store->count; i++) {
        const struct reach_row *row = reach_store_row(work->store, i);
        float distance_m = reach_store_distance_m(work->store, i, work->index);
        int64_t persons[REACH_GROUPS];
        reach_row_persons(row, work->type->target.bands, work->type->target.is_all, persons);
        work->target_asked |= persons[REACH_TARGET] >= 0;
        add_row(work, row->mahalle, persons, distance_m);
        add_row(work, work->mahalle_count, persons, distance_m);
    }
}

/* Sets the quantiles that the group reaches at this distance. */
static void walk(struct group_coverage *group, struct sums *sums, int64_t persons, float distance_m)
{
    if (persons <= 0)
        return;
    sums->walked_nano += persons;
    if (!group->median_m.known && (wide)sums->walked_nano * 2 >= sums->finite_nano)
        group->median_m = rate_of((double)distance_m);
    if (!group->p90_m.known && (wide)sums->walked_nano * 10 >= (wide)sums->finite_nano * 9)
        group->p90_m = rate_of((double)distance_m);
}

static void walk_rows(struct type_work *work, const struct rising_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct reach_row *row = reach_store_row(work->store, rows[i].row);
        int64_t persons[REACH_GROUPS];
        reach_row_persons(row, work->type->target.bands, work->type->target.is_all, persons);
        for (size_t g = 0; g < REACH_GROUPS; g++) {
            const size_t areas[] = {row->mahalle, work->mahalle_count};
            for (size_t a = 0; a < 2; a++)
                walk(coverage_cell(work->coverage, areas[a], work->index, (enum reach_group)g),
                     &work->sums[areas[a]][g], persons[g], rows[i].distance_m);
        }
    }
}

static struct count count_of(int64_t nano, int64_t records)
{
    return (struct count){.value = (double)nano / WEIGHT_ONE, .records = records, .state = COUNT_KNOWN};
}

/* Where no distance is known of anybody there is, covered and uncovered are unknown, not zero. */
static void fill_cell(struct group_coverage *group, const struct sums *sums, bool has_radius)
{
    const struct count not_asked = {.state = COUNT_NOT_ASKED};
    bool is_asked = has_radius && (sums->known_records > 0 || sums->unknown_records == 0);
    group->pop = count_of(sums->known_nano + sums->unknown_nano, sums->known_records + sums->unknown_records);
    group->known = count_of(sums->known_nano, sums->known_records);
    group->unknown = count_of(sums->unknown_nano, sums->unknown_records);
    group->covered = is_asked ? count_of(sums->covered_nano, sums->covered_records) : not_asked;
    group->uncovered =
        is_asked ? count_of(sums->known_nano - sums->covered_nano, sums->known_records - sums->covered_records)
                 : not_asked;
    if (sums->finite_nano > 0)
        group->mean_m = rate_of((double)((long double)sums->distance / (long double)sums->finite_nano) * 1e-6);
}

static void fill_cells(struct type_work *work)
{
    const struct count not_asked = {.state = COUNT_NOT_ASKED};
    bool has_radius = !isnan(work->type->radius_m);
    for (size_t area = 0; area <= work->mahalle_count; area++) {
        for (size_t g = 0; g < REACH_GROUPS; g++) {
            struct group_coverage *group = coverage_cell(work->coverage, area, work->index, (enum reach_group)g);
            fill_cell(group, &work->sums[area][g], has_radius);
            if (g == REACH_TARGET && !work->target_asked)
                *group = (struct group_coverage){not_asked, not_asked,    not_asked,    not_asked,
                                                 not_asked, rate_unknown, rate_unknown, rate_unknown};
        }
    }
}

static enum mah_status cover_type(struct type_work *work, struct mah_error *err)
{
    struct rising_row *rows = NULL;
    size_t count = 0;
    work->sums = memory_new(work->mahalle_count + 1, sizeof *work->sums);
    if (work->sums == NULL)
        return mah_no_memory(err);
    sum_rows(work);
    enum mah_status status = rising_order_new(&rows, &count, work->store, work->index, err);
    if (status == MAH_OK) {
        walk_rows(work, rows, count);
        fill_cells(work);
    }
    memory_free(rows);
    memory_free(work->sums);
    return status;
}

/* Workers take the types in turn: each writes the cells of its own types only. */
struct all_types {
    const struct reach_store *store;
    const struct coverage_type *types;
    size_t mahalle_count, workers;
    struct coverage *coverage;
};

static enum mah_status cover_types(void *shared, size_t worker, struct mah_error *err)
{
    const struct all_types *all = shared;
    enum mah_status status = MAH_OK;
    for (size_t t = worker; status == MAH_OK && t < all->coverage->type_count; t += all->workers) {
        struct type_work work = {.store = all->store,
                                 .type = &all->types[t],
                                 .index = t,
                                 .mahalle_count = all->mahalle_count,
                                 .coverage = all->coverage};
        status = cover_type(&work, err);
    }
    return status;
}

static enum mah_status reserve(struct coverage **out, size_t area_count, size_t type_count, struct mah_error *err)
{
    struct coverage *coverage = memory_new(1, sizeof *coverage);
    if (coverage == NULL)
        return mah_no_memory(err);
    coverage->area_count = area_count;
    coverage->type_count = type_count;
    coverage->cells = memory_new(area_count * type_count, sizeof *coverage->cells);
    if (coverage->cells == NULL && area_count * type_count > 0) {
        memory_free(coverage);
        return mah_no_memory(err);
    }
    *out = coverage;
    return MAH_OK;
}

enum mah_status coverage_new(struct coverage **out, const struct reach_store *store, size_t mahalle_count,
                             const struct coverage_type *types, size_t threads, struct mah_error *err)
{
    struct coverage *coverage = NULL;
    enum mah_status status = reserve(&coverage, mahalle_count + 1, store->type_count, err);
    if (status != MAH_OK)
        return status;
    size_t workers = threads < store->type_count ? threads : store->type_count;
    struct all_types all = {store, types, mahalle_count, workers, coverage};
    if (workers > 0)
        status = workers_run(workers, cover_types, &all, err);
    if (status != MAH_OK) {
        coverage_free(coverage);
        return status;
    }
    *out = coverage;
    return MAH_OK;
}

enum mah_status coverage_copy(struct coverage **out, const struct coverage *coverage, struct mah_error *err)
{
    enum mah_status status = reserve(out, coverage->area_count, coverage->type_count, err);
    if (status == MAH_OK && coverage->area_count * coverage->type_count > 0)
        memcpy((*out)->cells, coverage->cells, coverage->area_count * coverage->type_count * sizeof *coverage->cells);
    return status;
}

void coverage_free(struct coverage *coverage)
{
    if (coverage == NULL)
        return;
    memory_free(coverage->cells);
    memory_free(coverage);
}

struct rate coverage_share(const struct group_coverage *group)
{
    struct rate covered = count_rate(&group->covered);
    return rate_divide(covered, rate_add(covered, count_rate(&group->uncovered)));
}

struct rate coverage_gap_points(const struct group_coverage *settled, const struct group_coverage *recent)
{
    struct rate gap = rate_subtract(coverage_share(settled), coverage_share(recent));
    return gap.known ? rate_of(gap.value * 100) : gap;
}

struct rate coverage_equity_ratio(const struct group_coverage *settled, const struct group_coverage *recent)
{
    return rate_divide(coverage_share(recent), coverage_share(settled));
}
