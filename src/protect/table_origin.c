/* mah_origin: where the people of each mahalle come from, in long form; the city's rows last. */
#include "protect/tables.h"
#include "turkish/places.h"

struct origin_columns {
    size_t code, name, origin, origin_name, persons, share, quotient, recent, flag;
};

static enum mah_status find_columns(struct origin_columns *out, const struct release_table *table,
                                    struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } all[] = {{"mah_code", &out->code},   {"mah_name", &out->name},         {"orig", &out->origin},
               {"persons", &out->persons}, {"orig_name", &out->origin_name}, {"share", &out->share},
               {"lq", &out->quotient},     {"mig_rec", &out->recent},        {"flag", &out->flag}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = output_column(all[i].column, table, all[i].name, err);
    return status;
}

/* Persons of known origin in an area, hidden origins included: the denominator of its shares. */
struct rate persons_of_known_origin(const struct area_counts *area)
{
    return rate_subtract(count_rate(&area->measure[MEASURE_PERSONS]),
                         count_rate(&area->measure[MEASURE_ORIGIN_UNKNOWN]));
}

struct rate origin_share(const struct origin_counts *row, struct rate persons)
{
    struct rate share = rate_divide(count_rate(&row->persons), persons);
    return share.known && share.value > 1 ? rate_of(1) : share; /* both sides may have been rounded */
}

static struct rate city_share(const struct counts *counts, int origin, struct rate city_persons)
{
    size_t start, end;
    origins_of(counts, counts->mahalle_count, &start, &end);
    for (size_t i = start; i < end; i++)
        if (counts->origins[i].origin == origin)
            return origin_share(&counts->origins[i], city_persons);
    return rate_unknown;
}

static enum mah_status add_row(struct release_table *table, const struct origin_columns *columns,
                               const struct table_context *context, const struct origin_counts *row,
                               struct rate area_persons, struct rate city_persons, struct mah_error *err)
{
    const struct boundary_set *boundaries = context->input->boundaries;
    struct rate persons = count_rate(&row->persons), share = rate_unknown, quotient = rate_unknown;
    if (row->origin != ORIGIN_UNKNOWN)
        share = origin_share(row, area_persons);
    if (row->origin != ORIGIN_UNKNOWN && row->origin != ORIGIN_OTHER) /* "other" is not the same group everywhere */
        quotient = rate_divide(share, city_share(context->counts, row->origin, city_persons));
    bool coarse = context->policy->round_to > 0;
    enum mah_status status = table_add_row(table, err);
    if (status == MAH_OK && row->mahalle < boundaries->count)
        status = table_set_text(table, columns->code, boundaries->mahalle[row->mahalle].code, err);
    if (status == MAH_OK && row->mahalle < boundaries->count)
        status = table_set_text(table, columns->name, boundaries->mahalle[row->mahalle].name, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->origin, origin_word(row->origin), err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->origin_name,
                                origin_label(row->origin, context->input->project->language), err);
    if (status == MAH_OK)
        status = set_rate(table, columns->persons, persons, err);
    if (status == MAH_OK)
        status = set_rate(table, columns->share, coarse ? rate_round_to_step(share, 0.01) : share, err);
    if (status == MAH_OK)
        status = set_rate(table, columns->quotient, coarse ? rate_round_to_step(quotient, 0.01) : quotient, err);
    if (status == MAH_OK)
        status = set_rate(table, columns->recent, count_rate(&row->recent), err);
    if (status == MAH_OK && row->recent.state > COUNT_NOT_ASKED)
        status = table_set_text(table, columns->flag, count_state_code((enum count_state)row->recent.state), err);
    return status;
}

enum mah_status add_mah_origin(const struct table_context *context, struct mah_error *err)
{
    const struct counts *counts = context->counts;
    if (counts->origin_count == 0)
        return MAH_OK; /* nobody was asked: an empty table would look like an answer */
    struct release_table *table = NULL;
    struct origin_columns columns;
    enum mah_status status = output_table_add(context->release, &table, context->fields, "mah_origin",
                                              RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    if (status == MAH_OK)
        status = find_columns(&columns, table, err);
    if (status == MAH_OK)
        status = table_reserve_rows(table, counts->origin_count, err);
    struct rate city_persons = persons_of_known_origin(&counts->city), area_persons = rate_unknown;
    for (size_t i = 0; status == MAH_OK && i < counts->origin_count; i++) {
        const struct origin_counts *row = &counts->origins[i];
        if (i == 0 || counts->origins[i - 1].mahalle != row->mahalle)
            area_persons = persons_of_known_origin(row->mahalle < counts->mahalle_count ? &counts->mahalle[row->mahalle]
                                                                                        : &counts->city);
        status = add_row(table, &columns, context, row, area_persons, city_persons, err);
    }
    return status;
}
