/* For which areas is need worked out? */
#include "indicate/need_areas.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

const char *need_level_word(enum need_level level)
{
    static const char *const words[] = {"mahalle", "ilce", "city"};
    return words[level];
}

/* Where a mahalle lies: two provinces may each have a "Merkez". */
struct place {
    const char *ilce, *il;
    size_t mahalle;
};

static int by_place(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int order = strcmp(a->ilce, b->ilce);
    return order != 0 ? order : strcmp(a->il, b->il);
}

static bool every_ilce_is_named(const struct boundary_set *boundaries)
{
    for (size_t i = 0; i < boundaries->count; i++)
        if (boundaries->mahalle[i].ilce_name == NULL)
            return false;
    return boundaries->count > 0;
}

static enum mah_status number_ilce(struct need_areas *areas, const struct boundary_set *boundaries,
                                   struct mah_error *err)
{
    struct place *places = memory_new(boundaries->count, sizeof *places);
    if (places == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < boundaries->count; i++) {
        const struct mahalle *mahalle = &boundaries->mahalle[i];
        places[i] = (struct place){mahalle->ilce_name, mahalle->il_name != NULL ? mahalle->il_name : "", i};
    }
    qsort(places, boundaries->count, sizeof *places, by_place);
    for (size_t i = 0; i < boundaries->count; i++) {
        if (i == 0 || by_place(&places[i - 1], &places[i]) != 0)
            areas->ilce_names[areas->ilce_count++] = places[i].ilce;
        areas->ilce_of[places[i].mahalle] = areas->ilce_count - 1;
    }
    memory_free(places);
    return MAH_OK;
}

enum mah_status need_areas_new(struct need_areas **out, const struct boundary_set *boundaries, struct mah_error *err)
{
    struct need_areas *areas = memory_new(1, sizeof *areas);
    if (areas == NULL)
        return mah_no_memory(err);
    areas->mahalle_count = boundaries->count;
    areas->ilce_of = memory_new(boundaries->count, sizeof *areas->ilce_of);
    areas->ilce_names = memory_new(boundaries->count, sizeof *areas->ilce_names);
    enum mah_status status = areas->ilce_of != NULL && areas->ilce_names != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK && every_ilce_is_named(boundaries))
        status = number_ilce(areas, boundaries, err);
    if (status != MAH_OK) {
        need_areas_free(areas);
        return status;
    }
    *out = areas;
    return MAH_OK;
}

void need_areas_free(struct need_areas *areas)
{
    if (areas == NULL)
        return;
    memory_free(areas->ilce_of);
    memory_free((void *)areas->ilce_names);
    memory_free(areas);
}

size_t need_area_count(const struct need_areas *areas)
{
    return areas->mahalle_count + areas->ilce_count + 1;
}

size_t need_area_of_ilce(const struct need_areas *areas, size_t mahalle)
{
    return areas->mahalle_count + areas->ilce_of[mahalle];
}

size_t need_area_of_city(const struct need_areas *areas)
{
    return areas->mahalle_count + areas->ilce_count;
}

enum need_level need_area_level(const struct need_areas *areas, size_t area)
{
    if (area < areas->mahalle_count)
        return NEED_MAHALLE;
    return area < areas->mahalle_count + areas->ilce_count ? NEED_ILCE : NEED_CITY;
}
