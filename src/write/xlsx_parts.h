/* What the sheets of a workbook share. Private to the door to libxlsxwriter. */
#ifndef WRITE_XLSX_PARTS_H
#define WRITE_XLSX_PARTS_H

#include <stdbool.h>
#include <xlsxwriter.h>

#include "protect/release.h"

enum xlsx_look {
    LOOK_TEXT,
    LOOK_TITLE,
    LOOK_HEADER,
    LOOK_WHOLE,   /* 1,234 */
    LOOK_DECIMAL, /* 1,234.50 */
    LOOK_PERCENT,
    LOOK_EDITED_WHOLE, /* what the planner may change */
    LOOK_EDITED_DECIMAL,
    LOOK_TOTAL,
    LOOK_TOTAL_WHOLE,
    LOOK_WRAPPED,
    LOOK_OVER, /* over budget */
    LOOK_BUILT,
    LOOK_COUNT
};

struct xlsx_book {
    lxw_workbook *workbook;
    lxw_format *looks[LOOK_COUNT];
    const struct mah_release *release;
    const char *const *notes;
    size_t note_count;
    const char *list_name; /* of the sheet that holds the projects */
    lxw_error error;       /* the first one */
};

/* Columns of the sheet of projects, which the summary's formulas name too. */
enum list_column {
    LIST_DEPARTMENT,
    LIST_RANK,
    LIST_MAHALLE,
    LIST_ILCE,
    LIST_WHAT,
    LIST_QUANTITY,
    LIST_UNIT,
    LIST_UNIT_COST,
    LIST_COST,
    LIST_PERSONS,
    LIST_PERSONS_UNIT,
    LIST_COST_PERSON,
    LIST_SHARE,
    LIST_BUILT,
    LIST_SPENT,
    LIST_HELPED,
    LIST_CHOSEN,
    LIST_NOTE,
    LIST_FAIR_SHARE,
    LIST_VERIFIED,
    LIST_STANDARD,
    LIST_COST_SOURCE,
    LIST_PROJECT,
    LIST_COLUMNS
};
enum { LIST_TOTALS_ROW = 0, LIST_HEADER_ROW = 1, LIST_FIRST_ROW = 2 };

/* Keeps the first error. */
void xlsx_note(struct xlsx_book *book, lxw_error error);
/* Text is always text: a name that begins with '=' is no formula. NULL leaves the cell empty. */
void xlsx_text(struct xlsx_book *book, lxw_worksheet *sheet, size_t row, int column, const char *text,
               enum xlsx_look look);
/* A number; not finite leaves the cell empty, in its look. */
void xlsx_number(struct xlsx_book *book, lxw_worksheet *sheet, size_t row, int column, double value,
                 enum xlsx_look look);
/* A formula and its value now; a value that is not finite is the empty text. */
void xlsx_formula(struct xlsx_book *book, lxw_worksheet *sheet, size_t row, int column, double value,
                  enum xlsx_look look, const char *format, ...) __attribute__((format(printf, 7, 8)));

/* Cells of a table of the release: NAN and NULL where it has no value. */
double xlsx_cell_number(const struct release_table *table, size_t row, const char *name);
const char *xlsx_cell_text(const struct release_table *table, size_t row, const char *name);

void xlsx_add_summary(struct xlsx_book *book, lxw_worksheet *sheet);
void xlsx_add_sources(struct xlsx_book *book, lxw_worksheet *sheet);
void xlsx_add_projects(struct xlsx_book *book, lxw_worksheet *sheet, const struct release_table *projects);

#endif
