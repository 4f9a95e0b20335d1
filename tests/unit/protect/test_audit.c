/* What does a published number leave open? One mahalle that is the whole city: W = A + B, of which A is hidden. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/audit.h"

enum { W, A, B, KINDS };

static struct policy rounding_to(int step)
{
    return (struct policy){.profile = PROFILE_PUBLIC, .min_households = 1, .round_to = step};
}

/* `values` as they stand in the file, the hidden one as it is. */
static enum mah_status audit_hiding(size_t hidden, int step, const double values[KINDS], bool is_integral)
{
    struct count counts[KINDS];
    for (size_t i = 0; i < KINDS; i++)
        counts[i] = (struct count){.value = values[i], .state = i == hidden ? COUNT_SUPPRESSED_SMALL : COUNT_KNOWN};
    struct count city[KINDS] = {counts[W], counts[A], counts[B]};
    struct additive_kind kinds[KINDS];
    struct additive_term terms[KINDS] = {{W, 1}, {A, -1}, {B, -1}};
    struct additive_line line = {0, KINDS};
    for (size_t i = 0; i < KINDS; i++)
        kinds[i] = (struct additive_kind){.layer = "mah_indicators",
                                          .first = (char *)&counts[i],
                                          .stride = sizeof counts[i],
                                          .city = &city[i],
                                          .whole = i == W ? NO_KIND : W,
                                          .counts_persons = hidden == W,
                                          .is_published = true,
                                          .is_integral = is_integral};
    const struct additive additive = {.mahalle_count = 1,
                                      .kinds = kinds,
                                      .kind_count = KINDS,
                                      .terms = terms,
                                      .term_count = KINDS,
                                      .lines = &line,
                                      .line_count = 1};
    const double truth[2 * KINDS] = {values[W], values[A], values[B], values[W], values[A], values[B]};
    const struct policy policy = rounding_to(step);
    return audit_release(&policy, &additive, truth, NULL);
}

static enum mah_status audit_of(int step, double shown_w, double shown_b, double truth_a, bool is_integral)
{
    return audit_hiding(A, step, (const double[KINDS]){shown_w, truth_a, shown_b}, is_integral);
}

/* One is kept open by half a household above and below. Of a 1 rounded to the next 1 everything from 0.5 to 1.5 is
 * meant, of a 0 from 0 to 0.5; of a 1 that is not rounded only itself. */
static void a_rounded_one_is_no_zero(void **state)
{
    (void)state;
    assert_int_equal(audit_of(1, 10, 1, 9, false), MAH_OK);   /* A from 8 to 10 */
    assert_int_equal(audit_of(1, 10, 1, 8.5, false), MAH_OK); /* all of 8 to 9 */
    assert_int_equal(audit_of(1, 10, 1, 8.4, false), MAH_UNSAFE);
    assert_int_equal(audit_of(1, 10, 0, 9.5, false), MAH_OK); /* A from 9 to 10.5 */
    assert_int_equal(audit_of(1, 10, 0, 9.4, false), MAH_UNSAFE);
    assert_int_equal(audit_of(1, 10, 1, 9, true), MAH_UNSAFE); /* whole numbers say what they are */
    assert_int_equal(audit_of(0, 10, 1, 9, false), MAH_UNSAFE);
}

/* Rounded to five, whole numbers lie within two of it, others within two and a half. */
static void whole_numbers_leave_less_open(void **state)
{
    (void)state;
    assert_int_equal(audit_of(5, 100, 50, 50, true), MAH_OK); /* A from 46 to 54 */
    assert_int_equal(audit_of(5, 100, 50, 46.4, true), MAH_UNSAFE);
    assert_int_equal(audit_of(5, 100, 50, 46.4, false), MAH_OK); /* from 45 */
    assert_int_equal(audit_of(5, 100, 50, 45.4, false), MAH_UNSAFE);
    assert_int_equal(audit_of(5, 100, 0, 97.4, true), MAH_UNSAFE); /* A from 98 */
    assert_int_equal(audit_of(5, 100, 0, 98.5, true), MAH_OK);
    assert_int_equal(audit_of(5, 100, 0, 95.5, false), MAH_OK); /* A from 95: a fraction of a person may live in B */
    assert_int_equal(audit_of(5, 100, 0, 95.4, false), MAH_UNSAFE);
}

/* The whole is hidden, its parts are shown rounded to one: 15 may be 14 to 16, and must, by one person more and less.
 */
static void the_whole_is_what_its_parts_leave(void **state)
{
    (void)state;
    assert_int_equal(audit_hiding(W, 1, (const double[KINDS]){15, 10, 5}, false), MAH_OK);
    assert_int_equal(audit_hiding(W, 1, (const double[KINDS]){15.1, 10, 5}, false), MAH_UNSAFE);
    assert_int_equal(audit_hiding(W, 1, (const double[KINDS]){14.9, 10, 5}, false), MAH_UNSAFE);
    assert_int_equal(audit_hiding(W, 0, (const double[KINDS]){15, 10, 5}, false), MAH_UNSAFE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rounded_one_is_no_zero),
        cmocka_unit_test(whole_numbers_leave_less_open),
        cmocka_unit_test(the_whole_is_what_its_parts_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
