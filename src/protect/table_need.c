/* service_need: what the standards ask for, what exists and what is missing; and the same as fields of mah_indicators.
 */
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "protect/need_figures.h"

struct need_columns {
    size_t level, code, name, ilce, type, type_name, kind, scope, unit, source, flag; /* texts */
    size_t population, norm, need, exist, deficit, surplus, units, cost;              /* reals */
    size_t unknown, fair_share, verified;                                             /* integers */
};

static enum mah_status find_columns(struct need_columns *out, const struct release_table *table, struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } all[] = {{"level", &out->level},
               {"mah_code", &out->code},
               {"mah_name", &out->name},
               {"ilce_name", &out->ilce},
               {"service_type", &out->type},
               {"service_name", &out->type_name},
               {"kind", &out->kind},
               {"scope", &out->scope},
               {"population", &out->population},
               {"norm", &out->norm},
               {"need", &out->need},
               {"exist", &out->exist},
               {"deficit", &out->deficit},
               {"surplus", &out->surplus},
               {"units", &out->units},
               {"cost", &out->cost},
               {"unit", &out->unit},
               {"n_unknown", &out->unknown},
               {"fair_share", &out->fair_share},
               {"verified", &out->verified},
               {"source", &out->source},
               {"flag", &out->flag}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = output_column(all[i].column, table, all[i].name, err);
    return status;
}

static const struct release_value *level_values(enum language language, size_t *count)
{
    static const struct release_value turkish[] = {{"mahalle", "Mahalle"}, {"ilce", "İlçe"}, {"city", "Kent"}};
    static const struct release_value english[] = {{"mahalle", "Mahalle"}, {"ilce", "District"}, {"city", "City"}};
    *count = sizeof english / sizeof *english;
    return language == LANGUAGE_TURKISH ? turkish : english;
}

/* A group has no name but what the standard calls it. */
static const char *name_of(const struct need_case *need_case, enum language language)
{
    if (need_case->type != NULL)
        return service_type_name(need_case->type, language);
    const char *note = language == LANGUAGE_TURKISH ? need_case->any->note_tr : need_case->any->note_en;
    return note != NULL && *note != '\0' ? note : need_case->code;
}

static enum mah_status set_place(struct release_table *table, const struct need_columns *columns,
                                 const struct need_areas *areas, const struct boundary_set *boundaries, size_t area,
                                 struct mah_error *err)
{
    enum need_level level = need_area_level(areas, area);
    const char *code = NULL, *name = NULL, *ilce = NULL;
    if (level == NEED_MAHALLE) {
        code = boundaries->mahalle[area].code;
        name = boundaries->mahalle[area].name;
        ilce = boundaries->mahalle[area].ilce_name;
    } else if (level == NEED_ILCE) {
        ilce = areas->ilce_names[area - areas->mahalle_count];
    }
    enum mah_status status = table_set_text(table, columns->level, need_level_word(level), err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->code, code, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->name, name, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->ilce, ilce, err);
    return status;
}

static enum mah_status set_source(struct release_table *table, const struct need_columns *columns,
                                  const struct standard *row, struct mah_error *err)
{
    if (row == NULL)
        return MAH_OK;
    struct text text = TEXT_EMPTY;
    bool is_dated = row->source_date != NULL && *row->source_date != '\0';
    text_add(&text, row->source != NULL ? row->source : "");
    if (is_dated)
        text_add_format(&text, "%s%s", text.length > 0 ? ", " : "", row->source_date);
    char *source = text_take(&text);
    enum mah_status status = source != NULL ? table_set_text(table, columns->source, source, err) : mah_no_memory(err);
    memory_free(source);
    return status;
}

static enum mah_status set_standard(struct release_table *table, const struct need_columns *columns,
                                    const struct need_case *need_case, enum language language, struct mah_error *err)
{
    enum mah_status status = table_set_text(table, columns->type, need_case->code, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->type_name, name_of(need_case, language), err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->kind, need_kind_word(need_case->kind), err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->scope, standard_scope_word(need_case->rule.scope), err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->unit, need_unit(need_case, language), err);
    if (status == MAH_OK)
        status = set_source(table, columns, need_case->row, err);
    if (status == MAH_OK && need_case->row != NULL)
        status = table_set_real(table, columns->norm, need_case->rule.norm, err);
    if (status == MAH_OK && need_case->row != NULL)
        status = table_set_integer(table, columns->verified, need_case->is_verified, err);
    return status;
}

static enum mah_status set_flags(struct release_table *table, size_t column, unsigned flags, struct mah_error *err)
{
    if (flags == 0)
        return MAH_OK;
    struct text text = TEXT_EMPTY;
    for (int bit = 0; bit < NEED_FLAGS; bit++)
        if ((flags >> bit & 1u) != 0)
            text_add_format(&text, "%s%s", text.length > 0 ? " " : "", need_flag_word(bit));
    char *words = text_take(&text);
    enum mah_status status = words != NULL ? table_set_text(table, column, words, err) : mah_no_memory(err);
    memory_free(words);
    return status;
}

static enum mah_status set_figures(struct release_table *table, const struct need_columns *columns,
                                   const struct policy *policy, const struct need *need, struct mah_error *err)
{
    bool coarse = policy->round_to > 0;
    const struct {
        size_t column;
        struct rate rate;
    } all[] = {{columns->population, coarse ? rate_round_to_step(need->persons, 1) : need->persons},
               {columns->need, need_shown(policy, need->need)},
               {columns->exist, need->exist}, /* what stands there is no secret of anybody */
               {columns->deficit, need_shown(policy, need->deficit)},
               {columns->surplus, need_shown(policy, need->surplus)},
               {columns->units, need->units},
               {columns->cost, need_shown(policy, need->cost)}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = set_rate(table, all[i].column, all[i].rate, err);
    if (status == MAH_OK && (need->flags & NEED_NO_SERVICE) == 0)
        status = table_set_integer(table, columns->unknown, (int64_t)need->unknown, err);
    if (status == MAH_OK)
        status = table_set_integer(table, columns->fair_share, need->is_fair_share, err);
    if (status == MAH_OK)
        status = set_flags(table, columns->flag, need->flags, err);
    return status;
}

static enum mah_status add_case(struct release_table *table, const struct need_columns *columns,
                                const struct table_context *context, const struct need_figures *figures,
                                const struct need_case *need_case, struct mah_error *err)
{
    enum language language = context->input->project->language;
    enum mah_status status = MAH_OK;
    for (size_t area = 0; status == MAH_OK && area < need_area_count(figures->areas); area++) {
        status = table_add_row(table, err);
        if (status == MAH_OK)
            status = set_place(table, columns, figures->areas, context->input->boundaries, area, err);
        if (status == MAH_OK)
            status = set_standard(table, columns, need_case, language, err);
        if (status == MAH_OK)
            status = set_figures(table, columns, context->policy, &need_case->needs[area], err);
    }
    return status;
}

static enum mah_status add_cases(const struct table_context *context, const struct need_figures *figures,
                                 struct mah_error *err)
{
    size_t value_count;
    const struct release_value *values = level_values(context->input->project->language, &value_count);
    struct release_table *table = NULL;
    struct need_columns columns;
    enum mah_status status = output_table_add(context->release, &table, context->fields, "service_need",
                                              RELEASE_NO_GEOMETRY, "level", values, value_count, err);
    if (status == MAH_OK)
        status = find_columns(&columns, table, err);
    if (status == MAH_OK)
        status = table_reserve_rows(table, figures->count * need_area_count(figures->areas), err);
    for (size_t i = 0; status == MAH_OK && i < figures->count; i++)
        status = add_case(table, &columns, context, figures, &figures->cases[i], err);
    return status;
}

enum mah_status add_service_need(const struct table_context *context, struct mah_error *err)
{
    struct need_figures *figures = NULL;
    enum mah_status status = need_figures_new(&figures, context, err);
    if (status == MAH_OK && figures->count > 0)
        status = add_cases(context, figures, err);
    need_figures_free(figures);
    return status;
}

enum mah_status set_need(const struct table_context *context, struct release_table *table, size_t mahalle,
                         const struct need_figures *needs, struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && services != NULL && i < services->used_count; i++) {
        const char *code = services->types->types[services->used[i].type].code;
        const struct need_case *need_case = need_case_of_type(needs, code);
        if (need_case == NULL)
            continue;
        const struct need *need = &need_case->needs[mahalle];
        const struct {
            const char *stem;
            struct rate rate;
        } all[] = {{"need", need_shown(context->policy, need->need)},
                   {"def", need_shown(context->policy, need->deficit)},
                   {"units", need->units}};
        for (size_t k = 0; status == MAH_OK && k < sizeof all / sizeof *all; k++) {
            size_t column;
            status = output_type_column(&column, table, all[k].stem, code, err);
            if (status == MAH_OK)
                status = set_rate(table, column, all[k].rate, err);
        }
    }
    return status;
}
