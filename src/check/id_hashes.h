/* Which of many ids may be one of a few? Hashes of 64 bits, 8 bytes an id. */
#ifndef CHECK_ID_HASHES_H
#define CHECK_ID_HASHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

/* Start with {0}. */
struct id_hashes {
    uint64_t *hashes;
    size_t count, capacity;
    bool is_sorted;
};
void id_hashes_release(struct id_hashes *list);

/* The empty id is no id. Not thread-safe; the list is unsorted then. */
enum mah_status id_hashes_add(struct id_hashes *list, struct slice id, struct mah_error *err);
/* Moves the hashes of `from` behind those of `into`. */
enum mah_status id_hashes_take(struct id_hashes *into, struct id_hashes *from, struct mah_error *err);
void id_hashes_sort(struct id_hashes *list);

/* Was an id with this hash added? Sorted lists only; thread-safe. */
bool id_hashes_may_hold(const struct id_hashes *sorted, struct slice id);
/* Keeps of `list` what `sorted` holds too. */
void id_hashes_meet(struct id_hashes *list, const struct id_hashes *sorted);

#endif
