/* What are the indicators behind a rank called in a language that is not that of the file? As in a comparison. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "protect/answer_compare.h"
#include "protect/answer_rank_parts.h"

enum { PATTERN = RELEASE_NAME_LENGTH + 2 };

static bool speaks(const struct published *published, enum language language)
{
    enum language own;
    const char *text = published_parameter(published, "language");
    return text == NULL || !language_parse(text, &own) || own == language;
}

/* "cov_primary" is listed as "cov_*" with the type "primary"; false where the list has neither. */
static bool find_listed(struct compared_indicator *out, char pattern[PATTERN], const struct output_fields *fields,
                        const char *field)
{
    size_t row;
    const char *under = strchr(field, '_');
    *out = (struct compared_indicator){.field = field, .listed = field, .radius_m = NAN};
    if (output_field_find(&row, fields, "mah_indicators", field, NULL) == MAH_OK)
        return true;
    if (under == NULL || (size_t)(under - field) + 3 > PATTERN)
        return false;
    snprintf(pattern, PATTERN, "%.*s_*", (int)(under - field), field);
    out->listed = pattern;
    out->type = under + 1;
    return output_field_find(&row, fields, "mah_indicators", pattern, NULL) == MAH_OK;
}

/* How far is near, and along what: of the first row of the type. */
static void find_reach(struct compared_indicator *out, const struct published_table *services)
{
    size_t type = SIZE_MAX, radius = SIZE_MAX, metric = SIZE_MAX;
    if (services == NULL || out->type == NULL)
        return;
    (void)published_column_find(services, "service_type", &type);
    (void)published_column_find(services, "radius_m", &radius);
    (void)published_column_find(services, "metric", &metric);
    for (size_t row = 0; row < services->row_count; row++) {
        const char *own = published_text(services, row, type);
        if (own == NULL || strcmp(own, out->type) != 0)
            continue;
        out->radius_m = published_number(services, row, radius);
        out->metric = published_text(services, row, metric);
        return;
    }
}

static enum mah_status fill(char **labels, const struct rank_building *building, const struct published_table *services,
                            struct mah_error *err)
{
    const struct priority_matrix *matrix = building->facts->matrix;
    enum mah_status status = MAH_OK;
    for (size_t k = 0; status == MAH_OK && k < matrix->table.column_count; k++) {
        struct compared_indicator indicator;
        char pattern[PATTERN], **found = NULL;
        if (!find_listed(&indicator, pattern, &building->fields, matrix->indicators[k].field))
            continue;
        find_reach(&indicator, services);
        const struct comparison one = {.language = building->language, .indicators = &indicator, .indicator_count = 1};
        status = comparison_labels(&found, &one, err);
        if (status == MAH_OK)
            labels[k] = found[0];
        memory_free(found);
    }
    return status;
}

enum mah_status explain_labels(char ***out, const struct rank_building *building, struct mah_error *err)
{
    const struct rank_facts *facts = building->facts;
    struct published_table *services = NULL;
    *out = memory_new(facts->matrix->table.column_count + 1, sizeof **out);
    if (*out == NULL)
        return mah_no_memory(err);
    if (speaks(facts->published, building->language))
        return MAH_OK;
    enum mah_status status = MAH_OK;
    if (published_has(facts->published, "mah_service"))
        status = published_table_read(&services, facts->published, "mah_service", err);
    if (status == MAH_OK)
        status = fill(*out, building, services, err);
    published_table_free(services);
    return status;
}

void explain_labels_free(char **labels, size_t count)
{
    for (size_t k = 0; labels != NULL && k < count; k++)
        memory_free(labels[k]);
    memory_free(labels);
}
