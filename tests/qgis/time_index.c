/* How fast is the packed spatial index built and asked, beside one into which the boxes are inserted one by one?
 *
 * time_index FOLDER POINTS WINDOWS: makes packed.gpkg and inserted.gpkg of the same points in FOLDER, which differ in
 * the index only, and prints "name seconds rows" a line. The packed one is written by the program's own writer. */
#include <time.h>

#include "../unit/write/sample_city.h"
#include "write/geopackage.h"
#include "write/geopackage_rtree.h"
#include "write/sql.h"

enum { TOWNS = 12, WINDOW_M = 1000 };

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Households live in towns: two thirds near the middle of one, the rest anywhere. In no order. */
static struct point place(uint64_t n)
{
    double x = sample_chance(n, 1), y = sample_chance(n, 2);
    if (n % 3 != 0) {
        uint64_t town = n % TOWNS;
        double radius = 0.07 * sample_chance(n, 3) * sample_chance(n, 4);
        x = 0.1 + 0.8 * sample_chance(town, 5) + radius * cos(6.28318530718 * x);
        y = 0.1 + 0.8 * sample_chance(town, 6) + radius * sin(6.28318530718 * y);
    }
    return (struct point){400000 + 100000 * x, 4100000 + 80000 * y};
}

static enum mah_status add_points(struct mah_release *release, size_t count, struct mah_error *err)
{
    struct release_table *table = NULL;
    const struct release_table_facts facts = {"points", "Noktalar", "Points", NULL, RELEASE_POINT};
    enum mah_status status = release_add_table(release, &table, &facts, err);
    if (status == MAH_OK)
        status = table_add_column(table,
                                  &(struct release_column){.name = "n", .type = RELEASE_INTEGER, .title_tr = "n"}, err);
    for (size_t n = 0; status == MAH_OK && n < count; n++) {
        status = table_add_row(table, err);
        if (status == MAH_OK)
            status = table_set_point(table, place(n), err);
    }
    return status;
}

static enum mah_status make_release(struct mah_release **out, struct crs *crs, size_t count, struct mah_error *err)
{
    enum mah_status status = crs_resolve(crs, "EPSG:5257", err);
    const struct release_facts facts = {.title = "Noktalar",
                                        .language = LANGUAGE_TURKISH,
                                        .profile = "secure",
                                        .reference_date = "2025-12-31",
                                        .crs = crs};
    if (status == MAH_OK)
        status = release_new(out, &facts, err);
    return status == MAH_OK ? add_points(*out, count, err) : status;
}

/* The same index, made by SQLite out of the boxes that the packed one holds, in the order of the rows. */
static enum mah_status insert_boxes(sqlite3 *db, struct mah_error *err)
{
    enum mah_status status = sql_run(db, err,
                                     "CREATE TEMP TABLE box AS SELECT * FROM rtree_points_geom ORDER BY id;"
                                     "DROP TABLE rtree_points_geom");
    double start = seconds_now();
    if (status == MAH_OK)
        status = sql_run(db, err,
                         "BEGIN; CREATE VIRTUAL TABLE rtree_points_geom USING rtree(id,minx,maxx,miny,maxy);"
                         "INSERT INTO rtree_points_geom SELECT * FROM box; COMMIT");
    printf("insert_boxes %.4f 0\n", seconds_now() - start);
    return status;
}

/* As the writer of the program has its file while it writes. */
static enum mah_status open_for_writing(sqlite3 **db, const char *path, struct mah_error *err)
{
    enum mah_status status = sql_open(db, path, SQL_READ_WRITE, err);
    return status == MAH_OK ? sql_run(*db, err,
                                      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                                      "PRAGMA temp_store=MEMORY")
                            : status;
}

/* The packed index, made again by the program's writer: its own seconds, without those of the rows. */
static enum mah_status pack_boxes(sqlite3 *db, const struct mah_release *release, struct mah_error *err)
{
    static const char *const triggers[] = {"insert", "update1", "update2", "update3", "update4", "delete"};
    enum mah_status status = sql_run(db, err,
                                     "DROP TABLE rtree_points_geom; DELETE FROM gpkg_extensions "
                                     "WHERE extension_name = 'gpkg_rtree_index'");
    for (size_t i = 0; status == MAH_OK && i < sizeof triggers / sizeof *triggers; i++)
        status = sql_run(db, err, "DROP TRIGGER rtree_points_geom_%s", triggers[i]);
    double start = seconds_now();
    if (status == MAH_OK)
        status = sql_run(db, err, "BEGIN");
    if (status == MAH_OK)
        status = geopackage_write_rtree(db, release_table_at(release, 0), err);
    if (status == MAH_OK)
        status = sql_run(db, err, "COMMIT");
    printf("pack_boxes %.4f 0\n", seconds_now() - start);
    return status;
}

static enum mah_status ask_windows(sqlite3 *db, const char *name, size_t windows, struct mah_error *err)
{
    sqlite3_stmt *statement = NULL;
    int64_t rows = 0;
    enum mah_status status = sql_prepare(db, &statement, err,
                                         "SELECT count(*), sum(id) FROM rtree_points_geom "
                                         "WHERE minx<=?1 AND maxx>=?2 AND miny<=?3 AND maxy>=?4");
    double start = seconds_now();
    for (size_t i = 0; status == MAH_OK && i < windows; i++) {
        struct point corner = place(i * 7919 + 1);
        sqlite3_bind_double(statement, 1, corner.x + WINDOW_M);
        sqlite3_bind_double(statement, 2, corner.x);
        sqlite3_bind_double(statement, 3, corner.y + WINDOW_M);
        sqlite3_bind_double(statement, 4, corner.y);
        if (sqlite3_step(statement) != SQLITE_ROW)
            status = sql_fail(db, err);
        rows += sqlite3_column_int64(statement, 0) + sqlite3_column_int64(statement, 1);
        sqlite3_reset(statement);
    }
    printf("%s %.4f %lld\n", name, seconds_now() - start, (long long)rows);
    sqlite3_finalize(statement);
    return status;
}

/* inserted tells which of the two is made. The file is opened anew for the windows, so that both start alike. */
static enum mah_status measure(const char *folder, const struct mah_release *release, size_t windows, bool inserted,
                               struct mah_error *err)
{
    char path[4096];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/%s.gpkg", folder, inserted ? "inserted" : "packed");
    enum mah_status status = geopackage_write(release, path, path, err);
    if (status == MAH_OK)
        status = open_for_writing(&db, path, err);
    if (status == MAH_OK)
        status = inserted ? insert_boxes(db, err) : pack_boxes(db, release, err);
    sqlite3_close(db);
    db = NULL;
    if (status == MAH_OK)
        status = sql_open(&db, path, SQL_READ_ONLY, err);
    if (status == MAH_OK)
        status = ask_windows(db, inserted ? "ask_inserted" : "ask_packed", windows, err);
    sqlite3_close(db);
    return status;
}

int main(int count, char **arguments)
{
    struct mah_error err = {0};
    struct mah_release *release = NULL;
    struct crs crs = {0};
    if (count != 4)
        return 2;
    size_t points = strtoul(arguments[2], NULL, 10), windows = strtoul(arguments[3], NULL, 10);
    enum mah_status status = make_release(&release, &crs, points, &err);
    for (int inserted = 0; status == MAH_OK && inserted < 2; inserted++)
        status = measure(arguments[1], release, windows, inserted == 1, &err);
    if (status != MAH_OK)
        fprintf(stderr, "time_index: %s\n", err.message);
    release_free(release);
    crs_release(&crs);
    return mah_exit_code(status);
}
