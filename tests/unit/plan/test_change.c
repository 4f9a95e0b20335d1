/* Is a change what it is said to be, and is it more than chance? */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/change.h"
#include "plan/false_discovery.h"

static struct compared_value value(double number, double error, double se)
{
    return (struct compared_value){number, error, se};
}

static void counts_and_shares(void **state)
{
    (void)state;
    struct change change = change_between(value(80, 0, NAN), value(100, 0, NAN), false, CHANGE_KNOWN);
    assert_true(change.change == 20 && change.percent == 25 && isnan(change.z) && isnan(change.p));
    change = change_between(value(0.03, 0, NAN), value(0.04, 0, NAN), true, CHANGE_KNOWN);
    assert_true(change.change == 1 && isnan(change.percent)); /* a point, without the noise of binary fractions */
    change = change_between(value(0, 0, NAN), value(5, 0, NAN), false, CHANGE_KNOWN);
    assert_true(change.change == 5 && isnan(change.percent));
    change = change_between(value(3, 0, 1), value(5, 0, 1), false, CHANGE_HIDDEN_NEW);
    assert_true(isnan(change.change) && isnan(change.z) && change.old_value == 3);
}

/* Two counts to the nearest 5 may differ by 5 although nothing changed. */
static void within_rounding(void **state)
{
    (void)state;
    assert_true(change_between(value(10, 2.5, NAN), value(15, 2.5, NAN), false, CHANGE_KNOWN).within_rounding);
    assert_false(change_between(value(10, 2.5, NAN), value(20, 2.5, NAN), false, CHANGE_KNOWN).within_rounding);
    assert_false(change_between(value(10, 2.5, NAN), value(10, 2.5, NAN), false, CHANGE_KNOWN).within_rounding);
    assert_false(change_between(value(10, 0, NAN), value(11, 0, NAN), false, CHANGE_KNOWN).within_rounding);
    /* 25 of 100, both to the nearest 5: between 22.5 / 102.5 and 27.5 / 97.5. */
    double error = quotient_error(0.25, 25, 2.5, 100, 2.5);
    assert_true(0.25 + error >= 27.5 / 97.5 && 0.25 - error <= 22.5 / 102.5 && error < 0.05);
    assert_true(isnan(quotient_error(1, 5, 2.5, 2, 2.5)));
}

/* z of 0.05 / sqrt(0.01^2 + 0.02^2); p of the normal distribution: R gives 2 * pnorm(-2.236068) = 0.02534732. */
static void two_samples(void **state)
{
    (void)state;
    struct change change = change_between(value(0.10, 0, 0.01), value(0.15, 0, 0.02), true, CHANGE_KNOWN);
    assert_true(fabs(change.se - sqrt(0.0005)) < 1e-12 && fabs(change.z - 2.2360679775) < 1e-9);
    assert_true(fabs(change.p - 0.0253473187) < 1e-9);
    change = change_between(value(0.10, 0, 0), value(0.15, 0, 0), true, CHANGE_KNOWN);
    assert_true(isnan(change.z) && isnan(change.p)); /* no error, no test */
    change = change_between(value(0.10, 0, 0.01), value(0.15, 0, NAN), true, CHANGE_KNOWN);
    assert_true(isnan(change.p));
}

/* The example of p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.20), "BH") in R: 0.05 0.05 0.05 0.05 0.20. */
static void false_discoveries(void **state)
{
    (void)state;
    const double p[] = {0.20, 0.01, NAN, 0.04, 0.03, 0.02};
    const double expected[] = {0.20, 0.05, NAN, 0.05, 0.05, 0.05};
    double q[6];
    assert_int_equal(false_discovery(q, p, 6, NULL), MAH_OK);
    for (size_t i = 0; i < 6; i++)
        assert_true(isnan(expected[i]) ? isnan(q[i]) : fabs(q[i] - expected[i]) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_and_shares),
        cmocka_unit_test(within_rounding),
        cmocka_unit_test(two_samples),
        cmocka_unit_test(false_discoveries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
