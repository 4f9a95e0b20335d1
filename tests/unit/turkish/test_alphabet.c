/* Lists that a Turkish reader looks through stand in the order of the Turkish alphabet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "turkish/alphabet.h"

/* Each stands before all that follow. */
static void names_stand_as_in_a_turkish_list(void **state)
{
    (void)state;
    static const char *const names[] = {"",         "2. Etap", "Anaokulu", "Cami",    "Çocuk bahçesi", "Gazi",
                                        "Ğ",        "Hastane", "Irmak",    "İlkokul", "İtfaiye",       "Lise",
                                        "Ortaokul", "Otobüs",  "Öğretmen", "Park",    "Parke",         "Sağlık",
                                        "Şifa",     "Taksi",   "Ulus",     "Ülkü",    "Xanthos",       "Yurt"};
    enum { COUNT = sizeof names / sizeof *names };
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < COUNT; j++) {
            int order = turkish_compare(names[i], names[j]);
            if ((order < 0) != (i < j) || (order == 0) != (i == j))
                fail_msg("'%s' against '%s' gives %d", names[i], names[j], order);
        }
}

static void case_only_breaks_ties(void **state)
{
    (void)state;
    assert_true(turkish_compare("İlkokul", "ilkokul b") < 0);
    assert_true(turkish_compare("Irmak", "ırmak") < 0); /* the same letters: byte order */
    assert_true(turkish_compare("kâğıt", "kağıtçı") < 0);
    assert_int_equal(turkish_compare("Park", "Park"), 0);
}

static void broken_bytes_have_an_order_too(void **state)
{
    (void)state;
    int order = turkish_compare("\xff", "\xfe");
    assert_true(order != 0);
    assert_true((turkish_compare("\xfe", "\xff") < 0) != (order < 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_as_in_a_turkish_list),
        cmocka_unit_test(case_only_breaks_ties),
        cmocka_unit_test(broken_bytes_have_an_order_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
