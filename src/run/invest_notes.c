/* What should people know before they trust an investment list? */
#include "run/invest_notes.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

/* ---- costs ---- */

static bool is_first_of_its_kind(const struct investing *investing, size_t project)
{
    const struct investment *this = &investing->list[project];
    for (size_t i = 0; i < project; i++) {
        const struct investment *other = &investing->list[i];
        if (other->reason == INVESTMENT_NO_COST && other->kind == this->kind && strcmp(other->code, this->code) == 0)
            return false;
    }
    return true;
}

/* "kindergarten (derslik), water (hane)", each type once; *first is the first of them. */
static size_t list_without_cost(struct text *out, const struct investing *investing, size_t *first)
{
    size_t count = 0;
    for (size_t i = 0; i < investing->count; i++) {
        const struct investment *project = &investing->list[i];
        if (project->reason != INVESTMENT_NO_COST || !is_first_of_its_kind(investing, i))
            continue;
        const char *unit = investing->rows.details[project->need].unit;
        text_add_format(out, "%s%s (%s)", count > 0 ? ", " : "", project->code, unit != NULL ? unit : "");
        if (count == 0)
            *first = i;
        count++;
    }
    return count;
}

static enum mah_status note_missing_costs(struct warnings *notes, const struct investing *investing,
                                          struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    size_t first = 0, count = list_without_cost(&list, investing, &first);
    enum mah_status status = list.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK && count > 0) {
        const struct investment *project = &investing->list[first];
        const char *unit = investing->rows.details[project->need].unit;
        status =
            warnings_add(notes, err,
                         "No cost is known for: %s. Their projects cannot be chosen. Give costs as a file, --costs "
                         "FILE, with the lines 'service_type;unit;unit_cost;source;year' and such as "
                         "'%s;%s;1250000;;2025'.",
                         list.bytes, project->code, unit != NULL ? unit : "");
    }
    text_release(&list);
    return status;
}

static enum mah_status note_unused_costs(struct warnings *notes, const struct investing *investing,
                                         struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    size_t count = 0;
    for (size_t i = 0; i < investing->costs.count; i++)
        if (!investing->cost_used[i])
            text_add_format(&list, "%s%s (%zu)", count++ > 0 ? ", " : "", investing->costs.rows[i].code,
                            investing->costs.rows[i].line);
    enum mah_status status = list.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK && count > 0)
        status = warnings_add(notes, err, "Costs of '%s' that no project needs, with their lines: %s.",
                              investing->costs_path, list.bytes);
    text_release(&list);
    return status;
}

/* ---- how far the list can be trusted ---- */

static enum mah_status note_standards(struct warnings *notes, const struct investing *investing, struct mah_error *err)
{
    size_t unverified = 0, shares = 0;
    for (size_t i = 0; i < investing->count; i++) {
        const struct investment_detail *detail = &investing->rows.details[investing->list[i].need];
        unverified += detail->verified == 0;
        shares += detail->fair_share;
    }
    enum mah_status status = MAH_OK;
    if (unverified > 0)
        status = warnings_add(notes, err,
                              "Projects that rest on standards nobody has verified: %zu of %zu (column verified).",
                              unverified, investing->count);
    if (status == MAH_OK && shares > 0)
        status = warnings_add(notes, err,
                              "Projects that are a mahalle's share of what a larger area lacks, and no finding about "
                              "the mahalle: %zu (column fair_share).",
                              shares);
    return status;
}

static enum mah_status note_figures(struct warnings *notes, const struct investing *investing, struct mah_error *err)
{
    const char *profile = published_parameter(investing->published, "privacy.profile");
    enum mah_status status = MAH_OK;
    if (investing->unknown_count > 0)
        status = warnings_add(notes, err,
                              "Needs that are hidden or not known, and in no project: %zu. Something may be missing "
                              "there too.",
                              investing->unknown_count);
    if (status == MAH_OK && (profile == NULL || strcmp(profile, "public") == 0))
        status = warnings_add(notes, err,
                              "Made from the rounded figures of the profile 'public'; a file of the profile 'internal' "
                              "gives exact ones.");
    return status;
}

static enum mah_status note_unproved(struct warnings *notes, const struct investing *investing, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < investment_department_count(&investing->rules); i++) {
        const struct investment_plan *plan = &investing->plans[i];
        if (isnan(plan->budget) || plan->is_proved)
            continue;
        status = warnings_add(
            notes, err, "%s: not proved to be the best choice. It helps %.0f persons, no choice more than %.0f.",
            investment_department_name(&investing->rules, i, language_get()), plan->persons, ceil(plan->bound));
    }
    return status;
}

enum mah_status invest_notes(struct warnings *notes, const struct investing *investing, struct mah_error *err)
{
    enum mah_status status = note_unproved(notes, investing, err);
    if (status == MAH_OK)
        status = note_missing_costs(notes, investing, err);
    if (status == MAH_OK)
        status = note_unused_costs(notes, investing, err);
    if (status == MAH_OK)
        status = note_standards(notes, investing, err);
    return status == MAH_OK ? note_figures(notes, investing, err) : status;
}
