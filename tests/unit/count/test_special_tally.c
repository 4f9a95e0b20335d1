/* Households by what they said of special categories: counted where a file asks, merged, and never wrapped around. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/special_tally.h"

enum { ROWS = 6, MAHALLE = 2 };

static uint8_t reason[ROWS], answers[ROWS][SPECIAL_COUNT];
static int64_t weight[ROWS];
static struct location place[ROWS];

/* Rows 0 to 2 live in the first mahalle, 3 in the second, 4 nowhere; 5 is rejected. To all but the last category they
 * say yes, row 1 no, row 2 nothing. */
static struct checked_batch asked(void)
{
    for (size_t i = 0; i < ROWS; i++) {
        weight[i] = (int64_t)(i + 1) * WEIGHT_ONE;
        reason[i] = i == 5 ? REJECT_BAD_SIZE : REJECT_NONE;
        place[i] = (struct location){.mahalle = i == 4 ? NO_MAHALLE : i == 3};
        memset(answers[i], IS_UNKNOWN, sizeof answers[i]);
        for (int group = 0; group < SPECIAL_ASSOCIATION; group++)
            answers[i][group] = i == 1 ? IS_NO : i == 2 ? IS_UNKNOWN : IS_YES;
    }
    return (struct checked_batch){
        .rows = ROWS, .reason = reason, .weight_nano = weight, .has_special = true, .special = answers};
}

static void expect(const struct special_cells *cells, enum yes_no answer, int64_t households, int64_t records)
{
    for (int group = 0; group < SPECIAL_ASSOCIATION; group++) {
        assert_int_equal(cells->answers[group][answer].nano, households * (int64_t)WEIGHT_ONE);
        assert_int_equal(cells->answers[group][answer].records, records);
    }
    assert_int_equal(cells->answers[SPECIAL_ASSOCIATION][answer].records, 0);
}

static void households_by_answer_and_worker(void **state)
{
    (void)state;
    struct checked_batch batch = asked();
    struct special_cells *first = NULL, *second = NULL;
    assert_int_equal(special_tally_add(&first, MAHALLE, &batch, place, NULL), MAH_OK);
    assert_int_equal(special_tally_add(&second, MAHALLE, &batch, place, NULL), MAH_OK);
    assert_int_equal(special_tally_add(&second, MAHALLE, &batch, place, NULL), MAH_OK);
    expect(&first[0], IS_YES, 1, 1);
    expect(&first[0], IS_NO, 2, 1);
    expect(&first[0], IS_UNKNOWN, 0, 0);
    expect(&first[1], IS_YES, 4, 1);
    assert_int_equal(special_tally_merge(&first, second, MAHALLE, NULL), MAH_OK);
    expect(&first[0], IS_YES, 3, 3);
    expect(&first[0], IS_NO, 6, 3);
    expect(&first[1], IS_YES, 12, 3);
    expect(&first[1], IS_NO, 0, 0);
    memory_free(first);
    memory_free(second);
}

/* Where nobody was asked there is nothing, which is not the same as nobody. */
static void a_file_that_does_not_ask(void **state)
{
    (void)state;
    struct checked_batch batch = asked(), silent = batch;
    silent.has_special = false;
    struct special_cells *none = NULL, *some = NULL;
    assert_int_equal(special_tally_add(&none, MAHALLE, &silent, place, NULL), MAH_OK);
    assert_null(none);
    assert_int_equal(special_tally_merge(&some, none, MAHALLE, NULL), MAH_OK);
    assert_null(some);
    assert_int_equal(special_tally_add(&some, MAHALLE, &batch, place, NULL), MAH_OK);
    assert_int_equal(special_tally_merge(&some, none, MAHALLE, NULL), MAH_OK);
    expect(&some[1], IS_YES, 4, 1);
    assert_int_equal(special_tally_merge(&none, some, MAHALLE, NULL), MAH_OK); /* it is made where another has one */
    expect(&none[0], IS_YES, 1, 1);
    expect(&none[1], IS_YES, 4, 1);
    memory_free(none);
    memory_free(some);
}

static void sums_that_are_too_large_are_refused(void **state)
{
    (void)state;
    struct checked_batch batch = asked();
    struct special_cells *into = NULL, *from = NULL;
    struct mah_error error = {0};
    assert_int_equal(special_tally_add(&into, MAHALLE, &batch, place, NULL), MAH_OK);
    assert_int_equal(special_tally_add(&from, MAHALLE, &batch, place, NULL), MAH_OK);
    into[0].answers[SPECIAL_POOR][IS_YES].nano =
        INT64_MAX - WEIGHT_ONE; /* one household more is the most there can be */
    assert_int_equal(special_tally_merge(&into, from, MAHALLE, &error), MAH_OK);
    assert_int_equal(special_tally_merge(&into, from, MAHALLE, &error), MAH_BAD_DATA);
    assert_non_null(strstr(error.message, "weights"));
    memory_free(into);
    memory_free(from);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct checked_batch batch = asked();
    struct special_cells *none = NULL, *some = NULL;
    assert_int_equal(special_tally_add(&some, MAHALLE, &batch, place, NULL), MAH_OK);
    memory_fail_from(1);
    assert_int_equal(special_tally_add(&none, MAHALLE, &batch, place, NULL), MAH_NO_MEMORY);
    assert_int_equal(special_tally_merge(&none, some, MAHALLE, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    assert_null(none);
    memory_free(some);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(households_by_answer_and_worker),
        cmocka_unit_test(a_file_that_does_not_ask),
        cmocka_unit_test(sums_that_are_too_large_are_refused),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
