/* How many persons, how heavy, how old? */
#include "judged_rows.h"

static void household_sizes(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(
        &project,
        "hh_size\n4\n4.0\n4,0\n#6\n1\n100\n0\n101\n-2\n3.5\n\n-\nüç\n#0\n#2.5\n9999\n99999\n#1e300\n4 kişi\nyok\n");
    static const int32_t sizes[] = {4, 4, 4, 6, 1, 100};
    for (size_t row = 0; row < 6; row++) {
        assert_reason(rows, row, REJECT_NONE);
        assert_int_equal(rows->out->size[row], sizes[row]);
    }
    for (size_t row = 6; row < rows->out->rows; row++)
        assert_reason(rows, row, REJECT_BAD_SIZE);
    judged_free(rows);
}

static void a_file_without_sizes(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "hh_size\n4\n");
    rows->batch.columns[FIELD_HH_SIZE].present = false;
    judge_again(rows, NULL);
    assert_reason(rows, 0, REJECT_BAD_SIZE);
    judged_free(rows);
}

static void weights(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "weight\n1\n2,5\n#0.1\n1000000\n0.000000001\n0.0000000014\n1.234,5\n0\n-"
                                          "1\n\n-\nağır\n1000000.1\n0.0000000004\n#-3\nnan\n");
    static const int64_t nano[] = {WEIGHT_ONE, 2500000000, 100000000,    1000000 * (int64_t)WEIGHT_ONE,
                                   1,          1,          1234500000000};
    for (size_t row = 0; row < 7; row++) {
        assert_reason(rows, row, REJECT_NONE);
        assert_int_equal(rows->out->weight_nano[row], nano[row]);
    }
    for (size_t row = 7; row < rows->out->rows; row++)
        assert_reason(rows, row, REJECT_BAD_WEIGHT);
    judged_free(rows);
}

static void without_weights_each_household_counts_once(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "hh_size\n4\n");
    assert_int_equal(rows->out->weight_nano[0], WEIGHT_ONE);
    judged_free(rows);
}

static void members_by_age(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "hh_size;n_0_2;n_3_5;n_6_9;n_10_13;n_14_17;n_18_64;n_65p\n"
                                          "4;1;0;0;1;0;2;0\n"
                                          "4;#1;0.0;;;;2;\n"
                                          "4;1;0;0;1;0;1;0\n"
                                          "4;;;;;;5;\n"
                                          "4;-1;iki;0.5;101;;2;-\n"
                                          "4;1;0;0;1;0;iki;0\n"
                                          "0;9;9;9;9;9;x;9\n");
    enum { NONE = AGE_NO_ANSWER };
    static const int16_t expected[][AGE_BANDS] = {{1, 0, 0, 1, 0, 2, 0},
                                                  {1, 0, NONE, NONE, NONE, 2, NONE},
                                                  {1, 0, 0, 1, 0, 1, 0},
                                                  {NONE, NONE, NONE, NONE, NONE, 5, NONE},
                                                  {NONE, NONE, NONE, NONE, NONE, 2, NONE},
                                                  {1, 0, 0, 1, 0, NONE, 0}};
    for (size_t row = 0; row < 6; row++)
        for (int band = 0; band < AGE_BANDS; band++)
            assert_int_equal(rows->out->ages[row][band], expected[row][band]);
    assert_warned(rows, WARN_AGES_DO_NOT_SUM, 2); /* rows 2 and 3: too few, too many */
    assert_warned(rows, WARN_BAD_AGE, 2);         /* rows 4 and 5; a rejected row is not counted */
    judged_free(rows);
}

static void some_bands_only(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "hh_size;n_6_9\n4;1\n4;5\n");
    assert_int_equal(rows->out->ages[0][2], 1);
    assert_int_equal(rows->out->ages[0][0], AGE_NOT_ASKED);
    assert_warned(rows, WARN_AGES_DO_NOT_SUM, 1);
    judged_free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(household_sizes), cmocka_unit_test(a_file_without_sizes),
        cmocka_unit_test(weights),         cmocka_unit_test(without_weights_each_household_counts_once),
        cmocka_unit_test(members_by_age),  cmocka_unit_test(some_bands_only),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
