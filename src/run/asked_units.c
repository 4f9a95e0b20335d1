/* The rows of an answer: one for each area, or for each part of it by mahalle or ilçe. */
#include "run/asked_units.h"

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "geometry/repair.h"
#include "run/focus.h"

struct making {
    struct asked_units *out;
    size_t unit_capacity;
    const struct area_list *areas;
    const struct query *query;
    const struct boundary_set *boundaries;
    const struct crs *working;
    double snap_m;
    struct area_meter *meter;
};

void asked_units_release(struct asked_units *units)
{
    for (size_t i = 0; i < units->count; i++)
        polygon_release(&units->units[i].polygon);
    memory_free(units->units);
    memory_free(units->start);
    memory_free(units->pairs);
    memory_free(units->elsewhere);
    *units = (struct asked_units){0};
}

static bool same_text(const char *a, const char *b)
{
    return a != NULL && b != NULL ? strcmp(a, b) == 0 : a == b;
}

/* Are two mahalle in the same part of an area? */
static bool same_part(const struct making *making, size_t a, size_t b)
{
    const struct mahalle *first = &making->boundaries->mahalle[a], *second = &making->boundaries->mahalle[b];
    if (making->query->by == BY_MAHALLE)
        return a == b;
    if (making->query->by == BY_ILCE)
        return same_text(first->ilce_code, second->ilce_code) && same_text(first->ilce_name, second->ilce_name);
    return true;
}

static enum mah_status add_unit(struct making *making, size_t area, size_t mahalle, uint32_t *unit,
                                struct mah_error *err)
{
    struct asked_units *out = making->out;
    if (memory_grow((void **)&out->units, &making->unit_capacity, out->count + 1, sizeof *out->units) != 0)
        return mah_no_memory(err);
    const struct area *asked = &making->areas->areas[area];
    const struct mahalle *first = mahalle < making->boundaries->count ? &making->boundaries->mahalle[mahalle] : NULL;
    bool by_mahalle = making->query->by == BY_MAHALLE, is_whole = asked->polygon.part_count == 0;
    bool is_city = is_whole && asked->mahalle_count == making->boundaries->count && making->query->by != BY_ILCE;
    struct asked_unit made = {.area = asked->label};
    if (by_mahalle && first != NULL) {
        made.by = first->code;
        made.by_name = first->name;
    } else if (making->query->by == BY_ILCE && first != NULL) {
        made.by = first->ilce_code != NULL ? first->ilce_code : first->ilce_name;
        made.by_name = first->ilce_name;
    }
    made.is_published =
        making->query->where == NULL && is_whole && (by_mahalle || is_city || asked->mahalle_count == 1);
    if (is_city && making->query->by == BY_YEAR)
        made.is_published = false; /* a run publishes no years of the city: they would give away those of a mahalle */
    made.mahalle = is_city && !by_mahalle ? making->boundaries->count : mahalle;
    *unit = (uint32_t)out->count;
    out->units[out->count++] = made;
    return MAH_OK;
}

/* The unit that the mahalle joins among those of the area, which begin at `first_pair`; a new one where there is none.
 */
static enum mah_status join_part(struct making *making, size_t area, size_t mahalle, size_t first_pair,
                                 struct mah_error *err)
{
    struct asked_units *out = making->out;
    uint32_t unit = UINT32_MAX;
    if (memory_grow((void **)&out->pairs, &out->pair_capacity, out->pair_count + 1, sizeof *out->pairs) != 0)
        return mah_no_memory(err);
    if (making->query->by != BY_MAHALLE)
        for (size_t i = first_pair; i < out->pair_count && unit == UINT32_MAX; i++)
            if (same_part(making, out->pairs[i].mahalle, mahalle))
                unit = out->pairs[i].unit;
    enum mah_status status = unit == UINT32_MAX ? add_unit(making, area, mahalle, &unit, err) : MAH_OK;
    if (status == MAH_OK)
        out->pairs[out->pair_count++] = (struct mahalle_unit){(uint32_t)mahalle, unit, 1};
    return status;
}

static enum mah_status divide(struct making *making, size_t area, struct mah_error *err)
{
    struct asked_units *out = making->out;
    const struct area *asked = &making->areas->areas[area];
    size_t first_pair = out->start[area] = out->pair_count;
    enum mah_status status = MAH_OK;
    uint32_t unit;
    for (size_t i = 0; status == MAH_OK && i < asked->mahalle_count; i++)
        status = join_part(making, area, asked->mahalle[i], first_pair, err);
    /* A household just outside its mahalle may lie in the area, too. */
    struct rectangle reach =
        rectangle_grown(&asked->polygon.bounds, &making->boundaries->crs, making->working, making->snap_m);
    for (size_t m = 0; status == MAH_OK && asked->polygon.part_count > 0 && m < making->boundaries->count; m++)
        if (rectangle_meets(&making->boundaries->mahalle[m].polygon.bounds, &reach))
            status = join_part(making, area, m, first_pair, err);
    if (status == MAH_OK && out->pair_count == first_pair &&
        !out->by_parts) /* an area outside the city has a row too */
        status = add_unit(making, area, SIZE_MAX, &unit, err);
    if (status == MAH_OK && out->by_parts && asked->polygon.part_count > 0) {
        status = add_unit(making, area, SIZE_MAX, &out->elsewhere[area], err);
        if (status == MAH_OK) {
            out->units[out->elsewhere[area]].by = "other";
            out->units[out->elsewhere[area]].by_name = say("Of a mahalle elsewhere");
        }
    }
    return status;
}

/* ---- areas and outlines ---- */

/* Takes the piece, joined to the polygon of the unit. */
static enum mah_status join_piece(struct asked_unit *unit, struct polygon *piece, struct mah_error *err)
{
    if (unit->polygon.part_count == 0) {
        unit->polygon = *piece;
        *piece = (struct polygon){0};
        return MAH_OK;
    }
    struct polygon both;
    enum mah_status status = polygon_union(&both, &unit->polygon, piece, err);
    if (status == MAH_OK) {
        polygon_release(&unit->polygon);
        unit->polygon = both;
    }
    return status;
}

static enum mah_status measure_pair(struct making *making, size_t area, struct mahalle_unit *pair,
                                    struct mah_error *err)
{
    const struct area *asked = &making->areas->areas[area];
    const struct mahalle *mahalle = &making->boundaries->mahalle[pair->mahalle];
    struct asked_unit *unit = &making->out->units[pair->unit];
    struct polygon piece = {0};
    double area_km2 = mahalle->area_km2;
    enum mah_status status = MAH_OK;
    if (asked->polygon.part_count > 0) {
        status = polygon_intersection(&piece, &asked->polygon, &mahalle->polygon, err);
        if (status == MAH_OK)
            status = area_meter_km2(&area_km2, making->meter, &piece, err);
        pair->share = mahalle->area_km2 > 0 ? fmin(1, area_km2 / mahalle->area_km2) : 0;
    } else if (making->query->wants_polygons) {
        status = polygon_copy(&piece, &mahalle->polygon, err);
    }
    if (status == MAH_OK)
        unit->area_km2 += area_km2;
    bool is_drawn = making->query->wants_polygons && (making->out->by_parts || asked->polygon.part_count == 0);
    if (status == MAH_OK && is_drawn && piece.part_count > 0)
        status = join_piece(unit, &piece, err);
    polygon_release(&piece);
    return status;
}

static enum mah_status measure(struct making *making, struct mah_error *err)
{
    enum mah_status status = area_meter_new(&making->meter, &making->boundaries->crs, err);
    for (size_t area = 0; status == MAH_OK && area < making->areas->count; area++) {
        const struct area *asked = &making->areas->areas[area];
        const struct asked_units *out = making->out;
        for (size_t i = out->start[area]; status == MAH_OK && i < out->start[area + 1]; i++)
            status = measure_pair(making, area, &out->pairs[i], err);
        if (status == MAH_OK && making->query->wants_polygons && !out->by_parts && asked->polygon.part_count > 0)
            status = polygon_copy(&out->units[area].polygon, &asked->polygon, err);
    }
    area_meter_free(making->meter);
    return status;
}

enum mah_status asked_units_make(struct asked_units *out, const struct area_list *areas, const struct query *query,
                                 const struct boundary_set *boundaries, const struct crs *working, double snap_m,
                                 struct mah_error *err)
{
    *out = (struct asked_units){.by_parts = query->by == BY_MAHALLE || query->by == BY_ILCE};
    struct making making = {
        .out = out, .areas = areas, .query = query, .boundaries = boundaries, .working = working, .snap_m = snap_m};
    out->start = memory_new(areas->count + 1, sizeof *out->start);
    out->elsewhere = memory_new(areas->count, sizeof *out->elsewhere);
    enum mah_status status = out->start != NULL && out->elsewhere != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < areas->count; i++)
        out->elsewhere[i] = UINT32_MAX;
    for (size_t i = 0; status == MAH_OK && i < areas->count; i++)
        status = divide(&making, i, err);
    if (status != MAH_OK)
        return status;
    out->start[areas->count] = out->pair_count;
    return measure(&making, err);
}

uint32_t asked_unit_of(const struct asked_units *units, uint32_t area, uint32_t mahalle)
{
    if (!units->by_parts)
        return area; /* one unit an area, in their order */
    size_t low = units->start[area], high = units->start[area + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (units->pairs[middle].mahalle < mahalle)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < units->start[area + 1] && units->pairs[low].mahalle == mahalle;
    return found ? units->pairs[low].unit : units->elsewhere[area];
}
