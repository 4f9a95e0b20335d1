/* Which of the published needs are projects? */
#include "plan/investment_needs.h"

#include <math.h>
#include <string.h>

static bool counts_towards(const struct investment_need *need, const char *group)
{
    return need->group != NULL && *need->group != '\0' && strcmp(need->group, group) == 0;
}

bool investment_need_is_double(const struct investment_need *need, const struct investment_need *needs, size_t count)
{
    for (size_t i = 0; need->kind == INVESTMENT_AREA && i < count; i++) {
        const struct investment_need *other = &needs[i];
        if (other == need || other->kind == INVESTMENT_NETWORK)
            continue;
        if (other->kind == INVESTMENT_CAPACITY && strcmp(other->code, need->code) == 0)
            return true;
        if (counts_towards(other, need->code))
            return true;
    }
    return false;
}

/* Persons beyond those whom `served` serve; of a population that is not known, those whom the deficit stands for. */
static double persons_beyond(const struct investment_need *need, double served, double by_deficit)
{
    double persons = isnan(need->population) || isnan(served) ? by_deficit : need->population - served;
    return round(persons > 0 ? persons : 0);
}

static enum need_outcome of_capacity(struct investment *out, const struct investment_need *need)
{
    double missing = isnan(need->units) ? ceil(need->deficit) : need->units;
    if (isnan(missing) || isnan(need->norm))
        return NEED_IS_UNKNOWN;
    if (!(missing > 0))
        return NEED_IS_MET;
    out->persons = persons_beyond(need, need->exist * need->norm, missing * need->norm);
    if (out->persons > missing * need->norm) /* population is rounded, units are not */
        out->persons = round(missing * need->norm);
    double filled = ceil(out->persons / need->norm);
    out->quantity = filled > 0 && filled < missing ? filled : missing;
    out->persons_unit = need->norm;
    return NEED_IS_PROJECT;
}

static enum need_outcome of_area(struct investment *out, const struct investment_need *need)
{
    if (isnan(need->deficit) || isnan(need->norm))
        return NEED_IS_UNKNOWN;
    if (!(need->deficit > 0))
        return NEED_IS_MET;
    out->quantity = need->deficit;
    out->persons = persons_beyond(need, need->exist / need->norm, need->deficit / need->norm);
    out->persons_unit = out->persons / out->quantity;
    return NEED_IS_PROJECT;
}

static enum need_outcome of_network(struct investment *out, const struct investment_need *need)
{
    if (isnan(need->unserved))
        return NEED_IS_UNKNOWN;
    if (!(need->unserved > 0))
        return NEED_IS_MET;
    out->quantity = need->households > 0 ? need->households : NAN;
    out->persons = round(need->unserved);
    out->persons_unit = out->persons / out->quantity;
    return NEED_IS_PROJECT;
}

enum need_outcome investment_of_need(struct investment *out, const struct investment_need *need)
{
    out->mah_code = need->mah_code;
    out->code = need->code;
    out->mahalle = need->mahalle;
    out->kind = need->kind;
    switch (need->kind) {
    case INVESTMENT_CAPACITY:
        return of_capacity(out, need);
    case INVESTMENT_AREA:
        return of_area(out, need);
    default:
        return of_network(out, need);
    }
}
