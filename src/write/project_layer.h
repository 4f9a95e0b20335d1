/* How is one layer written into the project? */
#ifndef WRITE_PROJECT_LAYER_H
#define WRITE_PROJECT_LAYER_H

#include "write/project_layers.h"

/* "./kent.gpkg|layername=mah_indicators": found beside the project, which is in the same file. Not escaped. */
void project_source(struct text *out, const char *file_name, const struct project_layer *layer);

/* The <maplayer> element: layers/project/layer.qgs.in filled in. */
enum mah_status project_layer_xml(struct text *out, const struct project_sheet *sheet,
                                  const struct project_layers *layers, const struct project_layer *layer,
                                  const struct mah_release *release, const char *file_name, struct mah_error *err);

#endif
