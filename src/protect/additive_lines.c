/* What adds up in the tables of a release: mah_indicators, mah_infra, mah_service. */
#include <math.h>
#include <string.h>

#include "check/household.h"
#include "indicate/living.h"
#include "protect/additive_parts.h"
#include "protect/facility_demand.h"
#include "protect/policy.h"

enum { TERMS = 16 };

/* A line on its way. */
struct sum {
    struct additive_term terms[TERMS];
    size_t count;
};

static void put(struct sum *sum, uint16_t kind, int sign)
{
    sum->terms[sum->count++] = (struct additive_term){kind, (int8_t)sign};
}

/* ---- mah_indicators ---- */

static void add_measure_kinds(struct adding *adding, struct counts *counts, uint16_t *records)
{
    const size_t stride = sizeof *counts->mahalle;
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        adding->measure[i] = NO_KIND;
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        enum measure whole = measure_facts[i].whole;
        struct additive_kind kind = {
            .layer = "mah_indicators",
            .place = {.column = measure_facts[i].field},
            .first = (char *)&counts->mahalle[0].measure[i],
            .stride = stride,
            .city = &counts->city.measure[i],
            .whole = whole == i ? NO_KIND : adding->measure[whole], /* the wholes stand first in the list */
            .counts_persons = whole == MEASURE_PERSONS,
            .is_published = true,
            .is_unanswered = measure_facts[i].is_unknown,
        };
        additive_add_kind(adding, &adding->measure[i], &kind);
    }
    struct additive_kind kind = {.layer = "mah_indicators",
                                 .place = {.column = "n_rec"},
                                 .first = (char *)&counts->mahalle[0].records,
                                 .stride = stride,
                                 .city = &counts->city.records,
                                 .whole = NO_KIND,
                                 .is_published = true,
                                 .is_integral = true,
                                 .told = {.is_told = true}};
    additive_add_kind(adding, records, &kind);
}

/* whole = the measures first .. last, of those that were asked for. */
static void add_measure_line(struct adding *adding, enum measure whole, enum measure first, enum measure last)
{
    struct sum sum = {.count = 0};
    put(&sum, adding->measure[whole], 1);
    for (int i = (int)first; i <= (int)last; i++)
        if (adding->measure[i] != NO_KIND)
            put(&sum, adding->measure[i], -1);
    if (sum.count > 1)
        additive_add_line(adding, sum.terms, sum.count);
}

static void add_twins(struct adding *adding, uint16_t a, uint16_t b)
{
    const struct additive_term terms[2] = {{a, 1}, {b, -1}};
    additive_add_line(adding, terms, 2);
}

static void add_at_most(struct adding *adding, uint16_t part, uint16_t whole)
{
    struct additive_term terms[3] = {{whole, 1}, {part, -1}};
    additive_add_at_most(adding, terms, 2, true);
}

static void mark_derived(struct adding *adding, uint16_t kind, const char *column, enum derived derived)
{
    if (kind == NO_KIND)
        return;
    adding->additive->kinds[kind].layer = "mah_indicators";
    adding->additive->kinds[kind].place.row = column; /* what a reader sees; it has no column of its own */
    adding->additive->kinds[kind].derived = derived;
}

/* sign x (the bands 0_1 .. last - the recent migrants) and its rest. */
static void add_bands(struct adding *adding, int last, int sign)
{
    struct sum sum = {.count = 0};
    for (int i = MEASURE_COHORT_0_1; i <= last; i++)
        put(&sum, adding->measure[i], sign);
    put(&sum, adding->measure[MEASURE_RECENT], -sign);
    uint16_t rest = additive_add_at_most(adding, sum.terms, sum.count, true);
    mark_derived(adding, rest, measure_facts[MEASURE_RECENT].field, DERIVED_BY_WINDOW);
}

/* The recent migrants are those of the bands within the window, and of mixed households only some of them. A window
 * that begins within a band leaves a part of it on each side. */
static void add_window(struct adding *adding)
{
    size_t before = adding->additive->line_count;
    int last = MEASURE_COHORT_0_1;
    add_bands(adding, last, 1);
    while (adding->additive->line_count == before && last < MEASURE_COHORT_20_UP)
        add_bands(adding, ++last, 1);
    if (adding->additive->line_count > before && last > MEASURE_COHORT_0_1)
        add_bands(adding, last - 1, -1);
}

/* Those born here are those of known birthplace who were not born elsewhere. */
static void add_birthplace(struct adding *adding)
{
    struct additive_term terms[4] = {{adding->measure[MEASURE_PERSONS], 1},
                                     {adding->measure[MEASURE_LIFETIME], -1},
                                     {adding->measure[MEASURE_LIFETIME_UNKNOWN], -1}};
    uint16_t born_here = additive_add_at_most(adding, terms, 3, true);
    mark_derived(adding, born_here, measure_facts[MEASURE_LIFETIME].field, DERIVED);
}

/* Of movers within the province it is not known when they came to it. */
static void add_cohort_unknown(struct adding *adding)
{
    const struct additive_term terms[3] = {{adding->measure[MEASURE_COHORT_UNKNOWN], 1},
                                           {adding->measure[MEASURE_CLASS_UNKNOWN], -1},
                                           {adding->measure[MEASURE_MOVER], -1}};
    size_t before = adding->additive->line_count;
    additive_add_line(adding, terms, 3);
    if (adding->additive->line_count == before)
        add_at_most(adding, adding->measure[MEASURE_CLASS_UNKNOWN], adding->measure[MEASURE_COHORT_UNKNOWN]);
}

void additive_add_measures(struct adding *adding, struct counts *counts)
{
    uint16_t records;
    add_measure_kinds(adding, counts, &records);
    add_twins(adding, records, adding->measure[MEASURE_HOUSEHOLDS]); /* without weights */
    add_measure_line(adding, MEASURE_PERSONS, MEASURE_RECENT, MEASURE_CLASS_UNKNOWN);
    add_measure_line(adding, MEASURE_PERSONS, MEASURE_COHORT_0_1, MEASURE_COHORT_UNKNOWN);
    add_measure_line(adding, MEASURE_PERSONS, MEASURE_AGE_0_2, MEASURE_AGE_UNKNOWN);
    add_measure_line(adding, MEASURE_HOUSEHOLDS, MEASURE_TENURE_UNKNOWN, MEASURE_TENURE_OTHER);
    add_measure_line(adding, MEASURE_HOUSEHOLDS, MEASURE_BUILDING_UNKNOWN, MEASURE_BUILDING_OTHER);
    add_window(adding);
    /* Of mixed households some members count as natives, too. */
    add_at_most(adding, adding->measure[MEASURE_COHORT_NATIVE], adding->measure[MEASURE_NATIVE]);
    add_cohort_unknown(adding);
    /* Nobody lives in less than no household: without weights, and mostly with them. */
    add_at_most(adding, adding->measure[MEASURE_HOUSEHOLDS], adding->measure[MEASURE_PERSONS]);
    add_at_most(adding, adding->measure[MEASURE_RECENT_HOUSEHOLDS], adding->measure[MEASURE_RECENT]);
    /* Where only migrants were asked where they come from, the others are those of no origin. */
    add_measure_line(adding, MEASURE_ORIGIN_UNKNOWN, MEASURE_NATIVE, MEASURE_CLASS_UNKNOWN);
    const struct additive_term without_movers[3] = {{adding->measure[MEASURE_ORIGIN_UNKNOWN], 1},
                                                    {adding->measure[MEASURE_NATIVE], -1},
                                                    {adding->measure[MEASURE_CLASS_UNKNOWN], -1}};
    additive_add_line(adding, without_movers, 3);
    add_twins(adding, adding->measure[MEASURE_ORIGIN_UNKNOWN], adding->measure[MEASURE_LIFETIME_UNKNOWN]);
    /* Parts whose complement no table shows. */
    add_at_most(adding, adding->measure[MEASURE_RECENT_HOUSEHOLDS], adding->measure[MEASURE_HOUSEHOLDS]);
    add_birthplace(adding);
}

/* ---- mah_infra ---- */

static const char HOUSEHOLDS_UNSERVED[] = "hh_unserved";
static const char *const answer_columns[YES_NO_COUNT] = {
    [IS_YES] = "served", [IS_NO] = "unserved", [IS_UNKNOWN] = "unknown"};

static uint16_t add_answer(struct adding *adding, struct counts *counts, struct count *first, uint16_t whole,
                           const struct kind_place *place, int answer)
{
    uint16_t kind;
    size_t stride = sizeof *counts->living;
    additive_add_kind(
        adding, &kind,
        &(struct additive_kind){.layer = "mah_infra",
                                .place = *place,
                                .first = (char *)first,
                                .stride = stride,
                                .city = (struct count *)(void *)((char *)first + counts->mahalle_count * stride),
                                .whole = whole,
                                .counts_persons = strcmp(place->column, HOUSEHOLDS_UNSERVED) != 0,
                                .is_published = true,
                                .is_unanswered = answer == IS_UNKNOWN});
    return kind;
}

/* settled + recent + class unknown = all, whatever the settled were divided into. */
static void add_settled_line(struct adding *adding, const uint16_t *parts, size_t count)
{
    struct sum sum = {.count = 0};
    put(&sum, adding->measure[MEASURE_PERSONS], 1);
    put(&sum, adding->measure[MEASURE_RECENT], -1);
    put(&sum, adding->measure[MEASURE_CLASS_UNKNOWN], -1);
    for (size_t i = 0; i < count; i++)
        put(&sum, parts[i], -1);
    additive_add_line(adding, sum.terms, sum.count);
}

static void add_total_line(struct adding *adding, uint16_t whole, const uint16_t *parts, size_t count)
{
    struct sum sum = {.count = 0};
    put(&sum, whole, 1);
    for (size_t i = 0; i < count; i++)
        put(&sum, parts[i], -1);
    additive_add_line(adding, sum.terms, sum.count);
}

static void add_network(struct adding *adding, struct counts *counts, int network)
{
    struct network_counts *first = &counts->living[0].network[network];
    uint16_t kinds[LIVING_GROUPS][YES_NO_COUNT];
    const uint16_t wholes[LIVING_GROUPS] = {[LIVING_ALL] = adding->measure[MEASURE_PERSONS],
                                            [LIVING_RECENT] = adding->measure[MEASURE_RECENT],
                                            [LIVING_SETTLED] = NO_KIND};
    const char *row = network_word((enum network)network);
    for (int group = 0; group < LIVING_GROUPS; group++)
        for (int answer = 0; answer < YES_NO_COUNT; answer++) {
            const struct kind_place place = {row, living_group_word((enum living_group)group), answer_columns[answer]};
            kinds[group][answer] =
                add_answer(adding, counts, &first->persons[group][answer], wholes[group], &place, answer);
        }
    const struct kind_place unserved_place = {row, living_group_word(LIVING_ALL), HOUSEHOLDS_UNSERVED};
    uint16_t unserved = add_answer(adding, counts, &first->households[IS_NO], adding->measure[MEASURE_HOUSEHOLDS],
                                   &unserved_place, IS_NO);
    add_at_most(adding, unserved, kinds[LIVING_ALL][IS_NO]);
    add_at_most(adding, unserved, adding->measure[MEASURE_HOUSEHOLDS]);
    add_total_line(adding, wholes[LIVING_ALL], kinds[LIVING_ALL], YES_NO_COUNT);
    add_total_line(adding, wholes[LIVING_RECENT], kinds[LIVING_RECENT], YES_NO_COUNT);
    add_settled_line(adding, kinds[LIVING_SETTLED], YES_NO_COUNT);
    for (int answer = 0; answer < YES_NO_COUNT; answer++) {
        struct sum sum = {.count = 0};
        put(&sum, kinds[LIVING_ALL][answer], 1);
        put(&sum, kinds[LIVING_RECENT][answer], -1);
        put(&sum, kinds[LIVING_SETTLED][answer], -1);
        additive_add_parts(adding, sum.terms, sum.count, true);
    }
}

void additive_add_living(struct adding *adding, struct counts *counts)
{
    for (int network = 0; network < NETWORK_COUNT; network++)
        if (network_was_asked(&counts->living[counts->mahalle_count], (enum network)network))
            add_network(adding, counts, network);
}

/* ---- mah_service ---- */

enum covering { COVERING_POP, COVERING_YES, COVERING_NO, COVERING_UNKNOWN, COVERINGS };

static const char *const covering_columns[COVERINGS] = {"pop", "covered", "uncovered", "unknown"};

static struct count *covering_of(struct group_coverage *cell, enum covering covering)
{
    struct count *const all[COVERINGS] = {&cell->pop, &cell->covered, &cell->uncovered, &cell->unknown};
    return all[covering];
}

static void add_service_kinds(struct adding *adding, struct coverage *coverage, size_t type, const char *code,
                              uint16_t kinds[REACH_GROUPS][COVERINGS])
{
    size_t stride = coverage->type_count * sizeof *coverage->cells;
    for (int group = 0; group < REACH_GROUPS; group++)
        for (int i = 0; i < COVERINGS; i++) {
            struct count *first =
                covering_of(coverage_cell(coverage, 0, type, (enum reach_group)group), (enum covering)i);
            size_t city = coverage->area_count - 1;
            uint16_t whole = i == COVERING_POP ? (group == REACH_ALL ? NO_KIND : kinds[REACH_ALL][COVERING_POP])
                                               : NO_KIND; /* judged against those of known distance: not published */
            additive_add_kind(
                adding, &kinds[group][i],
                &(struct additive_kind){
                    .layer = "mah_service",
                    .place = {code, reach_group_word((enum reach_group)group), covering_columns[i]},
                    .first = (char *)first,
                    .stride = stride,
                    .city = covering_of(coverage_cell(coverage, city, type, (enum reach_group)group), (enum covering)i),
                    .whole = whole,
                    .counts_persons = true,
                    .is_published = true,
                    .is_unanswered = i == COVERING_UNKNOWN,
                    .to_row =
                        (char *)&coverage_cell(coverage, 0, type, (enum reach_group)group)->known - (char *)first});
        }
}

/* The people of a target are those of its age bands. */
static void add_target_ages(struct adding *adding, uint16_t pop, const struct target_group *target)
{
    struct sum sum = {.count = 0};
    put(&sum, pop, 1);
    for (int band = 0; band < TARGET_BANDS; band++)
        if (target->bands >> band & 1)
            put(&sum, adding->measure[MEASURE_AGE_0_2 + band], -1);
    additive_add_line(adding, sum.terms, sum.count);
}

static void add_service(struct adding *adding, const struct coverage_type *type,
                        uint16_t kinds[REACH_GROUPS][COVERINGS])
{
    add_twins(adding, kinds[REACH_ALL][COVERING_POP], adding->measure[MEASURE_PERSONS]);
    add_twins(adding, kinds[REACH_RECENT][COVERING_POP], adding->measure[MEASURE_RECENT]);
    add_settled_line(adding, &kinds[REACH_SETTLED][COVERING_POP], 1);
    for (int group = 0; group < REACH_GROUPS; group++)
        add_total_line(adding, kinds[group][COVERING_POP], &kinds[group][COVERING_YES], COVERINGS - 1);
    for (int i = COVERING_YES; i < COVERINGS; i++) {
        struct sum sum = {.count = 0};
        put(&sum, kinds[REACH_ALL][i], 1);
        put(&sum, kinds[REACH_RECENT][i], -1);
        put(&sum, kinds[REACH_SETTLED][i], -1);
        additive_add_parts(adding, sum.terms, sum.count, true);
    }
    for (int i = COVERING_POP; i < COVERINGS; i++) {
        struct sum sum = {.count = 0};
        put(&sum, kinds[REACH_ALL][i], 1);
        put(&sum, kinds[REACH_TARGET][i], -1);
        if (type->target.is_all)
            add_twins(adding, kinds[REACH_ALL][i], kinds[REACH_TARGET][i]);
        else
            additive_add_parts(adding, sum.terms, sum.count, true);
    }
}

/* The people of known distance, of whom the facilities of the type tell the city's sum. */
static void add_known(struct adding *adding, const struct additive_services *services, size_t type,
                      enum reach_group group, const uint16_t *kinds)
{
    uint16_t known;
    struct facility_sum *told = group == REACH_RECENT ? &services->sums[type].recent : &services->sums[type].target;
    additive_add_kind(
        adding, &known,
        &(struct additive_kind){.layer = "services_out",
                                .first = (char *)&coverage_cell(services->coverage, 0, type, group)->known,
                                .stride = services->coverage->type_count * sizeof *services->coverage->cells,
                                .city = &told->city,
                                .whole = NO_KIND,
                                .counts_persons = true,
                                .told = {true, told->room.up, told->room.down, services, type, group}});
    struct sum sum = {.count = 0};
    put(&sum, kinds[COVERING_POP], 1);
    put(&sum, kinds[COVERING_UNKNOWN], -1);
    put(&sum, known, -1);
    additive_add_line(adding, sum.terms, sum.count);
}

void additive_add_coverage(struct adding *adding, const struct additive_services *services)
{
    struct coverage *coverage = services->coverage;
    const struct coverage_type *types = services->types;
    uint16_t target_pop = NO_KIND, before[REACH_GROUPS] = {NO_KIND, NO_KIND, NO_KIND, NO_KIND};
    for (size_t type = 0; type < coverage->type_count; type++) {
        uint16_t kinds[REACH_GROUPS][COVERINGS];
        add_service_kinds(adding, coverage, type, services->codes != NULL ? services->codes[type] : "", kinds);
        add_service(adding, &types[type], kinds);
        add_known(adding, services, type, REACH_TARGET, kinds[REACH_TARGET]);
        add_known(adding, services, type, REACH_RECENT, kinds[REACH_RECENT]);
        for (int group = 0; group < REACH_GROUPS; group++) { /* whose place is known to one type is known to all */
            add_twins(adding, before[group], kinds[group][COVERING_UNKNOWN]);
            before[group] = kinds[group][COVERING_UNKNOWN];
        }
        if (types[type].target.is_all)
            continue;
        add_twins(adding, target_pop,
                  kinds[REACH_TARGET][COVERING_POP]); /* of the type before, where they are the same */
        add_target_ages(adding, kinds[REACH_TARGET][COVERING_POP], &types[type].target);
        target_pop = kinds[REACH_TARGET][COVERING_POP];
    }
}
