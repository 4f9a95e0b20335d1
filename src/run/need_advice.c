/* What should be said before anybody trusts a need? */
#include "run/need_advice.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "config/service_types.h"

/* Persons counted and official, of the whole city and of the mahalle where both are known. */
struct persons {
    double counted, official;
    double official_or_counted; /* what chooses a band under need.population: official */
    double counted_where_official;
};

static struct persons sum_persons(const struct protect_input *input)
{
    struct persons sum = {0};
    for (size_t m = 0; m < input->boundaries->count; m++) {
        double counted = (double)tally_cell(input->tally, m, MEASURE_PERSONS)->nano / WEIGHT_ONE;
        double official = input->boundaries->mahalle[m].population_official;
        sum.counted += counted;
        sum.official_or_counted += isfinite(official) ? official : counted;
        if (!isfinite(official))
            continue;
        sum.official += official;
        sum.counted_where_official += counted;
    }
    return sum;
}

static bool is_radius(const struct protect_services *services, const struct standard *row)
{
    for (size_t i = 0; i < services->used_count; i++) {
        const struct reach_type *used = &services->used[i];
        if (strcmp(services->types->types[used->type].code, row->service_type) == 0)
            return used->radius_m >= row->value && used->radius_m <= row->value;
    }
    return false;
}

static bool is_used(const struct protect_services *services, const struct standard *row, double plan_population)
{
    if (standards_find(services->standards, row->service_type, row->kind, plan_population) != row)
        return false;
    switch (row->kind) {
    case STANDARD_AREA_M2_PP:
    case STANDARD_UNIT_MIN_M2:
    case STANDARD_PERSONS_PER_UNIT:
        return true;
    case STANDARD_DISTANCE_M:
        return is_radius(services, row);
    default:
        return false;
    }
}

static bool is_named(const struct standards *standards, size_t row, const bool *unverified)
{
    for (size_t i = 0; i < row; i++)
        if (unverified[i] && strcmp(standards->rows[i].service_type, standards->rows[row].service_type) == 0)
            return true;
    return false;
}

/* "asm, health, primary": each code once, in the order of the standards; "" where all are verified. */
static enum mah_status name_unverified(char **out, const struct protect_services *services, double plan_population,
                                       struct mah_error *err)
{
    const struct standards *standards = services->standards;
    struct text names = TEXT_EMPTY;
    bool *unverified = memory_new(standards->count, sizeof *unverified);
    if (unverified == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < standards->count; i++) {
        const struct standard *row = &standards->rows[i];
        unverified[i] = !row->is_verified && is_used(services, row, plan_population);
        if (unverified[i] && !is_named(standards, i, unverified))
            text_add_format(&names, "%s%s", names.length > 0 ? ", " : "", row->service_type);
    }
    memory_free(unverified);
    *out = text_take(&names);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status keep(char **out, struct text *text, struct mah_error *err)
{
    *out = text_take(text);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status advise_of_standards(char **out, const struct protect_input *input, double city_persons,
                                           struct mah_error *err)
{
    char *names = NULL;
    int asked = input->project->plan_population;
    struct text text = TEXT_EMPTY;
    enum mah_status status = name_unverified(&names, input->services, asked > 0 ? asked : nearbyint(city_persons), err);
    if (status == MAH_OK && *names != '\0') {
        text_add_format(
            &text, say("standards not verified (%s): compare them with their source before a decision rests on them"),
            names);
        status = keep(out, &text, err);
    }
    memory_free(names);
    return status;
}

enum mah_status need_advice(char **unverified, char **population, const struct protect_input *input,
                            struct mah_error *err)
{
    *unverified = *population = NULL;
    const struct protect_services *services = input->services;
    if (services == NULL || services->standards == NULL || services->standards->count == 0)
        return MAH_OK;
    struct persons persons = sum_persons(input);
    bool official = input->project->need_population == NEED_OFFICIAL;
    enum mah_status status =
        advise_of_standards(unverified, input, official ? persons.official_or_counted : persons.counted, err);
    if (status != MAH_OK || official || !(persons.official > 0) ||
        fabs(persons.counted_where_official - persons.official) <= 0.2 * persons.official)
        return status;
    struct text text = TEXT_EMPTY;
    text_add_format(&text,
                    say("the counted persons are %.0f %% of the official population: need follows the count; set "
                        "need.population: official where the count is a sample"),
                    100 * persons.counted_where_official / persons.official);
    return keep(population, &text, err);
}
