/* Amounts of money as people in Türkiye write them; what may mean two things is not guessed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "turkish/amount.h"

static void test_amounts(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        enum amount_outcome outcome;
        double amount;
    } cases[] = {
        {"50000000", AMOUNT_OK, 50e6},
        {"50.000.000", AMOUNT_OK, 50e6},
        {"50,000,000", AMOUNT_OK, 50e6},
        {"4.500.000,50", AMOUNT_OK, 4500000.5},
        {"4,500,000.50", AMOUNT_OK, 4500000.5},
        {"1450", AMOUNT_OK, 1450},
        {"0", AMOUNT_OK, 0},
        {"0,125", AMOUNT_OK, 0.13},
        {"12,5", AMOUNT_OK, 12.5},
        {"50 milyon", AMOUNT_OK, 50e6},
        {"50milyon", AMOUNT_OK, 50e6},
        {"1,5 MİLYAR TL", AMOUNT_OK, 1.5e9},
        {" 750 bin ", AMOUNT_OK, 750e3},
        {"₺ 1.250.000", AMOUNT_OK, 1250e3},
        {"2 million", AMOUNT_OK, 2e6},
        {"90000000 TL", AMOUNT_OK, 90e6},
        {"45.000", AMOUNT_AMBIGUOUS, 0},
        {"45,000", AMOUNT_AMBIGUOUS, 0},
        {"1.250 milyon", AMOUNT_AMBIGUOUS, 0},
        {"", AMOUNT_MISSING, 0},
        {"  ", AMOUNT_MISSING, 0},
        {"-5", AMOUNT_BAD, 0},
        {"çok", AMOUNT_BAD, 0},
        {"5 dolar", AMOUNT_BAD, 0},
        {"milyon", AMOUNT_BAD, 0},
        {"5 ?", AMOUNT_BAD, 0},
        {"1e30", AMOUNT_BAD, 0},
        {"900000 milyar", AMOUNT_BAD, 0},
        {"0x10", AMOUNT_BAD, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double amount = -1;
        if (amount_read(slice_of(cases[i].text), &amount) != cases[i].outcome)
            fail_msg("'%s' is not read as it should be", cases[i].text);
        if (amount != (cases[i].outcome == AMOUNT_OK ? cases[i].amount : -1))
            fail_msg("'%s' is %f", cases[i].text, amount);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_amounts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
