/* What a table says about itself, as QGIS shows it in Layer Properties, Information and Metadata. */
#ifndef WRITE_LAYER_METADATA_H
#define WRITE_LAYER_METADATA_H

#include "base/error.h"
#include "base/text.h"
#include "protect/release.h"

#define LAYER_METADATA_URI "http://mrcc.com/qgis.dtd" /* by this name QGIS finds them in gpkg_metadata */

/*
 * Appends the elements of QGIS 3.22's layer metadata in the language of the release: what stands inside <qgis> of a
 * .qmd file and inside <resourceMetadata> of a project. The abstracts are those of layers/abstracts.csv.
 */
enum mah_status layer_metadata_xml(struct text *out, const struct mah_release *release,
                                   const struct release_table *table, struct mah_error *err);

#endif
