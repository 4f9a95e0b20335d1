/* The tables of a release, one function each. Private to the protect room. */
#ifndef PROTECT_TABLES_H
#define PROTECT_TABLES_H

#include "indicate/counts.h"
#include "indicate/coverage.h"
#include "indicate/diversity.h"
#include "protect/output_fields.h"
#include "protect/policy.h"
#include "protect/protect.h"
#include "protect/secondary.h"

struct table_context {
    const struct protect_input *input;
    const struct output_fields *fields;
    const struct policy *policy;
    const struct counts *counts;               /* protected already */
    const struct coverage *coverage;           /* protected already; NULL where no services were given */
    const struct facility_sums *facility_sums; /* one a used type; NULL without services */
    struct secondary_report sums;              /* what the protection of sums cost */
    struct rate plan_population;               /* chooses the bands of standards: exact, so never shown */
    struct mah_release *release;
};

enum mah_status add_mah_indicators(const struct table_context *context, struct mah_error *err);
/* The fields pri_* of mah_indicators, from what the table says already: after its last row. */
enum mah_status set_priority(const struct table_context *context, struct release_table *table, struct mah_error *err);
/* The fields of mah_indicators that speak of services; for the last row added. */
enum mah_status set_coverage(const struct table_context *context, struct release_table *table, size_t mahalle,
                             struct mah_error *err);
enum mah_status add_mah_service(const struct table_context *context, struct mah_error *err);
enum mah_status add_city_service(const struct table_context *context, struct mah_error *err);
enum mah_status add_services_out(const struct table_context *context, struct mah_error *err);
enum mah_status add_mah_origin(const struct table_context *context, struct mah_error *err);
/* mah_arrivals: a point a mahalle and year; nothing where no arrival is known, or none may be told of. */
enum mah_status add_mah_arrivals(const struct table_context *context, struct mah_error *err);
enum mah_status add_mah_infra(const struct table_context *context, struct mah_error *err);
/* ilce_groups, and its hidden rows for the table of add_suppression; nothing where no file asks for a special category.
 */
enum mah_status add_ilce_groups(const struct table_context *context, struct mah_error *err);
enum mah_status add_hidden_groups(const struct table_context *context, struct release_table *table, size_t *cells,
                                  struct mah_error *err);
enum mah_status add_city_summary(const struct table_context *context, struct mah_error *err);
/* grid: what the gap grid hid; NULL where there is none. */
struct gap_grid_notes;
enum mah_status add_suppression(const struct table_context *context, const struct gap_grid_notes *grid, size_t *cells,
                                struct mah_error *err);
enum mah_status add_params(const struct table_context *context, struct mah_error *err);
enum mah_status add_run_log(const struct table_context *context, const struct gap_grid_notes *grid,
                            const struct household_notes *households, struct mah_error *err);
/* mah_households or mah_households_masked; nothing where nobody asks for them. notes start empty. */
enum mah_status add_households(const struct table_context *context, struct household_notes *notes,
                               struct mah_error *err);
/* No table: conditions, inputs and parameters of the release, but for those of confidential types. After add_params. */
enum mah_status add_provenance(const struct table_context *context, struct mah_error *err);
enum mah_status add_unassigned(const struct table_context *context, struct mah_error *err);
/* The layer unreached; nothing but under the secure profile, or where every distance is known. */
enum mah_status add_unreached(const struct table_context *context, struct mah_error *err);

/* service_need: what the standards ask for, what exists and what is missing, by mahalle, ilçe and city. Nothing where
 * there are no services or no standards. */
enum mah_status add_service_need(const struct table_context *context, struct mah_error *err);

/* The fields need_*, def_* and units_* of mah_indicators, for the last row of its table. needs: once a release. */
struct need_figures;
enum mah_status set_need(const struct table_context *context, struct release_table *table, size_t mahalle,
                         const struct need_figures *needs, struct mah_error *err);

/* Accessibility of all used types, computed once a release; without services it is empty. */
struct access_figures;
enum mah_status access_figures_new(struct access_figures **out, const struct table_context *context,
                                   struct mah_error *err);
void access_figures_free(struct access_figures *figures);
/* The fields acc_*, eac_* and acn_* of mah_indicators, for the last row of its table. */
enum mah_status set_accessibility(const struct table_context *context, struct release_table *table, size_t mahalle,
                                  const struct access_figures *figures, struct mah_error *err);

/* A count of the gap grid that is not shown. */
struct hidden_square {
    char cell_id[48];
    const char *field; /* borrowed from the release */
    enum count_state state;
};

/* What the gap grid has to tell the other tables and the run log: judged and rounded already, unknown where hidden. */
struct gap_grid_notes {
    size_t squares;
    struct rate dropped_households, dropped_persons;   /* left of squares of the largest size, too few */
    struct rate unplaced_households, unplaced_persons; /* located without a position: by code or name */
    struct hidden_square *hidden;
    size_t hidden_count, hidden_capacity;
};
void gap_grid_notes_release(struct gap_grid_notes *notes);

/* The layer gap_grid; nothing where no services that may be shown were given or no household has a position. notes
 * starts empty. */
enum mah_status add_gap_grid(const struct table_context *context, struct gap_grid_notes *notes, struct mah_error *err);

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
