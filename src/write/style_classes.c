/* Which rule draws which row? Classes of a number. */
#include "write/style_classes.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "write/class_breaks.h"
#include "write/style_hidden.h"
#include "write/style_legend.h"

enum { CLASS_COUNT = 5, CLASSES_OF_A_SIDE = 3 };

static enum mah_status column_number(const struct release_table *table, size_t row, size_t column, double *out)
{
    struct release_cell cell = release_cell(table, row, column);
    if (cell.kind == RELEASE_CELL_INTEGER)
        *out = (double)cell.value.integer;
    else if (cell.kind == RELEASE_CELL_REAL)
        *out = cell.value.real;
    else
        return MAH_BAD_DATA;
    return MAH_OK;
}

/* The number that is drawn: that of the column or, with an area, that for each km², as the filters have it. */
static enum mah_status drawn_number(const struct release_table *table, size_t row, size_t column, const size_t *area,
                                    double *out)
{
    double area_km2;
    enum mah_status status = column_number(table, row, column, out);
    if (status != MAH_OK || area == NULL)
        return status;
    status = column_number(table, row, *area, &area_km2);
    if (status != MAH_OK || !(area_km2 > 0))
        return MAH_BAD_DATA;
    *out /= area_km2;
    return MAH_OK;
}

/* Does the flag of the row begin with this letter: S for suppressed, N for an area without any record? */
static bool is_flagged(const struct release_table *table, size_t row, size_t flag, bool has_flag, char letter)
{
    if (!has_flag)
        return false;
    struct release_cell cell = release_cell(table, row, flag);
    return cell.kind == RELEASE_CELL_TEXT && cell.value.text[0] == letter;
}

/* Takes label and filter; either being NULL means that memory ran out. */
static enum mah_status add_rule(struct style_items *items, const char *kind, char *label, char *filter,
                                const char *color, struct mah_error *err)
{
    struct style_item *item = label != NULL && filter != NULL ? style_items_add(items, kind, items->count) : NULL;
    if (item == NULL) {
        memory_free(label);
        memory_free(filter);
        return mah_no_memory(err);
    }
    item->label = label;
    item->filter = filter;
    memcpy(item->color, color, strlen(color) + 1);
    return MAH_OK;
}

/* Circles for classes: the step from one to the next is the same, so that they can be told apart. */
static void set_size(struct style_item *item, size_t i, size_t count)
{
    const double smallest_mm = 1.8, largest_mm = 7;
    double size = count > 1 ? smallest_mm + (largest_mm - smallest_mm) * (double)i / (double)(count - 1)
                            : (smallest_mm + largest_mm) / 2;
    number_write_fixed(size, 1, item->size, sizeof item->size);
}

/* The classes of one side of zero; those of both sides stand in ascending order. */
static enum mah_status add_side_rules(struct style_items *items, const struct class_breaks *breaks,
                                      enum legend_side side, const struct style_legend *legend,
                                      const struct palette *palette, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t k = 0; status == MAH_OK && k < breaks->count; k++) {
        size_t i = side == SIDE_BELOW ? breaks->count - 1 - k : k;
        const char *color = side == SIDE_NONE    ? palette_spread(palette, i, breaks->count)
                            : side == SIDE_BELOW ? palette_diverge(palette, -1, 0, i, breaks->count)
                                                 : palette_diverge(palette, 0, 1, i, breaks->count);
        status = add_rule(items, "class", legend_class_label(legend, breaks, i, side),
                          legend_class_filter(legend, breaks, i, side), color, err);
        if (status == MAH_OK)
            set_size(&items->items[items->count - 1], i, breaks->count);
    }
    return status;
}

static enum mah_status add_scale_rules(struct style_items *items, double *values, size_t count,
                                       const struct style_legend *legend, const struct palette *palette,
                                       struct mah_error *err)
{
    struct class_breaks breaks;
    enum mah_status status = MAH_OK;
    class_breaks_find(&breaks, values, count, CLASS_COUNT);
    if (breaks.has_zero)
        status = add_rule(items, "zero", legend_zero_label(legend), legend_zero_filter(legend, breaks.count == 0),
                          palette->zero, err);
    return status == MAH_OK ? add_side_rules(items, &breaks, SIDE_NONE, legend, palette, err) : status;
}

/* No class holds both sides of zero, and none holds zero and more: that nothing differs is a finding of its own. */
static enum mah_status add_diverging_rules(struct style_items *items, double *values, size_t count,
                                           const struct style_legend *legend, const struct palette *palette,
                                           struct mah_error *err)
{
    size_t below = 0, above = 0;
    double *sizes = memory_new(count, sizeof *sizes); /* those below zero from the front, those above from the back */
    if (sizes == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        values[i] = legend_from_center(legend, values[i]);
        if (values[i] < 0)
            sizes[below++] = -values[i];
        else if (values[i] > 0)
            sizes[count - ++above] = values[i];
    }
    struct class_breaks sides[2];
    size_t wanted = below > 0 && above > 0 ? CLASSES_OF_A_SIDE : CLASS_COUNT;
    class_breaks_find(&sides[0], sizes, below, wanted);
    class_breaks_find(&sides[1], sizes + count - above, above, wanted);
    memory_free(sizes);
    bool only_zeros = below + above == 0;
    enum mah_status status = add_side_rules(items, &sides[0], SIDE_BELOW, legend, palette, err);
    if (status == MAH_OK && below + above < count)
        status = add_rule(items, "class", legend_zero_label(legend), legend_zero_filter(legend, only_zeros),
                          palette->zero, err);
    return status == MAH_OK ? add_side_rules(items, &sides[1], SIDE_ABOVE, legend, palette, err) : status;
}

/* The values of the column, and how many rows are suppressed or without data. */
struct column_values {
    double *values;
    size_t count, suppressed, missing;
    bool has_flag;
    struct hidden_codes hidden; /* mahalle that are shown, but not in this column */
};

/* A row without a value: suppressed as a whole, or in this column, or without data. */
static enum mah_status count_empty(struct column_values *out, const struct release_table *table, size_t row,
                                   bool is_suppressed, const struct hidden_codes *listed, struct mah_error *err)
{
    size_t code;
    out->suppressed += is_suppressed;
    if (is_suppressed)
        return MAH_OK;
    struct release_cell cell = {.kind = RELEASE_CELL_NULL};
    if (out->has_flag && release_column_find(table, "mah_code", &code))
        cell = release_cell(table, row, code);
    if (cell.kind == RELEASE_CELL_TEXT && hidden_codes_have(listed, cell.value.text))
        return hidden_codes_add(&out->hidden, cell.value.text, err);
    out->missing++;
    return MAH_OK;
}

static enum mah_status collect(struct column_values *out, const struct release_table *table, size_t column,
                               const struct style_row *row, const struct style_sheet *sheet, struct mah_error *err)
{
    size_t flag = 0, area = 0, rows = release_row_count(table);
    bool per_km2 = row->area[0] != '\0' && release_column_find(table, row->area, &area);
    struct hidden_codes listed;
    *out = (struct column_values){.values = memory_new(rows, sizeof *out->values)};
    if (out->values == NULL)
        return mah_no_memory(err);
    out->has_flag = release_column_find(table, "flag", &flag);
    enum mah_status status = hidden_codes_find(&listed, sheet->suppression, row, err);
    for (size_t i = 0; status == MAH_OK && i < rows; i++) {
        if (is_flagged(table, i, flag, out->has_flag, 'N'))
            out->missing++; /* nobody was recorded there: its zero is no measured one */
        else if (drawn_number(table, i, column, per_km2 ? &area : NULL, &out->values[out->count]) == MAH_OK)
            out->count++;
        else
            status = count_empty(out, table, i, is_flagged(table, i, flag, out->has_flag, 'S'), &listed, err);
    }
    hidden_codes_release(&listed);
    return status;
}

/* Rows without a value that are suppressed, and those that are not; the codes are those of mahalle that are shown but
 * hidden in this column. */
static char *empty_filter(const struct column_values *column, const char *field, bool suppressed)
{
    struct text filter = TEXT_EMPTY;
    bool listed = column->hidden.count > 0;
    if (!suppressed && column->has_flag)
        text_add(&filter, "\"flag\" = 'N' OR ");
    text_add_format(&filter, "\"%s\" IS NULL", field);
    if (suppressed)
        text_add_format(&filter, " AND (\"flag\" LIKE 'S%%'%s", listed ? " OR \"mah_code\" IN (" : "");
    else if (column->has_flag)
        text_add_format(&filter, " AND (\"flag\" IS NULL OR \"flag\" NOT LIKE 'S%%')%s",
                        listed ? " AND \"mah_code\" NOT IN (" : "");
    hidden_codes_list(&filter, &column->hidden);
    text_add(&filter, listed ? ")" : "");
    text_add(&filter, suppressed ? ")" : "");
    return text_take(&filter);
}

static enum mah_status add_empty_rules(struct style_items *items, const struct column_values *column,
                                       const struct style_row *row, const struct style_sheet *sheet,
                                       struct mah_error *err)
{
    const char *word = row->empty[0] != '\0' ? row->empty : "no_data";
    enum mah_status status = MAH_OK;
    if (column->suppressed + column->hidden.count > 0)
        status = add_rule(items, "suppressed", memory_copy_text(style_sheet_word(sheet, "suppressed")),
                          empty_filter(column, row->field, true), "", err);
    if (status == MAH_OK && column->missing > 0)
        status = add_rule(items, "no_data", memory_copy_text(style_sheet_word(sheet, word)),
                          empty_filter(column, row->field, false), "", err);
    return status;
}

enum mah_status style_add_classes(struct style_items *items, const struct release_table *table, size_t column,
                                  const struct style_row *row, const struct style_sheet *sheet, struct mah_error *err)
{
    struct palette palette;
    struct column_values collected = {0};
    enum mah_status status = style_sheet_palette(&palette, sheet, row->palette, err);
    if (status == MAH_OK)
        status = collect(&collected, table, column, row, sheet, err);
    if (status == MAH_OK) {
        struct style_legend legend;
        size_t area;
        legend_init(&legend, row, sheet, release_column_find(table, row->area, &area), collected.has_flag);
        if (row->method == STYLE_DIVERGING)
            status = add_diverging_rules(items, collected.values, collected.count, &legend, &palette, err);
        else
            status = add_scale_rules(items, collected.values, collected.count, &legend, &palette, err);
    }
    if (status == MAH_OK)
        status = add_empty_rules(items, &collected, row, sheet, err);
    memory_free(collected.values);
    hidden_codes_release(&collected.hidden);
    return status;
}
