/* What is kept of each located household that is asked how far it has to its services. */
#include "count/reach_store.h"

#include "base/memory.h"
#include "config/target_group.h"

_Static_assert((int)TARGET_BANDS == (int)AGE_BANDS, "a target names the age bands of the households");

enum mah_status reach_store_new(struct reach_store **out, size_t type_count, struct mah_error *err)
{
    struct reach_store *store = memory_new(1, sizeof *store);
    if (store == NULL)
        return mah_no_memory(err);
    store->type_count = type_count;
    *out = store;
    return MAH_OK;
}

void reach_store_free(struct reach_store *store)
{
    if (store == NULL)
        return;
    for (size_t i = 0; i < store->block_count; i++) {
        memory_free(store->rows[i]);
        memory_free(store->distance_m[i]);
    }
    memory_free(store->rows);
    memory_free(store->distance_m);
    memory_free(store);
}

/* Both lists of blocks grow together. */
static enum mah_status grow(struct reach_store *store, size_t wanted, struct mah_error *err)
{
    size_t capacity = store->block_capacity;
    if (memory_grow((void **)&store->rows, &capacity, wanted, sizeof *store->rows) != 0)
        return mah_no_memory(err);
    capacity = store->block_capacity;
    if (memory_grow((void **)&store->distance_m, &capacity, wanted, sizeof *store->distance_m) != 0)
        return mah_no_memory(err);
    store->block_capacity = capacity;
    return MAH_OK;
}

static enum mah_status add_block(struct reach_store *store, struct mah_error *err)
{
    enum mah_status status = grow(store, store->block_count + 1, err);
    if (status != MAH_OK)
        return status;
    struct reach_row *rows = memory_resize(NULL, REACH_BLOCK_ROWS, sizeof *rows);
    float *distances =
        memory_resize(NULL, REACH_BLOCK_ROWS * (store->type_count > 0 ? store->type_count : 1), sizeof *distances);
    if (rows == NULL || distances == NULL) {
        memory_free(rows);
        memory_free(distances);
        return mah_no_memory(err);
    }
    store->rows[store->block_count] = rows;
    store->distance_m[store->block_count++] = distances;
    return MAH_OK;
}

enum mah_status reach_store_add(struct reach_store *store, struct reach_row **row, float **distance_m,
                                struct mah_error *err)
{
    size_t block = store->count / REACH_BLOCK_ROWS, at = store->count % REACH_BLOCK_ROWS;
    enum mah_status status = block < store->block_count ? MAH_OK : add_block(store, err);
    if (status != MAH_OK)
        return status;
    *row = &store->rows[block][at];
    *distance_m = &store->distance_m[block][at * store->type_count];
    store->count++;
    return MAH_OK;
}

static enum mah_status copy_block(struct reach_store *into, const struct reach_store *from, size_t block,
                                  struct mah_error *err)
{
    size_t first = block * REACH_BLOCK_ROWS;
    size_t rows = from->count > first ? from->count - first : 0;
    if (rows > REACH_BLOCK_ROWS)
        rows = REACH_BLOCK_ROWS;
    for (size_t i = 0; i < rows; i++) {
        struct reach_row *row = NULL;
        float *distance_m = NULL;
        enum mah_status status = reach_store_add(into, &row, &distance_m, err);
        if (status != MAH_OK)
            return status;
        *row = from->rows[block][i];
        for (size_t t = 0; t < into->type_count; t++)
            distance_m[t] = from->distance_m[block][i * from->type_count + t];
    }
    return MAH_OK;
}

/* Copies one by one what does not fill a block; whole blocks could be moved, but a few megabytes are copied in no time.
 * A block is freed as soon as it is copied, and after a failure, too. */
enum mah_status reach_store_take(struct reach_store *into, struct reach_store *from, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t block = 0; block < from->block_count; block++) {
        if (status == MAH_OK)
            status = copy_block(into, from, block, err);
        memory_free(from->rows[block]);
        memory_free(from->distance_m[block]);
    }
    from->count = from->block_count = 0;
    return status;
}

const char *reach_group_word(enum reach_group group)
{
    static const char *const words[] = {"all", "mig", "set", "target"};
    return words[group];
}
