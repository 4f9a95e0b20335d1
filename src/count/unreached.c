/* Households whose distance to a service is not known, each with what is needed to look into it. */
#include "count/unreached.h"

#include "base/memory.h"

enum mah_status unreached_add(struct unreached *list, struct unreached_row row, struct mah_error *err)
{
    if (row.id == NULL || row.types == NULL ||
        memory_grow((void **)&list->rows, &list->capacity, list->count + 1, sizeof row) != 0) {
        memory_free(row.id);
        memory_free(row.types);
        return mah_no_memory(err);
    }
    list->rows[list->count++] = row;
    return MAH_OK;
}

void unreached_release(struct unreached *list)
{
    for (size_t i = 0; i < list->count; i++) {
        memory_free(list->rows[i].id);
        memory_free(list->rows[i].types);
    }
    memory_free(list->rows);
    *list = (struct unreached){0};
}
