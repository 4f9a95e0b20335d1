/* What are the indicators of a comparison called? As in the table they come from. */
#include <math.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "config/service_types.h"
#include "protect/comparison_parts.h"

static char *how_text(const struct compared_indicator *indicator, enum language language, bool with_radius)
{
    struct text text = TEXT_EMPTY;
    if (with_radius && !isnan(indicator->radius_m)) {
        char number[32];
        number_write(indicator->radius_m, number);
        text_add_format(&text, "%s m ", number);
    }
    bool on_foot = indicator->metric != NULL && strcmp(indicator->metric, "network") == 0;
    if (language == LANGUAGE_TURKISH)
        text_add(&text, on_foot ? "yürüme" : "kuş uçuşu");
    else
        text_add(&text, on_foot ? "walking" : "straight line");
    return text_take(&text);
}

/* A type that layers/services.csv does not have is called by its code. */
static enum mah_status fill_type(struct comparison_types *types, size_t at, const struct compared_indicator *indicator,
                                 struct mah_error *err)
{
    struct output_type *out = &types->types[at];
    int found = service_type_find(&types->known, slice_of(indicator->type));
    out->code = indicator->type;
    for (int language = LANGUAGE_ENGLISH; language <= LANGUAGE_TURKISH; language++) {
        char *how = how_text(indicator, (enum language)language, true);
        char *metric = how_text(indicator, (enum language)language, false);
        types->texts[types->text_count++] = how;
        types->texts[types->text_count++] = metric;
        if (how == NULL || metric == NULL)
            return mah_no_memory(err);
        out->name[language] =
            found >= 0 ? service_type_name(&types->known.types[found], (enum language)language) : indicator->type;
        out->how[language] = how;
        out->metric[language] = metric;
    }
    return MAH_OK;
}

const struct output_type *comparison_type(const struct comparison_types *types, const char *code)
{
    for (size_t i = 0; code != NULL && i < types->count; i++)
        if (strcmp(types->types[i].code, code) == 0)
            return &types->types[i];
    return NULL;
}

enum mah_status comparison_types_fill(struct comparison_types *out, const struct comparison *comparison,
                                      struct mah_error *err)
{
    *out = (struct comparison_types){0};
    out->types = memory_new(comparison->indicator_count, sizeof *out->types);
    out->texts = memory_new(4 * comparison->indicator_count, sizeof *out->texts);
    if (out->types == NULL || out->texts == NULL)
        return mah_no_memory(err);
    enum mah_status status = service_types_read(&out->known, err);
    for (size_t i = 0; status == MAH_OK && i < comparison->indicator_count; i++) {
        const struct compared_indicator *indicator = &comparison->indicators[i];
        if (indicator->type == NULL || comparison_type(out, indicator->type) != NULL)
            continue;
        status = fill_type(out, out->count, indicator, err);
        out->count++;
    }
    return status;
}

void comparison_types_release(struct comparison_types *types)
{
    for (size_t i = 0; i < types->text_count; i++)
        memory_free(types->texts[i]);
    memory_free(types->texts);
    memory_free(types->types);
    service_types_release(&types->known);
}

static enum mah_status fill_labels(char **labels, const struct comparison *comparison,
                                   const struct comparison_types *types, const struct output_fields *fields,
                                   struct mah_error *err)
{
    for (size_t i = 0; i < comparison->indicator_count; i++) {
        const struct compared_indicator *indicator = &comparison->indicators[i];
        size_t row = 0;
        enum mah_status status = output_field_find(&row, fields, "mah_indicators", indicator->listed, err);
        if (status != MAH_OK)
            return status;
        labels[i] =
            output_field_label_of_type(fields, row, comparison_type(types, indicator->type), comparison->language);
        if (labels[i] == NULL)
            return mah_no_memory(err);
    }
    return MAH_OK;
}

enum mah_status comparison_labels(char ***out, const struct comparison *comparison, struct mah_error *err)
{
    struct output_fields fields = {0};
    struct comparison_types types = {0};
    char **labels = memory_new(comparison->indicator_count + 1, sizeof *labels);
    if (labels == NULL)
        return mah_no_memory(err);
    enum mah_status status = output_fields_read(&fields, err);
    if (status == MAH_OK)
        status = comparison_types_fill(&types, comparison, err);
    if (status == MAH_OK)
        status = fill_labels(labels, comparison, &types, &fields, err);
    comparison_types_release(&types);
    output_fields_release(&fields);
    for (size_t i = 0; status != MAH_OK && i < comparison->indicator_count; i++)
        memory_free(labels[i]);
    if (status != MAH_OK)
        memory_free(labels);
    else
        *out = labels;
    return status;
}
