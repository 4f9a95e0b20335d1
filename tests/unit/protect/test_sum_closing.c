/* One sum: what is hidden so that a hidden part cannot be worked out? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/sum_closing.h"

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};

enum { PARTS = 4 };
static struct count counts[PARTS];
static struct count *parts[PARTS];

/* Small ones are hidden already. */
static struct closing_sum draw(const int values[PARTS])
{
    for (size_t i = 0; i < PARTS; i++) {
        enum count_state state = values[i] > 0 && values[i] < 10 ? COUNT_SUPPRESSED_SMALL : COUNT_KNOWN;
        counts[i] = (struct count){.value = values[i], .records = values[i], .state = (uint8_t)state};
        parts[i] = &counts[i];
    }
    return (struct closing_sum){.parts = parts, .count = PARTS, .counts_persons = true};
}

static void a_lone_part_takes_the_smallest_with_it(void **state)
{
    (void)state;
    struct closing_sum sum = draw((const int[PARTS]){40, 7, 30, 50});
    assert_int_equal(sum_close(&internal_policy, &sum), 1);
    assert_int_equal(counts[2].state, COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(counts[0].state, COUNT_KNOWN);
    assert_int_equal(sum_close(&internal_policy, &sum), 0); /* it is closed now */
}

/* 3 could be 9 only if the other hidden one could be 6 less than its 4: two small ones alone do not do. */
static void hidden_ones_must_have_room(void **state)
{
    (void)state;
    struct closing_sum sum = draw((const int[PARTS]){3, 4, 30, 50});
    assert_int_equal(sum_close(&internal_policy, &sum), 1);
    assert_int_equal(counts[2].state, COUNT_SUPPRESSED_SECONDARY);
}

/* 10 could be 15 if the other hidden one, all of whose 9 are newcomers, could be 5 less: it can; and 5 only if that one
 * had more people. */
static void a_part_is_no_more_than_its_own_whole(void **state)
{
    (void)state;
    struct closing_sum sum = draw((const int[PARTS]){10, 9, 30, 50});
    const double most[PARTS] = {40, 9, 60, 60};
    counts[0].state = COUNT_SUPPRESSED_SMALL; /* of few households */
    assert_int_equal(sum_close(&internal_policy, &sum), 0);
    sum.most = most;
    assert_int_equal(sum_close(&internal_policy, &sum), 1);
    assert_int_equal(counts[2].state, COUNT_SUPPRESSED_SECONDARY);
}

/* Each of the three shown numbers may be two more or less, and the hidden one up to six: 5 is between 1 and 9. */
static void rounding_gives_room(void **state)
{
    (void)state;
    struct closing_sum sum = draw((const int[PARTS]){40, 5, 30, 50});
    assert_int_equal(sum_close(&public_policy, &sum), 0);
    struct closing_sum far = draw((const int[PARTS]){40, 1, 30, 50}); /* to 9 it would need eight */
    assert_int_equal(sum_close(&public_policy, &far), 1);
}

/* 8 could be 1 if the others could be 7 more. Those whose own wholes are hidden can together have only so many as these
 * have beside them. */
static void hidden_wholes_leave_room_jointly(void **state)
{
    (void)state;
    const bool jointly[PARTS] = {false, true, true, false};
    for (int joint_up = 6; joint_up <= 7; joint_up++) {
        struct closing_sum sum = draw((const int[PARTS]){8, 30, 40, 0});
        counts[1].state = counts[2].state = COUNT_SUPPRESSED_SECONDARY;
        sum.jointly = jointly;
        sum.joint_up = joint_up;
        assert_int_equal(sum_is_closed(&internal_policy, &sum), joint_up == 7);
    }
}

/* 7 alone is what the whole is; if one of the others is hidden, too, it is 7 or less. More cannot be done, so no other
 * is hidden. */
static void a_zero_is_the_last_to_be_hidden(void **state)
{
    (void)state;
    struct closing_sum sum = draw((const int[PARTS]){0, 7, 0, 30});
    assert_int_equal(sum_close(&internal_policy, &sum), 1);
    assert_int_equal(counts[3].state, COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(counts[0].state, COUNT_KNOWN);
    struct closing_sum alone = draw((const int[PARTS]){0, 7, 0, 0});
    assert_int_equal(sum_close(&internal_policy, &alone), 1);
    assert_int_equal(counts[0].state, COUNT_SUPPRESSED_SMALL);
    assert_int_equal(counts[2].state, COUNT_KNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lone_part_takes_the_smallest_with_it),
        cmocka_unit_test(hidden_ones_must_have_room),
        cmocka_unit_test(hidden_wholes_leave_room_jointly),
        cmocka_unit_test(a_part_is_no_more_than_its_own_whole),
        cmocka_unit_test(rounding_gives_room),
        cmocka_unit_test(a_zero_is_the_last_to_be_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
