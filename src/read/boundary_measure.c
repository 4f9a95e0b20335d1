/* Are the boundaries valid, what do they become when repaired, and how large are they? On all cores. */
#include <math.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "base/workers.h"
#include "geometry/valid_proof.h"
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

/* What a worker needs for row after row. */
struct measuring_tools {
    struct area_meter *meter;
    struct proof_scratch proof;
};

static void tools_release(struct measuring_tools *tools)
{
    area_meter_free(tools->meter);
    proof_scratch_release(&tools->proof);
}

/* Few polygons are invalid, and few of the others take GEOS to tell. */
static enum mah_status repair_and_measure(struct boundary_row *row, struct measuring_tools *tools,
                                          struct mah_error *reason)
{
    struct polygon original = {.bounds = rectangle_empty()};
    enum mah_status status = MAH_OK;
    if (!polygon_is_surely_valid(&row->polygon, &tools->proof)) {
        status = polygon_copy(&original, &row->polygon, reason);
        if (status == MAH_OK)
            status = polygon_repair(&row->polygon, &row->repair, reason);
    }
    if (status == MAH_OK)
        status = area_meter_km2(&row->area_km2, tools->meter, &row->polygon, reason);
    if (status == MAH_OK && row->repair.was_invalid)
        status = area_meter_km2(&row->area_before_km2, tools->meter, &original, reason);
    if (status == MAH_OK && !(row->area_km2 > 0))
        status = MAH_BAD_DATA;
    polygon_release(&original);
    return status;
}

static enum mah_status measure_row(struct boundary_row *row, struct measuring_tools *tools, struct mah_error *err)
{
    if (row->fault != NULL || row->is_far || row->is_measured)
        return MAH_OK;
    row->is_measured = true;
    struct mah_error reason = {0};
    enum mah_status status = repair_and_measure(row, tools, &reason);
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
    struct measuring_tools tools = {0};
    enum mah_status status = area_meter_new(&tools.meter, &measuring->rows->crs, err);
    while (status == MAH_OK) {
        size_t i = atomic_fetch_add(&measuring->next, 1);
        if (i >= measuring->rows->count)
            break;
        status = measure_row(&measuring->rows->rows[i], &tools, err);
    }
    tools_release(&tools);
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

/* ---- bounds ---- */

static bool reaches(const struct rectangle *inner, const struct rectangle *outer)
{
    return inner->min_x <= outer->min_x || inner->min_y <= outer->min_y || inner->max_x >= outer->max_x ||
           inner->max_y >= outer->max_y;
}

static struct rectangle bounds_of(const struct boundary_rows *rows)
{
    struct rectangle bounds = rectangle_empty();
    for (size_t i = 0; i < rows->count; i++) {
        const struct polygon *polygon = &rows->rows[i].polygon;
        if (polygon->part_count > 0) /* those of a faulty row are let go */
            rectangle_join(&bounds, &polygon->bounds);
    }
    return bounds;
}

/* Repairing makes no polygon reach farther. What reaches the bounds is repaired, until all that does has been. */
enum mah_status boundary_rows_find_bounds(struct rectangle *out, struct boundary_rows *rows, struct mah_error *err)
{
    struct measuring_tools tools = {0};
    enum mah_status status = area_meter_new(&tools.meter, &rows->crs, err);
    for (bool repairs = true; status == MAH_OK && repairs;) {
        repairs = false;
        *out = bounds_of(rows);
        for (size_t i = 0; status == MAH_OK && i < rows->count; i++) {
            struct boundary_row *row = &rows->rows[i];
            if (row->is_measured || row->polygon.part_count == 0 || !reaches(&row->polygon.bounds, out))
                continue;
            repairs = true;
            status = measure_row(row, &tools, err);
        }
    }
    tools_release(&tools);
    return status;
}
