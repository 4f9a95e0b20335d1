/* Street lines as they were read, in the working CRS: what the street network is made of. */
#ifndef GEOMETRY_STREET_LINES_H
#define GEOMETRY_STREET_LINES_H

#include <stddef.h>

#include "geometry/polygon.h"

struct street_lines {
    struct point *vertices;
    size_t vertex_count;
    size_t *line_start; /* line_count + 1 offsets into vertices; each line has two vertices or more */
    size_t line_count;
};

void street_lines_release(struct street_lines *lines);

#endif
