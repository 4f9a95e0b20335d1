/* A CSV file as a household source: what its rows become. */
#include "household_files.h"

#define HEADER "hane_no,boylam,enlem,nufus\n"

static void assert_csv(const char *text, const char *expected)
{
    assert_rows_of_file(write_text("haneler.csv", text), expected);
}

static void rows_become_cells(void **state)
{
    (void)state;
    assert_csv(HEADER "A1,37.38,37.06,4\nA2,37.4,37.1,2\n", "2 hh_id=A1 lon=37.38 lat=37.06 hh_size=4\n"
                                                            "3 hh_id=A2 lon=37.4 lat=37.1 hh_size=2\n");
}

static void a_header_without_rows_is_an_empty_source(void **state)
{
    (void)state;
    assert_csv(HEADER, "");
    assert_csv("hane_no,boylam,enlem,nufus", "");
    assert_csv(HEADER "\n\n", "");
}

static void turkish_excel_writes_semicolons_and_decimal_commas(void **state)
{
    (void)state;
    assert_csv("Hane No;Boylam;Enlem;Hane Nüfusu\r\nA1;37,38;37,06;4\r\n",
               "2 hh_id=A1 lon=37,38 lat=37,06 hh_size=4\n");
}

static void the_last_row_needs_no_line_end(void **state)
{
    (void)state;
    assert_csv(HEADER "A1,1,2,3", "2 hh_id=A1 lon=1 lat=2 hh_size=3\n");
    assert_csv(HEADER "A1,1,2,", "2 hh_id=A1 lon=1 lat=2\n");
}

static void cells_are_trimmed_and_empty_ones_are_missing(void **state)
{
    (void)state;
    assert_csv(HEADER " A1 ,\t1\xC2\xA0,\"  \",\"\"\n", "2 hh_id=A1 lon=1\n");
}

static void words_for_missing_are_not_the_readers_business(void **state)
{
    (void)state;
    assert_csv(HEADER "A1,yok,-,NULL\n", "2 hh_id=A1 lon=yok lat=- hh_size=NULL\n");
}

static void quotes_follow_rfc_4180(void **state)
{
    (void)state;
    assert_csv(HEADER "\"A,1\",\"1\",\"2\",\"3\"\n", "2 hh_id=A,1 lon=1 lat=2 hh_size=3\n");
    assert_csv(HEADER "\"A\"\"1\"\"\",1,2,3\n", "2 hh_id=A\"1\" lon=1 lat=2 hh_size=3\n");
    assert_csv(HEADER "\"\"\"\",1,2,3\n", "2 hh_id=\" lon=1 lat=2 hh_size=3\n");
    assert_csv(HEADER "\"A\n1\",1,2,3\nA2,1,2,3\n",
               "2 hh_id=A\n1 lon=1 lat=2 hh_size=3\n3 hh_id=A2 lon=1 lat=2 hh_size=3\n");
}

static void stray_quotes_are_text(void **state)
{
    (void)state;
    assert_csv(HEADER "A 5\",1,2,3\n", "2 hh_id=A 5\" lon=1 lat=2 hh_size=3\n");
    assert_csv(HEADER " \"A\",1,2,3\n", "2 hh_id=\"A\" lon=1 lat=2 hh_size=3\n");
    assert_csv(HEADER "\"A\" x\"y\",1,2,3\n", "2 hh_id=A x\"y\" lon=1 lat=2 hh_size=3\n");
    assert_csv(HEADER "\"A\" ,1,2,3\n", "2 hh_id=A lon=1 lat=2 hh_size=3\n");
}

static void blank_rows_are_skipped_but_numbered(void **state)
{
    (void)state;
    assert_csv(HEADER "\n  \nA1,1,2,3\n,,,\n , ,\nA2,1,2,3\n",
               "4 hh_id=A1 lon=1 lat=2 hh_size=3\n7 hh_id=A2 lon=1 lat=2 hh_size=3\n");
}

static void a_row_with_only_unused_cells_is_not_blank(void **state)
{
    (void)state;
    assert_csv("not_used,boylam,enlem,nufus\nx,,,\n", "2\n");
}

static void rows_of_another_length_are_bad_rows(void **state)
{
    (void)state;
    assert_csv(HEADER "A1,1,2\nA2,1,2,3,4\nA3,1,2,3,,\nA4\nA5,1,2,3, \n", "2 hh_id=A1 lon=1 lat=2 BAD_ROW\n"
                                                                          "3 hh_id=A2 lon=1 lat=2 hh_size=3 BAD_ROW\n"
                                                                          "4 hh_id=A3 lon=1 lat=2 hh_size=3\n"
                                                                          "5 hh_id=A4 BAD_ROW\n"
                                                                          "6 hh_id=A5 lon=1 lat=2 hh_size=3\n");
}

static void an_open_quote_in_the_last_row_is_a_bad_row(void **state)
{
    (void)state;
    assert_csv(HEADER "A1,1,2,3\nA2,1,2,\"3\n",
               "2 hh_id=A1 lon=1 lat=2 hh_size=3\n3 hh_id=A2 lon=1 lat=2 hh_size=3 BAD_ROW\n");
}

/* One row in quarantine would stand for all the households behind the quote. */
static void an_open_quote_does_not_swallow_households(void **state)
{
    (void)state;
    static const char *const texts[] = {
        HEADER "A1,1,2,3\nA2,1,2,\"3\nA3,1,2,3\nA4,1,2,3\n",
        HEADER "A1,1,2,3\r\nA2,1,2,\"3\r\nA3,1,2,3\r\nA4,1,2,3",
        HEADER "A1,1,2,3\rA2,1,2,\"3\rA3,1,2,3\rA4,1,2,3\r",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct source wanted = {.path = (char *)write_text("acik.csv", texts[i])};
        for (size_t piece = 1; piece < 60; piece += 7)
            assert_reading_fails(&wanted, 1 + piece % 3, piece, "a quote in row 3 is never closed and takes in the 2");
    }
}

static void a_file_without_a_last_line_end_says_so(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_unended;
    } cases[] = {{HEADER "A1,1,2,3", true}, {HEADER "A1,1,2,3\n", false}, {HEADER "A1,1,2,3\r", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct household_source *source = NULL;
        const struct source wanted = {.path = (char *)write_text("son.csv", cases[i].text)};
        assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
        assert_int_equal(household_source_facts(source)->is_unended, cases[i].is_unended);
        household_source_close(source);
    }
}

static void line_ends_of_all_systems_are_read(void **state)
{
    (void)state;
    const char *expected = "2 hh_id=A1 lon=1 lat=2 hh_size=3\n4 hh_id=A2 lon=1 lat=2 hh_size=3\n";
    assert_csv("hane_no,boylam,enlem,nufus\nA1,1,2,3\n\nA2,1,2,3\n", expected);
    assert_csv("hane_no,boylam,enlem,nufus\r\nA1,1,2,3\r\n\r\nA2,1,2,3\r\n", expected);
    assert_csv("hane_no,boylam,enlem,nufus\rA1,1,2,3\r\rA2,1,2,3\r", expected);
    assert_csv("hane_no,boylam,enlem,nufus\r\nA1,1,2,3\n\rA2,1,2,3", expected);
}

static void a_byte_order_mark_is_no_part_of_the_header(void **state)
{
    (void)state;
    assert_csv("\xEF\xBB\xBF" HEADER "A1,1,2,3\n", "2 hh_id=A1 lon=1 lat=2 hh_size=3\n");
    assert_csv("\xEF\xBB\xBF"
               "sep=,\r\n" HEADER "A1,1,2,3\n",
               "2 hh_id=A1 lon=1 lat=2 hh_size=3\n");
}

static void turkish_single_byte_files_become_utf8(void **state)
{
    (void)state;
    assert_csv("hane_no;\xDDl\xE7"
               "e;mahalle;n\xFC"
               "fus\nA1;\xDE"
               "ahinbey;K\x87;4\n",
               "2 hh_id=A1 mah_name=K‡ ilce_name=Şahinbey hh_size=4\n");
    assert_csv("hane_no;mahalle;nufus\nA1;K\xFD\x81;4\nA2;Kad\xFDk\xF6y\xFC;4\n",
               "2 hh_id=A1 mah_name=Kı\xEF\xBF\xBD hh_size=4 BAD_ENCODING\n3 hh_id=A2 mah_name=Kadıköyü hh_size=4\n");
}

static void broken_bytes_in_utf8_spoil_their_rows_only(void **state)
{
    (void)state;
    assert_csv("hane_no,mahalle,nufus,not\nA1,Şahinbey,4,ğ\nA2,\xFFx,4,y\nA3,İncilipınar,4,\xC5\n",
               "2 hh_id=A1 mah_name=Şahinbey hh_size=4\n"
               "3 hh_id=A2 mah_name=\xEF\xBF\xBDx hh_size=4 BAD_ENCODING\n"
               "4 hh_id=A3 mah_name=İncilipınar hh_size=4 BAD_ENCODING\n");
}

static void facts_tell_what_was_found(void **state)
{
    (void)state;
    struct household_source *source;
    struct mah_error err = {0};
    const char *path = write_text("bilgi.csv", "\nhane_no;boylam;enlem;n\xFC"
                                               "fus;oda\nA1;1;2;3;4\n");
    assert_int_equal(household_source_open(&source, &(struct source){.path = (char *)path}, &err), MAH_OK);
    const struct source_facts *facts = household_source_facts(source);
    assert_string_equal(facts->name, "bilgi.csv");
    assert_string_equal(facts->format, "CSV");
    assert_int_equal(facts->encoding, ENCODING_ISO_8859_9);
    assert_true(facts->encoding_guessed);
    assert_int_equal(facts->separator, ';');
    assert_false(facts->has_geometry);
    assert_true(facts->crs_known);
    assert_string_equal(facts->crs, "EPSG:4326");
    assert_int_equal(facts->bytes, 43);
    assert_int_equal(facts->first_row_number, 3);
    assert_int_equal(facts->column_count, 5);
    assert_string_equal(facts->columns[3], "nüfus");
    assert_int_equal(facts->map.column[FIELD_LAT], 2);
    assert_int_equal(facts->map.column[FIELD_WEIGHT], -1);
    assert_int_equal(household_source_bytes_read(source), 0);
    char *text;
    assert_int_equal(gather(&text, source, 1, &err), MAH_OK);
    assert_int_equal(household_source_bytes_read(source), 43);
    assert_int_equal(household_source_recoded_texts(source), 0);
    memory_free(text);
    household_source_close(source);
}

static void projected_columns_have_no_crs_unless_it_is_said(void **state)
{
    (void)state;
    struct household_source *source;
    const char *path = write_text("xy.csv", "hane_no,x,y,nufus\nA1,1,2,3\n");
    assert_int_equal(household_source_open(&source, &(struct source){.path = (char *)path}, NULL), MAH_OK);
    assert_false(household_source_facts(source)->crs_known);
    assert_null(household_source_facts(source)->crs);
    household_source_close(source);
    struct source wanted = {.path = (char *)path, .crs = "EPSG:5256"};
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    assert_true(household_source_facts(source)->crs_known);
    assert_string_equal(household_source_facts(source)->crs, "EPSG:5256");
    household_source_close(source);
}

static void one_column_may_be_two_fields(void **state)
{
    (void)state;
    struct field_choice choices[] = {{.field = "arr_year", .column = "gelis"},
                                     {.field = "arr_date", .column = "gelis"}};
    const char *path = write_text("cift.csv", "hane_no,boylam,enlem,nufus,gelis\nA1,1,2,3,2021\n\nA2,1,2,3,\n");
    assert_rows(&(struct source){.path = (char *)path, .fields = choices, .field_count = 2},
                "2 hh_id=A1 lon=1 lat=2 hh_size=3 arr_year=2021 arr_date=2021\n4 hh_id=A2 lon=1 lat=2 hh_size=3\n");
}

static void raw_rows_stand_as_in_the_file(void **state)
{
    (void)state;
    struct household_source *source;
    struct household_reader *reader;
    struct batch *batch;
    bool more;
    struct mah_error err = {0};
    const char *path = write_text("ham.csv", HEADER "\"A\"\"1\",1, 2 ,3\r\n\"A\n2\",1,2\nA3,1,2,3");
    assert_int_equal(household_source_open(&source, &(struct source){.path = (char *)path}, &err), MAH_OK);
    assert_int_equal(household_reader_new(&reader, source, &err), MAH_OK);
    assert_int_equal(household_reader_next(reader, &batch, &more, &err), MAH_OK);
    assert_true(more);
    assert_int_equal(batch->rows, 3);
    assert_int_equal(batch->row_span, 3);
    assert_int_equal(batch->encoding, ENCODING_UTF8);
    static const char *const rows[] = {"\"A\"\"1\",1, 2 ,3", "\"A\n2\",1,2", "A3,1,2,3"};
    for (size_t i = 0; i < 3; i++) {
        char *raw = batch_raw_text(batch, i);
        assert_string_equal(raw, rows[i]);
        memory_free(raw);
    }
    assert_int_equal(household_reader_next(reader, &batch, &more, &err), MAH_OK);
    assert_false(more);
    assert_int_equal(batch->rows, 0);
    household_reader_free(reader);
    household_source_close(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_become_cells),
        cmocka_unit_test(a_header_without_rows_is_an_empty_source),
        cmocka_unit_test(turkish_excel_writes_semicolons_and_decimal_commas),
        cmocka_unit_test(the_last_row_needs_no_line_end),
        cmocka_unit_test(cells_are_trimmed_and_empty_ones_are_missing),
        cmocka_unit_test(words_for_missing_are_not_the_readers_business),
        cmocka_unit_test(quotes_follow_rfc_4180),
        cmocka_unit_test(stray_quotes_are_text),
        cmocka_unit_test(blank_rows_are_skipped_but_numbered),
        cmocka_unit_test(a_row_with_only_unused_cells_is_not_blank),
        cmocka_unit_test(rows_of_another_length_are_bad_rows),
        cmocka_unit_test(an_open_quote_in_the_last_row_is_a_bad_row),
        cmocka_unit_test(an_open_quote_does_not_swallow_households),
        cmocka_unit_test(a_file_without_a_last_line_end_says_so),
        cmocka_unit_test(line_ends_of_all_systems_are_read),
        cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_header),
        cmocka_unit_test(turkish_single_byte_files_become_utf8),
        cmocka_unit_test(broken_bytes_in_utf8_spoil_their_rows_only),
        cmocka_unit_test(facts_tell_what_was_found),
        cmocka_unit_test(projected_columns_have_no_crs_unless_it_is_said),
        cmocka_unit_test(one_column_may_be_two_fields),
        cmocka_unit_test(raw_rows_stand_as_in_the_file),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
