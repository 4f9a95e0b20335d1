/* The sheet of sources: the run, the settings of the list, standards, costs, and what people should know. */
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "write/xlsx_parts.h"

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

void xlsx_add_sources(struct xlsx_book *book, lxw_worksheet *sheet)
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
