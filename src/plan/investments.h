/* What should be built first? What is missing becomes projects, and of these a budget chooses those that help most. */
#ifndef PLAN_INVESTMENTS_H
#define PLAN_INVESTMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum investment_kind { INVESTMENT_CAPACITY, INVESTMENT_AREA, INVESTMENT_NETWORK };
const char *investment_kind_word(enum investment_kind kind); /* "capacity", "area", "network" */

/* Why a project is not built, or not whole. */
enum investment_reason {
    INVESTMENT_CHOSEN,
    INVESTMENT_OVER_BUDGET, /* the budget helps more people elsewhere, or has no room */
    INVESTMENT_NO_BUDGET,   /* its department was given none */
    INVESTMENT_NO_COST,     /* nobody said what a unit costs */
    INVESTMENT_HIDDEN,      /* how much is missing, or whom it helps, is not published */
    INVESTMENT_NO_PERSONS   /* nobody is helped */
};
const char *investment_reason_word(enum investment_reason reason); /* "" for chosen, "over_budget" ... */

/* A project. Texts are borrowed; unknown numbers are NAN. */
struct investment {
    /* given */
    const char *mah_code, *code; /* code: of the type, group or network */
    size_t mahalle, need;        /* indices of the caller */
    enum investment_kind kind;
    size_t department;
    double quantity;     /* what is missing, > 0, in units of the need */
    double persons;      /* whom all of it helps, whole, >= 0 */
    double persons_unit; /* whom one unit helps at most: persons is reached at the last one */
    double lot;          /* the smallest step that can be built; NAN: only as a whole */
    double unit_cost;    /* > 0 */
    /* made by investments_choose */
    double cost;                             /* quantity * unit_cost, whole hundredths */
    double built, built_cost, built_persons; /* 0 where nothing is chosen */
    size_t rank;                             /* in its department, from 1; 0 where persons or cost are not known */
    enum investment_reason reason;           /* of a project that is built in part: why not whole */
    size_t order;                            /* of the caller; breaks the last tie */
};

/* A department. */
struct investment_plan {
    double budget; /* NAN: none was given */
    /* made by investments_choose */
    size_t projects, chosen, without_cost; /* chosen: whole or in part */
    double spent, persons;
    double bound;   /* no choice under the budget helps more persons than this; NAN without a budget */
    bool is_proved; /* the choice is the best one */
};

/*
 * Sorts the projects (department; rank, those without one last; mah_code in byte order; code; kind) and chooses for
 * every department with a budget. Rank: persons a cost, largest first; ties by less cost, then mah_code, then code.
 * Steps of a project: `lot` units each, the last one with what is left; steps of capacity help `persons_unit` a unit
 * until all persons are helped, of land and networks in proportion. Chosen are the steps that help most persons, to the
 * thousandth (knapsack.h), within the budget to the hundredth. most_states: 0, or of a test.
 */
enum mah_status investments_choose(struct investment *list, size_t count, struct investment_plan *plans,
                                   size_t plan_count, size_t most_states, struct mah_error *err);

/* Persons helped by so many units of a project, whole: min(persons, units * persons_unit), rounded. */
double investment_helps(const struct investment *project, double units);

#endif
