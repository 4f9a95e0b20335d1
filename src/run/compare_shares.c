/* Where do the mahalle of two files lie upon each other? */
#include "run/compare_shares.h"

#include <math.h>

#include "base/memory.h"
#include "geometry/rectangle_tree.h"
#include "geometry/repair.h"

struct sharing {
    const struct compare_side *old_side, *new_side;
    struct polygon *polygons; /* of the old mahalle in the system of the new file */
    double *old_km2, *new_km2;
    size_t *tree_item; /* items of the tree: new mahalle with a polygon */
    struct rectangle_tree *tree;
    struct area_meter *meter;
    struct shared_area *shared;
    size_t shared_count, shared_capacity;
};

static void sharing_release(struct sharing *sharing)
{
    for (size_t i = 0; sharing->polygons != NULL && i < sharing->old_side->count; i++)
        polygon_release(&sharing->polygons[i]);
    memory_free(sharing->polygons);
    memory_free(sharing->old_km2);
    memory_free(sharing->new_km2);
    memory_free(sharing->tree_item);
    rectangle_tree_free(sharing->tree);
    area_meter_free(sharing->meter);
    memory_free(sharing->shared);
}

static const struct polygon *polygon_of(const struct compare_side *side, size_t mahalle)
{
    const struct polygon *polygon = side->mahalle->polygons != NULL ? &side->mahalle->polygons[mahalle] : NULL;
    return polygon != NULL && polygon->part_count > 0 ? polygon : NULL;
}

static enum mah_status bring_over(struct sharing *sharing, struct mah_error *err)
{
    const struct compare_side *side = sharing->old_side;
    struct transformation *transformation = NULL;
    struct repair repair;
    enum mah_status status =
        transformation_new(&transformation, published_crs(side->file), published_crs(sharing->new_side->file), err);
    for (size_t i = 0; status == MAH_OK && i < side->count; i++) {
        const struct polygon *polygon = polygon_of(side, i);
        struct polygon *out = &sharing->polygons[i];
        if (polygon == NULL)
            continue;
        status = polygon_copy(out, polygon, err);
        if (status == MAH_OK && !transformation_is_identity(transformation)) {
            transformation_apply(transformation, out->vertices, out->vertex_count);
            polygon_set_bounds(out);
            status = polygon_repair(out, &repair, err); /* what touched itself may cross itself now */
        }
        if (status == MAH_OK)
            status = area_meter_km2(&sharing->old_km2[i], sharing->meter, out, err);
        if (status != MAH_OK)
            status = mah_context(err, status, "%s", compare_side_name(side, i));
    }
    transformation_free(transformation);
    return status;
}

static enum mah_status index_new(struct sharing *sharing, struct mah_error *err)
{
    const struct compare_side *side = sharing->new_side;
    struct rectangle *bounds = memory_new(side->count, sizeof *bounds);
    size_t count = 0;
    enum mah_status status = bounds != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < side->count; i++) {
        const struct polygon *polygon = polygon_of(side, i);
        if (polygon == NULL)
            continue;
        bounds[count] = polygon->bounds;
        sharing->tree_item[count++] = i;
        status = area_meter_km2(&sharing->new_km2[i], sharing->meter, polygon, err);
    }
    if (status == MAH_OK && count > 0)
        status = rectangle_tree_new(&sharing->tree, bounds, count, err);
    memory_free(bounds);
    return status;
}

static enum mah_status add_shared(struct sharing *sharing, size_t from, size_t to, double km2, struct mah_error *err)
{
    if (memory_grow((void **)&sharing->shared, &sharing->shared_capacity, sharing->shared_count + 1,
                    sizeof *sharing->shared) != 0)
        return mah_no_memory(err);
    sharing->shared[sharing->shared_count++] = (struct shared_area){from, to, km2};
    return MAH_OK;
}

/* Which new mahalle may an old one meet? */
struct meeting {
    struct sharing *sharing;
    size_t from;
    struct mah_error *err;
    enum mah_status status;
};

static void meet(void *context, uint32_t item, double *limit)
{
    struct meeting *meeting = context;
    struct sharing *sharing = meeting->sharing;
    size_t to = sharing->tree_item[item];
    const struct polygon *old_polygon = &sharing->polygons[meeting->from];
    const struct polygon *new_polygon = polygon_of(sharing->new_side, to);
    struct polygon area = {0};
    double km2 = 0;
    (void)limit;
    if (meeting->status != MAH_OK || !rectangle_meets(&old_polygon->bounds, &new_polygon->bounds))
        return;
    meeting->status = polygon_intersection(&area, old_polygon, new_polygon, meeting->err);
    if (meeting->status == MAH_OK && area.part_count > 0)
        meeting->status = area_meter_km2(&km2, sharing->meter, &area, meeting->err);
    polygon_release(&area);
    if (meeting->status == MAH_OK && km2 > 0)
        meeting->status = add_shared(sharing, meeting->from, to, km2, meeting->err);
}

/* Without polygons the code decides; so it does, and spares the work, where both have the very same polygon. */
static bool is_the_same(const struct sharing *sharing, size_t from, size_t to)
{
    if (to == SIZE_MAX)
        return false;
    const struct polygon *old_polygon = &sharing->polygons[from], *new_polygon = polygon_of(sharing->new_side, to);
    if (old_polygon->part_count == 0 || new_polygon == NULL)
        return true;
    return polygon_equals(old_polygon, new_polygon);
}

static enum mah_status share_one(struct sharing *sharing, size_t from, struct mah_error *err)
{
    size_t to = compare_side_find(sharing->new_side, compare_side_code(sharing->old_side, from));
    const struct rectangle *bounds = &sharing->polygons[from].bounds;
    if (is_the_same(sharing, from, to)) {
        double km2 = fmax(sharing->old_km2[from], sharing->new_km2[to]);
        km2 = km2 > 0 ? km2 : 1; /* neither file says; any area serves for the whole of one */
        sharing->old_km2[from] = sharing->new_km2[to] = km2;
        return add_shared(sharing, from, to, km2, err);
    }
    if (sharing->polygons[from].part_count == 0 || sharing->tree == NULL)
        return MAH_OK;
    struct point middle = {(bounds->min_x + bounds->max_x) / 2, (bounds->min_y + bounds->max_y) / 2};
    double half_width = (bounds->max_x - bounds->min_x) / 2, half_height = (bounds->max_y - bounds->min_y) / 2;
    double limit = (half_width * half_width + half_height * half_height) * (1 + 1e-9); /* the circle around it */
    struct meeting meeting = {.sharing = sharing, .from = from, .err = err};
    rectangle_tree_search(sharing->tree, middle, &limit, meet, &meeting);
    return meeting.status;
}

enum mah_status compare_shares(struct crosswalk *out, const struct compare_side *old_side,
                               const struct compare_side *new_side, struct mah_error *err)
{
    struct sharing sharing = {.old_side = old_side, .new_side = new_side};
    sharing.polygons = memory_new(old_side->count, sizeof *sharing.polygons);
    sharing.old_km2 = memory_new(old_side->count, sizeof *sharing.old_km2);
    sharing.new_km2 = memory_new(new_side->count, sizeof *sharing.new_km2);
    sharing.tree_item = memory_new(new_side->count, sizeof *sharing.tree_item);
    bool complete =
        sharing.polygons != NULL && sharing.old_km2 != NULL && sharing.new_km2 != NULL && sharing.tree_item != NULL;
    enum mah_status status =
        complete ? area_meter_new(&sharing.meter, published_crs(new_side->file), err) : mah_no_memory(err);
    if (status == MAH_OK)
        status = bring_over(&sharing, err);
    if (status == MAH_OK)
        status = index_new(&sharing, err);
    for (size_t i = 0; status == MAH_OK && i < old_side->count; i++)
        status = share_one(&sharing, i, err);
    if (status == MAH_OK)
        status = crosswalk_make(out, sharing.shared, sharing.shared_count, sharing.old_km2, old_side->count,
                                sharing.new_km2, new_side->count, COMPARE_SLIVER, err);
    sharing_release(&sharing);
    return status;
}
