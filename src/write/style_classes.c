/* Which rule draws which row? Classes of a number. */
#include "write/style_classes.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "write/class_breaks.h"
#include "write/display_number.h"

enum { CLASS_COUNT = 5 };

/* What is needed to write the rules and labels of one style. */
struct legend {
    const struct style_row *row;
    enum language language;
    const char *field;
    bool has_flag; /* the layer says which areas have no record at all */
};

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

/* Does the flag of the row begin with this letter: S for suppressed, N for an area without any record? */
static bool is_flagged(const struct release_table *table, size_t row, size_t flag, bool has_flag, char letter)
{
    if (!has_flag)
        return false;
    struct release_cell cell = release_cell(table, row, flag);
    return cell.kind == RELEASE_CELL_TEXT && cell.value.text[0] == letter;
}

/* Numbers in filters are plain decimals: the point and no exponent, whatever the language. */
static void add_plain(struct text *text, double value)
{
    char number[400];
    number_write_fixed(value, decimals_of(value), number, sizeof number);
    text_add(text, number);
}

static void add_shown(struct text *text, double value, const struct legend *legend)
{
    char number[DISPLAY_NUMBER_SIZE];
    double shown = legend->row->percent ? value * 100 : value;
    int decimals = decimals_of(value) - (legend->row->percent ? 2 : 0);
    display_real(shown, decimals > 0 ? decimals : 0, true, legend->language, number);
    /* The percent sign stands before the number in Turkish, after it in English. */
    bool percent = legend->row->percent, turkish = legend->language == LANGUAGE_TURKISH;
    text_add(text, percent && turkish ? "%" : "");
    text_add(text, number);
    text_add(text, percent && !turkish ? "%" : "");
}

static void add_unit(struct text *text, const struct legend *legend)
{
    if (legend->row->unit[0] != '\0')
        text_add_format(text, " %s", legend->row->unit);
}

/* "0 – 120 kişi/km²"; "> 0 – 120 kişi/km²" after a class of zeros; "15 kişi/km²" where all values are the same. */
static char *class_label(const struct class_breaks *breaks, size_t i, const struct legend *legend)
{
    struct text text = TEXT_EMPTY;
    double lower = breaks->bound[i], upper = breaks->bound[i + 1];
    if (lower < upper) {
        text_add(&text, i == 0 && breaks->has_zero ? "> " : "");
        add_shown(&text, lower, legend);
        text_add(&text, " – ");
    }
    add_shown(&text, upper, legend);
    add_unit(&text, legend);
    return text_take(&text);
}

/* Areas without any record belong to "no data", whatever number stands there. */
static void leave_out_unrecorded(struct text *text, const struct legend *legend)
{
    if (legend->has_flag)
        text_add(text, " AND (\"flag\" IS NULL OR \"flag\" <> 'N')");
}

/* The first class has no lower and the last no upper limit: a value edited later is still drawn. */
static char *class_filter(const struct class_breaks *breaks, size_t i, const struct legend *legend)
{
    struct text text = TEXT_EMPTY;
    bool has_lower = i > 0 || breaks->has_zero, has_upper = i + 1 < breaks->count;
    if (has_lower) {
        text_add_format(&text, "\"%s\" > ", legend->field);
        add_plain(&text, i > 0 ? breaks->bound[i] : 0);
    }
    if (has_lower && has_upper)
        text_add(&text, " AND ");
    if (has_upper) {
        text_add_format(&text, "\"%s\" <= ", legend->field);
        add_plain(&text, breaks->bound[i + 1]);
    }
    if (!has_lower && !has_upper)
        text_add_format(&text, "\"%s\" IS NOT NULL", legend->field);
    if (!has_lower)
        leave_out_unrecorded(&text, legend);
    return text_take(&text);
}

static char *zero_filter(const struct class_breaks *breaks, const struct legend *legend)
{
    struct text text = TEXT_EMPTY;
    text_add_format(&text, breaks->count > 0 ? "\"%s\" <= 0" : "\"%s\" IS NOT NULL", legend->field);
    leave_out_unrecorded(&text, legend);
    return text_take(&text);
}

static char *zero_label(const struct legend *legend)
{
    struct text text = TEXT_EMPTY;
    add_shown(&text, 0, legend);
    add_unit(&text, legend);
    return text_take(&text);
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

static char *format_filter(const char *format, const char *field)
{
    struct text text = TEXT_EMPTY;
    for (; *format != '\0'; format++) {
        if (*format == '$')
            text_add(&text, field);
        else
            text_add_bytes(&text, format, 1);
    }
    return text_take(&text);
}

/* On a diverging scale the classes of each side of zero are ranked from zero outward. */
static const char *class_color(const struct class_breaks *breaks, size_t i, const struct legend *legend,
                               const struct palette *palette)
{
    if (legend->row->method != STYLE_DIVERGING)
        return palette_spread(palette, i, breaks->count);
    bool is_below = breaks->bound[i] < 0;
    size_t rank = 0, count = 0;
    for (size_t k = 0; k < breaks->count; k++) {
        double lower = breaks->bound[k], upper = breaks->bound[k + 1];
        if ((lower < 0 && upper > 0) || (lower < 0) != is_below)
            continue;
        count++;
        rank += is_below ? k > i : k < i;
    }
    return palette_diverge(palette, breaks->bound[i], breaks->bound[i + 1], rank, count);
}

static enum mah_status add_number_rules(struct style_items *items, const struct class_breaks *breaks,
                                        const struct legend *legend, const struct palette *palette,
                                        struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (breaks->has_zero)
        status = add_rule(items, "zero", zero_label(legend), zero_filter(breaks, legend), palette->zero, err);
    for (size_t i = 0; status == MAH_OK && i < breaks->count; i++)
        status = add_rule(items, "class", class_label(breaks, i, legend), class_filter(breaks, i, legend),
                          class_color(breaks, i, legend, palette), err);
    return status;
}

/* The values of the column, and how many rows are suppressed or without data. */
struct column_values {
    double *values;
    size_t count, suppressed, missing;
    bool has_flag;
};

static enum mah_status collect(struct column_values *out, const struct release_table *table, size_t column,
                               struct mah_error *err)
{
    size_t flag = 0, rows = release_row_count(table);
    *out = (struct column_values){.values = memory_new(rows, sizeof *out->values)};
    if (out->values == NULL)
        return mah_no_memory(err);
    out->has_flag = release_column_find(table, "flag", &flag);
    for (size_t i = 0; i < rows; i++) {
        if (is_flagged(table, i, flag, out->has_flag, 'N'))
            out->missing++; /* nobody was recorded there: its zero is no measured one */
        else if (column_number(table, i, column, &out->values[out->count]) == MAH_OK)
            out->count++;
        else if (is_flagged(table, i, flag, out->has_flag, 'S'))
            out->suppressed++;
        else
            out->missing++;
    }
    return MAH_OK;
}

static enum mah_status add_empty_rules(struct style_items *items, const struct column_values *column,
                                       const struct style_row *row, const struct style_sheet *sheet,
                                       struct mah_error *err)
{
    const char *field = row->field, *word = row->empty[0] != '\0' ? row->empty : "no_data";
    enum mah_status status = MAH_OK;
    if (column->suppressed > 0)
        status = add_rule(items, "suppressed", memory_copy_text(style_sheet_word(sheet, "suppressed")),
                          format_filter("\"$\" IS NULL AND \"flag\" LIKE 'S%'", field), "", err);
    if (status == MAH_OK && column->missing > 0)
        status = add_rule(
            items, "no_data", memory_copy_text(style_sheet_word(sheet, word)),
            format_filter(column->has_flag
                              ? "\"flag\" = 'N' OR \"$\" IS NULL AND (\"flag\" IS NULL OR \"flag\" NOT LIKE 'S%')"
                              : "\"$\" IS NULL",
                          field),
            "", err);
    return status;
}

enum mah_status style_add_classes(struct style_items *items, const struct release_table *table, size_t column,
                                  const struct style_row *row, const struct style_sheet *sheet, struct mah_error *err)
{
    struct palette palette;
    struct column_values collected = {0};
    enum mah_status status = style_sheet_palette(&palette, sheet, row->palette, err);
    if (status == MAH_OK)
        status = collect(&collected, table, column, err);
    if (status == MAH_OK) {
        struct legend legend = {row, sheet->language, row->field, collected.has_flag};
        struct class_breaks breaks;
        class_breaks_find(&breaks, collected.values, collected.count, CLASS_COUNT);
        status = add_number_rules(items, &breaks, &legend, &palette, err);
    }
    if (status == MAH_OK)
        status = add_empty_rules(items, &collected, row, sheet, err);
    memory_free(collected.values);
    return status;
}
