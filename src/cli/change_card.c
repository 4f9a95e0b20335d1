/* The figures of the whole city before and after, for people: one indicator a line. */
#include "cli/change_card.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/wrapped.h"
#include "write/display_number.h"
#include "write/display_width.h"

enum { LABEL, OLD_VALUE, NEW_VALUE, CHANGE, PERCENT, CARD_COLUMNS };

struct card_row {
    const char *label;
    char number[CARD_COLUMNS][DISPLAY_NUMBER_SIZE]; /* from OLD_VALUE on */
    const char *unit;
};

static struct release_cell cell_at(const struct release_table *table, size_t row, const char *field)
{
    size_t column;
    bool found = release_column_find(table, field, &column);
    return found ? release_cell(table, row, column) : (struct release_cell){.kind = RELEASE_CELL_NULL};
}

static double number_at(const struct release_table *table, size_t row, const char *field)
{
    struct release_cell cell = cell_at(table, row, field);
    if (cell.kind == RELEASE_CELL_INTEGER)
        return (double)cell.value.integer;
    return cell.kind == RELEASE_CELL_REAL ? cell.value.real : NAN;
}

static const char *text_at(const struct release_table *table, size_t row, const char *field)
{
    struct release_cell cell = cell_at(table, row, field);
    return cell.kind == RELEASE_CELL_TEXT ? cell.value.text : "";
}

static void write_number(char out[DISPLAY_NUMBER_SIZE], double value, int decimals, bool is_signed)
{
    char digits[DISPLAY_NUMBER_SIZE];
    if (isnan(value)) {
        memcpy(out, "–", sizeof "–");
        return;
    }
    display_real(fabs(value), decimals, true, language_get(), digits);
    bool is_zero = strspn(digits, "0.,") == strlen(digits);
    const char *sign = is_zero ? "" : value < 0 ? "−" : is_signed ? "+" : "";
    snprintf(out, DISPLAY_NUMBER_SIZE, "%s%.*s", sign, DISPLAY_NUMBER_SIZE - 8, digits);
}

/* Three figures of what is below 100; whole numbers stay whole. */
static int decimals_for(double a, double b)
{
    double largest = fmax(fabs(a), fabs(b));
    bool is_whole = floor(a) == a && floor(b) == b;
    return is_whole || largest >= 100 ? 0 : largest >= 10 ? 1 : 2;
}

static void fill_row(struct card_row *out, const struct release_table *table, size_t row)
{
    bool is_share = strcmp(text_at(table, row, "unit"), "0-1") == 0;
    double old_value = number_at(table, row, "old_value"), new_value = number_at(table, row, "new_value");
    int decimals = is_share ? 1 : decimals_for(old_value, new_value);
    out->label = text_at(table, row, "label");
    out->unit = is_share ? "%" : text_at(table, row, "unit");
    write_number(out->number[OLD_VALUE], is_share ? 100 * old_value : old_value, decimals, false);
    write_number(out->number[NEW_VALUE], is_share ? 100 * new_value : new_value, decimals, false);
    write_number(out->number[CHANGE], number_at(table, row, "change"), decimals, true);
    write_number(out->number[PERCENT], number_at(table, row, "change_pct"), 1, true);
}

static void print_cell(FILE *out, const char *text, size_t width, bool is_left)
{
    size_t used = display_width(text);
    int blanks = used < width ? (int)(width - used) : 0;
    if (is_left)
        fprintf(out, "%s%*s", text, blanks, "");
    else
        fprintf(out, "  %*s%s", blanks, "", text);
}

static const char *const *headings(void)
{
    static const char *words[CARD_COLUMNS];
    words[LABEL] = say("Indicator");
    words[OLD_VALUE] = say("Old");
    words[NEW_VALUE] = say("New");
    words[CHANGE] = say("Change");
    words[PERCENT] = say("Change %");
    return words;
}

/* A row of the city is shown where it has both values. */
static bool is_shown(const struct release_table *table, size_t row)
{
    return cell_at(table, row, "mah_code").kind == RELEASE_CELL_NULL && !isnan(number_at(table, row, "change"));
}

static void print_rows(const struct release_table *table, FILE *out)
{
    size_t width[CARD_COLUMNS], rows = release_row_count(table);
    struct card_row row;
    for (int i = 0; i < CARD_COLUMNS; i++)
        width[i] = display_width(headings()[i]);
    for (size_t i = 0; i < rows && cell_at(table, i, "mah_code").kind == RELEASE_CELL_NULL; i++) {
        if (!is_shown(table, i))
            continue;
        fill_row(&row, table, i);
        for (int k = 0; k < CARD_COLUMNS; k++) {
            size_t used = display_width(k == LABEL ? row.label : row.number[k]);
            width[k] = used > width[k] ? used : width[k];
        }
    }
    for (int k = 0; k < CARD_COLUMNS; k++)
        print_cell(out, headings()[k], width[k], k == LABEL);
    fputc('\n', out);
    for (size_t i = 0; i < rows && cell_at(table, i, "mah_code").kind == RELEASE_CELL_NULL; i++) {
        if (!is_shown(table, i))
            continue;
        fill_row(&row, table, i);
        print_cell(out, row.label, width[LABEL], true);
        for (int k = OLD_VALUE; k < CARD_COLUMNS; k++)
            print_cell(out, row.number[k], width[k], false);
        fprintf(out, "%s%s\n", row.unit[0] != '\0' ? "  " : "", row.unit);
    }
}

/* "eski.gpkg (2024-12-31) → yeni.gpkg (2025-12-31)", from the table params. */
static void print_files(const struct mah_release *release, FILE *out)
{
    static const char *const keys[] = {"compare.old", "compare.old_reference_date", "compare.new",
                                       "compare.new_reference_date"};
    const char *values[4] = {"", "", "", ""};
    const struct release_table *params = release_table_named(release, "params");
    for (size_t i = 0; params != NULL && i < release_row_count(params); i++)
        for (size_t k = 0; k < 4; k++)
            if (strcmp(text_at(params, i, "key"), keys[k]) == 0)
                values[k] = text_at(params, i, "value");
    fprintf(out, "%s (%s) → %s (%s)\n\n", values[0], values[1], values[2], values[3]);
}

enum mah_status change_card_print(const struct table_view *view, const struct answer_notes *notes,
                                  const struct arguments *arguments, struct mah_error *err)
{
    FILE *out = NULL;
    enum mah_status status = answer_file_open(&out, arguments->output, release_facts(view->release)->profile, err);
    if (status != MAH_OK)
        return status;
    size_t width = terminal_width(out);
    print_files(view->release, out);
    print_rows(view->table, out);
    fputc('\n', out);
    answer_notes_print(notes, width, out);
    return answer_file_close(out, arguments->output, status, err);
}
