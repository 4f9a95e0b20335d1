/* Where to build, proved: by COIN-OR CBC, the branch and cut solver. The only file that asks it. */
#include "plan/site_exact.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>

#include "base/memory.h"
#include "base/workers.h"
#include "plan/cbc_door.h"
#include "plan/site_core.h"
#include "plan/site_greedy.h"
#include "plan/site_program.h"

enum { MOST_NODES = 20000 }; /* of the search tree: a limit that does not depend on the machine */
enum { STATUS_STOPPED = 1, STATUS_EVENT = 5, STOPPED_ON_NODES = 3, STOPPED_ON_TIME = 4, STOPPED_ON_EVENT = 5 };
static const double proved_within = 1e-6; /* relative: what the solver's arithmetic is good for */

static const int caught[] = {SIGINT, SIGTERM};
enum { CAUGHT = sizeof caught / sizeof *caught };

/* Version 2.10.8 loses a cut now and then (OsiRowCut::clone, some hundred bytes in a hundred searches): nothing of
 * ours, so that the leak detector is told to look away while the library searches, and only then. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() ((void)0)
#define __lsan_enable() ((void)0)
#endif

/* The solver puts in a handler of its own. */
static void keep_handlers(struct sigaction kept[CAUGHT])
{
    for (size_t i = 0; i < CAUGHT; i++)
        sigaction(caught[i], NULL, &kept[i]);
}

static void put_back_handlers(const struct sigaction kept[CAUGHT])
{
    for (size_t i = 0; i < CAUGHT; i++)
        sigaction(caught[i], &kept[i], NULL);
}

/* Only what is better than the incumbent is looked for. (A start by Cbc_setMIPStart needs names of columns, which the
 * library mixes up with those of its presolved problem.) */
static void set_up(Cbc_Model *model, const struct site_program *program, size_t candidates, double incumbent,
                   double seconds)
{
    char text[32];
    cbc.Cbc_setLogLevel(model, 0);
    cbc.Cbc_setParameter(model, "log", "0");
    cbc.Cbc_setParameter(model, "slog", "0");
    cbc.Cbc_setParameter(model, "randomCbcSeed", "1");
    cbc.Cbc_setParameter(model, "randomSeed", "1");
    cbc.Cbc_setParameter(model, "timeMode", "elapsed");
    snprintf(text, sizeof text, "%d", MOST_NODES);
    cbc.Cbc_setParameter(model, "maxNodes", text);
    snprintf(text, sizeof text, "%.17g", -incumbent * program->scale * (1 + proved_within / 2));
    cbc.Cbc_setParameter(model, "cutoff", text);
    snprintf(text, sizeof text, "%.3f", seconds);
    cbc.Cbc_setParameter(model, "sec",
                         text); /* of the linear program too, which Cbc_setMaximumSeconds does not reach */
    cbc.Cbc_setMaximumSeconds(model, seconds);
    cbc.Cbc_loadProblem(model, program->column_count, program->row_count, program->start, program->row, program->entry,
                        program->column_lower, program->column_upper, program->objective, program->row_lower,
                        program->row_upper);
    cbc.Cbc_setObjSense(model, 1);
    for (size_t c = 0; c < candidates; c++)
        cbc.Cbc_setInteger(model, (int)c);
}

/* The solver's choice, after exchanges, where it is better. Its values are only near 0 and 1, so that it is checked. */
static enum mah_status take_choice(struct site_choice *incumbent, const struct site_problem *problem,
                                   const struct site_core *core, const double *solution, struct mah_error *err)
{
    struct site_choice choice = {.candidate = memory_new(problem->candidate_count + 1, sizeof *choice.candidate)};
    double *room = memory_new(problem->demand_count + 1, sizeof *room);
    enum mah_status status = choice.candidate != NULL && room != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t c = 0; status == MAH_OK && c < core->problem.candidate_count; c++)
        if (solution[c] > 0.5)
            choice.candidate[choice.count++] = core->candidate[c];
    if (status == MAH_OK)
        site_choice_value(&choice, problem, room);
    if (status == MAH_OK && site_choice_is_allowed(&choice, problem))
        status = site_exchange(&choice, problem, err);
    if (status == MAH_OK && site_choice_is_allowed(&choice, problem) && choice.value > incumbent->value * (1 + 1e-12)) {
        struct site_choice old = *incumbent;
        *incumbent = choice;
        choice = old;
    }
    memory_free(room);
    site_choice_release(&choice);
    return status;
}

static enum mah_status read_answer(struct site_proof *out, Cbc_Model *model, struct site_choice *incumbent,
                                   const struct site_problem *problem, const struct site_core *core,
                                   const struct site_program *program, struct mah_error *err)
{
    int stopped = cbc.Cbc_status(model) == STATUS_STOPPED ? cbc.Cbc_secondaryStatus(model) : 0;
    /* The solver's own handler ends the search with an event, or as if the nodes had run out. */
    bool by_signal = cbc.Cbc_status(model) == STATUS_EVENT || stopped == STOPPED_ON_EVENT ||
                     (stopped == STOPPED_ON_NODES && cbc.Cbc_getNodeCount(model) < MOST_NODES);
    if (interrupted() || by_signal) {
        interrupted_set();
        return mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    }
    double bound = -cbc.Cbc_getBestPossibleObjValue(model) / program->scale;
    const double *solution = cbc.Cbc_bestSolution(model);
    enum mah_status status = solution != NULL ? take_choice(incumbent, problem, core, solution, err) : MAH_OK;
    bool ended =
        cbc.Cbc_isProvenOptimal(model) || cbc.Cbc_isProvenInfeasible(model); /* infeasible: nothing beats the start */
    if (isfinite(bound) && bound < INFINITY)
        out->bound = fmax(bound, incumbent->value);
    if (ended)
        out->bound = fmin(out->bound, incumbent->value * (1 + proved_within));
    out->is_proved = out->bound <= incumbent->value * (1 + 2 * proved_within);
    out->limit_is_time = stopped == STOPPED_ON_TIME || cbc.Cbc_isSecondsLimitReached(model);
    return status;
}

static enum mah_status solve(struct site_proof *out, struct site_choice *incumbent, const struct site_problem *problem,
                             const struct site_core *core, double seconds, struct mah_error *err)
{
    struct site_program program = {0};
    struct sigaction handlers[CAUGHT];
    enum mah_status status = cbc_open(err);
    if (status == MAH_OK)
        status = site_program_init(&program, &core->problem, err);
    Cbc_Model *model = status == MAH_OK ? cbc.Cbc_newModel() : NULL;
    if (model != NULL) {
        set_up(model, &program, core->problem.candidate_count, incumbent->value, seconds);
        keep_handlers(handlers);
        __lsan_disable();
        cbc.Cbc_solve(model);
        __lsan_enable();
        put_back_handlers(handlers);
        status = read_answer(out, model, incumbent, problem, core, &program, err);
    }
    if (model != NULL)
        cbc.Cbc_deleteModel(model);
    site_program_release(&program);
    return status;
}

enum mah_status site_exact(struct site_proof *out, struct site_choice *incumbent, const struct site_problem *problem,
                           const bool *is_out, double seconds, struct mah_error *err)
{
    struct site_core core;
    *out = (struct site_proof){.bound = INFINITY};
    enum mah_status status = site_core_init(&core, problem, is_out, incumbent, err);
    if (status == MAH_OK && core.problem.candidate_count == 0) {
        out->bound = incumbent->value;
        out->is_proved = true;
    } else if (status == MAH_OK && site_program_is_too_large(&core.problem)) {
        out->was_too_large = true;
    } else if (status == MAH_OK) {
        status = solve(out, incumbent, problem, &core, seconds, err);
    }
    site_core_release(&core);
    return status;
}
