/* How people live, as numbers: whom the networks reach, who has room enough, who lives in a slum household. domain.md
 * 4.10, 4.14. */
#ifndef INDICATE_LIVING_H
#define INDICATE_LIVING_H

#include "count/living_tally.h"
#include "indicate/counts.h"

/* One service in one area, by answer; no answer is IS_UNKNOWN. */
struct network_counts {
    struct count households[YES_NO_COUNT];
    struct count persons[LIVING_GROUPS][YES_NO_COUNT];
};

struct living_counts {
    struct network_counts network[NETWORK_COUNT];
    struct count group[LIVING_GROUPS]; /* persons, whatever they answered */
    struct count roomed_persons, rooms;
    struct count crowded[YES_NO_COUNT], slum[YES_NO_COUNT]; /* households */
};

/* Of each mahalle, the city's last. What nobody in the city answered is COUNT_NOT_ASKED everywhere. Free with
 * memory_free. */
enum mah_status living_counts_new(struct living_counts **out, const struct tally *tally, struct mah_error *err);

/* Was the question asked at all? */
bool network_was_asked(const struct living_counts *area, enum network network);

/* served / (served + unserved): of those who answered. */
struct rate network_share(const struct network_counts *network, enum living_group group);
/* The bounds: nobody without an answer is served, or all of them are. */
struct rate network_share_min(const struct network_counts *network, enum living_group group);
struct rate network_share_max(const struct network_counts *network, enum living_group group);
/* Percentage points: share of the settled less that of recent migrants; above 0 the migrants are worse off. */
struct rate network_gap(const struct network_counts *network);

enum housing { HOUSING_PERSONS_PER_ROOM, HOUSING_CROWDED, HOUSING_SLUM, HOUSING_COUNT };
/* The field of mah_indicators: ppr, crowd_sh, slum_sh. */
const char *housing_field(enum housing housing);
struct rate housing_rate(enum housing housing, const struct living_counts *area);

/* "water": the end of the names of fields (net_water, unh_water), and the word in mah_infra. */
const char *network_word(enum network network);

#endif
