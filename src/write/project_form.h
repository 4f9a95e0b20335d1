/* What does the form of a mahalle show, and which long tables belong to it? */
#ifndef WRITE_PROJECT_FORM_H
#define WRITE_PROJECT_FORM_H

#include "write/project_layers.h"

/* <editorlayout> and <attributeEditorForm> of a layer with a form; QGIS makes the form of the others itself. */
enum mah_status project_form_xml(struct text *out, const struct project_sheet *sheet,
                                 const struct project_layers *layers, const struct project_layer *layer,
                                 struct mah_error *err);

/* The <relation> elements: each layer with a form is joined with each long table of relations.csv, by mah_code. */
void project_relations_xml(struct text *out, const struct project_sheet *sheet, const struct project_layers *layers);

#endif
