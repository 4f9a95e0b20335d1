/*
 * A city of three mahalle with services and standards, ready for the protect room.
 *
 *   mahalle   ilçe     households   persons   children 6-9   official   schools (classrooms, m2)   parks (m2)
 *   A         Merkez          200     1,000             60      1,100   one (1, 1,500)             one (4,000)
 *   B         Merkez          400     2,000            150      2,000   one (?, ?), one closed     -
 *   C         Kırsal            3        12              2         15   -                          one (?)
 *
 * A women's shelter stands in B; it must not be seen anywhere. 60 children of A and 30 of B reach the school of A.
 */
#ifndef TEST_SERVICE_CITY_H
#define TEST_SERVICE_CITY_H

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "config/service_types.h"
#include "config/standards.h"
#include "protect/protect.h"
#include "read/services.h"

enum { CITY_PRIMARY, CITY_PARK, CITY_ASM, CITY_SHELTER, CITY_TYPES };

struct service_city {
    struct project *project;
    struct mahalle mahalle[3];
    struct boundary_set boundaries;
    struct tally *tally;
    struct service_type type[CITY_TYPES];
    struct service_types types;
    struct facility facility[6];
    int32_t facility_mahalle[6];
    struct service_books books[3];
    struct service_set set;
    struct standard standard[6];
    struct standards standards;
    struct reach_type used[1];
    struct target_group targets[1];
    struct reach_store *store;
    struct catchment_cell cells[2];
    struct reach_tally reach_tally;
    struct reach_tally_rules rules;
    struct protect_services services;
    struct protect_input input;
};

/* Texts of the structs are never written to. */
static inline char *city_text(const char *text)
{
    return (char *)(uintptr_t)text;
}

static inline void city_count(struct service_city *city, size_t mahalle, enum measure measure, int persons, int records)
{
    struct tally_cell *cell = &city->tally->cells[mahalle * MEASURE_COUNT + measure];
    *cell = (struct tally_cell){(int64_t)persons * WEIGHT_ONE, records};
}

static inline int city_draw_people(struct service_city *city)
{
    static const char *const codes[] = {"1", "2", "3"}, *const names[] = {"A", "B", "C"},
                             *const ilce[] = {"Merkez", "Merkez", "Kırsal"};
    static const int households[] = {200, 400, 3}, persons[] = {1000, 2000, 12}, children[] = {60, 150, 2},
                     child_records[] = {50, 100, 1};
    static const double official[] = {1100, 2000, 15};
    if (tally_new(&city->tally, 3, NULL) != MAH_OK || reach_store_new(&city->store, 1, NULL) != MAH_OK)
        return -1;
    city->tally->age_answers[2] = 603;
    for (size_t i = 0; i < 3; i++) {
        struct reach_row *row = NULL;
        float *distance_m = NULL;
        city->mahalle[i] = (struct mahalle){.code = city_text(codes[i]),
                                            .name = city_text(names[i]),
                                            .ilce_name = city_text(ilce[i]),
                                            .population_official = official[i],
                                            .area_km2 = 1};
        city->tally->records[i] = households[i];
        city_count(city, i, MEASURE_HOUSEHOLDS, households[i], households[i]);
        city_count(city, i, MEASURE_PERSONS, persons[i], households[i]);
        city_count(city, i, MEASURE_AGE_6_9, children[i], child_records[i]);
        if (reach_store_add(city->store, &row, &distance_m, NULL) != MAH_OK)
            return -1;
        *row = (struct reach_row){
            .weight_nano = (int64_t)children[i] * WEIGHT_ONE, .mahalle = (uint32_t)i, .size = 1, .ages = {[2] = 1}};
        *distance_m = 300;
    }
    city->boundaries = (struct boundary_set){.mahalle = city->mahalle, .count = 3, .has_ilce_names = true};
    return 0;
}

static inline void city_draw_services(struct service_city *city)
{
    const struct target_group all = {.is_all = true}, children = {.bands = 1 << 2};
    static const struct {
        const char *code, *tr, *en, *capacity_tr, *capacity_en, *group;
    } types[CITY_TYPES] = {{"primary", "İlkokul", "Primary school", "derslik", "classrooms", ""},
                           {"park", "Park", "Park", "", "", "green_ilce"},
                           {"asm", "Aile sağlığı merkezi", "Family health centre", "hekim", "physicians", "health"},
                           {"womens_shelter", "Kadın konukevi", "Women's shelter", "", "", "green_ilce"}};
    for (size_t i = 0; i < CITY_TYPES; i++)
        city->type[i] = (struct service_type){.code = city_text(types[i].code),
                                              .name_tr = city_text(types[i].tr),
                                              .name_en = city_text(types[i].en),
                                              .target = i == CITY_PRIMARY ? children : all,
                                              .capacity_tr = city_text(types[i].capacity_tr),
                                              .capacity_en = city_text(types[i].capacity_en),
                                              .group = city_text(types[i].group),
                                              .is_confidential = i == CITY_SHELTER};
    city->types = (struct service_types){city->type, CITY_TYPES};
    const struct facility facilities[6] = {
        {.type = CITY_PRIMARY, .capacity = 1, .area_m2 = 1500, .is_open = true},
        {.type = CITY_PRIMARY, .capacity = NAN, .area_m2 = NAN, .is_open = true},
        {.type = CITY_PRIMARY, .capacity = 20, .area_m2 = 9000, .is_open = false},
        {.type = CITY_PARK, .capacity = NAN, .area_m2 = 4000, .is_open = true},
        {.type = CITY_PARK, .capacity = NAN, .area_m2 = NAN, .is_open = true},
        {.type = CITY_SHELTER, .capacity = 10, .area_m2 = 700, .is_open = true},
    };
    const int32_t places[6] = {0, 1, 1, 0, 2, 1};
    memcpy(city->facility, facilities, sizeof facilities);
    memcpy(city->facility_mahalle, places, sizeof places);
    city->books[0] = (struct service_books){.type = CITY_PRIMARY, .read = 3, .used = 2, .closed = 1};
    city->books[1] = (struct service_books){.type = CITY_PARK, .read = 2, .used = 2};
    city->books[2] = (struct service_books){.type = CITY_SHELTER, .read = 1, .used = 1};
    city->set = (struct service_set){.facilities = city->facility, .count = 6, .books = city->books, .book_count = 3};
}

static inline void city_draw_standards(struct service_city *city)
{
    const struct target_group all = {.is_all = true}, children = {.bands = 1 << 2};
    const struct standard rows[6] = {
        {.service_type = city_text("primary"),
         .kind = STANDARD_AREA_M2_PP,
         .scope = STANDARD_PLAN,
         .pop_max = 75000,
         .target = all,
         .value = 2,
         .source = city_text("MPYY EK-2"),
         .source_date = city_text("2017-05-17")},
        {.service_type = city_text("primary"),
         .kind = STANDARD_UNIT_MIN_M2,
         .scope = STANDARD_PLAN,
         .pop_max = INFINITY,
         .target = all,
         .value = 5000,
         .is_verified = true},
        {.service_type = city_text("primary"),
         .kind = STANDARD_PERSONS_PER_UNIT,
         .pop_max = INFINITY,
         .target = children,
         .value = 30,
         .source = city_text("planlama hedefi")},
        {.service_type = city_text("green_ilce"),
         .kind = STANDARD_AREA_M2_PP,
         .scope = STANDARD_ILCE,
         .pop_max = INFINITY,
         .target = all,
         .value = 10,
         .is_verified = true,
         .source = city_text("MPYY EK-2"),
         .note_tr = city_text("Yeşil alan"),
         .note_en = city_text("Green space")},
        {.service_type = city_text("green_ilce"),
         .kind = STANDARD_COST_PER_M2,
         .scope = STANDARD_ILCE,
         .pop_max = INFINITY,
         .target = all,
         .value = 100,
         .is_verified = true},
        {.service_type = city_text("health"),
         .kind = STANDARD_AREA_M2_PP,
         .scope = STANDARD_PLAN,
         .pop_min = 75001,
         .pop_max = INFINITY,
         .target = all,
         .value = 1.5},
    };
    memcpy(city->standard, rows, sizeof rows);
    city->standards = (struct standards){.rows = city->standard, .count = 6};
}

static inline void city_draw_reach(struct service_city *city)
{
    city->used[0] = (struct reach_type){.type = CITY_PRIMARY, .radius_m = 500, .has_catchments = true};
    city->targets[0] = city->type[CITY_PRIMARY].target;
    city->cells[0] = (struct catchment_cell){0, 0, 60 * (int64_t)WEIGHT_ONE, 60 * (int64_t)WEIGHT_ONE, 50};
    city->cells[1] = (struct catchment_cell){0, 1, 30 * (int64_t)WEIGHT_ONE, 15 * (int64_t)WEIGHT_ONE, 20};
    city->reach_tally = (struct reach_tally){
        .store = city->store, .facility_count = 6, .slots = city->cells, .slot_count = 2, .used = 2};
    city->rules =
        (struct reach_tally_rules){.types = city->used, .targets = city->targets, .type_count = 1, .facility_count = 6};
    city->services = (struct protect_services){.types = &city->types,
                                               .set = &city->set,
                                               .facility_mahalle = city->facility_mahalle,
                                               .standards = &city->standards,
                                               .used = city->used,
                                               .targets = city->targets,
                                               .used_count = 1,
                                               .tally = &city->reach_tally,
                                               .rules = &city->rules};
}

/* 0, or -1 where it could not be drawn. */
static inline int service_city_draw(struct service_city *city)
{
    *city = (struct service_city){0};
    if (project_new(&city->project, NULL) != MAH_OK || city_draw_people(city) != 0)
        return -1;
    city->project->language = LANGUAGE_TURKISH;
    city_draw_services(city);
    city_draw_standards(city);
    city_draw_reach(city);
    city->input = (struct protect_input){
        .project = city->project, .boundaries = &city->boundaries, .tally = city->tally, .services = &city->services};
    return 0;
}

static inline void service_city_release(struct service_city *city)
{
    project_free(city->project);
    tally_free(city->tally);
    reach_store_free(city->store);
}

#endif
