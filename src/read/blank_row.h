/* Which rows of a spreadsheet hold nothing? They stand where cells were formatted or emptied, as the lines of nothing
 * but separators in a CSV. In the tables of other formats such rows are what is left of damaged ones, and are not
 * passed over. */
#ifndef READ_BLANK_ROW_H
#define READ_BLANK_ROW_H

#include <gdal.h>
#include <ogr_api.h>
#include <stdbool.h>

bool ogr_is_spreadsheet(GDALDatasetH dataset);
bool ogr_row_is_blank(OGRFeatureH feature);

#endif
