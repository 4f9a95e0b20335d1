/* Has this household id been seen before? Exactly: no hash stands for an id. */
#include "check/seen_ids.h"

#include "base/memory.h"
#include "check/id_series.h"
#include "check/number_set.h"

enum {
    INLINE_BYTES = 15, /* ids up to this length live in the table itself */
    LONG_ID = 255,
    FIRST_SLOTS = 1024
};

/* An empty slot has length 0. A long id has LONG_ID here, its place in the store and its length in the bytes. */
struct slot {
    char bytes[INLINE_BYTES];
    uint8_t length;
};

/* Ids of a series are kept as numbers, the others in a table of their own. */
struct seen_ids {
    struct id_series series;
    struct number_set numbers;
    size_t number_count;
    struct slot *slots;
    size_t slot_count, used; /* slot_count is a power of two */
    char *store;
    size_t store_length, store_capacity;
};

struct long_id {
    uint64_t start;
    uint32_t length;
};

static struct slice slot_text(const struct seen_ids *seen, const struct slot *slot)
{
    if (slot->length != LONG_ID)
        return (struct slice){slot->bytes, slot->length};
    struct long_id where;
    memcpy(&where.start, slot->bytes, sizeof where.start);
    memcpy(&where.length, slot->bytes + sizeof where.start, sizeof where.length);
    return (struct slice){seen->store + where.start, where.length};
}

static struct slot *find(const struct seen_ids *seen, struct slot *slots, size_t slot_count, struct slice id)
{
    size_t at = (size_t)slice_hash(id) & (slot_count - 1);
    while (slots[at].length != 0 && !slice_equals(slot_text(seen, &slots[at]), id))
        at = (at + 1) & (slot_count - 1);
    return &slots[at];
}

static enum mah_status enlarge(struct seen_ids *seen, struct mah_error *err)
{
    size_t larger = seen->slot_count * 2;
    struct slot *slots = memory_new(larger, sizeof *slots);
    if (slots == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < seen->slot_count; i++)
        if (seen->slots[i].length != 0)
            *find(seen, slots, larger, slot_text(seen, &seen->slots[i])) = seen->slots[i];
    memory_free(seen->slots);
    seen->slots = slots;
    seen->slot_count = larger;
    return MAH_OK;
}

static enum mah_status fill(struct seen_ids *seen, struct slot *slot, struct slice id, struct mah_error *err)
{
    if (id.length <= INLINE_BYTES) {
        memcpy(slot->bytes, id.bytes, id.length);
        slot->length = (uint8_t)id.length;
        return MAH_OK;
    }
    if (memory_grow((void **)&seen->store, &seen->store_capacity, seen->store_length + id.length, 1) != 0)
        return mah_no_memory(err);
    memcpy(seen->store + seen->store_length, id.bytes, id.length);
    uint64_t start = seen->store_length;
    memcpy(slot->bytes, &start, sizeof start);
    memcpy(slot->bytes + sizeof start, &id.length, sizeof id.length);
    slot->length = LONG_ID;
    seen->store_length += id.length;
    return MAH_OK;
}

enum mah_status seen_ids_new(struct seen_ids **out, struct mah_error *err)
{
    struct seen_ids *seen = memory_new(1, sizeof *seen);
    if (seen == NULL)
        return mah_no_memory(err);
    seen->slot_count = FIRST_SLOTS;
    seen->slots = memory_new(seen->slot_count, sizeof *seen->slots);
    if (seen->slots == NULL) {
        memory_free(seen);
        return mah_no_memory(err);
    }
    *out = seen;
    return MAH_OK;
}

void seen_ids_free(struct seen_ids *seen)
{
    if (seen == NULL)
        return;
    id_series_release(&seen->series);
    number_set_release(&seen->numbers);
    memory_free(seen->slots);
    memory_free(seen->store);
    memory_free(seen);
}

static enum mah_status add_to_table(struct seen_ids *seen, struct slice id, bool *is_new, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (seen->used * 4 >= seen->slot_count * 3)
        status = enlarge(seen, err);
    if (status != MAH_OK)
        return status;
    struct slot *slot = find(seen, seen->slots, seen->slot_count, id);
    if (slot->length != 0) {
        *is_new = false;
        return MAH_OK;
    }
    status = fill(seen, slot, id, err);
    seen->used += status == MAH_OK;
    return status;
}

enum mah_status seen_ids_add(struct seen_ids *seen, struct slice id, bool *is_new, struct mah_error *err)
{
    *is_new = true;
    if (id.length == 0)
        return MAH_OK; /* no id: nothing to compare with */
    uint64_t number;
    bool is_numbered;
    enum mah_status status = id_series_number(&seen->series, id, &number, &is_numbered, err);
    if (status == MAH_OK && !is_numbered)
        return add_to_table(seen, id, is_new, err);
    if (status == MAH_OK)
        status = number_set_add(&seen->numbers, number, is_new, err);
    seen->number_count += status == MAH_OK && *is_new;
    return status;
}

size_t seen_ids_count(const struct seen_ids *seen)
{
    return seen->used + seen->number_count;
}
