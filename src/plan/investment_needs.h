/* Which of the published needs are projects? Each lack once: what is missing of a service, its land and its group is
 * one thing to build. */
#ifndef PLAN_INVESTMENT_NEEDS_H
#define PLAN_INVESTMENT_NEEDS_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/investments.h"

/* A row of service_need (level mahalle) or of mah_infra (group all). Texts are borrowed; unknown numbers are NAN. */
struct investment_need {
    const char *mah_code, *code;
    size_t mahalle;
    enum investment_kind kind;
    const char *group;                              /* of a type: the group it counts towards; NULL or "": none */
    double population, norm, exist, deficit, units; /* of a service */
    double unserved, households;                    /* of a network */
};

enum need_outcome {
    NEED_IS_PROJECT,
    NEED_IS_MET,     /* nothing is missing */
    NEED_IS_UNKNOWN, /* whether anything is missing is hidden or not known */
    NEED_IS_DOUBLE   /* another need of the same mahalle stands for it */
};

/*
 * Does another need stand for this one? Land of a type whose capacity the standards count; land of a group one of whose
 * types has a need of its own. needs: those of the same mahalle.
 */
bool investment_need_is_double(const struct investment_need *need, const struct investment_need *needs, size_t count);

/*
 * Fills quantity, persons and persons_unit of the project; leaves department, lot and cost alone. Capacity: units is
 * what is missing, persons those beyond what exists (population - exist * norm), a unit helps norm persons. Land: the
 * deficit in m2, persons = population - exist / norm. Network: the unserved persons, quantity the unserved households.
 * Never more than the population.
 */
enum need_outcome investment_of_need(struct investment *out, const struct investment_need *need);

#endif
