/* unreached: households whose distance to a service is not known, so that their place or the streets can be mended. */
#include "count/unreached.h"

#include "protect/row_writer.h"
#include "protect/tables.h"
#include "reach/reach.h"

/* By enum reach_outcome. */
static const char *const words[REACH_OUTCOMES] = {
    [REACH_PLACED] = "no_way", [REACH_NO_POSITION] = "no_position", [REACH_NO_STREET] = "no_street"};

static const struct release_value *reasons(enum language language)
{
    static const struct release_value turkish[REACH_OUTCOMES] = {
        {"no_way", "Yollar bu türden hiçbir tesise ulaşmıyor"},
        {"no_position", "Koda ya da ada göre yerleştirildi, ölçülecek konum yok"},
        {"no_street", "Yakında yol yok"},
    };
    static const struct release_value english[REACH_OUTCOMES] = {
        {"no_way", "The streets lead to no facility of these types"},
        {"no_position", "Placed by code or name, no position to measure from"},
        {"no_street", "No street nearby"},
    };
    return language == LANGUAGE_TURKISH ? turkish : english;
}

static void put_household(struct row_writer *row, const struct unreached_row *household,
                          const struct protect_input *input)
{
    const struct mahalle *mahalle = &input->boundaries->mahalle[household->mahalle];
    put_row(row);
    put_text(row, "source", input->books->sources[household->source].name);
    put_integer(row, "row", household->row);
    put_text(row, "hh_id", household->id);
    put_text(row, "mah_code", mahalle->code);
    put_text(row, "mah_name", mahalle->name);
    put_text(row, "reason", words[household->outcome]);
    put_text(row, "service_types", household->types);
    if (row->status == MAH_OK && household->has_position)
        row->status = table_set_point(row->table, household->position, row->err);
}

enum mah_status add_unreached(const struct table_context *context, struct mah_error *err)
{
    const struct protect_input *input = context->input;
    const struct unreached *list = input->unreached;
    /* Ids and places of households leave only under the secure profile. */
    if (list == NULL || list->count == 0 || context->policy->profile != PROFILE_SECURE)
        return MAH_OK;
    struct row_writer row = {.table = NULL, .status = MAH_OK, .err = err};
    row.status = output_table_add(context->release, &row.table, context->fields, "unreached", RELEASE_POINT, "reason",
                                  reasons(input->project->language), REACH_OUTCOMES, err);
    if (row.status == MAH_OK)
        row.status = table_reserve_rows(row.table, list->count, err);
    for (size_t i = 0; i < list->count && row.status == MAH_OK; i++)
        put_household(&row, &list->rows[i], input);
    return row.status;
}
