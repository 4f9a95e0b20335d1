/* Where to build: method after method, as far as each is needed. */
#include "plan/site_solve.h"

#include <math.h>

#include "plan/site_bound.h"
#include "plan/site_exact.h"
#include "plan/site_greedy.h"

static const double part_for_bound = 0.4; /* of the time */
static const double proved_within = 1e-9; /* relative: rounding of sums */

double site_gap(const struct site_solution *solution)
{
    if (isnan(solution->bound))
        return NAN;
    if (solution->is_proved || !(solution->bound > 0))
        return 0;
    return fmax(0, (solution->bound - solution->choice.value) / solution->bound);
}

static enum mah_status prove(struct site_solution *out, const struct site_problem *problem, double seconds,
                             struct mah_error *err)
{
    struct site_bound bound = {0};
    struct site_proof proof = {0};
    double started_s = site_clock_s();
    enum mah_status status = site_bound_find(&bound, &out->choice, problem, seconds * part_for_bound, err);
    if (status == MAH_OK) {
        out->bound = bound.value;
        out->limit_is_time = bound.time_ran_out;
        out->is_proved = out->bound <= out->choice.value * (1 + proved_within);
    }
    if (status == MAH_OK && !out->is_proved) {
        double left_s = fmax(0.1, seconds - (site_clock_s() - started_s));
        status = site_exact(&proof, &out->choice, problem, bound.is_out, left_s, err);
        out->bound = fmax(out->choice.value, fmin(out->bound, proof.bound));
        out->is_proved = proof.is_proved;
        out->limit_is_time = !proof.is_proved && (out->limit_is_time || proof.limit_is_time);
    }
    site_bound_release(&bound);
    return status;
}

enum mah_status site_solve(struct site_solution *out, const struct site_problem *problem, enum site_method method,
                           double seconds, struct mah_error *err)
{
    *out = (struct site_solution){.bound = NAN};
    enum mah_status status = site_greedy(&out->choice, problem, err);
    if (status == MAH_OK)
        status = site_exchange(&out->choice, problem, err);
    if (status == MAH_OK && method == SITE_EXACT)
        status = prove(out, problem, seconds, err);
    return status;
}

void site_solution_release(struct site_solution *solution)
{
    site_choice_release(&solution->choice);
    *solution = (struct site_solution){0};
}
