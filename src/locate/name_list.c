/* Which mahalle bears a name? Names of mahalle and ilçe as keys, in one order. */
#include "locate/name_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "locate/locator.h"
#include "turkish/fold.h"

enum { KEY_SIZE = 512 };

struct named_mahalle {
    const char *name, *ilce; /* keys; ilce is "" where unknown */
    int32_t index;
};

static int by_name_and_ilce(const void *a_, const void *b_)
{
    const struct named_mahalle *a = a_, *b = b_;
    int order = strcmp(a->name, b->name);
    if (order == 0)
        order = strcmp(a->ilce, b->ilce);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static size_t key_of(char key[KEY_SIZE], const char *name)
{
    key[0] = '\0';
    return name ? place_key(slice_of(name), key, KEY_SIZE) : 0;
}

/* The bytes that all keys take, each with its final NUL. */
static size_t measure_keys(const struct boundary_set *boundaries)
{
    char key[KEY_SIZE];
    size_t bytes = 0;
    for (size_t i = 0; i < boundaries->count; i++)
        bytes += key_of(key, boundaries->mahalle[i].name) + key_of(key, boundaries->mahalle[i].ilce_name) + 2;
    return bytes;
}

static char *add_key(char *at, const char *name)
{
    char key[KEY_SIZE];
    size_t length = key_of(key, name);
    memcpy(at, key, length);
    at[length] = '\0';
    return at + length + 1;
}

enum mah_status name_list_build(struct name_list *list, const struct boundary_set *boundaries, struct mah_error *err)
{
    *list = (struct name_list){.has_ilce_names = boundaries->has_ilce_names};
    list->entries = memory_new(boundaries->count, sizeof *list->entries);
    list->keys = memory_new(measure_keys(boundaries), 1);
    if (!list->entries || !list->keys) {
        name_list_release(list);
        return mah_no_memory(err);
    }
    char *at = list->keys;
    for (size_t i = 0; i < boundaries->count; i++) {
        const struct mahalle *mahalle = &boundaries->mahalle[i];
        struct named_mahalle entry = {.name = at, .index = (int32_t)i};
        at = add_key(at, mahalle->name);
        entry.ilce = at;
        at = add_key(at, mahalle->ilce_name);
        if (entry.name[0])
            list->entries[list->count++] = entry;
    }
    if (list->count > 1)
        qsort(list->entries, list->count, sizeof *list->entries, by_name_and_ilce);
    return MAH_OK;
}

void name_list_release(struct name_list *list)
{
    memory_free(list->entries);
    memory_free(list->keys);
    *list = (struct name_list){0};
}

static size_t first_named(const struct name_list *list, const char *name)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(list->entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t name_list_find(const struct name_list *list, struct slice name, struct slice ilce)
{
    char name_key[KEY_SIZE], ilce_key[KEY_SIZE];
    if (place_key(name, name_key, sizeof name_key) == 0)
        return NO_MAHALLE;
    bool ilce_counts = list->has_ilce_names && place_key(ilce, ilce_key, sizeof ilce_key) > 0;
    int32_t found = NO_MAHALLE;
    for (size_t i = first_named(list, name_key); i < list->count; i++) {
        const struct named_mahalle *entry = &list->entries[i];
        if (strcmp(entry->name, name_key) != 0)
            break;
        if (ilce_counts && strcmp(entry->ilce, ilce_key) != 0)
            continue;
        if (found != NO_MAHALLE)
            return NO_MAHALLE; /* two bear it: a guess would be wrong half the time */
        found = entry->index;
    }
    return found;
}
