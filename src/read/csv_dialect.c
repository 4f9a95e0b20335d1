/* How is a CSV file written? */
#include "read/csv_dialect.h"

#include "base/column_list.h"
#include "base/memory.h"
#include "read/csv_scan.h"

enum { SAMPLE_ROWS = 20 };
static const char separators[] = {';', '\t', ',', '|'}; /* in the order in which they win a tie */
enum { SEPARATORS = sizeof separators };

/* How many cells a row has, and how many of them hold something. */
struct row_shape {
    size_t cells, filled;
    const char *end; /* CR, LF or the end of the bytes */
};

static bool is_blank_text(const char *start, const char *end)
{
    struct slice text = {start, (uint32_t)(end - start)};
    return slice_trim(text).length == 0;
}

static struct row_shape row_shape(struct csv_scan *scan, const char *at)
{
    struct row_shape shape = {0};
    struct csv_cell cell;
    for (;; at++) {
        at = csv_take_cell(&cell, scan, at);
        shape.cells++;
        shape.filled += !is_blank_text(cell.start, cell.end);
        if (at == scan->end || *at != scan->separator)
            break;
    }
    shape.end = at;
    return shape;
}

/* What speaks for a separator: rows of the sample with as many cells as the header. */
struct evidence {
    size_t header_cells, rows, alike;
};

static struct evidence find_evidence(struct csv_scan *scan)
{
    struct row_shape shape = row_shape(scan, scan->start);
    struct evidence evidence = {.header_cells = shape.cells};
    const char *at = csv_after_row(scan, shape.end);
    while (at < scan->end && evidence.rows < SAMPLE_ROWS) {
        shape = row_shape(scan, at);
        at = csv_after_row(scan, shape.end);
        if (shape.filled == 0)
            continue;
        evidence.rows++;
        evidence.alike += shape.cells == evidence.header_cells;
    }
    return evidence;
}

static bool is_convincing(const struct evidence *evidence)
{
    return evidence->header_cells > 1 && (evidence->rows == 0 || 2 * evidence->alike > evidence->rows);
}

/* Is the first separator better attested? Shares are compared, since quotes may give each separator other rows. */
static bool is_better(const struct evidence *a, const struct evidence *b)
{
    if (is_convincing(a) != is_convincing(b))
        return is_convincing(a);
    if (!is_convincing(a))
        return a->header_cells > b->header_cells;
    size_t a_alike = a->rows == 0 ? 1 : a->alike, a_rows = a->rows == 0 ? 1 : a->rows;
    size_t b_alike = b->rows == 0 ? 1 : b->alike, b_rows = b->rows == 0 ? 1 : b->rows;
    return a_alike * b_rows > b_alike * a_rows;
}

static char find_separator(const char *header, const char *end, uint64_t *marks)
{
    size_t best = 0;
    struct evidence best_evidence = {0};
    for (size_t i = 0; i < SEPARATORS; i++) {
        struct csv_scan scan;
        csv_scan_begin(&scan, marks, header, (size_t)(end - header), separators[i]);
        struct evidence evidence = find_evidence(&scan);
        if (i > 0 && !is_better(&evidence, &best_evidence))
            continue;
        best = i;
        best_evidence = evidence;
    }
    return separators[best];
}

/* The byte after the line that ends at `at`. */
static const char *after_line(const char *at, const char *end)
{
    if (at == end)
        return at;
    return *at == '\r' && at + 1 < end && at[1] == '\n' ? at + 2 : at + 1;
}

/* "sep=;" in the first line; moves *at behind that line and returns the separator, or 0 where there is no such line. */
static char take_declaration(const char **at, const char *end)
{
    const char *line = *at;
    bool quoted = line < end && *line == '"';
    line += quoted;
    if (end - line < 5 || !slice_equals_ascii_nocase((struct slice){line, 4}, slice_of("sep=")))
        return 0;
    char separator = line[4];
    const char *after = line + 5 + quoted;
    if (memchr(separators, separator, SEPARATORS) == NULL || after > end)
        return 0;
    if (after < end && *after != '\r' && *after != '\n')
        return 0;
    *at = after_line(after, end);
    return separator;
}

static enum mah_status add_column(struct csv_dialect *out, size_t *capacity, const struct csv_cell *cell,
                                  enum encoding encoding, struct mah_error *err)
{
    if (memory_grow((void **)&out->columns, capacity, out->column_count + 1, sizeof *out->columns) != 0)
        return mah_no_memory(err);
    size_t length = (size_t)(cell->end - cell->start);
    char *plain = memory_copy_bytes(cell->start, length);
    if (plain == NULL)
        return mah_no_memory(err);
    if (cell->resolve)
        length = csv_resolve(cell, plain);
    struct text name = TEXT_EMPTY;
    text_add_decoded(&name, plain, length, encoding);
    memory_free(plain);
    struct slice trimmed = slice_trim((struct slice){name.bytes, (uint32_t)name.length});
    char *column = name.failed ? NULL : memory_copy_bytes(trimmed.bytes, trimmed.length);
    text_release(&name);
    if (column == NULL)
        return mah_no_memory(err);
    out->columns[out->column_count++] = column;
    return MAH_OK;
}

/* The names in the header row, with which the scan starts; *after is where the records start. */
static enum mah_status take_header(struct csv_dialect *out, struct csv_scan *scan, enum encoding encoding,
                                   const char **after, const char *shown, struct mah_error *err)
{
    size_t capacity = 0;
    const char *at = scan->start;
    for (;; at++) {
        struct csv_cell cell;
        at = csv_take_cell(&cell, scan, at);
        if (cell.unclosed)
            return mah_fail(err, MAH_BAD_SOURCE, "'%s': a quote in the header has no end", shown);
        enum mah_status status = add_column(out, &capacity, &cell, encoding, err);
        if (status != MAH_OK)
            return status;
        if (at == scan->end || *at != scan->separator)
            break;
    }
    *after = csv_after_row(scan, at);
    while (out->column_count > 0 && out->columns[out->column_count - 1][0] == '\0')
        memory_free(out->columns[--out->column_count]);
    return MAH_OK;
}

/* Past rows with nothing in them, which are counted: they may stand above the header. */
static const char *skip_blank_rows(const char *at, const char *end, int64_t *rows)
{
    while (at < end) {
        const char *stop = at;
        while (stop < end && *stop != '\r' && *stop != '\n')
            stop++;
        bool blank = true;
        for (const char *byte = at; byte < stop && blank; byte++)
            blank = *byte == ' ' || memchr(separators, *byte, SEPARATORS) != NULL;
        if (!blank)
            break;
        at = after_line(stop, end);
        (*rows)++;
    }
    return at;
}

static enum mah_status find_dialect(struct csv_dialect *out, const char *bytes, size_t length, enum encoding encoding,
                                    uint64_t *marks, const char *shown, struct mah_error *err)
{
    const char *at = bytes, *end = bytes + length;
    int64_t rows_above = 0;
    out->separator = take_declaration(&at, end);
    at = skip_blank_rows(at, end, &rows_above);
    if (at == end)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no header row: the first row names the columns", shown);
    if (out->separator == 0)
        out->separator = find_separator(at, end, marks);
    struct csv_scan scan;
    csv_scan_begin(&scan, marks, at, (size_t)(end - at), out->separator);
    enum mah_status status = take_header(out, &scan, encoding, &at, shown, err);
    if (status != MAH_OK)
        return status;
    if (out->column_count < 2)
        return column_list_fail(err, MAH_BAD_SOURCE, out->columns, out->column_count,
                                "'%s' has a single column: cells are separated by ; , tab or |", shown);
    out->records_start = (uint64_t)(at - bytes);
    out->first_row_number = rows_above + 2;
    return MAH_OK;
}

enum mah_status csv_dialect_find(struct csv_dialect *out, const char *bytes, size_t length, enum encoding encoding,
                                 const char *shown, struct mah_error *err)
{
    *out = (struct csv_dialect){0};
    uint64_t *marks = memory_new(csv_scan_words(length), sizeof *marks);
    if (marks == NULL)
        return mah_no_memory(err);
    enum mah_status status = find_dialect(out, bytes, length, encoding, marks, shown, err);
    memory_free(marks);
    if (status != MAH_OK)
        csv_dialect_release(out);
    return status;
}

void csv_dialect_release(struct csv_dialect *dialect)
{
    for (size_t i = 0; i < dialect->column_count; i++)
        memory_free(dialect->columns[i]);
    memory_free(dialect->columns);
    *dialect = (struct csv_dialect){0};
}
