/* How do the households of each mahalle live: which services reach them, have they room enough, are they slum
 * households? domain.md 4.10, 4.14. Integer sums, as in tally.h. */
#ifndef COUNT_LIVING_TALLY_H
#define COUNT_LIVING_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/household.h"
#include "count/tally_cell.h"

/* Whom an answer is counted for. Settled: known class and not recent; mig + set + unknown class = all. */
enum living_group { LIVING_ALL, LIVING_RECENT, LIVING_SETTLED, LIVING_GROUPS };
const char *living_group_word(enum living_group group); /* "all", "mig", "set" */

enum { SLUM_PERSONS_PER_ROOM = 3, SLUM_KNOWN_FLAGS = 3 };

/* Households and their persons: what is added for an answer, at one go. */
struct living_sums {
    struct tally_cell households, persons[LIVING_GROUPS];
};

/* The sums of one mahalle. */
struct living_cells {
    struct living_sums all;
    /* those who answered with no (IS_NO) and yes (IS_YES); IS_UNKNOWN stays empty: it is the rest of all */
    struct living_sums network[NETWORK_COUNT][YES_NO_COUNT];
    struct tally_cell roomed_persons, rooms;                     /* of households that gave their rooms */
    struct tally_cell crowded[YES_NO_COUNT], slum[YES_NO_COUNT]; /* households */
};

/* What a household adds beside its answers. */
struct living_household {
    int64_t weight_nano, persons_nano, recent_nano;
    bool class_known;
};

/* Adds one row of a batch; not 0 where a sum overflows. */
int living_cells_add(struct living_cells *cells, const struct checked_batch *batch, size_t row,
                     const struct living_household *household);
int living_cells_merge(struct living_cells *into, const struct living_cells *from);

/*
 * Does a household live crowded? With a list of members where it has fewer rooms than they need (Eurostat); without one
 * where it has more persons than rooms (more than 1.0 per room). The two are not mixed: a household that is missing in
 * the list is unknown.
 */
enum yes_no living_crowded(const struct checked_batch *batch, size_t row);

/*
 * Is a household a slum household (SDG 11.1.1)? It is where one of four flags is lacking: water from the network,
 * sewer, at most 3 persons a room, a durable structure; it cannot be told with fewer than 3 known flags (na_rule
 * known). Tenure, the fifth flag of the definition, is left out: "slum4". A tent or container without an answer is not
 * durable.
 */
enum yes_no living_slum4(const struct checked_batch *batch, size_t row);

#endif
