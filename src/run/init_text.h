/* Pieces of YAML: a text in quotes, a comment. */
#ifndef RUN_INIT_TEXT_H
#define RUN_INIT_TEXT_H

#include "base/text.h"

void init_add_quoted(struct text *out, const char *value);
void init_add_comment(struct text *out, const char *indent, const char *comment);

#endif
