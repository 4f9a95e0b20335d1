/*
 * Where does SpatiaLite find reference systems in a GeoPackage, which has no table spatial_ref_sys? In a virtual table
 * that asks PROJ. (sqlite.org/vtab.html; an eponymous-only module needs no CREATE, so nothing is written.)
 */
#include "read/sql_reference_systems.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geometry/projection.h"

struct system_row {
    int64_t srid;
    bool known;
    struct crs crs;
    char ellipsoid[160]; /* of degrees: a PROJ text that says it, as SpatiaLite looks for it */
};

struct systems {
    sqlite3_vtab base; /* first: SQLite's own part */
    sqlite3 *database;
    struct system_row **rows; /* those asked for so far: SpatiaLite asks again for every geometry */
    size_t count, capacity;
};

struct systems_cursor {
    sqlite3_vtab_cursor base;
    const struct system_row *row; /* NULL: behind the end */
};

static int systems_connect(sqlite3 *database, void *context, int argc, const char *const *argv, sqlite3_vtab **out,
                           char **complaint)
{
    (void)context;
    (void)argc;
    (void)argv;
    (void)complaint;
    struct systems *systems = memory_new(1, sizeof *systems);
    if (systems == NULL)
        return SQLITE_NOMEM;
    systems->database = database;
    *out = &systems->base;
    return sqlite3_declare_vtab(database, "CREATE TABLE x(srid INTEGER, auth_name TEXT, auth_srid INTEGER, "
                                          "ref_sys_name TEXT, proj4text TEXT, srtext TEXT)");
}

static int systems_disconnect(sqlite3_vtab *table)
{
    struct systems *systems = (struct systems *)table;
    for (size_t i = 0; i < systems->count; i++) {
        crs_release(&systems->rows[i]->crs);
        memory_free(systems->rows[i]);
    }
    memory_free(systems->rows);
    memory_free(systems);
    return SQLITE_OK;
}

/* Plan 1 where the number is asked for, plan 0 (no rows) elsewhere. */
static int systems_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e6;
    for (int i = 0; i < info->nConstraint; i++) {
        if (info->aConstraint[i].iColumn != 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ ||
            !info->aConstraint[i].usable)
            continue;
        info->idxNum = 1;
        info->aConstraintUsage[i].argvIndex = 1;
        info->estimatedCost = 1;
        info->estimatedRows = 1;
        return SQLITE_OK;
    }
    return SQLITE_OK;
}

/* "EPSG:32637" or WKT as the file says; NULL where it says nothing of this number. */
static char *definition_in_file(sqlite3 *database, int64_t srid)
{
    sqlite3_stmt *row = NULL;
    char *definition = NULL;
    if (sqlite3_prepare_v2(
            database,
            "SELECT CASE WHEN upper(organization) IN ('EPSG', 'ESRI', 'OGC') THEN upper(organization) || "
            "':' || organization_coordsys_id ELSE nullif(definition, 'undefined') END FROM "
            "gpkg_spatial_ref_sys WHERE srs_id = ?1",
            -1, &row, NULL) == SQLITE_OK &&
        sqlite3_bind_int64(row, 1, srid) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        definition = memory_copy_text((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    return definition;
}

static void resolve(struct system_row *row, sqlite3 *database)
{
    char number[32];
    snprintf(number, sizeof number, "EPSG:%lld", (long long)row->srid);
    char *definition = definition_in_file(database, row->srid);
    row->known = row->srid > 0 && crs_resolve(&row->crs, definition != NULL ? definition : number, NULL) == MAH_OK;
    memory_free(definition);
    if (!row->known || !row->crs.geographic)
        return;
    double a = row->crs.ellipsoid_a_m, flattening = row->crs.ellipsoid_inverse_flattening;
    snprintf(row->ellipsoid, sizeof row->ellipsoid, "+proj=longlat +a=%.10g +b=%.14g +no_defs", a,
             flattening > 0 ? a * (1 - 1 / flattening) : a);
}

static const struct system_row *find(struct systems *systems, int64_t srid, int *code)
{
    for (size_t i = 0; i < systems->count; i++)
        if (systems->rows[i]->srid == srid)
            return systems->rows[i];
    struct system_row *row = memory_new(1, sizeof *row);
    if (row == NULL ||
        memory_grow((void **)&systems->rows, &systems->capacity, systems->count + 1, sizeof *systems->rows) != 0) {
        memory_free(row);
        *code = SQLITE_NOMEM;
        return NULL;
    }
    row->srid = srid;
    resolve(row, systems->database);
    systems->rows[systems->count++] = row;
    return row;
}

static int cursor_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    struct systems_cursor *cursor = memory_new(1, sizeof *cursor);
    *out = cursor != NULL ? &cursor->base : NULL;
    return cursor != NULL ? SQLITE_OK : SQLITE_NOMEM;
}

static int cursor_close(sqlite3_vtab_cursor *cursor)
{
    memory_free(cursor);
    return SQLITE_OK;
}

static int cursor_filter(sqlite3_vtab_cursor *base, int plan, const char *name, int argc, sqlite3_value **argv)
{
    (void)name;
    struct systems_cursor *cursor = (struct systems_cursor *)base;
    int code = SQLITE_OK;
    cursor->row = NULL;
    if (plan != 1 || argc != 1)
        return SQLITE_OK;
    const struct system_row *row = find((struct systems *)base->pVtab, sqlite3_value_int64(argv[0]), &code);
    if (row != NULL && row->known)
        cursor->row = row;
    return code;
}

static int cursor_next(sqlite3_vtab_cursor *base)
{
    ((struct systems_cursor *)base)->row = NULL;
    return SQLITE_OK;
}

static int cursor_is_behind(sqlite3_vtab_cursor *base)
{
    return ((struct systems_cursor *)base)->row == NULL;
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const struct system_row *row = ((struct systems_cursor *)base)->row;
    bool registered = row->crs.authority[0] != '\0';
    const char *texts[] = {NULL,
                           registered ? row->crs.authority : NULL,
                           NULL,
                           row->crs.name,
                           row->ellipsoid[0] != '\0' ? row->ellipsoid : NULL,
                           row->crs.wkt};
    if (column == 0)
        sqlite3_result_int64(context, row->srid);
    else if (column == 2 && registered)
        sqlite3_result_int64(context, row->crs.code);
    else if (column > 0 && (size_t)column < sizeof texts / sizeof *texts)
        sqlite3_result_text(context, texts[column], -1, SQLITE_TRANSIENT);
    return SQLITE_OK;
}

static int cursor_row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = ((struct systems_cursor *)base)->row->srid;
    return SQLITE_OK;
}

int sql_reference_systems_add(sqlite3 *database)
{
    static const sqlite3_module module = {.xConnect = systems_connect,
                                          .xBestIndex = systems_plan,
                                          .xDisconnect = systems_disconnect,
                                          .xDestroy = systems_disconnect,
                                          .xOpen = cursor_open,
                                          .xClose = cursor_close,
                                          .xFilter = cursor_filter,
                                          .xNext = cursor_next,
                                          .xEof = cursor_is_behind,
                                          .xColumn = cursor_column,
                                          .xRowid = cursor_row_number};
    return sqlite3_create_module(database, "spatial_ref_sys", &module, NULL);
}
