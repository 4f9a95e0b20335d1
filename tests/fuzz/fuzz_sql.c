/* Hostile SQL for `mahalle sql`: nothing is written, nothing beside the file is read, whatever the statement says. */
#include <dirent.h>
#include <sys/stat.h>

#include "packages.h"
#include "read/sql_question.h"

static const char canary[] = "KANARYA-7f3a"; /* stands in a file beside the asked one, and in no answer */

static const char *const statements[] = {
    "PRAGMA page_size = 512",
    PACKAGE_TABLES "CREATE TABLE mah_indicators (fid INTEGER PRIMARY KEY, geom POINT, mah_code TEXT, pop MEDIUMINT, "
                   "den REAL);" PACKAGE_LAYER("mah_indicators", "POINT"),
    "INSERT INTO mah_indicators VALUES (1, x'47500001e6100000010100000000000000008043400000000000804240', '01', 9, "
    "0.5), "
    "(2, NULL, 'Çarşı', NULL, -1)",
    "CREATE VIEW yogun AS SELECT mah_code, den FROM mah_indicators WHERE den > 0;"
    "CREATE TRIGGER yaz AFTER INSERT ON mah_indicators BEGIN DELETE FROM mah_indicators; END",
};

struct state {
    struct stat file;
    size_t entries;
};

static struct state look(const char *path)
{
    struct state state = {0};
    char folder[320];
    require(stat(path, &state.file) == 0);
    snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
    DIR *list = opendir(folder);
    require(list != NULL);
    while (readdir(list) != NULL)
        state.entries++;
    closedir(list);
    return state;
}

static bool holds_canary(const struct sql_answer *answer, const char *sql)
{
    if (strstr(sql, "KANARYA") != NULL || strstr(sql, "7f3a") != NULL)
        return false; /* the question says it itself */
    for (size_t i = 0; i < answer->row_count * answer->column_count; i++) {
        const struct sql_cell *cell = &answer->cells[i];
        require(cell->kind >= SQL_NULL && cell->kind <= SQL_TEXT);
        require(cell->kind != SQL_TEXT || cell->value.text != NULL);
        if (cell->kind == SQL_TEXT && strstr(cell->value.text, canary) != NULL)
            return true;
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    static const double limit_s = 0.5;
    struct sql_answer *answer = NULL;
    struct mah_error error = {0};
    if (path == NULL) {
        struct package_bytes base = package_make(statements, sizeof statements / sizeof *statements, "mah_indicators");
        path = memory_copy_text(fuzz_path("kent.gpkg"));
        fuzz_write(path, base.bytes, base.length);
        fuzz_write(fuzz_path("kanarya"), canary, strlen(canary));
        require(chdir(fuzz_path("")) == 0); /* a statement finds the file by its name alone */
        memory_free(base.bytes);
    }
    char *sql = memory_copy_bytes((const char *)data, size);
    struct state before = look(path);
    enum mah_status status = sql_ask(&answer, path, sql, limit_s, &error);
    require_reason(status, &error);
    if (status == MAH_OK) {
        require(answer->row_count <= SQL_MOST_ROWS && !holds_canary(answer, sql));
        for (size_t i = 0; i < answer->column_count; i++)
            require(answer->names[i] != NULL);
        sql_answer_free(answer);
    }
    struct state after = look(path);
    require(before.entries == after.entries && before.file.st_size == after.file.st_size &&
            before.file.st_ino == after.file.st_ino && before.file.st_mtim.tv_sec == after.file.st_mtim.tv_sec &&
            before.file.st_mtim.tv_nsec == after.file.st_mtim.tv_nsec);
    memory_free(sql);
    return 0;
}
