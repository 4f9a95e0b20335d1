/* The areas that are asked for: whole mahalle by their names, or polygons. */
#include "locate/areas.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "read/area_file.h"

enum { BOX_SIDE_CORNERS = 64, CIRCLE_CORNERS = 720 };

struct resolving {
    struct area_list *out;
    size_t capacity;
    const struct searched_place *places;
    size_t place_count;
    const struct crs *boundaries, *working;
    size_t wkt_count;
};

void area_list_release(struct area_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        memory_free(list->areas[i].label);
        memory_free(list->areas[i].mahalle);
        polygon_release(&list->areas[i].polygon);
    }
    memory_free(list->areas);
    *list = (struct area_list){0};
}

/* Takes label, mahalle and polygon of the area, also after a failure. */
static enum mah_status add(struct resolving *resolving, struct area area, struct mah_error *err)
{
    struct area_list *out = resolving->out;
    if (area.label == NULL || (area.mahalle == NULL && area.mahalle_count > 0) ||
        memory_grow((void **)&out->areas, &resolving->capacity, out->count + 1, sizeof *out->areas) != 0) {
        memory_free(area.label);
        memory_free(area.mahalle);
        polygon_release(&area.polygon);
        return mah_no_memory(err);
    }
    out->areas[out->count++] = area;
    return MAH_OK;
}

/* ---- whole mahalle ---- */

static enum mah_status add_mahalle(struct resolving *resolving, const char *words, struct mah_error *err)
{
    size_t found = 0;
    struct text label = TEXT_EMPTY;
    enum mah_status status = name_search(&found, resolving->places, resolving->place_count, words, err);
    if (status != MAH_OK)
        return status;
    const struct searched_place *place = &resolving->places[found];
    text_add(&label, place->name != NULL ? place->name : place->code);
    if (place->ilce != NULL)
        text_add_format(&label, " (%s)", place->ilce);
    struct area area = {.label = text_take(&label), .mahalle = memory_new(1, sizeof *area.mahalle), .mahalle_count = 1};
    if (area.mahalle != NULL)
        area.mahalle[0] = found;
    return add(resolving, area, err);
}

static enum mah_status add_ilce(struct resolving *resolving, const char *words, struct mah_error *err)
{
    struct area area = {0};
    enum mah_status status =
        name_search_ilce(&area.mahalle, &area.mahalle_count, resolving->places, resolving->place_count, words, err);
    if (status != MAH_OK)
        return status;
    area.label = memory_copy_text(resolving->places[area.mahalle[0]].ilce);
    return add(resolving, area, err);
}

static enum mah_status add_city(struct resolving *resolving, struct mah_error *err)
{
    struct area area = {.label = memory_copy_text(say("Whole city")),
                        .mahalle = memory_new(resolving->place_count, sizeof *area.mahalle),
                        .mahalle_count = resolving->place_count};
    for (size_t i = 0; area.mahalle != NULL && i < resolving->place_count; i++)
        area.mahalle[i] = i;
    return add(resolving, area, err);
}

/* ---- boxes and circles ---- */

/* A closed ring of `corners` corners, to be filled. */
static enum mah_status ring(struct polygon *out, size_t corners, struct mah_error *err)
{
    enum mah_status status = polygon_reserve(out, corners + 1, 1, 1, err);
    if (status != MAH_OK)
        return status;
    out->vertex_count = out->ring_start[1] = corners + 1;
    out->ring_start[0] = out->part_start[0] = 0;
    out->ring_count = out->part_start[1] = out->part_count = 1;
    return MAH_OK;
}

static void draw_box(struct polygon *polygon, const struct query_area *box)
{
    const struct point corner[5] = {{box->min_lon, box->min_lat},
                                    {box->max_lon, box->min_lat},
                                    {box->max_lon, box->max_lat},
                                    {box->min_lon, box->max_lat},
                                    {box->min_lon, box->min_lat}};
    for (size_t i = 0; i < 4 * BOX_SIDE_CORNERS; i++) {
        struct point from = corner[i / BOX_SIDE_CORNERS], to = corner[i / BOX_SIDE_CORNERS + 1];
        double share = (double)(i % BOX_SIDE_CORNERS) / BOX_SIDE_CORNERS;
        polygon->vertices[i] = (struct point){from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
    }
}

static void draw_circle(struct polygon *polygon, struct point centre, double radius_m, double metres_per_unit)
{
    double radius = radius_m / metres_per_unit;
    for (size_t i = 0; i < CIRCLE_CORNERS; i++) {
        double angle = 2 * M_PI * (double)i / CIRCLE_CORNERS;
        polygon->vertices[i] = (struct point){centre.x + radius * cos(angle), centre.y + radius * sin(angle)};
    }
}

/* Every corner into the system of the boundaries; the ring is closed. */
static enum mah_status bring_home(struct polygon *polygon, const struct crs *from, const struct crs *to,
                                  const char *words, struct mah_error *err)
{
    struct transformation *transformation = NULL;
    polygon->vertices[polygon->vertex_count - 1] = polygon->vertices[0];
    enum mah_status status = transformation_new(&transformation, from, to, err);
    if (status == MAH_OK)
        transformation_apply(transformation, polygon->vertices, polygon->vertex_count);
    transformation_free(transformation);
    for (size_t i = 0; status == MAH_OK && i < polygon->vertex_count; i++)
        if (!isfinite(polygon->vertices[i].x) || !isfinite(polygon->vertices[i].y))
            status = mah_fail(err, MAH_BAD_USAGE, "'%s' reaches to where the boundaries' system has no place", words);
    polygon_set_bounds(polygon);
    return status;
}

static enum mah_status find_centre(struct point *centre, const struct query_area *circle, const struct crs *degrees,
                                   const struct crs *working, struct mah_error *err)
{
    struct transformation *transformation = NULL;
    enum mah_status status = transformation_new(&transformation, degrees, working, err);
    *centre = (struct point){circle->lon, circle->lat};
    if (status == MAH_OK)
        transformation_apply(transformation, centre, 1);
    transformation_free(transformation);
    if (status == MAH_OK && (!isfinite(centre->x) || !isfinite(centre->y)))
        status = mah_fail(err, MAH_BAD_USAGE, "'%s' lies too far from the boundaries", circle->words);
    return status;
}

static char *label_of_circle(const struct query_area *circle)
{
    struct text label = TEXT_EMPTY;
    char radius[32];
    number_write(circle->radius_m, radius);
    text_add_format(&label, "%s +%s m", circle->words, radius);
    return text_take(&label);
}

static enum mah_status add_drawn(struct resolving *resolving, const struct query_area *asked, struct mah_error *err)
{
    bool is_box = asked->kind == QUERY_BOX;
    struct area area = {.label = is_box ? memory_copy_text(asked->words) : label_of_circle(asked)};
    struct crs degrees = {0};
    enum mah_status status = crs_resolve(&degrees, "EPSG:4326", err);
    if (status == MAH_OK)
        status = ring(&area.polygon, is_box ? 4 * BOX_SIDE_CORNERS : CIRCLE_CORNERS, err);
    if (status == MAH_OK && is_box) {
        draw_box(&area.polygon, asked);
    } else if (status == MAH_OK) {
        struct point centre;
        status = find_centre(&centre, asked, &degrees, resolving->working, err);
        if (status == MAH_OK)
            draw_circle(&area.polygon, centre, asked->radius_m, resolving->working->metres_per_unit);
    }
    if (status == MAH_OK)
        status =
            bring_home(&area.polygon, is_box ? &degrees : resolving->working, resolving->boundaries, asked->words, err);
    crs_release(&degrees);
    if (status == MAH_OK)
        return add(resolving, area, err);
    memory_free(area.label);
    polygon_release(&area.polygon);
    return status;
}

/* ---- polygons of the user ---- */

static enum mah_status add_file(struct resolving *resolving, const char *words, struct mah_error *err)
{
    struct area_shapes shapes = {0};
    enum mah_status status = area_file_read(&shapes, words, resolving->boundaries, err);
    for (size_t i = 0; status == MAH_OK && i < shapes.count; i++) {
        struct area area = {.label = shapes.shapes[i].label, .polygon = shapes.shapes[i].polygon};
        shapes.shapes[i] = (struct area_shape){0};
        status = add(resolving, area, err);
    }
    area_shapes_release(&shapes);
    return status;
}

static enum mah_status add_wkt(struct resolving *resolving, const char *wkt, struct mah_error *err)
{
    struct area area = {0};
    enum mah_status status = area_wkt_read(&area.polygon, wkt, resolving->boundaries, err);
    if (status != MAH_OK)
        return status;
    struct text label = TEXT_EMPTY;
    text_add(&label, "WKT");
    if (++resolving->wkt_count > 1) /* several of them are told apart */
        text_add_format(&label, " %zu", resolving->wkt_count);
    area.label = text_take(&label);
    return add(resolving, area, err);
}

static enum mah_status add_area(struct resolving *resolving, const struct query_area *area, struct mah_error *err)
{
    switch (area->kind) {
    case QUERY_MAHALLE:
        return add_mahalle(resolving, area->words, err);
    case QUERY_ILCE:
        return add_ilce(resolving, area->words, err);
    case QUERY_BOX:
    case QUERY_CIRCLE:
        return add_drawn(resolving, area, err);
    case QUERY_FILE:
        return add_file(resolving, area->words, err);
    case QUERY_WKT:
        return add_wkt(resolving, area->words, err);
    }
    return MAH_OK;
}

enum mah_status areas_resolve(struct area_list *out, const struct query *query, const struct searched_place *places,
                              size_t place_count, const struct crs *boundaries_crs, const struct crs *working,
                              struct mah_error *err)
{
    *out = (struct area_list){0};
    struct resolving resolving = {
        .out = out, .places = places, .place_count = place_count, .boundaries = boundaries_crs, .working = working};
    enum mah_status status = query->area_count == 0 ? add_city(&resolving, err) : MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < query->area_count; i++)
        status = add_area(&resolving, &query->areas[i], err);
    if (status != MAH_OK)
        area_list_release(out);
    return status;
}
