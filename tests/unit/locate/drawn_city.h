/* Boundaries for tests, drawn as text: one mahalle after the other, codes in ascending order. */
#ifndef TEST_DRAWN_CITY_H
#define TEST_DRAWN_CITY_H

#include <stdlib.h>

#include "../geometry/shapes.h"
#include "locate/locator.h"

struct drawn_mahalle {
    const char *code, *name, *ilce, *drawing;
};

static inline char *text_or_null(const char *text)
{
    return text ? memory_copy_text(text) : NULL;
}

/* Takes the polygon. */
static inline void add_mahalle(struct boundary_set *set, const char *code, const char *name, const char *ilce,
                               struct polygon polygon)
{
    set->mahalle = memory_resize(set->mahalle, set->count + 1, sizeof *set->mahalle);
    set->mahalle[set->count++] = (struct mahalle){.code = memory_copy_text(code),
                                                  .name = text_or_null(name),
                                                  .ilce_name = text_or_null(ilce),
                                                  .polygon = polygon};
    set->has_ilce_names |= ilce != NULL;
    rectangle_include(&set->bounds, (struct point){polygon.bounds.min_x, polygon.bounds.min_y});
    rectangle_include(&set->bounds, (struct point){polygon.bounds.max_x, polygon.bounds.max_y});
}

static inline struct boundary_set *empty_city(const char *crs)
{
    struct boundary_set *set = memory_new(1, sizeof *set);
    assert_non_null(set);
    set->bounds = rectangle_empty();
    assert_int_equal(crs_resolve(&set->crs, crs, NULL), MAH_OK);
    return set;
}

static inline struct boundary_set *city(const char *crs, const struct drawn_mahalle *drawn, size_t count)
{
    struct boundary_set *set = empty_city(crs);
    for (size_t i = 0; i < count; i++)
        add_mahalle(set, drawn[i].code, drawn[i].name, drawn[i].ilce, shape(drawn[i].drawing));
    return set;
}

static inline struct locator *locator_for(const struct boundary_set *set, uint64_t points)
{
    struct crs working;
    struct locator *locator;
    struct mah_error err = {0};
    assert_int_equal(crs_resolve(&working, set->crs.geographic ? "EPSG:5254" : set->crs.definition, NULL), MAH_OK);
    enum mah_status status = locator_new(&locator, set, &working, points, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    crs_release(&working);
    return locator;
}

static inline struct locator *locator_of(const struct boundary_set *set)
{
    return locator_for(set, locate_many_points);
}

/* All ways give the same, and it is given back. */
static inline struct location locate(const struct locator *locator, double x, double y)
{
    struct point point = {x, y};
    struct location fast = locator_locate(locator, point), slow = locator_locate_slowly(locator, point), many;
    locator_locate_all(locator, &point, 1, &many);
    assert_int_equal(many.mahalle, fast.mahalle);
    assert_int_equal(many.on_border, fast.on_border);
    assert_int_equal(many.in_overlap, fast.in_overlap);
    if (fast.mahalle != slow.mahalle || fast.on_border != slow.on_border || fast.in_overlap != slow.in_overlap)
        fail_msg("at %a %a: %d %d %d, slowly %d %d %d", x, y, fast.mahalle, fast.on_border, fast.in_overlap,
                 slow.mahalle, slow.on_border, slow.in_overlap);
    return fast;
}

/* Where the shared data are; NULL where they are not. */
static inline const char *shared_data(char *path, size_t size, const char *file)
{
    const char *folder = getenv("MAHALLE_SHARED");
    if (folder)
        snprintf(path, size, "%s/data/%s", folder, file);
    else
        snprintf(path, size, "%s/../../shared/data/%s", TEST_SOURCE_DIR, file);
    FILE *there = fopen(path, "rb");
    if (!there) {
        print_message("skipped: no %s (set MAHALLE_SHARED)\n", path);
        return NULL;
    }
    fclose(there);
    return path;
}

#endif
