/* Priorities by hand: each normalisation, each aggregation, ties, constants, what is missing, and the draws. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/random.h"
#include "plan/priority.h"
#include "plan/rank_keys.h"

enum { ROWS = 5 };

static const struct priority_rules plain = {
    .normalisation = NORMALISE_MINMAX, .aggregation = AGGREGATE_ARITHMETIC, .least_known = 0.7};

static void normalise(double out[ROWS], const double values[ROWS], bool less_is_worse,
                      enum priority_normalisation normalisation, double target, bool *constant)
{
    size_t order[ROWS];
    bool ignored;
    struct priority_column column = {values, 1, less_is_worse, target};
    priority_normalise(out, &column, &plain, normalisation, ROWS, order, constant != NULL ? constant : &ignored);
}

static void check(const double *found, const double *expected)
{
    for (int i = 0; i < ROWS; i++) {
        if (isnan(expected[i]))
            assert_true(isnan(found[i]));
        else
            assert_true(fabs(found[i] - expected[i]) < 1e-12);
    }
}

static void range_becomes_0_to_1(void **state)
{
    (void)state;
    double y[ROWS];
    /* min 2, max 10: (2-2)/8, (4-2)/8, (6-2)/8, (10-2)/8; unknown stays unknown */
    normalise(y, (double[]){2, 4, 6, 10, NAN}, false, NORMALISE_MINMAX, NAN, NULL);
    check(y, (double[]){0, 0.25, 0.5, 1, NAN});
    normalise(y, (double[]){2, 4, 6, 10, NAN}, true, NORMALISE_MINMAX, NAN, NULL);
    check(y, (double[]){1, 0.75, 0.5, 0, NAN});
}

static void deviations_become_sixths(void **state)
{
    (void)state;
    double y[ROWS];
    /* 1, 3, 5, 7: mean 4, squares 9+1+1+9 = 20, deviation sqrt(20/4) = sqrt 5; 0.5 + (x-4)/sqrt 5/6 */
    normalise(y, (double[]){1, 3, 5, 7, NAN}, false, NORMALISE_ZSCORE, NAN, NULL);
    double step = 1 / sqrt(5) / 6;
    check(y, (double[]){0.5 - 3 * step, 0.5 - step, 0.5 + step, 0.5 + 3 * step, NAN});
}

static void ties_share_the_mean_of_their_ranks(void **state)
{
    (void)state;
    double y[ROWS];
    /* ascending ranks 1, 2.5, 2.5, 4 of 4: (r-1)/3 */
    normalise(y, (double[]){8, 3, 3, 1, NAN}, false, NORMALISE_RANK, NAN, NULL);
    check(y, (double[]){1, 0.5, 0.5, 0, NAN});
    normalise(y, (double[]){8, 3, 3, 1, NAN}, true, NORMALISE_RANK, NAN, NULL);
    check(y, (double[]){0, 0.5, 0.5, 1, NAN});
}

static void who_reaches_the_target_needs_nothing(void **state)
{
    (void)state;
    double y[ROWS];
    /* target 0.8, less is worse, farthest 0.4: (0.8-0.4)/0.4, (0.8-0.6)/0.4, reached, reached */
    normalise(y, (double[]){0.4, 0.6, 0.8, 1, NAN}, true, NORMALISE_TARGET, 0.8, NULL);
    check(y, (double[]){1, 0.5, 0, 0, NAN});
    /* target 10, more is worse, farthest 30 */
    normalise(y, (double[]){5, 10, 25, 40, NAN}, false, NORMALISE_TARGET, 10, NULL);
    check(y, (double[]){0, 0, 0.5, 1, NAN});
    normalise(y, (double[]){5, 6, 7, 8, NAN}, false, NORMALISE_TARGET, 10, NULL);
    check(y, (double[]){0, 0, 0, 0, NAN});
}

static void a_constant_tells_nothing(void **state)
{
    (void)state;
    double y[ROWS];
    bool constant = false;
    for (int n = NORMALISE_MINMAX; n <= NORMALISE_TARGET; n++) {
        normalise(y, (double[]){7, 7, 7, NAN, 7}, n % 2 == 0, (enum priority_normalisation)n, 3, &constant);
        check(y, (double[]){0.5, 0.5, 0.5, NAN, 0.5});
        assert_true(constant);
    }
    normalise(y, (double[]){NAN, NAN, NAN, NAN, NAN}, false, NORMALISE_RANK, 3, &constant);
    check(y, (double[]){NAN, NAN, NAN, NAN, NAN});
    assert_false(constant);
}

static void extremes_are_cut_before_the_range(void **state)
{
    (void)state;
    double y[ROWS];
    size_t order[ROWS];
    bool constant;
    struct priority_rules rules = plain;
    rules.winsorise = true;
    rules.low = 0.25;
    rules.high = 0.75;
    /* quantiles of 0, 1, 2, 3, 100 (type 7): places 1 and 3, so 1 and 3; cut: 1, 1, 2, 3, 3 */
    const double values[ROWS] = {100, 3, 2, 1, 0};
    struct priority_column column = {values, 1, false, NAN};
    priority_normalise(y, &column, &rules, NORMALISE_MINMAX, ROWS, order, &constant);
    check(y, (double[]){1, 1, 0.5, 0, 0});
    priority_normalise(y, &column, &rules, NORMALISE_RANK, ROWS, order, &constant); /* ranks need no cutting */
    check(y, (double[]){1, 0.75, 0.5, 0.25, 0});
    assert_true(fabs(priority_quantile((double[]){0, 10}, 2, 0.05) - 0.5) < 1e-12);
    assert_true(fabs(priority_quantile((double[]){4}, 1, 0.95) - 4) < 1e-12);
}

static void arithmetic_scores_and_shared_places(void **state)
{
    (void)state;
    /* weights 3 and 1: 0.75 and 0.25. y of the first 0, 0.5, 0.5, 1, 1; of the second, less is worse, 1, 0, 0, 0.5, 0.
     * scores: 0.25, 0.375, 0.375, 0.875, 0.75 */
    const double first[ROWS] = {0, 5, 5, 10, 10}, second[ROWS] = {0, 4, 4, 2, 4};
    struct priority_column columns[] = {{first, 3, false, NAN}, {second, 1, true, NAN}};
    struct priority_table table = {columns, 2, ROWS, plain};
    struct priority_scores scores;
    assert_int_equal(priority_score(&scores, &table, NULL), MAH_OK);
    check(scores.score, (double[]){0.25, 0.375, 0.375, 0.875, 0.75});
    check(scores.rank, (double[]){5, 3.5, 3.5, 1, 2});
    const int64_t places[ROWS] = {5, 3, 3, 1, 2};
    assert_memory_equal(scores.place, places, sizeof places);
    assert_true(fabs(scores.weights[0] - 0.75) < 1e-12);
    priority_scores_release(&scores);
}

static void geometric_scores_do_not_make_up(void **state)
{
    (void)state;
    /* equal weights: sqrt of (0.01 + 0.99 a)(0.01 + 0.99 b), in steps of 1e-6 */
    const double first[ROWS] = {0, 10, 5, 0, 10}, second[ROWS] = {10, 0, 5, 0, 10};
    struct priority_column columns[] = {{first, 1, false, NAN}, {second, 1, false, NAN}};
    struct priority_table table = {columns, 2, ROWS, plain};
    struct priority_scores scores;
    table.rules.aggregation = AGGREGATE_GEOMETRIC;
    assert_int_equal(priority_score(&scores, &table, NULL), MAH_OK);
    check(scores.score, (double[]){0.1, 0.1, 0.505, 0.01, 1});
    priority_scores_release(&scores);
}

static void little_known_has_no_rank(void **state)
{
    (void)state;
    /* weights 0.7, 0.2, 0.1: the first alone is just enough; without it nothing is */
    const double first[ROWS] = {0, 10, NAN, 4, NAN}, second[ROWS] = {0, NAN, 1, NAN, NAN},
                 third[ROWS] = {1, NAN, 0, 1, NAN};
    struct priority_column columns[] = {{first, 7, false, NAN}, {second, 2, false, NAN}, {third, 1, false, NAN}};
    struct priority_table table = {columns, 3, ROWS, plain};
    struct priority_scores scores;
    assert_int_equal(priority_score(&scores, &table, NULL), MAH_OK);
    check(scores.known, (double[]){1, 0.7, 0.3, 0.8, 0});
    /* (0.7*0 + 0.2*0 + 0.1*1)/1, 0.7*1/0.7, none, (0.7*0.4 + 0.1*1)/0.8, none */
    check(scores.score, (double[]){0.1, 1, NAN, 0.475, NAN});
    assert_int_equal(scores.place[2], 0);
    assert_int_equal(scores.known_count, 3);
    priority_scores_release(&scores);
}

static void nothing_to_rank_is_no_error(void **state)
{
    (void)state;
    struct priority_scores scores;
    struct priority_draws draws;
    const double one[1] = {3};
    struct priority_column column = {one, 1, false, NAN};
    struct priority_table none = {NULL, 0, ROWS, plain}, single = {&column, 1, 1, plain},
                          empty = {&column, 1, 0, plain};
    const struct priority_table *tables[] = {&none, &single, &empty};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(priority_score(&scores, tables[i], NULL), MAH_OK);
        assert_int_equal(scores.known_count, i == 1);
        assert_int_equal(priority_draw(&draws, tables[i], &scores, 100, 1, 10, 2, NULL), MAH_OK);
        if (i == 1)
            assert_true(scores.score[0] == 0.5 && draws.low[0] == 1 && draws.high[0] == 1 && draws.share_top[0] == 1);
        priority_draws_release(&draws);
        priority_scores_release(&scores);
    }
}

/* ---- draws ---- */

enum { MANY = 60, INDICATORS = 6, DRAWS = 400 };

static void fill(double values[INDICATORS][MANY], struct priority_column *columns)
{
    struct random_stream stream;
    random_start(&stream, 7, 0);
    for (int k = 0; k < INDICATORS; k++) {
        for (int i = 0; i < MANY; i++)
            values[k][i] = random_below(&stream, 12) == 0 ? NAN : floor(100 * random_unit(&stream));
        columns[k] = (struct priority_column){values[k], 1 + k % 3, k % 2 == 0, NAN};
    }
}

static void draws_depend_on_the_seed_alone(void **state)
{
    (void)state;
    double values[INDICATORS][MANY];
    struct priority_column columns[INDICATORS];
    struct priority_scores scores;
    struct priority_draws one, two, other;
    fill(values, columns);
    struct priority_table table = {columns, INDICATORS, MANY, plain};
    assert_int_equal(priority_score(&scores, &table, NULL), MAH_OK);
    assert_int_equal(priority_draw(&one, &table, &scores, DRAWS, 1, 10, 1, NULL), MAH_OK);
    assert_int_equal(priority_draw(&two, &table, &scores, DRAWS, 1, 10, 3, NULL), MAH_OK);
    assert_int_equal(priority_draw(&other, &table, &scores, DRAWS, 2, 10, 3, NULL), MAH_OK);
    assert_memory_equal(one.low, two.low, sizeof values[0]);
    assert_memory_equal(one.high, two.high, sizeof values[0]);
    assert_memory_equal(one.shift, two.shift, sizeof values[0]);
    assert_memory_equal(one.share_top, two.share_top, sizeof values[0]);
    assert_memory_not_equal(one.shift, other.shift, sizeof values[0]);
    double top = 0;
    for (int i = 0; i < MANY; i++) {
        if (scores.place[i] == 0) {
            assert_true(isnan(one.low[i]) && isnan(one.share_top[i]));
            continue;
        }
        assert_true(one.low[i] >= 1 && one.low[i] <= one.median[i] && one.median[i] <= one.high[i]);
        assert_true(one.high[i] <= (double)scores.known_count);
        top += one.share_top[i];
    }
    assert_true(fabs(top - 10) < 0.2); /* ten of each draw, but where a tie stands on the edge */
    priority_draws_release(&one);
    priority_draws_release(&two);
    priority_draws_release(&other);
    priority_scores_release(&scores);
}

static void who_is_worst_in_everything_is_always_first(void **state)
{
    (void)state;
    const double first[ROWS] = {9, 1, 2, 3, 4}, second[ROWS] = {90, 40, 30, 20, 10};
    struct priority_column columns[] = {{first, 1, false, NAN}, {second, 1, false, NAN}};
    struct priority_table table = {columns, 2, ROWS, plain};
    struct priority_scores scores;
    struct priority_draws draws;
    assert_int_equal(priority_score(&scores, &table, NULL), MAH_OK);
    assert_int_equal(priority_draw(&draws, &table, &scores, 500, 3, 1, 2, NULL), MAH_OK);
    assert_true(draws.low[0] == 1 && draws.high[0] == 1 && draws.share_top[0] == 1 && draws.shift[0] == 0);
    assert_true(draws.high[1] - draws.low[1] >= 2); /* the others go opposite ways: their order hangs on the weights */
    priority_draws_release(&draws);
    priority_scores_release(&scores);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    double values[INDICATORS][MANY];
    struct priority_column columns[INDICATORS];
    fill(values, columns);
    struct priority_table table = {columns, INDICATORS, MANY, plain};
    for (size_t n = 1; n < 200; n++) {
        struct priority_scores scores;
        struct priority_draws draws = {0};
        memory_fail_from(n);
        enum mah_status status = priority_score(&scores, &table, NULL);
        if (status == MAH_OK)
            status = priority_draw(&draws, &table, &scores, 20, 1, 10, 2, NULL);
        memory_fail_from(0);
        priority_draws_release(&draws);
        priority_scores_release(&scores);
        if (status == MAH_OK) {
            assert_true(n > 20);
            return;
        }
        assert_int_equal(status, MAH_NO_MEMORY);
    }
    fail();
}

static void keys_come_in_order(void **state)
{
    (void)state;
    struct ranked_key keys[500], spare[500];
    struct random_stream stream;
    random_start(&stream, 11, 4);
    for (uint32_t i = 0; i < 500; i++)
        keys[i] = (struct ranked_key){(uint32_t)random_next(&stream) >> (i % 3 * 9), i};
    keys[7].key = keys[3].key = UINT32_MAX;
    ranked_keys_sort(keys, spare, 500, UINT32_MAX);
    for (size_t i = 1; i < 500; i++)
        assert_true(keys[i - 1].key < keys[i].key || (keys[i - 1].key == keys[i].key && keys[i - 1].row < keys[i].row));
}

static void chance_has_the_moments_it_should(void **state)
{
    (void)state;
    enum { N = 40000 };
    static const double shapes[] = {0.3, 1, 4.5};
    struct random_stream stream;
    random_start(&stream, 5, 9);
    for (int s = 0; s < 3; s++) { /* gamma: mean and variance are both the shape */
        double sum = 0, squares = 0;
        for (int i = 0; i < N; i++) {
            double x = random_gamma(&stream, shapes[s]);
            assert_true(x >= 0);
            sum += x;
            squares += x * x;
        }
        double mean = sum / N, variance = squares / N - mean * mean;
        assert_true(fabs(mean - shapes[s]) < 5 * sqrt(shapes[s] / N));
        assert_true(fabs(variance - shapes[s]) < 0.12 * shapes[s] + 0.02);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(range_becomes_0_to_1),
        cmocka_unit_test(deviations_become_sixths),
        cmocka_unit_test(ties_share_the_mean_of_their_ranks),
        cmocka_unit_test(who_reaches_the_target_needs_nothing),
        cmocka_unit_test(a_constant_tells_nothing),
        cmocka_unit_test(extremes_are_cut_before_the_range),
        cmocka_unit_test(arithmetic_scores_and_shared_places),
        cmocka_unit_test(geometric_scores_do_not_make_up),
        cmocka_unit_test(little_known_has_no_rank),
        cmocka_unit_test(nothing_to_rank_is_no_error),
        cmocka_unit_test(draws_depend_on_the_seed_alone),
        cmocka_unit_test(who_is_worst_in_everything_is_always_first),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(keys_come_in_order),
        cmocka_unit_test(chance_has_the_moments_it_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
