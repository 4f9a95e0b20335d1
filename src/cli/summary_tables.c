/* The two tables of the summary. They fit 100 columns, with fewer columns 80. */
#include "cli/summary_tables.h"

#include <stdlib.h>

#include "base/memory.h"
#include "cli/shown_table.h"
#include "cli/wrapped.h"
#include "write/table.h"

enum { TOP_ROWS = 10 };

struct ranked_row {
    double value;
    size_t row;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked_row *left = a, *right = b;
    if (left->value > right->value || left->value < right->value)
        return left->value > right->value ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row; /* rows stand in the order of the codes */
}

/* The rows with the largest published density of recent migrants; ties by code. */
static enum mah_status find_densest(size_t *rows, size_t *count, const struct release_table *table,
                                    struct mah_error *err)
{
    size_t column;
    *count = 0;
    if (!release_column_find(table, "den_mig", &column))
        return MAH_OK;
    struct ranked_row *ranked = memory_new(release_row_count(table), sizeof *ranked);
    if (ranked == NULL)
        return mah_no_memory(err);
    size_t found = 0;
    for (size_t i = 0; i < release_row_count(table); i++) {
        struct release_cell cell = release_cell(table, i, column);
        if (cell.kind == RELEASE_CELL_REAL && cell.value.real > 0)
            ranked[found++] = (struct ranked_row){cell.value.real, i};
    }
    if (found > 0)
        qsort(ranked, found, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < found && i < TOP_ROWS; i++)
        rows[(*count)++] = ranked[i].row;
    memory_free(ranked);
    return MAH_OK;
}

enum mah_status summary_densest_print(const struct mah_release *release, size_t width, FILE *out, struct mah_error *err)
{
    static const struct shown_column shown[] = {
        {"mah_name", "Mahalle", false, 28, 22, false}, {"ilce_name", "İlçe", false, 18, 14, false},
        {"pop_est", "Persons", false, 0, 0, false},    {"mig_rec", "Migrants", false, 0, 0, false},
        {"sh_mig", "Share", true, 0, 0, false},        {"den_mig", "Density", false, 0, 0, false},
    };
    const struct release_table *table = release_table_named(release, "mah_indicators");
    size_t rows[TOP_ROWS], row_count;
    enum mah_status status = find_densest(rows, &row_count, table, err);
    if (status != MAH_OK || row_count == 0)
        return status;
    fprintf(out, "\n%s\n\n", say("Where recent migrants live most densely:"));
    struct table_view view = {.release = release, .table = table, .rows = rows, .row_count = row_count};
    return shown_table_print(&view, shown, sizeof shown / sizeof *shown, width, out, err);
}

enum mah_status summary_services_print(const struct run_result *result, size_t width, FILE *out, struct mah_error *err)
{
    static const struct shown_column shown[] = {
        {"service_name", "Service", false, 28, 24, false},
        {"facilities", "Open", false, 0, 0, true},
        {"radius_m", "Radius", false, 0, 0, false},
        {"cov", "All", true, 0, 0, false},
        {"cov_mig", "Migrants", true, 0, 0, false},
        {"cov_set", "Settled", true, 0, 0, false},
        {"gap", "Gap", false, 0, 0, false},
        {"d_med", "Median", false, 0, 0, true},
        {"uncovered", "Not covered", false, 0, 0, false},
    };
    const struct release_table *table = release_table_named(result->release, "city_service");
    if (table == NULL)
        return MAH_OK;
    fprintf(out, "\n%s\n\n",
            result->services.metric == REACH_NETWORK ? say("Who has a service within reach, walking along the streets:")
                                                     : say("Who has a service within reach, in a straight line:"));
    struct table_view view = {.release = result->release, .table = table};
    enum mah_status status = shown_table_print(&view, shown, sizeof shown / sizeof *shown, width, out, err);
    if (status != MAH_OK)
        return status;
    print_wrapped(out, width, 0, 0,
                  width > 0 && width < WIDE
                      ? say("All, migrants, settled: per cent of the persons who live within the radius of an open "
                            "service; –: hidden, not known, or a type without a radius")
                      : say("All, migrants, settled: per cent of the persons who live within the radius of an open "
                            "service; median: distance of all persons; –: hidden, not known, or a type without a "
                            "radius"));
    return MAH_OK;
}
