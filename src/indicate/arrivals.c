/* Who came to each mahalle in which year, as numbers: the same people as the recent and the long-term migrants. */
#include "indicate/arrivals.h"

#include "base/memory.h"

static size_t count_cells(const struct arrival_tally *tally)
{
    size_t used = 0;
    for (size_t m = 0; m < tally->mahalle_count; m++)
        for (size_t i = 0; i < tally->mahalle[m].count; i++)
            used += tally->mahalle[m].cells[i].records > 0;
    return used;
}

enum mah_status arrival_counts_new(struct arrival_counts **out, size_t *count, const struct tally *tally,
                                   struct mah_error *err)
{
    const struct arrival_tally *arrivals = &tally->arrivals;
    struct arrival_counts *rows = memory_new(count_cells(arrivals), sizeof *rows);
    if (rows == NULL)
        return mah_no_memory(err);
    size_t used = 0;
    for (size_t m = 0; m < arrivals->mahalle_count; m++) {
        const struct arrival_years *years = &arrivals->mahalle[m];
        for (size_t i = 0; i < years->count; i++)
            if (years->cells[i].records > 0)
                rows[used++] = (struct arrival_counts){m, years->first + (int)i,
                                                       count_of_nano(years->cells[i].nano, years->cells[i].records)};
    }
    *out = rows;
    *count = used;
    return MAH_OK;
}

size_t arrival_counts_end(const struct counts *counts, size_t start)
{
    size_t end = start;
    while (end < counts->arrival_count && counts->arrivals[end].mahalle == counts->arrivals[start].mahalle)
        end++;
    return end;
}
