/* What a household says of its dwelling: yes and no in many words, rooms in several ways of counting. */
#include "judged_rows.h"

static uint8_t water(const struct judged *judged, size_t row)
{
    return judged->out->network[row][NETWORK_WATER];
}

static void yes_and_no_in_many_words(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged =
        judge(&project, "svc_water\nevet\nVAR\n1\n#1\nE\nTrue\n1.0\nHayır\nyok\nYOK\n0\n#0\nfalse\nN\n");
    assert_all_sound(judged);
    for (size_t row = 0; row < 7; row++)
        assert_int_equal(water(judged, row), IS_YES);
    for (size_t row = 7; row < judged->out->rows; row++)
        assert_int_equal(water(judged, row), IS_NO);
    assert_warned(judged, WARN_UNKNOWN_YES_NO, 0);
    judged_free(judged);
}

static void no_answer_is_neither_yes_nor_no(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged =
        judge(&project, "svc_water;hh_size\n;3\nbilmiyor;3\n98;3\n99;3\n#99;3\n#-98;3\nn/a;3\n-;3\n");
    assert_all_sound(judged);
    for (size_t row = 0; row < judged->out->rows; row++)
        assert_int_equal(water(judged, row), IS_UNKNOWN);
    assert_warned(judged, WARN_UNKNOWN_YES_NO, 0);
    judged_free(judged);
}

static void a_word_in_no_list_is_counted_and_rejects_nobody(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged =
        judge(&project, "svc_water;svc_road;durable\nkuyu;patika;kerpiç\n2;1;1\n#2;#1;#0\n1;evet;hayır\n");
    assert_all_sound(judged);
    assert_int_equal(water(judged, 0), IS_UNKNOWN);
    assert_int_equal(judged->out->network[1][NETWORK_ROAD], IS_YES);
    assert_int_equal(judged->out->durable[2], IS_NO);
    assert_int_equal(judged->out->durable[3], IS_NO);
    assert_warned(judged, WARN_UNKNOWN_YES_NO, 3); /* rows, not cells */
    judged_free(judged);
}

static void every_service_has_its_own_column(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged = judge(&project, "svc_water;svc_sewer;svc_elec;svc_waste;svc_gas;svc_road;svc_net\n"
                                            "1;0;1;0;1;0;1\n0;1;0;1;0;1;0\n");
    for (int network = 0; network < NETWORK_COUNT; network++) {
        assert_int_equal(judged->out->network[0][network], network % 2 == 0 ? IS_YES : IS_NO);
        assert_int_equal(judged->out->network[1][network], network % 2 == 0 ? IS_NO : IS_YES);
    }
    judged_free(judged);
}

static void every_special_category_has_its_own_column(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged = judge(&project, "grp_disabled;grp_exprison;grp_roma;grp_violence;grp_poor;assoc_member\n"
                                            "1;0;1;0;1;0\n0;1;0;1;0;1\n1;1;1;1;1;1\n");
    assert_true(judged->out->has_special);
    for (int group = 0; group < SPECIAL_COUNT; group++) {
        assert_int_equal(judged->out->special[0][group], group % 2 == 0 ? IS_YES : IS_NO);
        assert_int_equal(judged->out->special[1][group], group % 2 == 0 ? IS_NO : IS_YES);
        assert_int_equal(judged->out->special[2][group], IS_YES);
    }
    for (size_t row = 0; row < judged->out->rows; row++) /* the column before these is that of the last network */
        for (int network = 0; network < NETWORK_COUNT; network++)
            assert_int_equal(judged->out->network[row][network], IS_UNKNOWN);
    judged_free(judged);
    judged = judge(&project, "svc_water\n1\n");
    assert_false(judged->out->has_special);
    judged_free(judged);
}

static void rooms_are_whole_numbers_or_sums(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged = judge(&project, "rooms\n3\n4.0\n#2\n3+1\n2 + 1\n1+0\n100\n100+0\n");
    static const uint8_t expected[] = {3, 4, 2, 4, 3, 1, 100, 100};
    assert_all_sound(judged);
    assert_memory_equal(judged->out->rooms, expected, sizeof expected);
    assert_warned(judged, WARN_BAD_ROOMS, 0);
    judged_free(judged);
}

static void rooms_that_make_no_sense_are_unknown(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged =
        judge(&project, "rooms;hh_size\n0;3\n-1;3\n101;3\n2.5;3\nçok;3\n3+;3\n++1;3\n1+1+1;3\n0+0;3\n"
                        "99999+99999;3\n#0;3\n#1.5;3\n");
    assert_all_sound(judged);
    for (size_t row = 0; row < judged->out->rows; row++)
        assert_int_equal(judged->out->rooms[row], 0);
    assert_warned(judged, WARN_BAD_ROOMS, judged->out->rows);
    judged_free(judged);
    judged = judge(&project, "rooms;hh_size\n;3\nbilmiyor;3\n98;3\n#99;3\n#-98;3\n");
    for (size_t row = 0; row < judged->out->rows; row++)
        assert_int_equal(judged->out->rooms[row], 0);
    assert_warned(judged, WARN_BAD_ROOMS, 0);
    judged_free(judged);
}

static void what_the_file_does_not_ask_is_unknown_in_the_next_batch_too(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged = judge(&project, "svc_water;rooms;durable\n1;3;1\n");
    assert_int_equal(water(judged, 0), IS_YES);
    judged->batch.columns[FIELD_SVC_WATER].present = judged->batch.columns[FIELD_ROOMS].present = false;
    judged->batch.columns[FIELD_DURABLE].present = false;
    struct crs degrees = test_crs(true);
    judge_again(judged, &degrees);
    assert_int_equal(water(judged, 0), IS_UNKNOWN);
    assert_int_equal(judged->out->rooms[0], 0);
    assert_int_equal(judged->out->durable[0], IS_UNKNOWN);
    judged_free(judged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yes_and_no_in_many_words),
        cmocka_unit_test(no_answer_is_neither_yes_nor_no),
        cmocka_unit_test(a_word_in_no_list_is_counted_and_rejects_nobody),
        cmocka_unit_test(every_service_has_its_own_column),
        cmocka_unit_test(every_special_category_has_its_own_column),
        cmocka_unit_test(rooms_are_whole_numbers_or_sums),
        cmocka_unit_test(rooms_that_make_no_sense_are_unknown),
        cmocka_unit_test(what_the_file_does_not_ask_is_unknown_in_the_next_batch_too),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
