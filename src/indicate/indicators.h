/* What follows from the counts of an area: densities, shares, quotients. The one list of derived indicators. */
#ifndef INDICATE_INDICATORS_H
#define INDICATE_INDICATORS_H

#include "indicate/counts.h"

enum indicator {
    INDICATOR_DEN_POP,
    INDICATOR_DEN_HH,
    INDICATOR_DEN_MIG,
    INDICATOR_SH_MIG,
    INDICATOR_SH_MIG_MIN,
    INDICATOR_SH_MIG_MAX,
    INDICATOR_SH_MIG_HH,
    INDICATOR_LQ_MIG,
    INDICATOR_SH_CITY_MIG,
    INDICATOR_SH_MIG_LIFE,
    INDICATOR_HH_SIZE,
    INDICATOR_RENT_SH,
    INDICATOR_GECEK_SH,
    INDICATOR_COUNT
};

/* How a value is rounded where counts were rounded before it (domain.md 5.3 rule 6). */
enum indicator_kind {
    KIND_SHARE /* whole per cents */,
    KIND_DENSITY /* 3 significant digits */,
    KIND_QUOTIENT /* 2 decimals */
};

struct indicator_facts {
    const char *field; /* of mah_indicators; label, unit, formula and source stand in layers/output_fields.csv */
    enum indicator_kind kind;
    struct rate (*compute)(const struct area_counts *area, const struct area_counts *city);
};
extern const struct indicator_facts indicator_facts[INDICATOR_COUNT];

/* domain.md 4.2, 4.3. Unknown counts and empty denominators give an unknown rate. */
struct rate indicator_compute(enum indicator indicator, const struct area_counts *area, const struct area_counts *city);
/* Rounds as the kind asks, for tables whose counts were rounded. */
struct rate indicator_round(enum indicator indicator, struct rate rate);

#endif
