/* Where do the texts of a release live? In large blocks that never move, so that a cell is only a pointer. */
#ifndef PROTECT_RELEASE_TEXT_H
#define PROTECT_RELEASE_TEXT_H

#include <stddef.h>

/* A list of blocks; NULL is the empty one. */
struct release_text;

/* A copy that lives until release_text_free, or NULL where memory ran out. */
const char *release_text_keep(struct release_text **texts, const char *text);
void release_text_free(struct release_text *texts);

#endif
