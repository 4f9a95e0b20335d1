/* A problem of sites as a mixed integer program. */
#include "plan/site_program.h"

#include <math.h>

#include "base/memory.h"

enum { MOST_ENTRIES = 1500000 };
static const double total_value = 1e5; /* of all benefits after scaling: tolerances of solvers fit it */

/* What is put together column after column. */
struct writing {
    struct site_program *program;
    const struct site_problem *problem;
    int *degree;       /* of each demand: the links it has */
    int *demand_row;   /* of each demand: its row; -1 where one candidate alone reaches it */
    int *link_row;     /* of each link, with benefits: its row; -1 */
    int entries, rows; /* so far */
};

static size_t link_count(const struct site_problem *problem)
{
    return problem->start[problem->candidate_count];
}

bool site_program_is_too_large(const struct site_problem *problem)
{
    size_t entries = link_count(problem) * (problem->benefit != NULL ? 3 : 1) + problem->demand_count;
    return entries + problem->candidate_count > MOST_ENTRIES;
}

void site_program_release(struct site_program *program)
{
    memory_free(program->start);
    memory_free(program->row);
    memory_free(program->entry);
    memory_free(program->objective);
    memory_free(program->row_lower);
    memory_free(program->row_upper);
    memory_free(program->column_lower);
    memory_free(program->column_upper);
    *program = (struct site_program){0};
}

static enum mah_status reserve(struct site_program *program, size_t columns, size_t rows, size_t entries,
                               struct mah_error *err)
{
    program->start = memory_new(columns + 1, sizeof *program->start);
    program->row = memory_new(entries, sizeof *program->row);
    program->entry = memory_new(entries, sizeof *program->entry);
    program->objective = memory_new(columns, sizeof *program->objective);
    program->row_lower = memory_new(rows, sizeof *program->row_lower);
    program->row_upper = memory_new(rows, sizeof *program->row_upper);
    program->column_lower = memory_new(columns, sizeof *program->column_lower);
    program->column_upper = memory_new(columns, sizeof *program->column_upper);
    bool complete = program->start && program->row && program->entry && program->objective && program->row_lower &&
                    program->row_upper && program->column_lower && program->column_upper;
    return complete ? MAH_OK : mah_no_memory(err);
}

static int add_row(struct writing *writing, double lower, double upper)
{
    writing->program->row_lower[writing->rows] = lower;
    writing->program->row_upper[writing->rows] = upper;
    return writing->rows++;
}

static void add_entry(struct writing *writing, int row, double value)
{
    writing->program->row[writing->entries] = row;
    writing->program->entry[writing->entries++] = value;
}

static void end_column(struct writing *writing, double benefit)
{
    struct site_program *program = writing->program;
    int column = program->column_count++;
    program->objective[column] = -benefit * program->scale;
    program->column_upper[column] = 1;
    program->start[column + 1] = writing->entries;
}

/* Of each demand that several reach: y <= the sum of x; or the sum of z <= 1, and each z <= its x. */
static void add_rows(struct writing *writing)
{
    const struct site_problem *problem = writing->problem;
    bool has_benefits = problem->benefit != NULL;
    for (size_t link = 0; link < link_count(problem); link++)
        writing->degree[problem->demand[link]]++;
    for (size_t k = 0; k < problem->demand_count; k++) {
        bool is_shared = writing->degree[k] > 1;
        writing->demand_row[k] = !is_shared     ? -1
                                 : has_benefits ? add_row(writing, -INFINITY, 1)
                                                : add_row(writing, 0, INFINITY);
    }
    for (size_t link = 0; has_benefits && link < link_count(problem); link++)
        writing->link_row[link] = writing->demand_row[problem->demand[link]] >= 0 ? add_row(writing, -INFINITY, 0) : -1;
}

static void add_candidate(struct writing *writing, uint32_t candidate, int sites_row, int cost_row)
{
    const struct site_problem *problem = writing->problem;
    double alone = 0;
    for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++) {
        int row = writing->demand_row[problem->demand[link]];
        if (row < 0)
            alone += site_benefit(problem, link);
        else
            add_entry(writing, problem->benefit != NULL ? writing->link_row[link] : row,
                      problem->benefit != NULL ? -1 : 1);
    }
    if (sites_row >= 0)
        add_entry(writing, sites_row, 1);
    if (cost_row >= 0)
        add_entry(writing, cost_row, problem->cost[candidate]);
    end_column(writing, alone);
}

static void add_columns(struct writing *writing)
{
    const struct site_problem *problem = writing->problem;
    bool has_benefits = problem->benefit != NULL;
    int sites_row =
        problem->most_sites < problem->candidate_count ? add_row(writing, -INFINITY, (double)problem->most_sites) : -1;
    int cost_row = problem->cost != NULL && isfinite(problem->budget)
                       ? add_row(writing, -INFINITY, problem->budget * (1 + 1e-9))
                       : -1;
    for (uint32_t c = 0; c < problem->candidate_count; c++)
        add_candidate(writing, c, sites_row, cost_row);
    for (size_t k = 0; !has_benefits && k < problem->demand_count; k++) {
        if (writing->demand_row[k] < 0)
            continue;
        add_entry(writing, writing->demand_row[k], -1);
        end_column(writing, problem->weight[k]);
    }
    for (size_t link = 0; has_benefits && link < link_count(problem); link++) {
        if (writing->link_row[link] < 0)
            continue;
        add_entry(writing, writing->demand_row[problem->demand[link]], 1);
        add_entry(writing, writing->link_row[link], 1);
        end_column(writing, problem->benefit[link]);
    }
    writing->program->row_count = writing->rows;
}

/* The most that anybody can take, for each demand its best link. */
static double find_scale(const struct site_problem *problem)
{
    double most = 0;
    for (size_t link = 0; link < link_count(problem); link++)
        most = fmax(most, site_benefit(problem, link));
    double sum = most * (double)problem->demand_count;
    return sum > 0 ? total_value / sum : 1;
}

enum mah_status site_program_init(struct site_program *program, const struct site_problem *problem,
                                  struct mah_error *err)
{
    size_t links = link_count(problem), columns = problem->candidate_count + problem->demand_count + links;
    size_t rows = problem->demand_count + (problem->benefit != NULL ? links : 0) + 2;
    *program = (struct site_program){.scale = find_scale(problem)};
    struct writing writing = {.program = program,
                              .problem = problem,
                              .degree = memory_new(problem->demand_count + 1, sizeof *writing.degree),
                              .demand_row = memory_new(problem->demand_count + 1, sizeof *writing.demand_row),
                              .link_row = memory_new(links + 1, sizeof *writing.link_row)};
    bool complete = writing.degree && writing.demand_row && writing.link_row;
    enum mah_status status =
        complete ? reserve(program, columns + 1, rows, 3 * links + problem->demand_count + 2 * columns + 2, err)
                 : mah_no_memory(err);
    if (status == MAH_OK) {
        add_rows(&writing);
        add_columns(&writing);
    }
    memory_free(writing.degree);
    memory_free(writing.demand_row);
    memory_free(writing.link_row);
    return status;
}
