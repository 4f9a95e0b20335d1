/* Has this facility been read before? */
#include "read/service_seen.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/slice.h"

static int64_t millimetres(double metres)
{
    return fabs(metres) < 1e12 ? (int64_t)llround(metres * 1000) : INT64_MAX;
}

static const char *number_of(const struct facility *facility)
{
    return facility->id != NULL ? facility->id : facility->name;
}

static uint64_t hash_of(const struct facility *facility)
{
    const struct point *first = facility->shape.vertices;
    const int64_t place[3] = {millimetres(first->x), millimetres(first->y), (int64_t)facility->type};
    return slice_hash((struct slice){(const char *)place, sizeof place}) ^ slice_hash(slice_of(number_of(facility)));
}

static bool same_place(const struct shape *a, const struct shape *b)
{
    if (a->kind != b->kind || a->vertex_count != b->vertex_count || a->part_count != b->part_count)
        return false;
    for (size_t i = 0; i < a->vertex_count; i++)
        if (millimetres(a->vertices[i].x) != millimetres(b->vertices[i].x) ||
            millimetres(a->vertices[i].y) != millimetres(b->vertices[i].y))
            return false;
    return true;
}

static bool same_facility(const struct facility *a, const struct facility *b)
{
    return a->type == b->type && (a->id == NULL) == (b->id == NULL) && strcmp(number_of(a), number_of(b)) == 0 &&
           same_place(&a->shape, &b->shape);
}

/* The slot that holds the same facility, or the free one where it belongs. */
static size_t find_slot(const struct service_seen *seen, const struct facility *facilities,
                        const struct facility *facility)
{
    size_t mask = seen->slot_count - 1, at = (size_t)hash_of(facility) & mask;
    while (seen->slots[at] != 0 && !same_facility(&facilities[seen->slots[at] - 1], facility))
        at = (at + 1) & mask;
    return at;
}

static enum mah_status make_room(struct service_seen *seen, const struct facility *facilities, struct mah_error *err)
{
    if (seen->used * 2 < seen->slot_count)
        return MAH_OK;
    struct service_seen larger = {.slot_count = seen->slot_count > 0 ? seen->slot_count * 2 : 64, .used = seen->used};
    larger.slots = memory_new(larger.slot_count, sizeof *larger.slots);
    if (larger.slots == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < seen->slot_count; i++)
        if (seen->slots[i] != 0)
            larger.slots[find_slot(&larger, facilities, &facilities[seen->slots[i] - 1])] = seen->slots[i];
    memory_free(seen->slots);
    *seen = larger;
    return MAH_OK;
}

enum mah_status service_seen_enter(bool *is_known, struct service_seen *seen, const struct facility *facilities,
                                   size_t index, struct mah_error *err)
{
    *is_known = false;
    if (number_of(&facilities[index]) == NULL)
        return MAH_OK;
    enum mah_status status = make_room(seen, facilities, err);
    if (status != MAH_OK)
        return status;
    size_t slot = find_slot(seen, facilities, &facilities[index]);
    *is_known = seen->slots[slot] != 0;
    if (!*is_known) {
        seen->slots[slot] = index + 1;
        seen->used++;
    }
    return MAH_OK;
}

void service_seen_release(struct service_seen *seen)
{
    memory_free(seen->slots);
    *seen = (struct service_seen){0};
}
