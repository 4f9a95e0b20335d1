/* What do people want to know of a comparison first? */
#include "run/compare_notes.h"

#include <math.h>
#include <string.h>

#include "run/compare_settings.h"
#include "write/display_number.h"

static const double told_outside = 0.01; /* an old mahalle that lies outside by more than this share is told of */

/* ---- how ---- */

static enum mah_status note_method(struct warnings *notes, const struct comparison *comparison, struct mah_error *err)
{
    size_t direct = 0, estimated = 0, none = 0;
    for (size_t m = 0; m < comparison->mahalle_count; m++) {
        bool any = false;
        for (size_t i = 0; i < comparison->indicator_count; i++)
            any = any || !isnan(comparison->changes[i * comparison->mahalle_count + m].change);
        direct += any && comparison->mahalle[m].is_direct;
        estimated += any && !comparison->mahalle[m].is_direct;
        none += !any;
    }
    enum mah_status status = warnings_add(notes, err,
                                          "Mahalle compared: %zu with the same border, %zu by shares of area; %zu not "
                                          "at all.",
                                          direct, estimated, none + comparison->lost_count);
    if (status == MAH_OK && estimated > 0)
        status = warnings_add(notes, err,
                              "By shares of area means an estimate: the old figures are taken to be spread evenly over "
                              "the old mahalle.");
    return status;
}

/* ---- where most changed ---- */

static bool is_further(const struct comparison *comparison, const struct change *changes, size_t m, size_t best,
                       double sign)
{
    double change = sign * changes[m].change;
    if (!(change > 0))
        return false;
    if (best == SIZE_MAX || change != sign * changes[best].change)
        return best == SIZE_MAX || change > sign * changes[best].change;
    return strcmp(comparison->mahalle[m].code, comparison->mahalle[best].code) < 0;
}

static size_t furthest(const struct comparison *comparison, size_t indicator, double sign)
{
    const struct change *changes = &comparison->changes[indicator * comparison->mahalle_count];
    size_t best = SIZE_MAX;
    for (size_t m = 0; m < comparison->mahalle_count; m++)
        if (is_further(comparison, changes, m, best, sign))
            best = m;
    return best;
}

static size_t indicator_named(const struct comparison *comparison, const char *field)
{
    for (size_t i = 0; i < comparison->indicator_count; i++)
        if (strcmp(comparison->indicators[i].field, field) == 0 && comparison->indicators[i].reason == CHANGE_KNOWN)
            return i;
    return SIZE_MAX;
}

static void write_change(const struct comparison *comparison, size_t indicator, size_t mahalle,
                         char out[DISPLAY_NUMBER_SIZE])
{
    double change = comparison->changes[indicator * comparison->mahalle_count + mahalle].change;
    display_real(fabs(change), fabs(change) < 10 ? 1 : 0, true, language_get(), out);
}

static enum mah_status note_extreme(struct warnings *notes, const struct comparison *comparison, const char *field,
                                    double sign, const char *sentence, struct mah_error *err)
{
    size_t indicator = indicator_named(comparison, field);
    size_t best = indicator != SIZE_MAX ? furthest(comparison, indicator, sign) : SIZE_MAX;
    char amount[DISPLAY_NUMBER_SIZE];
    if (best == SIZE_MAX)
        return MAH_OK;
    write_change(comparison, indicator, best, amount);
    return warnings_add(notes, err, sentence, comparison->mahalle[best].name, comparison->mahalle[best].code, amount);
}

static enum mah_status note_extremes(struct warnings *notes, const struct comparison *comparison, struct mah_error *err)
{
    enum mah_status status =
        note_extreme(notes, comparison, "mig_rec", 1, "Recent migrants grew most in %s (%s), by %s persons.", err);
    if (status == MAH_OK)
        status =
            note_extreme(notes, comparison, "mig_rec", -1, "Recent migrants fell most in %s (%s), by %s persons.", err);
    if (status == MAH_OK)
        status = note_extreme(notes, comparison, "den_mig", 1,
                              "Their density grew most in %s (%s), by %s persons per km².", err);
    if (status == MAH_OK)
        status = note_extreme(notes, comparison, "den_mig", -1,
                              "Their density fell most in %s (%s), by %s persons per km².", err);
    return status;
}

/* ---- what cannot be told ---- */

static enum mah_status note_hidden(struct warnings *notes, const struct comparison *comparison, struct mah_error *err)
{
    size_t indicator = indicator_named(comparison, "mig_rec"), compared = 0, hidden = 0, other = 0, defined = 0;
    for (size_t m = 0; indicator != SIZE_MAX && m < comparison->mahalle_count; m++) {
        enum change_reason reason = comparison->changes[indicator * comparison->mahalle_count + m].reason;
        compared += reason == CHANGE_KNOWN;
        hidden += reason == CHANGE_HIDDEN_OLD || reason == CHANGE_HIDDEN_NEW;
        defined += reason == CHANGE_DEFINITION;
        other += reason != CHANGE_KNOWN && reason != CHANGE_HIDDEN_OLD && reason != CHANGE_HIDDEN_NEW;
    }
    if (defined > 0)
        return warnings_add(notes, err,
                            "Recent migrants cannot be compared: the two runs do not mean the same by the word.");
    if (hidden + other == 0)
        return MAH_OK;
    return warnings_add(notes, err,
                        "Recent migrants are compared in %zu mahalle; hidden to protect people in %zu, not known in "
                        "%zu. The table not_compared says where and why.",
                        compared, hidden, other);
}

static enum mah_status note_chance(struct warnings *notes, const struct comparison *comparison, struct mah_error *err)
{
    size_t tested = 0, found = 0, rounding = 0;
    for (size_t k = 0; k < comparison->indicator_count * comparison->mahalle_count; k++) {
        tested += isnan(comparison->changes[k].q) ? 0 : 1;
        found += comparison->changes[k].q <= 0.05;
        rounding += comparison->changes[k].within_rounding;
    }
    enum mah_status status = MAH_OK;
    if (rounding > 0)
        status = warnings_add(notes, err,
                              "%zu changes are no larger than the rounding of the published figures (flag "
                              "'rounding').",
                              rounding);
    if (status != MAH_OK)
        return status;
    if (tested == 0)
        return warnings_add(notes, err, "The files tell no standard errors, so that nothing is said of significance.");
    return warnings_add(notes, err,
                        "%zu of %zu changes that could be tested are more than chance (false discovery rate 5%%).",
                        found, tested);
}

/* ---- what people should know of the two files ---- */

static enum mah_status note_borders(struct warnings *notes, const struct comparing *comparing, struct mah_error *err)
{
    const struct crosswalk *crosswalk = &comparing->crosswalk;
    enum mah_status status = MAH_OK;
    size_t told = 0;
    for (size_t i = 0; status == MAH_OK && told < 5 && i < crosswalk->from_count; i++) {
        char percent[DISPLAY_NUMBER_SIZE];
        if (!(crosswalk->outside[i] > told_outside) || crosswalk->from_start[i] == crosswalk->from_start[i + 1])
            continue;
        told++;
        display_real(100 * crosswalk->outside[i], 1, true, language_get(), percent);
        status = warnings_add(
            notes, err,
            "Of the old mahalle %s (%s), %s per cent of the area lie outside the new ones; its people "
            "are put onto the rest.",
            compare_side_name(&comparing->old_side, i), compare_side_code(&comparing->old_side, i), percent);
    }
    return status;
}

static enum mah_status note_profiles(struct warnings *notes, const struct comparing *comparing, struct mah_error *err)
{
    const char *old_profile = published_parameter(comparing->old_side.file, "privacy.profile");
    const char *new_profile = published_parameter(comparing->new_side.file, "privacy.profile");
    if (old_profile == NULL || new_profile == NULL || strcmp(old_profile, new_profile) == 0)
        return MAH_OK;
    return warnings_add(notes, err, "This answer shows figures of both files: handle it as profile '%s'.",
                        stricter_profile(old_profile, new_profile));
}

enum mah_status compare_notes(struct warnings *notes, const struct comparing *comparing,
                              const struct comparison *comparison, struct mah_error *err)
{
    enum mah_status status = note_extremes(notes, comparison, err);
    if (status == MAH_OK)
        status = note_method(notes, comparison, err);
    if (status == MAH_OK)
        status = note_hidden(notes, comparison, err);
    if (status == MAH_OK)
        status = note_borders(notes, comparing, err);
    if (status == MAH_OK)
        status = note_chance(notes, comparison, err);
    if (status == MAH_OK)
        status = compare_settings_warn(notes, &comparing->old_side, &comparing->new_side, err);
    return status == MAH_OK ? note_profiles(notes, comparing, err) : status;
}
