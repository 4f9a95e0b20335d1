/* What do planning standards ask for? Rows of layers/standards/NAME.csv or of the user's files (domain.md 2.4). */
#ifndef CONFIG_STANDARDS_H
#define CONFIG_STANDARDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/target_group.h"

enum standard_kind {
    STANDARD_DISTANCE_M,  /* walking distance within which a person is served */
    STANDARD_AREA_M2_PP,  /* land, m2 a person */
    STANDARD_UNIT_MIN_M2, /* smallest plot of one facility */
    STANDARD_UNIT_MAX_M2,
    STANDARD_PERSONS_PER_UNIT, /* persons of the target group for one unit of capacity (classroom, physician) */
    STANDARD_SHARE_MIN,        /* least share of persons served, 0..1 */
    STANDARD_COST_PER_UNIT,    /* currency of the user, for one unit of capacity */
    STANDARD_COST_PER_M2,      /* currency of the user, for one m2 of land */
    STANDARD_KINDS
};
const char *standard_kind_word(enum standard_kind kind); /* "distance_m" */

enum standard_scope { STANDARD_MAHALLE, STANDARD_ILCE, STANDARD_IL, STANDARD_PLAN };
const char *standard_scope_word(enum standard_scope scope);

enum standard_metric { STANDARD_ANY_METRIC, STANDARD_STRAIGHT, STANDARD_NETWORK };

struct standard {
    char *service_type; /* a type of layers/services.csv, or a facility group ("health", "green_ilce") */
    enum standard_kind kind;
    enum standard_scope scope;
    double pop_min, pop_max; /* population of the plan area, both inclusive; pop_max INFINITY where open */
    struct target_group target;
    char *target_text;
    double value; /* > 0 */
    enum standard_metric metric;
    char *source, *source_date, *provenance; /* provenance: official, secondary, memory, user */
    bool is_verified;
    char *note_tr, *note_en;
    char *file; /* "mpyy-ek2", or the user's file without folders */
    int line;   /* in that file */
};

struct standards {
    struct standard *rows; /* overridden ones are gone */
    size_t count;
    char **warnings; /* gaps between population bands, unknown service types; in the language that is set */
    size_t warning_count;
};

/*
 * Reads the files in order: a name is layers/standards/NAME.csv, a path (with '/' or '.') a file of the user. A row of
 * a later file overrides the row of an earlier one with the same key (service_type, kind, scope, pop_min, pop_max,
 * target_group). No names: the default list mpyy-ek2, norms; the single name "none": no standards. MAH_BAD_USAGE for a
 * file that does not exist (lists the names there are), an unknown word, a value that is no number above 0 (file and
 * line named), and overlapping bands of one key, also of two files (both lines named). MAH_BAD_SOURCE for a file that
 * is not in UTF-8 or whose rows have too few cells. A service type that layers/services.csv does not know is a
 * warning, and so is a row that one of another file comes before. persons_per_unit without a target is for the target
 * of the type.
 */
enum mah_status standards_read(struct standards *out, char *const *names, size_t name_count, struct mah_error *err);
void standards_release(struct standards *standards);

/* The row of a type and kind whose band holds the plan population (its whole part); NULL where there is none. Several
 * scopes: the first of plan, il, ilce, mahalle; several target groups: the first in the order of the files. */
const struct standard *standards_find(const struct standards *standards, const char *service_type,
                                      enum standard_kind kind, double plan_population);

#endif
