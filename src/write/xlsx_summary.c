/* The sheet of departments: budgets that may be changed, and what follows from them and from the list. */
#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "write/xlsx_parts.h"

enum summary_column {
    SUMMARY_DEPARTMENT,
    SUMMARY_BUDGET,
    SUMMARY_SPENT,
    SUMMARY_LEFT,
    SUMMARY_HELPED,
    SUMMARY_CHOSEN,
    SUMMARY_PROJECTS,
    SUMMARY_PROVED
};

static void add_summary_headers(struct xlsx_book *book, lxw_worksheet *sheet, size_t row)
{
    enum language language = release_facts(book->release)->language;
    const char *headers[] = {
        say_in(language, "Department"), say_in(language, "Budget (may be changed)"),
        say_in(language, "Spent"),      say_in(language, "Left"),
        say_in(language, "Helped"),     say_in(language, "Chosen"),
        say_in(language, "Projects"),   say_in(language, "When this list was made, the choice was")};
    static const double widths[] = {28, 20, 20, 20, 12, 12, 12, 40};
    for (int i = 0; i <= SUMMARY_PROVED; i++) {
        xlsx_text(book, sheet, row, i, headers[i], LOOK_HEADER);
        xlsx_note(book, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
    }
}

static const char *proof_of(double proved, enum language language)
{
    if (isnan(proved))
        return NULL;
    return proved > 0 ? say_in(language, "the best one, proved") : say_in(language, "good, not proved to be the best");
}

/* Ranges of the list, as `'List'!$A$3:$A$99`. */
static void range_of(char out[128], const struct xlsx_book *book, enum list_column column, size_t count)
{
    char name = (char)('A' + column);
    snprintf(out, 128, "'%s'!$%c$%d:$%c$%zu", book->list_name, name, LIST_FIRST_ROW + 1, name,
             LIST_FIRST_ROW + (count > 0 ? count : 1));
}

static void add_department(struct xlsx_book *book, lxw_worksheet *sheet, size_t at, const struct release_table *budgets,
                           size_t row)
{
    enum language language = release_facts(book->release)->language;
    size_t count = release_row_count(release_table_named(book->release, "investments")), n = at + 1;
    char names[128], spent[128], helped[128], built[128];
    range_of(names, book, LIST_DEPARTMENT, count);
    range_of(spent, book, LIST_SPENT, count);
    range_of(helped, book, LIST_HELPED, count);
    range_of(built, book, LIST_BUILT, count);
    xlsx_text(book, sheet, at, SUMMARY_DEPARTMENT, xlsx_cell_text(budgets, row, "dept_name"), LOOK_TEXT);
    xlsx_number(book, sheet, at, SUMMARY_BUDGET, xlsx_cell_number(budgets, row, "budget"), LOOK_EDITED_WHOLE);
    xlsx_formula(book, sheet, at, SUMMARY_SPENT, xlsx_cell_number(budgets, row, "spent"), LOOK_WHOLE,
                 "=SUMIFS(%s,%s,A%zu)", spent, names, n);
    xlsx_formula(book, sheet, at, SUMMARY_LEFT, xlsx_cell_number(budgets, row, "left"), LOOK_WHOLE,
                 "=IF(B%zu=\"\",\"\",B%zu-C%zu)", n, n, n);
    xlsx_formula(book, sheet, at, SUMMARY_HELPED, xlsx_cell_number(budgets, row, "persons"), LOOK_WHOLE,
                 "=SUMIFS(%s,%s,A%zu)", helped, names, n);
    xlsx_formula(book, sheet, at, SUMMARY_CHOSEN, xlsx_cell_number(budgets, row, "chosen"), LOOK_WHOLE,
                 "=COUNTIFS(%s,A%zu,%s,\">0\")", names, n, built);
    xlsx_formula(book, sheet, at, SUMMARY_PROJECTS, xlsx_cell_number(budgets, row, "projects"), LOOK_WHOLE,
                 "=COUNTIF(%s,A%zu)", names, n);
    xlsx_text(book, sheet, at, SUMMARY_PROVED, proof_of(xlsx_cell_number(budgets, row, "proved"), language), LOOK_TEXT);
}

static double sum_of(const struct release_table *table, const char *name)
{
    double sum = 0;
    for (size_t row = 0; row < release_row_count(table); row++) {
        double value = xlsx_cell_number(table, row, name);
        sum += isnan(value) ? 0 : value;
    }
    return sum;
}

static void add_summary_totals(struct xlsx_book *book, lxw_worksheet *sheet, size_t first, size_t at,
                               const struct release_table *budgets)
{
    static const char *const fields[] = {NULL, "budget", "spent", "left", "persons", "chosen", "projects"};
    xlsx_text(book, sheet, at, SUMMARY_DEPARTMENT, say_in(release_facts(book->release)->language, "In all"),
              LOOK_TOTAL);
    for (int i = SUMMARY_BUDGET; i <= SUMMARY_PROJECTS; i++)
        xlsx_formula(book, sheet, at, i, sum_of(budgets, fields[i]), LOOK_TOTAL_WHOLE, "=SUM(%c%zu:%c%zu)", 'A' + i,
                     first + 1, 'A' + i, at);
}

void xlsx_add_summary(struct xlsx_book *book, lxw_worksheet *sheet)
{
    enum { FIRST = 4 };
    const struct release_facts *facts = release_facts(book->release);
    const struct release_table *budgets = release_table_named(book->release, "investment_budgets");
    size_t count = release_row_count(budgets);
    char over[64];
    xlsx_text(book, sheet, 0, 0, say_in(facts->language, "Investment list"), LOOK_TITLE);
    xlsx_text(book, sheet, 1, 0, facts->title, LOOK_TEXT);
    xlsx_text(book, sheet, 1, SUMMARY_LEFT, facts->reference_date, LOOK_TEXT);
    add_summary_headers(book, sheet, FIRST - 1);
    for (size_t row = 0; row < count; row++)
        add_department(book, sheet, FIRST + row, budgets, row);
    if (count == 0)
        return;
    add_summary_totals(book, sheet, FIRST, FIRST + count, budgets);
    snprintf(over, sizeof over, "=AND($B%d<>\"\",$C%d>$B%d)", FIRST + 1, FIRST + 1, FIRST + 1);
    lxw_conditional_format red = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = over, .format = book->looks[LOOK_OVER]};
    xlsx_note(book, worksheet_conditional_format_range(sheet, FIRST, SUMMARY_SPENT, (lxw_row_t)(FIRST + count - 1),
                                                       SUMMARY_LEFT, &red));
    xlsx_text(book, sheet, FIRST + count + 2, 0,
              say_in(facts->language,
                     "Yellow cells may be changed; everything else follows from them. One person may be "
                     "helped by several projects."),
              LOOK_TEXT);
}
