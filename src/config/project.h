/* What the user asked for: mahalle.yaml, MAHALLE_* and the command line, checked and in one place. */
#ifndef CONFIG_PROJECT_H
#define CONFIG_PROJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "base/language.h"

enum arrival_rule { ARRIVAL_STRICT, ARRIVAL_INCLUSIVE, ARRIVAL_FRACTION };
enum household_rule { HOUSEHOLD_HEAD, HOUSEHOLD_ANY, HOUSEHOLD_MAJORITY, HOUSEHOLD_ALL };
enum coverage_metric { METRIC_AUTO, METRIC_NETWORK, METRIC_EUCLID };
enum coverage_decay { DECAY_STEP, DECAY_GAUSSIAN };
enum need_population { NEED_ESTIMATED, NEED_OFFICIAL };
enum profile { PROFILE_PUBLIC, PROFILE_INTERNAL, PROFILE_SECURE };
enum points_kind { POINTS_NONE, POINTS_EXACT, POINTS_MASKED };
/* Which answer tells where a household is from (domain.md 3.3, hemşehri origin): the first column there is, or a named
 * one. */
enum origin_field { ORIGIN_AUTO, ORIGIN_REGISTERED, ORIGIN_BIRTH, ORIGIN_PREVIOUS };

/* "fields: {hh_id: hane_no}": the user names the column of a field. Which fields there are is for the read room to
 * judge. */
struct field_choice {
    char *field, *column;
    char *origin; /* where it was said: "mahalle.yaml:7", "command line" */
};

/* One file (and layer) to read. Paths are absolute or relative to the current folder, ready to open. */
struct source {
    char *path;
    char *layer;     /* NULL: the only one, or all columns' best guess */
    char *crs;       /* NULL: what the file says, else the rule of its kind */
    char *encoding;  /* "auto", "utf-8", "windows-1254", "iso-8859-9" */
    char *where;     /* services and streets only: a filter */
    char *type;      /* services only: the service type */
    char *axes;      /* services only: "yx" where the coordinates are exchanged; NULL or "xy" otherwise */
    double radius_m; /* services only: 0 where the standards or layers/services.csv say it */
    struct field_choice *fields;
    size_t field_count;
    char *origin; /* members of lists only: where the source was named */
};

struct project {
    char *path;   /* the mahalle.yaml, or NULL where there is none */
    char *folder; /* relative paths of the file start here */
    char *title;
    struct date reference_date;
    int recent_years;
    enum arrival_rule arrival_rule;
    enum household_rule household_rule;
    enum origin_field origin_field;
    char *province; /* key `province`: plate number or name of the province the boundaries lie in; NULL: unknown */
    char *crs;      /* "auto" or a definition: the working CRS */
    enum language language;
    struct source neighbourhoods;
    struct source towns; /* ilçe names by code (neighbourhoods.towns); path NULL where none */
    struct source *households;
    size_t household_count;
    struct source every_household; /* private to config: what --set households.* asks of each of them, also of those
                                      added later */
    struct source *services;
    size_t service_count;
    struct source persons; /* the members of the households; path NULL where none */
    struct source streets, residential;
    char **standards;
    size_t standard_count;
    enum coverage_metric coverage_metric;
    enum coverage_decay coverage_decay;
    double coverage_detour;
    double street_snap_m;
    int grid_cell_m;
    enum need_population need_population;
    int plan_population;       /* 0: that of the study area */
    char *priority_department; /* a file of layers/departments; NULL (in tests): no priorities */
    int priority_draws;
    double snap_m, max_rejected_share;
    enum profile profile;
    int min_households, min_persons, min_unit_persons, round_to;
    enum points_kind household_points;
    double mask_min_m, mask_max_m;
    int mask_households;
    char *mask_seed_file;   /* NULL: the secret is drawn anew */
    char *published_before; /* NULL: none */
    char *output;
    int backend;
    int64_t seed;
    int threads; /* 0: as many as there are cores */
    struct setting_origin
        *origins; /* private to config: where each key's value came from, one a key of the key table */
};

/* A project of defaults; then files, environment and command line are laid over it. */
enum mah_status project_new(struct project **out, struct mah_error *err);
void project_free(struct project *project);

/* Reads mahalle.yaml, or the one in a folder. Errors name file, line, key and what is allowed. */
enum mah_status project_read(struct project *project, const char *path, struct mah_error *err);
/* MAHALLE_RECENT_YEARS, MAHALLE_QUARANTINE_SNAP_M ...: every scalar key, dots as underscores; empty ones count as not
 * there. MAH_BAD_USAGE for a MAHALLE_* name a few letters away from one of these; any other is somebody else's.
 */
enum mah_status project_read_environment(struct project *project, struct mah_error *err);
/* "recent_years=1", "neighbourhoods.fields.mah_code=id", "households.crs=EPSG:5256" (applies to every household
 * source). */
enum mah_status project_set(struct project *project, const char *assignment, struct mah_error *err);
enum mah_status project_add_households(struct project *project, const char *path, struct mah_error *err);
enum mah_status project_set_neighbourhoods(struct project *project, const char *path, struct mah_error *err);
enum mah_status project_set_output(struct project *project, const char *path, struct mah_error *err);
/* "primary=okullar.geojson" */
enum mah_status project_add_service(struct project *project, const char *type_and_path, struct mah_error *err);
/* What must hold before a run: no limit of what is hidden lies below three unless the profile is secure, boundaries and
 * at least one household source are named, and the paths exist. */
enum mah_status project_check(const struct project *project, struct mah_error *err);
/* What must hold before a run that writes: a layer of households is asked for under the profile secure only.
 * MAH_BAD_USAGE. */
enum mah_status project_check_household_points(const struct project *project, struct mah_error *err);

/* One key after the other, for params, --verbose and docs: value and origin ("default", "mahalle.yaml:7",
 * "MAHALLE_...", "command line"). */
struct setting {
    char key[64];
    char *value;
    char origin[128];
};
/* All scalar keys in the order of the key table, then the sources. Free with settings_free. */
enum mah_status project_settings(const struct project *project, struct setting **out, size_t *count,
                                 struct mah_error *err);
void settings_free(struct setting *settings, size_t count);

/* The words of an enum key, for messages: profile_word(PROFILE_PUBLIC) is "public". */
const char *profile_word(enum profile profile);

/* docs/configuration.md from the key table, as Markdown, in the language that is set. Free with memory_free. */
enum mah_status project_document_keys(char **out, struct mah_error *err);

#endif
