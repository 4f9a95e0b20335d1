/* Which column is meant, and which place has each mahalle in it? */
#include "run/rank_by_figure.h"

#include "base/memory.h"
#include "base/text.h"
#include "plan/priority.h"
#include "turkish/fold.h"

/* The columns whose names are nearest, for a message. */
static enum mah_status refuse_field(const struct published_table *table, const char *file, const char *field,
                                    struct mah_error *err)
{
    enum { FAR = 4, NAMED = 5 };
    struct text near = TEXT_EMPTY;
    size_t found = 0;
    for (size_t steps = 1; steps < FAR; steps++)
        for (size_t i = 0; i < table->column_count && found < NAMED; i++) {
            const struct published_column *column = &table->columns[i];
            if (column->type == 't' || name_distance(field, column->name, FAR) != steps)
                continue;
            text_add_format(&near, "%s%s", found > 0 ? ", " : "", column->name);
            found++;
        }
    enum mah_status status = MAH_BAD_USAGE;
    if (near.failed)
        status = mah_no_memory(err);
    else if (found > 0)
        status =
            mah_fail(err, MAH_BAD_USAGE, "'%s' is no figure of '%s'; near it are %s", field, file, text_bytes(&near));
    else
        status = mah_fail(err, MAH_BAD_USAGE,
                          "'%s' is no figure of '%s'; docs/data-dictionary.md lists those of mah_indicators (sh_mig, "
                          "den_mig, cov_primary ...)",
                          field, file);
    text_release(&near);
    return status;
}

enum mah_status figure_places(int64_t *place, size_t *unknown, const struct published_table *table, size_t column,
                              struct mah_error *err)
{
    size_t rows = table->row_count;
    double *values = memory_new(rows + 1, sizeof *values), *rank = memory_new(rows + 1, sizeof *rank);
    size_t *order = memory_new(rows + 1, sizeof *order);
    bool is_short = values == NULL || rank == NULL || order == NULL;
    for (size_t i = 0; !is_short && i < rows; i++)
        values[i] = published_number(table, i, column);
    size_t known = is_short ? 0 : priority_rank(rank, order, values, rows);
    for (size_t i = 0; i < known; i++) {
        bool is_tied = i > 0 && values[order[i]] >= values[order[i - 1]];
        place[order[i]] = is_tied ? place[order[i - 1]] : (int64_t)i + 1;
    }
    *unknown = rows - known;
    memory_free(values);
    memory_free(rank);
    memory_free(order);
    return is_short ? mah_no_memory(err) : MAH_OK;
}

enum mah_status figure_find(size_t *column, const struct published_table *table, const char *file, const char *field,
                            struct mah_error *err)
{
    if (published_column_find(table, field, column) && table->columns[*column].type != 't' &&
        table->columns[*column].type != 'd')
        return MAH_OK;
    return refuse_field(table, file, field, err);
}
