/* Coverage on a machine that starts no further thread: the one there is must count every type of service. */
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "indicate/coverage.h"

/* In place of the system's: no thread may be started. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    (void)thread, (void)attributes, (void)start, (void)argument;
    return EAGAIN;
}

static void one_thread_counts_all_types(void **state)
{
    (void)state;
    enum { TYPES = 5 };
    struct coverage_type types[TYPES];
    struct reach_store *store = NULL;
    struct reach_row *row = NULL;
    float *distance_m = NULL;
    struct coverage *coverage = NULL;
    assert_int_equal(reach_store_new(&store, TYPES, NULL), MAH_OK);
    assert_int_equal(reach_store_add(store, &row, &distance_m, NULL), MAH_OK);
    *row = (struct reach_row){.weight_nano = WEIGHT_ONE, .grid_cell = NO_GRID_CELL, .size = 4};
    for (size_t t = 0; t < TYPES; t++) {
        types[t] = (struct coverage_type){.radius_m = 500, .target = {.is_all = true}};
        distance_m[t] = 100 * (float)(t + 1);
    }
    assert_int_equal(coverage_new(&coverage, store, 1, types, 4, NULL), MAH_OK);
    for (size_t t = 0; t < TYPES; t++) {
        const struct group_coverage *all = coverage_cell(coverage, 0, t, REACH_ALL);
        assert_true(all->covered.value == 4);
        assert_true(all->median_m.known && all->median_m.value == 100 * (double)(t + 1));
    }
    coverage_free(coverage);
    reach_store_free(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_thread_counts_all_types)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
