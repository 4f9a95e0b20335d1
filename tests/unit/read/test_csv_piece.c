/* Where a CSV may be cut: after whole rows, never inside quotes, never between CR and LF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "read/csv_piece.h"

enum { NO_LIMIT = 1000000 };

static void assert_cut(const char *text, bool last, size_t row_limit, size_t bytes, size_t rows)
{
    struct csv_piece piece = csv_piece_cut(text, strlen(text), last, row_limit, ',');
    if (piece.bytes != bytes || piece.rows != rows)
        fail_msg("'%s': %zu bytes, %zu rows; wanted %zu, %zu", text, piece.bytes, piece.rows, bytes, rows);
}

static void a_piece_ends_after_its_last_whole_row(void **state)
{
    (void)state;
    assert_cut("a,b\nc,d\ne", false, NO_LIMIT, 8, 2);
    assert_cut("a,b\nc,d\n", false, NO_LIMIT, 8, 2);
    assert_cut("a,b", false, NO_LIMIT, 0, 0);
    assert_cut("", false, NO_LIMIT, 0, 0);
}

static void the_end_of_the_file_ends_the_last_row(void **state)
{
    (void)state;
    assert_cut("a,b\nc,d", true, NO_LIMIT, 7, 2);
    assert_cut("a,b\nc,d\n", true, NO_LIMIT, 8, 2);
    assert_cut("a", true, NO_LIMIT, 1, 1);
}

static void blank_rows_are_counted(void **state)
{
    (void)state;
    assert_cut("a\n\n\nb\n", false, NO_LIMIT, 6, 4);
    assert_cut("\r\n\r\n", false, NO_LIMIT, 4, 2);
}

static void every_kind_of_line_end_is_one_row_end(void **state)
{
    (void)state;
    assert_cut("a\r\nb\r\n", false, NO_LIMIT, 6, 2);
    assert_cut("a\rb\rc", false, NO_LIMIT, 4, 2);
    assert_cut("a\rb\nc\r\nd\n", false, NO_LIMIT, 9, 4);
}

static void a_return_at_the_border_waits_for_its_line_feed(void **state)
{
    (void)state;
    assert_cut("a\r\nb\r", false, NO_LIMIT, 3, 1);
    assert_cut("a\r", false, NO_LIMIT, 0, 0);
    assert_cut("a\r", true, NO_LIMIT, 2, 1);
}

static void a_line_break_in_quotes_ends_no_row(void **state)
{
    (void)state;
    assert_cut("a,\"b\nb\"\nc", false, NO_LIMIT, 8, 1);
    assert_cut("\"a\r\n\r\na\",b\r\n", false, NO_LIMIT, 12, 1);
    assert_cut("a,\"b\nb", false, NO_LIMIT, 0, 0);
    assert_cut("a\nb,\"c\nc", false, NO_LIMIT, 2, 1);
}

static void doubled_quotes_do_not_end_the_quotes(void **state)
{
    (void)state;
    assert_cut("\"a\"\"\n\"\"b\",c\nd", false, NO_LIMIT, 12, 1);
    assert_cut("\"\"\"\n\"\"\"\n", false, NO_LIMIT, 8, 1);
    assert_cut("\"\",\"\"\n", false, NO_LIMIT, 6, 1);
}

static void a_quote_inside_a_plain_cell_is_text(void **state)
{
    (void)state;
    assert_cut("a,5\" boru\nb,c\n", false, NO_LIMIT, 14, 2);
    assert_cut("a, \"b\nc\n", false, NO_LIMIT, 8, 2);
    assert_cut("a,\"b\" \"c\nd\n", false, NO_LIMIT, 11, 2);
}

static void an_open_quote_takes_the_rest_of_the_file(void **state)
{
    (void)state;
    assert_cut("a\n\"b\nc\nd\n", true, NO_LIMIT, 9, 2);
    assert_cut("a\n\"b\nc\nd\n", false, NO_LIMIT, 2, 1);
}

static void no_more_rows_than_the_limit(void **state)
{
    (void)state;
    assert_cut("a\nb\nc\n", false, 2, 4, 2);
    assert_cut("a\nb\nc\n", true, 3, 6, 3);
    assert_cut("a\nb\nc", true, 2, 4, 2);
    assert_cut("\"a\n\"\n\"b\n\"\n\"c\n\"\n", true, 2, 10, 2);
    assert_cut("a\r\nb\r\nc\r\n", false, 2, 6, 2);
}

/* Long stretches are counted in blocks, short ones byte by byte: both must say the same. */
static void long_and_short_stretches_agree(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    char text[4000];
    for (size_t kind = 0; kind < 3; kind++) {
        for (size_t rows = 0; rows < 300; rows++) {
            size_t length = 0;
            for (size_t row = 0; row < rows; row++) {
                memset(text + length, 'x', row % 7);
                length += row % 7;
                length += (size_t)sprintf(text + length, "%s", ends[kind]);
            }
            size_t whole = length;
            length += (size_t)sprintf(text + length, "rest");
            struct csv_piece piece = csv_piece_cut(text, length, false, NO_LIMIT, ',');
            assert_int_equal(piece.rows, rows);
            assert_int_equal(piece.bytes, whole);
            piece = csv_piece_cut(text, length, false, 100, ',');
            assert_int_equal(piece.rows, rows < 100 ? rows : 100);
        }
    }
}

static void quotes_are_reported(void **state)
{
    (void)state;
    assert_false(csv_piece_cut("a\n", 2, true, NO_LIMIT, ',').has_quotes);
    assert_true(csv_piece_cut("a,\"\"\n", 5, true, NO_LIMIT, ',').has_quotes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_piece_ends_after_its_last_whole_row),
        cmocka_unit_test(the_end_of_the_file_ends_the_last_row),
        cmocka_unit_test(blank_rows_are_counted),
        cmocka_unit_test(every_kind_of_line_end_is_one_row_end),
        cmocka_unit_test(a_return_at_the_border_waits_for_its_line_feed),
        cmocka_unit_test(a_line_break_in_quotes_ends_no_row),
        cmocka_unit_test(doubled_quotes_do_not_end_the_quotes),
        cmocka_unit_test(a_quote_inside_a_plain_cell_is_text),
        cmocka_unit_test(an_open_quote_takes_the_rest_of_the_file),
        cmocka_unit_test(no_more_rows_than_the_limit),
        cmocka_unit_test(long_and_short_stretches_agree),
        cmocka_unit_test(quotes_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
