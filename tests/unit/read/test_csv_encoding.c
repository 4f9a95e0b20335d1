/* In which encoding a text is, told from its bytes, and how each byte becomes UTF-8. */
#include "household_files.h"

#include <fcntl.h>

#include "read/csv_census.h"
#include "read/csv_encoding.h"
#include "read/csv_file_census.h"

static struct csv_encoding encoding_of(const char *bytes, size_t length, const char *asked)
{
    struct csv_encoding encoding;
    struct mah_error err = {0};
    int file = open(write_bytes("text.csv", bytes, length), O_RDONLY);
    assert_true(file >= 0);
    if (csv_encoding_find(&encoding, file, length, asked, 1, "text.csv", &err) != MAH_OK)
        fail_msg("%s", err.message);
    close(file);
    return encoding;
}

static void assert_encoding(const char *text, enum encoding encoding, bool guessed, bool has_broken)
{
    struct csv_encoding found = encoding_of(text, strlen(text), "auto");
    assert_string_equal(encoding_name(found.encoding), encoding_name(encoding));
    assert_int_equal(found.guessed, guessed);
    assert_int_equal(found.has_broken, has_broken);
}

static void ascii_and_utf8_are_utf8(void **state)
{
    (void)state;
    assert_encoding("hane_no;nufus\nA1;4\n", ENCODING_UTF8, false, false);
    assert_encoding("il\nŞanlıurfa\n", ENCODING_UTF8, false, false);
    assert_encoding("il\nŞanlıurf\xC3\xA2", ENCODING_UTF8, false, false);
}

static void bytes_that_are_not_utf8_are_turkish(void **state)
{
    (void)state;
    assert_encoding("il\n\xDE"
                    "anl\xFDurfa\n",
                    ENCODING_ISO_8859_9, true, false);
    assert_encoding("il\n\xDE"
                    "anl\xFDurfa \x80 5\n",
                    ENCODING_WINDOWS_1254, true, false);
    assert_encoding("il\n\xDE", ENCODING_ISO_8859_9, true, false); /* a lead byte of UTF-8 at the very end */
}

static void a_few_broken_bytes_leave_utf8_what_it_is(void **state)
{
    (void)state;
    assert_encoding("il\nŞanlıurfa\nIğdır\xFF\n", ENCODING_UTF8, false, true);
    assert_encoding("il\nŞanlıurfa\nIğdır\xC4", ENCODING_UTF8, false, true);
}

static void as_many_broken_bytes_as_letters_are_not_utf8(void **state)
{
    (void)state;
    assert_encoding("\xC4\xB1 \xFD\n", ENCODING_ISO_8859_9, true, false);
}

static void bytes_that_1254_does_not_define_are_broken(void **state)
{
    (void)state;
    assert_encoding("\xDE\xFD\xFE \x81\n", ENCODING_WINDOWS_1254, true, true);
}

static void the_user_is_obeyed(void **state)
{
    (void)state;
    static const struct {
        const char *asked;
        enum encoding encoding;
    } names[] = {
        {"utf-8", ENCODING_UTF8},          {"UTF8", ENCODING_UTF8},         {"windows-1254", ENCODING_WINDOWS_1254},
        {"CP1254", ENCODING_WINDOWS_1254}, {"1254", ENCODING_WINDOWS_1254}, {"ISO-8859-9", ENCODING_ISO_8859_9},
        {"latin5", ENCODING_ISO_8859_9},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct csv_encoding found = encoding_of("\xDE\xFD\xFE\x80\n", 5, names[i].asked);
        assert_int_equal(found.encoding, names[i].encoding);
        assert_false(found.guessed);
        assert_int_equal(found.has_broken, names[i].encoding == ENCODING_UTF8);
    }
    assert_int_equal(encoding_of("\xDE\n", 2, NULL).encoding, ENCODING_ISO_8859_9);
}

static void an_unknown_name_is_wrong_usage(void **state)
{
    (void)state;
    assert_refused(&(struct source){.path = (char *)write_text("a.csv", "a,b\n"), .encoding = "koi8-r"}, MAH_BAD_USAGE,
                   "'koi8-r' is not a known encoding (auto, utf-8");
}

static void the_byte_order_mark_is_skipped(void **state)
{
    (void)state;
    assert_int_equal(encoding_of("\xEF\xBB\xBF"
                                 "a,b\n",
                                 7, "auto")
                         .mark,
                     3);
    assert_int_equal(encoding_of("a,b\n", 4, "auto").mark, 0);
    assert_int_equal(encoding_of("\xEF\xBB", 2, "auto").mark, 0);
}

static void utf16_and_binary_files_are_refused_with_advice(void **state)
{
    (void)state;
    assert_file_refused(write_bytes("a.csv",
                                    "\xFF\xFE"
                                    "a\0,\0",
                                    6),
                        "is in UTF-16 or UTF-32: save it as UTF-8");
    assert_file_refused(write_bytes("a.csv", "\xFE\xFF\0a", 4), "is in UTF-16 or UTF-32");
    assert_file_refused(write_bytes("a.csv", "\xFF\xFE\0\0", 4), "is in UTF-16 or UTF-32");
    assert_file_refused(write_bytes("a.csv", "a,b\n1\0,2\n", 9), "holds NUL bytes and is no plain text");
}

/* A letter that lies across the border of two pieces of the census is whole. */
static void letters_across_the_pieces_of_the_census(void **state)
{
    (void)state;
    enum { PIECE = 1024 * 1024 };
    char *text = malloc(2 * PIECE + 10);
    assert_non_null(text);
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'a', 2 * PIECE);
        memcpy(text + PIECE - shift, "\xF0\x9F\x8F\xA0", 4); /* four bytes */
        memcpy(text + 2 * PIECE - 2 - shift, "\xC5\x9E", 2);
        struct csv_encoding found = encoding_of(text, 2 * PIECE, "auto");
        assert_int_equal(found.encoding, ENCODING_UTF8);
        assert_false(found.has_broken);
    }
    free(text);
}

static uint32_t random_state = 1;

static uint32_t next_random(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return random_state >> 8;
}

/* The short cut counts what the plain census counts, on any bytes. */
static void the_fast_census_agrees_with_the_plain_one(void **state)
{
    (void)state;
    static const char *const snippets[] = {"a",        "mahalle",      "ş",    "Ş",        "ğı",   "€",
                                           "🏠",        "\xFF",         "\xC4", "\xE2\x82", "\x80", "\x81",
                                           "\xC0\x80", "\xED\xA0\x80", "\n",   "\xFD"};
    char text[400];
    for (int round = 0; round < 20000; round++) {
        size_t length = 0;
        uint32_t kinds = 1 + next_random() % (sizeof snippets / sizeof *snippets);
        while (length < 300) {
            const char *snippet = snippets[next_random() % kinds];
            memcpy(text + length, snippet, strlen(snippet));
            length += strlen(snippet);
        }
        if (round % 7 == 0)
            text[next_random() % length] = '\0';
        length -= next_random() % 100;
        struct utf8_census plain = {0}, fast = {0};
        size_t plain_judged = utf8_census_add(&plain, text, length);
        size_t fast_judged = csv_census_add(&fast, text, length);
        assert_int_equal(fast_judged, plain_judged);
        assert_int_equal(fast.multibyte, plain.multibyte);
        assert_int_equal(fast.invalid, plain.invalid);
        assert_int_equal(fast.c1, plain.c1);
        assert_int_equal(fast.undefined_1254, plain.undefined_1254);
        assert_int_equal(fast.nul, plain.nul);
        bool has_longer = false; /* letters of three or four bytes: plain_utf8 leaves them to the census */
        for (size_t i = 0; i < length; i++)
            has_longer = has_longer || (unsigned char)text[i] >= 0xE0;
        assert_int_equal(csv_is_plain_utf8(text, length),
                         plain_judged == length && plain.invalid + plain.nul == 0 && !has_longer);
    }
}

/* Parts end where a letter may be cut, wherever they were to end; the sums are those of the plain census of the whole.
 */
static void any_number_of_threads_counts_the_same(void **state)
{
    (void)state;
    static const char *const snippets[] = {"ş",    "€",    "🏠",        "\xFF", "\xC4", "\xE2\x82",
                                           "\x80", "\x81", "\xC0\x80", "\n",   "a",    "mahalle"};
    char text[401];
    for (int round = 0; round < 1500; round++) {
        size_t length = 0, most = next_random() % 300;
        uint32_t kinds = 1 + next_random() % (sizeof snippets / sizeof *snippets);
        while (length < most) {
            const char *snippet = snippets[next_random() % kinds];
            memcpy(text + length, snippet, strlen(snippet));
            length += strlen(snippet);
        }
        if (round % 7 == 0 && length > 0)
            text[next_random() % length] = '\0';
        int file = open(write_bytes("text.csv", text, length), O_RDONLY);
        assert_true(file >= 0);
        text[length] = '\n'; /* a letter cut off by the end is broken */
        size_t from = next_random() % 4 < length ? next_random() % 2 : 0;
        struct utf8_census plain = {0};
        assert_int_equal(utf8_census_add(&plain, text + from, length - from + 1), length - from + 1);
        for (size_t threads = 1; threads <= 9; threads += 1 + next_random() % 3) {
            struct utf8_census found;
            assert_int_equal(csv_file_census(&found, file, from, length, threads, "text.csv", NULL), MAH_OK);
            assert_memory_equal(&found, &plain, sizeof plain);
        }
        close(file);
    }
}

static void every_byte_becomes_what_the_encoding_says(void **state)
{
    (void)state;
    struct recoding recoding;
    assert_int_equal(recoding_init(&recoding, ENCODING_WINDOWS_1254, NULL), MAH_OK);
    static const char text[] = "\xDE"
                               "anl\xFDurfa plain text of some length \xD0\xDD\xF0\xFE\x80\x81";
    char out[3 * sizeof text + 4];
    size_t length = recoding_apply(&recoding, text, sizeof text - 1, out);
    out[length] = '\0';
    assert_string_equal(out, "Şanlıurfa plain text of some length Ğİğş€\xEF\xBF\xBD");
}

static void no_memory_for_the_recoding_table(void **state)
{
    (void)state;
    struct recoding recoding;
    memory_fail_from(100);
    enum mah_status status = recoding_init(&recoding, ENCODING_ISO_8859_9, NULL);
    memory_fail_from(0);
    assert_int_equal(status, MAH_NO_MEMORY);
}

static void a_file_that_became_shorter_is_an_error(void **state)
{
    (void)state;
    char bytes[10];
    struct mah_error err = {0};
    int file = open(write_text("short.csv", "abc"), O_RDONLY);
    assert_int_equal(csv_read_at(file, bytes, 10, 0, "short.csv", &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message, "'short.csv' became shorter while it was read");
    close(file);
    assert_int_equal(csv_read_at(file, bytes, 1, 0, "short.csv", &err), MAH_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_and_utf8_are_utf8),
        cmocka_unit_test(bytes_that_are_not_utf8_are_turkish),
        cmocka_unit_test(a_few_broken_bytes_leave_utf8_what_it_is),
        cmocka_unit_test(as_many_broken_bytes_as_letters_are_not_utf8),
        cmocka_unit_test(bytes_that_1254_does_not_define_are_broken),
        cmocka_unit_test(the_user_is_obeyed),
        cmocka_unit_test(an_unknown_name_is_wrong_usage),
        cmocka_unit_test(the_byte_order_mark_is_skipped),
        cmocka_unit_test(utf16_and_binary_files_are_refused_with_advice),
        cmocka_unit_test(letters_across_the_pieces_of_the_census),
        cmocka_unit_test(the_fast_census_agrees_with_the_plain_one),
        cmocka_unit_test(any_number_of_threads_counts_the_same),
        cmocka_unit_test(every_byte_becomes_what_the_encoding_says),
        cmocka_unit_test(no_memory_for_the_recoding_table),
        cmocka_unit_test(a_file_that_became_shorter_is_an_error),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
