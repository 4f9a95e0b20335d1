/* Runs of exactly eleven digits are found wherever they stand, and no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "read/csv_scan.h"
#include "read/digit_scan.h"

enum { LONGEST = 400 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The slow way, and the same ends in the same order. */
static void compare(const char *bytes, size_t length)
{
    struct digit_scan scan;
    digit_scan_begin(&scan, bytes, length);
    size_t run = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i < length && is_digit(bytes[i])) {
            run++;
            continue;
        }
        if (run == 11)
            assert_ptr_equal(digit_scan_next(&scan), bytes + i);
        run = 0;
    }
    assert_null(digit_scan_next(&scan));
}

static void test_every_place_and_length(void **unused)
{
    (void)unused;
    char bytes[LONGEST + CSV_PADDING];
    for (size_t start = 0; start < 140; start++)
        for (size_t digits = 1; digits < 30; digits++) {
            memset(bytes, '5', sizeof bytes); /* digits after the end do not count */
            memset(bytes, ',', 200);
            memset(bytes + start, '1', digits);
            bytes[200] = '\n';
            compare(bytes, 200);
            bytes[start + digits] = '\n';
            compare(bytes, start + digits);
        }
}

static void test_random_texts(void **unused)
{
    (void)unused;
    static const char letters[] = "0123456789012345678901234567890123456789,/:\xC5;9";
    uint64_t state = 1;
    char bytes[LONGEST + CSV_PADDING];
    for (int round = 0; round < 20000; round++) {
        memset(bytes, '7', sizeof bytes);
        size_t length = (size_t)round % LONGEST;
        for (size_t i = 0; i < length; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = letters[(state >> 33) % (sizeof letters - 1)];
        }
        bytes[length] = '\n';
        compare(bytes, length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_place_and_length),
                                       cmocka_unit_test(test_random_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
