/* How is a table of the release drawn in QGIS? */
#include "write/style.h"

#include <string.h>

#include "base/layers.h"
#include "base/memory.h"
#include "base/text.h"
#include "write/style_classes.h"
#include "write/style_sheet.h"
#include "write/style_template.h"

/* Field labels for QGIS, which takes them from the style and from nowhere else before GDAL 3.7. Column 0 is the fid. */
static enum mah_status add_aliases(struct style_items *items, const struct release_table *table, enum language language,
                                   struct mah_error *err)
{
    for (size_t i = 0; i < release_column_count(table); i++) {
        const struct release_column *column = release_column_at(table, i);
        struct style_item *item = style_items_add(items, "alias", i + 1);
        if (item == NULL)
            return mah_no_memory(err);
        item->field = memory_copy_text(column->name);
        item->label = memory_copy_text(release_column_title(column, language));
        if (item->field == NULL || item->label == NULL)
            return mah_no_memory(err);
    }
    return MAH_OK;
}

static enum mah_status read_template(char **out, const char *name, struct mah_error *err)
{
    struct text path = TEXT_EMPTY;
    size_t length;
    text_add_format(&path, "styles/%s", name);
    enum mah_status status = path.failed ? mah_no_memory(err) : layers_read(out, &length, path.bytes, err);
    text_release(&path);
    return status;
}

static enum mah_status make_items(struct style_items *items, const struct release_table *table, size_t column,
                                  const struct style_row *row, const struct style_sheet *sheet, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (row->method == STYLE_CLASSES)
        status = style_add_classes(items, table, column, row, sheet, err);
    else if (row->method == STYLE_CATEGORIES)
        status = style_add_categories(items, table, column, row, sheet, err);
    return status == MAH_OK ? add_aliases(items, table, sheet->language, err) : status;
}

static enum mah_status make_qml(char **out, const struct release_table *table, size_t column,
                                const struct style_row *row, const struct style_sheet *sheet, struct mah_error *err)
{
    struct style_items items = {0};
    struct text qml = TEXT_EMPTY;
    char *template = NULL;
    struct style_item layer = {
        .kind = "layer", .label = memory_copy_text(row->title), .field = memory_copy_text(row->field)};
    enum mah_status status = layer.label != NULL && layer.field != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = read_template(&template, row->template, err);
    if (status == MAH_OK)
        status = make_items(&items, table, column, row, sheet, err);
    if (status == MAH_OK)
        status = style_template_expand(&qml, template, &layer, &items, err);
    if (status == MAH_BAD_SOURCE)
        status = mah_context(err, status, "'styles/%s'", row->template);
    if (status == MAH_OK) {
        *out = text_take(&qml);
        status = *out != NULL ? MAH_OK : mah_no_memory(err);
    }
    text_release(&qml);
    style_items_release(&items);
    memory_free(template);
    memory_free(layer.label);
    memory_free(layer.field);
    return status;
}

static enum mah_status add_style(struct style_list *list, const struct release_table *table, size_t column,
                                 const struct style_row *row, const struct style_sheet *sheet, struct mah_error *err)
{
    if (memory_grow((void **)&list->styles, &list->capacity, list->count + 1, sizeof *list->styles) != 0)
        return mah_no_memory(err);
    struct style *style = &list->styles[list->count++];
    *style = (struct style){.table = table, .is_default = row->is_default};
    style->name = memory_copy_text(row->name);
    style->title = memory_copy_text(row->title);
    if (style->name == NULL || style->title == NULL)
        return mah_no_memory(err);
    return make_qml(&style->qml, table, column, row, sheet, err);
}

/* Does the row speak of a layer, and of a column this table has and can draw that way? */
static bool row_fits(const struct style_row *row, const struct release_table *table, const char *layer, size_t *column)
{
    *column = 0;
    if (strcmp(row->layer, layer) != 0)
        return false;
    if (row->method == STYLE_NONE)
        return true;
    if (!release_column_find(table, row->field, column))
        return false;
    bool is_text = release_column_at(table, *column)->type == RELEASE_TEXT;
    return is_text == (row->method == STYLE_CATEGORIES);
}

static enum mah_status add_styles_of(struct style_list *list, const struct release_table *table, const char *layer,
                                     const struct style_sheet *sheet, struct mah_error *err)
{
    bool has_default = false;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < style_sheet_count(sheet); i++) {
        struct style_row row;
        size_t column;
        status = style_sheet_row(&row, sheet, i, err);
        if (status != MAH_OK || !row_fits(&row, table, layer, &column))
            continue;
        row.is_default = row.is_default && !has_default; /* QGIS wants exactly one */
        has_default = has_default || row.is_default;
        status = add_style(list, table, column, &row, sheet, err);
    }
    return status;
}

static enum mah_status add_table(struct style_list *list, const struct release_table *table,
                                 const struct style_sheet *sheet, struct mah_error *err)
{
    size_t before = list->count;
    enum mah_status status = add_styles_of(list, table, release_table_facts(table)->name, sheet, err);
    if (status == MAH_OK && list->count == before)
        status = add_styles_of(list, table, "*", sheet, err);
    return status;
}

enum mah_status style_list_make(struct style_list *out, const struct mah_release *release, struct mah_error *err)
{
    struct style_sheet sheet;
    *out = (struct style_list){0};
    enum mah_status status = style_sheet_read(&sheet, release_facts(release)->language, err);
    if (status != MAH_OK)
        return status;
    for (size_t i = 0; status == MAH_OK && i < release_table_count(release); i++)
        status = add_table(out, release_table_at(release, i), &sheet, err);
    style_sheet_release(&sheet);
    if (status != MAH_OK)
        style_list_release(out);
    return status;
}

void style_list_release(struct style_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        memory_free(list->styles[i].name);
        memory_free(list->styles[i].title);
        memory_free(list->styles[i].qml);
    }
    memory_free(list->styles);
    *list = (struct style_list){0};
}
