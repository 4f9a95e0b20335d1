/* Where to build: every method against looking at all choices, on hundreds of small problems drawn by chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>
#include <math.h>
#include <signal.h>
#include <string.h>

#include "base/memory.h"
#include "plan/site_bound.h"
#include "plan/site_core.h"
#include "plan/site_enumerate.h"
#include "plan/site_exact.h"
#include "plan/site_greedy.h"
#include "plan/site_solve.h"

enum { MOST_CANDIDATES = 14, MOST_DEMANDS = 40, MOST_LINKS = MOST_CANDIDATES * MOST_DEMANDS };

struct drawn {
    struct site_problem problem;
    double weight[MOST_DEMANDS], benefit[MOST_LINKS], cost[MOST_CANDIDATES];
    size_t start[MOST_CANDIDATES + 1];
    uint32_t demand[MOST_LINKS];
};

enum kind { COVER, COVER_BUDGET, DISTANCE, DISTANCE_BUDGET, KINDS };

static uint64_t state;

static unsigned draw(unsigned below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % below;
}

static void draw_problem(struct drawn *drawn, enum kind kind, uint64_t seed)
{
    state = seed * 7919 + (uint64_t)kind;
    draw(2);
    size_t candidates = 4 + draw(MOST_CANDIDATES - 3), demands = 5 + draw(MOST_DEMANDS - 4), links = 0;
    unsigned density = 2 + draw(6);
    bool has_budget = kind == COVER_BUDGET || kind == DISTANCE_BUDGET, has_benefits = kind >= DISTANCE;
    memset(drawn, 0, sizeof *drawn);
    for (size_t k = 0; k < demands; k++)
        drawn->weight[k] = draw(5) == 0 ? 0 : 1 + draw(30) + draw(4) / 4.0;
    for (size_t c = 0; c < candidates; c++) {
        drawn->cost[c] = draw(8) == 0 ? 0 : 1 + draw(20);
        for (uint32_t k = 0; k < demands; k++) {
            if (draw(density) != 0)
                continue;
            drawn->demand[links] = k;
            drawn->benefit[links++] = drawn->weight[k] * (1 + draw(500));
        }
        drawn->start[c + 1] = links;
    }
    drawn->problem = (struct site_problem){.candidate_count = candidates,
                                           .demand_count = demands,
                                           .weight = drawn->weight,
                                           .start = drawn->start,
                                           .demand = drawn->demand,
                                           .benefit = has_benefits ? drawn->benefit : NULL,
                                           .cost = has_budget ? drawn->cost : NULL,
                                           .most_sites = has_budget ? SIZE_MAX : 1 + draw(4),
                                           .budget = has_budget ? (double)(1 + draw(60)) : INFINITY};
}

static double best_value(const struct site_problem *problem)
{
    struct site_choice best;
    assert_true(site_choice_count(problem) != SIZE_MAX);
    assert_int_equal(site_enumerate(&best, problem, NULL), MAH_OK);
    assert_true(site_choice_is_allowed(&best, problem));
    double value = best.value;
    site_choice_release(&best);
    return value;
}

static void near(double value, double expected)
{
    if (fabs(value - expected) > 1e-6 * fmax(1, fabs(expected)))
        fail_msg("%.12g instead of %.12g", value, expected);
}

enum { PROBLEMS = 60 }; /* of each kind */

static void proves_what_looking_at_all_choices_finds(void **unused)
{
    (void)unused;
    struct drawn drawn;
    for (int kind = 0; kind < KINDS; kind++) {
        for (uint64_t seed = 1; seed <= PROBLEMS; seed++) {
            draw_problem(&drawn, (enum kind)kind, seed);
            struct site_solution solution;
            assert_int_equal(site_solve(&solution, &drawn.problem, SITE_EXACT, 60, NULL), MAH_OK);
            assert_true(solution.is_proved);
            assert_true(site_choice_is_allowed(&solution.choice, &drawn.problem));
            near(solution.choice.value, best_value(&drawn.problem));
            assert_true(solution.bound >= solution.choice.value * (1 - 1e-9));
            assert_true(site_gap(&solution) <= 0);
            site_solution_release(&solution);
        }
    }
}

/* The solver alone, from nothing at all: no greedy start, nobody ruled out. */
static void the_program_alone_finds_the_best(void **unused)
{
    (void)unused;
    struct drawn drawn;
    for (int kind = 0; kind < KINDS; kind++) {
        for (uint64_t seed = 1; seed <= PROBLEMS; seed++) {
            draw_problem(&drawn, (enum kind)kind, 1000 + seed);
            struct site_choice choice = {.candidate = memory_new(1, sizeof *choice.candidate)};
            struct site_proof proof;
            assert_int_equal(site_exact(&proof, &choice, &drawn.problem, NULL, 60, NULL), MAH_OK);
            assert_true(proof.is_proved);
            assert_true(site_choice_is_allowed(&choice, &drawn.problem));
            near(choice.value, best_value(&drawn.problem));
            site_choice_release(&choice);
        }
    }
}

static void greedy_keeps_its_promise(void **unused)
{
    (void)unused;
    struct drawn drawn;
    for (int kind = 0; kind < KINDS; kind++) {
        double promise = 1 - exp(-1);
        for (uint64_t seed = 1; seed <= 200; seed++) {
            draw_problem(&drawn, (enum kind)kind, seed);
            struct site_choice choice;
            double best = best_value(&drawn.problem);
            assert_int_equal(site_greedy(&choice, &drawn.problem, NULL), MAH_OK);
            assert_true(site_choice_is_allowed(&choice, &drawn.problem));
            assert_true(choice.value <= best * (1 + 1e-9));
            assert_true(choice.value >= best * (drawn.problem.cost != NULL ? promise / 2 : promise) * (1 - 1e-9));
            double greedy = choice.value;
            assert_int_equal(site_exchange(&choice, &drawn.problem, NULL), MAH_OK);
            assert_true(site_choice_is_allowed(&choice, &drawn.problem));
            assert_true(choice.value >= greedy && choice.value <= best * (1 + 1e-9));
            site_choice_release(&choice);
        }
    }
}

/* Lazy or not, the same candidates: the slow way looks at every one each time. */
static void greedy_is_the_plain_greedy(void **unused)
{
    (void)unused;
    struct drawn drawn;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        draw_problem(&drawn, seed % 2 != 0 ? COVER : DISTANCE, seed);
        const struct site_problem *problem = &drawn.problem;
        bool taken[MOST_CANDIDATES] = {false};
        double best[MOST_DEMANDS] = {0}, value = 0;
        for (size_t i = 0; i < problem->most_sites; i++) {
            size_t first = SIZE_MAX;
            double most = 0;
            for (size_t c = 0; c < problem->candidate_count; c++) {
                double gain = 0;
                for (size_t link = drawn.start[c]; !taken[c] && link < drawn.start[c + 1]; link++)
                    gain += fmax(0, site_benefit(problem, link) - best[drawn.demand[link]]);
                if (gain > most) {
                    most = gain;
                    first = c;
                }
            }
            if (first == SIZE_MAX)
                break;
            taken[first] = true;
            value += most;
            for (size_t link = drawn.start[first]; link < drawn.start[first + 1]; link++)
                best[drawn.demand[link]] = fmax(best[drawn.demand[link]], site_benefit(problem, link));
        }
        struct site_choice choice;
        assert_int_equal(site_greedy(&choice, problem, NULL), MAH_OK);
        for (size_t i = 0; i < choice.count; i++)
            assert_true(taken[choice.candidate[i]]);
        near(choice.value, value);
        site_choice_release(&choice);
    }
}

static void no_choice_is_above_the_bound(void **unused)
{
    (void)unused;
    struct drawn drawn;
    for (int kind = 0; kind < KINDS; kind++) {
        for (uint64_t seed = 1; seed <= 100; seed++) {
            draw_problem(&drawn, (enum kind)kind, seed);
            struct site_choice choice;
            struct site_bound bound;
            double best = best_value(&drawn.problem);
            assert_int_equal(site_greedy(&choice, &drawn.problem, NULL), MAH_OK);
            assert_int_equal(site_bound_find(&bound, &choice, &drawn.problem, 60, NULL), MAH_OK);
            assert_true(bound.value >= best * (1 - 1e-9));
            /* Without what was ruled out the best is still there, unless the incumbent is the best. */
            struct site_proof proof;
            assert_int_equal(site_exact(&proof, &choice, &drawn.problem, bound.is_out, 60, NULL), MAH_OK);
            near(choice.value, best);
            site_bound_release(&bound);
            site_choice_release(&choice);
        }
    }
}

/* Four places in a row; the greedy choice in the middle is not the best pair. */
static void knows_that_the_middle_is_a_trap(void **unused)
{
    (void)unused;
    const double weight[] = {10, 6, 6, 10};
    const size_t start[] = {0, 2, 4, 6};
    const uint32_t demand[] = {0, 1, 1, 2, 2, 3};
    struct site_problem problem = {3, 4, weight, start, demand, NULL, NULL, 2, INFINITY};
    const uint32_t trap_demand[] = {1, 2, 0, 1, 2, 3};
    struct site_solution solution;
    assert_int_equal(site_solve(&solution, &problem, SITE_EXACT, 10, NULL), MAH_OK);
    assert_int_equal(solution.choice.count, 2);
    assert_int_equal(solution.choice.candidate[0], 0);
    assert_int_equal(solution.choice.candidate[1], 2);
    near(solution.choice.value, 32);
    site_solution_release(&solution);
    problem.demand = trap_demand;
    problem.most_sites = 1;
    assert_int_equal(site_solve(&solution, &problem, SITE_GREEDY, 10, NULL), MAH_OK);
    near(solution.choice.value, 16); /* equal ones: the smaller index */
    assert_int_equal(solution.choice.candidate[0], 1);
    assert_true(isnan(site_gap(&solution)));
    site_solution_release(&solution);
}

static void nobody_and_nowhere_are_no_mistakes(void **unused)
{
    (void)unused;
    const size_t start[] = {0, 0, 0};
    const double weight[] = {0};
    const uint32_t demand[] = {0};
    struct site_problem problem = {2, 0, weight, start, demand, NULL, NULL, 3, INFINITY};
    for (size_t candidates = 0; candidates <= 2; candidates++) {
        struct site_solution solution;
        problem.candidate_count = candidates;
        assert_int_equal(site_solve(&solution, &problem, SITE_EXACT, 10, NULL), MAH_OK);
        assert_int_equal(solution.choice.count, 0);
        assert_true(solution.is_proved);
        site_solution_release(&solution);
    }
}

static void stand_in(int signal)
{
    (void)signal;
}

static void is_silent_and_puts_handlers_back(void **unused)
{
    (void)unused;
    struct drawn drawn;
    struct sigaction mine = {.sa_handler = stand_in}, before, after;
    struct site_choice choice = {.candidate = memory_new(1, sizeof *choice.candidate)};
    struct site_proof proof;
    FILE *sink = tmpfile();
    assert_non_null(sink);
    sigaction(SIGINT, &mine, &before);
    draw_problem(&drawn, DISTANCE, 3);
    fflush(stdout);
    fflush(stderr);
    int out = dup(1), err = dup(2);
    dup2(fileno(sink), 1);
    dup2(fileno(sink), 2);
    enum mah_status status = site_exact(&proof, &choice, &drawn.problem, NULL, 60, NULL);
    fflush(stdout);
    fflush(stderr);
    dup2(out, 1);
    dup2(err, 2);
    close(out);
    close(err);
    sigaction(SIGINT, &before, &after);
    assert_int_equal(status, MAH_OK);
    assert_true(after.sa_handler == stand_in);
    assert_int_equal(lseek(fileno(sink), 0, SEEK_END), 0);
    fclose(sink);
    site_choice_release(&choice);
}

static void says_where_memory_runs_out(void **unused)
{
    (void)unused;
    struct drawn drawn;
    draw_problem(&drawn, COVER, 5);
    for (size_t nth = 1;; nth++) {
        struct site_solution solution;
        struct mah_error err = {0};
        memory_fail_from(nth);
        enum mah_status status = site_solve(&solution, &drawn.problem, SITE_EXACT, 60, &err);
        memory_fail_from(0);
        site_solution_release(&solution);
        if (status == MAH_OK)
            break;
        assert_int_equal(status, MAH_NO_MEMORY);
        assert_true(nth < 500);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proves_what_looking_at_all_choices_finds),
        cmocka_unit_test(the_program_alone_finds_the_best),
        cmocka_unit_test(greedy_keeps_its_promise),
        cmocka_unit_test(greedy_is_the_plain_greedy),
        cmocka_unit_test(no_choice_is_above_the_bound),
        cmocka_unit_test(knows_that_the_middle_is_a_trap),
        cmocka_unit_test(nobody_and_nowhere_are_no_mistakes),
        cmocka_unit_test(is_silent_and_puts_handlers_back),
        cmocka_unit_test(says_where_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
