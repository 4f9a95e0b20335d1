/* Which facilities of each type are open? */
#include "reach/open_facilities.h"

#include "base/memory.h"

enum mah_status open_facilities_init(struct open_facilities *out, const struct service_set *services,
                                     const struct reach_type *types, size_t type_count, struct mah_error *err)
{
    *out = (struct open_facilities){.type_count = type_count};
    out->start = memory_new(type_count + 1, sizeof *out->start);
    if (!out->start || services->count >= NO_FACILITY)
        return mah_no_memory(err);
    size_t capacity = 0;
    for (size_t type = 0; type < type_count; type++) {
        size_t count = out->start[type];
        for (uint32_t i = 0; i < services->count; i++) {
            const struct facility *facility = &services->facilities[i];
            if (!facility->is_open || facility->type != types[type].type || facility->shape.part_count == 0)
                continue;
            if (memory_grow((void **)&out->facility, &capacity, count + 1, sizeof *out->facility) != 0)
                return mah_no_memory(err);
            out->facility[count++] = i;
        }
        out->start[type + 1] = count;
    }
    return MAH_OK;
}

void open_facilities_release(struct open_facilities *open)
{
    memory_free(open->facility);
    memory_free(open->start);
    *open = (struct open_facilities){0};
}
