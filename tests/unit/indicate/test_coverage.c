/* Coverage: who is within reach, by hand and against a slow way to count the same. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "indicate/coverage.h"

/* A household: persons, of whom so many are recent; children of 6 to 9; metres to the school. */
struct home {
    uint32_t mahalle;
    int persons, recent;
    int pupils; /* -1: not answered */
    bool class_known;
    float distance_m;
};

static const struct target_group pupils_6_9 = {.bands = 1U << 2};

static void add(struct reach_store *store, const struct home *home)
{
    struct reach_row *row = NULL;
    float *distance_m = NULL;
    assert_int_equal(reach_store_add(store, &row, &distance_m, NULL), MAH_OK);
    *row = (struct reach_row){.weight_nano = WEIGHT_ONE,
                              .recent_nano = (int64_t)home->recent * WEIGHT_ONE,
                              .mahalle = home->mahalle,
                              .grid_cell = NO_GRID_CELL,
                              .size = (uint8_t)home->persons,
                              .class_known = home->class_known};
    memset(row->ages, 0, sizeof row->ages);
    row->ages[2] = home->pupils < 0 ? AGE_UNKNOWN : (uint8_t)home->pupils;
    *distance_m = home->distance_m;
}

static struct reach_store *store_of(const struct home *homes, size_t count)
{
    struct reach_store *store = NULL;
    assert_int_equal(reach_store_new(&store, 1, NULL), MAH_OK);
    for (size_t i = 0; i < count; i++)
        add(store, &homes[i]);
    return store;
}

static struct coverage *cover(const struct reach_store *store, size_t mahalle, double radius_m)
{
    struct coverage *coverage = NULL;
    struct coverage_type type = {radius_m, pupils_6_9};
    assert_int_equal(coverage_new(&coverage, store, mahalle, &type, 2, NULL), MAH_OK);
    return coverage;
}

static void near(double value, double expected)
{
    assert_true(fabs(value - expected) < 1e-9 * (1 + fabs(expected)));
}

/* One mahalle: 4 recent migrants at 600 m, 3 settled at 100 m, 2 settled at exactly 500 m, 1 of unknown class far off.
 */
static const struct home street[] = {
    {0, 4, 4, 2, true, 600},
    {0, 3, 0, 0, true, 100},
    {0, 2, 0, 1, true, 500},
    {0, 1, 0, -1, false, 2000},
};

static void a_street_by_hand(void **state)
{
    (void)state;
    struct reach_store *store = store_of(street, 4);
    struct coverage *coverage = cover(store, 1, 500);
    const struct group_coverage *all = coverage_cell(coverage, 0, 0, REACH_ALL);
    near(all->pop.value, 10);
    near(all->covered.value, 5); /* the radius itself is within reach */
    near(all->uncovered.value, 5);
    assert_int_equal(all->covered.records, 2);
    assert_int_equal(all->uncovered.records, 2);
    near(coverage_share(all).value, 0.5);
    near(all->mean_m.value, (4 * 600 + 3 * 100 + 2 * 500 + 2000) / 10.0);
    near(all->median_m.value, 500); /* 3 persons up to 100 m, 5 up to 500 m */
    near(all->p90_m.value, 600);    /* 9 of 10 persons up to 600 m */
    const struct group_coverage *recent = coverage_cell(coverage, 0, 0, REACH_RECENT);
    const struct group_coverage *settled = coverage_cell(coverage, 0, 0, REACH_SETTLED);
    near(coverage_share(recent).value, 0);
    near(coverage_share(settled).value, 1);
    near(settled->pop.value, 5); /* who is of unknown class is not settled */
    assert_true(coverage_gap_points(rate_of(0.53), rate_of(0.55)).value == -2);
    near(coverage_gap_points(rate_of(0.5), rate_of(0.123456789)).value, 37.6543211);
    near(coverage_gap_points(coverage_share(settled), coverage_share(recent)).value, 100);
    near(coverage_equity_ratio(coverage_share(settled), coverage_share(recent)).value, 0);
    const struct group_coverage *target = coverage_cell(coverage, 0, 0, REACH_TARGET);
    near(target->pop.value, 3); /* the household that gave no ages is no pupil and no other */
    near(target->covered.value, 1);
    coverage_free(coverage);
    reach_store_free(store);
}

static void no_facility_at_all(void **state)
{
    (void)state;
    const struct home homes[] = {{0, 4, 0, 0, true, INFINITY}, {0, 2, 0, 0, true, INFINITY}};
    struct reach_store *store = store_of(homes, 2);
    struct coverage *coverage = cover(store, 1, 500);
    const struct group_coverage *all = coverage_cell(coverage, 0, 0, REACH_ALL);
    near(coverage_share(all).value, 0);
    near(all->uncovered.value, 6);
    assert_false(all->mean_m.known);
    assert_false(all->median_m.known);
    assert_false(all->p90_m.known);
    coverage_free(coverage);
    reach_store_free(store);
}

static void a_distance_not_known_is_in_neither(void **state)
{
    (void)state;
    const struct home homes[] = {{0, 4, 0, 0, true, NAN}, {0, 1, 0, 0, true, 10}};
    struct reach_store *store = store_of(homes, 2);
    struct coverage *coverage = cover(store, 1, 500);
    const struct group_coverage *all = coverage_cell(coverage, 0, 0, REACH_ALL);
    near(all->pop.value, 5);
    near(all->unknown.value, 4);
    near(all->known.value, 1);
    near(coverage_share(all).value, 1);
    near(all->median_m.value, 10);
    coverage_free(coverage);
    reach_store_free(store);
}

/* Where no distance is known, nobody is said to be covered or not: unknown is not zero. Nobody at all is zero. */
static void no_distance_known_is_no_coverage(void **state)
{
    (void)state;
    const struct home homes[] = {{0, 4, 4, 0, true, NAN}, {0, 2, 0, 0, true, 10}, {1, 3, 0, 0, true, NAN}};
    struct reach_store *store = store_of(homes, 3);
    struct coverage *coverage = cover(store, 3, 500);
    const struct group_coverage *recent = coverage_cell(coverage, 0, 0, REACH_RECENT);
    const struct group_coverage *second = coverage_cell(coverage, 1, 0, REACH_ALL);
    assert_int_equal(recent->covered.state, COUNT_NOT_ASKED);
    assert_int_equal(recent->uncovered.state, COUNT_NOT_ASKED);
    near(recent->unknown.value, 4);
    near(coverage_cell(coverage, 0, 0, REACH_ALL)->covered.value, 2);
    assert_int_equal(second->covered.state, COUNT_NOT_ASKED);
    near(second->pop.value, 3);
    assert_int_equal(coverage_cell(coverage, 2, 0, REACH_ALL)->uncovered.state, COUNT_KNOWN); /* an empty mahalle */
    near(coverage_cell(coverage, 2, 0, REACH_ALL)->uncovered.value, 0);
    coverage_free(coverage);
    reach_store_free(store);
}

/* A survey: each household stands for others, and of a year on the edge only a part is recent (fraction rule). */
static void weights_and_shares_of_a_year(void **state)
{
    (void)state;
    const struct home homes[] = {{0, 3, 0, 1, true, 100}, {0, 4, 0, 2, true, 900}, {0, 5, 0, 1, false, 100}};
    const int64_t weights[] = {123456789, 2 * (int64_t)WEIGHT_ONE, 500000001};
    struct reach_store *store = store_of(homes, 3);
    for (size_t i = 0; i < 3; i++)
        store->rows[0][i].weight_nano = weights[i];
    store->rows[0][1].recent_nano = 3 * (int64_t)WEIGHT_ONE; /* 4 migrants x 2 x 0.375 of the year */
    struct coverage *coverage = cover(store, 1, 500);
    const struct group_coverage *groups = coverage_cell(coverage, 0, 0, REACH_ALL);
    near(groups[REACH_ALL].pop.value, 3 * 0.123456789 + 8 + 5 * 0.500000001);
    near(groups[REACH_ALL].covered.value, 3 * 0.123456789 + 5 * 0.500000001);
    near(groups[REACH_RECENT].pop.value, 3);
    near(groups[REACH_RECENT].uncovered.value, 3);
    near(groups[REACH_SETTLED].pop.value, 3 * 0.123456789 + 5); /* movers and long-term, too; not the unknown */
    near(groups[REACH_TARGET].covered.value, 0.123456789 + 0.500000001);
    near(groups[REACH_ALL].median_m.value, 900);
    near(groups[REACH_ALL].mean_m.value,
         (100 * (3 * 0.123456789 + 5 * 0.500000001) + 900 * 8) / (8 + 3 * 0.123456789 + 5 * 0.500000001));
    assert_int_equal(groups[REACH_RECENT].pop.records, 1);
    coverage_free(coverage);
    reach_store_free(store);
}

/* The most that a tally lets through: 92 households of 100 persons that stand for a million each, far away. */
static void the_largest_sums_fit(void **state)
{
    (void)state;
    enum { HEAVY = 92 };
    struct reach_store *store = NULL;
    assert_int_equal(reach_store_new(&store, 1, NULL), MAH_OK);
    const struct home home = {0, 100, 0, 0, true, 2e7F};
    for (size_t i = 0; i < HEAVY; i++) {
        add(store, &home);
        store->rows[0][i].weight_nano = (int64_t)1000000 * WEIGHT_ONE;
    }
    struct coverage *coverage = cover(store, 1, 500);
    const struct group_coverage *all = coverage_cell(coverage, 1, 0, REACH_ALL);
    near(all->uncovered.value, 9.2e9);
    near(all->mean_m.value, 2e7);
    near(all->p90_m.value, 2e7);
    coverage_free(coverage);
    reach_store_free(store);
}

static void without_a_radius_only_distances(void **state)
{
    (void)state;
    struct reach_store *store = store_of(street, 4);
    struct coverage *coverage = cover(store, 1, NAN);
    const struct group_coverage *all = coverage_cell(coverage, 0, 0, REACH_ALL);
    assert_int_equal(all->covered.state, COUNT_NOT_ASKED);
    assert_int_equal(all->uncovered.state, COUNT_NOT_ASKED);
    assert_false(coverage_share(all).known);
    near(all->median_m.value, 500);
    coverage_free(coverage);
    reach_store_free(store);
}

static void ages_nobody_told(void **state)
{
    (void)state;
    const struct home homes[] = {{0, 4, 0, -1, true, 10}};
    struct reach_store *store = store_of(homes, 1);
    struct coverage *coverage = cover(store, 1, 500);
    assert_int_equal(coverage_cell(coverage, 0, 0, REACH_TARGET)->pop.state, COUNT_NOT_ASKED);
    coverage_free(coverage);
    reach_store_free(store);
}

static void an_empty_store(void **state)
{
    (void)state;
    struct reach_store *store = store_of(NULL, 0);
    struct coverage *coverage = cover(store, 2, 500);
    for (size_t area = 0; area < 3; area++) {
        near(coverage_cell(coverage, area, 0, REACH_ALL)->pop.value, 0);
        assert_false(coverage_share(coverage_cell(coverage, area, 0, REACH_ALL)).known);
    }
    coverage_free(coverage);
    reach_store_free(store);
}

/* ---- against the slow way ---- */

enum { HOMES = 20000, MAHALLE = 7 };

static uint64_t chance(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static struct home *random_homes(uint64_t seed)
{
    struct home *homes = calloc(HOMES, sizeof *homes);
    assert_non_null(homes);
    for (size_t i = 0; i < HOMES; i++) {
        int persons = (int)(chance(&seed) % 8) + 1;
        bool is_recent = chance(&seed) % 5 == 0;
        homes[i] = (struct home){.mahalle = (uint32_t)(chance(&seed) % (MAHALLE - 1)), /* the last one stays empty */
                                 .persons = persons,
                                 .recent = is_recent ? persons : 0,
                                 .pupils = chance(&seed) % 9 == 0 ? -1 : (int)(chance(&seed) % (unsigned)persons),
                                 .class_known = is_recent || chance(&seed) % 10 != 0,
                                 .distance_m = (float)(chance(&seed) % 4000) / 2};
        if (chance(&seed) % 20 == 0)
            homes[i].distance_m = NAN;
    }
    return homes;
}

static int64_t persons_of(const struct home *home, enum reach_group group)
{
    switch (group) {
    case REACH_RECENT:
        return home->recent;
    case REACH_SETTLED:
        return home->class_known ? home->persons - home->recent : 0;
    case REACH_TARGET:
        return home->pupils > 0 ? home->pupils : 0;
    default:
        return home->persons;
    }
}

/* The smallest distance at which the persons up to it are q of all: every household's distance is tried. */
static double slow_quantile(const struct home *homes, size_t area, enum reach_group group, int64_t part, int64_t parts)
{
    double best = INFINITY;
    int64_t total = 0;
    for (size_t i = 0; i < HOMES; i++)
        if (!isnan(homes[i].distance_m) && (area == MAHALLE || homes[i].mahalle == area))
            total += persons_of(&homes[i], group);
    for (int half_metres = 0; half_metres < 4000; half_metres++) {
        int64_t sum = 0;
        for (size_t i = 0; i < HOMES && total > 0; i++)
            if ((double)homes[i].distance_m * 2 <= half_metres && (area == MAHALLE || homes[i].mahalle == area))
                sum += persons_of(&homes[i], group);
        if (total > 0 && sum * parts >= total * part) {
            best = half_metres / 2.0;
            break;
        }
    }
    return best;
}

static void compare(const struct home *homes, const struct coverage *coverage, size_t area, enum reach_group group)
{
    const struct group_coverage *cell = coverage_cell(coverage, area, 0, group);
    int64_t covered = 0, uncovered = 0, unknown = 0;
    double sum = 0;
    for (size_t i = 0; i < HOMES; i++) {
        if (area != MAHALLE && homes[i].mahalle != area)
            continue;
        int64_t persons = persons_of(&homes[i], group);
        if (isnan(homes[i].distance_m)) {
            unknown += persons;
            continue;
        }
        *((double)homes[i].distance_m <= 700 ? &covered : &uncovered) += persons;
        sum += (double)persons * (double)homes[i].distance_m;
    }
    near(cell->covered.value, (double)covered);
    near(cell->uncovered.value, (double)uncovered);
    near(cell->unknown.value, (double)unknown);
    assert_int_equal(cell->mean_m.known, covered + uncovered > 0);
    if (covered + uncovered > 0)
        near(cell->mean_m.value, sum / (double)(covered + uncovered));
}

static void the_slow_way_agrees(void **state)
{
    (void)state;
    struct home *homes = random_homes(20251231);
    struct reach_store *store = store_of(homes, HOMES);
    struct coverage *coverage = cover(store, MAHALLE, 700);
    for (size_t area = 0; area <= MAHALLE; area++)
        for (int group = 0; group < REACH_GROUPS; group++)
            compare(homes, coverage, area, (enum reach_group)group);
    const size_t areas[] = {0, MAHALLE};
    for (size_t a = 0; a < 2; a++) {
        for (int group = 0; group < REACH_GROUPS; group += 3) {
            const struct group_coverage *cell = coverage_cell(coverage, areas[a], 0, (enum reach_group)group);
            near(cell->median_m.value, slow_quantile(homes, areas[a], (enum reach_group)group, 1, 2));
            near(cell->p90_m.value, slow_quantile(homes, areas[a], (enum reach_group)group, 9, 10));
        }
    }
    assert_false(coverage_cell(coverage, MAHALLE - 1, 0, REACH_ALL)->median_m.known);
    coverage_free(coverage);
    reach_store_free(store);
    free(homes);
}

/* To the last digit. Field by field: the bytes between them have no value. */
static void same_count(struct count a, struct count b)
{
    assert_true(a.value == b.value || (isnan(a.value) && isnan(b.value)));
    assert_int_equal(a.records, b.records);
    assert_int_equal(a.state, b.state);
}

static void same_rate(struct rate a, struct rate b)
{
    assert_true(a.value == b.value || (isnan(a.value) && isnan(b.value)));
    assert_int_equal(a.known, b.known);
}

static void same_figures(const struct group_coverage *a, const struct group_coverage *b)
{
    same_count(a->pop, b->pop);
    same_count(a->known, b->known);
    same_count(a->unknown, b->unknown);
    same_count(a->covered, b->covered);
    same_count(a->uncovered, b->uncovered);
    same_rate(a->mean_m, b->mean_m);
    same_rate(a->median_m, b->median_m);
    same_rate(a->p90_m, b->p90_m);
}

/* Which worker met which household is left to chance: the figures may not know. */
static void the_order_does_not_matter(void **state)
{
    (void)state;
    struct home *homes = random_homes(7);
    struct reach_store *forward = store_of(homes, HOMES), *half = store_of(homes + HOMES / 2, HOMES / 2);
    struct reach_store *first = store_of(homes, HOMES / 2);
    assert_int_equal(reach_store_take(half, first, NULL), MAH_OK);
    assert_int_equal(half->count, HOMES);
    struct coverage *one = cover(forward, MAHALLE, 700), *other = cover(half, MAHALLE, 700);
    for (size_t area = 0; area <= MAHALLE; area++)
        for (int group = 0; group < REACH_GROUPS; group++)
            same_figures(&one->cells[area][group], &other->cells[area][group]);
    coverage_free(one);
    coverage_free(other);
    reach_store_free(forward);
    reach_store_free(half);
    reach_store_free(first);
    free(homes);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct reach_store *store = store_of(street, 4);
    struct coverage_type type = {500, pupils_6_9};
    for (size_t n = 1;; n++) {
        struct coverage *coverage = NULL;
        memory_fail_from(n);
        enum mah_status status = coverage_new(&coverage, store, 1, &type, 1, NULL);
        memory_fail_from(0);
        coverage_free(coverage);
        if (status == MAH_OK)
            break;
        assert_int_equal(status, MAH_NO_MEMORY);
    }
    reach_store_free(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_street_by_hand),
        cmocka_unit_test(no_facility_at_all),
        cmocka_unit_test(a_distance_not_known_is_in_neither),
        cmocka_unit_test(no_distance_known_is_no_coverage),
        cmocka_unit_test(weights_and_shares_of_a_year),
        cmocka_unit_test(the_largest_sums_fit),
        cmocka_unit_test(without_a_radius_only_distances),
        cmocka_unit_test(ages_nobody_told),
        cmocka_unit_test(an_empty_store),
        cmocka_unit_test(the_slow_way_agrees),
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
