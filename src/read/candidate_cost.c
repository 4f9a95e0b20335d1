/* Which column of a file of places says what it costs to build there? */
#include "read/candidate_cost.h"

#include <stdbool.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "read/header_names.h"
#include "read/service_table.h"
#include "turkish/fold.h"

enum { KEY_BYTES = 512 };

static bool is_called(const struct data_table *names, const char *column)
{
    char key[KEY_BYTES];
    header_key(slice_of(column), key, sizeof key);
    for (size_t row = 0; row < names->row_count; row++) {
        const char *at = data_table_cell(names, row, "aliases");
        struct slice word;
        while (at != NULL && alias_next(&at, &word))
            if (slice_equals(slice_of(key), word))
                return true;
    }
    return false;
}

static enum mah_status find(char **out, const struct service_table *table, const struct data_table *names,
                            struct mah_error *err)
{
    const char *found = NULL;
    for (size_t i = 0; i < table->column_count; i++) {
        if (!is_called(names, table->columns[i]))
            continue;
        if (found != NULL)
            return header_ambiguous(table->path, found, table->columns[i], "cost", err);
        found = table->columns[i];
    }
    if (found == NULL)
        return MAH_OK;
    *out = memory_copy_text(found);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

enum mah_status candidate_cost_column(char **out, const struct source *source, struct mah_error *err)
{
    struct data_table names = {0};
    struct service_table table = {0};
    *out = NULL;
    enum mah_status status = data_table_read(&names, "candidate_fields.csv", err);
    if (status == MAH_OK)
        status = service_table_open(&table, source, err);
    if (status == MAH_OK)
        status = find(out, &table, &names, err);
    service_table_close(&table);
    data_table_release(&names);
    return status;
}
