/* Which facilities of each type are open? */
#ifndef REACH_OPEN_FACILITIES_H
#define REACH_OPEN_FACILITIES_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "reach/reach.h"

/* For each type of the run the indexes of its open facilities, rising. */
struct open_facilities {
    uint32_t *facility;
    size_t *start; /* type_count + 1 offsets */
    size_t type_count;
};

enum mah_status open_facilities_init(struct open_facilities *out, const struct service_set *services,
                                     const struct reach_type *types, size_t type_count, struct mah_error *err);
void open_facilities_release(struct open_facilities *open);

static inline size_t open_count(const struct open_facilities *open, size_t type)
{
    return open->start[type + 1] - open->start[type];
}

static inline const uint32_t *open_list(const struct open_facilities *open, size_t type)
{
    return open->facility + open->start[type];
}

#endif
