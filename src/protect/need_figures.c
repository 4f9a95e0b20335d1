/* Which standards apply to this release, and what do they ask of every area? */
#include "protect/need_figures.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "read/services.h"

_Static_assert((int)TARGET_BANDS == (int)AGE_BANDS, "bands of targets are those of ages");

struct rate persons_of_target(const struct area_counts *area, const struct target_group *target, unsigned *flags)
{
    struct rate sum = target->is_all ? count_rate(&area->measure[MEASURE_PERSONS]) : rate_of(0);
    unsigned state = target->is_all ? area->measure[MEASURE_PERSONS].state : COUNT_KNOWN;
    for (int band = 0; band < TARGET_BANDS; band++) {
        if (target->is_all || (target->bands >> band & 1) == 0)
            continue;
        const struct count *count = &area->measure[MEASURE_AGE_0_2 + band];
        sum = rate_add(sum, count_rate(count));
        if (count->state > state)
            state = count->state;
    }
    if (state != COUNT_KNOWN)
        *flags |= state == COUNT_NOT_ASKED ? NEED_NOT_ASKED : NEED_HIDDEN;
    return sum;
}

static struct need_people people_of(const struct area_counts *area, const struct target_group *target, double official)
{
    struct need_people people = {.persons = count_rate(&area->measure[MEASURE_PERSONS]), .official = rate_of(official)};
    if (!people.persons.known)
        people.flags |= NEED_HIDDEN;
    people.target = persons_of_target(area, target, &people.flags);
    const struct count *ageless = &area->measure[MEASURE_AGE_UNKNOWN];
    if (!target->is_all && people.target.known && (ageless->state > COUNT_NOT_ASKED || ageless->value > 0))
        people.flags |= NEED_AGES_UNKNOWN;
    return people;
}

/* One entry an area. */
static void fill_people(struct need_people *people, const struct table_context *context, const struct need_areas *areas,
                        const struct target_group *target)
{
    const struct counts *counts = context->counts;
    for (size_t m = 0; m < areas->mahalle_count; m++)
        people[m] = people_of(&counts->mahalle[m], target, context->input->boundaries->mahalle[m].population_official);
    people[need_area_of_city(areas)] = people_of(&counts->city, target, NAN);
    need_people_sum(people, areas);
}

enum mah_status plan_population_of(struct rate *out, const struct table_context *context, struct mah_error *err)
{
    static const struct target_group everybody = {.is_all = true};
    const struct project *project = context->input->project;
    struct need_areas *areas = NULL;
    struct need_people *people = NULL;
    enum mah_status status = need_areas_new(&areas, context->input->boundaries, err);
    if (status == MAH_OK) {
        people = memory_new(need_area_count(areas), sizeof *people);
        status = people != NULL ? MAH_OK : mah_no_memory(err);
    }
    if (status == MAH_OK) {
        fill_people(people, context, areas, &everybody);
        *out = need_plan_population(people, areas, project->need_population, project->plan_population);
    }
    memory_free(people);
    need_areas_free(areas);
    return status;
}

/* Does a facility of this type count towards the case? Where a confidential one is must not be read off any table. */
static bool counts_towards(const struct need_case *need_case, const struct service_type *type)
{
    if (type->is_confidential)
        return false;
    return need_case->type != NULL ? type == need_case->type : strcmp(type->group, need_case->code) == 0;
}

/* A file all of whose rows are rejected says nothing; an empty one says that there are none. */
static bool is_given(const struct need_case *need_case, const struct protect_services *services)
{
    for (size_t i = 0; i < services->set->book_count; i++) {
        const struct service_books *books = &services->set->books[i];
        if (counts_towards(need_case, &services->types->types[books->type]) &&
            (books->read == 0 || books->used + books->closed + books->filtered > 0))
            return services->facility_mahalle != NULL;
    }
    return false;
}

static double value_of(const struct standard *row)
{
    return row != NULL ? row->value : NAN;
}

static void set_rule(struct need_case *need_case, const struct protect_services *services, struct rate plan_population)
{
    const struct standards *standards = services->standards;
    double plan = plan_population.known ? plan_population.value : NAN;
    bool is_area = need_case->kind == NEED_AREA;
    const struct standard *unit_min = NULL, *cost = NULL;
    if (plan_population.known) {
        need_case->row = standards_find(standards, need_case->code, need_case->any->kind, plan);
        unit_min = is_area ? standards_find(standards, need_case->code, STANDARD_UNIT_MIN_M2, plan) : NULL;
        cost =
            standards_find(standards, need_case->code, is_area ? STANDARD_COST_PER_M2 : STANDARD_COST_PER_UNIT, plan);
    }
    const struct standard *row = need_case->row != NULL ? need_case->row : need_case->any;
    need_case->is_verified = row->is_verified && (unit_min == NULL || unit_min->is_verified);
    need_case->rule = (struct need_rule){
        .kind = need_case->kind,
        .norm = value_of(need_case->row),
        .unit_min_m2 = value_of(unit_min),
        .unit_cost = value_of(cost),
        .scope = row->scope,
        .target_is_all = row->target.is_all,
        .is_given = is_given(need_case, services),
    };
}

/* What one case looks at, one entry an area or a facility; the same memory for all cases. */
struct case_work {
    struct need_people *people;
    struct need_stock *stock;
    double *amounts;
    bool *is_counted;
};

static void gather_stock(struct case_work *work, const struct need_case *need_case, const struct need_areas *areas,
                         const struct protect_services *services)
{
    for (size_t f = 0; f < services->set->count; f++) {
        const struct facility *facility = &services->set->facilities[f];
        work->amounts[f] = need_case->kind == NEED_AREA ? facility->area_m2 : facility->capacity;
        work->is_counted[f] = facility->is_open && counts_towards(need_case, &services->types->types[facility->type]);
    }
    size_t count = services->facility_mahalle != NULL ? services->set->count : 0;
    need_stock_sum(work->stock, areas, work->amounts, work->is_counted, services->facility_mahalle, count);
}

static enum mah_status fill_case(struct need_case *need_case, struct case_work *work, struct need_figures *figures,
                                 const struct table_context *context, struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    const struct need_areas *areas = figures->areas;
    need_case->needs = memory_new(need_area_count(areas), sizeof *need_case->needs);
    if (need_case->needs == NULL)
        return mah_no_memory(err);
    set_rule(need_case, services, figures->plan_population);
    const struct standard *row = need_case->row != NULL ? need_case->row : need_case->any;
    fill_people(work->people, context, areas, &row->target);
    gather_stock(work, need_case, areas, services);
    for (size_t i = 0; i < need_area_count(areas); i++)
        need_case->needs[i] = need_of(&need_case->rule, need_area_level(areas, i), &work->people[i],
                                      context->input->project->need_population, &work->stock[i]);
    return MAH_OK;
}

static bool is_listed(const struct need_figures *figures, const char *code, enum need_kind kind)
{
    for (size_t i = 0; i < figures->count; i++)
        if (figures->cases[i].kind == kind && strcmp(figures->cases[i].code, code) == 0)
            return true;
    return false;
}

static enum mah_status list_cases(struct need_figures *figures, const struct protect_services *services,
                                  struct mah_error *err)
{
    const struct standards *standards = services->standards;
    figures->cases = memory_new(standards->count, sizeof *figures->cases);
    if (figures->cases == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < standards->count; i++) {
        const struct standard *row = &standards->rows[i];
        if (row->kind != STANDARD_AREA_M2_PP && row->kind != STANDARD_PERSONS_PER_UNIT)
            continue;
        enum need_kind kind = row->kind == STANDARD_AREA_M2_PP ? NEED_AREA : NEED_CAPACITY;
        int found = service_type_find(services->types, slice_of(row->service_type));
        const struct service_type *type = found != NO_SERVICE_TYPE ? &services->types->types[found] : NULL;
        if (is_listed(figures, row->service_type, kind) || (type != NULL && type->is_confidential))
            continue;
        figures->cases[figures->count++] =
            (struct need_case){.code = row->service_type, .type = type, .kind = kind, .any = row};
    }
    return MAH_OK;
}

static enum mah_status fill_cases(struct need_figures *figures, const struct table_context *context,
                                  struct mah_error *err)
{
    size_t areas = need_area_count(figures->areas), facilities = context->input->services->set->count;
    struct case_work work = {
        .people = memory_new(areas, sizeof *work.people),
        .stock = memory_new(areas, sizeof *work.stock),
        .amounts = memory_new(facilities, sizeof *work.amounts),
        .is_counted = memory_new(facilities, sizeof *work.is_counted),
    };
    bool complete = work.people != NULL && work.stock != NULL && work.amounts != NULL && work.is_counted != NULL;
    enum mah_status status = complete ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < figures->count; i++)
        status = fill_case(&figures->cases[i], &work, figures, context, err);
    memory_free(work.people);
    memory_free(work.stock);
    memory_free(work.amounts);
    memory_free(work.is_counted);
    return status;
}

enum mah_status need_figures_new(struct need_figures **out, const struct table_context *context, struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    struct need_figures *figures = memory_new(1, sizeof *figures);
    if (figures == NULL)
        return mah_no_memory(err);
    enum mah_status status = need_areas_new(&figures->areas, context->input->boundaries, err);
    figures->plan_population = context->plan_population;
    if (status == MAH_OK && services != NULL && services->standards != NULL)
        status = list_cases(figures, services, err);
    if (status == MAH_OK && figures->count > 0)
        status = fill_cases(figures, context, err);
    if (status != MAH_OK) {
        need_figures_free(figures);
        return status;
    }
    *out = figures;
    return MAH_OK;
}

void need_figures_free(struct need_figures *figures)
{
    if (figures == NULL)
        return;
    for (size_t i = 0; i < figures->count; i++)
        memory_free(figures->cases[i].needs);
    memory_free(figures->cases);
    need_areas_free(figures->areas);
    memory_free(figures);
}

const struct need_case *need_case_of_type(const struct need_figures *figures, const char *code)
{
    const struct need_case *land = NULL;
    for (size_t i = 0; i < figures->count; i++) {
        const struct need_case *need_case = &figures->cases[i];
        if (strcmp(need_case->code, code) != 0)
            continue;
        if (need_case->kind == NEED_CAPACITY)
            return need_case;
        land = need_case;
    }
    return land;
}

/* A norm for other people than the type's target says nothing of them. */
double capacity_norm(const struct table_context *context, size_t used)
{
    const struct protect_services *services = context->input->services;
    if (services->standards == NULL || !context->plan_population.known)
        return NAN;
    const char *code = services->types->types[services->used[used].type].code;
    const struct standard *norm =
        standards_find(services->standards, code, STANDARD_PERSONS_PER_UNIT, context->plan_population.value);
    return norm != NULL && target_group_equals(norm->target, services->targets[used]) ? norm->value : NAN;
}

static const char *unit_of(enum need_kind kind, const struct service_type *type, enum language language)
{
    bool turkish = language == LANGUAGE_TURKISH;
    if (kind == NEED_AREA)
        return "m²";
    const char *unit = "";
    if (type != NULL)
        unit = turkish ? type->capacity_tr : type->capacity_en;
    if (*unit != '\0')
        return unit;
    return turkish ? "birim" : "units";
}

const char *need_unit(const struct need_case *need_case, enum language language)
{
    return unit_of(need_case->kind, need_case->type, language);
}

const char *need_unit_of_type(const struct protect_services *services, const struct service_type *type,
                              enum language language)
{
    for (size_t i = 0; services->standards != NULL && i < services->standards->count; i++) {
        const struct standard *row = &services->standards->rows[i];
        if (row->kind == STANDARD_PERSONS_PER_UNIT && strcmp(row->service_type, type->code) == 0)
            return unit_of(NEED_CAPACITY, type, language);
    }
    return unit_of(NEED_AREA, type, language);
}

struct rate need_shown(const struct policy *policy, struct rate rate)
{
    return policy->round_to > 0 ? rate_round_to_step(rate_round_to_digits(rate, 3), 1) : rate;
}
