/* Two spellings of one name give one key; two names give two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "turkish/fold.h"
#include "turkish/letters.h"

typedef size_t (*key_function)(struct slice, char *, size_t);

static void assert_key(key_function key, const char *name, const char *expected)
{
    char out[512];
    size_t length = key(slice_of(name), out, sizeof out);
    if (strcmp(out, expected) != 0)
        fail_msg("'%s' gives '%s', not '%s'", name, out, expected);
    assert_int_equal(length, strlen(expected));
}

static void lower_case_the_turkish_way(void **state)
{
    (void)state;
    assert_key(turkish_lower, "ISPARTA", "ısparta");
    assert_key(turkish_lower, "İSTANBUL", "istanbul");
    assert_key(turkish_lower, "ÇĞÖŞÜÂÎÛ", "çğöşüâîû");
    assert_key(turkish_lower, "ÀÑŸŽŁŐŊ", "àñÿžłőŋ");
    assert_key(turkish_lower, "ȘȚ Ə АЯЁ ΑΩ", "șț ə аяё αω");
    assert_key(turkish_lower, "×÷ß ĸŉſ 12 %", "×÷ß ĸŉſ 12 %");
    assert_key(turkish_lower, "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80");
}

static void letters_of_two_code_points_are_one_letter(void **state)
{
    (void)state;
    assert_key(turkish_lower, "I\xCC\x87stanbul", "istanbul"); /* I and a dot above */
    assert_key(turkish_lower, "i\xCC\x87stanbul", "istanbul"); /* what careless lower-casing leaves behind */
    assert_key(turkish_lower, "C\xCC\xA7orum", "çorum");       /* C and a cedilla */
    assert_key(turkish_lower, "S\xCC\xA7i\xCC\x87s\xCC\xA7li", "şişli");
    assert_key(turkish_lower, "G\xCC\x86o\xCC\x88u\xCC\x88", "ğöü");
    assert_key(turkish_lower, "A\xCC\x82I\xCC\x82u\xCC\x82", "âîû");
    assert_key(turkish_lower, "e\xCC\x81", "e\xCC\x81"); /* not a letter of Turkish: left as it is */
}

static void broken_bytes_become_replacement_characters(void **state)
{
    (void)state;
    assert_key(turkish_lower, "\xC3", "\xEF\xBF\xBD");
    assert_key(turkish_lower, "a\xFE\x62", "a\xEF\xBF\xBD\x62");
    assert_key(turkish_lower, "\xED\xA0\x80", "\xEF\xBF\xBD");     /* a surrogate */
    assert_key(turkish_lower, "\xE0\x80\x80", "\xEF\xBF\xBD");     /* an overlong form */
    assert_key(turkish_lower, "\xF4\x90\x80\x80", "\xEF\xBF\xBD"); /* beyond Unicode */
    assert_key(turkish_lower, "\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void what_does_not_fit_is_left_out_whole(void **state)
{
    (void)state;
    char out[4];
    assert_int_equal(turkish_lower(slice_of("şş"), out, sizeof out), 2);
    assert_string_equal(out, "ş");
    assert_int_equal(turkish_lower(slice_of("abcdef"), out, sizeof out), 3);
    assert_string_equal(out, "abc");
    assert_int_equal(turkish_lower(slice_of("abc"), out, 0), 0);
    assert_int_equal(turkish_lower(slice_of("abc"), out, 1), 0);
    assert_string_equal(out, "");
}

static void spellings_of_one_mahalle(void **state)
{
    (void)state;
    static const char *const spellings[] = {
        "Kağıthane Mahallesi", "KÂĞITHANE  MAH.",    "kâğıthane mh",      "KAGITHANE",  "Kağıthane Mah",
        "Kağıthane.Mh.",       "  Kağıthane Köyü  ", "Kağıthane-Mahalle", "Kâğıt'hane", "MAH. KAĞITHANE"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        assert_key(place_key, spellings[i], "kagithane");
}

static void case_does_not_depend_on_who_typed_it(void **state)
{
    (void)state;
    assert_key(place_key, "IĞDIR", "igdir");
    assert_key(place_key, "Iğdır", "igdir");
    assert_key(place_key, "ığdır", "igdir");
    assert_key(place_key, "İĞDİR", "igdir");
    assert_key(place_key, "75. YIL MAH.", "75yil");
    assert_key(place_key, "75.Yıl", "75yil");
    assert_key(place_key, "M. Akif İnan", "makifinan");
}

static void suffixes_are_dropped_as_words_only(void **state)
{
    (void)state;
    assert_key(place_key, "Yeniköy", "yenikoy");
    assert_key(place_key, "Yenimahalle", "yenimahalle");
    assert_key(place_key, "Mahmutbey Mahallesi", "mahmutbey");
    assert_key(place_key, "Yeniköy Köyü Mah.", "yenikoy");
}

static void a_name_that_is_only_a_suffix_keeps_it(void **state)
{
    (void)state;
    assert_key(place_key, "Köy", "koy");
    assert_key(place_key, "Köy Mahallesi", "koy");
    assert_key(place_key, "Mah.", "mah");
    assert_key(place_key, "", "");
    assert_key(place_key, " - . ", "");
}

static void other_scripts_are_kept(void **state)
{
    (void)state;
    assert_key(place_key, "حلب", "حلب");
    assert_key(place_key, "Москва", "москва");
    assert_key(place_key, "Straße Ærø Œuvre Łódź Đà", "strasseaerooeuvrelodzda");
    assert_key(place_key, "Ʌ ș ț ə ² ³ ¹", "Ʌste231");
    assert_key(place_key,
               "Bağlar\xC2\xAD"
               "başı \xE2\x80\x94 «1»",
               "baglarbasi1"); /* soft hyphen, dash, guillemets */
}

static void a_very_long_name_is_cut(void **state)
{
    (void)state;
    char name[2000], out[2000];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(place_key(slice_of(name), out, sizeof out), 511);
    assert_int_equal(strlen(out), 511);
}

static void words_of_answers_are_kept_whole(void **state)
{
    (void)state;
    assert_key(word_key, "Ev Sahibi", "evsahibi");
    assert_key(word_key, "EV SAHİBİ", "evsahibi");
    assert_key(word_key, "N/A", "na");
    assert_key(word_key, "köy evi", "koyevi");
    assert_key(word_key, "--", "");
}

static void headers_of_forms(void **state)
{
    (void)state;
    static const char *const headers[][2] = {
        {"\xEF\xBB\xBFHane No", "hane_no"},
        {"Grup/Hane No", "hane_no"},
        {"form:grup:HANE NO", "hane_no"},
        {"hane-no", "hane_no"},
        {"hane . no", "hane_no"},
        {"_uuid", "_uuid"},
        {"__uuid", "_uuid"},
        {"grp-gps-Latitude", "latitude"},
        {"grp-gps-LONGITUDE", "longitude"},
        {"gps-Accuracy", "accuracy"},
        {"group/_gps_latitude", "_gps_latitude"},
        {"_gps-latitude", "latitude"},
        {"Geliş Yılı", "gelis_yili"},
        {"GELİŞ YILI", "gelis_yili"},
        {"Enlem:", "enlem"},
        {"Grup/", "grup"},
        {"Hane No *", "hane_no"},
        {"Mülkiyet (ev)", "mulkiyet_ev"},
        {"n_0_2", "n_0_2"},
        {"Konut m²", "konut_m2"},
        {"\"hane_no\"", "hane_no"},
        {"", ""},
        {"  ", ""},
        {"hane\xC2\xA0no", "hane_no"},
        {"-latitude", "latitude"},
        {"--", ""},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        assert_key(header_key, headers[i][0], headers[i][1]);
}

static void distance_between_names(void **state)
{
    (void)state;
    assert_int_equal(name_distance("karsiyaka", "karsiyaka", 2), 0);
    assert_int_equal(name_distance("karsiyaka", "karsikaya", 2), 2);
    assert_int_equal(name_distance("onat", "onatkutlar", 2), 3); /* above the limit: more is not counted */
    assert_int_equal(name_distance("", "ab", 5), 2);
    assert_int_equal(name_distance("ab", "", 5), 2);
    assert_int_equal(name_distance("fatih", "fetih", 1), 1);
    assert_int_equal(name_distance("abcdef", "ghijkl", 3), 4);
    assert_int_equal(name_distance("kitten", "sitting", 9), 3);
}

/* The C locale of a Turkish host program must not matter. */
static void the_locale_does_not_matter(void **state)
{
    (void)state;
    if (setlocale(LC_ALL, "tr_TR.UTF-8") == NULL)
        print_message("skipped: locale tr_TR.UTF-8 is not installed\n");
    assert_key(place_key, "IĞDIR İLİ", "igdirili");
    assert_key(header_key, "ID", "id");
    setlocale(LC_ALL, "C");
}

/* Every code point is taken, lowered and written without trouble, and lower case stays lower case. */
static void every_code_point(void **state)
{
    (void)state;
    for (uint32_t letter = 1; letter <= 0x10FFFF; letter++) {
        if (letter >= 0xD800 && letter <= 0xDFFF)
            continue;
        char bytes[4], lower[16], again[16], key[16];
        size_t length = letter_write(letter, bytes);
        size_t lower_length = turkish_lower((struct slice){bytes, (uint32_t)length}, lower, sizeof lower);
        assert_true(lower_length >= 1);
        turkish_lower(slice_of(lower), again, sizeof again);
        if (letter != 'I') /* ı has no capital of its own to come back to */
            assert_string_equal(lower, again);
        place_key((struct slice){bytes, (uint32_t)length}, key, sizeof key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lower_case_the_turkish_way),
        cmocka_unit_test(letters_of_two_code_points_are_one_letter),
        cmocka_unit_test(broken_bytes_become_replacement_characters),
        cmocka_unit_test(what_does_not_fit_is_left_out_whole),
        cmocka_unit_test(spellings_of_one_mahalle),
        cmocka_unit_test(case_does_not_depend_on_who_typed_it),
        cmocka_unit_test(suffixes_are_dropped_as_words_only),
        cmocka_unit_test(a_name_that_is_only_a_suffix_keeps_it),
        cmocka_unit_test(other_scripts_are_kept),
        cmocka_unit_test(a_very_long_name_is_cut),
        cmocka_unit_test(words_of_answers_are_kept_whole),
        cmocka_unit_test(headers_of_forms),
        cmocka_unit_test(distance_between_names),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(every_code_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
