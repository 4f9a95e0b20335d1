/* Which columns of a service file are its position, and in which reference system? */
#include <string.h>

#include "base/column_list.h"
#include "read/service_place.h"

/* The kinds of position in columns, best first. second is SERVICE_FIELD_COUNT where one column is enough. */
static const struct position_columns {
    enum service_position kind;
    enum service_field first, second;
} kinds[] = {{POSITION_IN_LON_LAT, SERVICE_LON, SERVICE_LAT},
             {POSITION_IN_TEXT, SERVICE_GEOMETRY, SERVICE_FIELD_COUNT},
             {POSITION_IN_X_Y, SERVICE_X, SERVICE_Y}};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool is_named(const struct service_field_map *map, const struct position_columns *kind)
{
    return map->is_named[kind->first] || (kind->second != SERVICE_FIELD_COUNT && map->is_named[kind->second]);
}

static bool is_complete(const struct service_field_map *map, const struct position_columns *kind)
{
    return map->column[kind->first] >= 0 && (kind->second == SERVICE_FIELD_COUNT || map->column[kind->second] >= 0);
}

static enum mah_status half_position(const struct service_table *table, const struct service_field_map *map,
                                     const struct position_columns *kind, struct mah_error *err)
{
    bool has_first = map->column[kind->first] >= 0;
    enum service_field there = has_first ? kind->first : kind->second, missing = has_first ? kind->second : kind->first;
    return column_list_fail(err, MAH_BAD_SOURCE, table->columns, table->column_count,
                            "'%s' has %s ('%s') but no %s; name it with fields: {%s: ...}", table->path,
                            service_field_name(there), table->columns[map->column[there]], service_field_name(missing),
                            service_field_name(missing));
}

static enum mah_status no_position(const struct service_table *table, const struct service_field_map *map,
                                   struct mah_error *err)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].second != SERVICE_FIELD_COUNT &&
            (map->column[kinds[i].first] >= 0 || map->column[kinds[i].second] >= 0))
            return half_position(table, map, &kinds[i], err);
    return column_list_fail(err, MAH_BAD_SOURCE, table->columns, table->column_count,
                            "'%s' has no geometry and no columns for a position (lon and lat, x and y, or geometry as "
                            "WKT or GeoJSON); name them with fields: {lon: ..., lat: ...}",
                            table->path);
}

static enum mah_status choose(struct service_place *place, const struct service_table *table,
                              const struct service_field_map *map, struct mah_error *err)
{
    const struct position_columns *best = NULL;
    place->kind = POSITION_IN_GEOMETRY;
    place->first = place->second = -1;
    for (size_t i = 0; i < KINDS && best == NULL; i++) {
        if (is_named(map, &kinds[i]) && !is_complete(map, &kinds[i]))
            return half_position(table, map, &kinds[i], err);
        if (is_named(map, &kinds[i]))
            best = &kinds[i];
    }
    if (best == NULL && (table->has_geometry || table->is_bare))
        return MAH_OK;
    for (size_t i = 0; i < KINDS && best == NULL; i++)
        if (is_complete(map, &kinds[i]))
            best = &kinds[i];
    if (best == NULL)
        return no_position(table, map, err);
    place->kind = best->kind;
    place->first = map->column[best->first];
    place->second = best->second == SERVICE_FIELD_COUNT ? -1 : map->column[best->second];
    return MAH_OK;
}

/* ---- the reference system ---- */

/* What the coordinates are in where the user does not say; NULL where nothing says it. */
static const char *own_crs(const struct service_place *place, const struct service_table *table)
{
    switch (place->kind) {
    case POSITION_IN_GEOMETRY:
        return table->is_bare ? "EPSG:4326" : table->crs;
    case POSITION_IN_X_Y:
        return NULL;
    case POSITION_IN_TEXT: /* GeoJSON; a WKT is refused when one comes */
    case POSITION_IN_LON_LAT:
        break;
    }
    return "EPSG:4326";
}

static enum mah_status find_crs(struct service_place *place, const struct service_table *table,
                                const struct source *source, struct mah_error *err)
{
    place->crs_is_given = source->crs != NULL;
    const char *definition = source->crs != NULL ? source->crs : own_crs(place, table);
    if (definition == NULL)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' does not say in which reference system its coordinates are; add crs: EPSG:4326 (degrees) "
                        "or such as EPSG:5254 (metres, TUREF / TM30) to its entry in services",
                        source->path);
    enum mah_status status = crs_resolve(&place->crs, definition, err);
    if (status == MAH_BAD_SOURCE && source->crs != NULL)
        return mah_context(err, MAH_BAD_USAGE, "crs of '%s'", source->path);
    return status == MAH_OK ? MAH_OK : mah_context(err, status, "'%s'", source->path);
}

enum mah_status service_place_init(struct service_place *place, const struct service_table *table,
                                   const struct service_field_map *map, const struct source *source,
                                   const struct crs *working, const struct rectangle *study, struct mah_error *err)
{
    *place = (struct service_place){.path = source->path, .study = study};
    place->swaps = source->axes != NULL && strcmp(source->axes, "yx") == 0;
    enum mah_status status = choose(place, table, map, err);
    if (status == MAH_OK)
        status = find_crs(place, table, source, err);
    if (status == MAH_OK)
        status = transformation_new(&place->to_working, &place->crs, working, err);
    return status;
}

void service_place_release(struct service_place *place)
{
    crs_release(&place->crs);
    transformation_free(place->to_working);
    wkb_release(&place->wkb);
    *place = (struct service_place){0};
}
