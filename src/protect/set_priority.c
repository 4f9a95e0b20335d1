/*
 * The fields pri_* of mah_indicators. They are computed from the cells of the released table, hidden ones unknown and
 * rounded ones as rounded: whoever has the file can compute them again, so they tell nothing that it does not tell.
 */
#include <math.h>

#include "base/workers.h"
#include "plan/priority_matrix.h"
#include "protect/tables.h"

enum { PLACES_IN_TOP = 10 };

static const char *column_name(const void *table, size_t column)
{
    return release_column_at(table, column)->name;
}

static double cell_figure(const void *table, size_t row, size_t column)
{
    struct release_cell cell = release_cell(table, row, column);
    if (cell.kind == RELEASE_CELL_REAL)
        return cell.value.real;
    return cell.kind == RELEASE_CELL_INTEGER ? (double)cell.value.integer : NAN;
}

static enum mah_status put_ranks(struct release_table *table, const struct priority_scores *scores,
                                 const struct priority_draws *draws, struct mah_error *err)
{
    size_t score = 0, rank = 0, low = 0, high = 0;
    enum mah_status status = output_column(&score, table, "pri_score", err);
    if (status == MAH_OK)
        status = output_column(&rank, table, "pri_rank", err);
    if (status == MAH_OK)
        status = output_column(&low, table, "pri_lo", err);
    if (status == MAH_OK)
        status = output_column(&high, table, "pri_hi", err);
    for (size_t i = 0; status == MAH_OK && i < scores->row_count; i++) {
        if (scores->place[i] == 0)
            continue;
        status = table_fill_row(table, i, err);
        if (status == MAH_OK)
            status = table_set_real(table, score, scores->score[i], err);
        if (status == MAH_OK)
            status = table_set_integer(table, rank, scores->place[i], err);
        if (status == MAH_OK && draws->draw_count > 0)
            status = table_set_integer(table, low, (int64_t)floor(draws->low[i]), err);
        if (status == MAH_OK && draws->draw_count > 0)
            status = table_set_integer(table, high, (int64_t)ceil(draws->high[i]), err);
    }
    return status;
}

enum mah_status set_priority(const struct table_context *context, struct release_table *table, struct mah_error *err)
{
    const struct project *project = context->input->project;
    struct department department = {0};
    struct service_types types = {0};
    struct priority_matrix matrix = {0};
    struct priority_scores scores = {0};
    struct priority_draws draws = {0};
    struct figure_source source = {.column_count = release_column_count(table),
                                   .row_count = release_row_count(table),
                                   .name = column_name,
                                   .figure = cell_figure,
                                   .table = table};
    if (project->priority_department == NULL)
        return MAH_OK;
    size_t threads = project->threads > 0 ? (size_t)project->threads : workers_default_count();
    enum mah_status status = department_read(&department, project->priority_department, err);
    if (status == MAH_OK)
        status = service_types_read(&types, err);
    if (status == MAH_OK)
        status = priority_matrix_make(&matrix, &department, &types, &source, err);
    if (status == MAH_OK)
        status = priority_score(&scores, &matrix.table, err);
    if (status == MAH_OK)
        status = priority_draw(&draws, &matrix.table, &scores, (size_t)project->priority_draws, (uint64_t)project->seed,
                               PLACES_IN_TOP, threads, err);
    if (status == MAH_OK)
        status = put_ranks(table, &scores, &draws, err);
    priority_draws_release(&draws);
    priority_scores_release(&scores);
    priority_matrix_release(&matrix);
    service_types_release(&types);
    department_release(&department);
    return status;
}
