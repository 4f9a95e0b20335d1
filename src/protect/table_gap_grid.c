/* gap_grid: pieces with the people whom services do not reach. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "indicate/gap_grid.h"
#include "protect/grid_judge.h"
#include "protect/grid_square.h"
#include "protect/tables.h"

struct grid_columns {
    size_t cell_id, size, area, records, persons, recent, any, density, flag;
    size_t *types; /* one a type */
};

/* The layer on its way. */
struct grid_work {
    const struct table_context *context;
    const struct gap_grid *grid;
    struct grid_frame frame;
    struct release_table *table;
    struct grid_columns columns;
    struct grid_counts counts;
    struct gap_grid_notes *notes;
};

static const struct release_value *grid_flags(enum language language, size_t *count)
{
    static const struct release_value turkish[] = {
        {"S2", "Gizlendi: sayı küçük"},
        {"S3", "Gizlendi: herkes ya da birkaç kişi dışında herkes"},
        {"S4", "Gizlendi: başka bir hücreyi korumak için"},
    };
    static const struct release_value english[] = {
        {"S2", "Suppressed: small number"},
        {"S3", "Suppressed: everybody, or all but a few"},
        {"S4", "Suppressed: to protect another cell"},
    };
    *count = sizeof english / sizeof *english;
    return language == LANGUAGE_TURKISH ? turkish : english;
}

void gap_grid_notes_release(struct gap_grid_notes *notes)
{
    memory_free(notes->hidden);
    *notes = (struct gap_grid_notes){0};
}

static bool is_hidden(const struct count *count)
{
    return count->state > COUNT_NOT_ASKED;
}

static enum mah_status note_hidden(struct grid_work *work, const char *cell_id, size_t column,
                                   const struct count *count, struct mah_error *err)
{
    struct gap_grid_notes *notes = work->notes;
    if (memory_grow((void **)&notes->hidden, &notes->hidden_capacity, notes->hidden_count + 1, sizeof *notes->hidden) !=
        0)
        return mah_no_memory(err);
    struct hidden_square *hidden = &notes->hidden[notes->hidden_count++];
    memcpy(hidden->cell_id, cell_id, GRID_SQUARE_ID_SIZE);
    hidden->field = release_column_at(work->table, column)->name;
    hidden->state = (enum count_state)count->state;
    return MAH_OK;
}

/* Sets a count, or says which rule hid it: in the flag, where it is the first of its row. */
static enum mah_status set_count(struct grid_work *work, const char *cell_id, size_t column, const struct count *count,
                                 const char **flag, struct mah_error *err)
{
    if (!is_hidden(count))
        return set_rate(work->table, column, count_rate(count), err);
    if (**flag == '\0')
        *flag = count_state_code((enum count_state)count->state);
    return note_hidden(work, cell_id, column, count, err);
}

/* Large squares hold more people than small ones; a map compares them by km². Known where the number is. */
static enum mah_status set_density(struct grid_work *work, size_t index, const struct count *any, struct mah_error *err)
{
    struct rate area_km2 = rate_of(grid_square_area_km2(work->grid, index, &work->frame));
    struct rate density = rate_divide(count_rate(any), area_km2);
    bool coarse = work->context->policy->round_to > 0;
    return set_rate(work->table, work->columns.density, coarse ? rate_round_to_digits(density, 3) : density, err);
}

static enum mah_status set_people(struct grid_work *work, const char *cell_id, size_t index, struct mah_error *err)
{
    const struct grid_counts *counts = &work->counts;
    const size_t type_count = work->grid->type_count;
    const char *flag = "";
    enum mah_status status = set_count(work, cell_id, work->columns.persons, &counts->persons[index], &flag, err);
    if (status == MAH_OK)
        status = set_count(work, cell_id, work->columns.any, &counts->any[index], &flag, err);
    if (status == MAH_OK)
        status = set_density(work, index, &counts->any[index], err);
    for (size_t t = 0; status == MAH_OK && t < type_count; t++)
        status = set_count(work, cell_id, work->columns.types[t], &counts->types[index * type_count + t], &flag, err);
    if (status == MAH_OK)
        status = set_count(work, cell_id, work->columns.recent, &counts->recent[index], &flag, err);
    if (status == MAH_OK && *flag != '\0')
        status = table_set_text(work->table, work->columns.flag, flag, err);
    return status;
}

static enum mah_status set_place(struct grid_work *work, size_t index, struct mah_error *err)
{
    struct polygon polygon = {0};
    bool is_placed = false;
    enum mah_status status = grid_square_polygon(&polygon, &is_placed, work->grid, index, &work->frame, err);
    if (status == MAH_OK && is_placed)
        status = table_take_polygon(work->table, &polygon, err);
    polygon_release(&polygon);
    return status;
}

static enum mah_status add_square(struct grid_work *work, size_t index, struct mah_error *err)
{
    const struct gap_square *square = &work->grid->squares[index];
    const struct count *records = &work->counts.households[index];
    char cell_id[GRID_SQUARE_ID_SIZE] = "";
    grid_square_id(cell_id, square, &work->frame);
    enum mah_status status = table_add_row(work->table, err);
    if (status == MAH_OK)
        status = set_place(work, index, err);
    if (status == MAH_OK)
        status = table_set_text(work->table, work->columns.cell_id, cell_id, err);
    if (status == MAH_OK)
        status = table_set_integer(work->table, work->columns.size, grid_square_side_m(square, &work->frame), err);
    if (status == MAH_OK)
        status = set_rate(work->table, work->columns.area,
                          rate_of(grid_square_area_km2(work->grid, index, &work->frame)), err);
    if (status == MAH_OK && !is_hidden(records))
        status = table_set_integer(work->table, work->columns.records, (int64_t)records->value, err);
    if (status == MAH_OK && is_hidden(records))
        status = note_hidden(work, cell_id, work->columns.records, records, err);
    if (status == MAH_OK)
        status = set_people(work, cell_id, index, err);
    return status;
}

static enum mah_status find_columns(struct grid_columns *out, const struct grid_work *work, struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } all[] = {{"cell_id", &out->cell_id}, {"size_m", &out->size},     {"area_km2", &out->area},
               {"n_rec", &out->records},   {"pop_est", &out->persons}, {"mig_rec", &out->recent},
               {"unc_any", &out->any},     {"unc_km2", &out->density}, {"flag", &out->flag}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = output_column(all[i].column, work->table, all[i].name, err);
    for (size_t t = 0; status == MAH_OK && t < work->grid->type_count; t++)
        status = output_type_column(&out->types[t], work->table, "unc", work->context->fields->types[t].code, err);
    return status;
}

static enum mah_status add_table(struct grid_work *work, struct mah_error *err)
{
    const struct table_context *context = work->context;
    size_t value_count;
    const struct release_value *values = grid_flags(context->input->project->language, &value_count);
    enum mah_status status = output_table_add(context->release, &work->table, context->fields, "gap_grid",
                                              RELEASE_MULTIPOLYGON, "flag", values, value_count, err);
    if (status == MAH_OK)
        status = find_columns(&work->columns, work, err);
    if (status == MAH_OK)
        status = table_reserve_rows(work->table, work->grid->count, err);
    for (size_t i = 0; status == MAH_OK && i < work->grid->count; i++)
        status = add_square(work, i, err);
    return status;
}

static enum mah_status add_layer(struct grid_work *work, struct mah_error *err)
{
    const struct protect_input *input = work->context->input;
    const struct protect_services *services = input->services;
    struct transformation *to_output = NULL;
    size_t types = work->grid->type_count;
    work->columns.types = memory_new(types + 1, sizeof *work->columns.types);
    enum mah_status status = work->columns.types != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = transformation_new(&to_output, services->working, &input->boundaries->crs, err);
    if (status == MAH_OK) {
        work->frame = grid_frame_of(services->rules, to_output);
        status = add_table(work, err);
    }
    transformation_free(to_output);
    memory_free(work->columns.types);
    return status;
}

static enum mah_status fill_layer(struct grid_work *work, struct mah_error *err)
{
    struct gap_grid_notes *notes = work->notes;
    const struct grid_counts *counts = &work->counts;
    notes->squares = work->grid->count;
    notes->dropped_households = count_rate(&counts->dropped_households);
    notes->dropped_persons = count_rate(&counts->dropped_persons);
    notes->unplaced_households = count_rate(&counts->unplaced_households);
    notes->unplaced_persons = count_rate(&counts->unplaced_persons);
    return work->grid->count > 0 ? add_layer(work, err) : MAH_OK; /* an empty layer would look like an answer */
}

/* What the figures of the city and its mahalle leave to the grid: one a type, one a mahalle. */
struct told_city {
    double *radius_m;
    bool *hides_uncovered, *is_hidden;
};

static void facts_release(struct told_city *facts)
{
    memory_free(facts->radius_m);
    memory_free(facts->hides_uncovered);
    memory_free(facts->is_hidden);
}

static enum mah_status facts_fill(struct told_city *facts, const struct table_context *context, struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    const size_t mahalle = context->counts->mahalle_count, types = services->used_count;
    *facts = (struct told_city){.radius_m = memory_new(types + 1, sizeof *facts->radius_m),
                                .hides_uncovered = memory_new(types + 1, sizeof *facts->hides_uncovered),
                                .is_hidden = memory_new(mahalle + 1, sizeof *facts->is_hidden)};
    if (facts->radius_m == NULL || facts->hides_uncovered == NULL || facts->is_hidden == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < mahalle; i++)
        facts->is_hidden[i] = area_is_hidden(&context->counts->mahalle[i]);
    for (size_t t = 0; t < types; t++) {
        facts->radius_m[t] = services->used[t].radius_m;
        facts->hides_uncovered[t] =
            count_is_hidden(&coverage_cell(context->coverage, mahalle, t, REACH_ALL)->uncovered);
    }
    return MAH_OK;
}

enum mah_status add_gap_grid(const struct table_context *context, struct gap_grid_notes *notes, struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    if (services == NULL || services->used_count == 0)
        return MAH_OK;
    struct told_city facts;
    struct gap_grid *grid = NULL;
    struct grid_work work = {.context = context, .notes = notes};
    enum mah_status status = facts_fill(&facts, context, err);
    const struct gap_thresholds thresholds = {context->policy->min_households, context->policy->min_persons,
                                              facts.is_hidden};
    const struct grid_city city = {facts.radius_m, facts.hides_uncovered,
                                   count_is_hidden(&context->counts->city.measure[MEASURE_RECENT])};
    if (status == MAH_OK)
        status = gap_grid_new(&grid, services->tally->store, facts.radius_m, &thresholds, err);
    work.grid = grid;
    if (status == MAH_OK)
        status = grid_judge(&work.counts, grid, &city, context->policy, err);
    if (status == MAH_OK)
        status = fill_layer(&work, err);
    grid_counts_release(&work.counts);
    gap_grid_free(grid);
    facts_release(&facts);
    return status;
}
