/* One place, or an error that says what to write: never a guess. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/language.h"
#include "base/memory.h"
#include "turkish/name_search.h"

static const struct searched_place places[] = {
    {"630101", "Cumhuriyet Mahallesi", "Eyyübiye"},
    {"630201", "Cumhuriyet Mahallesi", "Haliliye"},
    {"630102", "Kâğıthane Mah.", "Eyyübiye"},
    {"630103", "Şair Nabi", "Eyyübiye"},
    {"630104", "630201", "Eyyübiye"}, /* called as another one is numbered */
    {"630202", "Işıklar", "Haliliye"},
    {"630203", "İstiklal", "Haliliye"},
    {"630204", "Yeni (Merkez)", "Haliliye"},
    {"630205", "Bamyasuyu", NULL},
    {"630206", NULL, "Haliliye"},
    {"630105", "Yeni/Eski", "Eyyübiye"},
};
enum { PLACES = sizeof places / sizeof *places };

static void expect_found(const char *words, const char *code)
{
    struct mah_error err = {0};
    size_t found = SIZE_MAX;
    if (name_search(&found, places, PLACES, words, &err) != MAH_OK)
        fail_msg("'%s' is refused: %s", words, err.message);
    if (strcmp(places[found].code, code) != 0)
        fail_msg("'%s' finds %s, not %s", words, places[found].code, code);
}

static void expect_refused(const struct searched_place *among, size_t count, const char *words, const char *message)
{
    struct mah_error err = {0};
    size_t found = SIZE_MAX;
    assert_int_equal(name_search(&found, among, count, words, &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, message);
}

static void a_name_in_any_spelling(void **state)
{
    (void)state;
    static const char *const spellings[] = {"Kâğıthane Mah.", "KAĞITHANE", "kagithane mahallesi", "  kâğıthane  mh ",
                                            "Kag\xCC\x86\xC4\xB1thane" /* a breve of its own */};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        expect_found(spellings[i], "630102");
    expect_found("IŞIKLAR", "630202");
    expect_found("ışıklar mah.", "630202");
    expect_found("isiklar", "630202");
    expect_found("ISTIKLAL", "630203"); /* typed without a Turkish keyboard */
    expect_found("sair nabi köyü", "630103");
    expect_found("bamyasuyu", "630205"); /* of no ilçe */
}

static void a_code_before_any_name(void **state)
{
    (void)state;
    expect_found("630206", "630206"); /* that one has no name */
    expect_found("630201", "630201"); /* not the one that is called so */
    expect_found("Eyyübiye/630201", "630104");
}

static void a_name_with_its_ilce(void **state)
{
    (void)state;
    static const char *const first[] = {
        "Eyyübiye/Cumhuriyet", "EYYÜBİYE / cumhuriyet mah.",      "Cumhuriyet, Eyyübiye",
        "cumhuriyet,eyyubiye", "Cumhuriyet Mahallesi (Eyyübiye)", "cumhuriyet (EYYUBIYE)",
        "cumhuriyet(eyyübiye"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        expect_found(first[i], "630101");
    expect_found("haliliye/cumhuriyet", "630201");
}

static void signs_that_belong_to_the_name(void **state)
{
    (void)state;
    expect_found("Yeni (Merkez)", "630204");
    expect_found("yeni merkez", "630204");
    expect_found("Yeni/Eski", "630105");
}

static void several_of_one_name_are_listed(void **state)
{
    (void)state;
    expect_refused(places, PLACES, "CUMHURİYET",
                   "'CUMHURİYET' is the name of 2 mahalle: Cumhuriyet Mahallesi (Eyyübiye, 630101), Cumhuriyet "
                   "Mahallesi (Haliliye, 630201); give the code or 'ilçe/name'");
    static const struct searched_place twins[] = {
        {"1", "Yeni", "Merkez"}, {"2", "YENİ MAH.", "merkez"}, {"3", "Yeni", NULL}};
    expect_refused(twins, 3, "Merkez/Yeni",
                   "'Merkez/Yeni' is the name of 2 mahalle: Yeni (Merkez, 1), YENİ MAH. (merkez, 2); give the code or "
                   "'ilçe/name'");
    expect_refused(twins, 3, "yeni",
                   "'yeni' is the name of 3 mahalle: Yeni (Merkez, 1), YENİ MAH. (merkez, 2), Yeni (3); give the code "
                   "or 'ilçe/name'");
}

static void a_long_list_ends_behind_a_whole_place(void **state)
{
    (void)state;
    enum { MANY = 60 };
    struct searched_place many[MANY];
    char codes[MANY][16];
    for (int i = 0; i < MANY; i++) {
        snprintf(codes[i], sizeof codes[i], "63%04d", i);
        many[i] = (struct searched_place){codes[i], "Cumhuriyet Mahallesi", "Karaköprü"};
    }
    struct mah_error err = {0};
    size_t found;
    assert_int_equal(name_search(&found, many, MANY, "cumhuriyet", &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "'cumhuriyet' is the name of 60 mahalle: Cumhuriyet Mahallesi (Karaköprü, "
                                        "630000), "));
    assert_non_null(strstr(err.message, "), ...; give the code or 'ilçe/name'"));
    assert_null(strstr(err.message, "630059"));
}

static void the_nearest_are_proposed_and_none_is_taken(void **state)
{
    (void)state;
    expect_refused(places, PLACES, "Kâgıthaane",
                   "no mahalle is called 'Kâgıthaane'; near it are: Kâğıthane Mah. "
                   "(Eyyübiye, 630102)");
    expect_refused(places, PLACES, "Cumhuriyt",
                   "no mahalle is called 'Cumhuriyt'; near it are: Cumhuriyet Mahallesi (Eyyübiye, 630101), Cumhuriyet "
                   "Mahallesi (Haliliye, 630201)");
    expect_refused(places, PLACES, "bamya", "no mahalle is called 'bamya'; near it are: Bamyasuyu (630205)");
    expect_refused(places, PLACES, "Fatih",
                   "no mahalle is called 'Fatih', and none nearly so; --by mahalle lists them");
    expect_refused(places, PLACES, "", "no mahalle is called '', and none nearly so; --by mahalle lists them");
    expect_refused(places, PLACES, "---", "no mahalle is called '---', and none nearly so; --by mahalle lists them");
    expect_refused(places, 0, "x", "no mahalle is called 'x', and none nearly so; --by mahalle lists them");
}

static void a_wrong_ilce_is_no_match(void **state)
{
    (void)state;
    expect_refused(places, PLACES, "Haliliye/Kâğıthane",
                   "no mahalle is called 'Haliliye/Kâğıthane'; near it are: Kâğıthane Mah. (Eyyübiye, 630102)");
    expect_refused(places, PLACES, "Eyubiye/Cumhuriyet",
                   "no mahalle is called 'Eyubiye/Cumhuriyet'; near it are: Cumhuriyet Mahallesi (Eyyübiye, 630101), "
                   "Cumhuriyet Mahallesi (Haliliye, 630201)");
}

static void at_most_five_the_nearest_first(void **state)
{
    (void)state;
    static const struct searched_place near[] = {
        {"7", "Gulbaharz", "A"}, {"6", "Gulbaharxy", "A"}, {"5", "Gulbahary", "A"},       {"4", "Gulbahary", "A"},
        {"3", "Gulbaharx", "A"}, {"2", "Gulbahaq", "A"},   {"1", "Gulbahar12345678", "A"}};
    expect_refused(near, 7, "gulbahar",
                   "no mahalle is called 'gulbahar'; near it are: Gulbahaq (A, 2), Gulbaharx (A, 3), Gulbahary (A, 4), "
                   "Gulbahary (A, 5), Gulbaharz (A, 7)");
}

static void an_ilce_in_any_spelling(void **state)
{
    (void)state;
    size_t *found = NULL, count = 0;
    struct mah_error err = {0};
    assert_int_equal(name_search_ilce(&found, &count, places, PLACES, "EYYUBIYE", &err), MAH_OK);
    assert_int_equal(count, 5);
    assert_int_equal(found[0], 0);
    assert_int_equal(found[4], 10);
    memory_free(found);
    assert_int_equal(name_search_ilce(&found, &count, places, PLACES, "Haliye", &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, "no ilçe is called 'Haliye'; near it are: Haliliye");
    assert_int_equal(name_search_ilce(&found, &count, places, PLACES, "Siverek", &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, "no ilçe is called 'Siverek'; there are: Eyyübiye, Haliliye");
    assert_int_equal(name_search_ilce(&found, &count, places, PLACES, " ", &err), MAH_BAD_USAGE);
    assert_int_equal(name_search_ilce(&found, &count, places + 8, 1, "x", &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, "the boundaries name no ilçe, so that 'x' cannot be found");
}

static void in_turkish(void **state)
{
    (void)state;
    struct mah_error err = {0};
    size_t found;
    language_set(LANGUAGE_TURKISH);
    (void)name_search(&found, places, PLACES, "Cumhuriyet", &err);
    bool translated = strstr(err.message, "is the name") == NULL && strstr(err.message, "630201") != NULL;
    language_set(LANGUAGE_ENGLISH);
    assert_true(translated);
}

/* Memory that runs out is said so, and nothing is lost. */
static void memory_that_runs_out(void **state)
{
    (void)state;
    static const char *const words[] = {"Cumhuriyet", "Kagithanee", "Fatih"};
    for (size_t i = 0; i < 3; i++) {
        enum mah_status status = MAH_NO_MEMORY;
        for (size_t nth = 1; status == MAH_NO_MEMORY; nth++) {
            size_t found;
            assert_true(nth < 100);
            memory_fail_from(nth);
            status = name_search(&found, places, PLACES, words[i], NULL);
            memory_fail_from(0);
        }
        assert_int_equal(status, MAH_BAD_USAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_in_any_spelling),
        cmocka_unit_test(a_code_before_any_name),
        cmocka_unit_test(a_name_with_its_ilce),
        cmocka_unit_test(signs_that_belong_to_the_name),
        cmocka_unit_test(several_of_one_name_are_listed),
        cmocka_unit_test(a_long_list_ends_behind_a_whole_place),
        cmocka_unit_test(the_nearest_are_proposed_and_none_is_taken),
        cmocka_unit_test(a_wrong_ilce_is_no_match),
        cmocka_unit_test(at_most_five_the_nearest_first),
        cmocka_unit_test(an_ilce_in_any_spelling),
        cmocka_unit_test(in_turkish),
        cmocka_unit_test(memory_that_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
