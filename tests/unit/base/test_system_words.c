/* Why the system refused, in the language that is set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/number.h"
#include "base/system_words.h"

static const int common[] = {ENOENT, EACCES, ENOSPC, EROFS, EISDIR, ENOTDIR, EEXIST, EMFILE, EIO};

static void in_english_as_the_system_says_it(void **state)
{
    (void)state;
    language_set(LANGUAGE_ENGLISH);
    for (int reason = 1; reason < 134; reason++) {
        char words[200]; /* those of a number without a name last until the next call */
        snprintf(words, sizeof words, "%s", strerror(reason));
        assert_string_equal(system_words(reason), words);
    }
}

static void in_turkish_what_is_common(void **state)
{
    (void)state;
    language_set(LANGUAGE_TURKISH);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (strcmp(system_words(common[i]), strerror(common[i])) == 0)
            fail_msg("no Turkish for '%s'", strerror(common[i]));
    assert_string_equal(system_words(ENOSPC), "diskte yer kalmadı");
    assert_string_equal(system_words(EUCLEAN), strerror(EUCLEAN));
    language_set(LANGUAGE_ENGLISH);
}

static void numbers_have_the_sign_of_the_language(void **state)
{
    (void)state;
    char out[32];
    language_set(LANGUAGE_TURKISH);
    assert_string_equal(number_say(0.05, out), "0,05");
    assert_string_equal(number_say(500, out), "500");
    assert_string_equal(number_say(-1.5e-7, out), "-1,5e-07");
    language_set(LANGUAGE_ENGLISH);
    assert_string_equal(number_say(0.05, out), "0.05");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_english_as_the_system_says_it),
        cmocka_unit_test(in_turkish_what_is_common),
        cmocka_unit_test(numbers_have_the_sign_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
