/* The QGIS project that travels inside the file. */
#include "write/geopackage_project.h"

#include "base/memory.h"
#include "base/text.h"
#include "write/project.h"
#include "write/sql.h"
#include "write/zip_file.h"

/* As QGIS 3.22 makes it, in no list of GeoPackage: QGIS looks for the name. */
static const char projects_table[] = "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)";

/* QGIS wants the archive as hexadecimal text, not as bytes. */
static char *hexadecimal(const char *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char *text = memory_new(2 * length + 1, 1);
    for (size_t i = 0; text != NULL && i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        text[2 * i] = digits[byte >> 4];
        text[2 * i + 1] = digits[byte & 15];
    }
    return text;
}

static enum mah_status add_project(sqlite3 *db, const struct mah_release *release, const char *content,
                                   struct mah_error *err)
{
    enum mah_status status = sql_run(db, err, projects_table);
    if (status != MAH_OK)
        return status;
    return sql_run(db, err,
                   "INSERT INTO qgis_projects VALUES ('mahalle','{\"last_modified_time\": \"%sT00:00:00\", "
                   "\"last_modified_user\": \"mahalle\" }',%Q)",
                   release_facts(release)->reference_date, content);
}

enum mah_status geopackage_write_project(sqlite3 *db, const struct mah_release *release,
                                         const struct style_list *styles, const char *file_name, struct mah_error *err)
{
    struct text project = TEXT_EMPTY;
    char *archive = NULL, *content = NULL;
    size_t length = 0;
    enum mah_status status = project_make(&project, release, styles, file_name, err);
    if (status == MAH_OK) {
        struct zip_part part = {"mahalle.qgs", project.bytes, project.length};
        status = zip_file_pack(&archive, &length, &part, 1, err);
    }
    if (status == MAH_OK) {
        content = hexadecimal(archive, length);
        status = content != NULL ? add_project(db, release, content, err) : mah_no_memory(err);
    }
    memory_free(content);
    memory_free(archive);
    text_release(&project);
    return status;
}
