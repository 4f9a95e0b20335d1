/* The QGIS project that travels inside the file. */
#include "write/geopackage_project.h"

#include "base/memory.h"
#include "base/text.h"
#include "write/project.h"
#include "write/project_content.h"
#include "write/sql.h"

/* As QGIS 3.22 makes it, in no list of GeoPackage: QGIS looks for the name. */
static const char projects_table[] = "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)";

enum mah_status geopackage_write_project(sqlite3 *db, const struct mah_release *release, const char *content,
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

enum mah_status geopackage_make_project(char **content, const struct mah_release *release,
                                        const struct style_list *styles, const char *file_name, struct mah_error *err)
{
    struct text project = TEXT_EMPTY;
    *content = NULL;
    enum mah_status status = project_make(&project, release, styles, file_name, err);
    if (status == MAH_OK) {
        struct zip_part part = {"mahalle.qgs", project.bytes, project.length};
        status = project_content_write(content, &(struct zip_parts){&part, 1}, err);
    }
    text_release(&project);
    return status;
}
