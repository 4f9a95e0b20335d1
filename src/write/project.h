/* The QGIS project that travels inside the file: the finished maps a planner opens. */
#ifndef WRITE_PROJECT_H
#define WRITE_PROJECT_H

#include "base/error.h"
#include "base/text.h"
#include "protect/release.h"
#include "write/style.h"

/*
 * Appends the project as QGIS 3.22 reads it (.qgs). file_name is the name, without folders, that the GeoPackage will
 * have: the project finds its layers by it. MAH_BAD_SOURCE where a template or table of layers/project is not sound.
 */
enum mah_status project_make(struct text *out, const struct mah_release *release, const struct style_list *styles,
                             const char *file_name, struct mah_error *err);

#endif
