/* What does the legend say of a class of numbers, and which rows are in it? */
#include "write/style_legend.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "base/text.h"
#include "write/display_number.h"

void legend_init(struct style_legend *out, const struct style_row *row, const struct style_sheet *sheet, bool per_km2,
                 bool has_flag)
{
    *out = (struct style_legend){.row = row, .sheet = sheet, .has_flag = has_flag};
    snprintf(out->value, sizeof out->value, per_km2 ? "\"%s\" / \"%s\"" : "\"%s\"", row->field, row->area);
}

/* Numbers in filters are plain decimals: the point and no exponent, whatever the language. */
static void add_plain(struct text *text, double value)
{
    char number[400];
    number_write_fixed(value, decimals_of(value), number, sizeof number);
    text_add(text, number);
}

static void add_shown(struct text *text, double value, const struct style_legend *legend)
{
    char number[DISPLAY_NUMBER_SIZE];
    bool percent = legend->row->percent, turkish = legend->sheet->language == LANGUAGE_TURKISH;
    double shown = percent ? value * 100 : value;
    int decimals = decimals_of(value) - (percent ? 2 : 0);
    display_real(shown < 0 ? -shown : shown, decimals > 0 ? decimals : 0, true, legend->sheet->language, number);
    /* The percent sign stands before the number in Turkish, after it in English; a hyphen would read as a range. */
    text_add_format(text, "%s%s%s%s", shown < 0 ? "−" : "", percent && turkish ? "%" : "", number,
                    percent && !turkish ? "%" : "");
}

static void add_unit(struct text *text, const struct style_legend *legend)
{
    if (legend->row->unit[0] != '\0')
        text_add_format(text, " %s", legend->row->unit);
}

/* What the side means, where the style has a word for it: below_zero, below_norm. */
static void add_meaning(struct text *text, const struct style_legend *legend, const char *side)
{
    char key[64];
    const char *sides = legend->row->sides;
    snprintf(key, sizeof key, "%s_%s", side, sides[0] != '\0' ? sides : "zero");
    if (legend->row->method == STYLE_DIVERGING)
        text_add_format(text, ", %s", style_sheet_word(legend->sheet, key));
}

/* Sums without the last bits that a centre leaves behind: 1 - 0.7 is 0.3. */
static double add_center(double value, double center)
{
    return center == 0 ? value : round((value + center) * 1e9) / 1e9;
}

/* A class of one value is named by it, with three digits of it: its filter holds the value itself. */
static double single_shown(double value, const struct style_legend *legend)
{
    double size = fabs(legend->row->percent ? value * 100 : value);
    double step = (size >= 100 ? 1 : size >= 10 ? 0.1 : 0.01) / (legend->row->percent ? 100 : 1);
    double rounded = round(value / step) * step;
    return fabs(rounded) > 0 ? round(rounded * 1e9) / 1e9 : value; /* without the last bits of the product */
}

/* A bound of a side as the value it stands for. */
static double on_scale(const struct style_legend *legend, double bound)
{
    return add_center(bound, legend->row->center);
}

double legend_from_center(const struct style_legend *legend, double value)
{
    return add_center(value, -legend->row->center);
}

/* "−12,5 … −2 puan, göçmen lehine", "> 0 … 4 puan, göçmen aleyhine" */
static void add_side_range(struct text *text, const struct style_legend *legend, double near, double far,
                           enum legend_side side)
{
    double sign = side == SIDE_BELOW ? -1 : 1, first = side == SIDE_BELOW ? far : near;
    double last = side == SIDE_BELOW ? near : far;
    if (near < far) {
        text_add(text, first > 0 ? "" : "> ");
        add_shown(text, on_scale(legend, sign * first), legend);
        text_add(text, " … ");
        text_add(text, last > 0 ? "" : "< ");
    }
    double shown = on_scale(legend, last > 0 ? sign * last : 0);
    add_shown(text, near < far ? shown : single_shown(shown, legend), legend);
    add_unit(text, legend);
    add_meaning(text, legend, side == SIDE_BELOW ? "below" : "above");
}

/* "0 – 120 kişi/km²"; "> 0 – 120 kişi/km²" after a class of zeros; "15 kişi/km²" where all values are the same. */
static void add_range(struct text *text, const struct style_legend *legend, const struct class_breaks *breaks, size_t i)
{
    double lower = breaks->bound[i], upper = breaks->bound[i + 1];
    if (lower < upper) {
        text_add(text, i == 0 && breaks->has_zero ? "> " : "");
        add_shown(text, lower, legend);
        text_add(text, " – ");
    }
    add_shown(text, lower < upper ? upper : single_shown(upper, legend), legend);
    add_unit(text, legend);
}

char *legend_class_label(const struct style_legend *legend, const struct class_breaks *breaks, size_t i,
                         enum legend_side side)
{
    struct text text = TEXT_EMPTY;
    if (side == SIDE_NONE)
        add_range(&text, legend, breaks, i);
    else
        add_side_range(&text, legend, breaks->bound[i], breaks->bound[i + 1], side);
    return text_take(&text);
}

/* Areas without any record belong to "no data", whatever number stands there. */
static void leave_out_unrecorded(struct text *text, const struct style_legend *legend)
{
    if (legend->has_flag)
        text_add(text, " AND (\"flag\" IS NULL OR \"flag\" <> 'N')");
}

static double on_side(const struct style_legend *legend, double bound, enum legend_side side)
{
    return side == SIDE_NONE ? bound : on_scale(legend, bound);
}

/* The first class has no lower and the last no upper limit: a value edited later is still drawn. */
char *legend_class_filter(const struct style_legend *legend, const struct class_breaks *breaks, size_t i,
                          enum legend_side side)
{
    struct text text = TEXT_EMPTY;
    bool has_lower = i > 0 || breaks->has_zero || side != SIDE_NONE, has_upper = i + 1 < breaks->count;
    double sign = side == SIDE_BELOW ? -1 : 1;
    if (has_lower) {
        text_add_format(&text, "%s %s ", legend->value, side == SIDE_BELOW ? "<" : ">");
        add_plain(&text, on_side(legend, i > 0 ? sign * breaks->bound[i] : 0, side));
    }
    if (has_lower && has_upper)
        text_add(&text, " AND ");
    if (has_upper) {
        text_add_format(&text, "%s %s ", legend->value, side == SIDE_BELOW ? ">=" : "<=");
        add_plain(&text, on_side(legend, sign * breaks->bound[i + 1], side));
    }
    if (!has_lower && !has_upper)
        text_add_format(&text, "%s IS NOT NULL", legend->value);
    if (!has_lower)
        leave_out_unrecorded(&text, legend);
    return text_take(&text);
}

char *legend_zero_label(const struct style_legend *legend)
{
    struct text text = TEXT_EMPTY;
    add_shown(&text, legend->row->method == STYLE_DIVERGING ? legend->row->center : 0, legend);
    add_unit(&text, legend);
    add_meaning(&text, legend, "at");
    return text_take(&text);
}

char *legend_zero_filter(const struct style_legend *legend, bool only_zeros)
{
    struct text text = TEXT_EMPTY;
    bool diverging = legend->row->method == STYLE_DIVERGING;
    text_add_format(&text, only_zeros ? "%s IS NOT NULL" : diverging ? "%s = " : "%s <= 0", legend->value);
    if (diverging && !only_zeros)
        add_plain(&text, legend->row->center);
    leave_out_unrecorded(&text, legend);
    return text_take(&text);
}
