/* A release as a GeoPackage 1.2: the story, part by part. */
#include "write/geopackage.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "write/geopackage_check.h"
#include "write/geopackage_labels.h"
#include "write/geopackage_metadata.h"
#include "write/geopackage_project.h"
#include "write/geopackage_rows.h"
#include "write/geopackage_rtree.h"
#include "write/geopackage_schema.h"
#include "write/geopackage_styles.h"
#include "write/sql.h"

static enum mah_status make_file(const char *path, struct mah_error *err)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (file < 0)
        return mah_fail(err, MAH_FAILED, "cannot create '%s': %s", path, system_words(errno));
    bool empty = lseek(file, 0, SEEK_END) == 0;
    close(file);
    return empty ? MAH_OK : mah_fail(err, MAH_FAILED, "'%s' is not empty", path);
}

static enum mah_status write_table(sqlite3 *db, const struct mah_release *release, const struct release_table *table,
                                   struct mah_error *err)
{
    struct rectangle extent = rectangle_empty();
    enum mah_status status = geopackage_create_table(db, table, err);
    if (status == MAH_OK)
        status = geopackage_write_rows(db, release, table, &extent, err);
    if (status == MAH_OK)
        status = geopackage_register_table(db, release, table, &extent, err);
    if (status == MAH_OK && release_table_facts(table)->geometry != RELEASE_NO_GEOMETRY)
        status = geopackage_write_rtree(db, table, err);
    if (status == MAH_OK)
        status = geopackage_write_labels(db, release, table, err);
    if (status == MAH_OK)
        status = release_rows_status(table, err);
    if (status != MAH_OK && status != MAH_INTERRUPTED)
        status = mah_context(err, status, "layer '%s'", release_table_facts(table)->name);
    return status;
}

struct writing {
    sqlite3 *db;
    const struct mah_release *release;
    const char *final_name;
    struct style_list styles;
    char *project; /* NULL until it is made */
};

static enum mah_status make_project(struct writing *writing, struct mah_error *err)
{
    enum mah_status status = style_list_make(&writing->styles, writing->release, err);
    if (status == MAH_OK)
        status =
            geopackage_make_project(&writing->project, writing->release, &writing->styles, writing->final_name, err);
    return status;
}

static enum mah_status write_tables(const struct writing *writing, struct mah_error *err)
{
    enum mah_status status = geopackage_begin(writing->db, writing->release, err);
    for (size_t i = 0; status == MAH_OK && i < release_table_count(writing->release); i++)
        status = write_table(writing->db, writing->release, release_table_at(writing->release, i), err);
    return status;
}

/* All in one transaction: there is nobody else at this file, and one commit is 40 times faster than one a row. */
static enum mah_status write_all(sqlite3 *db, const struct mah_release *release, const char *final_name,
                                 struct mah_error *err)
{
    struct writing writing = {.db = db, .release = release, .final_name = final_name};
    enum mah_status status = write_tables(&writing, err);
    if (status == MAH_OK)
        status = make_project(&writing, err);
    if (status == MAH_OK)
        status = geopackage_write_styles(db, release, &writing.styles, err);
    if (status == MAH_OK)
        status = geopackage_write_project(db, release, writing.project, err);
    if (status == MAH_OK)
        status = geopackage_write_metadata(db, release, err);
    if (status == MAH_OK)
        status = sql_run(db, err, "COMMIT");
    style_list_release(&writing.styles);
    memory_free(writing.project);
    return status;
}

enum mah_status geopackage_write(const struct mah_release *release, const char *path, const char *final_name,
                                 struct mah_error *err)
{
    sqlite3 *db = NULL;
    enum mah_status status = make_file(path, err);
    if (status == MAH_OK)
        status = sql_open(&db, path, SQL_READ_WRITE, err);
    if (status == MAH_OK)
        status = write_all(db, release, final_name, err);
    sqlite3_close(db);
    if (status == MAH_OK)
        status = geopackage_check(release, path, err);
    return status;
}
