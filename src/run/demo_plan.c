/* The plan of the sample city. */
#include "run/demo_plan.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"

/*
 * The middle of the city: 39.15 E, 37.95 N. The lengths of a degree there, on the WGS 84 ellipsoid, rounded: a sample
 * city needs no projection, but everything must agree on one scale.
 */
enum { MIDDLE_LON = 39150000, MIDDLE_LAT = 37950000 };
static const double degree_east_m = 87890, degree_north_m = 111000;

static const char *const kind_words[KIND_COUNT] = {"eski", "apartman", "site", "gecekondu", "kamp", "sanayi", "koy"};

/* Half away from zero; the numbers are far from the limits of the type. */
static int32_t round_whole(double value)
{
    return (int32_t)(value < 0 ? value - 0.5 : value + 0.5);
}

struct demo_spot demo_spot_at(struct demo_metres metres)
{
    return (struct demo_spot){MIDDLE_LON + round_whole(metres.east / degree_east_m * 1e6),
                              MIDDLE_LAT + round_whole(metres.north / degree_north_m * 1e6)};
}

struct demo_metres demo_metres_of(struct demo_spot spot)
{
    return (struct demo_metres){(spot.lon - MIDDLE_LON) * 1e-6 * degree_east_m,
                                (spot.lat - MIDDLE_LAT) * 1e-6 * degree_north_m};
}

static enum mah_status read_number(double *out, const struct data_table *table, size_t row, const char *column,
                                   struct mah_error *err)
{
    const char *cell = data_table_cell(table, row, column);
    if (cell == NULL || number_read(slice_of(cell), out) != NUMBER_OK)
        return mah_fail(err, MAH_FAILED, "'demo/plan.csv', row %zu: '%s' is no number", row + 1, column);
    return MAH_OK;
}

static enum mah_status read_kind(enum demo_kind *out, const char *word, size_t row, struct mah_error *err)
{
    for (int kind = 0; word != NULL && kind < KIND_COUNT; kind++) {
        if (strcmp(word, kind_words[kind]) == 0) {
            *out = (enum demo_kind)kind;
            return MAH_OK;
        }
    }
    return mah_fail(err, MAH_FAILED, "'demo/plan.csv', row %zu: '%s' is no kind of mahalle", row + 1,
                    word != NULL ? word : "");
}

static enum mah_status read_mahalle(struct demo_mahalle *out, const struct data_table *table, size_t row,
                                    struct mah_error *err)
{
    double households = 0, recent = 0;
    const char **texts[] = {&out->code,      &out->name,       &out->ilce_code,
                            &out->ilce_name, &out->origins[0], &out->origins[1]};
    const char *const columns[] = {"code", "name", "ilce_code", "ilce_name", "origin_1", "origin_2"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        *texts[i] = data_table_cell(table, row, columns[i]);
        if (*texts[i] == NULL || (*texts[i])[0] == '\0')
            return mah_fail(err, MAH_FAILED, "'demo/plan.csv', row %zu: '%s' is empty", row + 1, columns[i]);
    }
    enum mah_status status = read_kind(&out->kind, data_table_cell(table, row, "kind"), row, err);
    if (status == MAH_OK)
        status = read_number(&households, table, row, "households", err);
    if (status == MAH_OK)
        status = read_number(&recent, table, row, "recent", err);
    out->households = (int)households;
    out->recent_percent = (int)recent;
    return status;
}

static enum mah_status read_row(struct demo_plan *plan, size_t row, struct mah_error *err)
{
    struct demo_metres middle = {0, 0};
    enum mah_status status = read_number(&middle.east, &plan->table, row, "east_m", err);
    if (status == MAH_OK)
        status = read_number(&middle.north, &plan->table, row, "north_m", err);
    if (status != MAH_OK)
        return status;
    const char *kind = data_table_cell(&plan->table, row, "kind");
    if (kind != NULL && strcmp(kind, "dis") == 0) {
        plan->around[plan->around_count++] = middle;
        return MAH_OK;
    }
    struct demo_mahalle *mahalle = &plan->mahalle[plan->count++];
    mahalle->middle = middle;
    return read_mahalle(mahalle, &plan->table, row, err);
}

enum mah_status demo_plan_read(struct demo_plan *out, struct mah_error *err)
{
    *out = (struct demo_plan){0};
    enum mah_status status = data_table_read(&out->table, "demo/plan.csv", err);
    if (status == MAH_OK) {
        out->mahalle = memory_new(out->table.row_count, sizeof *out->mahalle);
        out->around = memory_new(out->table.row_count, sizeof *out->around);
        if (out->mahalle == NULL || out->around == NULL)
            status = mah_no_memory(err);
    }
    for (size_t row = 0; status == MAH_OK && row < out->table.row_count; row++)
        status = read_row(out, row, err);
    if (status != MAH_OK)
        demo_plan_release(out);
    return status;
}

void demo_plan_release(struct demo_plan *plan)
{
    memory_free(plan->mahalle);
    memory_free(plan->around);
    data_table_release(&plan->table);
    *plan = (struct demo_plan){0};
}
