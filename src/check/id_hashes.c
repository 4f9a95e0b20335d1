/* Which of many ids may be one of a few? */
#include "check/id_hashes.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void id_hashes_release(struct id_hashes *list)
{
    memory_free(list->hashes);
    *list = (struct id_hashes){0};
}

enum mah_status id_hashes_add(struct id_hashes *list, struct slice id, struct mah_error *err)
{
    if (id.length == 0)
        return MAH_OK;
    if (memory_grow((void **)&list->hashes, &list->capacity, list->count + 1, sizeof *list->hashes) != 0)
        return mah_no_memory(err);
    list->hashes[list->count++] = slice_hash(id);
    list->is_sorted = false;
    return MAH_OK;
}

enum mah_status id_hashes_take(struct id_hashes *into, struct id_hashes *from, struct mah_error *err)
{
    if (from->count == 0)
        return MAH_OK;
    if (memory_grow((void **)&into->hashes, &into->capacity, into->count + from->count, sizeof *into->hashes) != 0)
        return mah_no_memory(err);
    memcpy(into->hashes + into->count, from->hashes, from->count * sizeof *from->hashes);
    into->count += from->count;
    into->is_sorted = false;
    id_hashes_release(from);
    return MAH_OK;
}

static int rising(const void *a_, const void *b_)
{
    const uint64_t *a = a_, *b = b_;
    return (*a > *b) - (*a < *b);
}

void id_hashes_sort(struct id_hashes *list)
{
    if (list->count > 1)
        qsort(list->hashes, list->count, sizeof *list->hashes, rising);
    list->is_sorted = true;
}

static bool holds(const struct id_hashes *sorted, uint64_t hash)
{
    return sorted->count > 0 && bsearch(&hash, sorted->hashes, sorted->count, sizeof hash, rising) != NULL;
}

bool id_hashes_may_hold(const struct id_hashes *sorted, struct slice id)
{
    return id.length > 0 && holds(sorted, slice_hash(id));
}

/* Of a million ids all but a few are told apart by sixteen bits. */
void id_hashes_meet(struct id_hashes *list, const struct id_hashes *sorted)
{
    uint64_t seen[1024] = {0};
    size_t kept = 0;
    for (size_t i = 0; i < sorted->count; i++)
        seen[sorted->hashes[i] >> 6 & 1023] |= UINT64_C(1) << (sorted->hashes[i] & 63);
    for (size_t i = 0; i < list->count; i++) {
        uint64_t hash = list->hashes[i];
        if ((seen[hash >> 6 & 1023] >> (hash & 63) & 1) != 0 && holds(sorted, hash))
            list->hashes[kept++] = hash;
    }
    list->count = kept;
}
