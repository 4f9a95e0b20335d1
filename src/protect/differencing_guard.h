/*
 * What if somebody asks twice, and the second set of households differs from the first by a handful? The answers must
 * not tell the handful apart.
 *
 * Every count of a set that somebody chose freely is moved by a whole number of persons or households drawn from a
 * two-sided geometric distribution cut off at four scales. It is drawn by the set itself (a cell key: Fraser and Wooton
 * 2005, Australian Bureau of Statistics; used by ONS for its flexible tables) and by the count: the same households
 * give the same number however they are asked for, two sets, and two counts of one set, give independent ones. No
 * setting has a part in it. A count is shown only where it stays above the threshold of the profile whatever was drawn,
 * and whether it is shown depends on moved counts alone. docs/decisions/0022.
 */
#ifndef PROTECT_DIFFERENCING_GUARD_H
#define PROTECT_DIFFERENCING_GUARD_H

#include <stdint.h>

#include "base/slice.h"
#include "geometry/polygon.h"
#include "indicate/counts.h"
#include "indicate/coverage.h"
#include "protect/policy.h"

/* How far a count may be moved at most, whatever the thresholds of the project: four scales of half of their defaults.
 */
enum { GUARD_MOST_PERSONS = 20, GUARD_MOST_HOUSEHOLDS = 10 };

/*
 * The key of one household, made of what nobody knows who has not its record: id, place as its file says it, size. Not
 * of what it is turned into, and not of its weight: who may choose a system of coordinates or do without weights would
 * have the same households moved anew. The key of a set is the sum of the keys of its households, so that no order
 * shows.
 */
uint64_t guard_key(struct slice id, struct point place, int32_t size);

/* What is known of a set of households beside its counts. Adding up sets gives that of them all. */
struct guarded_set {
    uint64_t key;
    int64_t heaviest_nano; /* the largest weight in it, 1e-9; 0: nobody */
};

static inline void guarded_set_add(struct guarded_set *into, const struct guarded_set *other)
{
    into->key += other->key;
    if (other->heaviest_nano > into->heaviest_nano)
        into->heaviest_nano = other->heaviest_nano;
}

struct guard {
    const struct policy *policy;
    uint64_t key;            /* of the set */
    double weight;           /* the largest of its households: a record stands for so many at most */
    int persons, households; /* thresholds: min_persons and min_households of the project */
};

/* By how much a count is moved: `salt` tells the counts of one set apart. */
int64_t guard_draw(uint64_t key, uint64_t salt, bool of_persons);

/*
 * Moves, judges and rounds one count in place. Counts that nobody was asked for stay as they are. Counts of the same
 * people in two places have the same salt: that of their measure, where there is one.
 */
void guard_count(const struct guard *guard, struct count *count, bool counts_persons, uint64_t salt);
/* All counts of an area; hides it as a whole where it has too few records. */
void guard_area(const struct guard *guard, struct area_counts *area);
/* Persons of one group, and those covered and uncovered; distances go to whole 10 m. All go where the group is hidden.
 * salt: of the group under every type of service, or each type would tell the same people anew. */
void guard_coverage(const struct guard *guard, struct group_coverage *group, uint64_t salt);

#endif
