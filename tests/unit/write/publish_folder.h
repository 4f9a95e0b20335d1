/* A folder of its own for every test, with out.gpkg to be published in it, and what a fresh reader sees there. */
#ifndef TEST_PUBLISH_FOLDER_H
#define TEST_PUBLISH_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/publish.h"

static char folder[64], target[80];

static inline int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/mahalle-publish-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(target, sizeof target, "%s/out.gpkg", folder);
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    char command[192];
    snprintf(command, sizeof command, "chmod 0777 %s; rm -r %s", folder, folder);
    return system(command);
}

/* The names in the folder, hidden ones too, joined with blanks in byte order. */
static inline const char *files(void)
{
    static char list[512];
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    list[0] = '\0';
    for (int i = 0; i < count; i++) {
        if (strcmp(entries[i]->d_name, ".") != 0 && strcmp(entries[i]->d_name, "..") != 0) {
            strncat(list, list[0] != '\0' ? " " : "", sizeof list - strlen(list) - 1);
            strncat(list, entries[i]->d_name, sizeof list - strlen(list) - 1);
        }
        free(entries[i]);
    }
    free(entries);
    return list;
}

static inline sqlite3 *open_database(const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

static inline void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

/* What the file says, as a fresh reader sees it: every value of t that occurs, and how often. */
static inline const char *content(const char *path)
{
    static char answer[256];
    sqlite3 *db = open_database(path);
    sqlite3_stmt *statement = NULL;
    answer[0] = '\0';
    if (sqlite3_prepare_v2(
            db, "SELECT group_concat(v || ' ' || n, ', ') FROM (SELECT v, count(*) n FROM t GROUP BY v ORDER BY v)", -1,
            &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != NULL)
        snprintf(answer, sizeof answer, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

enum { ROWS = 5000 };

/* A writer for publish_file: a database whose every row says `what`. */
static inline enum mah_status write_rows(const void *what, const char *path, struct mah_error *err)
{
    (void)err;
    char sql[256];
    sqlite3 *db = open_database(path);
    snprintf(sql, sizeof sql,
             "PRAGMA journal_mode=OFF; CREATE TABLE t (v); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
             "FROM n WHERE i < %d) "
             "INSERT INTO t SELECT '%s' FROM n",
             ROWS, (const char *)what);
    run(db, sql);
    sqlite3_close(db);
    return MAH_OK;
}

static inline void publish(const char *what)
{
    struct mah_error err = {0};
    if (publish_file(target, write_rows, what, &err) != MAH_OK)
        fail_msg("%s", err.message);
}

static inline void touch(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
