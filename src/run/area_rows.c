/* Each located row of a batch to the answers it belongs to. */
#include "run/area_rows.h"

#include <string.h>

#include "base/memory.h"
#include "protect/differencing_guard.h"

enum mah_status area_findings_init(struct area_findings *findings, const struct asked_areas *asked,
                                   struct mah_error *err)
{
    *findings = (struct area_findings){.sets = memory_new(asked->units->count + 1, sizeof *findings->sets)};
    if (findings->sets == NULL)
        return mah_no_memory(err);
    return asked->whole_count > 0 ? tally_new(&findings->whole, asked->whole_count, err) : MAH_OK;
}

void area_findings_release(struct area_findings *findings)
{
    memory_free(findings->sets);
    tally_free(findings->whole);
    id_hashes_release(&findings->inside);
    id_hashes_release(&findings->outside);
    *findings = (struct area_findings){0};
}

enum mah_status area_findings_merge(struct area_findings *into, struct area_findings *from,
                                    const struct asked_areas *asked, struct mah_error *err)
{
    for (size_t i = 0; i <= asked->units->count; i++)
        guarded_set_add(&into->sets[i], &from->sets[i]);
    into->in_focus += from->in_focus;
    into->unplaced += from->unplaced;
    if (from->has_batches)
        into->lacking = into->has_batches ? into->lacking & from->lacking : from->lacking;
    into->has_batches = into->has_batches || from->has_batches;
    enum mah_status status = id_hashes_take(&into->inside, &from->inside, err);
    if (status == MAH_OK && into->whole != NULL)
        status = tally_merge(into->whole, from->whole, err);
    return status == MAH_OK ? id_hashes_take(&into->outside, &from->outside, err) : status;
}

enum mah_status area_rows_init(struct area_rows *rows, const struct asked_areas *asked, struct area_findings *findings,
                               struct mah_error *err)
{
    *rows = (struct area_rows){.asked = asked, .findings = findings};
    rows->found = memory_new(asked->area_count, sizeof *rows->found);
    rows->locations = memory_new(BATCH_ROWS, sizeof *rows->locations);
    rows->start = memory_new(BATCH_ROWS + 1, sizeof *rows->start);
    return rows->found != NULL && rows->locations != NULL && rows->start != NULL ? MAH_OK : mah_no_memory(err);
}

void area_rows_release(struct area_rows *rows)
{
    memory_free(rows->found);
    memory_free(rows->locations);
    memory_free(rows->unit);
    memory_free(rows->start);
    *rows = (struct area_rows){0};
}

void area_rows_leave_elsewhere(const struct asked_areas *asked, struct placer *placer, struct checked_batch *checked)
{
    if (asked->focus == NULL || asked->wanted != NULL)
        return;
    for (size_t row = 0; row < checked->rows; row++) {
        bool is_sound = checked->reason[row] == REJECT_NONE || checked->reason[row] == REJECT_OUTSIDE;
        if (!is_sound || !checked->has_position[row] || rectangle_contains(asked->focus, placer->points[row]))
            continue;
        checked->reason[row] = REJECT_ELSEWHERE;
        placer->locations[row] = (struct location){.mahalle = NO_MAHALLE};
    }
}

static uint64_t key_of_row(const struct batch *batch, const struct checked_batch *checked, size_t row)
{
    char buffer[HOUSEHOLD_ID_BYTES];
    struct slice id = batch_household_id(batch, row, buffer);
    struct point place = checked->has_position[row] ? checked->position[row] : (struct point){0, 0};
    return guard_key(id, place, checked->size[row]);
}

/* The units of one row, added to the list. */
static enum mah_status find_units(struct area_rows *rows, const struct placer *placer,
                                  const struct checked_batch *checked, size_t row, uint32_t *end, struct mah_error *err)
{
    const struct asked_areas *asked = rows->asked;
    uint32_t mahalle = (uint32_t)placer->locations[row].mahalle;
    size_t count = area_index_find(asked->index, mahalle, checked->has_position[row], placer->points[row], rows->found);
    if (memory_grow((void **)&rows->unit, &rows->unit_capacity, *end + count, sizeof *rows->unit) != 0)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        uint32_t unit = asked_unit_of(asked->units, rows->found[i], mahalle);
        if (unit != UINT32_MAX)
            rows->unit[(*end)++] = unit;
    }
    return MAH_OK;
}

/* Which rows pass the condition, and in which units they are. */
static enum mah_status sort_rows(struct area_rows *rows, const struct placer *placer, const struct batch *batch,
                                 const struct checked_batch *checked, struct mah_error *err)
{
    const struct asked_areas *asked = rows->asked;
    struct area_findings *findings = rows->findings;
    enum mah_status status = MAH_OK;
    uint32_t end = 0;
    for (size_t row = 0; row < checked->rows; row++) {
        rows->start[row] = end;
        rows->locations[row] = (struct location){.mahalle = NO_MAHALLE};
        if (status != MAH_OK || checked->reason[row] != REJECT_NONE || placer->locations[row].mahalle == NO_MAHALLE)
            continue;
        findings->in_focus += checked->has_position[row];
        if (asked->filter != NULL && !household_filter_passes(asked->filter, batch, checked, row))
            continue;
        findings->unplaced += !checked->has_position[row];
        status = find_units(rows, placer, checked, row, &end, err);
        if (end == rows->start[row] && !asked->counts_city)
            continue;
        struct guarded_set alone = {key_of_row(batch, checked, row), checked->weight_nano[row]};
        for (uint32_t i = rows->start[row]; i < end; i++)
            guarded_set_add(&findings->sets[rows->unit[i]], &alone);
        if (asked->counts_city) {
            guarded_set_add(&findings->sets[asked->units->count], &alone);
            rows->locations[row].mahalle = (int32_t)asked->units->count;
        }
    }
    rows->start[checked->rows] = end;
    return status;
}

/* The n-th unit of every row; false where no row has so many. */
static bool take_units(struct area_rows *rows, size_t row_count, uint32_t n)
{
    bool any = false;
    for (size_t row = 0; row < row_count; row++) {
        bool has = rows->start[row] + n < rows->start[row + 1];
        rows->locations[row].mahalle = has ? (int32_t)rows->unit[rows->start[row] + n] : NO_MAHALLE;
        any = any || has;
    }
    return any;
}

/* A row in the focus may be the second one of an id whose first one lies elsewhere: such ids are found afterwards. */
static enum mah_status note_ids(struct area_rows *rows, const struct batch *batch, const struct checked_batch *checked,
                                struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    char buffer[HOUSEHOLD_ID_BYTES];
    if (rows->asked->focus == NULL || rows->asked->wanted != NULL)
        return MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < checked->rows; row++) {
        bool is_outside = checked->reason[row] == REJECT_ELSEWHERE;
        if (!is_outside && checked->reason[row] != REJECT_NONE)
            continue;
        struct id_hashes *list = is_outside ? &rows->findings->outside : &rows->findings->inside;
        status = id_hashes_add(list, batch_household_id(batch, row, buffer), err);
    }
    return status;
}

enum mah_status area_rows_count(struct area_rows *rows, struct tally *tally, struct reach_rows *ways,
                                struct reach_tally *way_tally, const struct placer *placer, const struct batch *batch,
                                const struct checked_batch *checked, struct mah_error *err)
{
    struct area_findings *findings = rows->findings;
    if (rows->asked->filter != NULL) {
        uint32_t lacking = household_filter_lacks(rows->asked->filter, batch);
        findings->lacking = findings->has_batches ? findings->lacking & lacking : lacking;
    }
    findings->has_batches = true;
    enum mah_status status = note_ids(rows, batch, checked, err);
    if (status == MAH_OK)
        status = sort_rows(rows, placer, batch, checked, err);
    if (status == MAH_OK && findings->whole != NULL)
        status = tally_add_batch(findings->whole, checked, placer->locations, err);
    if (status == MAH_OK && rows->asked->counts_city)
        status = tally_add_batch(tally, checked, rows->locations, err);
    for (uint32_t n = 0; status == MAH_OK && take_units(rows, checked->rows, n); n++) {
        status = tally_add_batch(tally, checked, rows->locations, err);
        if (status == MAH_OK && way_tally != NULL)
            status = reach_rows_count(ways, way_tally, rows->locations, checked, err);
    }
    return status;
}
