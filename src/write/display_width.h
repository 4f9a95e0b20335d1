/* How many columns of a terminal does a text take? */
#ifndef WRITE_DISPLAY_WIDTH_H
#define WRITE_DISPLAY_WIDTH_H

#include <stddef.h>

/* One a code point, none for combining marks, joiners and control characters; letters of Turkish and Arabic are one. */
size_t display_width(const char *text);

#endif
