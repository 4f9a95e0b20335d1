/* How does QGIS show the fields of a layer: their labels and the meaning of codes? */
#ifndef WRITE_PROJECT_FIELDS_H
#define WRITE_PROJECT_FIELDS_H

#include "base/text.h"
#include "write/project_layers.h"

/* The elements <fieldConfiguration>, <aliases> and <editable> of a layer. Field 0 of the file is the fid. */
void project_fields_xml(struct text *out, const struct project_sheet *sheet, const struct project_layer *layer);

#endif
