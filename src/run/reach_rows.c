/* Each located row of a batch to its services. */
#include "run/reach_rows.h"

#include <math.h>

#include "base/memory.h"
#include "base/text.h"

enum mah_status reach_rows_init(struct reach_rows *rows, const struct service_reach *services,
                                const struct boundary_set *boundaries, struct mah_error *err)
{
    *rows = (struct reach_rows){.services = services};
    if (!services->is_asked)
        return MAH_OK;
    rows->points = memory_new(BATCH_ROWS, sizeof *rows->points);
    rows->has_point = memory_new(BATCH_ROWS, sizeof *rows->has_point);
    if (rows->points == NULL || rows->has_point == NULL)
        return mah_no_memory(err);
    enum mah_status status = transformation_new(&rows->to_working, &boundaries->crs, &services->working, err);
    if (status == MAH_OK)
        status = reacher_new(&rows->reacher, services->reach, err);
    return status;
}

void reach_rows_release(struct reach_rows *rows)
{
    reacher_free(rows->reacher);
    transformation_free(rows->to_working);
    memory_free(rows->points);
    memory_free(rows->has_point);
    *rows = (struct reach_rows){0};
}

void reach_rows_find(struct reach_rows *rows, const struct placer *placer, const struct checked_batch *checked)
{
    if (!rows->services->is_asked)
        return;
    for (size_t row = 0; row < checked->rows; row++) {
        rows->has_point[row] = placer_has_place(placer, checked, row);
        rows->points[row] = rows->has_point[row] ? placer->points[row] : placer->points[0];
    }
    transformation_apply(rows->to_working, rows->points, checked->rows);
    for (size_t row = 0; row < checked->rows; row++)
        rows->has_point[row] = rows->has_point[row] && isfinite(rows->points[row].x) && isfinite(rows->points[row].y);
    rows->reached = reacher_reach(rows->reacher, rows->points, rows->has_point, checked->rows);
}

/* "primary asm": the types whose distance from a row is not known; "" where all are. */
static char *unknown_types(const struct reach_rows *rows, size_t row)
{
    const struct service_reach *services = rows->services;
    struct text text = TEXT_EMPTY;
    text_add(&text, "");
    for (size_t t = 0; t < services->used_count; t++)
        if (isnan(rows->reached->distance_m[t * BATCH_ROWS + row]))
            text_add_format(&text, "%s%s", text.length > 0 ? " " : "",
                            services->types.types[services->used[t].type].code);
    return text_take(&text);
}

static bool has_unknown(const struct reach_rows *rows, size_t row)
{
    for (size_t t = 0; t < rows->services->used_count; t++)
        if (isnan(rows->reached->distance_m[t * BATCH_ROWS + row]))
            return true;
    return false;
}

enum mah_status reach_rows_list(const struct reach_rows *rows, struct unreached *list, const struct placer *placer,
                                const struct checked_batch *checked, const struct batch *batch, size_t source,
                                int64_t first_row, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && rows->services->is_asked && row < checked->rows; row++) {
        if (checked->reason[row] != REJECT_NONE || placer->locations[row].mahalle == NO_MAHALLE ||
            !has_unknown(rows, row))
            continue;
        char id[1024];
        size_t length = batch_cell_text(batch, FIELD_HH_ID, row, id, sizeof id);
        struct unreached_row kept = {
            .source = source,
            .row = first_row + batch->line[row],
            .outcome = rows->reached->outcome[row],
            .id = memory_copy_bytes(id, length),
            .types = unknown_types(rows, row),
            .mahalle = placer->locations[row].mahalle,
            .has_position = checked->has_position[row],
            .position = placer->points[row],
        };
        status = unreached_add(list, kept, err);
    }
    return status;
}

enum mah_status reach_rows_count(struct reach_rows *rows, struct reach_tally *tally, const struct location *locations,
                                 const struct checked_batch *checked, struct mah_error *err)
{
    if (!rows->services->is_asked)
        return MAH_OK;
    return reach_tally_add_batch(tally, &rows->services->rules, checked, locations, rows->points, rows->has_point,
                                 rows->reached, rows->reacher, err);
}
