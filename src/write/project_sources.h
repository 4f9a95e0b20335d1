/* Which GeoPackages does the XML of a QGIS project name, and what does it say when they get other names? */
#ifndef WRITE_PROJECT_SOURCES_H
#define WRITE_PROJECT_SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* A place that names a GeoPackage, "./old.gpkg|layername=mah_service" for example; texts as they are meant, without
 * escapes. */
struct project_source {
    const char *path;
    const char *layer; /* NULL where none is named: QGIS takes the first */
    bool is_layer;     /* the <datasource> of a layer, not one of the many places that repeat it */
};

/* The path that is to stand there instead, or NULL: as it is. */
typedef const char *(*project_source_chooser)(void *context, const struct project_source *source);

/*
 * Asks for every place in the order of the file, and adds the XML with the new paths to out (NULL: only asks). *changed
 * counts the places that got one. MAH_BAD_SOURCE where the XML breaks off, MAH_INTERRUPTED where the user stopped it.
 */
enum mah_status project_sources_replace(struct text *out, size_t *changed, const char *xml, size_t length,
                                        project_source_chooser choose, void *context, struct mah_error *err);

#endif
