/* The tables of a release, one function each. Private to the protect room. */
#ifndef PROTECT_TABLES_H
#define PROTECT_TABLES_H

#include "indicate/counts.h"
#include "indicate/diversity.h"
#include "protect/output_fields.h"
#include "protect/policy.h"
#include "protect/protect.h"

struct table_context {
    const struct protect_input *input;
    const struct output_fields *fields;
    const struct policy *policy;
    const struct counts *counts; /* protected already */
    struct mah_release *release;
};

enum mah_status add_mah_indicators(const struct table_context *context, struct mah_error *err);
enum mah_status add_mah_origin(const struct table_context *context, struct mah_error *err);
enum mah_status add_mah_infra(const struct table_context *context, struct mah_error *err);
enum mah_status add_city_summary(const struct table_context *context, struct mah_error *err);
enum mah_status add_suppression(const struct table_context *context, size_t *cells, struct mah_error *err);
enum mah_status add_params(const struct table_context *context, struct mah_error *err);
enum mah_status add_run_log(const struct table_context *context, struct mah_error *err);
enum mah_status add_unassigned(const struct table_context *context, struct mah_error *err);

/* The published flag of an area: the state of its headline count, or N where no household was found; "" for none. */
const char *area_flag(const struct area_counts *area);
/* Every flag and what it means, in the language; count in *count. */
const struct release_value *flag_values(enum language language, size_t *count);

/* A rate is NULL where unknown; under a rounding policy shares and densities are rounded too. */
enum mah_status set_rate(struct release_table *table, size_t column, struct rate rate, struct mah_error *err);

/* The origins of one area: rows [*start, *end) of counts->origins. */
void origins_of(const struct counts *counts, size_t mahalle, size_t *start, size_t *end);
/* Diversity of the origins of one area (mahalle_count: the city); unknown where some of them are hidden. *groups: how
 * many. */
enum mah_status diversity_of_area(struct diversity *out, size_t *groups, const struct counts *counts, size_t mahalle,
                                  bool is_partial, struct mah_error *err);
/* The share of one origin among the persons of known origin; at most 1 after rounding. */
struct rate persons_of_known_origin(const struct area_counts *area);
struct rate origin_share(const struct origin_counts *row, struct rate persons);
/* Code and name of an origin, also of "other" and "unknown". Borrowed. */
const char *origin_word(int origin);
const char *origin_label(int origin, enum language language);

#endif
