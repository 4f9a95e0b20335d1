/* What does a standard ask for, what exists, what is missing? One area and one standard at a time (domain.md 4.14). */
#ifndef INDICATE_NEED_H
#define INDICATE_NEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/project.h"
#include "config/standards.h"
#include "indicate/need_areas.h"
#include "indicate/rate.h"

enum need_kind {
    NEED_AREA,    /* land: so many m2 for each person */
    NEED_CAPACITY /* units: one classroom, one physician for so many persons */
};
const char *need_kind_word(enum need_kind kind); /* "area", "capacity" */

/* Why a figure is missing, or only a bound or a share; several may hold. */
enum need_flag {
    NEED_NO_STANDARD = 1,       /* no band of the standard holds the plan population: need unknown */
    NEED_NO_SERVICE = 2,        /* the project gives no facilities of the type: what exists is unknown */
    NEED_SCOPE = 4,             /* the area is smaller than that at which the standard is balanced: a fair share */
    NEED_AREA_UNKNOWN = 8,      /* some facilities have no area: exist is a lower bound, deficit an upper one */
    NEED_CAPACITY_UNKNOWN = 16, /* the same of capacities */
    NEED_NO_SAMPLE = 32,        /* people by the official figure, but no household record */
    NEED_HIDDEN = 64,           /* the persons are not shown: somebody is protected */
    NEED_NOT_ASKED = 128,       /* the ages of the target were not asked */
    NEED_NO_OFFICIAL = 256,     /* the boundaries give no official population */
    NEED_AGES_UNKNOWN = 512     /* some households told no ages: the target, and with it the need, is a lower bound */
};
enum { NEED_FLAGS = 10 };
const char *need_flag_word(int bit); /* of 1 << bit: "no_standard" */

/* A standard as it applies to this plan population. */
struct need_rule {
    enum need_kind kind;
    double norm;        /* m2 a person, or persons a unit; NAN: no band holds the plan population */
    double unit_min_m2; /* NEED_AREA: the smallest plot; NAN where not known */
    double unit_cost;   /* of a m2, or of a unit; NAN where not known */
    enum standard_scope scope;
    bool target_is_all;
    bool is_given; /* the project gives facilities of the type or group */
};

/* The people of an area. */
struct need_people {
    struct rate persons;  /* counted */
    struct rate target;   /* counted, of the ages the standard speaks of; the same as persons where it speaks of all */
    struct rate official; /* of the boundaries */
    unsigned flags;       /* NEED_HIDDEN, NEED_NOT_ASKED: why persons or target is unknown; NEED_AGES_UNKNOWN */
};

/* What exists in an area: open facilities only. */
struct need_stock {
    double amount;              /* m2, or units of capacity, of those where it is known */
    size_t facilities, unknown; /* all of them; of these, those whose amount is not known */
};

struct need {
    struct rate persons; /* to whom the norm is applied */
    struct rate need, exist, deficit, surplus;
    struct rate units; /* whole facilities (NEED_AREA) or whole units that make up the deficit */
    struct rate cost;
    size_t unknown; /* facilities of unknown area or capacity */
    bool is_fair_share;
    unsigned flags; /* of enum need_flag */
};

/* Adds the mahalle to their ilçe and the official figures to the city; the city's counted persons are the caller's.
 * people has one entry an area; those of ilçe are overwritten. */
void need_people_sum(struct need_people *people, const struct need_areas *areas);

/* stock has one entry an area, all overwritten. A facility in no mahalle (-1) is in no area. */
void need_stock_sum(struct need_stock *stock, const struct need_areas *areas, const double *amounts,
                    const bool *is_counted, const int32_t *facility_mahalle, size_t facility_count);

/*
 * Sets persons, and flags where they are unknown. Counted: as counted; nobody counted where officials say somebody
 * lives there is unknown. Official: the official figure; a target takes its counted share of it.
 */
void need_persons(struct need *out, const struct need_people *people, enum need_population key, bool target_is_all);

/* The whole need of an area. */
struct need need_of(const struct need_rule *rule, enum need_level level, const struct need_people *people,
                    enum need_population key, const struct need_stock *stock);

/* The population that chooses the band of a standard, in whole persons: `asked` where above 0, else the city's. Under
 * NEED_OFFICIAL counted persons stand in for mahalle without an official figure. Unknown where the city's is. */
struct rate need_plan_population(const struct need_people *people, const struct need_areas *areas,
                                 enum need_population key, int asked);

#endif
