/* In which of the asked areas does a household live? */
#include "locate/area_index.h"

#include <stdlib.h>

#include "base/memory.h"
#include "geometry/point_in_polygon.h"
#include "geometry/rectangle_tree.h"

struct area_index {
    const struct area_list *areas;
    struct banded_polygon **banded; /* one an area; NULL where it has no polygon */
    uint32_t *polygon_area;         /* the areas with polygons, ascending: the items of the tree */
    size_t polygon_count;
    struct rectangle_tree *tree;
    /* Areas of whole mahalle: those of mahalle m are list[start[m]] .. list[start[m + 1] - 1], ascending. */
    uint32_t *start, *list;
};

static enum mah_status index_polygons(struct area_index *index, struct mah_error *err)
{
    const struct area_list *areas = index->areas;
    struct rectangle *bounds = memory_new(areas->count, sizeof *bounds);
    index->banded = memory_new(areas->count, sizeof(struct banded_polygon *));
    index->polygon_area = memory_new(areas->count, sizeof *index->polygon_area);
    enum mah_status status = MAH_OK;
    if (bounds == NULL || index->banded == NULL || index->polygon_area == NULL)
        status = mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < areas->count; i++) {
        if (areas->areas[i].polygon.part_count == 0)
            continue;
        bounds[index->polygon_count] = areas->areas[i].polygon.bounds;
        index->polygon_area[index->polygon_count++] = (uint32_t)i;
        status = banded_polygon_new(&index->banded[i], &areas->areas[i].polygon, err);
    }
    if (status == MAH_OK && index->polygon_count > 0)
        status = rectangle_tree_new(&index->tree, bounds, index->polygon_count, err);
    memory_free(bounds);
    return status;
}

static enum mah_status index_mahalle(struct area_index *index, size_t mahalle_count, struct mah_error *err)
{
    const struct area_list *areas = index->areas;
    size_t total = 0;
    for (size_t i = 0; i < areas->count; i++)
        total += areas->areas[i].mahalle_count;
    index->start = memory_new(mahalle_count + 2, sizeof *index->start);
    index->list = memory_new(total, sizeof *index->list);
    if (index->start == NULL || index->list == NULL)
        return mah_no_memory(err);
    uint32_t *start = index->start;
    for (size_t i = 0; i < areas->count; i++)
        for (size_t k = 0; k < areas->areas[i].mahalle_count; k++)
            start[areas->areas[i].mahalle[k] + 2]++;
    for (size_t m = 2; m < mahalle_count + 2; m++)
        start[m] += start[m - 1];
    for (size_t i = 0; i < areas->count; i++) /* filling moves each start to its end, which is the next start */
        for (size_t k = 0; k < areas->areas[i].mahalle_count; k++)
            index->list[start[areas->areas[i].mahalle[k] + 1]++] = (uint32_t)i;
    return MAH_OK;
}

enum mah_status area_index_new(struct area_index **out, const struct area_list *areas, size_t mahalle_count,
                               struct mah_error *err)
{
    struct area_index *index = memory_new(1, sizeof *index);
    if (index == NULL)
        return mah_no_memory(err);
    index->areas = areas;
    enum mah_status status = index_polygons(index, err);
    if (status == MAH_OK)
        status = index_mahalle(index, mahalle_count, err);
    if (status != MAH_OK) {
        area_index_free(index);
        return status;
    }
    *out = index;
    return MAH_OK;
}

void area_index_free(struct area_index *index)
{
    if (index == NULL)
        return;
    for (size_t i = 0; index->banded != NULL && i < index->areas->count; i++)
        banded_polygon_free(index->banded[i]);
    memory_free(index->banded);
    memory_free(index->polygon_area);
    rectangle_tree_free(index->tree);
    memory_free(index->start);
    memory_free(index->list);
    memory_free(index);
}

struct search {
    const struct area_index *index;
    struct point point;
    uint32_t *out, first_touched;
    size_t count;
};

static void visit(void *context, uint32_t item, double *limit)
{
    struct search *search = context;
    (void)limit;
    uint32_t area = search->index->polygon_area[item];
    enum position position = point_in_banded_polygon(search->point, search->index->banded[area]);
    if (position == POSITION_INSIDE)
        search->out[search->count++] = area;
    else if (position == POSITION_BORDER && area < search->first_touched)
        search->first_touched = area;
}

static int ascending(const void *a_, const void *b_)
{
    const uint32_t *a = a_, *b = b_;
    return (*a > *b) - (*a < *b);
}

size_t area_index_find(const struct area_index *index, size_t mahalle, bool has_point, struct point point,
                       uint32_t *out)
{
    struct search search = {index, point, out, UINT32_MAX, 0};
    double limit = 0;
    if (index->tree != NULL && has_point)
        rectangle_tree_search(index->tree, point, &limit, visit, &search);
    if (search.count == 0 && search.first_touched != UINT32_MAX)
        out[search.count++] = search.first_touched;
    for (uint32_t i = index->start[mahalle]; i < index->start[mahalle + 1]; i++)
        out[search.count++] = index->list[i];
    if (search.count > 1)
        qsort(out, search.count, sizeof *out, ascending);
    return search.count;
}
