/* Which standards apply to this release, and what do they ask of every area? From protected counts only. */
#ifndef PROTECT_NEED_FIGURES_H
#define PROTECT_NEED_FIGURES_H

#include "config/service_types.h"
#include "indicate/need.h"
#include "protect/tables.h"

/* One standard of land or capacity: all bands of one type or facility group. */
struct need_case {
    const char *code;                /* of the type or group */
    const struct service_type *type; /* NULL: a group */
    enum need_kind kind;
    const struct standard *row; /* the band of this plan; NULL: none holds it */
    const struct standard *any; /* some band of it: for its name and scope */
    bool is_verified;           /* every row behind need and units */
    struct need_rule rule;
    struct need *needs; /* one an area */
};

struct need_figures {
    struct need_areas *areas;
    struct need_case *cases; /* in the order of the standards */
    size_t count;
    struct rate plan_population;
};

/* Without services or standards there are no cases. */
enum mah_status need_figures_new(struct need_figures **out, const struct table_context *context, struct mah_error *err);
void need_figures_free(struct need_figures *figures);

/* The case shown in the fields of a type: its capacity norm, else its own land standard; NULL where it has none. */
const struct need_case *need_case_of_type(const struct need_figures *figures, const char *code);

/* Counted persons of a target; *flags says why they are unknown (NEED_HIDDEN, NEED_NOT_ASKED). */
struct rate persons_of_target(const struct area_counts *area, const struct target_group *target, unsigned *flags);
/* Which population chooses the bands: table_context.plan_population, from counts that nothing is hidden of
 * yet; the same from protected counts is what may be told of it. */
enum mah_status plan_population_of(struct rate *out, const struct table_context *context, struct mah_error *err);

/* Persons of the target of a used type that one unit of capacity serves; NAN: no norm for this plan and this target. */
double capacity_norm(const struct table_context *context, size_t used);

/* What the need of a case is counted in: "m²", "derslik". */
const char *need_unit(const struct need_case *need_case, enum language language);
/* The same for the fields of a type, before any figure is known: what {need_unit} of output_fields.h stands for. */
const char *need_unit_of_type(const struct protect_services *services, const struct service_type *type,
                              enum language language);
/* Whole numbers of three digits where the profile rounds. */
struct rate need_shown(const struct policy *policy, struct rate rate);

#endif
