/* Columns by the names that people and the tables of aliases give them: what all matchers of fields share. */
#ifndef READ_HEADER_NAMES_H
#define READ_HEADER_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

/* The column as it stands in the file, else the first with the same header key; -1 where none is. */
int header_find(char *const *columns, size_t count, const char *name);

/* The words of a cell of aliases, one after the other; false behind the last. Start with *at at the cell. */
bool alias_next(const char **at, struct slice *word);

/* MAH_BAD_USAGE: two columns fit one field equally well; the user chooses. `path` is the file. */
enum mah_status header_ambiguous(const char *path, const char *first, const char *second, const char *field,
                                 struct mah_error *err);

#endif
