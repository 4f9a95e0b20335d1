/* How many rooms does a household need? Families a planner can count, by Eurostat's rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "check/needed_rooms.h"
#include "judged_rows.h"

/* adults, boys and girls of 12 to 17, children under 12 beside a head and as many spouses, all adults. */
static int rooms_of(uint8_t heads, uint8_t spouses, uint8_t adults, uint8_t boys, uint8_t girls, uint8_t children)
{
    struct household_members members = {{{heads, 0, 0, 0}, {spouses, 0, 0, 0}, {adults, boys, girls, children}}, false};
    return needed_rooms(&members);
}

static void families_by_hand(void **state)
{
    (void)state;
    assert_int_equal(rooms_of(1, 0, 0, 0, 0, 0), 2); /* somebody alone: a living room and a bedroom */
    assert_int_equal(rooms_of(1, 1, 0, 0, 0, 0), 2); /* a couple */
    assert_int_equal(rooms_of(1, 1, 0, 0, 0, 1), 3);
    assert_int_equal(rooms_of(1, 1, 0, 0, 0, 2), 3); /* two children share */
    assert_int_equal(rooms_of(1, 1, 0, 0, 0, 3), 4);
    assert_int_equal(rooms_of(1, 1, 0, 2, 0, 0), 3); /* two boys share, a boy and a girl do not */
    assert_int_equal(rooms_of(1, 1, 0, 1, 1, 0), 4);
    assert_int_equal(rooms_of(1, 1, 0, 3, 0, 0), 4);
    assert_int_equal(rooms_of(1, 1, 2, 0, 0, 0), 4); /* two grandparents: nobody says that they are a couple */
    assert_int_equal(rooms_of(1, 0, 0, 0, 1, 1), 4); /* a mother, a girl of 14, a child */
    assert_int_equal(rooms_of(1, 1, 1, 2, 1, 3), 7); /* 1 + couple + grandmother + boys + girl + 2 for the children */
}

static void couples_are_a_head_and_a_spouse(void **state)
{
    (void)state;
    assert_int_equal(rooms_of(1, 2, 0, 0, 0, 0), 3); /* a second wife has a room of her own */
    assert_int_equal(rooms_of(0, 1, 1, 0, 0, 0), 3); /* a spouse without a head */
    assert_int_equal(rooms_of(0, 0, 2, 0, 0, 0), 3); /* no relation asked */
    assert_int_equal(rooms_of(2, 2, 0, 0, 0, 0), 3); /* two families in one dwelling */
}

static void a_young_spouse_is_half_of_a_couple_and_no_girl(void **state)
{
    (void)state;
    struct household_members members = {{{1, 0, 0, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}}, false};
    assert_int_equal(needed_rooms(&members), 3);
    struct household_members alone = {{{0, 1, 0, 0}, {0, 0, 0, 0}, {0, 1, 0, 0}}, false};
    assert_int_equal(needed_rooms(&alone), 2); /* a head of 16 and his brother */
}

static void unclear_or_empty_households_need_nobody_knows_what(void **state)
{
    (void)state;
    struct household_members unclear = {{{1, 0, 0, 0}}, true}, empty = {{{0}}, false};
    assert_int_equal(needed_rooms(&unclear), 0);
    assert_int_equal(needed_rooms(&empty), 0);
}

/* Rows are matched with the list by their id, a number or a text. */
static void rows_find_their_members(void **state)
{
    (void)state;
    char path[] = "/tmp/mahalle-roster-XXXXXX";
    int file = mkstemp(path);
    const char text[] = "hane_no,yas,cinsiyet,yakinlik\n17,40,1,1\n17,38,2,2\n17,9,2,3\nA-1,70,2,reis\nA-2,,1,1\n";
    assert_true(file >= 0 && write(file, text, sizeof text - 1) == (ssize_t)(sizeof text - 1));
    close(file);
    struct source source = {.path = path};
    struct roster *roster = NULL;
    assert_int_equal(roster_read(&roster, &source, NULL), MAH_OK);
    unlink(path);
    struct project project = test_project();
    struct judged *judged = judged_new(&project, "hh_id;rooms\n#17;2\n17;3\nA-1;2\nA-2;2\nA-3;2\n;2\n");
    check_rules_use_roster(judged->rules, roster);
    struct crs degrees = test_crs(true);
    judge_again(judged, &degrees);
    static const uint8_t expected[] = {3, 3, 2, 0, 0, 0};
    assert_true(judged->out->has_roster);
    assert_memory_equal(judged->out->needed_rooms, expected, sizeof expected);
    assert_warned(judged, WARN_NOT_IN_ROSTER, 3);
    check_rules_use_roster(judged->rules, NULL);
    judge_again(judged, &degrees);
    assert_false(judged->out->has_roster);
    assert_int_equal(judged->out->needed_rooms[0], 0);
    judged_free(judged);
    roster_free(roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_by_hand),
        cmocka_unit_test(couples_are_a_head_and_a_spouse),
        cmocka_unit_test(a_young_spouse_is_half_of_a_couple_and_no_girl),
        cmocka_unit_test(unclear_or_empty_households_need_nobody_knows_what),
        cmocka_unit_test(rows_find_their_members),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
