/* city_summary: one figure a row for the whole city, from published values only. */
#include "base/memory.h"
#include "indicate/diversity.h"
#include "indicate/indicators.h"
#include "indicate/segregation.h"
#include "protect/table_living.h"
#include "protect/tables.h"
#include "turkish/places.h"

struct city_table {
    const struct table_context *context;
    struct release_table *table;
    size_t indicator, label, value, unit, n, flag;
};

static enum mah_status find_columns(struct city_table *city, struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } all[] = {{"indicator", &city->indicator}, {"label", &city->label}, {"value", &city->value},
               {"unit", &city->unit},           {"n", &city->n},         {"flag", &city->flag}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = output_column(all[i].column, city->table, all[i].name, err);
    return status;
}

/* `list` is the table of output_fields.csv in which the field's label and unit stand. */
static enum mah_status add_figure(struct city_table *city, const char *list, const char *field, struct rate rate,
                                  size_t n, enum count_state state, struct mah_error *err)
{
    const struct table_context *context = city->context;
    size_t row = 0;
    enum mah_status status = output_field_find(&row, context->fields, list, field, err);
    if (status == MAH_OK)
        status = table_add_row(city->table, err);
    if (status == MAH_OK)
        status = table_set_text(city->table, city->indicator, field, err);
    if (status == MAH_OK)
        status = table_set_text(city->table, city->label,
                                output_field_label(context->fields, row, context->input->project->language), err);
    if (status == MAH_OK)
        status = set_rate(city->table, city->value, rate, err);
    if (status == MAH_OK)
        status = table_set_text(city->table, city->unit,
                                output_field_unit(context->fields, row, context->input->project->language), err);
    if (status == MAH_OK)
        status = table_set_integer(city->table, city->n, (int64_t)n, err);
    if (status == MAH_OK && state > COUNT_NOT_ASKED)
        status = table_set_text(city->table, city->flag, count_state_code(state), err);
    return status;
}

static enum mah_status add_counts(struct city_table *city, struct mah_error *err)
{
    const struct counts *counts = city->context->counts;
    const struct area_counts *whole = &counts->city;
    size_t n = counts->mahalle_count;
    enum mah_status status =
        add_figure(city, "city_summary#value", "n_mahalle", rate_of((double)n), n, COUNT_KNOWN, err);
    if (status == MAH_OK)
        status = add_figure(city, "mah_indicators", "area_km2", whole->area_km2, n, COUNT_KNOWN, err);
    if (status == MAH_OK)
        status = add_figure(city, "mah_indicators", "n_rec", count_rate(&whole->records), n,
                            (enum count_state)whole->records.state, err);
    for (size_t i = 0; status == MAH_OK && i < MEASURE_COUNT; i++)
        if (whole->measure[i].state != COUNT_NOT_ASKED)
            status = add_figure(city, "mah_indicators", measure_facts[i].field, count_rate(&whole->measure[i]), n,
                                (enum count_state)whole->measure[i].state, err);
    for (size_t i = 0; status == MAH_OK && i < INDICATOR_COUNT; i++) {
        struct rate rate = indicator_compute((enum indicator)i, whole, whole);
        if (city->context->policy->round_to > 0)
            rate = indicator_round((enum indicator)i, rate);
        if (rate.known && i != INDICATOR_LQ_MIG && i != INDICATOR_SH_CITY_MIG) /* both are 1 by definition */
            status = add_figure(city, "mah_indicators", indicator_facts[i].field, rate, n, COUNT_KNOWN, err);
    }
    return status;
}

static enum mah_status add_living(struct city_table *city, struct mah_error *err)
{
    const struct counts *counts = city->context->counts;
    const struct living_counts *living = &counts->living[counts->mahalle_count];
    bool coarse = city->context->policy->round_to > 0;
    char field[LIVING_FIELD_SIZE];
    enum mah_status status = MAH_OK;
    for (int i = 0; status == MAH_OK && i < NETWORK_COUNT; i++) {
        const struct network_counts *network = &living->network[i];
        struct rate share = living_share_shown(network_share(network, LIVING_ALL), coarse);
        living_field(field, "net_", (enum network)i);
        if (share.known)
            status = add_figure(city, "mah_indicators", field, share, counts->mahalle_count, COUNT_KNOWN, err);
        living_field(field, "unh_", (enum network)i);
        if (status == MAH_OK && network_was_asked(living, (enum network)i))
            status = add_figure(city, "mah_indicators", field, count_rate(&network->households[IS_NO]),
                                counts->mahalle_count, (enum count_state)network->households[IS_NO].state, err);
    }
    for (int i = 0; status == MAH_OK && i < HOUSING_COUNT; i++) {
        struct rate rate = housing_shown((enum housing)i, living, city->context->policy->profile);
        if (rate.known)
            status = add_figure(city, "mah_indicators", housing_field((enum housing)i), rate, counts->mahalle_count,
                                COUNT_KNOWN, err);
    }
    return status;
}

/* Mahalle whose persons and recent migrants are both published. Migrants rounded above persons count as all of them. */
static enum mah_status list_units(struct segregation_unit **out, size_t *count, const struct counts *counts,
                                  struct mah_error *err)
{
    struct segregation_unit *units = memory_new(counts->mahalle_count, sizeof *units);
    if (units == NULL)
        return mah_no_memory(err);
    *count = 0;
    for (size_t i = 0; i < counts->mahalle_count; i++) {
        const struct area_counts *area = &counts->mahalle[i];
        struct rate classified = rate_subtract(count_rate(&area->measure[MEASURE_PERSONS]),
                                               count_rate(&area->measure[MEASURE_CLASS_UNKNOWN]));
        struct rate recent = count_rate(&area->measure[MEASURE_RECENT]);
        if (!classified.known || !recent.known || classified.value < 0)
            continue;
        double x = recent.value < classified.value ? recent.value : classified.value;
        units[(*count)++] = (struct segregation_unit){classified.value, x, area->area_km2.value};
    }
    *out = units;
    return MAH_OK;
}

static enum mah_status add_segregation(struct city_table *city, struct mah_error *err)
{
    struct segregation_unit *units = NULL;
    struct segregation figures;
    size_t n = 0;
    enum mah_status status = list_units(&units, &n, city->context->counts, err);
    if (status == MAH_OK)
        status = segregation_of(&figures, units, n, err);
    memory_free(units);
    if (status != MAH_OK)
        return status;
    const struct {
        const char *field;
        struct rate rate;
    } all[] = {{"seg_d", figures.dissimilarity}, {"seg_iso", figures.isolation}, {"seg_exp", figures.exposure},
               {"seg_eta2", figures.eta2},       {"seg_gini", figures.gini},     {"seg_h", figures.theil_h},
               {"seg_delta", figures.delta}};
    bool coarse = city->context->policy->round_to > 0;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++) {
        struct rate rate = coarse ? rate_round_to_step(all[i].rate, 0.01) : all[i].rate;
        if (rate.known)
            status = add_figure(city, "city_summary#value", all[i].field, rate, n, COUNT_KNOWN, err);
    }
    return status;
}

static enum mah_status add_diversity(struct city_table *city, struct mah_error *err)
{
    const struct counts *counts = city->context->counts;
    if (counts->origin_count == 0 || counts->city.origins_partial)
        return MAH_OK;
    struct diversity diversity;
    size_t used;
    enum mah_status status = diversity_of_area(&diversity, &used, counts, counts->mahalle_count, false, err);
    bool coarse = city->context->policy->round_to > 0;
    const struct {
        const char *list, *field;
        struct rate rate;
    } all[] = {{"city_summary#value", "n_origins", rate_of((double)used)},
               {"mah_indicators", "div_e", diversity.entropy},
               {"city_summary#value", "div_norm", diversity.normalised},
               {"mah_indicators", "div_eff", diversity.effective}};
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        if (all[i].rate.known)
            status = add_figure(city, all[i].list, all[i].field,
                                coarse ? rate_round_to_step(all[i].rate, 0.01) : all[i].rate, counts->mahalle_count,
                                COUNT_KNOWN, err);
    return status;
}

enum mah_status add_city_summary(const struct table_context *context, struct mah_error *err)
{
    struct city_table city = {.context = context};
    enum mah_status status = output_table_add(context->release, &city.table, context->fields, "city_summary",
                                              RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    if (status == MAH_OK)
        status = find_columns(&city, err);
    if (status == MAH_OK)
        status = add_counts(&city, err);
    if (status == MAH_OK)
        status = add_living(&city, err);
    if (status == MAH_OK)
        status = add_segregation(&city, err);
    if (status == MAH_OK)
        status = add_diversity(&city, err);
    return status;
}
