/* The investment list for people. */
#include "cli/invest_text.h"

#include <string.h>

#include "base/memory.h"
#include "cli/wrapped.h"

enum { SHOWN_PROJECTS = 20 };

static const struct shown_column budget_columns[] = {
    {"dept_name", "Department", false, 28, 20, false},
    {"budget", "Budget", false, 0, 0, false},
    {"spent", "Spent", false, 0, 0, false},
    {"left", "Left", false, 0, 0, true},
    {"projects", "Projects", false, 0, 0, false},
    {"chosen", "Chosen", false, 0, 0, false},
    {"persons", "Helped", false, 0, 0, false},
};
static const struct shown_column project_columns[] = {
    {"dept_name", "Department", false, 12, 10, true}, {"mah_name", "Mahalle", false, 24, 16, false},
    {"what", "What to build", false, 26, 16, false},  {"built", "To build", false, 0, 0, false},
    {"quantity", "Of", false, 0, 0, false},           {"unit", "Unit", false, 10, 8, false},
    {"built_cost", "Cost", false, 0, 0, false},       {"built_persons", "Helped", false, 0, 0, false},
};
static const struct shown_column ranked_columns[] = {
    {"dept_name", "Department", false, 12, 10, true},
    {"rank", "Rank", false, 0, 0, false},
    {"mah_name", "Mahalle", false, 24, 16, false},
    {"what", "What to build", false, 26, 16, false},
    {"quantity", "Quantity", false, 0, 0, false},
    {"unit", "Unit", false, 10, 8, false},
    {"cost", "Cost", false, 0, 0, false},
    {"persons", "Helped", false, 0, 0, false},
};

static bool is_chosen(const struct table_view *view, size_t row)
{
    size_t column = 0;
    return release_column_find(view->table, "chosen", &column) &&
           release_cell(view->table, row, column).value.integer == 1;
}

/* The chosen ones; all where none is. */
static size_t pick_rows(size_t *rows, const struct table_view *view, bool *any_chosen)
{
    size_t count = 0, all = release_row_count(view->table);
    for (size_t i = 0; i < all; i++)
        if (is_chosen(view, i))
            rows[count++] = i;
    *any_chosen = count > 0;
    for (size_t i = 0; !*any_chosen && i < all; i++)
        rows[count++] = i;
    return count;
}

static enum mah_status print_projects(const struct table_view *view, size_t width, FILE *out, struct mah_error *err)
{
    size_t all = release_row_count(view->table);
    size_t *rows = memory_new(all + 1, sizeof *rows);
    if (rows == NULL)
        return mah_no_memory(err);
    bool any_chosen = false;
    struct table_view picked = *view;
    picked.rows = rows;
    picked.row_count = pick_rows(rows, view, &any_chosen);
    picked.row_limit = SHOWN_PROJECTS;
    fprintf(out, "\n%s\n\n", any_chosen ? say("Chosen") : say("First in rank, by persons helped for the money"));
    enum mah_status status = any_chosen
                                 ? shown_table_print(&picked, project_columns,
                                                     sizeof project_columns / sizeof *project_columns, width, out, err)
                                 : shown_table_print(&picked, ranked_columns,
                                                     sizeof ranked_columns / sizeof *ranked_columns, width, out, err);
    if (status == MAH_OK && picked.row_count > SHOWN_PROJECTS) {
        fprintf(out, say("... and %zu more; -o LIST.xlsx writes all of them"), picked.row_count - SHOWN_PROJECTS);
        fputc('\n', out);
    }
    memory_free(rows);
    return status;
}

enum mah_status invest_text_print(const struct table_view *view, const struct answer_notes *notes,
                                  const struct arguments *arguments, struct mah_error *err)
{
    FILE *out = NULL;
    enum mah_status status = answer_file_open(&out, arguments->output, err);
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
    for (size_t i = 0; i < notes->count; i++)
        print_wrapped(out, width, 0, 0, notes->lines[i]);
    return answer_file_close(out, arguments->output, status, err);
}
