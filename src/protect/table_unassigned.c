/* unassigned: the quarantine, so that rows can be repaired and fed again. */
#include "protect/tables.h"

struct unassigned_columns {
    size_t source, row, id, reason, raw, near_code, near_name, distance;
};

static enum mah_status find_unassigned(struct unassigned_columns *out, const struct release_table *table,
                                       struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } all[] = {{"source", &out->source},   {"row", &out->row},
               {"hh_id", &out->id},        {"reason", &out->reason},
               {"raw", &out->raw},         {"near_code", &out->near_code},
               {"dist_m", &out->distance}, {"near_name", &out->near_name}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = output_column(all[i].column, table, all[i].name, err);
    return status;
}

static enum mah_status set_place(struct release_table *table, const struct unassigned_columns *columns,
                                 const struct quarantined_row *row, const struct boundary_set *boundaries,
                                 struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (row->has_position)
        status = table_set_point(table, row->position, err);
    if (status != MAH_OK || row->nearest == NO_MAHALLE)
        return status;
    const struct mahalle *nearest = &boundaries->mahalle[row->nearest];
    status = table_set_text(table, columns->near_code, nearest->code, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->near_name, nearest->name, err);
    if (status == MAH_OK)
        status = table_set_real(table, columns->distance, row->distance_m, err);
    return status;
}

/* Which row it is and why tells nothing of the household; its id, its text and its place do. */
static enum mah_status add_unassigned_row(struct release_table *table, const struct unassigned_columns *columns,
                                          const struct quarantined_row *row, const struct protect_input *input,
                                          struct mah_error *err)
{
    enum mah_status status = table_add_row(table, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->source, input->books->sources[row->source].name, err);
    if (status == MAH_OK)
        status = table_set_integer(table, columns->row, row->row, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->reason, reject_word((enum reject_reason)row->reason), err);
    if (status != MAH_OK || input->project->profile != PROFILE_SECURE)
        return status;
    if (*row->id != '\0')
        status = table_set_text(table, columns->id, row->id, err);
    if (status == MAH_OK)
        status = table_set_text(table, columns->raw, row->raw, err);
    if (status == MAH_OK)
        status = set_place(table, columns, row, input->boundaries, err);
    return status;
}

enum mah_status add_unassigned(const struct table_context *context, struct mah_error *err)
{
    const struct quarantine *quarantine = context->input->quarantine;
    struct release_value reasons[REJECT_COUNT];
    for (size_t i = 1; i < REJECT_COUNT; i++)
        reasons[i - 1] =
            (struct release_value){reject_word((enum reject_reason)i),
                                   say_in(context->input->project->language, reject_meaning((enum reject_reason)i))};
    struct release_table *table = NULL;
    struct unassigned_columns columns;
    enum mah_status status = output_table_add(context->release, &table, context->fields, "unassigned", RELEASE_POINT,
                                              "reason", reasons, REJECT_COUNT - 1, err);
    if (status == MAH_OK)
        status = find_unassigned(&columns, table, err);
    if (status == MAH_OK)
        status = table_reserve_rows(table, quarantine->count, err);
    for (size_t i = 0; status == MAH_OK && i < quarantine->count; i++)
        status = add_unassigned_row(table, &columns, &quarantine->rows[i], context->input, err);
    return status;
}
