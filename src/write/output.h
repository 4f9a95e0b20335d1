/* Text on its way to a stream: gathered into large pieces, every write checked. */
#ifndef WRITE_OUTPUT_H
#define WRITE_OUTPUT_H

#include <stdio.h>

#include "base/error.h"
#include "base/text.h"

/* Writes and empties the text once it is larger than a piece; call it between rows. */
enum mah_status output_pass(struct text *text, FILE *file, struct mah_error *err);

/* Writes what is left, flushes the stream and releases the text, which is released after any failure too. */
enum mah_status output_finish(struct text *text, FILE *file, enum mah_status status, struct mah_error *err);

#endif
