/* The judgements together: which reason comes first, batch after batch, and when memory runs out. */
#include "judged_rows.h"

static void the_first_reason_is_given(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(
        &project, "hh_size;arr_year;weight;lon;lat\n0;abc;0;abc;1\n0;abc;0;abc;1\n0;abc;0;abc;1\n3;abc;0;abc;1\n"
                  "3;2030;0;abc;1\n3;2020;0;abc;1\n3;2020;1;abc;1\n3;2020;1;;\n3;2020;1;37;37\n");
    rows->batch.fault[0] = ROW_BAD_ROW;
    rows->batch.fault[1] = ROW_BAD_ENCODING;
    struct crs degrees = test_crs(true);
    judge_again(rows, &degrees);
    static const enum reject_reason expected[] = {REJECT_BAD_ROW,      REJECT_BAD_ENCODING,   REJECT_BAD_SIZE,
                                                  REJECT_BAD_DATE,     REJECT_FUTURE_ARRIVAL, REJECT_BAD_WEIGHT,
                                                  REJECT_BAD_POSITION, REJECT_NO_POSITION,    REJECT_NONE};
    for (size_t row = 0; row < 9; row++)
        assert_reason(rows, row, expected[row]);
    judged_free(rows);
}

static void a_row_that_cannot_be_read_has_no_position(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "lon;lat\n37;37\n37;37\n");
    rows->batch.fault[0] = ROW_BAD_ROW;
    rows->batch.fault[1] = ROW_BAD_ENCODING;
    struct crs degrees = test_crs(true);
    judge_again(rows, &degrees);
    assert_false(rows->out->has_position[0]);
    assert_true(rows->out->has_position[1]);
    judged_free(rows);
}

static void every_reason_and_warning_has_words(void **state)
{
    (void)state;
    for (int reason = 0; reason < REJECT_COUNT; reason++) {
        assert_true(strlen(reject_word((enum reject_reason)reason)) > 3);
        assert_true(strlen(reject_meaning((enum reject_reason)reason)) > 10);
        for (int other = 0; other < reason; other++)
            assert_string_not_equal(reject_word((enum reject_reason)reason), reject_word((enum reject_reason)other));
    }
    for (int warning = 0; warning < CHECK_WARNING_COUNT; warning++)
        assert_true(strlen(check_warning_meaning((enum check_warning)warning)) > 10);
    assert_string_equal(reject_word(REJECT_COUNT), "");
    assert_string_equal(reject_meaning(REJECT_COUNT), "");
    assert_string_equal(check_warning_meaning(CHECK_WARNING_COUNT), "");
    assert_string_equal(reject_word(REJECT_DUPLICATE_ID), "duplicate_id");
}

static void a_batch_leaves_nothing_to_the_next(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "arr_year;orig_il;tenure;n_0_2\n2023;Urfa;kiracı;2\n2023;Urfa;kiracı;2\n");
    test_batch_release(&rows->batch);
    char *first_text = rows->text;
    test_fill(rows, "hh_size\n4\n4\n4\n");
    judge_again(rows, NULL);
    for (size_t row = 0; row < 3; row++) {
        assert_class(rows, row, CLASS_UNKNOWN);
        assert_int_equal(rows->out->origin[row], ORIGIN_UNKNOWN);
        assert_int_equal(rows->out->tenure[row], TENURE_UNKNOWN);
        assert_int_equal(rows->out->ages[row][0], AGE_NOT_ASKED);
        assert_int_equal(rows->out->migrants[row], -1);
        assert_int_equal(rows->out->arrival_year[row], 0);
        assert_int_equal(rows->out->lifetime[row], -1);
    }
    free(first_text);
    judged_free(rows);
}

static void an_empty_batch(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "hh_size\n");
    assert_int_equal(rows->out->rows, 0);
    judged_free(rows);
}

/* More rows than a batch has by itself. */
static void a_larger_batch_makes_room(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "hh_size\n4\n");
    struct batch large = {.rows = BATCH_ROWS + 1000};
    large.fault = calloc(large.rows, 1);
    struct column *sizes = &large.columns[FIELD_HH_SIZE], *codes = &large.columns[FIELD_MAH_CODE];
    *sizes = (struct column){true, malloc(large.rows), calloc(large.rows, sizeof *sizes->cell)};
    *codes = (struct column){true, malloc(large.rows), calloc(large.rows, sizeof *codes->cell)};
    memset(sizes->kind, CELL_NUMBER, large.rows);
    memset(codes->kind, CELL_NUMBER, large.rows);
    for (size_t row = 0; row < large.rows; row++)
        sizes->cell[row].number = (double)(1 + row % 7);
    memory_fail_from(1);
    struct checked_batch *out;
    assert_int_equal(checker_check(rows->checker, &out, &large, NULL, rows->warnings, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    assert_int_equal(checker_check(rows->checker, &out, &large, NULL, rows->warnings, NULL), MAH_OK);
    assert_int_equal(out->rows, BATCH_ROWS + 1000);
    assert_int_equal(out->size[BATCH_ROWS + 999], 1 + (BATCH_ROWS + 999) % 7);
    test_batch_release(&large);
    judged_free(rows);
}

/* Rules, checker and a batch in a single-byte encoding, with the n-th allocation failing, until all goes well. */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "arr_year;orig_il;tenure\n2023;Mu\xF0la;kirac\xFD\n");
    rows->batch.encoding = ENCODING_WINDOWS_1254;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status == MAH_NO_MEMORY; nth++) {
        struct check_rules *rules = NULL;
        struct checker *checker = NULL;
        struct checked_batch *out = NULL;
        uint64_t warnings[CHECK_WARNING_COUNT] = {0};
        origins_unload();
        memory_fail_from(nth);
        status = check_rules_new(&rules, &project, NULL);
        if (status == MAH_OK)
            status = checker_new(&checker, rules, NULL);
        if (status == MAH_OK)
            status = checker_check(checker, &out, &rows->batch, NULL, warnings, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_NO_MEMORY ||
                    (status == MAH_OK && out->origin[0] == 48 && out->tenure[0] == TENURE_TENANT));
        checker_free(checker);
        check_rules_free(rules);
        assert_true(nth < 1000);
    }
    assert_int_equal(status, MAH_OK);
    judged_free(rows);
}

/* A checker that ran out of memory while it decoded a cell works again afterwards. */
static void a_checker_outlives_a_lack_of_memory(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "orig_il\nMu\xF0la\n");
    rows->batch.encoding = ENCODING_WINDOWS_1254;
    memory_fail_from(1);
    assert_int_equal(checker_check(rows->checker, &rows->out, &rows->batch, NULL, rows->warnings, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    judge_again(rows, NULL);
    assert_int_equal(rows->out->origin[0], 48);
    judged_free(rows);
}

static void nothing_may_be_freed(void **state)
{
    (void)state;
    checker_free(NULL);
    check_rules_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_reason_is_given),
        cmocka_unit_test(a_row_that_cannot_be_read_has_no_position),
        cmocka_unit_test(every_reason_and_warning_has_words),
        cmocka_unit_test(a_batch_leaves_nothing_to_the_next),
        cmocka_unit_test(an_empty_batch),
        cmocka_unit_test(a_larger_batch_makes_room),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_checker_outlives_a_lack_of_memory),
        cmocka_unit_test(nothing_may_be_freed),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
