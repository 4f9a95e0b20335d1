/* A table for people at a terminal. */
#include "write/table_text.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "write/display_line.h"
#include "write/display_number.h"
#include "write/display_width.h"
#include "write/output.h"

enum { SIGNIFICANT_FIGURES = 4, GROUPED_FROM = 10000, DEGREE_DECIMALS = 5 /* a metre */ };

/* How a column is shown. */
struct layout {
    size_t width;
    int decimals;
    bool grouped, right, percent;
    size_t most_width; /* of texts; 0: any */
};

/* A share becomes per cent; what binary numbers add to its decimals is taken off again. */
static struct release_cell as_shown(struct release_cell cell, const struct layout *layout)
{
    if (layout->percent && cell.kind == RELEASE_CELL_REAL)
        cell.value.real = round(cell.value.real * 1e6) / 1e4;
    return cell;
}

static double size_of(struct release_cell cell)
{
    if (cell.kind == RELEASE_CELL_INTEGER)
        return fabs((double)cell.value.integer);
    return cell.kind == RELEASE_CELL_REAL ? fabs(cell.value.real) : 0;
}

/* Decimals that leave the largest value with four significant figures: 0 for 1234, 1 for 123.4, 4 for 0.1234. */
static int decimals_for(double largest)
{
    int decimals = SIGNIFICANT_FIGURES;
    for (double limit = 1; largest >= limit && decimals > 0; limit *= 10)
        decimals--;
    return decimals;
}

/* Cuts a text after so many code points of width and puts an ellipsis behind it. Cut texts stand in `cut`. */
static const char *shorten(const char *text, size_t most_width, char cut[DISPLAY_NUMBER_SIZE])
{
    size_t used = 0;
    if (most_width == 0 || display_width(text) <= most_width)
        return text;
    cut[0] = '\0';
    for (const char *at = text; *at != '\0' && used + 8 < DISPLAY_NUMBER_SIZE && display_width(cut) + 1 < most_width;) {
        do
            cut[used++] = *at++;
        while (((unsigned char)*at & 0xC0) == 0x80 && used + 8 < DISPLAY_NUMBER_SIZE);
        cut[used] = '\0';
    }
    while (used > 0 && cut[used - 1] == ' ')
        used--;
    memcpy(cut + used, "…", sizeof "…");
    return cut;
}

/* The text of a cell; borrowed from the release or standing in `number`. Line breaks would break the table. */
static const char *shown(struct release_cell cell, const struct layout *layout, enum language language,
                         char number[DISPLAY_NUMBER_SIZE])
{
    switch (cell.kind) {
    case RELEASE_CELL_NULL:
        break;
    case RELEASE_CELL_INTEGER:
        display_integer(cell.value.integer, layout->grouped, language, number);
        return number;
    case RELEASE_CELL_REAL:
        display_real(cell.value.real, layout->decimals, layout->grouped, language, number);
        return number;
    case RELEASE_CELL_TEXT:
        return shorten(cell.value.text, layout->most_width, number);
    }
    return "–";
}

static void widen(struct layout *layout, const char *text)
{
    size_t width = display_width(text);
    layout->width = width > layout->width ? width : layout->width;
}

static const char *heading_of(const struct table_view *view, size_t i, enum language language)
{
    return view->looks != NULL ? view->looks[i].heading : release_column_title(table_view_column(view, i), language);
}

static const char *unit_of(const struct table_view *view, size_t i)
{
    const struct release_column *column = table_view_column(view, i);
    if (view->looks != NULL && view->looks[i].percent)
        return "%";
    return column->unit != NULL ? column->unit : "";
}

static struct layout measure(const struct table_view *view, size_t i, enum language language)
{
    const struct release_column *column = table_view_column(view, i);
    struct layout layout = {.right = column->type == RELEASE_INTEGER || column->type == RELEASE_REAL};
    if (view->looks != NULL) {
        layout.percent = view->looks[i].percent;
        layout.most_width = view->looks[i].most_width;
    }
    double largest = 0;
    int needed = 0;
    for (size_t row = 0; row < table_view_rows(view); row++) {
        struct release_cell cell = as_shown(table_view_cell(view, row, i), &layout);
        largest = size_of(cell) > largest ? size_of(cell) : largest;
        int decimals =
            cell.kind == RELEASE_CELL_REAL && needed < SIGNIFICANT_FIGURES ? decimals_of(cell.value.real) : 0;
        needed = decimals > needed ? decimals : needed;
    }
    layout.grouped = largest >= GROUPED_FROM;
    layout.decimals = decimals_for(largest) < needed ? decimals_for(largest) : needed;
    if (layout.percent && layout.decimals > 1)
        layout.decimals = 1;
    if (strcmp(unit_of(view, i), "°") == 0)
        layout.decimals = DEGREE_DECIMALS;
    widen(&layout, heading_of(view, i, language));
    widen(&layout, unit_of(view, i));
    for (size_t row = 0; row < table_view_rows(view); row++) {
        char number[DISPLAY_NUMBER_SIZE];
        widen(&layout, shown(as_shown(table_view_cell(view, row, i), &layout), &layout, language, number));
    }
    return layout;
}

static void add_blanks(struct text *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add(out, " ");
}

/* Control characters, C1 among them (C2 80..9F), would steer the terminal: they are left out, and have no width. */
static void add_visible(struct text *out, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        bool c1 = at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0;
        if (c1)
            at++;
        else if (display_turns(at) > 0)
            at += display_turns(at) - 1;
        else if (*at >= 0x20 && *at != 0x7F)
            text_add_bytes(out, (const char *)at, 1);
    }
}

static void add_aligned(struct text *out, const char *text, const struct layout *layout, bool last)
{
    size_t gap = layout->width - display_width(text);
    if (layout->right)
        add_blanks(out, gap);
    add_visible(out, text);
    if (!layout->right && !last)
        add_blanks(out, gap);
    text_add(out, last ? "\n" : "  ");
}

static void add_rule(struct text *out, const struct layout *layouts, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        for (size_t k = 0; k < layouts[i].width; k++)
            text_add(out, "-");
        text_add(out, i + 1 == columns ? "\n" : "  ");
    }
}

static void add_head(struct text *out, const struct table_view *view, const struct layout *layouts,
                     enum language language)
{
    size_t columns = table_view_columns(view);
    bool has_unit = false;
    for (size_t i = 0; i < columns; i++) {
        has_unit = has_unit || unit_of(view, i)[0] != '\0';
        add_aligned(out, heading_of(view, i, language), &layouts[i], i + 1 == columns);
    }
    for (size_t i = 0; has_unit && i < columns; i++)
        add_aligned(out, unit_of(view, i), &layouts[i], i + 1 == columns);
    add_rule(out, layouts, columns);
}

static enum mah_status add_rows(struct text *out, const struct table_view *view, const struct layout *layouts,
                                enum language language, FILE *file, struct mah_error *err)
{
    size_t columns = table_view_columns(view);
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < table_view_rows(view); row++) {
        for (size_t i = 0; i < columns; i++) {
            char number[DISPLAY_NUMBER_SIZE];
            struct release_cell cell = as_shown(table_view_cell(view, row, i), &layouts[i]);
            add_aligned(out, shown(cell, &layouts[i], language, number), &layouts[i], i + 1 == columns);
        }
        status = output_pass(out, file, err);
    }
    return status;
}

enum mah_status table_write_text(const struct table_view *view, FILE *file, struct mah_error *err)
{
    size_t columns = table_view_columns(view);
    enum language language = release_facts(view->release)->language;
    struct text out = TEXT_EMPTY;
    struct layout *layouts = memory_new(columns, sizeof *layouts);
    if (layouts == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < columns; i++)
        layouts[i] = measure(view, i, language);
    add_head(&out, view, layouts, language);
    enum mah_status status = add_rows(&out, view, layouts, language, file, err);
    status = output_finish(&out, file, status, err);
    memory_free(layouts);
    return status;
}
