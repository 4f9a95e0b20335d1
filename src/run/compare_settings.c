/* Do two runs speak of the same thing? */
#include "run/compare_settings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Settings that change what a figure means, or whom it counts. Some are in the column needs of compared.csv; all are
 * told of. */
static const char *const settings[] = {"recent_years",
                                       "arrival_rule",
                                       "household_rule",
                                       "origin_field",
                                       "province",
                                       "standards",
                                       "coverage.metric",
                                       "coverage.detour",
                                       "coverage.street_snap_m",
                                       "quarantine.snap_m",
                                       "privacy.profile",
                                       "privacy.min_households",
                                       "privacy.min_persons",
                                       "privacy.min_unit_persons",
                                       "privacy.round_to"};

/* A file of an older version that does not tell a setting is not said to differ. */
static bool differs(const struct compare_side *old_side, const struct compare_side *new_side, const char *key,
                    const char **old_value, const char **new_value)
{
    *old_value = published_parameter(old_side->file, key);
    *new_value = published_parameter(new_side->file, key);
    return *old_value != NULL && *new_value != NULL && strcmp(*old_value, *new_value) != 0;
}

static bool radius_differs(const struct compare_side *old_side, const struct compare_side *new_side, const char *type)
{
    double old_m, new_m;
    const char *old_metric, *new_metric;
    compare_side_radius(&old_m, &old_metric, old_side, type);
    compare_side_radius(&new_m, &new_metric, new_side, type);
    bool metric = old_metric != NULL && new_metric != NULL && strcmp(old_metric, new_metric) != 0;
    return metric || (!isnan(old_m) && !isnan(new_m) && old_m != new_m);
}

bool compare_settings_differ(const struct compare_side *old_side, const struct compare_side *new_side,
                             const char *needs, const char *type)
{
    for (const char *word = needs; *word != '\0'; word += strspn(word, " ")) {
        char key[64];
        const char *old_value, *new_value;
        size_t length = strcspn(word, " ");
        snprintf(key, sizeof key, "%.*s", (int)length, word);
        word += length;
        if (strcmp(key, "radius") == 0 ? type != NULL && radius_differs(old_side, new_side, type)
                                       : differs(old_side, new_side, key, &old_value, &new_value))
            return true;
    }
    return false;
}

enum mah_status compare_settings_warn(struct warnings *notes, const struct compare_side *old_side,
                                      const struct compare_side *new_side, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof settings / sizeof *settings; i++) {
        const char *old_value, *new_value;
        if (differs(old_side, new_side, settings[i], &old_value, &new_value))
            status = warnings_add(notes, err, "The setting %s differs: '%s' in the old file, '%s' in the new.",
                                  settings[i], old_value, new_value);
    }
    return status;
}
