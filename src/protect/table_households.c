/* mah_households, mah_households_masked: where households live, exactly or moved. Under the secure profile only. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "protect/row_writer.h"
#include "protect/tables.h"

enum { ROWS_AT_ONCE = 1000000 }; /* about 80 MB */

/* By enum migrant_kind. */
static const struct release_value *migrant_values(enum language language)
{
    static const struct release_value turkish[MIGRANT_KINDS] = {
        {"unknown", "Geliş tarihi bilinmiyor"},
        {"other", "Yakın dönem göçmeni yok"},
        {"recent", "Yakın dönem göçmeni var"},
    };
    static const struct release_value english[MIGRANT_KINDS] = {
        {"unknown", "Arrival not known"},
        {"other", "No recent migrants"},
        {"recent", "With recent migrants"},
    };
    return language == LANGUAGE_TURKISH ? turkish : english;
}

/* One of the two layers, being filled. */
struct layer {
    const struct table_context *context;
    const struct protect_points *points;
    struct geomask *mask; /* NULL: exact */
    struct row_writer row;
    struct household_notes *notes;
    struct masked_point *moved; /* of the mahalle in hand */
    size_t moved_capacity;
    size_t *order;
    size_t order_capacity;
};

static void put_mahalle(struct layer *layer, int32_t mahalle)
{
    const struct mahalle *facts = &layer->context->input->boundaries->mahalle[mahalle];
    put_text(&layer->row, "mah_code", facts->code);
    put_text(&layer->row, "mah_name", facts->name);
}

static void put_household(struct layer *layer, const struct household_point *household)
{
    const struct release_value *values = migrant_values(layer->context->input->project->language);
    put_integer(&layer->row, "persons", household->persons);
    put_text(&layer->row, "migrant", values[household->migrant].value);
}

static void put_point(struct layer *layer, struct point point)
{
    if (layer->row.status == MAH_OK)
        layer->row.status = table_set_point(layer->row.table, point, layer->row.err);
    layer->notes->points++;
}

/* ---- exact ---- */

static int compare_points(struct point a, struct point b)
{
    if (a.x != b.x)
        return a.x < b.x ? -1 : 1;
    return (a.y > b.y) - (a.y < b.y);
}

static int compare_households(const void *a, const void *b)
{
    const struct household_point *first = a, *second = b;
    int order = compare_points(first->position, second->position);
    if (order == 0)
        order = strcmp(first->id, second->id);
    if (order == 0)
        order = (first->persons > second->persons) - (first->persons < second->persons);
    return order != 0 ? order
                      : (first->arrival_year > second->arrival_year) - (first->arrival_year < second->arrival_year);
}

static void add_exact(struct layer *layer, struct household_point *rows, size_t count)
{
    qsort(rows, count, sizeof *rows, compare_households);
    for (size_t i = 0; i < count && layer->row.status == MAH_OK; i++) {
        put_row(&layer->row);
        put_text(&layer->row, "hh_id", rows[i].id);
        put_mahalle(layer, rows[i].mahalle);
        put_household(layer, &rows[i]);
        put_rate(&layer->row, "mig_rec", (struct rate){rows[i].recent, rows[i].migrant != MIGRANT_UNKNOWN});
        if (rows[i].arrival_year != 0)
            put_integer(&layer->row, "arr_year", rows[i].arrival_year);
        put_point(layer, rows[i].position);
    }
}

/* ---- masked ---- */

struct sorting {
    const struct masked_point *moved;
    const struct household_point *rows;
};

/* By what is published only: nothing in the order of the rows tells of the file. */
static int compare_moved(const void *a, const void *b, void *sorting_)
{
    const struct sorting *sorting = sorting_;
    size_t first = *(const size_t *)a, second = *(const size_t *)b;
    int order = compare_points(sorting->moved[first].position, sorting->moved[second].position);
    if (order == 0)
        order = (sorting->rows[first].persons > sorting->rows[second].persons) -
                (sorting->rows[first].persons < sorting->rows[second].persons);
    return order != 0 ? order : (int)sorting->rows[first].migrant - (int)sorting->rows[second].migrant;
}

static enum mah_status make_room(struct layer *layer, size_t count, struct mah_error *err)
{
    if (memory_grow((void **)&layer->moved, &layer->moved_capacity, count, sizeof *layer->moved) != 0 ||
        memory_grow((void **)&layer->order, &layer->order_capacity, count, sizeof *layer->order) != 0)
        return mah_no_memory(err);
    return MAH_OK;
}

static void add_masked(struct layer *layer, const struct household_point *rows, size_t count)
{
    struct row_writer *row = &layer->row;
    size_t shown = 0, outcomes[MASK_OUTCOMES] = {0};
    row->status = make_room(layer, count, row->err);
    if (row->status == MAH_OK)
        row->status = geomask_move(layer->moved, layer->mask, rows, count, row->err);
    for (size_t i = 0; row->status == MAH_OK && i < count; i++) {
        outcomes[layer->moved[i].outcome]++;
        if (layer->moved[i].outcome == MASK_MOVED)
            layer->order[shown++] = i;
    }
    struct sorting sorting = {layer->moved, rows};
    if (row->status == MAH_OK && shown > 0)
        qsort_r(layer->order, shown, sizeof *layer->order, compare_moved, &sorting);
    for (size_t i = 0; i < shown && row->status == MAH_OK; i++) {
        const struct masked_point *moved = &layer->moved[layer->order[i]];
        put_row(row);
        put_mahalle(layer, rows[layer->order[i]].mahalle);
        put_household(layer, &rows[layer->order[i]]);
        put_point(layer, moved->position);
    }
    layer->notes->too_few += outcomes[MASK_TOO_FEW];
    layer->notes->no_place += outcomes[MASK_NO_PLACE];
}

/* ---- both ---- */

/* Mahalle by mahalle, in the order of their codes. */
static enum mah_status add_gathered(struct layer *layer, struct gathered_points *gathered)
{
    for (size_t from = 0, to; from < gathered->count && layer->row.status == MAH_OK; from = to) {
        to = from + household_points_of(layer->points->points, (size_t)gathered->rows[from].mahalle);
        if (layer->mask != NULL)
            add_masked(layer, gathered->rows + from, to - from);
        else
            add_exact(layer, gathered->rows + from, to - from);
    }
    return layer->row.status;
}

static enum mah_status add_rows(struct layer *layer, struct mah_error *err)
{
    struct gathered_points gathered = {0};
    size_t count = layer->context->input->boundaries->count;
    enum mah_status status = MAH_OK;
    for (size_t next = 0; status == MAH_OK && next < count; next = gathered.last) {
        status = household_points_gather(&gathered, layer->points->points, next, ROWS_AT_ONCE, err);
        if (status == MAH_OK)
            status = add_gathered(layer, &gathered);
        if (status == MAH_OK && interrupted())
            status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    }
    gathered_points_release(&gathered);
    return status;
}

static enum mah_status check_books(const struct household_notes *notes, struct mah_error *err)
{
    size_t known = notes->points + notes->without_position + notes->too_few + notes->no_place;
    if (known == notes->located)
        return MAH_OK;
    return mah_fail(err, MAH_FAILED, "the books of the layer of households do not balance: %zu located, %zu known of",
                    notes->located, known);
}

enum mah_status add_households(const struct table_context *context, struct household_notes *notes,
                               struct mah_error *err)
{
    const struct protect_input *input = context->input;
    const struct protect_points *points = input->points;
    if (points == NULL || context->policy->profile != PROFILE_SECURE)
        return MAH_OK;
    struct layer layer = {.context = context, .points = points, .notes = notes, .row = {.status = MAH_OK, .err = err}};
    notes->is_asked = true;
    notes->located = (size_t)books_total(input->books).located;
    notes->without_position = notes->located - household_points_count(points->points);
    enum mah_status status = MAH_OK;
    if (points->rules != NULL)
        status = geomask_new(&layer.mask, points->rules, input->boundaries, points->locator, input->working, err);
    if (status == MAH_OK)
        status = output_table_add(context->release, &layer.row.table, context->fields,
                                  layer.mask != NULL ? "mah_households_masked" : "mah_households", RELEASE_POINT,
                                  "migrant", migrant_values(input->project->language), MIGRANT_KINDS, err);
    if (status == MAH_OK)
        status = table_keep_on_disk(layer.row.table, points->folder, err);
    if (status == MAH_OK)
        status = add_rows(&layer, err);
    if (status == MAH_OK)
        status = check_books(notes, err);
    geomask_free(layer.mask);
    memory_free(layer.moved);
    memory_free(layer.order);
    return status;
}
