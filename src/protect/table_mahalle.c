/* mah_indicators: one row per mahalle, everything that is known of it. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "indicate/diversity.h"
#include "indicate/indicators.h"
#include "protect/need_figures.h"
#include "protect/table_living.h"
#include "protect/tables.h"
#include "turkish/places.h"

struct mahalle_columns {
    size_t code, name, ilce, area, records, official, flag, note;
    size_t top_origin, top_origin_share, entropy, effective;
    size_t measure[MEASURE_COUNT], indicator[INDICATOR_COUNT];
    struct living_columns living;
};

static enum mah_status find_columns(struct mahalle_columns *out, const struct release_table *table,
                                    struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } single[] = {{"mah_code", &out->code},       {"mah_name", &out->name},
                  {"ilce_name", &out->ilce},      {"area_km2", &out->area},
                  {"n_rec", &out->records},       {"pop_ext", &out->official},
                  {"flag", &out->flag},           {"note", &out->note},
                  {"top_orig", &out->top_origin}, {"top_orig_sh", &out->top_origin_share},
                  {"div_e", &out->entropy},       {"div_eff", &out->effective}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof single / sizeof *single; i++)
        status = output_column(single[i].column, table, single[i].name, err);
    for (size_t i = 0; status == MAH_OK && i < MEASURE_COUNT; i++)
        status = output_column(&out->measure[i], table, measure_facts[i].field, err);
    for (size_t i = 0; status == MAH_OK && i < INDICATOR_COUNT; i++)
        status = output_column(&out->indicator[i], table, indicator_facts[i].field, err);
    return status == MAH_OK ? living_columns_find(&out->living, table, err) : status;
}

const struct release_value *flag_values(enum language language, size_t *count)
{
    static const struct release_value turkish[] = {
        {"S1", "Gizlendi: mahallede az kayıt var"},    {"S2", "Gizlendi: göçmen sayısı az"},
        {"S3", "Gizlendi: hemen hemen herkes göçmen"}, {"S4", "Gizlendi: başka bir hücreyi korumak için"},
        {"N", "Bu mahallede hane kaydı yok"},
    };
    static const struct release_value english[] = {
        {"S1", "Suppressed: few records in the mahalle"},    {"S2", "Suppressed: few migrants"},
        {"S3", "Suppressed: almost everybody is a migrant"}, {"S4", "Suppressed: to protect another cell"},
        {"N", "No household record in this mahalle"},
    };
    *count = sizeof english / sizeof *english;
    return language == LANGUAGE_TURKISH ? turkish : english;
}

const char *area_flag(const struct area_counts *area)
{
    if (area_is_hidden(area))
        return count_state_code(COUNT_SUPPRESSED_UNIT);
    if (area->records.records == 0)
        return "N";
    enum count_state headline = (enum count_state)area->measure[MEASURE_RECENT].state;
    return headline == COUNT_NOT_ASKED ? "" : count_state_code(headline);
}

enum mah_status set_rate(struct release_table *table, size_t column, struct rate rate, struct mah_error *err)
{
    return rate.known ? table_set_real(table, column, rate.value, err) : MAH_OK;
}

void origins_of(const struct counts *counts, size_t mahalle, size_t *start, size_t *end)
{
    size_t low = 0, high = counts->origin_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (counts->origins[middle].mahalle < mahalle)
            low = middle + 1;
        else
            high = middle;
    }
    *start = *end = low;
    while (*end < counts->origin_count && counts->origins[*end].mahalle == mahalle)
        (*end)++;
}

const char *origin_word(int origin)
{
    if (origin == ORIGIN_OTHER)
        return "other";
    return origin == ORIGIN_UNKNOWN ? "unknown" : origin_code(origin);
}

const char *origin_label(int origin, enum language language)
{
    int turkish = language == LANGUAGE_TURKISH;
    if (origin == ORIGIN_OTHER)
        return turkish ? "Diğer" : "Other";
    if (origin == ORIGIN_UNKNOWN)
        return turkish ? "Bilinmiyor" : "Unknown";
    return origin_name(origin, turkish);
}

/* The largest shown origin; ties to the smaller code. NULL where none is shown, or where a hidden one may be larger. */
static const struct origin_counts *find_top_origin(const struct counts *counts, size_t mahalle)
{
    size_t start, end;
    const struct origin_counts *top = NULL;
    origins_of(counts, mahalle, &start, &end);
    for (size_t i = start; i < end; i++) {
        const struct origin_counts *row = &counts->origins[i];
        if (row->origin == ORIGIN_UNKNOWN || row->origin == ORIGIN_OTHER)
            continue;
        if (top == NULL || row->persons.value > top->persons.value ||
            (row->persons.value >= top->persons.value &&
             strcmp(origin_word(row->origin), origin_word(top->origin)) < 0))
            top = row;
    }
    return counts->mahalle[mahalle].top_origin_hidden ? NULL : top;
}

/* Of what is left after some origins were hidden no diversity can be told: it would look like a real one. */
enum mah_status diversity_of_area(struct diversity *out, size_t *groups, const struct counts *counts, size_t mahalle,
                                  bool is_partial, struct mah_error *err)
{
    size_t start, end, used = 0;
    origins_of(counts, mahalle, &start, &end);
    double *persons = memory_new(end - start, sizeof *persons);
    if (persons == NULL)
        return mah_no_memory(err);
    for (size_t i = start; i < end && !is_partial; i++)
        if (counts->origins[i].origin != ORIGIN_UNKNOWN)
            persons[used++] = counts->origins[i].persons.value;
    *out = diversity_of(persons, used, used);
    *groups = used;
    memory_free(persons);
    return MAH_OK;
}

static enum mah_status set_origins(struct release_table *table, const struct mahalle_columns *columns,
                                   const struct table_context *context, size_t mahalle, struct mah_error *err)
{
    const struct area_counts *area = &context->counts->mahalle[mahalle];
    const struct origin_counts *top = find_top_origin(context->counts, mahalle);
    bool coarse = context->policy->round_to > 0;
    struct diversity diversity = {0};
    struct rate share = top != NULL ? origin_share(top, persons_of_known_origin(area)) : rate_unknown;
    size_t groups;
    enum mah_status status =
        diversity_of_area(&diversity, &groups, context->counts, mahalle, area->origins_partial, err);
    if (status == MAH_OK && top != NULL)
        status = table_set_text(table, columns->top_origin,
                                origin_label(top->origin, context->input->project->language), err);
    if (status == MAH_OK)
        status = set_rate(table, columns->top_origin_share, coarse ? rate_round_to_step(share, 0.01) : share, err);
    if (status == MAH_OK)
        status = set_rate(table, columns->entropy,
                          coarse ? rate_round_to_step(diversity.entropy, 0.01) : diversity.entropy, err);
    if (status == MAH_OK)
        status = set_rate(table, columns->effective,
                          coarse ? rate_round_to_step(diversity.effective, 0.1) : diversity.effective, err);
    return status;
}

static enum mah_status set_names(struct release_table *table, const struct mahalle_columns *columns,
                                 const struct mahalle *mahalle, struct mah_error *err)
{
    enum mah_status status = table_set_text(table, columns->code, mahalle->code, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->name, mahalle->name, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->ilce, mahalle->ilce_name, err);
    if (status == MAH_OK)
        status = table_set_real(table, columns->area, mahalle->area_km2, err);
    if (status == MAH_OK && isfinite(mahalle->population_official))
        status = table_set_real(table, columns->official, mahalle->population_official, err);
    if (status == MAH_OK)
        status = table_set_polygon(table, &mahalle->polygon, err);
    return status;
}

static enum mah_status set_values(struct release_table *table, const struct mahalle_columns *columns,
                                  const struct table_context *context, const struct area_counts *area,
                                  struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (area->records.state == COUNT_KNOWN)
        status = table_set_integer(table, columns->records, (int64_t)area->records.value, err);
    for (size_t i = 0; status == MAH_OK && i < MEASURE_COUNT; i++)
        status = set_rate(table, columns->measure[i], count_rate(&area->measure[i]), err);
    for (size_t i = 0; status == MAH_OK && i < INDICATOR_COUNT; i++) {
        struct rate rate = indicator_compute((enum indicator)i, area, &context->counts->city);
        if (context->policy->round_to > 0)
            rate = indicator_round((enum indicator)i, rate);
        status = set_rate(table, columns->indicator[i], rate, err);
    }
    return status;
}

static enum mah_status set_flag(struct release_table *table, const struct mahalle_columns *columns,
                                const struct area_counts *area, enum language language, struct mah_error *err)
{
    const char *flag = area_flag(area);
    if (*flag == '\0')
        return MAH_OK;
    enum mah_status status = table_set_text(table, columns->flag, flag, err);
    size_t count;
    const struct release_value *values = flag_values(language, &count);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        if (strcmp(values[i].value, flag) == 0)
            status = table_set_text(table, columns->note, values[i].meaning, err);
    return status;
}

/* What is computed once and shown row by row. */
struct row_figures {
    struct need_figures *needs;
    struct access_figures *access;
};

static enum mah_status add_mahalle(const struct table_context *context, struct release_table *table,
                                   const struct mahalle_columns *columns, const struct row_figures *figures,
                                   size_t mahalle, struct mah_error *err)
{
    const struct area_counts *area = &context->counts->mahalle[mahalle];
    enum mah_status status = table_add_row(table, err);
    if (status == MAH_OK)
        status = set_names(table, columns, &context->input->boundaries->mahalle[mahalle], err);
    if (status == MAH_OK)
        status = set_values(table, columns, context, area, err);
    if (status == MAH_OK)
        status = set_origins(table, columns, context, mahalle, err);
    if (status == MAH_OK)
        status = living_columns_set(table, &columns->living, &context->counts->living[mahalle], context->policy, err);
    if (status == MAH_OK)
        status = set_coverage(context, table, mahalle, err);
    if (status == MAH_OK)
        status = set_accessibility(context, table, mahalle, figures->access, err);
    if (status == MAH_OK)
        status = set_need(context, table, mahalle, figures->needs, err);
    if (status == MAH_OK)
        status = set_flag(table, columns, area, context->input->project->language, err);
    return status;
}

enum mah_status add_mah_indicators(const struct table_context *context, struct mah_error *err)
{
    size_t value_count;
    const struct release_value *values = flag_values(context->input->project->language, &value_count);
    struct release_table *table = NULL;
    struct mahalle_columns columns;
    struct row_figures figures = {NULL, NULL};
    size_t count = context->input->boundaries->count;
    enum mah_status status = output_table_add(context->release, &table, context->fields, "mah_indicators",
                                              RELEASE_MULTIPOLYGON, "flag", values, value_count, err);
    if (status == MAH_OK)
        status = find_columns(&columns, table, err);
    if (status == MAH_OK)
        status = table_reserve_rows(table, count, err);
    if (status == MAH_OK)
        status = need_figures_new(&figures.needs, context, err);
    if (status == MAH_OK)
        status = access_figures_new(&figures.access, context, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        status = add_mahalle(context, table, &columns, &figures, i, err);
    if (status == MAH_OK)
        status = set_priority(context, table, err);
    need_figures_free(figures.needs);
    access_figures_free(figures.access);
    return status;
}
