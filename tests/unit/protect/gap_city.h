/* A city for the gap grid: an input of the protect room with households, distances and nothing else. */
#ifndef TEST_GAP_CITY_H
#define TEST_GAP_CITY_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "protect/release_build.h"
#include "protect/tables.h"

enum { GAP_CITY_TYPES = 3, GAP_CITY_CELL_M = 250, GAP_CITY_LEFT = 450000, GAP_CITY_BOTTOM = 4100000 };

struct gap_city {
    struct project project;
    struct boundary_set boundaries;
    struct crs working;
    struct reach_type used[GAP_CITY_TYPES];
    struct reach_tally tally;
    struct reach_tally_rules rules;
    struct protect_services services;
    struct protect_input input;
    struct output_fields fields;
    struct policy policy;
    struct counts counts;                                     /* no mahalle: nothing of the city is hidden */
    struct group_coverage city[GAP_CITY_TYPES][REACH_GROUPS]; /* the same */
    struct coverage coverage;
    struct mah_release *release;
    struct table_context context;
};

static const struct output_type gap_city_types[GAP_CITY_TYPES] = {
    {"asm",
     {"Family health centre", "Aile sağlığı merkezi"},
     {"500 m on foot", "yürüyerek 500 m"},
     {"on foot", "yürüyerek"},
     {"", ""},
     {"", ""}},
    {"primary",
     {"Primary school", "İlkokul"},
     {"500 m on foot", "yürüyerek 500 m"},
     {"on foot", "yürüyerek"},
     {"", ""},
     {"", ""}},
    {"hospital", {"Hospital", "Hastane"}, {"no radius", "yarıçapsız"}, {"on foot", "yürüyerek"}, {"", ""}, {"", ""}},
};

/* The working CRS is TUREF / TM36; the boundaries are in `boundaries`. False: something is missing. */
static inline bool gap_city_make(struct gap_city *city, enum profile profile, enum language language,
                                 const char *boundaries)
{
    *city = (struct gap_city){0};
    city->project = (struct project){.profile = profile,
                                     .language = language,
                                     .min_households = 5,
                                     .min_persons = 10,
                                     .min_unit_persons = 100,
                                     .round_to = 5};
    city->used[0].radius_m = city->used[1].radius_m = 500;
    city->used[2].radius_m = (double)NAN;
    city->rules.grid_cell_m = GAP_CITY_CELL_M;
    city->rules.grid_origin = (struct point){GAP_CITY_LEFT, GAP_CITY_BOTTOM};
    city->services = (struct protect_services){.used = city->used,
                                               .used_count = GAP_CITY_TYPES,
                                               .tally = &city->tally,
                                               .rules = &city->rules,
                                               .working = &city->working};
    city->input =
        (struct protect_input){.project = &city->project, .boundaries = &city->boundaries, .services = &city->services};
    city->policy = policy_of(&city->project);
    if (crs_resolve(&city->working, "EPSG:5256", NULL) != MAH_OK ||
        crs_resolve(&city->boundaries.crs, boundaries, NULL) != MAH_OK ||
        reach_store_new(&city->tally.store, GAP_CITY_TYPES, NULL) != MAH_OK ||
        output_fields_read(&city->fields, NULL) != MAH_OK)
        return false;
    city->fields.types = gap_city_types;
    city->fields.type_count = GAP_CITY_TYPES;
    const struct release_facts facts = {.title = "Kent",
                                        .language = language,
                                        .profile = profile_word(profile),
                                        .reference_date = "2025-12-31",
                                        .crs = &city->boundaries.crs};
    if (release_new(&city->release, &facts, NULL) != MAH_OK)
        return false;
    city->coverage = (struct coverage){.area_count = 1, .type_count = GAP_CITY_TYPES, .cells = city->city};
    city->context = (struct table_context){.input = &city->input,
                                           .fields = &city->fields,
                                           .policy = &city->policy,
                                           .counts = &city->counts,
                                           .coverage = &city->coverage,
                                           .release = city->release};
    return true;
}

static inline void gap_city_release(struct gap_city *city)
{
    release_free(city->release);
    output_fields_release(&city->fields);
    reach_store_free(city->tally.store);
    crs_release(&city->boundaries.crs);
    crs_release(&city->working);
}

/* Households of `persons` members in a cell; column -1: without a position. False: no memory. */
static inline bool gap_city_add(struct gap_city *city, int column, int row, int households, int persons, int recent,
                                float asm_m, float primary_m)
{
    for (int i = 0; i < households; i++) {
        struct reach_row *home = NULL;
        float *distance_m = NULL;
        if (reach_store_add(city->tally.store, &home, &distance_m, NULL) != MAH_OK)
            return false;
        *home = (struct reach_row){.weight_nano = WEIGHT_ONE,
                                   .recent_nano = (int64_t)recent * WEIGHT_ONE,
                                   .grid_cell = column < 0 ? NO_GRID_CELL : (uint32_t)column | (uint32_t)row << 16,
                                   .size = (uint8_t)persons,
                                   .class_known = 1};
        distance_m[0] = asm_m;
        distance_m[1] = primary_m;
        distance_m[2] = 3000;
    }
    return true;
}

#endif
