/* Cells of a workbook: text that is always text, numbers, formulas with their value. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "write/xlsx_parts.h"

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
