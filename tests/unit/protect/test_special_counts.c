/* What may be told of a special category: no count, and no difference of published ones, below twenty on either side.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "protect/special_counts.h"

static const struct policy public = {.profile = PROFILE_PUBLIC, .round_to = 5},
                           internal = {.profile = PROFILE_INTERNAL}, secure = {.profile = PROFILE_SECURE};

static struct special_count count_of(double yes, double no)
{
    return (struct special_count){.yes = yes, .no = no, .yes_records = (int64_t)yes, .no_records = (int64_t)no};
}

static void sum_up(struct special_count *counts, size_t ilce_count)
{
    counts[ilce_count] = (struct special_count){0};
    for (size_t i = 0; i < ilce_count; i++) {
        counts[ilce_count].yes += counts[i].yes;
        counts[ilce_count].no += counts[i].no;
        counts[ilce_count].yes_records += counts[i].yes_records;
        counts[ilce_count].no_records += counts[i].no_records;
    }
}

static void test_one_ilce(void **unused)
{
    (void)unused;
    static const struct {
        double yes, no;
        enum count_state state;
    } cases[] = {{20, 20, COUNT_KNOWN},
                 {19, 200, COUNT_SUPPRESSED_SMALL},
                 {0, 200, COUNT_SUPPRESSED_SMALL},
                 {200, 19, COUNT_SUPPRESSED_COMPLEMENT},
                 {200, 0, COUNT_SUPPRESSED_COMPLEMENT},
                 {0, 0, COUNT_NOT_ASKED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct special_count counts[2] = {count_of(cases[i].yes, cases[i].no)};
        sum_up(counts, 1);
        special_counts_judge(counts, 1, &public);
        assert_int_equal(counts[0].state, cases[i].state);
        assert_int_equal(counts[1].state, cases[i].state);
        special_counts_judge(counts, 1, &secure);
        assert_int_equal(counts[0].state, cases[i].state == COUNT_NOT_ASKED ? COUNT_NOT_ASKED : COUNT_KNOWN);
    }
}

/* Weights make many of few: the records are asked, too. */
static void test_records(void **unused)
{
    (void)unused;
    struct special_count counts[2] = {{.yes = 500, .no = 500, .yes_records = 19, .no_records = 100}};
    sum_up(counts, 1);
    special_counts_judge(counts, 1, &public);
    assert_int_equal(counts[0].state, COUNT_SUPPRESSED_SMALL);
    counts[0].yes_records = 100;
    counts[0].no_records = 19;
    special_counts_judge(counts, 1, &internal);
    assert_int_equal(counts[0].state, COUNT_SUPPRESSED_COMPLEMENT);
}

/* The attacker: city less what is shown. */
static void test_differences(void **unused)
{
    (void)unused;
    uint64_t state = 1;
    size_t shown_cities = 0, hidden_cities = 0;
    for (int round = 0; round < 100000; round++) {
        struct special_count counts[6], rest = {0};
        size_t ilce_count = 1 + (size_t)round % 5, hidden = 0;
        for (size_t i = 0; i < ilce_count; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            counts[i] = count_of((double)(state >> 33) / (1u << 26), (double)(state >> 40 & 63));
        }
        sum_up(counts, ilce_count);
        special_counts_judge(counts, ilce_count, &internal);
        for (size_t i = 0; i < ilce_count; i++) {
            if (counts[i].state <= COUNT_NOT_ASKED)
                continue;
            hidden++;
            rest.yes += counts[i].yes;
            rest.no += counts[i].no;
            rest.yes_records += counts[i].yes_records;
            rest.no_records += counts[i].no_records;
        }
        if (counts[ilce_count].state != COUNT_KNOWN) {
            hidden_cities++;
            continue;
        }
        shown_cities++;
        assert_true(hidden != 1);
        if (hidden > 0)
            assert_true(rest.yes >= SPECIAL_LEAST && rest.no >= SPECIAL_LEAST && rest.yes_records >= SPECIAL_LEAST &&
                        rest.no_records >= SPECIAL_LEAST);
    }
    assert_true(shown_cities > 1000 && hidden_cities > 1000);
}

/* By ilçe and for the city, from the answers of each mahalle; without ilçe the city alone. */
static void test_sums(void **unused)
{
    (void)unused;
    struct special_cells cells[3] = {0};
    size_t ilce_of[3] = {1, 0, 1};
    struct counts counts = {.mahalle_count = 3, .special = cells};
    struct need_areas areas = {.mahalle_count = 3, .ilce_count = 2, .ilce_of = ilce_of};
    for (int64_t i = 0; i < 3; i++) {
        cells[i].answers[SPECIAL_POOR][IS_YES] = (struct tally_cell){(20 + i) * (int64_t)WEIGHT_ONE, 30 + i};
        cells[i].answers[SPECIAL_POOR][IS_NO] = (struct tally_cell){(40 + 2 * i) * (int64_t)WEIGHT_ONE, 50 + i};
        cells[i].answers[SPECIAL_ROMA][IS_YES] = (struct tally_cell){1000 * (int64_t)WEIGHT_ONE, 1000};
    }
    static const struct special_count expected[3] = {
        {21, 42, 31, 51, COUNT_KNOWN}, {42, 84, 62, 102, COUNT_KNOWN}, {63, 126, 93, 153, COUNT_KNOWN}};
    for (size_t ilce_count = 2;; ilce_count -= 2) {
        struct special_count *sums = NULL;
        areas.ilce_count = ilce_count;
        assert_int_equal(special_counts_new(&sums, &counts, &areas, SPECIAL_POOR, &public, NULL), MAH_OK);
        for (size_t i = 0; i <= ilce_count; i++) {
            const struct special_count *want = &expected[ilce_count == 0 ? 2 : i];
            assert_true(sums[i].yes == want->yes && sums[i].no == want->no);
            assert_int_equal(sums[i].yes_records, want->yes_records);
            assert_int_equal(sums[i].no_records, want->no_records);
            assert_int_equal(sums[i].state, want->state);
        }
        memory_free(sums);
        if (ilce_count == 0)
            break;
    }
    struct special_count *none = NULL;
    memory_fail_from(1);
    assert_int_equal(special_counts_new(&none, &counts, &areas, SPECIAL_POOR, &public, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    assert_null(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_ilce), cmocka_unit_test(test_records),
                                       cmocka_unit_test(test_differences), cmocka_unit_test(test_sums)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
