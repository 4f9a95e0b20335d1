/* Pieces of a CSV file become batches. */
#include "read/csv_rows.h"

#include "base/memory.h"
#include "read/csv_scan.h"
#include "read/digit_scan.h"

/* The walk through one piece. */
struct parse {
    struct batch *batch;
    const struct csv_layout *layout;
    struct csv_scan scan;
    char *room; /* NULL: there are no quotes */
    struct digit_scan digits;
    const char *number; /* the byte after the next eleven digits; NULL: there are no more */
};

enum mah_status csv_layout_init(struct csv_layout *out, struct batch *batch, const struct field_map *map,
                                size_t column_count, char separator, enum csv_suspicion suspicion,
                                struct mah_error *err)
{
    *out = (struct csv_layout){.separator = separator, .suspicion = suspicion, .column_count = column_count};
    out->sinks = memory_new(column_count, sizeof *out->sinks);
    out->twins = memory_new(FIELD_COUNT, sizeof *out->twins);
    if (out->sinks == NULL || out->twins == NULL) {
        csv_layout_release(out);
        return mah_no_memory(err);
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (map->column[i] < 0)
            continue;
        struct csv_sink *sink = &out->sinks[map->column[i]];
        struct csv_sink field = {batch->columns[i].kind, batch->columns[i].cell};
        if (sink->kind == NULL)
            *sink = field;
        else
            out->twins[out->twin_count++] = (struct csv_twin){.from = *sink, .to = field};
    }
    return MAH_OK;
}

void csv_layout_release(struct csv_layout *layout)
{
    memory_free(layout->sinks);
    memory_free(layout->twins);
    *layout = (struct csv_layout){0};
}

static bool store(struct csv_sink sink, size_t row, struct slice text)
{
    text = slice_trim(text);
    sink.kind[row] = text.length > 0 ? CELL_TEXT : CELL_MISSING;
    sink.cell[row].text = text;
    return text.length > 0;
}

static struct slice cell_text(struct parse *parse, const struct csv_cell *cell)
{
    if (!cell->resolve)
        return (struct slice){cell->start, (uint32_t)(cell->end - cell->start)};
    size_t length = csv_resolve(cell, parse->room);
    struct slice text = {parse->room, (uint32_t)length};
    parse->room += length;
    return text;
}

static bool is_blank_row(const char *at, const char *end, char separator)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == separator))
        at++;
    return at == end;
}

static enum row_fault row_fault(enum csv_suspicion suspicion, const char *row, size_t length)
{
    bool broken = false;
    if (suspicion == CSV_MAYBE_NOT_UTF8)
        broken = !utf8_is_valid(row, length);
    else if (suspicion == CSV_MAYBE_REPLACED)
        broken = memmem(row, length, "\xEF\xBF\xBD", 3) != NULL;
    return broken ? ROW_BAD_ENCODING : ROW_SOUND;
}

/* What the cells of a row are like. */
struct row_shape {
    size_t columns;
    bool filled, unclosed, too_long;
};

/* Takes the cells of the row at `at` into the next row of the batch; returns what ends the row. */
static const char *take_cells(struct parse *parse, const char *at, struct row_shape *shape)
{
    const struct csv_layout *layout = parse->layout;
    for (;; at++) {
        struct csv_cell cell;
        at = csv_take_cell(&cell, &parse->scan, at);
        shape->unclosed = cell.unclosed;
        if (shape->columns >= layout->column_count)
            shape->too_long = shape->too_long || !is_blank_row(cell.start, cell.end, ' ');
        else if (layout->sinks[shape->columns].kind != NULL)
            shape->filled |= store(layout->sinks[shape->columns], parse->batch->rows, cell_text(parse, &cell));
        shape->columns++;
        if (at == parse->scan.end || *at != layout->separator)
            return at;
    }
}

/* A cell of one column: from start to end without blanks around, as slice_trim leaves it. Returns its length. The byte
 * before `start` is looked at where the cell is empty. */
static inline uint32_t store_plain(struct csv_sink sink, size_t row, const char *start, const char *end)
{
    uint32_t length = (uint32_t)(end - start);
    if (slice_may_begin_blank(start[0]) | slice_may_end_blank(end[-1])) {
        struct slice text = slice_trim_blanks((struct slice){start, length});
        start = text.bytes;
        length = text.length;
    }
    sink.kind[row] = length > 0; /* CELL_TEXT or CELL_MISSING */
    sink.cell[row].text.bytes = start;
    sink.cell[row].text.length = length;
    return length;
}

/* The same where the piece has no quote and `at` is not its first byte. What changes from cell to cell is kept in
 * variables of its own: the compiler must think that storing a cell changes everything else. The LF after the piece
 * ends its last row. */
static inline const char *take_plain_cells(struct parse *parse, const char *at, struct row_shape *shape)
{
    _Static_assert(CELL_MISSING == 0 && CELL_TEXT == 1, "store_plain");
    const struct csv_layout *layout = parse->layout;
    const struct csv_sink *sink = layout->sinks, *sinks_end = sink + layout->column_count;
    const size_t row = parse->batch->rows;
    const char separator = layout->separator;
    struct csv_scan scan = parse->scan;
    uint32_t filled = 0;
    const char *start = at;
    bool ended = false;
    for (; sink < sinks_end && !ended; sink++, start = at + 1) {
        at = csv_scan_next(&scan);
        if (sink->kind != NULL)
            filled |= store_plain(*sink, row, start, at);
        ended = *at != separator;
    }
    *shape = (struct row_shape){.columns = (size_t)(sink - layout->sinks), .filled = filled > 0};
    for (; !ended; start = at + 1) {
        at = csv_scan_next(&scan);
        shape->too_long = shape->too_long || !is_blank_row(start, at, ' ');
        shape->columns++;
        ended = *at != separator;
    }
    parse->scan = scan;
    return at;
}

/* Takes the row at `at` into the next row of the batch, unless it is blank; returns what ends it. */
static const char *take_row(struct parse *parse, const char *at)
{
    const struct csv_layout *layout = parse->layout;
    struct batch *batch = parse->batch;
    const char *row = at;
    struct row_shape shape = {0};
    at = parse->room == NULL && at > parse->scan.start ? take_plain_cells(parse, at, &shape)
                                                       : take_cells(parse, at, &shape);
    size_t length = (size_t)(at - row);
    if (!shape.filled && is_blank_row(row, at, layout->separator))
        return at;
    bool is_bad = shape.columns < layout->column_count || shape.too_long || shape.unclosed;
    for (size_t column = shape.columns; column < layout->column_count; column++)
        if (layout->sinks[column].kind != NULL)
            store(layout->sinks[column], batch->rows, (struct slice){"", 0});
    batch->line[batch->rows] = (uint32_t)batch->row_span;
    batch->raw[batch->rows] = (struct slice){row, (uint32_t)length};
    batch->fault[batch->rows] = (uint8_t)(is_bad ? ROW_BAD_ROW : row_fault(layout->suspicion, row, length));
    batch->rows++;
    return at;
}

/* The row between `at` and `end` has eleven digits somewhere: in which columns? */
static void count_identities(struct parse *parse, const char *at, const char *end)
{
    struct identity_columns *identities = &parse->batch->identities;
    int64_t row = parse->batch->first_row + (int64_t)parse->batch->row_span;
    struct csv_scan scan = parse->scan;
    csv_scan_move(&scan, at);
    for (size_t column = 0; parse->number != NULL && parse->number <= end; column++) {
        struct csv_cell cell;
        const char *delimiter = csv_take_cell(&cell, &scan, at);
        if (parse->number <= delimiter && column < identities->count)
            identity_columns_text(identities, column, (struct slice){cell.start, (uint32_t)(cell.end - cell.start)},
                                  row);
        while (parse->number != NULL && parse->number <= delimiter)
            parse->number = digit_scan_next(&parse->digits);
        at = delimiter + 1;
    }
}

enum mah_status csv_rows_parse(struct batch *batch, const struct csv_layout *layout, const char *piece, size_t length,
                               uint64_t *marks, char *room, struct mah_error *err)
{
    struct parse parse = {.batch = batch, .layout = layout, .room = room};
    csv_scan_begin(&parse.scan, marks, piece, length, layout->separator);
    digit_scan_begin(&parse.digits, piece, length);
    parse.number = digit_scan_next(&parse.digits);
    batch->rows = 0;
    batch->row_span = 0;
    for (const char *at = piece; at < parse.scan.end; batch->row_span++) {
        if (batch->rows == BATCH_ROWS)
            return mah_fail(err, MAH_FAILED, "a piece of a CSV file holds more than %d rows", BATCH_ROWS);
        const char *row = at;
        at = take_row(&parse, at);
        if (parse.number != NULL && parse.number <= at)
            count_identities(&parse, row, at);
        at = csv_after_row(&parse.scan, at);
    }
    for (size_t i = 0; i < layout->twin_count; i++) {
        const struct csv_twin *twin = &layout->twins[i];
        memcpy(twin->to.kind, twin->from.kind, batch->rows * sizeof *twin->to.kind);
        memcpy(twin->to.cell, twin->from.cell, batch->rows * sizeof *twin->to.cell);
    }
    return MAH_OK;
}
