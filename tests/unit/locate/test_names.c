/* Which mahalle bears a name? Only where there is no doubt. */
#include "drawn_city.h"

static const char square[] = "((0 0, 1 0, 1 1, 0 1))";

static int32_t find(const struct locator *locator, const char *name, const char *ilce)
{
    return locator_by_name(locator, name, strlen(name), ilce, ilce ? strlen(ilce) : 0);
}

static void within_the_ilce(void **state)
{
    (void)state;
    const struct drawn_mahalle drawn[] = {
        {"1", "Cumhuriyet Mah.", "Şişli", square},
        {"2", "Cumhuriyet Mahallesi", "Çatalca", square},
        {"3", "Kâğıthane", "Kağıthane", square},
        {"4", "Yeni", "Şişli", square},
        {"5", "Yeni Mh.", "Şişli", square},
        {"6", NULL, "Şişli", square},
        {"7", "Bahçe", NULL, square},
    };
    struct boundary_set *set = city("EPSG:5254", drawn, 7);
    struct locator *locator = locator_of(set);
    assert_int_equal(find(locator, "CUMHURİYET", "ŞİŞLİ"), 0);
    assert_int_equal(find(locator, "Cumhuriyet mah", "catalca"), 1);
    assert_int_equal(find(locator, "KAĞITHANE", "kâğıthane"), 2);
    assert_int_equal(find(locator, "Cumhuriyet", "Adalar"), NO_MAHALLE); /* an ilçe that has none of that name */
    assert_int_equal(find(locator, "Cumhuriyet", NULL), NO_MAHALLE);     /* two of them */
    assert_int_equal(find(locator, "Cumhuriyet", "  "), NO_MAHALLE);
    assert_int_equal(find(locator, "Kağıthane", NULL), 2);             /* only one of that name */
    assert_int_equal(find(locator, "Kağıthane", "Şişli"), NO_MAHALLE); /* but not in that ilçe */
    assert_int_equal(find(locator, "Yeni", "Şişli"), NO_MAHALLE);      /* twice in one ilçe */
    assert_int_equal(find(locator, "Bahçe", NULL), 6);
    assert_int_equal(find(locator, "Bahçe", "Şişli"), NO_MAHALLE);
    assert_int_equal(find(locator, "", "Şişli"), NO_MAHALLE);       /* the nameless one is not found */
    assert_int_equal(find(locator, "Cumhur", "Şişli"), NO_MAHALLE); /* no beginnings */
    locator_free(locator);
    boundary_set_free(set);
}

/* The same name in many ilçe, whose order is not that of the codes. */
static void a_name_that_every_ilce_has(void **state)
{
    (void)state;
    static const char *const ilce[] = {"Şişli", "Adalar", "Çatalca", "Beykoz", "Tuzla", "Esenler", "Kadıköy"};
    enum { ILCE = sizeof ilce / sizeof *ilce };
    struct drawn_mahalle drawn[ILCE];
    static const char *const codes[ILCE] = {"1", "2", "3", "4", "5", "6", "7"};
    for (int i = 0; i < ILCE; i++)
        drawn[i] = (struct drawn_mahalle){codes[i], "Cumhuriyet", ilce[i], square};
    struct boundary_set *set = city("EPSG:5254", drawn, ILCE);
    struct locator *locator = locator_of(set);
    for (int i = 0; i < ILCE; i++)
        assert_int_equal(find(locator, "Cumhuriyet", ilce[i]), i);
    assert_int_equal(find(locator, "Cumhuriyet", "Fatih"), NO_MAHALLE);
    locator_free(locator);
    boundary_set_free(set);
}

static void where_no_ilce_is_known_the_name_must_be_unique(void **state)
{
    (void)state;
    const struct drawn_mahalle drawn[] = {
        {"1", "Fatih", NULL, square}, {"2", "Fatih Mah.", NULL, square}, {"3", "Gazi", NULL, square}};
    struct boundary_set *set = city("EPSG:5254", drawn, 3);
    struct locator *locator = locator_of(set);
    assert_int_equal(find(locator, "Gazi Mahallesi", "Şişli"), 2);
    assert_int_equal(find(locator, "Gazi", NULL), 2);
    assert_int_equal(find(locator, "Fatih", "Şişli"), NO_MAHALLE);
    locator_free(locator);
    boundary_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_the_ilce),
        cmocka_unit_test(a_name_that_every_ilce_has),
        cmocka_unit_test(where_no_ilce_is_known_the_name_must_be_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
