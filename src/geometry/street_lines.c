/* Street lines as they were read. */
#include "geometry/street_lines.h"

#include "base/memory.h"

void street_lines_release(struct street_lines *lines)
{
    memory_free(lines->vertices);
    memory_free(lines->line_start);
    *lines = (struct street_lines){0};
}
