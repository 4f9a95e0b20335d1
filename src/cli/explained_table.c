/* The indicators behind a rank as a table for people. */
#include "cli/explained_table.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "write/display_number.h"
#include "write/display_width.h"

enum { LABEL, VALUE, MEDIAN, NEED, WEIGHT, PART, RANK, FLAG, CELLS };
enum { WIDEST_LABEL = 34, NARROW_LABEL = 24, WIDE_TERMINAL = 96, SHORT_UNIT = 16 };

/* What one line shows; the heading is one too. */
struct line {
    struct text cells[CELLS];
};

static double number_at(const struct table_view *view, size_t row, const char *field)
{
    size_t column;
    if (!release_column_find(view->table, field, &column))
        return NAN;
    struct release_cell cell = release_cell(view->table, row, column);
    if (cell.kind == RELEASE_CELL_INTEGER)
        return (double)cell.value.integer;
    return cell.kind == RELEASE_CELL_REAL ? cell.value.real : NAN;
}

static const char *text_at(const struct table_view *view, size_t row, const char *field)
{
    size_t column;
    if (!release_column_find(view->table, field, &column))
        return "";
    struct release_cell cell = release_cell(view->table, row, column);
    return cell.kind == RELEASE_CELL_TEXT ? cell.value.text : "";
}

static void add_real(struct text *out, double value, int decimals)
{
    char number[DISPLAY_NUMBER_SIZE];
    display_real(value, decimals, true, language_get(), number);
    text_add(out, isnan(value) ? "–" : number);
}

static void add_percent(struct text *out, double share, int decimals)
{
    if (isnan(share)) {
        text_add(out, "–");
        return;
    }
    text_add(out, language_get() == LANGUAGE_TURKISH ? "%" : "");
    add_real(out, 100 * share, decimals);
    text_add(out, language_get() == LANGUAGE_TURKISH ? "" : "%");
}

/* Shares as per cent; else about three figures. */
static void add_figure(struct text *out, double value, const char *unit)
{
    double size = fabs(value);
    if (strcmp(unit, "0-1") == 0)
        add_percent(out, value, 0);
    else
        add_real(out, value, isnan(value) || size >= 100 || size <= 0 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 5);
}

/* At most `most` columns; what is longer ends in an ellipsis. */
static void add_cut(struct text *out, const char *label, size_t most)
{
    char piece[8];
    size_t used = 0;
    bool fits = display_width(label) <= most;
    for (const char *c = label; *c != '\0';) {
        size_t length = 1;
        while (((unsigned char)c[length] & 0xC0) == 0x80 && length < sizeof piece - 1)
            length++;
        memcpy(piece, c, length);
        piece[length] = '\0';
        if (!fits && used + display_width(piece) + 1 > most)
            break;
        used += display_width(piece);
        text_add(out, piece);
        c += length;
    }
    text_add(out, fits ? "" : "…");
}

static void fill_heading(struct line *line)
{
    const char *const headings[CELLS] = {say("Indicator"), say("Value"), say("Median"), say("Need"),
                                         say("Weight"),    say("Part"),  say("Rank"),   say("Flag")};
    for (int i = 0; i < CELLS; i++)
        text_add(&line->cells[i], headings[i]);
}

static void fill_line(struct line *line, const struct table_view *view, size_t row, size_t label)
{
    const char *unit = text_at(view, row, "unit");
    double rank = number_at(view, row, "rank");
    add_cut(&line->cells[LABEL], text_at(view, row, "label"), label);
    add_figure(&line->cells[VALUE], number_at(view, row, "value"), unit);
    if (!isnan(number_at(view, row, "value")) && strcmp(unit, "0-1") != 0 && *unit != '\0' &&
        display_width(unit) <= SHORT_UNIT)
        text_add_format(&line->cells[VALUE], " %s", unit);
    add_figure(&line->cells[MEDIAN], number_at(view, row, "median"), unit);
    add_real(&line->cells[NEED], number_at(view, row, "need"), 2);
    add_percent(&line->cells[WEIGHT], number_at(view, row, "weight"), 1);
    add_real(&line->cells[PART], number_at(view, row, "contribution"), 3);
    if (isnan(rank))
        text_add(&line->cells[RANK], "–");
    else
        text_add_format(&line->cells[RANK], "%.0f/%.0f", rank, number_at(view, row, "ranked"));
    text_add(&line->cells[FLAG], text_at(view, row, "flag"));
}

static void print_line(FILE *out, const struct line *line, const size_t *widths, bool has_flags)
{
    bool flagged = has_flags && line->cells[FLAG].length > 0; /* no blanks at the end of a line */
    for (int i = 0; i < (flagged ? CELLS : FLAG); i++) {
        const char *text = text_bytes(&line->cells[i]);
        int gap = (int)(widths[i] - display_width(text));
        bool is_left = i == LABEL || i == FLAG;
        fprintf(out, "%s%*s%s", i > 0 ? "  " : "", is_left ? 0 : gap, "", text);
        if (i == LABEL)
            fprintf(out, "%*s", gap, "");
    }
    fputc('\n', out);
}

enum mah_status explained_table_print(const struct table_view *view, size_t width, FILE *out, struct mah_error *err)
{
    size_t rows = release_row_count(view->table), widths[CELLS] = {0};
    size_t label = width > 0 && width < WIDE_TERMINAL ? NARROW_LABEL : WIDEST_LABEL;
    struct line *lines = memory_new(rows + 1, sizeof *lines);
    bool failed = lines == NULL, has_flags = false;
    for (size_t i = 0; !failed && i <= rows; i++) {
        if (i == 0)
            fill_heading(&lines[i]);
        else
            fill_line(&lines[i], view, i - 1, label);
        has_flags |= i > 0 && lines[i].cells[FLAG].length > 0;
        for (int cell = 0; cell < CELLS; cell++) {
            size_t wide = display_width(text_bytes(&lines[i].cells[cell]));
            widths[cell] = wide > widths[cell] ? wide : widths[cell];
            failed |= lines[i].cells[cell].failed;
        }
    }
    for (size_t i = 0; !failed && i <= rows; i++)
        print_line(out, &lines[i], widths, has_flags);
    for (size_t i = 0; lines != NULL && i <= rows; i++)
        for (int cell = 0; cell < CELLS; cell++)
            text_release(&lines[i].cells[cell]);
    memory_free(lines);
    return failed ? mah_no_memory(err) : MAH_OK;
}
