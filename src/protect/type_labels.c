/* What the labels of a run's service types say. */
#include "protect/type_labels.h"

#include <math.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "protect/need_figures.h"

/* "straight line", "straight line x 1.3", "on foot along streets": how distances were measured is never left out. */
static void add_metric(struct text *text, const struct protect_input *input, enum language language)
{
    bool turkish = language == LANGUAGE_TURKISH;
    if (input->services->metric == REACH_NETWORK) {
        text_add(text, turkish ? "yürüme" : "walking");
        return;
    }
    text_add(text, turkish ? "kuş uçuşu" : "straight line");
    if (input->project->coverage_detour > 1) {
        char detour[32];
        number_write(input->project->coverage_detour, detour);
        text_add_format(text, " × %s", detour);
    }
}

static char *metric_text(const struct protect_input *input, enum language language)
{
    struct text text = TEXT_EMPTY;
    add_metric(&text, input, language);
    return text_take(&text);
}

static char *how_text(const struct protect_input *input, size_t used, enum language language)
{
    struct text text = TEXT_EMPTY;
    double radius_m = input->services->used[used].radius_m;
    if (!isnan(radius_m)) {
        char number[32];
        number_write(radius_m, number);
        text_add_format(&text, "%s m ", number);
    }
    add_metric(&text, input, language);
    return text_take(&text);
}

enum mah_status type_labels_fill(struct type_labels *out, const struct protect_input *input, struct mah_error *err)
{
    const struct protect_services *services = input->services;
    if (services == NULL || services->used_count == 0)
        return MAH_OK;
    out->types = memory_new(services->used_count, sizeof *out->types);
    out->hows = memory_new(services->used_count, sizeof *out->hows);
    if (out->types == NULL || out->hows == NULL)
        return mah_no_memory(err);
    out->count = services->used_count;
    for (size_t i = 0; i < out->count; i++) {
        const struct service_type *type = &services->types->types[services->used[i].type];
        struct output_type *label = &out->types[i];
        label->code = type->code;
        for (int language = LANGUAGE_ENGLISH; language <= LANGUAGE_TURKISH; language++) {
            out->hows[i][language] = how_text(input, i, (enum language)language);
            out->hows[i][2 + language] = metric_text(input, (enum language)language);
            if (out->hows[i][language] == NULL || out->hows[i][2 + language] == NULL)
                return mah_no_memory(err);
            label->name[language] = service_type_name(type, (enum language)language);
            label->how[language] = out->hows[i][language];
            label->metric[language] = out->hows[i][2 + language];
            label->need_unit[language] = need_unit_of_type(services, type, (enum language)language);
            label->unit[language] = language == LANGUAGE_TURKISH ? type->capacity_tr : type->capacity_en;
        }
    }
    return MAH_OK;
}

void type_labels_release(struct type_labels *labels)
{
    for (size_t i = 0; i < labels->count; i++)
        for (size_t k = 0; k < 4; k++)
            memory_free(labels->hows[i][k]);
    memory_free(labels->hows);
    memory_free(labels->types);
    *labels = (struct type_labels){0};
}
