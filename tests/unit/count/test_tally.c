/* Counting: every member in one class, in any order, by any number of workers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/books.h"
#include "count/tally.h"

enum { ROWS = 6, MOST_ROWS = 16 };

/* A batch whose arrays live here; a test may ask for more rows than six. */
struct batch_of_six {
    uint8_t reason[MOST_ROWS], arrival_class[MOST_ROWS], cohort[MOST_ROWS], tenure[MOST_ROWS], building[MOST_ROWS];
    bool has_position[MOST_ROWS], ambiguous[MOST_ROWS];
    struct point position[MOST_ROWS];
    int64_t weight[MOST_ROWS];
    int32_t size[MOST_ROWS], recent_members[MOST_ROWS], ppb[MOST_ROWS], migrants[MOST_ROWS];
    int16_t year[MOST_ROWS], origin[MOST_ROWS], ages[MOST_ROWS][AGE_BANDS];
    int8_t lifetime[MOST_ROWS];
    uint8_t rooms[MOST_ROWS], needed_rooms[MOST_ROWS], durable[MOST_ROWS], network[MOST_ROWS][NETWORK_COUNT];
    struct location location[MOST_ROWS];
    struct checked_batch batch;
};

static void fill(struct batch_of_six *six)
{
    memset(six, 0, sizeof *six);
    six->batch = (struct checked_batch){.rows = ROWS,
                                        .reason = six->reason,
                                        .has_position = six->has_position,
                                        .position = six->position,
                                        .weight_nano = six->weight,
                                        .size = six->size,
                                        .recent_members = six->recent_members,
                                        .recent_ppb = six->ppb,
                                        .migrants = six->migrants,
                                        .arrival_class = six->arrival_class,
                                        .cohort = six->cohort,
                                        .arrival_year = six->year,
                                        .origin = six->origin,
                                        .lifetime = six->lifetime,
                                        .tenure = six->tenure,
                                        .building = six->building,
                                        .ages = six->ages,
                                        .ambiguous_arrival = six->ambiguous,
                                        .rooms = six->rooms,
                                        .needed_rooms = six->needed_rooms,
                                        .durable = six->durable,
                                        .network = six->network};
    for (size_t i = 0; i < MOST_ROWS; i++) {
        six->weight[i] = WEIGHT_ONE;
        six->size[i] = 4;
        six->migrants[i] = -1;
        six->lifetime[i] = -1;
        six->cohort[i] = COHORT_UNKNOWN;
        six->location[i] = (struct location){.mahalle = 0};
    }
    six->arrival_class[0] = CLASS_RECENT; /* four recent members */
    six->recent_members[0] = 4;
    six->ppb[0] = WEIGHT_ONE;
    six->arrival_class[1] = CLASS_RECENT; /* three migrants, one native spouse; half of the window's year */
    six->recent_members[1] = 3;
    six->migrants[1] = 3;
    six->ppb[1] = WEIGHT_ONE / 2;
    six->arrival_class[2] = CLASS_LONG_TERM;
    six->arrival_class[3] = CLASS_NATIVE;
    six->arrival_class[4] = CLASS_UNKNOWN;
    six->arrival_class[5] = CLASS_MOVER;
}

/* Some rows ahead of the one that is added memory is asked for; at the end of a batch there are none. */
static void a_batch_that_fills_its_memory(void **state)
{
    (void)state;
    struct batch_of_six six;
    struct tally *tally = NULL;
    fill(&six);
    six.batch.rows = MOST_ROWS;
    for (size_t i = 0; i < MOST_ROWS; i++)
        six.location[i].mahalle = (int32_t)(i % 3);
    assert_int_equal(tally_new(&tally, 3, NULL), MAH_OK);
    assert_int_equal(tally_add_batch(tally, &six.batch, six.location, NULL), MAH_OK);
    assert_int_equal(tally->records[0], 6);
    assert_int_equal(tally->records[1], 5);
    assert_int_equal(tally->records[2], 5);
    tally_free(tally);
}

static double value(const struct tally *tally, size_t mahalle, enum measure measure)
{
    return (double)tally_cell(tally, mahalle, measure)->nano / WEIGHT_ONE;
}

static void every_member_is_in_one_class(void **state)
{
    (void)state;
    struct batch_of_six six;
    struct tally *tally = NULL;
    fill(&six);
    assert_int_equal(tally_new(&tally, 1, NULL), MAH_OK);
    assert_int_equal(tally_add_batch(tally, &six.batch, six.location, NULL), MAH_OK);
    assert_true(value(tally, 0, MEASURE_PERSONS) == 24);
    assert_true(value(tally, 0, MEASURE_RECENT) == 5.5);
    assert_true(value(tally, 0, MEASURE_LONG_TERM) == 5.5);
    assert_true(value(tally, 0, MEASURE_NATIVE) == 5);
    assert_true(value(tally, 0, MEASURE_CLASS_UNKNOWN) == 4);
    assert_true(value(tally, 0, MEASURE_MOVER) == 4);
    assert_true(value(tally, 0, MEASURE_RECENT_HOUSEHOLDS) == 1.5);
    assert_int_equal(tally->records[0], 6);
    assert_int_equal(tally_cell(tally, 0, MEASURE_RECENT)->records, 2);
    struct origin_cell *origins = NULL;
    size_t origin_count = 0;
    assert_int_equal(origin_tally_list(&origins, &origin_count, &tally->origins, NULL), MAH_OK);
    assert_int_equal(origin_count, 1); /* and exactly as many recent migrants by origin as in all */
    assert_int_equal(origins[0].recent_nano, tally_cell(tally, 0, MEASURE_RECENT)->nano);
    memory_free(origins);
    tally_free(tally);
}

/* Whoever migrated came in a year; natives, movers and members of unknown arrival did not. */
static void years_of_arrival_hold_recent_and_long_term_migrants(void **state)
{
    (void)state;
    struct batch_of_six six;
    struct tally *tally = NULL;
    fill(&six);
    for (size_t i = 0; i < ROWS; i++)
        six.year[i] = (int16_t)(2020 + i);
    assert_int_equal(tally_new(&tally, 1, NULL), MAH_OK);
    assert_int_equal(tally_add_batch(tally, &six.batch, six.location, NULL), MAH_OK);
    const struct arrival_years *years = &tally->arrivals.mahalle[0];
    assert_int_equal(years->first, 2020);
    static const int persons[] = {4, 3, 4, 0, 0, 0}; /* three of the second household, one of whom is native */
    int64_t sum = 0;
    for (size_t i = 0; i < ROWS; i++) {
        assert_int_equal(years->cells[i].nano, (int64_t)persons[i] * WEIGHT_ONE);
        assert_int_equal(years->cells[i].records, persons[i] > 0);
        sum += years->cells[i].nano;
    }
    assert_int_equal(sum, tally_cell(tally, 0, MEASURE_RECENT)->nano + tally_cell(tally, 0, MEASURE_LONG_TERM)->nano);
    tally_free(tally);
}

static void rejected_and_homeless_rows_are_not_counted(void **state)
{
    (void)state;
    struct batch_of_six six;
    struct tally *tally = NULL;
    fill(&six);
    six.reason[0] = REJECT_BAD_SIZE;
    six.location[1].mahalle = NO_MAHALLE;
    assert_int_equal(tally_new(&tally, 1, NULL), MAH_OK);
    assert_int_equal(tally_add_batch(tally, &six.batch, six.location, NULL), MAH_OK);
    assert_int_equal(tally->records[0], 4);
    assert_true(value(tally, 0, MEASURE_RECENT) == 0);
    tally_free(tally);
}

static void two_workers_count_as_one(void **state)
{
    (void)state;
    struct batch_of_six six;
    struct tally *one = NULL, *first = NULL, *second = NULL;
    fill(&six);
    for (size_t i = 0; i < ROWS; i++) {
        six.weight[i] =
            (int64_t)(i + 1) * 100000001; /* 0.100000001 ...: sums of such doubles would depend on the order */
        six.location[i].mahalle = (int32_t)(i % 2);
        six.origin[i] = (int16_t)(i % 3);
        six.year[i] = (int16_t)(1985 + 12 * i);
        six.ages[i][i] = (int16_t)i;
    }
    assert_int_equal(tally_new(&one, 2, NULL), MAH_OK);
    assert_int_equal(tally_new(&first, 2, NULL), MAH_OK);
    assert_int_equal(tally_new(&second, 2, NULL), MAH_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tally_add_batch(one, &six.batch, six.location, NULL), MAH_OK);
        assert_int_equal(tally_add_batch(i == 1 ? first : second, &six.batch, six.location, NULL), MAH_OK);
    }
    assert_int_equal(tally_merge(first, second, NULL), MAH_OK);
    assert_memory_equal(one->cells, first->cells, 2 * MEASURE_COUNT * sizeof *one->cells);
    assert_memory_equal(one->records, first->records, 2 * sizeof *one->records);
    assert_memory_equal(one->living, first->living, 2 * sizeof *one->living);
    assert_memory_equal(one->age_answers, first->age_answers, sizeof one->age_answers);
    for (size_t m = 0; m < 2; m++) {
        const struct arrival_years *all = &one->arrivals.mahalle[m], *merged = &first->arrivals.mahalle[m];
        assert_true(all->count > 0);
        assert_int_equal(all->first, merged->first);
        assert_int_equal(all->count, merged->count);
        assert_memory_equal(all->cells, merged->cells, all->count * sizeof *all->cells);
    }
    struct origin_cell *a = NULL, *b = NULL;
    size_t a_count, b_count;
    assert_int_equal(origin_tally_list(&a, &a_count, &one->origins, NULL), MAH_OK);
    assert_int_equal(origin_tally_list(&b, &b_count, &first->origins, NULL), MAH_OK);
    assert_int_equal(a_count, b_count);
    assert_memory_equal(a, b, a_count * sizeof *a);
    int64_t recent_records = 0;
    for (size_t i = 0; i < a_count; i++)
        recent_records += a[i].recent_records;
    assert_int_equal(recent_records, 3 * 2); /* two of the six households have recent migrants */
    memory_free(a);
    memory_free(b);
    tally_free(one);
    tally_free(first);
    tally_free(second);
}

static void sums_that_are_too_large_are_refused(void **state)
{
    (void)state;
    struct batch_of_six six;
    struct tally *tally = NULL;
    struct mah_error error = {0};
    fill(&six);
    for (size_t i = 0; i < ROWS; i++) {
        six.weight[i] = (int64_t)1000000 * WEIGHT_ONE;
        six.size[i] = 100;
    }
    assert_int_equal(tally_new(&tally, 1, NULL), MAH_OK);
    enum mah_status status = MAH_OK;
    for (int i = 0; status == MAH_OK && i < 100; i++)
        status = tally_add_batch(tally, &six.batch, six.location, &error);
    assert_int_equal(status, MAH_BAD_DATA);
    assert_non_null(strstr(error.message, "weights"));
    tally_free(tally);
}

static void merged_sums_that_are_too_large_are_refused(void **state)
{
    (void)state;
    struct tally *into = NULL, *from = NULL;
    struct mah_error error = {0};
    assert_int_equal(tally_new(&into, 1, NULL), MAH_OK);
    assert_int_equal(tally_new(&from, 1, NULL), MAH_OK);
    into->cells[MEASURE_PERSONS].nano = from->cells[MEASURE_PERSONS].nano = INT64_MAX / 2 + 1;
    assert_int_equal(tally_merge(into, from, &error), MAH_BAD_DATA);
    assert_non_null(strstr(error.message, "weights"));
    tally_free(into);
    tally_free(from);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    for (size_t nth = 1; nth <= 6; nth++) {
        struct tally *tally = NULL;
        memory_fail_from(nth);
        assert_int_equal(tally_new(&tally, 10, NULL), MAH_NO_MEMORY);
        memory_fail_from(0);
        assert_null(tally);
    }
}

static void books_that_do_not_balance_fail(void **state)
{
    (void)state;
    struct mah_error error = {0};
    char name[] = "haneler.csv";
    struct source_books source = {.name = name, .read = 10, .located = 8};
    struct books books = {&source, 1};
    source.quarantined_by[REJECT_OUTSIDE] = 2;
    assert_int_equal(books_balance(&books, 8, &error), MAH_OK);
    assert_int_equal(books_balance(&books, 7, &error), MAH_FAILED);
    source.read = 11;
    assert_int_equal(books_balance(&books, 8, &error), MAH_FAILED);
    assert_non_null(strstr(error.message, "'haneler.csv'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_of_arrival_hold_recent_and_long_term_migrants),
        cmocka_unit_test(every_member_is_in_one_class),
        cmocka_unit_test(rejected_and_homeless_rows_are_not_counted),
        cmocka_unit_test(a_batch_that_fills_its_memory),
        cmocka_unit_test(two_workers_count_as_one),
        cmocka_unit_test(sums_that_are_too_large_are_refused),
        cmocka_unit_test(merged_sums_that_are_too_large_are_refused),
        cmocka_unit_test(running_out_of_memory),
        cmocka_unit_test(books_that_do_not_balance_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
