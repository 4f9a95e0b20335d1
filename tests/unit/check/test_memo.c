/* The memo gives back what was kept for exactly these bytes, or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/memo.h"

static struct memo *memo_for_test(void)
{
    return calloc(1, sizeof(struct memo));
}

static void what_is_kept_is_found(void **state)
{
    (void)state;
    struct memo *memo = memo_for_test();
    static const char *const texts[] = {"a",
                                        "ab",
                                        "abc",
                                        "abcd",
                                        "abcdefg",
                                        "abcdefgh",
                                        "abcdefghijklmnop",
                                        "abcdefgh-and-on-ijklmnop",
                                        "abcdefgh+and-on-ijklmnop",
                                        "ba",
                                        "a\tb"};
    enum { COUNT = sizeof texts / sizeof *texts };
    int16_t value = 0;
    for (int16_t i = 0; i < COUNT; i++) {
        assert_false(memo_find(memo, slice_of(texts[i]), &value));
        memo_keep(memo, slice_of(texts[i]), (int16_t)(i - 5));
    }
    for (int16_t i = 0; i < COUNT; i++) {
        assert_true(memo_find(memo, slice_of(texts[i]), &value));
        assert_int_equal(value, i - 5);
    }
    memo_clear(memo);
    assert_false(memo_find(memo, slice_of("abc"), &value));
    free(memo);
}

static void empty_and_long_texts_are_not_kept(void **state)
{
    (void)state;
    struct memo *memo = memo_for_test();
    char longest[MEMO_TEXT + 2];
    memset(longest, 'x', sizeof longest);
    int16_t value = 0;
    memo_keep(memo, (struct slice){longest, MEMO_TEXT + 1}, 1);
    assert_false(memo_find(memo, (struct slice){longest, MEMO_TEXT + 1}, &value));
    memo_keep(memo, (struct slice){longest, MEMO_TEXT}, 2);
    assert_true(memo_find(memo, (struct slice){longest, MEMO_TEXT}, &value));
    memo_keep(memo, (struct slice){"", 0}, 3);
    assert_false(memo_find(memo, (struct slice){"", 0}, &value));
    free(memo);
}

/* Far more texts than there are slots: some are forgotten, none is mistaken for another, the newest is always there. */
static void nothing_is_ever_mistaken(void **state)
{
    (void)state;
    struct memo *memo = memo_for_test();
    char text[48];
    for (int round = 0; round < 2; round++) {
        size_t found = 0;
        for (int i = 0; i < 20000; i++) {
            int16_t value = 0;
            snprintf(text, sizeof text, i % 2 == 0 ? "%d" : "a long name, number %d, with the same end", i);
            if (memo_find(memo, slice_of(text), &value)) {
                assert_int_equal(value, i);
                found++;
            }
            memo_keep(memo, slice_of(text), (int16_t)i);
            assert_true(memo_find(memo, slice_of(text), &value) && value == i);
        }
        assert_true(found < 20000);
    }
    free(memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_found),
        cmocka_unit_test(empty_and_long_texts_are_not_kept),
        cmocka_unit_test(nothing_is_ever_mistaken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
