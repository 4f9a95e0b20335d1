/* The only door to `write`: what was counted goes in, what may leave the house comes out. */
#ifndef PROTECT_PROTECT_H
#define PROTECT_PROTECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/quarantine.h"
#include "config/project.h"
#include "config/standards.h"
#include "count/books.h"
#include "count/household_points.h"
#include "count/reach_tally.h"
#include "count/tally.h"
#include "count/unreached.h"
#include "indicate/rate.h"
#include "locate/locator.h"
#include "protect/geomask.h"
#include "protect/release.h"
#include "protect/release_provenance.h"
#include "reach/reach.h"
#include "read/boundaries.h"

/* One line of the run log, or one parameter (step and source NULL then: item is the key, note its origin). Borrowed
 * texts. */
struct record_row {
    char *step, *source, *item, *value, *note;
    bool is_confidential; /* a parameter of a file of shelters: no part of the provenance */
};

/* A file that was read, for the provenance; borrowed texts. */
struct input_record {
    struct release_input input;
    int service; /* which of the project's services it is; -1: none of them */
};

/* What is known of services: all borrowed. */
struct protect_services {
    const struct service_types *types;
    const struct service_set *set;
    const int32_t *facility_mahalle; /* one a facility of the set: the mahalle it lies in; -1: in none */
    const struct standards *standards;
    const struct reach_type *used; /* the types of this run that may be shown, in the order of the table of types; type
                                    * i is column i of the store of ways, whose rules have the same list */
    const struct target_group *targets; /* one a used type */
    size_t used_count;
    enum reach_metric metric;
    const struct reach *reach;
    const struct reach_tally *tally;
    const struct reach_tally_rules *rules;
    const struct crs *working;
};

/* The layer of households: all borrowed. */
struct protect_points {
    struct household_points *points;
    const struct geomask_rules *rules; /* NULL: at their places */
    const struct locator *locator;
    const char *folder; /* where its rows are kept until they are written */
};

struct protect_input {
    const struct project *project;
    const struct boundary_set *boundaries;
    const struct crs *working; /* in metres; NULL: maps are drawn in the system of the boundaries */
    const struct tally *tally;
    struct tally **spent; /* by protect_release: holds the tally, which is freed once it is counted; NULL: it stays */
    const struct books *books;
    const struct quarantine *quarantine;     /* written under the secure profile only */
    const struct unreached *unreached;       /* the same; NULL: none */
    const struct protect_points *points;     /* the same; NULL: nobody asks for it */
    const struct protect_services *services; /* NULL: the project names none */
    const struct record_row *params, *log;
    size_t param_count, log_count;
    const struct input_record *inputs; /* those of confidential types stay behind */
    size_t input_count;
    const char *working_crs; /* NULL: not known */
};

/* The books of the layer of households: located = points + without_position + too_few + no_place. */
struct household_notes {
    bool is_asked;
    size_t located, points;
    size_t without_position;  /* located by code or name */
    size_t too_few, no_place; /* enum mask_outcome */
};

/* What the summary of the run says: published values only. */
struct release_digest {
    size_t mahalle, mahalle_hidden, mahalle_empty;
    size_t suppressed_cells;
    size_t given_away_before; /* hidden numbers that the file published before gives away, beside this one */
    struct rate households, persons, recent, share; /* of the city; share is sh_mig */
    struct household_notes points;
};

/*
 * Protects the counts under the project's profile, computes the indicators from the protected counts, and builds the
 * tables of interface.md. The release borrows the polygons of `boundaries`. Free with protect_release_free.
 */
enum mah_status protect_release(struct mah_release **out, struct release_digest *digest,
                                const struct protect_input *input, struct mah_error *err);

/*
 * A release of the table `unassigned` alone, for `mahalle check`: source, row and reason of each quarantined row; id,
 * raw text, place and nearest mahalle only under the secure profile. Needs project, boundaries, books and quarantine of
 * the input.
 */
enum mah_status protect_quarantine(struct mah_release **out, const struct protect_input *input, struct mah_error *err);
void protect_release_free(struct mah_release *release);

#endif
