/*
 * A city of two mahalle, Yeni and Eski, and one service type with a radius of 500 m, for what the protect room tells of
 * coverage. Households are added as a planner would say it: so many, of so many persons, so far from the school.
 */
#ifndef TEST_COVERAGE_CITY_H
#define TEST_COVERAGE_CITY_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "protect/facility_demand.h"
#include "protect/need_figures.h"
#include "protect/policy_coverage.h"
#include "protect/release_build.h"
#include "protect/tables.h"
#include "protect/type_labels.h"

enum { YENI, ESKI, COVERAGE_MAHALLE };
enum { SCHOOL_A, SCHOOL_B, SHELTER, COVERAGE_FACILITIES };

struct coverage_city {
    struct project project;
    struct mahalle mahalle[COVERAGE_MAHALLE];
    struct boundary_set boundaries;
    struct crs crs;
    struct tally *tally;
    struct service_type type[2]; /* primary schools and shelters */
    struct service_types types;
    struct facility facility[COVERAGE_FACILITIES];
    int32_t facility_mahalle[COVERAGE_FACILITIES];
    struct service_set set;
    struct reach_type used;
    struct target_group target;
    struct reach *reach;
    struct facility_demand demand[COVERAGE_FACILITIES];
    struct reach_tally ways;
    struct reach_tally_rules rules;
    struct standard norm;
    struct standards standards;
    struct protect_services services;
    struct protect_input input;
    /* Filled by coverage_city_publish. */
    struct policy policy;
    struct counts *counts;
    struct coverage *coverage;
    struct facility_sums facility_sums;
    struct output_fields fields;
    struct type_labels labels;
    struct mah_release *release;
    struct table_context context;
};

/* So many equal households. */
struct homes {
    size_t mahalle;
    int households, persons, recent, pupils; /* pupils -1: not answered */
    bool class_known;
    float distance_m; /* NAN: not known */
};

static inline void coverage_city_count(struct coverage_city *city, const struct homes *homes, enum measure measure,
                                       int persons)
{
    struct tally_cell *cell = &city->tally->cells[homes->mahalle * MEASURE_COUNT + measure];
    for (int i = 0; i < homes->households; i++)
        (void)tally_cell_add(cell, (int64_t)persons * WEIGHT_ONE);
}

static inline void coverage_city_add(struct coverage_city *city, const struct homes *homes)
{
    for (int i = 0; i < homes->households; i++) {
        struct reach_row *row = NULL;
        float *distance_m = NULL;
        if (reach_store_add(city->ways.store, &row, &distance_m, NULL) != MAH_OK)
            abort();
        *row = (struct reach_row){.weight_nano = WEIGHT_ONE,
                                  .recent_nano = (int64_t)homes->recent * WEIGHT_ONE,
                                  .mahalle = (uint32_t)homes->mahalle,
                                  .grid_cell = NO_GRID_CELL,
                                  .size = (uint8_t)homes->persons,
                                  .class_known = homes->class_known};
        row->ages[2] = homes->pupils < 0 ? AGE_UNKNOWN : (uint8_t)homes->pupils;
        *distance_m = homes->distance_m;
    }
    city->tally->records[homes->mahalle] += homes->households;
    city->tally->age_answers[2] += homes->pupils < 0 ? 0 : homes->households;
    coverage_city_count(city, homes, MEASURE_HOUSEHOLDS, 1);
    coverage_city_count(city, homes, MEASURE_PERSONS, homes->persons);
    coverage_city_count(city, homes, MEASURE_AGE_6_9, homes->pupils < 0 ? 0 : homes->pupils);
    coverage_city_count(city, homes, MEASURE_AGE_UNKNOWN, homes->pupils < 0 ? homes->persons : 0);
    coverage_city_count(city, homes, MEASURE_CLASS_UNKNOWN, homes->class_known ? 0 : homes->persons);
    coverage_city_count(city, homes, MEASURE_COHORT_UNKNOWN, homes->class_known ? 0 : homes->persons);
    coverage_city_count(city, homes, MEASURE_RECENT, homes->class_known ? homes->recent : 0);
    coverage_city_count(city, homes, MEASURE_NATIVE, homes->class_known ? homes->persons - homes->recent : 0);
}

/* Texts of the structs are never written to. */
static inline char *coverage_text(const char *text)
{
    return (char *)(uintptr_t)text;
}

static inline void coverage_city_furnish(struct coverage_city *city)
{
    city->mahalle[YENI] =
        (struct mahalle){.code = coverage_text("1"), .name = coverage_text("Yeni"), .population_official = (double)NAN};
    city->mahalle[ESKI] =
        (struct mahalle){.code = coverage_text("2"), .name = coverage_text("Eski"), .population_official = (double)NAN};
    city->boundaries.mahalle = city->mahalle;
    city->boundaries.count = COVERAGE_MAHALLE;
    city->type[0] = (struct service_type){.code = coverage_text("primary"),
                                          .name_tr = coverage_text("İlkokul"),
                                          .name_en = coverage_text("Primary school"),
                                          .capacity_tr = coverage_text("derslik"),
                                          .capacity_en = coverage_text("classrooms"),
                                          .group = coverage_text("")};
    city->type[1] = city->type[0];
    city->type[1].code = coverage_text("womens_shelter");
    city->type[1].is_confidential = true;
    city->types = (struct service_types){city->type, 2};
    for (size_t i = 0; i < COVERAGE_FACILITIES; i++) {
        city->facility[i] = (struct facility){.type = i == SHELTER, .capacity = 2, .area_m2 = NAN, .is_open = true};
        if (shape_from_point(&city->facility[i].shape, (struct point){500000, 4450000}, NULL) != MAH_OK)
            abort();
    }
    city->facility[SCHOOL_A].id = coverage_text("A");
    city->facility[SCHOOL_B].id = coverage_text("B");
    city->facility[SHELTER].id = coverage_text("SECRET");
    city->set = (struct service_set){.facilities = city->facility, .count = COVERAGE_FACILITIES};
    city->norm = (struct standard){.service_type = coverage_text("primary"),
                                   .kind = STANDARD_PERSONS_PER_UNIT,
                                   .pop_max = INFINITY,
                                   .target = {.bands = 1 << 2},
                                   .value = 30};
    city->standards = (struct standards){.rows = &city->norm, .count = 1};
}

static inline void coverage_city_draw(struct coverage_city *city)
{
    *city = (struct coverage_city){0};
    city->project = (struct project){.title = NULL,
                                     .min_households = 5,
                                     .min_persons = 10,
                                     .min_unit_persons = 100,
                                     .round_to = 5,
                                     .coverage_detour = 1.3,
                                     .threads = 1};
    coverage_city_furnish(city);
    city->used = (struct reach_type){0, 500, false};
    city->target = (struct target_group){.bands = 1 << 2};
    city->rules =
        (struct reach_tally_rules){.types = &city->used, .targets = &city->target, .type_count = 1, .grid_cell_m = 250};
    if (tally_new(&city->tally, COVERAGE_MAHALLE, NULL) != MAH_OK ||
        reach_store_new(&city->ways.store, 1, NULL) != MAH_OK || crs_resolve(&city->crs, "EPSG:5256", NULL) != MAH_OK ||
        crs_resolve(&city->boundaries.crs, "EPSG:5256", NULL) != MAH_OK)
        abort();
    const struct reach_input input = {
        .services = &city->set, .types = &city->used, .type_count = 1, .detour = 1, .threads = 1};
    if (reach_new(&city->reach, &input, NULL) != MAH_OK)
        abort();
    city->ways.demand = city->demand;
    city->ways.facility_count = COVERAGE_FACILITIES;
    city->services = (struct protect_services){.types = &city->types,
                                               .set = &city->set,
                                               .facility_mahalle = city->facility_mahalle,
                                               .standards = &city->standards,
                                               .used = &city->used,
                                               .targets = &city->target,
                                               .used_count = 1,
                                               .metric = REACH_STRAIGHT,
                                               .reach = city->reach,
                                               .tally = &city->ways,
                                               .rules = &city->rules,
                                               .working = &city->crs};
    city->input = (struct protect_input){
        .project = &city->project, .boundaries = &city->boundaries, .tally = city->tally, .services = &city->services};
}

static inline enum mah_status coverage_city_cover(struct coverage_city *city)
{
    struct coverage_type type = {city->used.radius_m, city->target};
    enum mah_status status = coverage_new(&city->coverage, city->ways.store, COVERAGE_MAHALLE, &type, 1, NULL);
    if (status == MAH_OK)
        policy_apply_coverage(&city->policy, city->counts, &type, city->coverage);
    facility_sums_fill(&city->facility_sums, &city->policy, &city->services,
                       city->counts->city.measure[MEASURE_RECENT].state != COUNT_NOT_ASKED);
    return status;
}

/* Everything the tables look at, under one profile; what was published before goes. */
static inline enum mah_status coverage_city_prepare(struct coverage_city *city, enum profile profile)
{
    const struct release_facts facts = {.title = "Kent",
                                        .language = city->project.language,
                                        .profile = profile_word(profile),
                                        .reference_date = "2025-12-31",
                                        .crs = &city->boundaries.crs};
    city->project.profile = profile;
    city->policy = policy_of(&city->project);
    enum mah_status status = counts_new(&city->counts, city->tally, &city->boundaries, NULL);
    if (status == MAH_OK)
        assert_int_equal(policy_apply(&city->policy, city->counts, NULL), MAH_OK);
    if (status == MAH_OK)
        status = coverage_city_cover(city);
    if (status == MAH_OK)
        status = output_fields_read(&city->fields, NULL);
    if (status == MAH_OK)
        status = type_labels_fill(&city->labels, &city->input, NULL);
    if (status == MAH_OK)
        status = release_new(&city->release, &facts, NULL);
    city->fields.types = city->labels.types;
    city->fields.type_count = city->labels.count;
    city->context = (struct table_context){.input = &city->input,
                                           .fields = &city->fields,
                                           .policy = &city->policy,
                                           .counts = city->counts,
                                           .coverage = city->coverage,
                                           .facility_sums = &city->facility_sums,
                                           .release = city->release};
    return status == MAH_OK ? plan_population_of(&city->context.plan_population, &city->context, NULL) : status;
}

/* mah_indicators with the fields of coverage and accessibility alone. */
static inline enum mah_status coverage_city_wide(struct coverage_city *city)
{
    struct release_table *table = NULL;
    struct access_figures *access = NULL;
    enum mah_status status = output_table_add(city->release, &table, &city->fields, "mah_indicators",
                                              RELEASE_NO_GEOMETRY, NULL, NULL, 0, NULL);
    if (status == MAH_OK)
        status = access_figures_new(&access, &city->context, NULL);
    for (size_t m = 0; status == MAH_OK && m < COVERAGE_MAHALLE; m++) {
        status = table_add_row(table, NULL);
        if (status == MAH_OK)
            status = set_coverage(&city->context, table, m, NULL);
        if (status == MAH_OK)
            status = set_accessibility(&city->context, table, m, access, NULL);
    }
    access_figures_free(access);
    return status;
}

static inline enum mah_status coverage_city_publish(struct coverage_city *city, enum profile profile)
{
    size_t cells;
    enum mah_status status = coverage_city_prepare(city, profile);
    if (status == MAH_OK)
        status = coverage_city_wide(city);
    if (status == MAH_OK)
        status = add_services_out(&city->context, NULL);
    if (status == MAH_OK)
        status = add_mah_service(&city->context, NULL);
    if (status == MAH_OK)
        status = add_city_service(&city->context, NULL);
    if (status == MAH_OK)
        status = add_suppression(&city->context, NULL, &cells, NULL);
    return status;
}

/* Forgets what was published; the households stay. */
static inline void coverage_city_withdraw(struct coverage_city *city)
{
    release_free(city->release);
    type_labels_release(&city->labels);
    output_fields_release(&city->fields);
    coverage_free(city->coverage);
    counts_free(city->counts);
    city->release = NULL;
    city->coverage = NULL;
    city->counts = NULL;
}

static inline void coverage_city_release(struct coverage_city *city)
{
    coverage_city_withdraw(city);
    for (size_t i = 0; i < COVERAGE_FACILITIES; i++)
        shape_release(&city->facility[i].shape);
    reach_free(city->reach);
    tally_free(city->tally);
    reach_store_free(city->ways.store);
    memory_free(city->ways.slots);
    crs_release(&city->crs);
    crs_release(&city->boundaries.crs);
}

#endif
