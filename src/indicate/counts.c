/* The tallies as numbers of households and persons, with what is known of each. */
#include "indicate/counts.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "indicate/arrivals.h"
#include "indicate/living.h"

const char *count_state_code(enum count_state state)
{
    static const char *const codes[] = {"", "N", "S1", "S2", "S3", "S4"};
    return codes[state];
}

struct rate count_rate(const struct count *count)
{
    return count->state == COUNT_KNOWN ? rate_of(count->value) : rate_unknown;
}

struct count count_of_nano(int64_t nano, int64_t records)
{
    return (struct count){.value = (double)nano / WEIGHT_ONE, .records = records, .state = COUNT_KNOWN};
}

/* Which measures did anybody's answers fill? A topic is answered where its measure of "no answer" does not cover
 * everybody. */
static void find_answered(bool answered[MEASURE_COUNT], const struct tally_cell city[MEASURE_COUNT],
                          const struct tally *tally)
{
    bool topics[TOPIC_COUNT] = {[TOPIC_ALWAYS] = true};
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        const struct measure_facts *facts = &measure_facts[i];
        if (facts->is_unknown && city[i].nano < city[facts->whole].nano)
            topics[facts->topic] = true;
    }
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        answered[i] = topics[measure_facts[i].topic];
    for (size_t band = 0; band < AGE_BANDS; band++) /* a file may ask for some bands only */
        answered[MEASURE_AGE_0_2 + band] = tally->age_answers[band] > 0;
    answered[MEASURE_MOVER] &= tally->mover_answers > 0;
}

static void fill_area(struct area_counts *area, const struct tally_cell cells[MEASURE_COUNT], int64_t records,
                      const bool answered[MEASURE_COUNT])
{
    area->records = count_of_nano(records * (int64_t)WEIGHT_ONE, records);
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        area->measure[i] = count_of_nano(cells[i].nano, cells[i].records);
        if (!answered[i])
            area->measure[i] = (struct count){.state = COUNT_NOT_ASKED};
    }
}

static enum mah_status fill_areas(struct counts *counts, const struct tally *tally,
                                  const struct boundary_set *boundaries, struct mah_error *err)
{
    struct tally_cell city[MEASURE_COUNT] = {{0, 0}};
    int64_t records = 0;
    int overflow = 0;
    double area_km2 = 0;
    for (size_t m = 0; m < tally->mahalle_count; m++) {
        for (size_t i = 0; i < MEASURE_COUNT; i++)
            overflow |= tally_cell_merge(&city[i], tally_cell(tally, m, (enum measure)i));
        records += tally->records[m];
        area_km2 += boundaries->mahalle[m].area_km2;
    }
    if (overflow)
        return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
    bool answered[MEASURE_COUNT];
    find_answered(answered, city, tally);
    for (size_t m = 0; m < tally->mahalle_count; m++) {
        fill_area(&counts->mahalle[m], tally_cell(tally, m, 0), tally->records[m], answered);
        counts->mahalle[m].area_km2 = rate_of(boundaries->mahalle[m].area_km2);
    }
    fill_area(&counts->city, city, records, answered);
    counts->city.area_km2 = rate_of(area_km2);
    return MAH_OK;
}

/* The city's rows: the same cells with one mahalle number for all. */
static enum mah_status sum_city_origins(struct origin_cell **out, size_t *count, const struct origin_cell *cells,
                                        size_t cell_count, size_t mahalle_count, struct mah_error *err)
{
    struct origin_tally city = {0};
    enum mah_status status = origin_tally_init(&city, 1, err);
    for (size_t i = 0; status == MAH_OK && i < cell_count; i++) {
        struct origin_cell cell = cells[i];
        cell.mahalle = 0;
        status = origin_tally_add(&city, &cell, err);
    }
    if (status == MAH_OK)
        status = origin_tally_list(out, count, &city, err);
    for (size_t i = 0; status == MAH_OK && i < *count; i++)
        (*out)[i].mahalle = (uint32_t)mahalle_count;
    origin_tally_release(&city);
    return status;
}

static void add_origins(struct counts *counts, const struct origin_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        counts->origins[counts->origin_count++] = (struct origin_counts){
            .mahalle = cells[i].mahalle,
            .origin = (int)cells[i].origin,
            .persons = count_of_nano(cells[i].persons_nano, cells[i].persons_records),
            .recent = counts->city.measure[MEASURE_RECENT].state == COUNT_NOT_ASKED
                          ? (struct count){.state = COUNT_NOT_ASKED}
                          : count_of_nano(cells[i].recent_nano, cells[i].recent_records),
        };
}

static enum mah_status fill_origins(struct counts *counts, const struct tally *tally, struct mah_error *err)
{
    struct origin_cell *cells = NULL, *city = NULL;
    size_t cell_count = 0, city_count = 0;
    enum mah_status status = origin_tally_list(&cells, &cell_count, &tally->origins, err);
    if (status == MAH_OK)
        status = sum_city_origins(&city, &city_count, cells, cell_count, tally->mahalle_count, err);
    int any_known = 0;
    for (size_t i = 0; i < city_count; i++)
        any_known |= city[i].origin != ORIGIN_UNKNOWN;
    if (status == MAH_OK && any_known) {
        counts->origins = memory_new(cell_count + city_count, sizeof *counts->origins);
        status = counts->origins != NULL ? MAH_OK : mah_no_memory(err);
    }
    if (status == MAH_OK && any_known) {
        add_origins(counts, cells, cell_count);
        add_origins(counts, city, city_count);
    }
    memory_free(cells);
    memory_free(city);
    return status;
}

static enum mah_status copy_special(struct counts *counts, const struct tally *tally, struct mah_error *err)
{
    counts->special = memory_new(tally->mahalle_count, sizeof *counts->special);
    if (counts->special == NULL)
        return mah_no_memory(err);
    memcpy(counts->special, tally->special, tally->mahalle_count * sizeof *counts->special);
    return MAH_OK;
}

enum mah_status counts_new(struct counts **out, const struct tally *tally, const struct boundary_set *boundaries,
                           struct mah_error *err)
{
    struct counts *counts = memory_new(1, sizeof *counts);
    if (counts == NULL)
        return mah_no_memory(err);
    counts->mahalle_count = tally->mahalle_count;
    counts->mahalle = memory_new(tally->mahalle_count, sizeof *counts->mahalle);
    enum mah_status status = counts->mahalle != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = fill_areas(counts, tally, boundaries, err);
    if (status == MAH_OK)
        status = fill_origins(counts, tally, err);
    if (status == MAH_OK)
        status = living_counts_new(&counts->living, tally, err);
    if (status == MAH_OK)
        status = arrival_counts_new(&counts->arrivals, &counts->arrival_count, tally, err);
    if (status == MAH_OK && tally->special != NULL)
        status = copy_special(counts, tally, err);
    if (status != MAH_OK) {
        counts_free(counts);
        return status;
    }
    *out = counts;
    return MAH_OK;
}

void counts_free(struct counts *counts)
{
    if (counts == NULL)
        return;
    memory_free(counts->mahalle);
    memory_free(counts->origins);
    memory_free(counts->living);
    memory_free(counts->arrivals);
    memory_free(counts->special);
    memory_free(counts);
}
