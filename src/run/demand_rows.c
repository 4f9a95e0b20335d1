/* Each located row of a batch as demand for a service. */
#include "run/demand_rows.h"

#include "count/reach_tally.h"
#include "count/recent_part.h"
#include "protect/differencing_guard.h"

/* As the store of ways keeps them, so that both count the same persons. */
static int64_t capped(int64_t persons, int64_t most)
{
    return persons < most ? persons : most;
}

/* Persons of the target group; -1 where an age band of it is not known. */
static int64_t target_persons(const struct checked_batch *checked, size_t row, const struct target_group *target)
{
    int64_t persons = 0;
    if (target->is_all)
        return checked->weight_nano[row] * capped(checked->size[row], UINT8_MAX);
    for (int band = 0; band < AGE_BANDS; band++) {
        if ((target->bands >> band & 1) == 0)
            continue;
        if (checked->ages[row][band] < 0)
            return -1;
        persons += checked->weight_nano[row] * capped(checked->ages[row][band], AGE_UNKNOWN - 1);
    }
    return persons;
}

static uint64_t key_of(const struct batch *batch, const struct checked_batch *checked, size_t row)
{
    char buffer[HOUSEHOLD_ID_BYTES];
    struct point place = checked->has_position[row] ? checked->position[row] : (struct point){0, 0};
    return guard_key(batch_household_id(batch, row, buffer), place, checked->size[row]);
}

enum mah_status demand_rows_add(struct demand_list *list, const struct reach_rows *ways, const struct placer *placer,
                                const struct batch *batch, const struct checked_batch *checked, struct mah_error *err)
{
    const struct reach_tally_rules *rules = &ways->services->rules;
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < checked->rows; row++) {
        if (checked->reason[row] != REJECT_NONE || placer->locations[row].mahalle == NO_MAHALLE)
            continue;
        bool is_known = checked->arrival_class[row] != CLASS_UNKNOWN;
        struct demand_row demand = {
            .place = ways->points[row],
            .all_nano = checked->weight_nano[row] * capped(checked->size[row], UINT8_MAX),
            .target_nano = target_persons(checked, row, &rules->targets[0]),
            .recent_nano = is_known ? recent_persons_nano(checked, row) : 0,
            .weight_nano = checked->weight_nano[row],
            .key = key_of(batch, checked, row),
            .distance_m = reach_distance_kept(ways->reached->distance_m[row], rules->types[0].radius_m),
        };
        enum reach_outcome outcome = (enum reach_outcome)ways->reached->outcome[row];
        status = demand_list_add(list, &demand, ways->has_point[row] ? outcome : REACH_NO_POSITION, err);
    }
    return status;
}
