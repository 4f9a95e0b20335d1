/* Is every function of this SQLite and SpatiaLite either one that computes, or refused? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include <spatialite.h>

#include "read/sql_functions.h"

/* Parts of names of functions that reach further than their arguments, in lower case. */
static const char *const dangerous[] = {
    "import",    "export",       "file",     "load",       "eval",     "create",
    "drop",      "update",       "insert",   "delete",     "register", "recover",
    "discard",   "rebuild",      "upgrade",  "rename",     "clone",    "enable",
    "disable",   "init",         "topogeo",  "toponet",    "sqlproc",  "storedproc",
    "storedvar", "sequence",     "wms_",     "rl2_",       "xb_",      "postgresql",
    "zip",       "proj_",        "path",     "fdo",        "virtual",  "layer",
    "network",   "trigger",      "metadata", "statistics", "coverage", "fts",
    "rtree",     "spatialindex", "geotable", "set",        "add",      "remove",
    "blob",      "pause",        "gml",      "kml",        "cache",    "decimalprecision",
    "url",       "srid",         "edge",     "link",       "node",     "check",
    "get",       "sqlite_log"};

/* What these names have in common with them is only the name: they compute from their arguments. */
static const char *const harmless[] = {"addpoint",
                                       "asgml",
                                       "askml",
                                       "json_insert",
                                       "json_remove",
                                       "json_set",
                                       "linescutatnodes",
                                       "makevalid",
                                       "offsetcurve",
                                       "proj_version",
                                       "removepoint",
                                       "removerepeatedpoints",
                                       "ringscutatnodes",
                                       "setendpoint",
                                       "setpoint",
                                       "setsrid",
                                       "setstartpoint",
                                       "sharedpaths",
                                       "srid",
                                       "st_addmeasure",
                                       "st_addpoint",
                                       "st_linescutatnodes",
                                       "st_makevalid",
                                       "st_node",
                                       "st_offsetcurve",
                                       "st_removepoint",
                                       "st_ringscutatnodes",
                                       "st_setendpoint",
                                       "st_setpoint",
                                       "st_setstartpoint",
                                       "st_sharedpaths",
                                       "st_srid"};

static int is_harmless(const char *name)
{
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (strcmp(harmless[i], name) == 0)
            return 1;
    return 0;
}

static const char *danger_in(const char *name)
{
    for (size_t i = 0; i < sizeof dangerous / sizeof *dangerous; i++) {
        if (strstr(name, dangerous[i]) != NULL && !is_harmless(name))
            return dangerous[i];
    }
    return NULL;
}

static void the_list_is_in_order(void **state)
{
    (void)state;
    size_t count = 0;
    for (; sql_function_at(count) != NULL; count++) {
        if (count > 0)
            assert_true(strcmp(sql_function_at(count - 1), sql_function_at(count)) < 0);
        assert_true(sql_function_is_allowed(sql_function_at(count)));
        if (danger_in(sql_function_at(count)) != NULL)
            fail_msg("%s is allowed, and its name says '%s'", sql_function_at(count),
                     danger_in(sql_function_at(count)));
    }
    assert_true(count > 400);
    assert_true(sql_function_is_allowed("ST_Area"));
    assert_false(sql_function_is_allowed("ST_Are"));
    assert_false(sql_function_is_allowed(""));
}

/* A function that is there under SPATIALITE_SECURITY=relaxed too: nothing that the list forgets may be allowed. */
static void functions_of_spatialite(void **state)
{
    (void)state;
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    size_t allowed = 0, refused = 0;
    setenv("SPATIALITE_SECURITY", "relaxed", 1);
    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    void *spatialite = spatialite_alloc_connection();
    spatialite_init_ex(database, spatialite, 0);
    assert_int_equal(
        sqlite3_prepare_v2(database, "SELECT DISTINCT lower(name) FROM pragma_function_list", -1, &row, NULL),
        SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        if (!sql_function_is_allowed(name)) {
            refused++;
            continue;
        }
        allowed++;
        if (danger_in(name) != NULL)
            fail_msg("%s is allowed, and its name says '%s'", name, danger_in(name));
    }
    sqlite3_finalize(row);
    sqlite3_close(database);
    spatialite_cleanup_ex(spatialite);
    assert_true(allowed > 400); /* the list fits this version */
    assert_true(refused > 300);
    static const char *const reaching[] = {"load_extension",
                                           "eval",
                                           "readfile",
                                           "writefile",
                                           "edit",
                                           "blobfromfile",
                                           "blobtofile",
                                           "importshp",
                                           "exportshp",
                                           "importdxf",
                                           "exportdxf",
                                           "importwfs",
                                           "xb_loadxml",
                                           "xb_create",
                                           "xb_storexml",
                                           "sqlproc_execute",
                                           "sqlproc_fromfile",
                                           "sqlproc_setlogfile",
                                           "storedproc_execute",
                                           "fts3_tokenizer",
                                           "createspatialindex",
                                           "addgeometrycolumn",
                                           "updatelayerstatistics",
                                           "enablegpkgmode",
                                           "proj_setdatabasepath",
                                           "setdecimalprecision",
                                           "sqlite_log",
                                           "zeroblob",
                                           "randomblob",
                                           "initspatialmetadata",
                                           "droptable",
                                           "sequence_nextval",
                                           "topogeo_exporttopolayer",
                                           "st_createtopogeo"};
    for (size_t i = 0; i < sizeof reaching / sizeof *reaching; i++)
        assert_false(sql_function_is_allowed(reaching[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_is_in_order),
        cmocka_unit_test(functions_of_spatialite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
