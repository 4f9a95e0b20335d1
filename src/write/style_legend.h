/* What does the legend say of a class of numbers, and which rows are in it? */
#ifndef WRITE_STYLE_LEGEND_H
#define WRITE_STYLE_LEGEND_H

#include <stdbool.h>

#include "write/class_breaks.h"
#include "write/style_sheet.h"

enum { LEGEND_VALUE_SIZE = 512 };

/* Breaks of a side speak of the size of numbers below, or above, zero. */
enum legend_side { SIDE_NONE, SIDE_BELOW, SIDE_ABOVE };

struct style_legend {
    const struct style_row *row;
    const struct style_sheet *sheet;
    char value[LEGEND_VALUE_SIZE]; /* what is drawn, as an expression of QGIS */
    bool has_flag;                 /* the layer says which areas have no record at all */
};

/* per_km2: the table has the column row->area, and the number is drawn for each km². */
void legend_init(struct style_legend *out, const struct style_row *row, const struct style_sheet *sheet, bool per_km2,
                 bool has_flag);

/* How far the value lies above the centre of a diverging scale. */
double legend_from_center(const struct style_legend *legend, double value);

/* NULL where memory ran out. */
char *legend_class_label(const struct style_legend *legend, const struct class_breaks *breaks, size_t i,
                         enum legend_side side);
char *legend_class_filter(const struct style_legend *legend, const struct class_breaks *breaks, size_t i,
                          enum legend_side side);
char *legend_zero_label(const struct style_legend *legend);
char *legend_zero_filter(const struct style_legend *legend, bool only_zeros);

#endif
