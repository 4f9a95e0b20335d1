/* Bytes and letters: UTF-8 judged, Turkish single-byte encodings turned into UTF-8, texts that grow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"

static void well_formed_utf8(void **state)
{
    (void)state;
    static const char *const good[] = {"", "abc", "Şanlıurfa", "\xF0\x9F\x8F\xA0", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {
        "\x80",  "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
        "a\xC5", "\xC5 ",    "\xFF"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(utf8_is_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(utf8_is_valid(bad[i], strlen(bad[i])));
}

static void a_census_in_pieces_is_that_of_the_whole(void **state)
{
    (void)state;
    static const char text[] =
        "Ordinary ASCII for a while, then Ş ğ ı and \xFD\xFE broken ones \x9D and more ASCII \xE2\x82\xAC.";
    size_t length = sizeof text - 1;
    struct utf8_census whole = {0};
    assert_int_equal(utf8_census_add(&whole, text, length), length);
    assert_int_equal(whole.multibyte, 4);
    assert_int_equal(whole.invalid, 3);
    assert_int_equal(whole.c1, 1);
    assert_int_equal(whole.undefined_1254, 1);
    for (size_t cut = 0; cut <= length; cut++) {
        struct utf8_census pieces = {0};
        size_t first = utf8_census_add(&pieces, text, cut);
        assert_true(first <= cut && cut - first < 4);
        assert_int_equal(utf8_census_add(&pieces, text + first, length - first), length - first);
        assert_memory_equal(&pieces, &whole, sizeof whole);
    }
}

static void nul_bytes_are_noticed(void **state)
{
    (void)state;
    static const char wide[] = {'a', 0, 'b', 0, 'c', 0, 'd', 0, 'e', 0, 'f', 0, 'g', 0, 'h', 0, 'i', 0};
    struct utf8_census census = {0};
    utf8_census_add(&census, wide, sizeof wide);
    assert_int_equal(census.nul, 9);
}

static void turkish_letters_of_each_encoding(void **state)
{
    (void)state;
    struct text text = TEXT_EMPTY;
    assert_true(text_add_decoded(&text,
                                 "\xDE"
                                 "anl\xFD"
                                 "urfa \xD0\xF0\xDD\xFE\xC7\xD6\xDC \x80",
                                 19, ENCODING_WINDOWS_1254));
    assert_string_equal(text.bytes, "Şanlıurfa ĞğİşÇÖÜ €");
    text_release(&text);
    assert_true(text_add_decoded(&text, "\xDD\xFD\xE2", 3, ENCODING_ISO_8859_9));
    assert_string_equal(text.bytes, "İıâ");
    text_release(&text);
    assert_false(text_add_decoded(&text, "a\x9D", 2, ENCODING_WINDOWS_1254));
    assert_string_equal(text.bytes, "a\xEF\xBF\xBD");
    text_release(&text);
    assert_false(text_add_decoded(&text, "Ş\xFEz", 4, ENCODING_UTF8));
    assert_string_equal(text.bytes, "Ş\xEF\xBF\xBDz");
    text_release(&text);
}

static void xml_is_escaped(void **state)
{
    (void)state;
    struct text text = TEXT_EMPTY;
    text_add_xml(&text, "<a b=\"c\">&'\x01\n");
    assert_string_equal(text.bytes, "&lt;a b=&quot;c&quot;&gt;&amp;&apos;\xEF\xBF\xBD\n");
    text_release(&text);
}

static void a_text_without_memory_says_so_once_and_is_empty(void **state)
{
    (void)state;
    struct text text = TEXT_EMPTY;
    memory_fail_from(1);
    text_add(&text, "Örnekkent");
    text_add_format(&text, "%d", 7);
    memory_fail_from(0);
    assert_true(text.failed);
    assert_null(text_take(&text));
    char *empty = text_take(&text);
    assert_string_equal(empty, "");
    memory_free(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_utf8),      cmocka_unit_test(a_census_in_pieces_is_that_of_the_whole),
        cmocka_unit_test(nul_bytes_are_noticed), cmocka_unit_test(turkish_letters_of_each_encoding),
        cmocka_unit_test(xml_is_escaped),        cmocka_unit_test(a_text_without_memory_says_so_once_and_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
