/* The sheet of projects: a row for each, the figures that follow from others as formulas. */
#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "write/xlsx_parts.h"

/* The letter of a column in formulas. */
static char letter(enum list_column column)
{
    return (char)('A' + column);
}

static void add_headers(struct xlsx_book *book, lxw_worksheet *sheet, enum language language)
{
    const struct {
        enum list_column column;
        const char *title;
        double width;
    } headers[] = {
        {LIST_DEPARTMENT, say_in(language, "Department"), 16},
        {LIST_RANK, say_in(language, "Rank"), 7},
        {LIST_MAHALLE, say_in(language, "Mahalle"), 26},
        {LIST_ILCE, say_in(language, "District"), 16},
        {LIST_WHAT, say_in(language, "What to build"), 28},
        {LIST_QUANTITY, say_in(language, "Quantity"), 11},
        {LIST_UNIT, say_in(language, "Unit"), 11},
        {LIST_UNIT_COST, say_in(language, "Unit cost (may be changed)"), 16},
        {LIST_COST, say_in(language, "Cost"), 16},
        {LIST_PERSONS, say_in(language, "Persons helped by all of it"), 14},
        {LIST_PERSONS_UNIT, say_in(language, "Persons a unit"), 11},
        {LIST_COST_PERSON, say_in(language, "Cost a person"), 13},
        {LIST_SHARE, say_in(language, "Share of recent migrants"), 11},
        {LIST_BUILT, say_in(language, "To build (may be changed)"), 12},
        {LIST_SPENT, say_in(language, "Spent"), 16},
        {LIST_HELPED, say_in(language, "Helped"), 11},
        {LIST_CHOSEN, say_in(language, "Chosen"), 9},
        {LIST_NOTE, say_in(language, "Why not, or not whole, when this list was made"), 34},
        {LIST_FAIR_SHARE, say_in(language, "Share of a larger area"), 11},
        {LIST_VERIFIED, say_in(language, "Standard verified"), 11},
        {LIST_STANDARD, say_in(language, "Standard"), 40},
        {LIST_COST_SOURCE, say_in(language, "Source of the cost"), 24},
        {LIST_PROJECT, say_in(language, "Project"), 28},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        xlsx_text(book, sheet, LIST_HEADER_ROW, headers[i].column, headers[i].title, LOOK_HEADER);
        xlsx_note(book, worksheet_set_column(sheet, (lxw_col_t)headers[i].column, (lxw_col_t)headers[i].column,
                                             headers[i].width, NULL));
    }
    xlsx_note(book, worksheet_set_row(sheet, LIST_HEADER_ROW, 48, NULL));
}

static void add_texts(struct xlsx_book *book, lxw_worksheet *sheet, const struct release_table *table, size_t row)
{
    static const struct {
        enum list_column column;
        const char *field;
    } texts[] = {{LIST_DEPARTMENT, "dept_name"},
                 {LIST_MAHALLE, "mah_name"},
                 {LIST_ILCE, "ilce_name"},
                 {LIST_WHAT, "what"},
                 {LIST_UNIT, "unit"},
                 {LIST_NOTE, "note"},
                 {LIST_STANDARD, "standard"},
                 {LIST_COST_SOURCE, "cost_source"},
                 {LIST_PROJECT, "project_id"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        xlsx_text(book, sheet, LIST_FIRST_ROW + row, texts[i].column, xlsx_cell_text(table, row, texts[i].field),
                  LOOK_TEXT);
}

static void add_numbers(struct xlsx_book *book, lxw_worksheet *sheet, const struct release_table *table, size_t row)
{
    static const struct {
        enum list_column column;
        const char *field;
        enum xlsx_look look;
    } numbers[] = {{LIST_RANK, "rank", LOOK_WHOLE},
                   {LIST_QUANTITY, "quantity", LOOK_WHOLE},
                   {LIST_UNIT_COST, "unit_cost", LOOK_EDITED_DECIMAL},
                   {LIST_PERSONS, "persons", LOOK_WHOLE},
                   {LIST_PERSONS_UNIT, "persons_unit", LOOK_DECIMAL},
                   {LIST_SHARE, "sh_mig", LOOK_PERCENT},
                   {LIST_BUILT, "built", LOOK_EDITED_WHOLE},
                   {LIST_FAIR_SHARE, "fair_share", LOOK_WHOLE},
                   {LIST_VERIFIED, "verified", LOOK_WHOLE}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        xlsx_number(book, sheet, LIST_FIRST_ROW + row, numbers[i].column,
                    xlsx_cell_number(table, row, numbers[i].field), numbers[i].look);
}

/* n: the number of the row as formulas write it. */
static void add_formulas(struct xlsx_book *book, lxw_worksheet *sheet, const struct release_table *table, size_t row)
{
    size_t at = LIST_FIRST_ROW + row, n = at + 1;
    char quantity = letter(LIST_QUANTITY), unit_cost = letter(LIST_UNIT_COST), cost = letter(LIST_COST);
    char persons = letter(LIST_PERSONS), each = letter(LIST_PERSONS_UNIT), built = letter(LIST_BUILT);
    double whole = xlsx_cell_number(table, row, "cost"), helps = xlsx_cell_number(table, row, "persons");
    xlsx_formula(book, sheet, at, LIST_COST, whole, LOOK_WHOLE,
                 "=IF(OR(%c%zu=\"\",%c%zu=\"\"),\"\",ROUND(%c%zu*%c%zu,2))", quantity, n, unit_cost, n, quantity, n,
                 unit_cost, n);
    xlsx_formula(book, sheet, at, LIST_COST_PERSON, helps > 0 ? whole / helps : NAN, LOOK_WHOLE,
                 "=IF(OR(%c%zu=\"\",N(%c%zu)=0),\"\",%c%zu/%c%zu)", cost, n, persons, n, cost, n, persons, n);
    xlsx_formula(book, sheet, at, LIST_SPENT, xlsx_cell_number(table, row, "built_cost"), LOOK_WHOLE,
                 "=ROUND(%c%zu*N(%c%zu),2)", built, n, unit_cost, n);
    xlsx_formula(book, sheet, at, LIST_HELPED, xlsx_cell_number(table, row, "built_persons"), LOOK_WHOLE,
                 "=ROUND(MIN(N(%c%zu),%c%zu*N(%c%zu)),0)", persons, n, built, n, each, n);
    xlsx_formula(book, sheet, at, LIST_CHOSEN, xlsx_cell_number(table, row, "chosen"), LOOK_WHOLE, "=IF(%c%zu>0,1,0)",
                 built, n);
}

static void add_totals(struct xlsx_book *book, lxw_worksheet *sheet, const struct release_table *table,
                       enum language language)
{
    static const struct {
        enum list_column column;
        const char *field;
    } sums[] = {
        {LIST_COST, "cost"}, {LIST_SPENT, "built_cost"}, {LIST_HELPED, "built_persons"}, {LIST_CHOSEN, "chosen"}};
    size_t count = release_row_count(table);
    for (int column = 0; column < LIST_COLUMNS; column++)
        xlsx_text(book, sheet, LIST_TOTALS_ROW, column, column == 0 ? say_in(language, "Rows shown, in all") : "",
                  LOOK_TOTAL);
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        double sum = 0;
        for (size_t row = 0; row < count; row++) {
            double value = xlsx_cell_number(table, row, sums[i].field);
            sum += isnan(value) ? 0 : value;
        }
        xlsx_formula(book, sheet, LIST_TOTALS_ROW, sums[i].column, sum, LOOK_TOTAL_WHOLE, "=SUBTOTAL(109,%c%d:%c%zu)",
                     letter(sums[i].column), LIST_FIRST_ROW + 1, letter(sums[i].column),
                     LIST_FIRST_ROW + (count > 0 ? count : 1));
    }
}

/* Only from nothing to all of it; whoever types more is told. */
static void guard_built(struct xlsx_book *book, lxw_worksheet *sheet, size_t row, double quantity,
                        enum language language)
{
    lxw_data_validation rule = {
        .validate = LXW_VALIDATION_TYPE_DECIMAL,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_number = 0,
        .maximum_number = isnan(quantity) ? 0 : quantity,
        .error_title = (char *)say_in(language, "To build"),
        .error_message = (char *)say_in(language, "Between 0 and the quantity of the row"),
    };
    xlsx_note(book, worksheet_data_validation_cell(sheet, (lxw_row_t)(LIST_FIRST_ROW + row), LIST_BUILT, &rule));
}

static void colour_built(struct xlsx_book *book, lxw_worksheet *sheet, size_t count)
{
    char rule[32];
    snprintf(rule, sizeof rule, "=$%c%d>0", letter(LIST_BUILT), LIST_FIRST_ROW + 1);
    lxw_conditional_format format = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = rule, .format = book->looks[LOOK_BUILT]};
    xlsx_note(book, worksheet_conditional_format_range(sheet, LIST_FIRST_ROW, 0,
                                                       (lxw_row_t)(LIST_FIRST_ROW + count - 1), LIST_CHOSEN, &format));
}

void xlsx_add_projects(struct xlsx_book *book, lxw_worksheet *sheet, const struct release_table *projects)
{
    enum language language = release_facts(book->release)->language;
    size_t count = release_row_count(projects);
    add_totals(book, sheet, projects, language);
    add_headers(book, sheet, language);
    for (size_t row = 0; row < count; row++) {
        add_texts(book, sheet, projects, row);
        add_numbers(book, sheet, projects, row);
        add_formulas(book, sheet, projects, row);
        guard_built(book, sheet, row, xlsx_cell_number(projects, row, "quantity"), language);
    }
    worksheet_freeze_panes(sheet, LIST_FIRST_ROW, LIST_QUANTITY);
    xlsx_note(book, worksheet_autofilter(sheet, LIST_HEADER_ROW, 0,
                                         (lxw_row_t)(LIST_HEADER_ROW + (count > 0 ? count : 1)), LIST_COLUMNS - 1));
    if (count > 0)
        colour_built(book, sheet, count);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 8); /* A3 */
    worksheet_fit_to_pages(sheet, 1, 0);
    xlsx_note(book, worksheet_repeat_rows(sheet, LIST_HEADER_ROW, LIST_HEADER_ROW));
}
