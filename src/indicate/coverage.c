/* Who has a service within reach, and how far is it? */
#include "indicate/coverage.h"

#include <math.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "base/workers.h"
#include "indicate/distance_crowd.h"
#include "indicate/rising_order.h"

__extension__ typedef __int128 wide;

/* What is summed up of one group in one area. */
struct sums {
    int64_t known_nano, covered_nano, finite_nano, unknown_nano;
    int64_t known_records, covered_records, unknown_records;
    wide distance; /* persons in 1e-9 times micrometres */
};

/* A group of an area on its walk through the households in rising distance. */
struct walk {
    int64_t persons_nano; /* passed so far */
    int64_t next_nano;    /* where something is to be done: half of the persons, then nine tenths, then never */
    double mean_m;
    struct mean_pulls pulls;
};

/* One type on its way, by one worker. */
struct type_work {
    const struct reach_store *store;
    const struct coverage_type *type;
    size_t index, mahalle_count;
    struct sums (*sums)[REACH_GROUPS];  /* mahalle and the city */
    struct walk (*walks)[REACH_GROUPS]; /* the same */
    struct coverage *coverage;
    bool target_asked;
};

/* A household's way to the nearest facility of the type. */
struct way {
    float distance_m;
    int64_t micrometres; /* of a finite distance */
};

static void add_known(struct sums *sums, int64_t persons, const struct way *way, double radius_m)
{
    sums->known_nano += persons;
    sums->known_records++;
    if ((double)way->distance_m <= radius_m) {
        sums->covered_nano += persons;
        sums->covered_records++;
    }
    if (isinf(way->distance_m))
        return;
    sums->finite_nano += persons;
    sums->distance += (wide)persons * way->micrometres;
}

static void add_row(struct type_work *work, size_t area, const int64_t persons[REACH_GROUPS], float distance_m)
{
    const struct way way = {distance_m, isfinite(distance_m) ? llround((double)distance_m * 1e6) : 0};
    for (size_t g = 0; g < REACH_GROUPS; g++) {
        struct sums *sums = &work->sums[area][g];
        if (persons[g] <= 0)
            continue;
        if (!isnan(distance_m)) {
            add_known(sums, persons[g], &way, work->type->radius_m);
        } else {
            sums->unknown_nano += persons[g];
            sums->unknown_records++;
        }
    }
}

static void add_sums(struct sums *into, const struct sums *from)
{
    into->known_nano += from->known_nano;
    into->covered_nano += from->covered_nano;
    into->finite_nano += from->finite_nano;
    into->unknown_nano += from->unknown_nano;
    into->known_records += from->known_records;
    into->covered_records += from->covered_records;
    into->unknown_records += from->unknown_records;
    into->distance += from->distance;
}

static void sum_rows(struct type_work *work)
{
    for (size_t i = 0; i < work->store->count; i++) {
        const struct reach_row *row = reach_store_row(work->store, i);
        int64_t persons[REACH_GROUPS];
        reach_row_persons(row, work->type->target.bands, work->type->target.is_all, persons);
        work->target_asked |= persons[REACH_TARGET] >= 0;
        add_row(work, row->mahalle, persons, reach_store_distance_m(work->store, i, work->index));
    }
    for (size_t area = 0; area < work->mahalle_count; area++) {
        for (size_t g = 0; g < REACH_GROUPS; g++)
            add_sums(&work->sums[work->mahalle_count][g], &work->sums[area][g]);
    }
}

/* ---- quantiles ---- */

/* The fewest persons that are this many tenths of all. */
static int64_t tenths_of(int64_t persons, int tenths)
{
    return (int64_t)(((wide)persons * tenths + 9) / 10);
}

/* Sets the quantiles that the group reaches at this distance. */
static void reach_quantiles(struct group_coverage *group, struct walk *walk, int64_t finite_nano, float distance_m)
{
    if (!group->median_m.known)
        group->median_m = rate_of((double)distance_m);
    walk->next_nano = tenths_of(finite_nano, 9);
    if (walk->persons_nano < walk->next_nano)
        return;
    group->p90_m = rate_of((double)distance_m);
    walk->next_nano = INT64_MAX;
}

static void walk_row(struct type_work *work, size_t area, const int64_t persons[REACH_GROUPS], float distance_m)
{
    for (size_t g = 0; g < REACH_GROUPS; g++) {
        struct walk *walk = &work->walks[area][g];
        if (persons[g] <= 0)
            continue;
        walk->persons_nano += persons[g];
        mean_pulls_add(&walk->pulls, persons[g], (double)distance_m - walk->mean_m);
        if (walk->persons_nano >= walk->next_nano)
            reach_quantiles(coverage_cell(work->coverage, area, work->index, (enum reach_group)g), walk,
                            work->sums[area][g].finite_nano, distance_m);
    }
}

static double mean_of(const struct sums *sums)
{
    return (double)((long double)sums->distance / (long double)sums->finite_nano) * 1e-6;
}

static void begin_walks(struct type_work *work)
{
    for (size_t area = 0; area <= work->mahalle_count; area++) {
        for (size_t g = 0; g < REACH_GROUPS; g++) {
            const struct sums *sums = &work->sums[area][g];
            int64_t all = sums->finite_nano;
            work->walks[area][g] = (struct walk){.next_nano = all > 0 ? tenths_of(all, 5) : INT64_MAX,
                                                 .mean_m = all > 0 ? mean_of(sums) : 0};
        }
    }
}

/* The households lie anywhere in memory, so that they are asked for some steps ahead. */
enum { ROWS_AHEAD = 16 };

static void walk_rows(struct type_work *work, const struct rising_row *rows, size_t count)
{
    begin_walks(work);
    for (size_t i = 0; i < count; i++) {
        if (i + ROWS_AHEAD < count)
            __builtin_prefetch(reach_store_row(work->store, rows[i + ROWS_AHEAD].row));
        const struct reach_row *row = reach_store_row(work->store, rows[i].row);
        int64_t persons[REACH_GROUPS];
        reach_row_persons(row, work->type->target.bands, work->type->target.is_all, persons);
        walk_row(work, row->mahalle, persons, rows[i].distance_m);
        walk_row(work, work->mahalle_count, persons, rows[i].distance_m);
    }
}

/* Of a group that lives at one place the mean is the distance of each of it: a mean is told no more closely than a
 * quantile would be there. */
static void find_steps(struct group_coverage *group, const float *rising, size_t count, size_t stride)
{
    if (group->median_m.known)
        group->median_step_m = distance_crowd_step_m(rising, count, stride, group->median_m.value);
    if (group->p90_m.known)
        group->p90_step_m = distance_crowd_step_m(rising, count, stride, group->p90_m.value);
    float crowd_m = group->mean_m.known ? distance_crowd_step_m(rising, count, stride, group->mean_m.value) : 0;
    group->mean_step_m = crowd_m > 0 && group->mean_step_m > 0 ? fmaxf(group->mean_step_m, crowd_m) : 0;
}

/* Where everybody is meant a distance says only that somebody lives there. */
static bool is_everybody(const struct type_work *work, int group)
{
    return group == REACH_ALL || (group == REACH_TARGET && work->type->target.is_all);
}

/* All households of an area are the crowd, whatever the group. */
static enum mah_status find_crowds(struct type_work *work, const struct rising_row *rows, size_t count,
                                   struct mah_error *err)
{
    struct area_distances distances;
    enum mah_status status = area_distances_new(&distances, rows, count, work->store, work->mahalle_count, err);
    for (size_t area = 0; status == MAH_OK && area <= work->mahalle_count; area++)
        for (int g = 0; g < REACH_GROUPS; g++) {
            struct group_coverage *group = coverage_cell(work->coverage, area, work->index, (enum reach_group)g);
            bool is_city = area == work->mahalle_count;
            group->mean_step_m = mean_pulls_step_m(&work->walks[area][g].pulls, work->sums[area][g].finite_nano);
            if (is_everybody(work, g))
                group->median_step_m = group->p90_step_m = DISTANCE_LEAST_STEP_M;
            else if (is_city)
                find_steps(group, count > 0 ? &rows[0].distance_m : NULL, count, sizeof *rows);
            else
                find_steps(group, distances.distance_m + distances.start[area],
                           distances.start[area + 1] - distances.start[area], sizeof *distances.distance_m);
        }
    if (status == MAH_OK)
        area_distances_release(&distances);
    return status;
}

/* ---- one type ---- */

/* Where no distance is known of anybody there is, covered and uncovered are unknown, not zero. */
static void fill_cell(struct group_coverage *group, const struct sums *sums, bool has_radius)
{
    const struct count not_asked = {.state = COUNT_NOT_ASKED};
    bool is_asked = has_radius && (sums->known_records > 0 || sums->unknown_records == 0);
    group->pop = count_of_nano(sums->known_nano + sums->unknown_nano, sums->known_records + sums->unknown_records);
    group->known = count_of_nano(sums->known_nano, sums->known_records);
    group->unknown = count_of_nano(sums->unknown_nano, sums->unknown_records);
    group->covered = is_asked ? count_of_nano(sums->covered_nano, sums->covered_records) : not_asked;
    group->uncovered =
        is_asked ? count_of_nano(sums->known_nano - sums->covered_nano, sums->known_records - sums->covered_records)
                 : not_asked;
    if (sums->finite_nano > 0)
        group->mean_m = rate_of(mean_of(sums));
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
                *group =
                    (struct group_coverage){not_asked,    not_asked,    not_asked, not_asked, not_asked, rate_unknown,
                                            rate_unknown, rate_unknown, 0,         0,         0};
        }
    }
}

static enum mah_status cover_type(struct type_work *work, struct mah_error *err)
{
    struct rising_row *rows = NULL;
    size_t count = 0;
    work->sums = memory_new(work->mahalle_count + 1, sizeof *work->sums);
    work->walks = memory_new(work->mahalle_count + 1, sizeof *work->walks);
    enum mah_status status = work->sums != NULL && work->walks != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK) {
        sum_rows(work);
        status = rising_order_new(&rows, &count, work->store, work->index, err);
    }
    if (status == MAH_OK) {
        walk_rows(work, rows, count);
        fill_cells(work);
        status = find_crowds(work, rows, count, err);
    }
    memory_free(rows);
    memory_free(work->sums);
    memory_free(work->walks);
    return status;
}

/* Workers take the types in turn: each writes the cells of its own types only. */
struct all_types {
    const struct reach_store *store;
    const struct coverage_type *types;
    size_t mahalle_count;
    struct coverage *coverage;
    atomic_size_t next; /* type that no worker has taken yet */
};

static enum mah_status cover_types(void *shared, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct all_types *all = shared;
    enum mah_status status = MAH_OK;
    size_t t;
    while (status == MAH_OK && (t = atomic_fetch_add(&all->next, 1)) < all->coverage->type_count) {
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
    struct all_types all = {.store = store, .types = types, .mahalle_count = mahalle_count, .coverage = coverage};
    if (workers > 0)
        status = workers_run(workers, cover_types, &all, err);
    if (status != MAH_OK) {
        coverage_free(coverage);
        return status;
    }
    *out = coverage;
    return MAH_OK;
}

static struct rate to_step(struct rate distance_m, float step_m)
{
    return step_m > 0 ? rate_round_to_step(distance_m, (double)step_m) : rate_unknown;
}

void coverage_coarsen_distances(struct group_coverage *group, bool is_shown)
{
    group->mean_m = is_shown ? to_step(group->mean_m, group->mean_step_m) : rate_unknown;
    group->median_m = is_shown ? to_step(group->median_m, group->median_step_m) : rate_unknown;
    group->p90_m = is_shown ? to_step(group->p90_m, group->p90_step_m) : rate_unknown;
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

struct rate coverage_gap_points(struct rate settled_share, struct rate recent_share)
{
    /* A difference keeps the noise of its last binary digits: 0.53 and 0.55 are 2 points apart, not 2.0000000000000018.
     */
    static const double noise = 1e-9;
    struct rate gap = rate_subtract(settled_share, recent_share);
    double points = 100 * gap.value, whole = nearbyint(points);
    return gap.known ? rate_of(fabs(points - whole) < noise ? whole : points) : gap;
}

struct rate coverage_equity_ratio(struct rate settled_share, struct rate recent_share)
{
    return rate_divide(recent_share, settled_share);
}
