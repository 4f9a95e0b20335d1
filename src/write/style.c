/* How is a table of the release drawn in QGIS? */
#include "write/style.h"

#include <string.h>

#include "base/layers.h"
#include "base/memory.h"
#include "base/text.h"
#include "write/style_classes.h"
#include "write/style_name.h"
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
    if (row->method == STYLE_CLASSES || row->method == STYLE_DIVERGING)
        status = style_add_classes(items, table, column, row, sheet, err);
    else if (row->method == STYLE_CATEGORIES)
        status = style_add_categories(items, table, column, row, sheet, err);
    else if (row->method == STYLE_SERVICES)
        status = style_add_services(items, table, column, sheet, err);
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
    style->key = memory_copy_text(row->key);
    style->name = style_name_shown(row->name, list);
    style->title = memory_copy_text(row->title);
    style->field = memory_copy_text(row->field);
    if (style->key == NULL || style->name == NULL || style->title == NULL || style->field == NULL)
        return mah_no_memory(err);
    return make_qml(&style->qml, table, column, row, sheet, err);
}

/* Can the row draw this column? */
static bool column_fits(const struct style_row *row, const struct release_table *table, size_t column)
{
    bool is_text = release_column_at(table, column)->type == RELEASE_TEXT;
    return is_text == (row->method == STYLE_CATEGORIES || row->method == STYLE_SERVICES);
}

/* Does the row speak of a layer, and of a column this table has and can draw that way? */
static bool row_fits(const struct style_row *row, const struct release_table *table, const char *layer, size_t *column)
{
    *column = 0;
    if (strcmp(row->layer, layer) != 0)
        return false;
    if (row->method == STYLE_NONE)
        return true;
    return release_column_find(table, row->field, column) && column_fits(row, table, *column) &&
           (row->is_default || row->method == STYLE_CATEGORIES || release_column_has_values(table, *column));
}

/* Has a field a row of its own on this layer? The '*' does not stand for it then. */
static bool has_own_row(const struct style_sheet *sheet, const char *layer, const char *field)
{
    for (size_t i = 0; i < style_sheet_count(sheet); i++) {
        struct style_row row;
        if (style_sheet_row(&row, sheet, i, NULL) == MAH_OK && strcmp(row.layer, layer) == 0 &&
            strcmp(row.field, field) == 0)
            return true;
    }
    return false;
}

/* A table of which styles are made. */
struct styled_table {
    const struct release_table *table;
    const char *layer; /* of the sheet: the name of the table, or "*" */
    bool has_default;  /* QGIS wants exactly one */
};

/* What a row leaves to its column: the title where it has none, the unit where that is '*'. */
static void take_from_column(struct style_row *row, const struct release_column *column, enum language language)
{
    if (row->method == STYLE_NONE)
        return;
    if (row->title[0] == '\0')
        row->title = release_column_title(column, language);
    if (strcmp(row->unit, "*") == 0)
        row->unit = column->unit != NULL ? column->unit : "";
}

static enum mah_status add_style_once(struct style_list *list, struct styled_table *styled, size_t column,
                                      struct style_row row, const struct style_sheet *sheet, struct mah_error *err)
{
    take_from_column(&row, release_column_at(styled->table, column), sheet->language);
    row.is_default = row.is_default && !styled->has_default;
    styled->has_default = styled->has_default || row.is_default;
    return add_style(list, styled->table, column, &row, sheet, err);
}

/* A style for each column that the '*' of a field stands for, titled as the column is. */
static enum mah_status add_star_styles(struct style_list *list, struct styled_table *styled,
                                       const struct style_row *pattern, const struct style_sheet *sheet,
                                       struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < release_column_count(styled->table); i++) {
        const struct release_column *column = release_column_at(styled->table, i);
        struct slice part;
        if (!style_star_match(&part, pattern->field, column->name) || !column_fits(pattern, styled->table, i) ||
            !release_column_has_values(styled->table, i) || has_own_row(sheet, styled->layer, column->name))
            continue;
        int type = service_type_find(&sheet->types, part);
        const char *what = type >= 0 ? service_type_name(&sheet->types.types[type], sheet->language) : NULL;
        char *key = style_star_fill(pattern->key, part);
        char *name = style_star_fill(pattern->name, what != NULL ? slice_of(what) : part);
        char *hidden_by = style_star_fill(pattern->hidden_by, part);
        struct style_row row = *pattern;
        row.field = column->name;
        row.key = key;
        row.name = name;
        row.hidden_by = hidden_by;
        bool complete = key != NULL && name != NULL && hidden_by != NULL;
        status = complete ? add_style_once(list, styled, i, row, sheet, err) : mah_no_memory(err);
        memory_free(hidden_by);
        memory_free(key);
        memory_free(name);
    }
    return status;
}

static enum mah_status add_styles_of(struct style_list *list, const struct release_table *table, const char *layer,
                                     const struct style_sheet *sheet, struct mah_error *err)
{
    struct styled_table styled = {table, layer, false};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < style_sheet_count(sheet); i++) {
        struct style_row row;
        size_t column;
        status = style_sheet_row(&row, sheet, i, err);
        if (status != MAH_OK)
            return status;
        if (strcmp(row.layer, layer) == 0 && strchr(row.field, '*') != NULL)
            status = add_star_styles(list, &styled, &row, sheet, err);
        else if (row_fits(&row, table, layer, &column))
            status = add_style_once(list, &styled, column, row, sheet, err);
    }
    return status;
}

/* A table whose default style needs a column that is not published has its first style as default. */
static void set_default(struct style_list *list, size_t first)
{
    for (size_t i = first; i < list->count; i++)
        if (list->styles[i].is_default)
            return;
    if (first < list->count)
        list->styles[first].is_default = true;
}

static enum mah_status add_table(struct style_list *list, const struct release_table *table,
                                 const struct style_sheet *sheet, struct mah_error *err)
{
    size_t before = list->count;
    enum mah_status status = add_styles_of(list, table, release_table_facts(table)->name, sheet, err);
    if (status == MAH_OK && list->count == before)
        status = add_styles_of(list, table, "*", sheet, err);
    if (status == MAH_OK)
        set_default(list, before);
    return status;
}

enum mah_status style_list_make(struct style_list *out, const struct mah_release *release, struct mah_error *err)
{
    struct style_sheet sheet;
    *out = (struct style_list){0};
    enum mah_status status = style_sheet_read(&sheet, release_facts(release)->language, err);
    if (status != MAH_OK)
        return status;
    sheet.suppression = release_table_named(release, "suppression");
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
        memory_free(list->styles[i].key);
        memory_free(list->styles[i].name);
        memory_free(list->styles[i].title);
        memory_free(list->styles[i].field);
        memory_free(list->styles[i].qml);
    }
    memory_free(list->styles);
    *list = (struct style_list){0};
}
