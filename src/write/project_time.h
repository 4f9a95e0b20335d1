/* Which layer does the temporal controller of QGIS play, and over which years? */
#ifndef WRITE_PROJECT_TIME_H
#define WRITE_PROJECT_TIME_H

#include "write/project_layers.h"

/* <temporal> of a layer: on where the table has the dates date_from and date_to, nothing else. */
void project_time_of_layer(struct text *out, const struct project_layer *layer);

/* <ProjectTimeSettings>: from the first to the last year of these dates, year by year; nothing where there are none. */
void project_time_settings(struct text *out, const struct project_layers *layers);

#endif
