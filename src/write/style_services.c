/* Which rule draws which facility? One a type of service, in the colour of its sector, with its symbol. */
#include "write/style_classes.h"

#include <stdlib.h>
#include <string.h>

#include "base/layers.h"
#include "base/memory.h"
#include "base/text.h"
#include "write/base64.h"

/* A type that has a facility in the layer. */
struct drawn_type {
    const char *code, *label, *symbol;
    size_t sector, order; /* places in sectors.csv and services.csv */
    char color[COLOR_LENGTH];
};

struct drawn_types {
    struct drawn_type *types;
    size_t count, capacity;
};

static bool is_known(const struct drawn_types *drawn, const char *code)
{
    for (size_t i = 0; i < drawn->count; i++)
        if (strcmp(drawn->types[i].code, code) == 0)
            return true;
    return false;
}

static enum mah_status add_type(struct drawn_types *drawn, const char *code, const struct style_sheet *sheet,
                                struct mah_error *err)
{
    if (is_known(drawn, code))
        return MAH_OK;
    if (memory_grow((void **)&drawn->types, &drawn->capacity, drawn->count + 1, sizeof *drawn->types) != 0)
        return mah_no_memory(err);
    int at = service_type_find(&sheet->types, slice_of(code));
    const struct service_type *type = at >= 0 ? &sheet->types.types[at] : NULL;
    struct drawn_type *out = &drawn->types[drawn->count++];
    *out = (struct drawn_type){.code = code, .label = code, .symbol = "", .order = sheet->types.count};
    if (type != NULL) {
        out->order = (size_t)at;
        out->label = service_type_name(type, sheet->language);
        out->symbol = type->symbol;
    }
    out->sector = style_sheet_sector(out->color, sheet, type != NULL ? type->sector : "");
    return MAH_OK;
}

static int compare(const void *a, const void *b)
{
    const struct drawn_type *x = a, *y = b;
    if (x->sector != y->sector)
        return x->sector < y->sector ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->code, y->code);
}

static bool is_open(const struct release_table *table, size_t row, const size_t *column)
{
    if (column == NULL)
        return true;
    struct release_cell cell = release_cell(table, row, *column);
    return cell.kind == RELEASE_CELL_INTEGER && cell.value.integer == 1;
}

/* The types of the open facilities, and whether any facility is closed. */
static enum mah_status collect(struct drawn_types *drawn, bool *any_closed, const struct release_table *table,
                               size_t column, const size_t *open_column, const struct style_sheet *sheet,
                               struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    *any_closed = false;
    for (size_t i = 0; status == MAH_OK && i < release_row_count(table); i++) {
        struct release_cell cell = release_cell(table, i, column);
        if (!is_open(table, i, open_column))
            *any_closed = true;
        else if (cell.kind == RELEASE_CELL_TEXT)
            status = add_type(drawn, cell.value.text, sheet, err);
    }
    if (drawn->count > 0)
        qsort(drawn->types, drawn->count, sizeof *drawn->types, compare);
    return status;
}

static enum mah_status read_symbol(char **out, const char *symbol, struct mah_error *err)
{
    struct text path = TEXT_EMPTY, picture = TEXT_EMPTY;
    char *bytes = NULL;
    size_t length;
    text_add_format(&path, "symbols/%s.svg", symbol[0] != '\0' ? symbol : "facility");
    enum mah_status status = path.failed ? mah_no_memory(err) : layers_read(&bytes, &length, path.bytes, err);
    if (status == MAH_OK) {
        text_add(&picture, "base64:");
        base64_add(&picture, bytes, length);
        *out = text_take(&picture);
        status = *out != NULL ? MAH_OK : mah_no_memory(err);
    }
    memory_free(bytes);
    text_release(&path);
    return status;
}

/* A code is small letters, digits and underscores: it needs no quoting. */
static char *make_filter(const char *field, const char *code, bool by_open)
{
    struct text text = TEXT_EMPTY;
    text_add_format(&text, "\"%s\" = '%s'", field, code);
    if (by_open)
        text_add(&text, " AND \"is_open\" = 1");
    return text_take(&text);
}

static enum mah_status add_type_rule(struct style_items *items, const struct drawn_type *type, const char *field,
                                     bool by_open, struct mah_error *err)
{
    bool is_dot = strcmp(type->symbol, "dot") == 0;
    struct style_item *item = style_items_add(items, is_dot ? "dot" : "symbol", items->count);
    if (item == NULL)
        return mah_no_memory(err);
    item->value = memory_copy_text(type->code);
    item->label = memory_copy_text(type->label);
    item->filter = make_filter(field, type->code, by_open);
    memcpy(item->color, type->color, sizeof type->color);
    if (item->value == NULL || item->label == NULL || item->filter == NULL)
        return mah_no_memory(err);
    return is_dot ? MAH_OK : read_symbol(&item->symbol, type->symbol, err);
}

static enum mah_status add_closed_rule(struct style_items *items, const struct style_sheet *sheet,
                                       struct mah_error *err)
{
    struct style_item *item = style_items_add(items, "closed", items->count);
    if (item == NULL)
        return mah_no_memory(err);
    item->label = memory_copy_text(style_sheet_word(sheet, "closed"));
    item->filter = memory_copy_text("\"is_open\" IS NULL OR \"is_open\" <> 1");
    return item->label != NULL && item->filter != NULL ? MAH_OK : mah_no_memory(err);
}

enum mah_status style_add_services(struct style_items *items, const struct release_table *table, size_t column,
                                   const struct style_sheet *sheet, struct mah_error *err)
{
    struct drawn_types drawn = {0};
    size_t open_column = 0;
    bool any_closed, by_open = release_column_find(table, "is_open", &open_column);
    const char *field = release_column_at(table, column)->name;
    enum mah_status status = collect(&drawn, &any_closed, table, column, by_open ? &open_column : NULL, sheet, err);
    for (size_t i = 0; status == MAH_OK && i < drawn.count; i++)
        status = add_type_rule(items, &drawn.types[i], field, by_open, err);
    if (status == MAH_OK && any_closed)
        status = add_closed_rule(items, sheet, err);
    memory_free(drawn.types);
    return status;
}
