/*
 * How much capacity is there for each person within reach?
 *
 * A facility j shares its capacity S_j among all who reach it: R_j = S_j / sum over k of D_k f(d_kj). A person at k has
 * what the facilities in reach give: A_k = sum over j of R_j f(d_kj). The value of a mahalle i is the mean of A_k over
 * its people, so with W_ij = sum over k in i of D_k f(d_kj), the demand of i in the catchment of j,
 *     A_i = (1 / D_i) sum over k in i of D_k sum over j of R_j f(d_kj) = (1 / D_i) sum over j of R_j W_ij,
 * and R_j = S_j / sum over i of W_ij. The cells W are all that is needed; no household is looked at twice. Summed over
 * the city, sum of A_i D_i = sum over j of R_j sum over i of W_ij = sum of S_j: nothing is lost, nothing is made.
 */
#include "indicate/accessibility.h"

#include <math.h>

#include "base/memory.h"
#include "check/household.h"

static int64_t weight_nano(const struct catchment_cell *cell, enum access_weight weight)
{
    return weight == ACCESS_BINARY ? cell->demand_nano : cell->fading_nano;
}

static bool gives(const struct access_input *input, size_t facility)
{
    return facility < input->facility_count && input->is_supply[facility] && isfinite(input->capacity[facility]);
}

/* reached_nano[facility]: the weighted demand in its catchment. */
static enum mah_status sum_catchments(int64_t *reached_nano, const struct access_input *input,
                                      enum access_weight weight, struct mah_error *err)
{
    for (size_t c = 0; c < input->cell_count; c++) {
        const struct catchment_cell *cell = &input->cells[c];
        if (!gives(input, cell->facility))
            continue;
        if (__builtin_add_overflow(reached_nano[cell->facility], weight_nano(cell, weight),
                                   &reached_nano[cell->facility]))
            return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
    }
    return MAH_OK;
}

static void set_supply_ratios(struct accessibility *out, const struct access_input *input, const int64_t *reached_nano)
{
    for (size_t f = 0; f < input->facility_count; f++) {
        if (!input->is_supply[f])
            continue;
        if (!gives(input, f)) {
            out->without_capacity++;
            continue;
        }
        out->with_capacity++;
        out->supply_ratio[f] = rate_divide(rate_of(input->capacity[f]), rate_of((double)reached_nano[f] / WEIGHT_ONE));
        if (out->supply_ratio[f].known)
            out->supplied += input->capacity[f];
        else
            out->idle++;
    }
}

/* In the order of the cells, so that the sums are the same bytes in every run. */
static void give_out(struct accessibility *out, const struct access_input *input, enum access_weight weight)
{
    for (size_t m = 0; m < input->mahalle_count; m++)
        if (input->demand_nano[m] > 0 && out->with_capacity > 0)
            out->per_person[m] = rate_of(0);
    for (size_t c = 0; c < input->cell_count; c++) {
        const struct catchment_cell *cell = &input->cells[c];
        if (!gives(input, cell->facility) || cell->mahalle >= input->mahalle_count)
            continue;
        struct rate *per_person = &out->per_person[cell->mahalle];
        const struct rate *ratio = &out->supply_ratio[cell->facility];
        if (per_person->known && ratio->known)
            per_person->value += ratio->value * ((double)weight_nano(cell, weight) / WEIGHT_ONE);
    }
    for (size_t m = 0; m < input->mahalle_count; m++)
        if (out->per_person[m].known)
            out->per_person[m].value /= (double)input->demand_nano[m] / WEIGHT_ONE;
}

static enum mah_status reserve(struct accessibility **out, const struct access_input *input, struct mah_error *err)
{
    struct accessibility *accessibility = memory_new(1, sizeof *accessibility);
    if (accessibility == NULL)
        return mah_no_memory(err);
    accessibility->mahalle_count = input->mahalle_count;
    accessibility->facility_count = input->facility_count;
    accessibility->per_person = memory_new(input->mahalle_count, sizeof *accessibility->per_person);
    accessibility->supply_ratio = memory_new(input->facility_count, sizeof *accessibility->supply_ratio);
    if (accessibility->per_person == NULL || accessibility->supply_ratio == NULL) {
        accessibility_free(accessibility);
        return mah_no_memory(err);
    }
    *out = accessibility;
    return MAH_OK;
}

enum mah_status accessibility_new(struct accessibility **out, const struct access_input *input,
                                  enum access_weight weight, struct mah_error *err)
{
    struct accessibility *accessibility = NULL;
    int64_t *reached_nano = memory_new(input->facility_count, sizeof *reached_nano);
    enum mah_status status = reached_nano != NULL ? reserve(&accessibility, input, err) : mah_no_memory(err);
    if (status == MAH_OK)
        status = sum_catchments(reached_nano, input, weight, err);
    if (status == MAH_OK) {
        set_supply_ratios(accessibility, input, reached_nano);
        give_out(accessibility, input, weight);
        double given = accessibility_given_out(accessibility, input->demand_nano);
        if (fabs(given - accessibility->supplied) > 1e-9 * accessibility->supplied)
            status = mah_fail(err, MAH_FAILED,
                              "capacities do not balance: %.17g units exist, %.17g reach people; please report this",
                              accessibility->supplied, given);
    }
    memory_free(reached_nano);
    if (status != MAH_OK) {
        accessibility_free(accessibility);
        return status;
    }
    *out = accessibility;
    return MAH_OK;
}

void accessibility_free(struct accessibility *accessibility)
{
    if (accessibility == NULL)
        return;
    memory_free(accessibility->per_person);
    memory_free(accessibility->supply_ratio);
    memory_free(accessibility);
}

double accessibility_given_out(const struct accessibility *accessibility, const int64_t *demand_nano)
{
    double sum = 0;
    for (size_t m = 0; m < accessibility->mahalle_count; m++)
        if (accessibility->per_person[m].known)
            sum += accessibility->per_person[m].value * ((double)demand_nano[m] / WEIGHT_ONE);
    return sum;
}

struct rate accessibility_of_norm(struct rate per_person, double persons_per_unit)
{
    return per_person.known && persons_per_unit > 0 ? rate_of(per_person.value * persons_per_unit) : rate_unknown;
}

void accessibility_add_demand(int64_t *demand_nano, const struct reach_store *store, size_t type,
                              const struct target_group *target)
{
    for (size_t i = 0; i < store->count; i++) {
        const struct reach_row *row = reach_store_row(store, i);
        int64_t persons[REACH_GROUPS];
        if (isnan(reach_store_distance_m(store, i, type)))
            continue;
        reach_row_persons(row, target->bands, target->is_all, persons);
        if (persons[REACH_TARGET] > 0)
            demand_nano[row->mahalle] += persons[REACH_TARGET];
    }
}
