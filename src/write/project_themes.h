/* Which map themes does the project offer: which layers are shown together, drawn how? */
#ifndef WRITE_PROJECT_THEMES_H
#define WRITE_PROJECT_THEMES_H

#include "write/project_layers.h"

/* The <visibility-preset> elements of the rows of themes.csv that can be drawn. */
enum mah_status project_themes_xml(struct text *out, const struct project_sheet *sheet,
                                   const struct project_layers *layers, struct mah_error *err);

#endif
