/* The rows that were not counted, each with what is needed to repair it and feed it again. */
#include "check/quarantine.h"

#include "base/memory.h"

enum mah_status quarantine_add(struct quarantine *quarantine, struct quarantined_row row, struct mah_error *err)
{
    if (row.id == NULL || row.raw == NULL ||
        memory_grow((void **)&quarantine->rows, &quarantine->capacity, quarantine->count + 1, sizeof row) != 0) {
        memory_free(row.id);
        memory_free(row.raw);
        return mah_no_memory(err);
    }
    quarantine->rows[quarantine->count++] = row;
    return MAH_OK;
}

void quarantine_release(struct quarantine *quarantine)
{
    for (size_t i = 0; i < quarantine->count; i++) {
        memory_free(quarantine->rows[i].id);
        memory_free(quarantine->rows[i].raw);
    }
    memory_free(quarantine->rows);
    *quarantine = (struct quarantine){0};
}
