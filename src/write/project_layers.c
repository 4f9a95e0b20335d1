/* Which layers does the project in the file have, and which styles does each of them draw? */
#include "write/project_layers.h"

#include <string.h>

#include "base/memory.h"

static enum mah_status add_style(struct project_layer *layer, const struct style *style, struct mah_error *err)
{
    if (memory_grow((void **)&layer->styles, &layer->style_capacity, layer->style_count + 1, sizeof *layer->styles) !=
        0)
        return mah_no_memory(err);
    layer->styles[layer->style_count++] = style;
    return MAH_OK;
}

/* A number that no mahalle has is no map: a city whose arrivals nobody asked has no density of migrants. */
static bool has_values(const struct style *style)
{
    size_t column;
    return !release_column_find(style->table, style->field, &column) ||
           release_column_at(style->table, column)->type == RELEASE_TEXT ||
           release_column_has_values(style->table, column);
}

/* Styles of the layer's table whose key fits the pattern and that are not in the layer yet. */
static enum mah_status add_matching(struct project_layer *layer, const char *pattern, const struct style_list *styles,
                                    struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < styles->count; i++) {
        const struct style *style = &styles->styles[i];
        struct slice part;
        if (style->table == layer->table && sheet_matches(pattern, style->key, &part) &&
            project_layer_style(layer, style->key) == NULL && has_values(style))
            status = add_style(layer, style, err);
    }
    return status;
}

static enum mah_status add_listed(struct project_layer *layer, const char *patterns, const struct style_list *styles,
                                  struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    struct slice word;
    while (status == MAH_OK && sheet_next_word(&patterns, &word)) {
        char *pattern = memory_copy_bytes(word.bytes, word.length);
        status = pattern != NULL ? add_matching(layer, pattern, styles, err) : mah_no_memory(err);
        memory_free(pattern);
    }
    return status;
}

static enum mah_status add_default(struct project_layer *layer, const struct style_list *styles, struct mah_error *err)
{
    for (size_t i = 0; i < styles->count; i++)
        if (styles->styles[i].table == layer->table && styles->styles[i].is_default)
            return add_style(layer, &styles->styles[i], err);
    return MAH_OK;
}

static enum mah_status add_layer(struct project_layers *out, const struct project_sheet *sheet, size_t row,
                                 const struct release_table *table, const struct style_list *styles,
                                 struct mah_error *err)
{
    const struct data_table *rows = &sheet->layers;
    const char *patterns = sheet_cell(rows, row, "styles");
    struct project_layer layer = {
        .row = row,
        .id = sheet_cell(rows, row, "id"),
        .title = sheet_cell_in(sheet, rows, row, "title"),
        .group = sheet_cell(rows, row, "group"),
        .tip = sheet_cell(rows, row, "tip"),
        .display = sheet_cell(rows, row, "display"),
        .table = table,
        .visible = sheet_says(rows, row, "visible"),
        .has_form = sheet_says(rows, row, "form"),
        .editable = sheet_says(rows, row, "edit"),
        .labelled = sheet_says(rows, row, "labels"),
    };
    enum mah_status status =
        patterns[0] != '\0' ? add_listed(&layer, patterns, styles, err) : add_default(&layer, styles, err);
    bool is_drawn = release_table_facts(table)->geometry != RELEASE_NO_GEOMETRY;
    if (status == MAH_OK && (layer.style_count > 0 || !is_drawn))
        out->layers[out->count++] = layer;
    else
        memory_free(layer.styles);
    return status;
}

/* Where nothing of a group is shown at first, what stands in for it is ("else" in the column visible). */
static void show_stand_ins(struct project_layers *layers, const struct project_sheet *sheet)
{
    for (size_t i = 0; i < layers->count; i++) {
        struct project_layer *layer = &layers->layers[i];
        bool is_shown = strcmp(sheet_cell(&sheet->layers, layer->row, "visible"), "else") != 0;
        for (size_t k = 0; !is_shown && k < layers->count; k++)
            is_shown = layers->layers[k].visible && strcmp(layers->layers[k].group, layer->group) == 0;
        layer->visible = layer->visible || !is_shown;
    }
}

enum mah_status project_layers_choose(struct project_layers *out, const struct project_sheet *sheet,
                                      const struct mah_release *release, const struct style_list *styles,
                                      struct mah_error *err)
{
    const struct data_table *rows = &sheet->layers;
    *out = (struct project_layers){.layers = memory_new(rows->row_count, sizeof *out->layers)};
    if (out->layers == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < rows->row_count; i++) {
        const struct release_table *table = release_table_named(release, sheet_cell(rows, i, "table"));
        if (table != NULL)
            status = add_layer(out, sheet, i, table, styles, err);
    }
    show_stand_ins(out, sheet);
    return status;
}

void project_layers_release(struct project_layers *layers)
{
    for (size_t i = 0; i < layers->count; i++)
        memory_free(layers->layers[i].styles);
    memory_free(layers->layers);
    *layers = (struct project_layers){0};
}

const struct project_layer *project_layer_named(const struct project_layers *layers, struct slice id)
{
    for (size_t i = 0; i < layers->count; i++)
        if (slice_equals(id, slice_of(layers->layers[i].id)))
            return &layers->layers[i];
    return NULL;
}

const struct style *project_layer_style(const struct project_layer *layer, const char *key)
{
    for (size_t i = 0; i < layer->style_count; i++)
        if (strcmp(layer->styles[i]->key, key) == 0)
            return layer->styles[i];
    return NULL;
}
