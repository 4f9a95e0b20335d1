/* The investment list as a workbook: the book, its summary and its sources. The only door to libxlsxwriter. */
#include "write/xlsx_list.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "write/new_file.h"
#include "write/xlsx_parts.h"

enum { SHEET_ROWS = 1048576 };

/* ---- cells ---- */

void xlsx_note(struct xlsx_book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

void xlsx_text(struct xlsx_book *book, lxw_worksheet *sheet, size_t row, int column, const char *text,
               enum xlsx_look look)
{
    if (text == NULL)
        return;
    if (*text == '\0')
        xlsx_note(book, worksheet_write_blank(sheet, (lxw_row_t)row, (lxw_col_t)column, book->looks[look]));
    else
        xlsx_note(book, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, text, book->looks[look]));
}

void xlsx_number(struct xlsx_book *book, lxw_worksheet *sheet, size_t row, int column, double value,
                 enum xlsx_look look)
{
    if (!isfinite(value))
        xlsx_note(book, worksheet_write_blank(sheet, (lxw_row_t)row, (lxw_col_t)column, book->looks[look]));
    else
        xlsx_note(book, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, value, book->looks[look]));
}

void xlsx_formula(struct xlsx_book *book, lxw_worksheet *sheet, size_t row, int column, double value,
                  enum xlsx_look look, const char *format, ...)
{
    char formula[512];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(formula, sizeof formula, format, list);
    va_end(list);
    if (length < 0 || (size_t)length >= sizeof formula)
        xlsx_note(book, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
    else if (isfinite(value))
        xlsx_note(book, worksheet_write_formula_num(sheet, (lxw_row_t)row, (lxw_col_t)column, formula,
                                                    book->looks[look], value));
    else
        xlsx_note(book, worksheet_write_formula_str(sheet, (lxw_row_t)row, (lxw_col_t)column, formula,
                                                    book->looks[look], ""));
}

static struct release_cell cell_of(const struct release_table *table, size_t row, const char *name)
{
    size_t column;
    if (!release_column_find(table, name, &column))
        return (struct release_cell){.kind = RELEASE_CELL_NULL};
    return release_cell(table, row, column);
}

double xlsx_cell_number(const struct release_table *table, size_t row, const char *name)
{
    struct release_cell cell = cell_of(table, row, name);
    if (cell.kind == RELEASE_CELL_INTEGER)
        return (double)cell.value.integer;
    return cell.kind == RELEASE_CELL_REAL ? cell.value.real : NAN;
}

const char *xlsx_cell_text(const struct release_table *table, size_t row, const char *name)
{
    struct release_cell cell = cell_of(table, row, name);
    return cell.kind == RELEASE_CELL_TEXT ? cell.value.text : NULL;
}

/* ---- looks ---- */

static enum mah_status make_looks(struct xlsx_book *book, struct mah_error *err)
{
    for (int i = 0; i < LOOK_COUNT; i++) {
        book->looks[i] = workbook_add_format(book->workbook);
        if (book->looks[i] == NULL)
            return mah_no_memory(err);
        format_set_align(book->looks[i], LXW_ALIGN_VERTICAL_TOP);
    }
    lxw_format **looks = book->looks;
    format_set_bold(looks[LOOK_TITLE]);
    format_set_font_size(looks[LOOK_TITLE], 14);
    for (int i = LOOK_TOTAL; i <= LOOK_TOTAL_WHOLE; i++) {
        format_set_bold(looks[i]);
        format_set_bg_color(looks[i], 0xF2F2F2);
    }
    format_set_bold(looks[LOOK_HEADER]);
    format_set_text_wrap(looks[LOOK_HEADER]);
    format_set_bg_color(looks[LOOK_HEADER], 0xD9E2EC);
    format_set_bottom(looks[LOOK_HEADER], LXW_BORDER_THIN);
    format_set_num_format(looks[LOOK_WHOLE], "#,##0");
    format_set_num_format(looks[LOOK_TOTAL_WHOLE], "#,##0");
    format_set_num_format(looks[LOOK_DECIMAL], "#,##0.00");
    format_set_num_format(looks[LOOK_PERCENT], "0%");
    format_set_num_format(looks[LOOK_EDITED_WHOLE], "#,##0");
    format_set_num_format(looks[LOOK_EDITED_DECIMAL], "#,##0.00");
    format_set_bg_color(looks[LOOK_EDITED_WHOLE], 0xFFF8DC);
    format_set_bg_color(looks[LOOK_EDITED_DECIMAL], 0xFFF8DC);
    format_set_text_wrap(looks[LOOK_WRAPPED]);
    format_set_font_color(looks[LOOK_OVER], 0xC00000);
    format_set_bold(looks[LOOK_OVER]);
    format_set_bg_color(looks[LOOK_BUILT], 0xE2F0D9);
    return MAH_OK;
}

/* ---- summary ---- */

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

static void add_summary(struct xlsx_book *book, lxw_worksheet *sheet)
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

/* ---- sources ---- */

static bool is_told_before(const struct release_table *projects, size_t row)
{
    const char *type = xlsx_cell_text(projects, row, "service_type"), *kind = xlsx_cell_text(projects, row, "kind");
    for (size_t i = 0; i < row; i++)
        if (strcmp(xlsx_cell_text(projects, i, "service_type"), type) == 0 &&
            strcmp(xlsx_cell_text(projects, i, "kind"), kind) == 0)
            return true;
    return false;
}

static const char *verified_word(double verified, enum language language)
{
    if (isnan(verified))
        return NULL;
    return verified > 0 ? say_in(language, "verified") : say_in(language, "not verified");
}

static size_t add_standards(struct xlsx_book *book, lxw_worksheet *sheet, size_t at)
{
    enum language language = release_facts(book->release)->language;
    const struct release_table *projects = release_table_named(book->release, "investments");
    const char *headers[] = {say_in(language, "What to build"), say_in(language, "Standard"),
                             say_in(language, "Standard verified"), say_in(language, "Unit cost"),
                             say_in(language, "Source of the cost")};
    for (int i = 0; i < 5; i++)
        xlsx_text(book, sheet, at, i, headers[i], LOOK_HEADER);
    for (size_t row = 0; row < release_row_count(projects); row++) {
        if (is_told_before(projects, row))
            continue;
        at++;
        xlsx_text(book, sheet, at, 0, xlsx_cell_text(projects, row, "what"), LOOK_TEXT);
        xlsx_text(book, sheet, at, 1, xlsx_cell_text(projects, row, "standard"), LOOK_TEXT);
        xlsx_text(book, sheet, at, 2, verified_word(xlsx_cell_number(projects, row, "verified"), language), LOOK_TEXT);
        xlsx_number(book, sheet, at, 3, xlsx_cell_number(projects, row, "unit_cost"), LOOK_DECIMAL);
        xlsx_text(book, sheet, at, 4, xlsx_cell_text(projects, row, "cost_source"), LOOK_TEXT);
    }
    return at + 2;
}

static void add_sources(struct xlsx_book *book, lxw_worksheet *sheet)
{
    const struct release_facts *facts = release_facts(book->release);
    const struct release_table *params = release_table_named(book->release, "params");
    const struct {
        const char *label, *value;
    } lines[] = {{say_in(facts->language, "Title"), facts->title},
                 {say_in(facts->language, "Reference date"), facts->reference_date},
                 {say_in(facts->language, "Privacy profile"), facts->profile}};
    size_t at = 0;
    xlsx_note(book, worksheet_set_column(sheet, 0, 0, 34, NULL));
    xlsx_note(book, worksheet_set_column(sheet, 1, 1, 70, NULL));
    xlsx_note(book, worksheet_set_column(sheet, 2, 4, 22, NULL));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++, at++) {
        xlsx_text(book, sheet, at, 0, lines[i].label, LOOK_TEXT);
        xlsx_text(book, sheet, at, 1, lines[i].value, LOOK_TEXT);
    }
    for (size_t row = 0; row < release_row_count(params); row++, at++) {
        xlsx_text(book, sheet, at, 0, xlsx_cell_text(params, row, "key"), LOOK_TEXT);
        xlsx_text(book, sheet, at, 1, xlsx_cell_text(params, row, "value"), LOOK_TEXT);
    }
    at = add_standards(book, sheet, at + 1);
    for (size_t i = 0; i < book->note_count; i++, at++)
        xlsx_note(book, worksheet_merge_range(sheet, (lxw_row_t)at, 0, (lxw_row_t)at, 4, book->notes[i],
                                              book->looks[LOOK_WRAPPED]));
    for (size_t i = 0; i < book->note_count; i++)
        xlsx_note(book, worksheet_set_row(sheet, (lxw_row_t)(at - book->note_count + i), 32, NULL));
}

/* ---- the book ---- */

/* The day of the figures stands for the day of the file, so that the same figures give the same bytes. */
static void date_book(struct xlsx_book *book)
{
    const struct release_facts *facts = release_facts(book->release);
    struct tm day = {0};
    int year = 1970, month = 1, of_month = 1;
    if (sscanf(facts->reference_date, "%d-%d-%d", &year, &month, &of_month) == 3) {
        day.tm_year = year - 1900;
        day.tm_mon = month - 1;
        day.tm_mday = of_month;
    }
    lxw_doc_properties properties = {
        .title = (char *)facts->title, .author = (char *)"mahalle", .created = timegm(&day)};
    xlsx_note(book, workbook_set_properties(book->workbook, &properties));
}

static lxw_worksheet *add_sheet(struct xlsx_book *book, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    if (sheet == NULL)
        xlsx_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return sheet;
}

static enum mah_status write_book(const void *what, const char *path, struct mah_error *err)
{
    struct xlsx_book book = *(const struct xlsx_book *)what;
    enum language language = release_facts(book.release)->language;
    book.list_name = say_in(language, "List");
    book.workbook = workbook_new(path);
    if (book.workbook == NULL)
        return mah_no_memory(err);
    enum mah_status status = make_looks(&book, err);
    if (status == MAH_OK) {
        date_book(&book);
        lxw_worksheet *summary = add_sheet(&book, say_in(language, "Summary"));
        lxw_worksheet *list = add_sheet(&book, book.list_name);
        lxw_worksheet *sources = add_sheet(&book, say_in(language, "Sources"));
        if (summary != NULL && list != NULL && sources != NULL) {
            add_summary(&book, summary);
            xlsx_add_projects(&book, list, release_table_named(book.release, "investments"));
            add_sources(&book, sources);
        }
    }
    xlsx_note(&book, workbook_close(book.workbook)); /* frees it too */
    if (status == MAH_OK && book.error != LXW_NO_ERROR)
        status = mah_fail(err, MAH_FAILED, "cannot write the workbook: %s", lxw_strerror(book.error));
    return status;
}

enum mah_status xlsx_list_write(const struct mah_release *release, const char *const *notes, size_t note_count,
                                const char *path, struct mah_error *err)
{
    const struct release_table *projects = release_table_named(release, "investments");
    if (release_row_count(projects) > SHEET_ROWS - LIST_FIRST_ROW)
        return mah_fail(err, MAH_BAD_USAGE, "a sheet has room for %d rows, the list has %zu; write a .csv or a .gpkg",
                        SHEET_ROWS - LIST_FIRST_ROW, release_row_count(projects));
    const struct xlsx_book book = {.release = release, .notes = notes, .note_count = note_count};
    return new_file_write(path, write_book, &book, err);
}
