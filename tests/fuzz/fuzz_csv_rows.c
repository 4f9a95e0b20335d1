/* Hostile rows of a CSV, in memory: cut into pieces of every length and read a word at a time, they are the rows that
 * are found byte by byte. */
#include "naive_csv.h"
#include "read/csv_dialect.h"
#include "read/csv_piece.h"
#include "read/csv_rows.h"
#include "read/csv_scan.h"

enum { COLUMNS = 3 };

static struct field_map map;
static struct batch batch;

static void make_batch(void)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        map.column[i] = -1;
    map.column[FIELD_HH_SIZE] = 0;
    map.column[FIELD_MAH_NAME] = 2;
    map.column[FIELD_HH_ID] = 2; /* two fields of one column, and none of another */
    require(batch_init(&batch, &map, false, NULL) == MAH_OK);
}

/* The piece as the reader hands it on: padding behind it, the first of it an LF, what follows of any value. */
static void check_piece(struct naive_csv *naive, const char *bytes, size_t length, bool has_quotes, size_t rows,
                        enum csv_suspicion suspicion)
{
    struct csv_layout layout;
    char *piece = memory_new(length + CSV_PADDING, 1), *room = has_quotes ? memory_new(length, 1) : NULL;
    uint64_t *marks = memory_new(csv_scan_words(length), sizeof *marks);
    memcpy(piece, bytes, length);
    memset(piece + length, bytes[0], CSV_PADDING);
    piece[length] = '\n';
    require(csv_layout_init(&layout, &batch, &map, COLUMNS, naive->separator, suspicion, NULL) == MAH_OK);
    require(csv_rows_parse(&batch, &layout, piece, length, marks, room, NULL) == MAH_OK);
    require(batch.row_span == rows);
    size_t row = 0;
    for (uint32_t line = 0; line < rows; line++) {
        require(naive_take_row(naive));
        if (naive_row_is_blank(naive))
            continue;
        require(row < batch.rows && batch.line[row] == line);
        naive_require_same(naive, &batch, row, &map);
        bool broken =
            suspicion == CSV_MAYBE_NOT_UTF8 && !utf8_is_valid(naive->row, (size_t)(naive->row_end - naive->row));
        require(batch.fault[row] == ROW_BAD_ROW || (batch.fault[row] == ROW_BAD_ENCODING) == broken);
        row++;
    }
    require(row == batch.rows);
    csv_layout_release(&layout);
    memory_free(piece);
    memory_free(room);
    memory_free(marks);
}

static void check_dialect(const char *bytes, size_t length)
{
    struct csv_dialect dialect;
    struct mah_error error = {0};
    char *copy = memory_new(length + CSV_PADDING, 1);
    memcpy(copy, bytes, length);
    enum mah_status status = csv_dialect_find(&dialect, copy, length, ENCODING_UTF8, "x.csv", &error);
    require_reason(status, &error);
    if (status == MAH_OK) {
        require(dialect.column_count > 1 && dialect.records_start <= length && dialect.first_row_number > 1);
        require(strchr(";\t,|", dialect.separator) != NULL);
        for (size_t i = 0; i < dialect.column_count; i++)
            require(utf8_is_valid(dialect.columns[i], strlen(dialect.columns[i])));
    }
    csv_dialect_release(&dialect);
    memory_free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    uint8_t choice = fuzz_byte(&input);
    size_t step = fuzz_byte(&input), limit = fuzz_byte(&input) % 9 + 1;
    struct naive_csv naive = {.separator = ";\t,|"[choice % 4], .wanted = COLUMNS};
    const char *bytes = (const char *)input.at, *end = bytes + input.left;
    if (input.left == 0 || input.left > 4096)
        return 0;
    if (batch.line == NULL)
        make_batch();
    check_dialect(bytes, input.left);
    naive.at = bytes;
    naive.end = end;
    while (bytes < end) {
        struct csv_piece piece = {0};
        size_t length = step + 1; /* as take_piece does: a longer one where not one row ends in it */
        for (; piece.bytes == 0; length *= 2) {
            if (length > (size_t)(end - bytes))
                length = (size_t)(end - bytes);
            piece = csv_piece_cut(bytes, length, bytes + length == end, limit, naive.separator);
            require(piece.bytes <= length && piece.rows <= limit && (piece.rows > 0) == (piece.bytes > 0));
            require(piece.has_quotes == (memchr(bytes, '"', length) != NULL));
        }
        check_piece(&naive, bytes, piece.bytes, piece.has_quotes, piece.rows,
                    choice & 4 ? CSV_MAYBE_NOT_UTF8 : CSV_TRUSTED);
        bytes += piece.bytes;
        require(naive.at == bytes);
    }
    naive_release(&naive);
    return 0;
}
