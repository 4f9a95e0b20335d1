/* What is counted of the ways from households to services. */
#include "count/reach_tally.h"

#include <math.h>

#include "base/memory.h"
#include "count/catchment_table.h"
#include "count/recent_part.h"
#include "read/batch.h"

enum mah_status reach_tally_new(struct reach_tally **out, const struct reach_tally_rules *rules, struct mah_error *err)
{
    struct reach_tally *tally = memory_new(1, sizeof *tally);
    if (tally == NULL)
        return mah_no_memory(err);
    tally->facility_count = rules->facility_count;
    tally->demand = memory_new(rules->facility_count, sizeof *tally->demand);
    tally->type_count = rules->type_count;
    tally->no_way_records = memory_new(rules->type_count, sizeof *tally->no_way_records);
    tally->target_nano = memory_new(rules->type_count, sizeof *tally->target_nano);
    bool complete = tally->demand != NULL && tally->no_way_records != NULL && tally->target_nano != NULL;
    enum mah_status status = complete ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = reach_store_new(&tally->store, rules->type_count, err);
    if (status != MAH_OK) {
        reach_tally_free(tally);
        return status;
    }
    *out = tally;
    return MAH_OK;
}

void reach_tally_free(struct reach_tally *tally)
{
    if (tally == NULL)
        return;
    reach_store_free(tally->store);
    memory_free(tally->demand);
    memory_free(tally->no_way_records);
    memory_free(tally->target_nano);
    memory_free(tally->slots);
    memory_free(tally);
}

static enum mah_status too_large(struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
}

/* ---- one household ---- */

static uint8_t kept_age(int16_t persons)
{
    if (persons < 0)
        return AGE_UNKNOWN;
    return persons < AGE_UNKNOWN ? (uint8_t)persons : AGE_UNKNOWN - 1;
}

/* Column and row of the smallest cells; households further than 65,535 cells from the origin have none. */
static uint32_t grid_cell(const struct reach_tally_rules *rules, struct point point)
{
    double column = floor((point.x - rules->grid_origin.x) / rules->grid_cell_m);
    double row = floor((point.y - rules->grid_origin.y) / rules->grid_cell_m);
    bool inside = column >= 0 && column < UINT16_MAX && row >= 0 && row < UINT16_MAX;
    return inside ? (uint32_t)column | (uint32_t)row << 16 : NO_GRID_CELL;
}

static void fill_row(struct reach_row *kept, const struct checked_batch *batch, size_t row, uint32_t mahalle,
                     uint32_t cell)
{
    *kept = (struct reach_row){
        .weight_nano = batch->weight_nano[row],
        .recent_nano = recent_persons_nano(batch, row),
        .mahalle = mahalle,
        .grid_cell = cell,
        .size = (uint8_t)(batch->size[row] < UINT8_MAX ? batch->size[row] : UINT8_MAX),
        .class_known = batch->arrival_class[row] != CLASS_UNKNOWN,
    };
    for (int band = 0; band < AGE_BANDS; band++)
        kept->ages[band] = kept_age(batch->ages[row][band]);
}

static void add_nearest(struct facility_demand *demand, const int64_t persons[REACH_GROUPS])
{
    if (persons[REACH_TARGET] > 0) {
        demand->target_nano += persons[REACH_TARGET];
        demand->target_records++;
    }
    if (persons[REACH_RECENT] > 0) {
        demand->recent_nano += persons[REACH_RECENT];
        demand->recent_records++;
    }
}

/* ---- a batch ---- */

/* One batch on its way into the tally. */
struct adding {
    struct reach_tally *tally;
    const struct reach_tally_rules *rules;
    const struct reached *reached;
    struct reacher *reacher;
};

static enum mah_status add_catchments(const struct adding *adding, size_t type, size_t row, uint32_t mahalle,
                                      int64_t target_nano, struct mah_error *err)
{
    size_t count = 0;
    const struct reach_type *rules = &adding->rules->types[type];
    const struct reach_link *links = reacher_catchment(adding->reacher, type, row, &count, err);
    if (links == NULL)
        return MAH_FAILED;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        double share = reach_decay(adding->rules->decay, links[i].distance_m, rules->radius_m);
        struct catchment_cell cell = {.facility = links[i].facility,
                                      .mahalle = mahalle,
                                      .demand_nano = target_nano,
                                      .fading_nano = llround((double)target_nano * share),
                                      .records = 1};
        status = catchment_table_add(adding->tally, &cell, err);
    }
    return status;
}

static enum mah_status add_type(const struct adding *adding, size_t type, size_t row, const struct reach_row *kept,
                                float *distance_m, struct mah_error *err)
{
    const struct target_group *target = &adding->rules->targets[type];
    double distance = adding->reached->distance_m[type * BATCH_ROWS + row];
    uint32_t facility = adding->reached->facility[type * BATCH_ROWS + row];
    int64_t persons[REACH_GROUPS];
    *distance_m = reach_distance_kept(distance, adding->rules->types[type].radius_m);
    reach_row_persons(kept, target->bands, target->is_all, persons);
    int64_t *target_nano = &adding->tally->target_nano[type];
    if (persons[REACH_TARGET] > 0 && __builtin_add_overflow(*target_nano, persons[REACH_TARGET], target_nano))
        return too_large(err);
    if (isnan(distance) && adding->reached->outcome[row] == REACH_PLACED)
        adding->tally->no_way_records[type]++;
    if (facility != NO_FACILITY)
        add_nearest(&adding->tally->demand[facility], persons);
    if (!adding->rules->types[type].has_catchments || persons[REACH_TARGET] <= 0)
        return MAH_OK;
    return add_catchments(adding, type, row, kept->mahalle, persons[REACH_TARGET], err);
}

static enum mah_status add_row(const struct adding *adding, const struct checked_batch *batch, size_t row,
                               uint32_t mahalle, uint32_t cell, struct mah_error *err)
{
    struct reach_row *kept = NULL;
    float *distance_m = NULL;
    enum mah_status status = reach_store_add(adding->tally->store, &kept, &distance_m, err);
    if (status != MAH_OK)
        return status;
    fill_row(kept, batch, row, mahalle, cell);
    int64_t *persons_nano = &adding->tally->persons_nano;
    if (__builtin_add_overflow(*persons_nano, kept->weight_nano * kept->size, persons_nano))
        return too_large(err);
    adding->tally->outcome_records[adding->reached->outcome[row]]++;
    for (size_t type = 0; status == MAH_OK && type < adding->rules->type_count; type++)
        status = add_type(adding, type, row, kept, &distance_m[type], err);
    return status;
}

enum mah_status reach_tally_add_batch(struct reach_tally *tally, const struct reach_tally_rules *rules,
                                      const struct checked_batch *batch, const struct location *locations,
                                      const struct point *points, const bool *has_point, const struct reached *reached,
                                      struct reacher *reacher, struct mah_error *err)
{
    struct adding adding = {tally, rules, reached, reacher};
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < batch->rows; row++) {
        if (batch->reason[row] != REJECT_NONE || locations[row].mahalle == NO_MAHALLE)
            continue;
        uint32_t cell = has_point[row] ? grid_cell(rules, points[row]) : NO_GRID_CELL;
        status = add_row(&adding, batch, row, (uint32_t)locations[row].mahalle, cell, err);
    }
    return status;
}

static enum mah_status merge_totals(struct reach_tally *into, const struct reach_tally *from, struct mah_error *err)
{
    int overflow = __builtin_add_overflow(into->persons_nano, from->persons_nano, &into->persons_nano);
    for (size_t i = 0; i < into->type_count; i++)
        overflow |= __builtin_add_overflow(into->target_nano[i], from->target_nano[i], &into->target_nano[i]);
    return overflow ? too_large(err) : MAH_OK;
}

static void merge_counts(struct reach_tally *into, const struct reach_tally *from)
{
    for (size_t i = 0; i < into->facility_count; i++) {
        into->demand[i].target_nano += from->demand[i].target_nano;
        into->demand[i].target_records += from->demand[i].target_records;
        into->demand[i].recent_nano += from->demand[i].recent_nano;
        into->demand[i].recent_records += from->demand[i].recent_records;
    }
    for (size_t i = 0; i < into->type_count; i++)
        into->no_way_records[i] += from->no_way_records[i];
    for (size_t i = 0; i < REACH_OUTCOMES; i++)
        into->outcome_records[i] += from->outcome_records[i];
}

enum mah_status reach_tally_merge(struct reach_tally *into, struct reach_tally *from, struct mah_error *err)
{
    enum mah_status status = merge_totals(into, from, err);
    if (status == MAH_OK)
        status = reach_store_take(into->store, from->store, err);
    if (status != MAH_OK)
        return status;
    merge_counts(into, from);
    for (size_t i = 0; status == MAH_OK && i < from->slot_count; i++)
        if (from->slots[i].records != 0)
            status = catchment_table_add(into, &from->slots[i], err);
    memory_free(from->slots);
    from->slots = NULL;
    from->slot_count = from->used = 0;
    return status;
}
