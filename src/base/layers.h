/* Where do the data files of layers/ come from? From a folder the user names, else from the copy inside the program. */
#ifndef BASE_LAYERS_H
#define BASE_LAYERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* Use this folder first (--layers DIR); NULL goes back to the built-in files. Borrowed: keep it alive. */
void layers_set_folder(const char *folder);
/* Is there such a folder? MAH_BAD_USAGE where not: a typing mistake must not bring back the built-in files. */
enum mah_status layers_check_folder(const char *folder, struct mah_error *err);

/* The bytes of one file (name relative to layers/, '/' inside); NUL follows the last byte. Free with memory_free. */
enum mah_status layers_read(char **bytes, size_t *length, const char *name, struct mah_error *err);
/* Is there such a file, in the folder the user named or built in? */
bool layers_has(const char *name);
/* The bytes of a file of the user; MAH_BAD_SOURCE where it cannot be opened. */
enum mah_status layers_read_file(char **bytes, size_t *length, const char *path, struct mah_error *err);
/* The built-in files of a folder ("standards/"), without folder and ending: "mpyy-ek2, norms". */
void layers_add_names(struct text *out, const char *folder);

#endif
