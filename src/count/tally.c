/* How many people, of which kind, live in each mahalle? */
#include "count/tally.h"

#include "base/memory.h"
#include "count/recent_part.h"
#include "count/row_order.h"

_Static_assert(MEASURE_COHORT_UNKNOWN - MEASURE_COHORT_0_1 + 1 == COHORT_COUNT, "a measure for each arrival cohort");
_Static_assert(MEASURE_AGE_65_UP - MEASURE_AGE_0_2 + 1 == AGE_BANDS, "a measure for each age band");
_Static_assert(MEASURE_TENURE_OTHER - MEASURE_TENURE_UNKNOWN + 1 == TENURE_COUNT, "a measure for each tenure");
_Static_assert(MEASURE_BUILDING_OTHER - MEASURE_BUILDING_UNKNOWN + 1 == BUILDING_COUNT,
               "a measure for each building type");

enum mah_status tally_new(struct tally **out, size_t mahalle_count, struct mah_error *err)
{
    struct tally *tally = memory_new(1, sizeof *tally);
    if (tally == NULL)
        return mah_no_memory(err);
    tally->mahalle_count = mahalle_count;
    tally->cells = memory_new(mahalle_count * MEASURE_COUNT, sizeof *tally->cells);
    tally->records = memory_new(mahalle_count, sizeof *tally->records);
    enum mah_status status = origin_tally_init(&tally->origins, mahalle_count, err);
    if (status == MAH_OK)
        status = arrival_tally_init(&tally->arrivals, mahalle_count, err);
    tally->living = memory_new(mahalle_count, sizeof *tally->living);
    if (tally->cells == NULL || tally->records == NULL || tally->living == NULL)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = row_order_new(&tally->order, mahalle_count, err);
    if (status != MAH_OK) {
        tally_free(tally);
        return status;
    }
    *out = tally;
    return MAH_OK;
}

void tally_free(struct tally *tally)
{
    if (tally == NULL)
        return;
    origin_tally_release(&tally->origins);
    arrival_tally_release(&tally->arrivals);
    memory_free(tally->cells);
    memory_free(tally->records);
    memory_free(tally->living);
    memory_free(tally->special);
    row_order_free(tally->order);
    memory_free(tally);
}

const struct tally_cell *tally_cell(const struct tally *tally, size_t mahalle, enum measure measure)
{
    return &tally->cells[mahalle * MEASURE_COUNT + measure];
}

/* Weight and size are bounded (1e6 and 100), so a product fits; a sum of products may not: all persons and the persons
 * of an age are watched, every other measure is a part of all persons, since a household has one at least. */
static void add(struct tally_cell *cells, enum measure measure, int64_t nano)
{
    tally_cell_add_part(&cells[measure], nano);
}

/* The members of a household who are migrants, and those of them who are recent. */
struct migrants {
    int64_t nano, recent_nano;
};

/* Members by class (domain.md 3.3, 3.4). Where migrants were asked for, the other members are natives. */
static void add_classes(struct tally_cell *cells, const struct checked_batch *batch, size_t row, struct migrants *out)
{
    int64_t weight = batch->weight_nano[row], persons = weight * batch->size[row];
    *out = (struct migrants){0, 0};
    switch ((enum arrival_class)batch->arrival_class[row]) {
    case CLASS_UNKNOWN:
        add(cells, MEASURE_CLASS_UNKNOWN, persons);
        return;
    case CLASS_NATIVE:
        add(cells, MEASURE_NATIVE, persons);
        return;
    case CLASS_MOVER:
        add(cells, MEASURE_MOVER, persons);
        return;
    case CLASS_LONG_TERM:
    case CLASS_RECENT:
        break;
    }
    int64_t migrants = batch->migrants[row] >= 0 ? weight * batch->migrants[row] : persons;
    int64_t recent = recent_persons_nano(batch, row);
    *out = (struct migrants){migrants, recent};
    add(cells, MEASURE_RECENT, recent);
    add(cells, MEASURE_LONG_TERM, migrants - recent);
    add(cells, MEASURE_NATIVE, persons - migrants);
    if (batch->arrival_class[row] == CLASS_RECENT)
        add(cells, MEASURE_RECENT_HOUSEHOLDS, recent_part(weight, batch->recent_ppb[row]));
}

/* A household that leaves a band open which its file asks, or whose file asks for none, has unknown ages; what it
 * answered counts. */
static int add_ages(struct tally *tally, struct tally_cell *cells, const struct checked_batch *batch, size_t row)
{
    int64_t weight = batch->weight_nano[row];
    int overflow = 0, open_bands = 0, not_asked = 0;
    for (int band = 0; band < AGE_BANDS; band++) {
        int16_t persons = batch->ages[row][band];
        open_bands += persons == AGE_NO_ANSWER;
        not_asked += persons == AGE_NOT_ASKED;
        if (persons < 0)
            continue;
        tally->age_answers[band]++;
        overflow |= tally_cell_add(&cells[MEASURE_AGE_0_2 + band], weight * persons);
    }
    if (open_bands > 0 || not_asked == AGE_BANDS)
        add(cells, MEASURE_AGE_UNKNOWN, weight * batch->size[row]);
    return overflow;
}

static enum mah_status add_row(struct tally *tally, const struct checked_batch *batch, size_t row,
                               const struct location *location, struct mah_error *err)
{
    size_t mahalle = (size_t)location->mahalle;
    struct tally_cell *cells = &tally->cells[mahalle * MEASURE_COUNT];
    int64_t weight = batch->weight_nano[row], persons = weight * batch->size[row];
    struct migrants migrants;
    tally->records[mahalle]++;
    tally->mover_answers += batch->tells_movers;
    int overflow = tally_cell_add(&cells[MEASURE_PERSONS], persons);
    add(cells, MEASURE_HOUSEHOLDS, weight);
    add_classes(cells, batch, row, &migrants);
    add(cells, (enum measure)(MEASURE_COHORT_0_1 + batch->cohort[row]), persons);
    overflow |= add_ages(tally, cells, batch, row);
    if (batch->lifetime[row] != 0)
        add(cells, batch->lifetime[row] < 0 ? MEASURE_LIFETIME_UNKNOWN : MEASURE_LIFETIME, persons);
    if (batch->origin[row] == ORIGIN_UNKNOWN)
        add(cells, MEASURE_ORIGIN_UNKNOWN, persons);
    add(cells, (enum measure)(MEASURE_TENURE_UNKNOWN + batch->tenure[row]), weight);
    add(cells, (enum measure)(MEASURE_BUILDING_UNKNOWN + batch->building[row]), weight);
    struct living_household household = {weight, persons, migrants.recent_nano,
                                         batch->arrival_class[row] != CLASS_UNKNOWN};
    overflow |= living_cells_add(&tally->living[mahalle], batch, row, &household);
    if (overflow)
        return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
    struct origin_cell origin = {.mahalle = (uint32_t)mahalle,
                                 .origin = (uint32_t)batch->origin[row],
                                 .persons_nano = persons,
                                 .recent_nano = migrants.recent_nano,
                                 .persons_records = 1,
                                 .recent_records = migrants.recent_nano > 0};
    enum mah_status status = origin_tally_add(&tally->origins, &origin, err);
    if (status == MAH_OK)
        status = arrival_tally_add(&tally->arrivals, mahalle, batch->arrival_year[row], migrants.nano, err);
    return status;
}

/* The sums of a mahalle will soon be added to: they are fetched meanwhile. */
static inline void expect_mahalle(const struct tally *tally, size_t mahalle)
{
    enum { LINE = 64 }; /* bytes of a line of the cache, on most processors */
    const char *cells = (const char *)&tally->cells[mahalle * MEASURE_COUNT],
               *living = (const char *)&tally->living[mahalle];
    for (size_t at = 0; at < MEASURE_COUNT * sizeof *tally->cells; at += LINE)
        __builtin_prefetch(cells + at, 1);
    for (size_t at = 0; at < sizeof *tally->living; at += LINE)
        __builtin_prefetch(living + at, 1);
}

/* The sums of a mahalle are many, and few of them at a time lie in the cache: its rows are added one after the other.
 */
enum mah_status tally_add_batch(struct tally *tally, const struct checked_batch *batch,
                                const struct location *locations, struct mah_error *err)
{
    enum { ROWS_AHEAD = 8 };
    const uint32_t *rows;
    size_t count;
    enum mah_status status = row_order_find(&rows, &count, tally->order, batch, locations, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        if (i + ROWS_AHEAD < count) {
            size_t ahead = rows[i + ROWS_AHEAD];
            size_t mahalle = (size_t)locations[ahead].mahalle;
            if (locations[ahead].mahalle != locations[rows[i + ROWS_AHEAD - 1]].mahalle)
                expect_mahalle(tally, mahalle);
            origin_tally_expect(&tally->origins, (uint32_t)mahalle, (uint32_t)batch->origin[ahead]);
            arrival_tally_expect(&tally->arrivals, mahalle, batch->arrival_year[ahead]);
        }
        status = add_row(tally, batch, rows[i], &locations[rows[i]], err);
    }
    if (status == MAH_OK)
        status = special_tally_add(&tally->special, tally->mahalle_count, batch, locations, err);
    return status;
}

enum mah_status tally_merge(struct tally *into, const struct tally *from, struct mah_error *err)
{
    int overflow = 0;
    for (size_t i = 0; i < into->mahalle_count * MEASURE_COUNT; i++)
        overflow |= tally_cell_merge(&into->cells[i], &from->cells[i]);
    for (size_t i = 0; i < into->mahalle_count; i++) {
        into->records[i] += from->records[i];
        overflow |= living_cells_merge(&into->living[i], &from->living[i]);
    }
    for (size_t i = 0; i < AGE_BANDS; i++)
        into->age_answers[i] += from->age_answers[i];
    into->mover_answers += from->mover_answers;
    if (overflow)
        return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
    enum mah_status status = special_tally_merge(&into->special, from->special, into->mahalle_count, err);
    if (status == MAH_OK)
        status = origin_tally_merge(&into->origins, &from->origins, err);
    if (status == MAH_OK)
        status = arrival_tally_merge(&into->arrivals, &from->arrivals, err);
    return status;
}
