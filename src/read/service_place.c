/* Where is a facility? */
#include "read/service_place.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/number.h"
#include "base/text.h"
#include "read/geometry_text.h"

/* ---- the row's position in the file's own system ---- */

static enum mah_status from_wkb(struct shape *out, enum place_outcome *outcome, const struct wkb *wkb,
                                enum row_geometry found, struct mah_error *err)
{
    static const enum place_outcome outcomes[] = {
        [GEOMETRY_FOUND] = PLACE_FOUND, [GEOMETRY_MISSING] = PLACE_MISSING, [GEOMETRY_BROKEN] = PLACE_BAD};
    *outcome = outcomes[found];
    if (found != GEOMETRY_FOUND)
        return MAH_OK;
    enum mah_status status = shape_from_wkb(out, wkb->bytes, wkb->length, NULL);
    if (status == MAH_BAD_DATA) {
        *outcome = PLACE_BAD;
        return MAH_OK;
    }
    return status == MAH_OK ? MAH_OK : mah_no_memory(err);
}

/* Remembers the first cell that is no position, for service_place_judge. */
static void keep_bad(struct service_place *place, const struct service_table *table, const char *cell)
{
    if (place->bad_row != 0)
        return;
    place->bad_row = table->row;
    size_t length = utf8_cut(cell, strlen(cell), sizeof place->bad_cell - 1);
    memcpy(place->bad_cell, cell, length);
    place->bad_cell[length] = '\0';
}

static enum mah_status take_text(struct shape *out, enum place_outcome *outcome, struct service_place *place,
                                 struct service_table *table, struct mah_error *err)
{
    struct slice cell;
    enum row_geometry found = GEOMETRY_MISSING;
    enum mah_status status = service_table_cell(&cell, table, (size_t)place->first, err);
    if (status != MAH_OK)
        return status;
    if (cell.length > 0)
        status = geometry_text_read(&place->wkb, &found, cell.bytes, err);
    if (status != MAH_OK)
        return status;
    if (found == GEOMETRY_FOUND && !place->crs_is_given && !geometry_text_is_geojson(cell.bytes))
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' does not say in which reference system its coordinates are; add crs: EPSG:4326 (degrees) "
                        "or such as EPSG:5254 (metres, TUREF / TM30) to its entry in services",
                        place->path);
    status = from_wkb(out, outcome, &place->wkb, found, err);
    if (status == MAH_OK && *outcome == PLACE_BAD)
        keep_bad(place, table, cell.bytes);
    return status;
}

static enum mah_status take_geometry(struct shape *out, enum place_outcome *outcome, struct service_place *place,
                                     struct service_table *table, struct mah_error *err)
{
    enum row_geometry found;
    enum mah_status status = service_table_geometry(&place->wkb, &found, table, err);
    if (status == MAH_OK)
        status = from_wkb(out, outcome, &place->wkb, found, err);
    if (status == MAH_OK && *outcome == PLACE_BAD)
        keep_bad(place, table, say("broken geometry"));
    return status;
}

static enum mah_status take_pair(struct shape *out, enum place_outcome *outcome, struct service_place *place,
                                 struct service_table *table, struct mah_error *err)
{
    const int columns[2] = {place->first, place->second};
    double value[2] = {0, 0};
    *outcome = PLACE_FOUND;
    for (size_t i = 0; i < 2; i++) {
        struct slice cell;
        enum mah_status status = service_table_cell(&cell, table, (size_t)columns[i], err);
        if (status != MAH_OK)
            return status;
        enum number_outcome number = number_read(cell, &value[i]);
        if (number == NUMBER_BAD)
            keep_bad(place, table, cell.bytes);
        if (number == NUMBER_BAD)
            *outcome = PLACE_BAD;
        else if (number == NUMBER_MISSING && *outcome == PLACE_FOUND)
            *outcome = PLACE_MISSING;
    }
    return *outcome == PLACE_FOUND ? shape_from_point(out, (struct point){value[0], value[1]}, err) : MAH_OK;
}

/* ---- from there to the working CRS ---- */

/* What forms and tables hold where nothing was entered. */
static bool is_nowhere(const struct shape *shape, const struct crs *crs)
{
    return crs->geographic && shape->kind == SHAPE_POINTS && shape->vertex_count == 1 && shape->vertices[0].x == 0 &&
           shape->vertices[0].y == 0;
}

static bool is_possible(const struct shape *shape, const struct crs *crs)
{
    for (size_t i = 0; i < shape->vertex_count; i++)
        if (!crs_accepts(crs, shape->vertices[i]))
            return false;
    return true;
}

static bool lies_in_study(const struct service_place *place, struct point point)
{
    if (!crs_accepts(&place->crs, point))
        return false;
    transformation_apply(place->to_working, &point, 1);
    return isfinite(point.x) && isfinite(point.y) && rectangle_contains(place->study, point);
}

/* Counts for service_place_judge: is the middle in the study area, and would it be with x and y exchanged? */
static void count_place(struct service_place *place, const struct shape *shape)
{
    if (place->study == NULL || !(place->study->min_x <= place->study->max_x))
        return;
    struct point middle = {shape->bounds.min_x + (shape->bounds.max_x - shape->bounds.min_x) / 2,
                           shape->bounds.min_y + (shape->bounds.max_y - shape->bounds.min_y) / 2};
    place->seen++;
    if (lies_in_study(place, middle))
        place->inside++;
    else if (lies_in_study(place, (struct point){middle.y, middle.x}))
        place->inside_exchanged++;
}

/* Releases the shape where it cannot be used. */
static void to_working(struct shape *shape, enum place_outcome *outcome, struct service_place *place,
                       const struct service_table *table)
{
    if (place->swaps)
        shape_swap_axes(shape);
    count_place(place, shape);
    struct point first = shape->vertices[0];
    if (is_possible(shape, &place->crs) && shape_transform(shape, place->to_working)) {
        place->found++;
        return;
    }
    char x[32], y[32], shown[sizeof x + sizeof y + 1];
    number_write(first.x, x);
    number_write(first.y, y);
    snprintf(shown, sizeof shown, "%s %s", x, y);
    keep_bad(place, table, shown);
    shape_release(shape);
    *outcome = PLACE_BAD;
}

enum mah_status service_place_take(struct shape *out, enum place_outcome *outcome, struct service_place *place,
                                   struct service_table *table, struct mah_error *err)
{
    *out = (struct shape){0};
    *outcome = PLACE_MISSING;
    enum mah_status status = MAH_OK;
    switch (place->kind) {
    case POSITION_IN_GEOMETRY:
        status = take_geometry(out, outcome, place, table, err);
        break;
    case POSITION_IN_TEXT:
        status = take_text(out, outcome, place, table, err);
        break;
    case POSITION_IN_LON_LAT:
    case POSITION_IN_X_Y:
        status = take_pair(out, outcome, place, table, err);
        break;
    }
    if (status == MAH_OK && *outcome == PLACE_FOUND && is_nowhere(out, &place->crs)) {
        shape_release(out);
        *outcome = PLACE_MISSING;
    }
    if (status == MAH_OK && *outcome == PLACE_FOUND)
        to_working(out, outcome, place, table);
    return status;
}

/* ---- the file as a whole ---- */

/* Hardly any as they are, nearly all the other way round. */
static bool looks_exchanged(const struct service_place *place)
{
    return place->inside_exchanged > 0 && place->inside * 10 <= place->seen &&
           place->inside_exchanged * 10 >= place->seen * 9;
}

static enum mah_status refuse_exchanged(const struct service_place *place, const struct service_table *table,
                                        struct mah_error *err)
{
    const char *axes = place->swaps ? "xy" : "yx";
    long long inside = place->inside, exchanged = place->inside_exchanged, seen = place->seen;
    if (place->second < 0)
        return mah_fail(err, MAH_BAD_DATA,
                        "'%s' seems to have x and y exchanged: of %lld places %lld lie in the area of the boundaries, "
                        "%lld would the other way round; say so with axes: %s",
                        place->path, seen, inside, exchanged, axes);
    bool is_x_y = place->kind == POSITION_IN_X_Y;
    return mah_fail(err, MAH_BAD_DATA,
                    "'%s' seems to have x and y exchanged: of %lld places %lld lie in the area of the boundaries, "
                    "%lld would the other way round; say so with fields: {%s: %s, %s: %s} or with axes: %s",
                    place->path, seen, inside, exchanged, is_x_y ? "x" : "lon", table->columns[place->second],
                    is_x_y ? "y" : "lat", table->columns[place->first], axes);
}

enum mah_status service_place_judge(const struct service_place *place, const struct service_table *table,
                                    struct mah_error *err)
{
    if (looks_exchanged(place))
        return refuse_exchanged(place, table, err);
    if (place->found == 0 && place->bad_row != 0)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' has no position that can be used in '%s' (row %lld: '%s'); name the columns with fields: "
                        "{lon: ..., lat: ...} or the reference system with crs: EPSG:...",
                        place->path, place->crs.name, (long long)place->bad_row, place->bad_cell);
    return MAH_OK;
}
