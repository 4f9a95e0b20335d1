/* Persons by mahalle and calendar year of arrival: a short row of years a mahalle, which grows by decades. */
#include "count/arrival_tally.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

enum { YEARS_A_STEP = 10 };

enum mah_status arrival_tally_init(struct arrival_tally *tally, size_t mahalle_count, struct mah_error *err)
{
    *tally = (struct arrival_tally){.mahalle_count = mahalle_count};
    tally->mahalle = memory_new(mahalle_count, sizeof *tally->mahalle);
    return tally->mahalle != NULL ? MAH_OK : mah_no_memory(err);
}

void arrival_tally_release(struct arrival_tally *tally)
{
    for (size_t i = 0; tally->mahalle != NULL && i < tally->mahalle_count; i++)
        memory_free(tally->mahalle[i].cells);
    memory_free(tally->mahalle);
    *tally = (struct arrival_tally){0};
}

static bool holds(const struct arrival_years *years, int year)
{
    return year >= years->first && (size_t)(year - years->first) < years->count;
}

/* Makes room for the decade of this year, and for all between it and what there is. */
static enum mah_status widen(struct arrival_years *years, int year, struct mah_error *err)
{
    int first = year - year % YEARS_A_STEP, end = first + YEARS_A_STEP;
    if (years->count > 0) {
        int old_end = years->first + (int)years->count;
        first = first < years->first ? first : years->first;
        end = end > old_end ? end : old_end;
    }
    struct tally_cell *cells = memory_new((size_t)(end - first), sizeof *cells);
    if (cells == NULL)
        return mah_no_memory(err);
    if (years->count > 0)
        memcpy(cells + (years->first - first), years->cells, years->count * sizeof *cells);
    memory_free(years->cells);
    *years = (struct arrival_years){first, (size_t)(end - first), cells};
    return MAH_OK;
}

/* The cell of a year; NULL where there is no memory for it. */
static struct tally_cell *cell_of(struct arrival_years *years, int year, struct mah_error *err)
{
    if (!holds(years, year) && widen(years, year, err) != MAH_OK)
        return NULL;
    return &years->cells[year - years->first];
}

static enum mah_status watched(int overflow, struct mah_error *err)
{
    return overflow ? mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights")
                    : MAH_OK;
}

enum mah_status arrival_tally_add(struct arrival_tally *tally, size_t mahalle, int year, int64_t nano,
                                  struct mah_error *err)
{
    if (nano == 0 || year <= 0)
        return MAH_OK;
    struct tally_cell *cell = cell_of(&tally->mahalle[mahalle], year, err);
    return cell != NULL ? watched(tally_cell_add(cell, nano), err) : MAH_NO_MEMORY;
}

void arrival_tally_expect(const struct arrival_tally *tally, size_t mahalle, int year)
{
    const struct arrival_years *years = &tally->mahalle[mahalle];
    if (holds(years, year))
        __builtin_prefetch(&years->cells[year - years->first], 1);
}

enum mah_status arrival_tally_merge(struct arrival_tally *into, const struct arrival_tally *from, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t m = 0; m < from->mahalle_count; m++) {
        const struct arrival_years *years = &from->mahalle[m];
        for (size_t i = 0; status == MAH_OK && i < years->count; i++) {
            if (years->cells[i].records == 0)
                continue;
            struct tally_cell *cell = cell_of(&into->mahalle[m], years->first + (int)i, err);
            status = cell != NULL ? watched(tally_cell_merge(cell, &years->cells[i]), err) : MAH_NO_MEMORY;
        }
    }
    return status;
}
