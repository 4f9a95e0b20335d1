/* A batch of raw rows: room for them, and rows and cells as text for people. */
#include "read/batch.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "read/household_source.h"

enum { RAW_BYTES = 500, NUMBER_BYTES = 32 };

static bool column_init(struct column *column)
{
    column->present = true;
    column->kind = memory_new(BATCH_ROWS, sizeof *column->kind);
    column->cell = memory_new(BATCH_ROWS, sizeof *column->cell);
    return column->kind != NULL && column->cell != NULL;
}

enum mah_status batch_init(struct batch *batch, const struct field_map *map, bool has_geometry, struct mah_error *err)
{
    *batch = (struct batch){.has_geometry = has_geometry, .encoding = ENCODING_UTF8};
    batch->line = memory_new(BATCH_ROWS, sizeof *batch->line);
    batch->fault = memory_new(BATCH_ROWS, sizeof *batch->fault);
    batch->raw = memory_new(BATCH_ROWS, sizeof *batch->raw);
    bool enough = batch->line != NULL && batch->fault != NULL && batch->raw != NULL;
    for (int i = 0; i < FIELD_COUNT && enough; i++)
        if (map->column[i] >= 0)
            enough = column_init(&batch->columns[i]);
    if (enough && has_geometry) {
        batch->geometry = memory_new(BATCH_ROWS, sizeof *batch->geometry);
        batch->geometry_kind = memory_new(BATCH_ROWS, sizeof *batch->geometry_kind);
        enough = batch->geometry != NULL && batch->geometry_kind != NULL;
    }
    if (enough)
        return MAH_OK;
    batch_release(batch);
    return mah_no_memory(err);
}

void batch_release(struct batch *batch)
{
    memory_free(batch->line);
    memory_free(batch->fault);
    memory_free(batch->raw);
    memory_free(batch->geometry);
    memory_free(batch->geometry_kind);
    identity_columns_release(&batch->identities);
    for (int i = 0; i < FIELD_COUNT; i++) {
        memory_free(batch->columns[i].kind);
        memory_free(batch->columns[i].cell);
    }
    *batch = (struct batch){0};
}

/* With U+FFFD for what is no letter. Asks for no memory: a cell without it would look like an empty one. */
static size_t copy_unsound(struct slice text, char *out, size_t size)
{
    static const char unknown[] = "\xEF\xBF\xBD";
    size_t length = 0, step, letter;
    for (size_t i = 0; i < text.length; i += step) {
        size_t most = text.length - i < 4 ? text.length - i : 4;
        for (letter = 1; letter <= most && !utf8_is_valid(text.bytes + i, letter);)
            letter++;
        bool is_sound = letter <= most;
        step = is_sound ? letter : 1;
        letter = is_sound ? letter : sizeof unknown - 1;
        if (length + letter > size - 1)
            break;
        memcpy(out + length, is_sound ? text.bytes + i : unknown, letter);
        length += letter;
    }
    out[length] = '\0';
    return length;
}

static size_t copy_text(struct slice text, char *out, size_t size)
{
    if (!utf8_is_valid(text.bytes, text.length))
        return copy_unsound(text, out, size);
    size_t length = utf8_cut(text.bytes, text.length, size - 1);
    memcpy(out, text.bytes, length);
    out[length] = '\0';
    return length;
}

size_t batch_cell_text(const struct batch *batch, enum field field, size_t row, char *out, size_t size)
{
    const struct column *column = &batch->columns[field];
    if (size == 0)
        return 0;
    out[0] = '\0';
    if (!column->present || column->kind[row] == CELL_MISSING)
        return 0;
    if (column->kind[row] == CELL_TEXT)
        return copy_text(column->cell[row].text, out, size);
    char number[NUMBER_BYTES];
    number_write(column->cell[row].number, number);
    return copy_text(slice_of(number), out, size);
}

struct slice batch_household_id(const struct batch *batch, size_t row, char buffer[HOUSEHOLD_ID_BYTES])
{
    const struct column *column = &batch->columns[FIELD_HH_ID];
    if (!column->present || column->kind[row] == CELL_MISSING)
        return (struct slice){"", 0};
    if (column->kind[row] == CELL_TEXT)
        return column->cell[row].text;
    size_t length = batch_cell_text(batch, FIELD_HH_ID, row, buffer, HOUSEHOLD_ID_BYTES);
    return (struct slice){buffer, (uint32_t)length};
}

/* The row of a source that has no text of its own. */
static void add_cells(struct text *out, const struct batch *batch, size_t row)
{
    char cell[RAW_BYTES + 1];
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (batch_cell_text(batch, (enum field)i, row, cell, sizeof cell) > 0)
            text_add_format(out, "%s%s=%s", out->length > 0 ? "; " : "", field_name((enum field)i), cell);
    }
    if (batch->has_geometry && batch->geometry_kind[row] == 1) {
        char x[NUMBER_BYTES], y[NUMBER_BYTES];
        number_write(batch->geometry[row].x, x);
        number_write(batch->geometry[row].y, y);
        text_add_format(out, "%sPOINT(%s %s)", out->length > 0 ? "; " : "", x, y);
    }
}

char *batch_raw_text(const struct batch *batch, size_t row)
{
    struct text text = TEXT_EMPTY;
    struct slice raw = batch->raw[row];
    if (raw.length > 0)
        text_add_decoded(&text, raw.bytes, raw.length > 4 * RAW_BYTES ? 4 * RAW_BYTES : raw.length, ENCODING_UTF8);
    else
        add_cells(&text, batch, row);
    if (!text.failed && text.bytes != NULL) {
        text.length = utf8_cut(text.bytes, text.length, RAW_BYTES);
        text.bytes[text.length] = '\0';
    }
    return text_take(&text);
}
