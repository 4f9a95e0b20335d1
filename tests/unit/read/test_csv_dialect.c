/* Which separator a file has, and what its header says. */
#include "household_files.h"

#include "read/csv_dialect.h"
#include "read/csv_scan.h"

static struct csv_dialect dialect;

static enum mah_status find(const char *text, enum encoding encoding, struct mah_error *err)
{
    char padded[20000] = "";
    assert_true(strlen(text) + CSV_PADDING < sizeof padded);
    strcpy(padded, text);
    return csv_dialect_find(&dialect, padded, strlen(text), encoding, "a.csv", err);
}

/* The columns, with | between them. */
static void assert_dialect(const char *text, char separator, const char *columns, size_t records_start)
{
    struct mah_error err = {0};
    if (find(text, ENCODING_UTF8, &err) != MAH_OK)
        fail_msg("'%s': %s", text, err.message);
    struct text names = TEXT_EMPTY;
    for (size_t i = 0; i < dialect.column_count; i++)
        text_add_format(&names, "%s%s", i > 0 ? "|" : "", dialect.columns[i]);
    assert_int_equal(dialect.separator, separator);
    assert_string_equal(names.bytes, columns);
    assert_int_equal(dialect.records_start, records_start);
    text_release(&names);
    csv_dialect_release(&dialect);
}

static void assert_no_dialect(const char *text, const char *piece)
{
    struct mah_error err = {0};
    assert_int_equal(find(text, ENCODING_UTF8, &err), MAH_BAD_SOURCE);
    if (strstr(err.message, piece) == NULL)
        fail_msg("%s", err.message);
    assert_null(dialect.columns);
}

static void each_separator_is_found(void **state)
{
    (void)state;
    assert_dialect("a,b\n1,2\n", ',', "a|b", 4);
    assert_dialect("a;b\n1;2\n", ';', "a|b", 4);
    assert_dialect("a\tb\n1\t2\n", '\t', "a|b", 4);
    assert_dialect("a|b\n1|2\n", '|', "a|b", 4);
}

static void decimal_commas_do_not_hide_the_semicolons(void **state)
{
    (void)state;
    assert_dialect("no;boylam;enlem\n1;37,38;37,06\n2;37,4;37,1\n", ';', "no|boylam|enlem", 16);
    assert_dialect("boylam (derece, WGS84);enlem (derece, WGS84)\n37,38;37,06\n", ';',
                   "boylam (derece, WGS84)|enlem (derece, WGS84)", 45);
}

static void a_separator_in_one_header_cell_does_not_decide(void **state)
{
    (void)state;
    assert_dialect("no,adres; sokak,lon,lat\n1,x,2,3\n2,y,3,4\n", ',', "no|adres; sokak|lon|lat", 24);
}

static void most_rows_decide_not_all(void **state)
{
    (void)state;
    assert_dialect("a,b,c\n1,2,3\n1,2\n1,2,3\n;;\n1,2,3\n", ',', "a|b|c", 6);
    /* Where hardly a row is like the header, the header alone decides. */
    assert_dialect("a,b,c\n1\n2\n3,4,5\n", ',', "a|b|c", 6);
}

static void equally_good_separators_have_an_order(void **state)
{
    (void)state;
    assert_dialect("a;b,c\n1;2,3\n", ';', "a|b,c", 6);
    assert_dialect("a\tb,c\n1\t2,3\n", '\t', "a|b,c", 6);
    assert_dialect("a,b|c\n1,2|3\n", ',', "a|b|c", 6); /* the second is "b|c" */
}

static void separators_in_quotes_do_not_count(void **state)
{
    (void)state;
    assert_dialect("\"a;b;c\",d\n\"1;2;3\",4\n", ',', "a;b;c|d", 10);
}

static void a_header_alone_is_enough(void **state)
{
    (void)state;
    assert_dialect("a,b", ',', "a|b", 3);
    assert_dialect("a;b\r\n", ';', "a|b", 5);
}

static void header_cells_are_trimmed_and_unquoted(void **state)
{
    (void)state;
    assert_dialect(" a , \"b\",\"c\"\"c\",\"d\nd\"\n1,2,3,4\n", ',', "a|\"b\"|c\"c|d\nd", 22);
}

static void empty_columns_at_the_end_are_left_out(void **state)
{
    (void)state;
    assert_dialect("a;b;;\n1;2;;\n", ';', "a|b", 6);
    assert_dialect(";a;;b\n1;2;3;4\n", ';', "|a||b", 6);
}

static void excel_may_declare_the_separator(void **state)
{
    (void)state;
    assert_dialect("sep=;\r\na,b;c\r\n1;2\r\n", ';', "a,b|c", 14);
    assert_dialect("SEP=,\na,b;c\n", ',', "a|b;c", 12);
    assert_dialect("\"sep=|\"\na|b\n", '|', "a|b", 12);
    assert_dialect("sep=\t\na\tb\n", '\t', "a|b", 10);
    assert_int_equal(dialect.first_row_number, 0);
    /* Not declarations, but columns. */
    assert_dialect("sep=x,b\n1,2\n", ',', "sep=x|b", 8);
    assert_dialect("sep=;b\n1;2\n", ';', "sep=|b", 7);
}

static void rows_above_the_header_count(void **state)
{
    (void)state;
    struct mah_error err = {0};
    assert_int_equal(find("\n;;\r\n \na;b\n1;2\n", ENCODING_UTF8, &err), MAH_OK);
    assert_int_equal(dialect.first_row_number, 5);
    csv_dialect_release(&dialect);
    assert_int_equal(find("sep=;\na;b\n1;2\n", ENCODING_UTF8, &err), MAH_OK);
    assert_int_equal(dialect.first_row_number, 2); /* spreadsheets do not show the declaration */
    csv_dialect_release(&dialect);
}

static void header_letters_are_decoded(void **state)
{
    (void)state;
    struct mah_error err = {0};
    assert_int_equal(find("\xDDl\xE7"
                          "e;n\xFC"
                          "fus\n",
                          ENCODING_WINDOWS_1254, &err),
                     MAH_OK);
    assert_string_equal(dialect.columns[0], "İlçe");
    assert_string_equal(dialect.columns[1], "nüfus");
    csv_dialect_release(&dialect);
}

static void a_table_of_one_column_is_an_error_that_names_it(void **state)
{
    (void)state;
    assert_no_dialect("hane_no\n1\n2\n",
                      "'a.csv' has a single column: cells are separated by ; , tab or | (columns: hane_no)");
    assert_no_dialect("hane no:boylam\n1:2\n", "(columns: hane no:boylam)");
}

static void without_a_header_there_is_no_table(void **state)
{
    (void)state;
    assert_no_dialect("\n\n", "'a.csv' has no header row");
    assert_no_dialect("", "has no header row");
    assert_no_dialect("sep=;\n", "has no header row");
    assert_no_dialect("a,\"b\n1,2\n", "a quote in the header has no end");
}

static void a_long_list_of_columns_is_shortened(void **state)
{
    (void)state;
    struct mah_error err = {0};
    struct text header = TEXT_EMPTY;
    for (int i = 0; i < 400; i++)
        text_add_format(&header, "sütun_%d%s", i, i < 399 ? "," : "\n");
    const char *path = write_text("wide.csv", header.bytes);
    text_release(&header);
    struct household_source *source;
    assert_int_equal(household_source_open(&source, &(struct source){.path = (char *)path}, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "(columns: sütun_0, sütun_1, "));
    assert_non_null(strstr(err.message, ", ...)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_separator_is_found),
        cmocka_unit_test(decimal_commas_do_not_hide_the_semicolons),
        cmocka_unit_test(a_separator_in_one_header_cell_does_not_decide),
        cmocka_unit_test(most_rows_decide_not_all),
        cmocka_unit_test(equally_good_separators_have_an_order),
        cmocka_unit_test(separators_in_quotes_do_not_count),
        cmocka_unit_test(a_header_alone_is_enough),
        cmocka_unit_test(header_cells_are_trimmed_and_unquoted),
        cmocka_unit_test(empty_columns_at_the_end_are_left_out),
        cmocka_unit_test(excel_may_declare_the_separator),
        cmocka_unit_test(rows_above_the_header_count),
        cmocka_unit_test(header_letters_are_decoded),
        cmocka_unit_test(a_table_of_one_column_is_an_error_that_names_it),
        cmocka_unit_test(without_a_header_there_is_no_table),
        cmocka_unit_test(a_long_list_of_columns_is_shortened),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
