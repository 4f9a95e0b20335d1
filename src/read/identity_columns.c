/* Which columns of a file hold identity numbers of persons? */
#include "read/identity_columns.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

enum mah_status identity_columns_init(struct identity_columns *out, size_t count, struct mah_error *err)
{
    *out = (struct identity_columns){.counts = memory_new(count, sizeof *out->counts), .count = count};
    return out->counts != NULL || count == 0 ? MAH_OK : mah_no_memory(err);
}

void identity_columns_release(struct identity_columns *columns)
{
    memory_free(columns->counts);
    *columns = (struct identity_columns){0};
}

void identity_columns_empty(struct identity_columns *columns)
{
    if (columns->count > 0)
        memset(columns->counts, 0, columns->count * sizeof *columns->counts);
}

void identity_columns_add(struct identity_columns *into, const struct identity_columns *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->counts[i].numbers > 0)
            identity_count_add(&into->counts[i], &from->counts[i]);
}

enum mah_status identity_columns_refuse(const struct identity_columns *columns, char *const *names, const char *shown,
                                        struct mah_error *err)
{
    size_t most = columns->count, found = 0;
    for (size_t i = 0; i < columns->count; i++) {
        if (!identity_count_tells(&columns->counts[i]))
            continue;
        if (found++ == 0 || columns->counts[i].checked > columns->counts[most].checked)
            most = i;
    }
    if (found == 0)
        return MAH_OK;
    const struct identity_count *count = &columns->counts[most];
    unsigned long long numbers = count->checked;
    long long row = count->first_row;
    if (found == 1)
        return mah_fail(err, MAH_BAD_DATA,
                        "'%s' holds identity numbers of persons (T.C. kimlik no) in column '%s': %llu of them, the "
                        "first in row %lld; remove the column, or put a random id in place of each; nothing was "
                        "written",
                        shown, names[most], numbers, row);
    return mah_fail(err, MAH_BAD_DATA,
                    "'%s' holds identity numbers of persons (T.C. kimlik no) in %zu columns, in '%s' %llu of them, the "
                    "first in row %lld; remove the columns, or put a random id in place of each; nothing was written",
                    shown, found, names[most], numbers, row);
}

enum mah_status identity_columns_list(char **out, const struct identity_columns *columns, char *const *names,
                                      struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; i < columns->count; i++)
        if (identity_count_tells(&columns->counts[i]))
            text_add_format(&list, "%s%s", list.length > 0 ? ", " : "", names[i]);
    bool any = list.length > 0, failed = list.failed;
    *out = any ? text_take(&list) : NULL;
    text_release(&list);
    return failed || (any && *out == NULL) ? mah_no_memory(err) : MAH_OK;
}
