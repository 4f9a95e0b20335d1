/* In which reference system is a layer? */
#include "read/layer_crs.h"

#include "base/memory.h"

enum mah_status layer_crs_resolve(struct crs *out, const char *of_file, const struct source *source,
                                  const char *section, struct mah_error *err)
{
    if (source->crs == NULL && of_file == NULL)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' does not say in which reference system its coordinates are; add crs: EPSG:4326 "
                        "(degrees) or such as EPSG:5254 (metres, TUREF / TM30) to %s",
                        source->path, section);
    enum mah_status status = crs_resolve(out, source->crs != NULL ? source->crs : of_file, err);
    if (status == MAH_BAD_SOURCE && source->crs != NULL)
        return mah_context(err, MAH_BAD_USAGE, "crs of '%s'", source->path);
    return status == MAH_OK ? MAH_OK : mah_context(err, status, "'%s'", source->path);
}

enum mah_status layer_crs_find(struct crs *out, const struct ogr_table *table, const struct source *source,
                               const char *section, struct mah_error *err)
{
    char *of_file = NULL;
    enum mah_status status = source->crs != NULL ? MAH_OK : ogr_table_crs(&of_file, table, err);
    if (status == MAH_OK)
        status = layer_crs_resolve(out, of_file, source, section, err);
    memory_free(of_file);
    return status;
}
