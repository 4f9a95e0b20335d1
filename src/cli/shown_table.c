/* Which columns of a table do people see, and under which headings? */
#include "cli/shown_table.h"

enum { MOST_COLUMNS = 12 };

enum mah_status shown_table_print(struct table_view *view, const struct shown_column *shown, size_t count, size_t width,
                                  FILE *out, struct mah_error *err)
{
    bool is_narrow = width > 0 && width < WIDE;
    size_t columns[MOST_COLUMNS];
    struct column_look looks[MOST_COLUMNS];
    view->columns = columns;
    view->column_count = 0;
    view->looks = looks;
    for (size_t i = 0; i < count && view->column_count < MOST_COLUMNS; i++) {
        bool any = false;
        size_t *column = &columns[view->column_count];
        if ((is_narrow && shown[i].wide_only) || !release_column_find(view->table, shown[i].field, column))
            continue;
        for (size_t row = 0; row < table_view_rows(view); row++)
            any |= release_cell(view->table, table_view_row(view, row), *column).kind != RELEASE_CELL_NULL;
        looks[view->column_count] = (struct column_look){say(shown[i].heading), shown[i].percent,
                                                         is_narrow ? shown[i].most_width_narrow : shown[i].most_width};
        view->column_count += any; /* a column of nothing but gaps helps nobody */
    }
    return table_write(view, TABLE_TEXT, out, err);
}
