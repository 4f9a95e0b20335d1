/* Texts of a database as cells: short and long ones, blanks at the ends, letters of any encoding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "read/typed_cell.h"

enum { LONGEST = 24, ROWS = 16 };

/* What stands in the cell, by the plain rule: decoded where it is not UTF-8, then trimmed. */
static struct slice plain(struct text *decoded, const char *bytes, size_t length)
{
    decoded->length = 0;
    text_add_decoded(decoded, bytes, length, utf8_is_valid(bytes, length) ? ENCODING_UTF8 : ENCODING_WINDOWS_1254);
    return slice_trim_blanks((struct slice){decoded->bytes, (uint32_t)decoded->length});
}

static void as_the_plain_rule_has_it(void **state)
{
    (void)state;
    static const char letters[] = "01234aZ-. \t\n\xC2\xA0\xC4\xB1\xFD\xE2\x80\x8A";
    struct arena arena = {0};
    uint8_t kind[ROWS];
    union cell cell[ROWS];
    struct column column = {.present = true, .kind = kind, .cell = cell};
    struct text decoded = TEXT_EMPTY;
    for (uint64_t round = 0; round < 20000; round++) {
        struct random_stream stream;
        random_start(&stream, 3, round);
        char bytes[ROWS][LONGEST];
        size_t length[ROWS];
        uint64_t recoded = 0, expected_recoded = 0;
        arena_empty(&arena);
        for (size_t row = 0; row < ROWS; row++) {
            length[row] = random_below(&stream, LONGEST + 1);
            size_t plain_letters = random_below(&stream, 2) == 0 ? 5 : sizeof letters - 1;
            for (size_t i = 0; i < length[row]; i++)
                bytes[row][i] = letters[random_below(&stream, plain_letters)];
            assert_int_equal(cell_set_text(&column, row, bytes[row], length[row], &arena, &recoded, NULL), MAH_OK);
        }
        for (size_t row = 0; row < ROWS; row++) {
            struct slice expected = plain(&decoded, bytes[row], length[row]);
            expected_recoded += !utf8_is_valid(bytes[row], length[row]);
            assert_int_equal(kind[row], expected.length > 0 ? CELL_TEXT : CELL_MISSING);
            assert_true(slice_equals(cell[row].text, expected));
        }
        assert_int_equal(recoded, expected_recoded);
    }
    text_release(&decoded);
    arena_release(&arena);
}

/* Blocks are used again after they were emptied, and what does not fit gets one of its own. */
static void texts_of_every_size_stay_where_they_are(void **state)
{
    (void)state;
    enum { TEXTS = 200 };
    struct arena arena = {0};
    for (int round = 0; round < 5; round++) {
        char *at[TEXTS];
        size_t size[TEXTS];
        struct random_stream stream;
        random_start(&stream, 4, (uint64_t)round);
        for (int i = 0; i < TEXTS; i++) {
            size[i] = 1 + random_below(&stream, i % 20 == 0 ? 600000 : 9000);
            at[i] = arena_take(&arena, size[i]);
            assert_non_null(at[i]);
            memset(at[i], i, size[i]);
        }
        for (int i = 0; i < TEXTS; i++) {
            assert_int_equal(at[i][0], (char)i);
            assert_int_equal(at[i][size[i] - 1], (char)i);
        }
        arena_empty(&arena);
    }
    arena_release(&arena);
}

static void running_out_of_memory_is_said(void **state)
{
    (void)state;
    uint8_t kind[1];
    union cell cell[1];
    struct column column = {.present = true, .kind = kind, .cell = cell};
    for (size_t nth = 1; nth <= 2; nth++) {
        struct arena arena = {0};
        uint64_t recoded = 0;
        memory_fail_from(nth);
        enum mah_status status = cell_set_text(&column, 0, "17", 2, &arena, &recoded, NULL);
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
        assert_int_equal(cell_set_text(&column, 0, "17", 2, &arena, &recoded, NULL), MAH_OK);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_the_plain_rule_has_it),
        cmocka_unit_test(texts_of_every_size_stay_where_they_are),
        cmocka_unit_test(running_out_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
