/* The investment list for people. */
#include "cli/invest_text.h"

#include <string.h>

#include "base/memory.h"
#include "cli/wrapped.h"

enum { SHOWN_OF_ONE = 20, SHOWN_OF_SEVERAL = 6 };

static const struct shown_column budget_columns[] = {
    {"dept_name", "Department", false, 28, 20, false},
    {"budget", "Budget", false, 0, 0, false},
    {"spent", "Spent", false, 0, 0, false},
    {"left", "Left", false, 0, 0, true},
    {"projects", "Projects", false, 0, 0, false},
    {"chosen", "Chosen", false, 0, 0, false},
    {"persons", "Persons", false, 0, 0, false},
};
static const struct shown_column project_columns[] = {
    {"dept_name", "Department", false, 8, 8, true},  {"mah_name", "Mahalle", false, 21, 14, false},
    {"what", "What to build", false, 20, 16, false}, {"built", "To build", false, 0, 0, false},
    {"quantity", "Of", false, 0, 0, false},          {"unit", "Unit", false, 10, 7, false},
    {"built_cost", "Cost", false, 0, 0, false},      {"built_persons", "Persons", false, 0, 0, false},
};
static const struct shown_column ranked_columns[] = {
    {"dept_name", "Department", false, 8, 8, true}, {"rank", "Rank", false, 0, 0, false},
    {"mah_name", "Mahalle", false, 21, 14, false},  {"what", "What to build", false, 20, 16, false},
    {"quantity", "Quantity", false, 0, 0, false},   {"unit", "Unit", false, 10, 7, false},
    {"cost", "Cost", false, 0, 0, false},           {"persons", "Persons", false, 0, 0, false},
};

static bool is_chosen(const struct table_view *view, size_t row)
{
    size_t column = 0;
    return release_column_find(view->table, "chosen", &column) &&
           release_cell(view->table, row, column).value.integer == 1;
}

/* Projects stand department by department. Is it another one than that of the row before? */
static bool is_other_department(const struct table_view *view, size_t row)
{
    size_t column = 0;
    if (row == 0 || !release_column_find(view->table, "department", &column))
        return true;
    return strcmp(release_cell(view->table, row, column).value.text,
                  release_cell(view->table, row - 1, column).value.text) != 0;
}

/* What is shown of the chosen projects (of all where none is): the first ones of each department. */
struct picked_rows {
    size_t *rows;
    size_t shown, count; /* count: with those that are not shown */
    bool any_chosen;
};

static void pick_rows(struct picked_rows *picked, const struct table_view *view)
{
    size_t all = release_row_count(view->table), departments = 0, shown_here = 0;
    for (size_t i = 0; i < all; i++) {
        picked->any_chosen = picked->any_chosen || is_chosen(view, i);
        departments += is_other_department(view, i);
    }
    size_t each = departments > 1 ? SHOWN_OF_SEVERAL : SHOWN_OF_ONE;
    for (size_t i = 0; i < all; i++) {
        if (is_other_department(view, i))
            shown_here = 0;
        if (picked->any_chosen && !is_chosen(view, i))
            continue;
        picked->count++;
        if (shown_here++ < each)
            picked->rows[picked->shown++] = i;
    }
}

static enum mah_status print_projects(const struct table_view *view, size_t width, FILE *out, struct mah_error *err)
{
    struct picked_rows picked = {.rows = memory_new(release_row_count(view->table) + 1, sizeof *picked.rows)};
    if (picked.rows == NULL)
        return mah_no_memory(err);
    pick_rows(&picked, view);
    struct table_view shown = *view;
    shown.rows = picked.rows;
    shown.row_count = picked.shown;
    fprintf(out, "\n%s\n\n", picked.any_chosen ? say("Chosen") : say("First in rank, by persons helped for the money"));
    const struct shown_column *columns = picked.any_chosen ? project_columns : ranked_columns;
    size_t count = picked.any_chosen ? sizeof project_columns / sizeof *project_columns
                                     : sizeof ranked_columns / sizeof *ranked_columns;
    enum mah_status status = shown_table_print(&shown, columns, count, width, out, err);
    if (status == MAH_OK && picked.count > picked.shown) {
        fprintf(out, say("... and %zu more; -o LIST.xlsx writes all of them"), picked.count - picked.shown);
        fputc('\n', out);
    }
    memory_free(picked.rows);
    return status;
}

enum mah_status invest_text_print(const struct table_view *view, const struct answer_notes *notes,
                                  const struct arguments *arguments, struct mah_error *err)
{
    FILE *out = NULL;
    enum mah_status status = answer_file_open(&out, arguments->output, release_facts(view->release)->profile, err);
    if (status != MAH_OK)
        return status;
    size_t width = terminal_width(out);
    struct table_view budgets = {.release = view->release,
                                 .table = release_table_named(view->release, "investment_budgets")};
    bool any = release_row_count(view->table) > 0;
    if (any)
        status = shown_table_print(&budgets, budget_columns, sizeof budget_columns / sizeof *budget_columns, width, out,
                                   err);
    else
        print_wrapped(out, width, 0, 0, say("By the published figures nothing is missing."));
    if (status == MAH_OK && any)
        status = print_projects(view, width, out, err);
    if (notes->count > 0)
        fputc('\n', out);
    answer_notes_print(notes, width, out);
    return answer_file_close(out, arguments->output, status, err);
}
