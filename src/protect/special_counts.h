/* Which counts of a special category may be shown, by ilçe and for the city? */
#ifndef PROTECT_SPECIAL_COUNTS_H
#define PROTECT_SPECIAL_COUNTS_H

#include "indicate/counts.h"
#include "indicate/need_areas.h"
#include "protect/policy.h"

enum { SPECIAL_LEAST = 20 }; /* households, and records behind them, on both sides of a count (domain.md 5.3, rule 2) */

/* Households that answered yes and no. */
struct special_count {
    double yes, no;
    int64_t yes_records, no_records; /* never published */
    uint8_t state;                   /* enum count_state */
};

/* One a ilçe, the city's last (areas->ilce_count): summed up and judged. Free with memory_free. */
enum mah_status special_counts_new(struct special_count **out, const struct counts *counts,
                                   const struct need_areas *areas, enum special_group group,
                                   const struct policy *policy, struct mah_error *err);

/* The judgement alone: ilçe [0, ilce_count), the city at ilce_count. Nothing is hidden under secure. */
void special_counts_judge(struct special_count *counts, size_t ilce_count, const struct policy *policy);

#endif
