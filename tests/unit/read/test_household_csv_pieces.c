/* A CSV file in pieces: the same rows however it is cut and by however many readers, and files that change meanwhile.
 */
#include "household_files.h"

#include "read/csv_dialect.h"

/* A row of the oracle below. */
struct oracle {
    const char *at;
    char separator;
};

/* An independent reader of one row, byte by byte. Returns false at the end of the text. */
static bool oracle_row(struct oracle *oracle, char cells[][600], size_t *count, bool *open)
{
    if (*oracle->at == '\0')
        return false;
    size_t length = 0;
    bool quoted = false, start = true;
    *count = 0;
    *open = false;
    for (;; oracle->at++) {
        char byte = *oracle->at;
        if (start && byte == '"') {
            quoted = true;
        } else if (quoted && byte == '"' && oracle->at[1] == '"') {
            cells[*count][length++] = '"';
            oracle->at++;
        } else if (quoted && byte == '"') {
            quoted = false;
        } else if (byte == '\0' || (!quoted && (byte == oracle->separator || byte == '\n' || byte == '\r'))) {
            cells[(*count)++][length] = '\0';
            length = 0;
            *open = quoted;
            start = true;
            if (byte == oracle->separator)
                continue;
            if (byte == '\r' && oracle->at[1] == '\n')
                oracle->at++;
            if (byte != '\0')
                oracle->at++;
            return true;
        } else {
            cells[*count][length++] = byte;
        }
        start = false;
    }
}

static void oracle_add_cell(struct text *out, const char *name, const char *cell)
{
    struct slice trimmed = slice_trim(slice_of(cell));
    if (trimmed.length == 0)
        return;
    text_add_format(out, " %s=", name);
    text_add_bytes(out, trimmed.bytes, trimmed.length);
}

/* What gather() should say of rows under the header "hane_no?skip?mahalle?nufus". */
/* Does a line begin between these two? */
static bool has_more_lines(const char *from, const char *to)
{
    for (; from + 1 < to; from++)
        if (*from == '\n' || (*from == '\r' && from[1] != '\n'))
            return true;
    return false;
}

/* NULL where it should refuse them. */
static char *oracle_rows(const char *records, char separator)
{
    static char cells[600][600];
    struct text out = TEXT_EMPTY;
    struct oracle oracle = {records, separator};
    size_t count;
    bool open;
    for (int row = 2;; row++) {
        const char *start = oracle.at;
        if (!oracle_row(&oracle, cells, &count, &open))
            return text_take(&out);
        if (open && has_more_lines(start, oracle.at)) {
            text_release(&out);
            return NULL;
        }
        bool blank = true, extra = false;
        for (const char *byte = start; byte < oracle.at; byte++)
            blank = blank && strchr(" \t\r\n", *byte) != NULL;
        bool separators_only = true;
        for (const char *byte = start; byte < oracle.at; byte++)
            separators_only = separators_only && (strchr(" \t\r\n", *byte) != NULL || *byte == separator);
        if (blank || separators_only)
            continue;
        for (size_t i = 4; i < count; i++)
            for (const char *byte = cells[i]; *byte != '\0'; byte++)
                extra = extra || (*byte != ' ' && *byte != '\t');
        text_add_format(&out, "%d", row);
        oracle_add_cell(&out, "hh_id", cells[0]);
        if (count > 2)
            oracle_add_cell(&out, "mah_name", cells[2]);
        if (count > 3)
            oracle_add_cell(&out, "hh_size", cells[3]);
        text_add(&out, count < 4 || extra || open ? " BAD_ROW\n" : "\n");
    }
}

static uint32_t random_state = 7;

static uint32_t next_random(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return random_state >> 8;
}

/* A file of random snippets that are dangerous to one who cuts: quotes, line ends, separators, in any order. */
static void any_text_is_read_the_same_however_it_is_cut(void **state)
{
    (void)state;
    static const char *const snippets[] = {"\"",    ",",  "\n",    "\r\n", "a",          "\"\"",
                                           "bc d",  "\r", "\",\"", "\"\n", "A1,x,y,4\n", "A2,,\"k\",1\r\n",
                                           ",,,\n", " "};
    for (int round = 0; round < 100; round++) {
        struct text text = TEXT_EMPTY;
        uint32_t kinds = 3 + next_random() % (sizeof snippets / sizeof *snippets - 2), pieces = next_random() % 60;
        text_add(&text, "hane_no,skip,mahalle,nufus\n");
        size_t header = text.length;
        for (uint32_t i = 0; i < pieces; i++)
            text_add(&text, snippets[next_random() % kinds]);
        const char *path = write_text("random.csv", text.bytes);
        char *expected = oracle_rows(text.bytes + header, ',');
        struct source wanted = {.path = (char *)path};
        for (size_t piece = 1; piece < text.length - header + 2; piece += 1 + piece / 8) {
            if (expected == NULL) {
                assert_reading_fails(&wanted, 1 + piece % 3, piece, "is never closed");
                continue;
            }
            char *rows = rows_of(&wanted, 1 + piece % 3, piece);
            if (strcmp(rows, expected) != 0)
                fail_msg("pieces of %zu bytes of:\n%s\ngive:\n%s\ninstead of:\n%s", piece, text.bytes, rows, expected);
            memory_free(rows);
        }
        memory_free(expected);
        text_release(&text);
    }
}

/* Quoted line breaks, CRLF and letters of several bytes across every possible border. */
static void every_cut_gives_the_same_rows(void **state)
{
    (void)state;
    const char *path = write_text("kesik.csv", "hane_no,skip,mahalle,nufus\r\n"
                                               "A1,\"iki\r\nsatır\",Şahinbey,3\r\n"
                                               "\r\n"
                                               "A2,\"\"\"x\"\"\",\"Ça,ğ\",4\r\n"
                                               "A3,,İ\r\n"
                                               "A4,y,Ö,5\r\n");
    struct source wanted = {.path = (char *)path};
    for (size_t piece = 1; piece < 150; piece++) {
        for (size_t readers = 1; readers <= 4; readers++) {
            char *rows = rows_of(&wanted, readers, piece);
            assert_string_equal(rows, "2 hh_id=A1 mah_name=Şahinbey hh_size=3\n"
                                      "4 hh_id=A2 mah_name=Ça,ğ hh_size=4\n"
                                      "5 hh_id=A3 mah_name=İ BAD_ROW\n"
                                      "6 hh_id=A4 mah_name=Ö hh_size=5\n");
            memory_free(rows);
        }
    }
}

/* More rows than a batch holds, in one piece. */
static void a_batch_is_never_overfilled(void **state)
{
    (void)state;
    enum { ROWS = 2 * BATCH_ROWS + 100 };
    struct text text = TEXT_EMPTY;
    text_add(&text, "hane_no,mahalle,nufus\n");
    for (int i = 0; i < ROWS; i++)
        text_add_format(&text, "%d,M,1\n%s", i, i % 1000 == 0 ? "\n" : "");
    const char *path = write_bytes("cok.csv", text.bytes, text.length);
    text_release(&text);
    struct source wanted = {.path = (char *)path};
    char *one = rows_of(&wanted, 1, 4 * 1024 * 1024), *four = rows_of(&wanted, 4, 0);
    assert_string_equal(one, four);
    size_t rows = 0;
    for (const char *at = one; *at != '\0'; at++)
        rows += *at == '\n';
    assert_int_equal(rows, ROWS);
    assert_non_null(strstr(one, "\n32902 hh_id=32867 mah_name=M hh_size=1\n"));
    memory_free(one);
    memory_free(four);
}

static void a_row_without_an_end_is_named(void **state)
{
    (void)state;
    struct text text = TEXT_EMPTY;
    text_add(&text, "hane_no,mahalle,nufus\nA1,M,1\n\nA3,\"M,1\n");
    for (size_t i = 0; i < CSV_ROW_LIMIT / 64 + 10; i++)
        text_add(&text, "123456789 123456789 123456789 123456789 123456789 123456789 123\n");
    const char *path = write_bytes("acik.csv", text.bytes, text.length);
    text_release(&text);
    struct household_source *source;
    struct mah_error err = {0};
    char *rows;
    assert_int_equal(household_source_open(&source, &(struct source){.path = (char *)path}, &err), MAH_OK);
    assert_int_equal(gather(&rows, source, 1, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "row 4 is longer than 8 MB; perhaps a quote in it has no end"));
    memory_free(rows);
    household_source_close(source);
}

static void a_row_of_several_megabytes_is_read(void **state)
{
    (void)state;
    struct text text = TEXT_EMPTY;
    text_add(&text, "hane_no,not,mahalle,nufus\nA1,\"");
    for (int i = 0; i < 300000; i++)
        text_add(&text, "uzun not\n");
    text_add(&text, "\",M,1\nA2,,M,2\n");
    const char *path = write_bytes("uzun.csv", text.bytes, text.length);
    text_release(&text);
    assert_rows_of_file(path, "2 hh_id=A1 mah_name=M hh_size=1\n3 hh_id=A2 mah_name=M hh_size=2\n");
}

static struct household_source *open_long_file(const char **path)
{
    struct text text = TEXT_EMPTY;
    struct household_source *source;
    text_add(&text, "hane_no,mahalle,nufus\n");
    for (int i = 0; i < 1000; i++)
        text_add_format(&text, "%d,M,1\n", i);
    *path = write_bytes("degisen.csv", text.bytes, text.length);
    text_release(&text);
    assert_int_equal(household_source_open(&source, &(struct source){.path = (char *)*path}, NULL), MAH_OK);
    household_source_set_piece_bytes(source, 1000);
    return source;
}

static void a_file_that_is_cut_while_it_is_read_is_an_error(void **state)
{
    (void)state;
    const char *path;
    struct mah_error err = {0};
    struct household_source *source = open_long_file(&path);
    assert_int_equal(truncate(path, 3000), 0);
    char *rows;
    assert_int_equal(gather(&rows, source, 2, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "became shorter while it was read"));
    memory_free(rows);
    household_source_close(source);
}

static void a_file_that_is_written_while_it_is_read_is_an_error(void **state)
{
    (void)state;
    const char *path;
    struct mah_error err = {0};
    struct household_source *source = open_long_file(&path);
    FILE *file = fopen(path, "ab");
    assert_non_null(file);
    fputs("1000,M,1\n", file);
    fclose(file);
    char *rows;
    assert_int_equal(gather(&rows, source, 2, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "changed while it was read"));
    memory_free(rows);
    household_source_close(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_is_read_the_same_however_it_is_cut),
        cmocka_unit_test(every_cut_gives_the_same_rows),
        cmocka_unit_test(a_batch_is_never_overfilled),
        cmocka_unit_test(a_row_without_an_end_is_named),
        cmocka_unit_test(a_row_of_several_megabytes_is_read),
        cmocka_unit_test(a_file_that_is_cut_while_it_is_read_is_an_error),
        cmocka_unit_test(a_file_that_is_written_while_it_is_read_is_an_error),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
