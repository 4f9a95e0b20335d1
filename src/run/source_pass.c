/* One household source, by several workers whose batches take turns in the order of the file. */
#include "run/source_pass.h"

#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "run/demand_rows.h"
#include "run/early_digests.h"
#include "run/point_rows.h"
#include "run/position_advice.h"
#include "run/reach_rows.h"
#include "run/source_crs.h"

enum {
    ADVICE_ROWS = 20, /* positions needed before a source is called misplaced */
    ADVICE_PER_CENT =
        5, /* below this share located, other readings are tried (reliability: swapped axes go unnoticed) */
    ID_BYTES = 1024
};

struct worker {
    struct source_pass *pass;
    size_t number;
    struct household_reader *reader;
    struct checker *checker;
    struct placer placer;
    struct reach_rows ways;
    struct area_rows areas;
    struct tally *tally;
    struct source_books *books;
    int32_t *nearest; /* of quarantined rows */
    double *distance_m;
};

static void worker_release(struct worker *worker)
{
    household_reader_free(worker->reader);
    checker_free(worker->checker);
    placer_release(&worker->placer);
    reach_rows_release(&worker->ways);
    area_rows_release(&worker->areas);
    memory_free(worker->nearest);
    memory_free(worker->distance_m);
}

static enum mah_status worker_init(struct worker *worker, struct source_pass *pass, size_t number,
                                   struct mah_error *err)
{
    *worker =
        (struct worker){.pass = pass, .number = number, .tally = pass->tallies[number], .books = &pass->books[number]};
    worker->nearest = memory_new(BATCH_ROWS, sizeof *worker->nearest);
    worker->distance_m = memory_new(BATCH_ROWS, sizeof *worker->distance_m);
    if (worker->nearest == NULL || worker->distance_m == NULL)
        return mah_no_memory(err);
    enum mah_status status = household_reader_new(&worker->reader, pass->source, err);
    if (status == MAH_OK)
        status = checker_new(&worker->checker, pass->rules, err);
    if (status == MAH_OK && pass->has_focus)
        checker_focus(worker->checker, &pass->focus, pass->options->asked->wanted);
    if (status == MAH_OK)
        status = placer_init(&worker->placer, pass->locator, pass->boundaries, pass->crs, pass->project->snap_m, err);
    if (status == MAH_OK)
        status = reach_rows_init(&worker->ways, pass->services, pass->boundaries, err);
    if (status == MAH_OK && pass->options->asked != NULL)
        status = area_rows_init(&worker->areas, pass->options->asked, &pass->findings[number], err);
    return status;
}

static bool fits_swapped(const struct boundary_set *boundaries, struct point point)
{
    return rectangle_contains(&boundaries->bounds, (struct point){point.y, point.x});
}

/* For the quarantine: where a rejected row lies. Done before the turn, since it takes long. */
static void find_nearest(struct worker *worker, const struct checked_batch *checked)
{
    for (size_t row = 0; row < checked->rows; row++) {
        worker->nearest[row] = NO_MAHALLE;
        if (checked->reason[row] != REJECT_NONE && checked->has_position[row])
            worker->nearest[row] =
                nearest_mahalle(worker->placer.finder, worker->placer.points[row], &worker->distance_m[row]);
    }
}

/* The first batch tells: hardly anything located, but nearly everything when read otherwise. */
static enum mah_status look_at_positions(const struct worker *worker, const struct checked_batch *checked,
                                         struct mah_error *err)
{
    struct source_pass *pass = worker->pass;
    size_t positions = 0, located = 0, impossible = 0;
    struct point *sample = memory_new(checked->rows, sizeof *sample);
    if (sample == NULL)
        return mah_no_memory(err);
    for (size_t row = 0; row < checked->rows; row++) {
        impossible += checked->reason[row] == REJECT_BAD_POSITION;
        if (!checked->has_position[row])
            continue;
        sample[positions++] = checked->position[row];
        located += worker->placer.method[row] == JOIN_SPATIAL;
    }
    struct position_advice advice = {0};
    enum mah_status status = MAH_OK;
    if (impossible * 2 > checked->rows)
        status = source_crs_advise(&pass->project->households[pass->source_index], household_source_facts(pass->source),
                                   pass->rules, pass->working, pass->locator, pass->boundaries, err);
    if (status == MAH_OK && pass->crs != NULL && positions >= ADVICE_ROWS &&
        located * 100 < positions * ADVICE_PER_CENT)
        status = position_advice_find(&advice, sample, positions, pass->crs, pass->locator, pass->boundaries, err);
    memory_free(sample);
    if (status != MAH_OK || !advice.found)
        return status;
    const char *name = household_source_facts(pass->source)->name;
    int per_cent = (int)(advice.share * 100);
    if (advice.swapped)
        return mah_fail(
            err, MAH_BAD_DATA,
            "the coordinates of '%s' look swapped: with x and y exchanged, in %s, %d of 100 positions lie in a "
            "mahalle; exchange the columns (fields: lon, lat or x, y) and run again",
            name, advice.crs, per_cent);
    return mah_fail(
        err, MAH_BAD_DATA,
        "the coordinates of '%s' do not fit '%s'; in %s %d of 100 positions lie in a mahalle; set crs of this source",
        name, pass->crs->definition, advice.crs, per_cent);
}

static enum mah_status keep_row(struct worker *worker, const struct batch *batch, const struct checked_batch *checked,
                                size_t row, struct mah_error *err)
{
    struct source_pass *pass = worker->pass;
    char id[ID_BYTES];
    size_t length =
        checked->reason[row] == REJECT_BAD_ROW ? 0 : batch_cell_text(batch, FIELD_HH_ID, row, id, sizeof id);
    bool is_duplicate = checked->reason[row] == REJECT_DUPLICATE_ID;
    if (is_duplicate && checked->has_position[row])
        worker->nearest[row] =
            nearest_mahalle(worker->placer.finder, worker->placer.points[row], &worker->distance_m[row]);
    struct quarantined_row kept = {
        .source = pass->source_index,
        .row = pass->next_row + batch->line[row],
        .reason = checked->reason[row],
        .id = memory_copy_bytes(id, length),
        .raw = batch_raw_text(batch, row),
        .has_position = checked->has_position[row],
        .position = worker->placer.points[row],
        .nearest = worker->nearest[row],
        .distance_m = worker->distance_m[row],
    };
    return quarantine_add(pass->quarantine, kept, err);
}

/* What must happen in the order of the rows: duplicates, and the list of the quarantine. */
static enum mah_status take_turn(struct worker *worker, const struct batch *batch, struct checked_batch *checked,
                                 struct mah_error *err)
{
    struct source_pass *pass = worker->pass;
    enum mah_status status = MAH_OK;
    if (!pass->looked_at_positions && !pass->has_focus && checked->rows > 0) {
        pass->looked_at_positions = true;
        status = look_at_positions(worker, checked, err);
    }
    for (size_t row = 0; status == MAH_OK && row < checked->rows; row++) {
        bool is_new = true;
        char buffer[HOUSEHOLD_ID_BYTES];
        if (checked->reason[row] == REJECT_NONE)
            status = seen_ids_add(pass->seen, batch_household_id(batch, row, buffer), &is_new, err);
        if (!is_new) {
            checked->reason[row] = REJECT_DUPLICATE_ID;
            worker->placer.locations[row].mahalle = NO_MAHALLE;
        }
        if (status == MAH_OK && checked->reason[row] != REJECT_NONE && pass->options->keep_quarantine)
            status = keep_row(worker, batch, checked, row, err);
    }
    if (status == MAH_OK && pass->options->keep_unreached)
        status = reach_rows_list(&worker->ways, pass->unreached, &worker->placer, checked, batch, pass->source_index,
                                 pass->next_row, err);
    if (status == MAH_OK && pass->points != NULL)
        status = point_rows_add(pass->points, &worker->placer, batch, checked, err);
    pass->next_row += (int64_t)batch->row_span;
    if (status == MAH_OK && pass->options->progress != NULL)
        pass->options->progress(pass->options->progress_context,
                                pass->bytes_before + household_source_bytes_read(pass->source), pass->bytes_total);
    return status;
}

static void keep_books(struct worker *worker, const struct checked_batch *checked)
{
    struct source_books *books = worker->books;
    const struct placer *placer = &worker->placer;
    books->read += (int64_t)checked->rows;
    for (size_t row = 0; row < checked->rows; row++) {
        if (checked->reason[row] == REJECT_ELSEWHERE)
            continue;
        if (checked->reason[row] == REJECT_OUTSIDE)
            books->would_fit_swapped += fits_swapped(placer->boundaries, placer->points[row]);
        if (checked->reason[row] == REJECT_UNKNOWN_MAHALLE)
            books->would_fit_as_text += placer->fits_as_text[row];
        if (checked->reason[row] != REJECT_NONE) {
            books->quarantined_by[checked->reason[row]]++;
            continue;
        }
        books->located++;
        books->located_by[placer->method[row]]++;
        books->on_border += placer->locations[row].on_border;
        books->in_overlap += placer->locations[row].in_overlap;
        books->code_conflicts += placer->code_conflict[row];
        books->outside_but_located +=
            checked->has_position[row] && (placer->method[row] == JOIN_CODE || placer->method[row] == JOIN_NAME);
    }
}

static enum mah_status count_rows(struct worker *worker, const struct batch *batch, const struct checked_batch *checked,
                                  struct mah_error *err)
{
    const struct placer *placer = &worker->placer;
    struct reach_tally *ways = worker->pass->ways != NULL ? worker->pass->ways[worker->number] : NULL;
    if (worker->pass->options->asked != NULL)
        return area_rows_count(&worker->areas, worker->tally, &worker->ways, ways, placer, batch, checked, err);
    enum mah_status status = tally_add_batch(worker->tally, checked, placer->locations, err);
    if (status == MAH_OK && ways != NULL)
        status = reach_rows_count(&worker->ways, ways, placer->locations, checked, err);
    if (status == MAH_OK && worker->pass->demands != NULL)
        status = demand_rows_add(&worker->pass->demands[worker->number], &worker->ways, placer, batch, checked, err);
    return status;
}

/* One batch: *abandoned is set where another worker failed and the rest no longer matters. */
static enum mah_status do_batch(struct worker *worker, const struct batch *batch, bool *abandoned,
                                struct mah_error *err)
{
    struct source_pass *pass = worker->pass;
    struct checked_batch *checked = NULL;
    enum mah_status status = checker_check(worker->checker, &checked, batch, pass->crs, worker->books->warnings, err);
    if (status != MAH_OK)
        return status;
    placer_place(&worker->placer, batch, checked);
    if (pass->options->asked != NULL)
        area_rows_leave_elsewhere(pass->options->asked, &worker->placer, checked);
    reach_rows_find(&worker->ways, &worker->placer, checked);
    if (pass->options->keep_quarantine)
        find_nearest(worker, checked);
    status = nearest_finder_status(worker->placer.finder, err);
    if (status != MAH_OK)
        return status;
    *abandoned = turn_wait(pass->turn, batch->ticket) != 0;
    if (*abandoned)
        return MAH_OK;
    status = take_turn(worker, batch, checked, err);
    if (status == MAH_OK)
        status = nearest_finder_status(worker->placer.finder, err); /* duplicates ask, too */
    turn_done(pass->turn, batch->ticket);
    if (status != MAH_OK)
        return status;
    keep_books(worker, checked);
    return count_rows(worker, batch, checked, err);
}

static enum mah_status work(void *shared, size_t number, struct mah_error *err)
{
    struct source_pass *pass = shared;
    struct worker worker;
    if (number > 0 && number + 1 == pass->options->threads)
        early_digests_wait(pass->options->early);
    enum mah_status status = worker_init(&worker, pass, number, err);
    bool abandoned = false, more = true;
    while (status == MAH_OK && more && !abandoned) {
        struct batch *batch = NULL;
        status = household_reader_next(worker.reader, &batch, &more, err);
        if (status == MAH_OK && interrupted())
            status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
        if (status == MAH_OK && more)
            status = do_batch(&worker, batch, &abandoned, err);
    }
    if (status != MAH_OK) {
        turn_abandon(pass->turn);
        early_digests_stop(pass->options->early);
    }
    worker_release(&worker);
    return status;
}

enum mah_status source_pass_run(struct source_pass *pass, struct mah_error *err)
{
    pass->next_row = household_source_facts(pass->source)->first_row_number;
    enum mah_status status = turn_new(&pass->turn, err);
    if (status == MAH_OK)
        status = workers_run(pass->options->threads, work, pass, err);
    turn_free(pass->turn);
    pass->turn = NULL;
    if (status == MAH_OK)
        status = household_source_refuse_identities(pass->source, err);
    return status;
}
