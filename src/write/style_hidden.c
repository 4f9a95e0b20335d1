/* Which mahalle have no value because it was hidden? */
#include "write/style_hidden.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/slice.h"

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum mah_status hidden_codes_add(struct hidden_codes *codes, const char *code, struct mah_error *err)
{
    if (memory_grow((void **)&codes->codes, &codes->capacity, codes->count + 1, sizeof *codes->codes) != 0)
        return mah_no_memory(err);
    codes->codes[codes->count++] = code;
    return MAH_OK;
}

/* Is that the cell of this name, or a part of it: "primary.all", "primary.all.covered"? */
static bool is_cell(const char *field, struct slice name)
{
    return strncmp(field, name.bytes, name.length) == 0 && (field[name.length] == '\0' || field[name.length] == '.');
}

/* Does the row draw this cell, or work its column out from it? */
static bool draws(const struct style_row *row, const char *layer, const char *field)
{
    if (strcmp(layer, row->layer) == 0 && strcmp(field, row->field) == 0)
        return true;
    for (const char *list = row->hidden_by; *list != '\0';) {
        size_t length = strcspn(list, " "), colon = strcspn(list, ": ");
        if (colon < length && strlen(layer) == colon && strncmp(list, layer, colon) == 0 &&
            is_cell(field, (struct slice){list + colon + 1, (uint32_t)(length - colon - 1)}))
            return true;
        list += length + strspn(list + length, " ");
    }
    return false;
}

enum mah_status hidden_codes_find(struct hidden_codes *out, const struct release_table *suppression,
                                  const struct style_row *row, struct mah_error *err)
{
    size_t code, layer, field;
    enum mah_status status = MAH_OK;
    *out = (struct hidden_codes){0};
    if (suppression == NULL || !release_column_find(suppression, "mah_code", &code) ||
        !release_column_find(suppression, "layer", &layer) || !release_column_find(suppression, "field", &field))
        return MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < release_row_count(suppression); i++) {
        struct release_cell where = release_cell(suppression, i, code);
        struct release_cell table = release_cell(suppression, i, layer), name = release_cell(suppression, i, field);
        if (where.kind == RELEASE_CELL_TEXT && table.kind == RELEASE_CELL_TEXT && name.kind == RELEASE_CELL_TEXT &&
            draws(row, table.value.text, name.value.text))
            status = hidden_codes_add(out, where.value.text, err);
    }
    if (out->count > 1)
        qsort(out->codes, out->count, sizeof *out->codes, compare);
    return status;
}

void hidden_codes_release(struct hidden_codes *codes)
{
    memory_free(codes->codes);
    *codes = (struct hidden_codes){0};
}

bool hidden_codes_have(const struct hidden_codes *codes, const char *code)
{
    return codes->count > 0 && bsearch(&code, codes->codes, codes->count, sizeof *codes->codes, compare) != NULL;
}

void hidden_codes_list(struct text *out, const struct hidden_codes *codes)
{
    for (size_t i = 0; i < codes->count; i++) {
        text_add(out, i > 0 ? ",'" : "'");
        for (const char *letter = codes->codes[i]; *letter != '\0'; letter++)
            text_add_format(out, "%.*s%c", *letter == '\'' ? 1 : 0, "'", *letter);
        text_add(out, "'");
    }
}
