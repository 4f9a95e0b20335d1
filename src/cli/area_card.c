/* The answer about one area, for people: one figure a line. */
#include "cli/area_card.h"

#include <math.h>
#include <string.h>

#include "cli/wrapped.h"
#include "write/display_number.h"
#include "write/display_width.h"

/* The figures of the card, from top to bottom; those without a value are left out but for the first ones. */
static const struct card_line {
    const char *field;
    bool is_share;
    bool is_always;
    int decimals;
} card_lines[] = {
    {"n_mahalle", false, false, 0}, {"n_cut", false, false, 0},       {"n_hidden", false, false, 0},
    {"area_km2", false, false, 2},  {"n_rec", false, true, 0},        {"hh_est", false, true, 0},
    {"pop_est", false, true, 0},    {"mig_rec", false, true, 0},      {"sh_mig", true, true, 0},
    {"sh_mig_min", true, false, 0}, {"den_mig", false, true, 0},      {"lq_mig", false, false, 2},
    {"mig_hh", false, false, 0},    {"mig_long", false, false, 0},    {"native", false, false, 0},
    {"mover", false, false, 0},     {"cls_unknown", false, false, 0}, {"den_pop", false, false, 0},
    {"hh_size", false, false, 2},   {"rent_sh", true, false, 0},      {"gecek_sh", true, false, 0},
};
enum { CARD_LINES = sizeof card_lines / sizeof *card_lines };

static void write_value(char out[DISPLAY_NUMBER_SIZE], struct release_cell cell, const struct card_line *line)
{
    double value = cell.kind == RELEASE_CELL_INTEGER ? (double)cell.value.integer : cell.value.real;
    if (cell.kind == RELEASE_CELL_NULL)
        memcpy(out, "–", sizeof "–");
    else
        display_real(line->is_share ? round(value * 1e4) / 100 : value, line->decimals, true, language_get(), out);
}

static bool has_value(const struct table_view *view, const char *field)
{
    size_t column;
    return release_column_find(view->table, field, &column) &&
           release_cell(view->table, table_view_row(view, 0), column).kind != RELEASE_CELL_NULL;
}

static bool find_line(const struct table_view *view, const struct card_line *line, size_t *column,
                      struct release_cell *cell)
{
    /* Who told no arrival is too few to be told: then the share is not told, but the least that it can be. */
    if (strcmp(line->field, "sh_mig_min") == 0 && has_value(view, "sh_mig"))
        return false;
    if (!release_column_find(view->table, line->field, column))
        return false;
    *cell = release_cell(view->table, table_view_row(view, 0), *column);
    return cell->kind != RELEASE_CELL_NULL || line->is_always;
}

static void print_blanks(FILE *out, const char *text, size_t width)
{
    size_t used = display_width(text);
    fprintf(out, "%*s", used < width ? (int)(width - used) : 0, "");
}

static void print_lines(const struct table_view *view, FILE *out)
{
    enum language language = language_get();
    size_t label_width = 0, value_width = 0, column;
    struct release_cell cell;
    char value[DISPLAY_NUMBER_SIZE];
    for (int i = 0; i < CARD_LINES; i++) {
        if (!find_line(view, &card_lines[i], &column, &cell))
            continue;
        write_value(value, cell, &card_lines[i]);
        size_t label = display_width(release_column_title(release_column_at(view->table, column), language));
        label_width = label > label_width ? label : label_width;
        value_width = display_width(value) > value_width ? display_width(value) : value_width;
    }
    for (int i = 0; i < CARD_LINES; i++) {
        if (!find_line(view, &card_lines[i], &column, &cell))
            continue;
        const struct release_column *shown = release_column_at(view->table, column);
        write_value(value, cell, &card_lines[i]);
        fputs("  ", out);
        const char *label = release_column_title(shown, language);
        fputs(label, out);
        print_blanks(out, label, label_width + 2);
        print_blanks(out, value, value_width);
        fprintf(out, "%s %s\n", value, card_lines[i].is_share ? "%" : shown->unit != NULL ? shown->unit : "");
    }
}

static const char *text_at(const struct table_view *view, const char *field)
{
    size_t column;
    if (!release_column_find(view->table, field, &column))
        return NULL;
    struct release_cell cell = release_cell(view->table, table_view_row(view, 0), column);
    return cell.kind == RELEASE_CELL_TEXT ? cell.value.text : NULL;
}

enum mah_status area_card_print(const struct table_view *view, const struct answer_notes *notes,
                                const struct arguments *arguments, struct mah_error *err)
{
    FILE *out = NULL;
    enum mah_status status = answer_file_open(&out, arguments->output, release_facts(view->release)->profile, err);
    if (status != MAH_OK)
        return status;
    const char *area = text_at(view, "area"), *note = text_at(view, "note");
    size_t width = terminal_width(out);
    fprintf(out, "%s\n\n", area != NULL ? area : "");
    print_lines(view, out);
    if (note != NULL || notes->count > 0)
        fputc('\n', out);
    if (note != NULL)
        print_wrapped(out, width, 0, 0, note);
    answer_notes_print(notes, width, out);
    return answer_file_close(out, arguments->output, status, err);
}
