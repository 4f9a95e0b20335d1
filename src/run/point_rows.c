/* Each located household of a batch to the layer of households. */
#include "run/point_rows.h"

#include "count/recent_part.h"

enum { ID_BYTES = 1024 };

static enum migrant_kind migrant_kind(const struct checked_batch *checked, size_t row, int64_t recent_nano)
{
    if (checked->arrival_class[row] == CLASS_UNKNOWN)
        return MIGRANT_UNKNOWN;
    return recent_nano > 0 ? MIGRANT_RECENT : MIGRANT_OTHER;
}

static struct household_point point_of(const struct placer *placer, const struct checked_batch *checked, size_t row)
{
    int64_t recent_nano = recent_persons_nano(checked, row);
    return (struct household_point){
        .position = placer->points[row],
        .mahalle = placer->locations[row].mahalle,
        .persons = checked->size[row],
        .recent = (double)recent_nano / (double)checked->weight_nano[row],
        .arrival_year = checked->arrival_year[row],
        .migrant = (uint8_t)migrant_kind(checked, row, recent_nano),
    };
}

enum mah_status point_rows_add(struct household_points *points, const struct placer *placer, const struct batch *batch,
                               const struct checked_batch *checked, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < checked->rows; row++) {
        if (checked->reason[row] != REJECT_NONE || !placer_has_place(placer, checked, row))
            continue;
        char id[ID_BYTES];
        size_t length = batch_cell_text(batch, FIELD_HH_ID, row, id, sizeof id);
        struct household_point point = point_of(placer, checked, row);
        status = household_points_add(points, &point, (struct slice){id, (uint32_t)length}, err);
    }
    return status;
}
