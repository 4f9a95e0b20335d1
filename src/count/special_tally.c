/* How many households said that somebody of a special category lives in them? */
#include "count/special_tally.h"

#include "base/memory.h"

static enum mah_status make(struct special_cells **cells, size_t mahalle_count, struct mah_error *err)
{
    if (*cells == NULL)
        *cells = memory_new(mahalle_count, sizeof **cells);
    return *cells != NULL ? MAH_OK : mah_no_memory(err);
}

/* Of the sums of households here, none is larger than that of all persons, whose overflow is seen. */
enum mah_status special_tally_add(struct special_cells **cells, size_t mahalle_count, const struct checked_batch *batch,
                                  const struct location *locations, struct mah_error *err)
{
    enum mah_status status = batch->has_special ? make(cells, mahalle_count, err) : MAH_OK;
    for (size_t row = 0; status == MAH_OK && batch->has_special && row < batch->rows; row++) {
        if (batch->reason[row] != REJECT_NONE || locations[row].mahalle < 0)
            continue;
        for (int group = 0; group < SPECIAL_COUNT; group++) {
            uint8_t answer = batch->special[row][group];
            if (answer != IS_UNKNOWN)
                tally_cell_add_part(&(*cells)[locations[row].mahalle].answers[group][answer], batch->weight_nano[row]);
        }
    }
    return status;
}

enum mah_status special_tally_merge(struct special_cells **into, const struct special_cells *from, size_t mahalle_count,
                                    struct mah_error *err)
{
    int overflow = 0;
    enum mah_status status = from != NULL ? make(into, mahalle_count, err) : MAH_OK;
    for (size_t i = 0; status == MAH_OK && from != NULL && i < mahalle_count; i++)
        for (int group = 0; group < SPECIAL_COUNT; group++)
            for (int answer = 0; answer < YES_NO_COUNT; answer++)
                overflow |= tally_cell_merge(&(*into)[i].answers[group][answer], &from[i].answers[group][answer]);
    if (overflow)
        return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
    return status;
}
