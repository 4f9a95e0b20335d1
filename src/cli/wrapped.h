/* Long lines on a terminal are broken between words; in a pipe or a file they stay whole. */
#ifndef CLI_WRAPPED_H
#define CLI_WRAPPED_H

#include <stddef.h>
#include <stdio.h>

/* Columns of the terminal behind the stream; 0 where it is none, or does not say. */
size_t terminal_width(FILE *out);

/*
 * Prints a text and a line end. `used` columns of the line are taken already; further lines begin with `indent` blanks.
 * A word longer than the line is not broken. width 0: one line.
 */
void print_wrapped(FILE *out, size_t width, size_t used, size_t indent, const char *text);

#endif
