/* What the file says about itself. */
#include "write/geopackage_metadata.h"

#include "base/memory.h"
#include "base/text.h"
#include "write/geopackage_schema.h"
#include "write/layer_metadata.h"
#include "write/provenance.h"
#include "write/sql.h"

/* As OGC 12-128r14 has them, in the spelling of GDAL 3.6. */
static const char metadata_tables[] =
    "CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,"
    "md_scope TEXT NOT NULL DEFAULT 'dataset',md_standard_uri TEXT NOT NULL,"
    "mime_type TEXT NOT NULL DEFAULT 'text/xml',metadata TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL,table_name TEXT,column_name TEXT,"
    "row_id_value INTEGER,timestamp DATETIME NOT NULL DEFAULT (strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ','now')),"
    "md_file_id INTEGER NOT NULL,md_parent_id INTEGER,"
    "CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),"
    "CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));"
    "INSERT INTO gpkg_extensions VALUES "
    "('gpkg_metadata',NULL,'gpkg_metadata','http://www.geopackage.org/spec120/#extension_metadata','read-write'),"
    "('gpkg_metadata_reference',NULL,'gpkg_metadata','http://www.geopackage.org/spec120/#extension_metadata',"
    "'read-write')";

/* One text and what it speaks of: a table, or the whole file where that is NULL. */
struct note {
    const char *standard, *mime_type, *table;
    char *text;
};

static enum mah_status add_note(sqlite3 *db, const struct mah_release *release, const struct note *note,
                                struct mah_error *err)
{
    char time[GEOPACKAGE_TIME_SIZE];
    geopackage_time(release, time);
    return sql_run(db, err,
                   "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
                   "VALUES ('dataset',%Q,%Q,%Q);"
                   "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id) "
                   "VALUES (%Q,%Q,%Q,last_insert_rowid())",
                   note->standard, note->mime_type, note->text, note->table != NULL ? "table" : "geopackage",
                   note->table, time);
}

static enum mah_status add_provenance(sqlite3 *db, const struct mah_release *release, struct mah_error *err)
{
    struct note note = {PROVENANCE_URI, "application/json", NULL, NULL};
    enum mah_status status = provenance_json(&note.text, release, err);
    if (status == MAH_OK)
        status = add_note(db, release, &note, err);
    memory_free(note.text);
    return status;
}

/* The file of a user's "Save metadata" in QGIS: the same text with a root. */
static enum mah_status add_table(sqlite3 *db, const struct mah_release *release, const struct release_table *table,
                                 struct mah_error *err)
{
    struct text xml = TEXT_EMPTY;
    text_add(&xml, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\">\n");
    enum mah_status status = layer_metadata_xml(&xml, release, table, err);
    text_add(&xml, "</qgis>\n");
    struct note note = {LAYER_METADATA_URI, "text/xml", release_table_facts(table)->name, text_take(&xml)};
    if (status == MAH_OK)
        status = note.text != NULL ? add_note(db, release, &note, err) : mah_no_memory(err);
    memory_free(note.text);
    return status;
}

enum mah_status geopackage_write_metadata(sqlite3 *db, const struct mah_release *release, struct mah_error *err)
{
    enum mah_status status = sql_run(db, err, metadata_tables);
    if (status == MAH_OK)
        status = add_provenance(db, release, err);
    for (size_t i = 0; status == MAH_OK && i < release_table_count(release); i++)
        status = add_table(db, release, release_table_at(release, i), err);
    return status;
}
