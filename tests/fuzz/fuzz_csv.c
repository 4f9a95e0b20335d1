/* A hostile CSV file of households: whatever the pieces it is read in, the rows are those that are found byte by byte
 * in its text, and the books balance. */
#include "few_aliases.h"
#include "naive_csv.h"
#include "read/csv_encoding.h"
#include "read/household_source.h"

/* Headers that make a sound file of nearly anything; the first choice is a file as the input stands. */
static const char *const headers[] = {
    "",
    "hane_no;nufus;mahalle;boylam;enlem\n",
    "hane_no,nufus,mahalle,gelis_yili\r\n",
    "\xEF\xBB\xBFnufus\tmahalle\tboylam\tenlem\r",
    "sep=;\n;;\nnufus;\"mahalle\";\"boy\"\"lam\"\n",
};

/* The text of the file as UTF-8, behind its byte order mark. */
static struct text text_of(const uint8_t *bytes, size_t size, enum encoding encoding)
{
    struct text text = TEXT_EMPTY;
    size_t mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (encoding == ENCODING_UTF8)
        text_add_bytes(&text, (const char *)bytes + mark, size - mark);
    else
        text_add_decoded(&text, (const char *)bytes + mark, size - mark, encoding);
    return text;
}

/* Past a declaration and blank rows to the header, and past it, as csv_dialect.h says. */
static void skip_header(struct naive_csv *naive, const struct source_facts *facts)
{
    const char *line = naive->at + (naive->at < naive->end && *naive->at == '"');
    if (naive->end - line >= 5 && slice_equals_ascii_nocase((struct slice){line, 4}, slice_of("sep=")) &&
        line[4] == facts->separator) {
        const char *after = line + 5 + (line - naive->at);
        if (after == naive->end || (after < naive->end && (*after == '\r' || *after == '\n'))) {
            naive->at = after + (after < naive->end);
            naive->at += after + 1 < naive->end && after[0] == '\r' && after[1] == '\n';
        }
    }
    for (int64_t rows = facts->first_row_number - 2; rows > 0; rows--) { /* quotes are no quotes there */
        while (naive->at < naive->end && *naive->at != '\r' && *naive->at != '\n')
            naive->at++;
        require(naive->at < naive->end);
        if (*naive->at++ == '\r' && naive->at < naive->end && *naive->at == '\n')
            naive->at++;
    }
    require(naive_take_row(naive) && naive->count >= facts->column_count);
}

/* A file is refused in the middle only for a quote that takes in everything behind it. */
static void require_unclosed(struct naive_csv *naive, enum mah_status status, const struct mah_error *error)
{
    require(status == MAH_BAD_SOURCE && strstr(error->message, "a quote in row") != NULL);
    while (naive_take_row(naive))
        continue;
    require(naive->is_unclosed);
}

/* One reader from the beginning to the end. */
static void check_rows(struct household_source *source, struct naive_csv naive)
{
    const struct source_facts *facts = household_source_facts(source);
    struct household_reader *reader = NULL;
    struct batch *batch = NULL;
    struct mah_error error = {0};
    bool more = true;
    int64_t next = facts->first_row_number;
    require(household_reader_new(&reader, source, &error) == MAH_OK);
    skip_header(&naive, facts);
    naive.wanted = facts->column_count;
    for (uint64_t ticket = 0;; ticket++) {
        enum mah_status status = household_reader_next(reader, &batch, &more, &error);
        if (status != MAH_OK) {
            require_unclosed(&naive, status, &error);
            household_reader_free(reader);
            naive_release(&naive);
            return;
        }
        if (!more)
            break;
        require(batch->ticket == ticket && batch->first_row == next);
        size_t row = 0;
        for (uint32_t line = 0; line < batch->row_span; line++) {
            require(naive_take_row(&naive));
            if (naive_row_is_blank(&naive))
                continue;
            require(row < batch->rows && batch->line[row] == line);
            naive_require_same(&naive, batch, row, &facts->map);
            bool broken = !utf8_is_valid(naive.row, (size_t)(naive.row_end - naive.row));
            require(batch->fault[row] == ROW_BAD_ROW || facts->encoding != ENCODING_UTF8 ||
                    (batch->fault[row] == ROW_BAD_ENCODING) == broken);
            char *raw = batch_raw_text(batch, row);
            require(raw != NULL && strlen(raw) <= 500 && utf8_is_valid(raw, strlen(raw)));
            memory_free(raw);
            row++;
        }
        require(row == batch->rows);
        next += (int64_t)batch->row_span;
    }
    require(naive.at == naive.end);
    household_reader_free(reader);
    naive_release(&naive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    static const char *const encodings[] = {"auto", "utf-8", "windows-1254", "iso-8859-9"};
    struct fuzz_input input = {data, size};
    struct household_source *source = NULL;
    struct mah_error error = {0};
    if (path == NULL) {
        path = memory_copy_text(fuzz_path("haneler.csv"));
        keep_few_aliases();
    }
    uint8_t choice = fuzz_byte(&input);
    size_t piece = fuzz_byte(&input);
    const char *header = headers[choice % (sizeof headers / sizeof *headers)];
    struct text file = TEXT_EMPTY;
    text_add(&file, header);
    text_add_bytes(&file, (const char *)input.at, input.left);
    fuzz_write(path, text_bytes(&file), file.length);
    struct source wanted = {.path = path, .encoding = (char *)(uintptr_t)encodings[choice / 16 % 4]};
    enum mah_status status = choice >= 128 ? household_source_open_trusting(&source, &wanted, 2, &error)
                                           : household_source_open(&source, &wanted, &error);
    require_reason(status, &error);
    if (status == MAH_OK && strcmp(household_source_facts(source)->format, "CSV") == 0) {
        const struct source_facts *facts = household_source_facts(source);
        struct text text = text_of((const uint8_t *)text_bytes(&file), file.length, facts->encoding);
        household_source_set_piece_bytes(source, piece < 128 ? piece + 1 : 1000000);
        check_rows(source, (struct naive_csv){.at = text_bytes(&text),
                                              .end = text_bytes(&text) + text.length,
                                              .separator = facts->separator});
        text_release(&text);
    }
    household_source_close(source);
    text_release(&file);
    return 0;
}
