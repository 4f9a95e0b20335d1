/* How much capacity is there for each person within reach? Floating catchments: 2SFCA and E2SFCA (domain.md 4.13). */
#ifndef INDICATE_ACCESSIBILITY_H
#define INDICATE_ACCESSIBILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "config/target_group.h"
#include "count/reach_tally.h"
#include "indicate/rate.h"

enum access_weight {
    ACCESS_BINARY, /* 2SFCA: everybody within the radius counts 1 (Luo & Wang 2003) */
    ACCESS_FADING  /* E2SFCA: everybody counts the decay of the distance (Luo & Qi 2009; Dai 2010) */
};

/* One service type. All arrays are borrowed. */
struct access_input {
    const struct catchment_cell *cells; /* ordered by facility, then mahalle; those of other types are passed over */
    size_t cell_count;
    const bool *is_supply;  /* one a facility of the set: of this type and open */
    const double *capacity; /* one a facility of the set; NAN where not known */
    size_t facility_count;
    const int64_t *demand_nano; /* one a mahalle: D, persons of the target with a known way, in 1e-9 */
    size_t mahalle_count;
};

struct accessibility {
    struct rate *per_person;   /* A, one a mahalle: capacity for each person of the target; unknown without demand */
    struct rate *supply_ratio; /* R, one a facility of the set; unknown where it has no capacity or no demand */
    size_t mahalle_count, facility_count;
    double supplied;         /* sum of S over the facilities that have demand */
    size_t with_capacity;    /* facilities whose capacity is known */
    size_t without_capacity; /* facilities that give no supply, because nobody knows how much: A is a lower bound */
    size_t idle;             /* facilities with a capacity, but with nobody in reach */
};

/*
 * Where no capacity at all is known, every A is unknown. MAH_FAILED where what was given out is not what there is (sum
 * of A x D against sum of S), which would be a fault of the program.
 */
enum mah_status accessibility_new(struct accessibility **out, const struct access_input *input,
                                  enum access_weight weight, struct mah_error *err);
void accessibility_free(struct accessibility *accessibility);

/* Capacity that reaches people: sum of A x D; equals `supplied`. */
double accessibility_given_out(const struct accessibility *accessibility, const int64_t *demand_nano);
/* A against a norm of so many persons a unit of capacity: 1 is as the norm asks, below it is under-served. */
struct rate accessibility_of_norm(struct rate per_person, double persons_per_unit);

/* D of a type: persons of its target whose distance to it is known, from the households kept. `type` is its column in
 * the store. Adds to demand_nano, one a mahalle. */
void accessibility_add_demand(int64_t *demand_nano, const struct reach_store *store, size_t type,
                              const struct target_group *target);

#endif
