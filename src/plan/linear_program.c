/* Which numbers within bounds cost least, if given sums of them are zero? */
#include "plan/linear_program.h"

#include "base/memory.h"
#include "plan/clp_door.h"

struct linear_program {
    Clp_Simplex *model;
    int columns, rows;
};

/* By column, in each as they came; `start` has one more than columns, all 0. */
static void sort_terms(CoinBigIndex *start, int *index, double *factor, size_t columns, const struct linear_term *terms,
                       size_t term_count)
{
    for (size_t i = 0; i < term_count; i++)
        start[terms[i].column + 1]++;
    for (size_t i = 0; i < columns; i++)
        start[i + 1] += start[i];
    for (size_t i = 0; i < term_count; i++) {
        CoinBigIndex place = start[terms[i].column]++;
        index[place] = terms[i].row;
        factor[place] = terms[i].factor;
    }
    for (size_t i = columns; i > 0; i--) /* each is now where the next one begins */
        start[i] = start[i - 1];
    start[0] = 0;
}

enum mah_status linear_program_load(struct linear_program *program, size_t columns, size_t rows,
                                    const struct linear_term *terms, size_t term_count, struct mah_error *err)
{
    CoinBigIndex *start = memory_new(columns + 1, sizeof *start);
    int *index = memory_new(term_count, sizeof *index);
    double *factor = memory_new(term_count, sizeof *factor);
    double *zeros = memory_new(columns > rows ? columns : rows, sizeof *zeros);
    enum mah_status status =
        start != NULL && index != NULL && factor != NULL && zeros != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK) {
        sort_terms(start, index, factor, columns, terms, term_count);
        clp.Clp_loadProblem(program->model, (int)columns, (int)rows, start, index, factor, zeros, zeros, zeros, zeros,
                            zeros);
        program->columns = (int)columns;
        program->rows = (int)rows;
    }
    memory_free(start);
    memory_free(index);
    memory_free(factor);
    memory_free(zeros);
    return status;
}

enum mah_status linear_program_new(struct linear_program **out, struct mah_error *err)
{
    enum mah_status status = clp_open(err);
    if (status != MAH_OK)
        return status;
    struct linear_program *program = memory_new(1, sizeof *program);
    if (program == NULL)
        return mah_no_memory(err);
    program->model = clp.Clp_newModel();
    if (program->model == NULL) {
        memory_free(program);
        return mah_no_memory(err);
    }
    clp.Clp_setLogLevel(program->model, 0);
    clp.Clp_scaling(program->model, 0); /* the factors are all of one size: scaling took a fifth of the time */
    *out = program;
    return MAH_OK;
}

void linear_program_free(struct linear_program *program)
{
    if (program == NULL)
        return;
    clp.Clp_deleteModel(program->model);
    memory_free(program);
}

/* With every number at its lower bound, which the dual simplex may begin from where no price is below 0. From the
 * answer to other bounds and prices it takes longer. */
static void begin_anew(struct linear_program *program)
{
    enum { BASIC = 1, AT_LOWER_BOUND = 3 };
    for (int row = 0; row < program->rows; row++)
        clp.Clp_setRowStatus(program->model, row, BASIC);
    for (int column = 0; column < program->columns; column++)
        clp.Clp_setColumnStatus(program->model, column, AT_LOWER_BOUND);
}

const double *linear_program_solve(struct linear_program *program, const double *low, const double *high,
                                   const double *price)
{
    clp.Clp_chgColumnLower(program->model, low);
    clp.Clp_chgColumnUpper(program->model, high);
    clp.Clp_chgObjCoefficients(program->model, price);
    begin_anew(program);
    clp.Clp_dual(program->model, 0);
    return clp.Clp_status(program->model) == 0 ? clp.Clp_primalColumnSolution(program->model) : NULL;
}
