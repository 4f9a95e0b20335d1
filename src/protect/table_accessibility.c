/* The fields of accessibility in mah_indicators: capacity within reach of each person, by type. */
#include <math.h>

#include "base/memory.h"
#include "indicate/accessibility.h"
#include "protect/catchment_guard.h"
#include "protect/facility_demand.h"
#include "protect/need_figures.h"
#include "protect/policy_coverage.h"
#include "read/services.h"

struct access_type {
    struct accessibility *binary, *fading; /* NULL: the type has no catchments */
    double persons_per_unit;               /* NAN: no norm */
    uint8_t *untold; /* one a mahalle: facilities in its reach whose catchment is not told; to 2 */
};

struct access_figures {
    struct access_type *types; /* one a used type */
    size_t count;
};

/* What 2SFCA of one type looks at; one entry a facility or a mahalle. */
struct access_work {
    bool *is_supply;
    double *capacity;
    int64_t *demand_nano;
    struct catchment_guard *guard; /* NULL: no coverage is told */
    bool *is_untold;               /* of supply: its catchment is hidden */
};

static void gather(struct access_work *work, const struct protect_services *services, size_t used, size_t mahalle_count)
{
    for (size_t f = 0; f < services->set->count; f++) {
        const struct facility *facility = &services->set->facilities[f];
        work->is_supply[f] = facility->is_open && facility->type == services->used[used].type;
        work->capacity[f] = facility->capacity;
        work->is_untold[f] = false;
        if (work->is_supply[f] && work->guard != NULL) {
            struct count catchment = catchment_of(work->guard, f, used);
            work->is_untold[f] = count_is_hidden(&catchment);
        }
    }
    for (size_t m = 0; m < mahalle_count; m++)
        work->demand_nano[m] = 0;
    accessibility_add_demand(work->demand_nano, services->tally->store, used, &services->targets[used]);
}

static enum mah_status fill_type(struct access_type *out, const struct protect_services *services,
                                 const struct access_work *work, const struct catchment_cell *cells, size_t cell_count,
                                 size_t mahalle_count, struct mah_error *err)
{
    struct access_input input = {
        .cells = cells,
        .cell_count = cell_count,
        .is_supply = work->is_supply,
        .capacity = work->capacity,
        .facility_count = services->set->count,
        .demand_nano = work->demand_nano,
        .mahalle_count = mahalle_count,
    };
    enum mah_status status = accessibility_new(&out->binary, &input, ACCESS_BINARY, err);
    if (status == MAH_OK)
        status = accessibility_new(&out->fading, &input, ACCESS_FADING, err);
    return status;
}

/* A mahalle in reach of one facility alone tells that one's catchment, by its accessibility and the capacity. Of two
 * it does not, as long as it is told to a few digits: of many digits only one pair of catchments and shares would fit.
 */
static enum mah_status count_untold(struct access_type *out, const struct access_work *work,
                                    const struct catchment_cell *cells, size_t cell_count, size_t facility_count,
                                    size_t mahalle_count, struct mah_error *err)
{
    out->untold = memory_new(mahalle_count, sizeof *out->untold);
    if (out->untold == NULL)
        return mah_no_memory(err);
    for (size_t c = 0; c < cell_count; c++) {
        const struct catchment_cell *cell = &cells[c];
        if (cell->facility < facility_count && work->is_untold[cell->facility] && cell->mahalle < mahalle_count &&
            cell->demand_nano > 0 && out->untold[cell->mahalle] < 2)
            out->untold[cell->mahalle]++;
    }
    return MAH_OK;
}

static enum mah_status fill_types(struct access_figures *figures, const struct table_context *context,
                                  struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    size_t mahalle_count = context->input->boundaries->count, cell_count = 0;
    struct catchment_cell *cells = NULL;
    struct access_work work = {
        .is_supply = memory_new(services->set->count, sizeof *work.is_supply),
        .capacity = memory_new(services->set->count, sizeof *work.capacity),
        .is_untold = memory_new(services->set->count, sizeof *work.is_untold),
        .demand_nano = memory_new(mahalle_count, sizeof *work.demand_nano),
    };
    bool complete =
        work.is_supply != NULL && work.capacity != NULL && work.is_untold != NULL && work.demand_nano != NULL;
    enum mah_status status = complete ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = reach_tally_catchments(&cells, &cell_count, services->tally, err);
    if (status == MAH_OK && context->coverage != NULL)
        status = catchment_guard_new(&work.guard, context, err);
    for (size_t i = 0; status == MAH_OK && i < figures->count; i++) {
        if (!services->used[i].has_catchments)
            continue;
        figures->types[i].persons_per_unit = capacity_norm(context, i);
        gather(&work, services, i, mahalle_count);
        status = fill_type(&figures->types[i], services, &work, cells, cell_count, mahalle_count, err);
        if (status == MAH_OK)
            status =
                count_untold(&figures->types[i], &work, cells, cell_count, services->set->count, mahalle_count, err);
    }
    catchment_guard_free(work.guard);
    memory_free(cells);
    memory_free(work.is_supply);
    memory_free(work.capacity);
    memory_free(work.is_untold);
    memory_free(work.demand_nano);
    return status;
}

enum mah_status access_figures_new(struct access_figures **out, const struct table_context *context,
                                   struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    struct access_figures *figures = memory_new(1, sizeof *figures);
    if (figures == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    if (services != NULL && services->tally != NULL) {
        figures->types = memory_new(services->used_count, sizeof *figures->types);
        status = figures->types != NULL ? MAH_OK : mah_no_memory(err);
        figures->count = figures->types != NULL ? services->used_count : 0;
    }
    if (status == MAH_OK && figures->count > 0)
        status = fill_types(figures, context, err);
    if (status != MAH_OK) {
        access_figures_free(figures);
        return status;
    }
    *out = figures;
    return MAH_OK;
}

void access_figures_free(struct access_figures *figures)
{
    if (figures == NULL)
        return;
    for (size_t i = 0; i < figures->count; i++) {
        accessibility_free(figures->types[i].binary);
        accessibility_free(figures->types[i].fading);
        memory_free(figures->types[i].untold);
    }
    memory_free(figures->types);
    memory_free(figures);
}

/* What is known of few people, or of a hidden number of them, is not told; nor where it is hidden how many of them are
 * within reach: capacity, catchment and accessibility would give it. */
static bool may_be_shown(const struct table_context *context, size_t mahalle, size_t used)
{
    const struct area_counts *area = &context->counts->mahalle[mahalle];
    unsigned flags = 0;
    if (area->records.state != COUNT_KNOWN ||
        !persons_of_target(area, &context->input->services->targets[used], &flags).known)
        return false;
    return context->coverage == NULL || !reach_is_hidden(coverage_cell(context->coverage, mahalle, used, REACH_TARGET));
}

static struct rate per_thousand(struct rate per_person)
{
    return per_person.known ? rate_of(per_person.value * 1000) : per_person;
}

enum mah_status set_accessibility(const struct table_context *context, struct release_table *table, size_t mahalle,
                                  const struct access_figures *figures, struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    bool coarse = context->policy->profile != PROFILE_SECURE;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < figures->count; i++) {
        const struct access_type *type = &figures->types[i];
        if (type->binary == NULL || type->untold[mahalle] == 1 || !may_be_shown(context, mahalle, i))
            continue;
        const char *code = services->types->types[services->used[i].type].code;
        struct rate binary = type->binary->per_person[mahalle], fading = type->fading->per_person[mahalle];
        const struct {
            const char *stem;
            struct rate rate;
        } all[] = {{"acc", per_thousand(binary)},
                   {"eac", per_thousand(fading)},
                   {"acn", accessibility_of_norm(binary, type->persons_per_unit)}};
        for (size_t k = 0; status == MAH_OK && k < sizeof all / sizeof *all; k++) {
            size_t column;
            status = output_type_column(&column, table, all[k].stem, code, err);
            if (status == MAH_OK)
                status = set_rate(table, column, coarse ? rate_round_to_digits(all[k].rate, 3) : all[k].rate, err);
        }
    }
    return status;
}
