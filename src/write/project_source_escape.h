/* The two ways in which a project writes a data source: within XML, and within the address of a virtual layer. */
#ifndef WRITE_PROJECT_SOURCE_ESCAPE_H
#define WRITE_PROJECT_SOURCE_ESCAPE_H

#include "base/slice.h"
#include "base/text.h"

enum source_escape { ESCAPE_XML, ESCAPE_PERCENT };

/* What the piece means, and the piece that means a text. */
void source_add_plain(struct text *out, struct slice piece, enum source_escape escape);
void source_add_escaped(struct text *out, const char *plain, enum source_escape escape);

/* Where the path ends in the piece: at the first '|', or at its end. */
uint32_t source_path_length(struct slice piece, enum source_escape escape);

#endif
