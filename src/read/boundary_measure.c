/* Are the boundaries valid, what do they become when repaired, and how large are they? On all cores. */
#include <math.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "base/workers.h"
#include "read/boundary_rows.h"

struct measuring {
    struct boundary_rows *rows;
    atomic_size_t next;
};

static enum mah_status note_no_area(struct boundary_row *row, struct mah_error *err)
{
    polygon_release(&row->polygon);
    row->fault = memory_copy_text("no area");
    return row->fault ? MAH_OK : mah_no_memory(err);
}

static enum mah_status measure_row(struct boundary_row *row, struct area_meter *meter, struct mah_error *err)
{
    struct polygon original;
    struct mah_error reason = {0};
    enum mah_status status = polygon_copy(&original, &row->polygon, err);
    if (status != MAH_OK)
        return status;
    status = polygon_repair(&row->polygon, &row->repair, &reason);
    if (status == MAH_OK)
        status = area_meter_km2(&row->area_km2, meter, &row->polygon, &reason);
    if (status == MAH_OK && row->repair.was_invalid)
        status = area_meter_km2(&row->area_before_km2, meter, &original, &reason);
    if (status == MAH_OK && !(row->area_km2 > 0))
        status = MAH_BAD_DATA;
    polygon_release(&original);
    if (status == MAH_BAD_DATA)
        return note_no_area(row, err);
    if (status != MAH_OK && err) {
        *err = reason;
        mah_context(err, status, "mahalle '%s'", row->text[BOUNDARY_MAH_CODE]);
    }
    return status;
}

/* Rows are taken one by one; each has its own place for the result. */
static enum mah_status measure_rows(void *measuring_, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct measuring *measuring = measuring_;
    struct area_meter *meter = NULL;
    enum mah_status status = area_meter_new(&meter, &measuring->rows->crs, err);
    while (status == MAH_OK) {
        size_t i = atomic_fetch_add(&measuring->next, 1);
        if (i >= measuring->rows->count)
            break;
        if (!measuring->rows->rows[i].fault && !measuring->rows->rows[i].is_far)
            status = measure_row(&measuring->rows->rows[i], meter, err);
    }
    area_meter_free(meter);
    return status;
}

enum mah_status boundary_rows_measure(struct boundary_rows *rows, struct mah_error *err)
{
    struct measuring measuring = {.rows = rows};
    size_t workers = workers_default_count();
    if (workers > rows->count)
        workers = rows->count > 0 ? rows->count : 1;
    return workers_run(workers, measure_rows, &measuring, err);
}
