/* A file that is one JSON array, element by element: no more of it is in memory than its bytes and one element. */
#ifndef READ_JSON_ARRAY_H
#define READ_JSON_ARRAY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/project.h"

enum { JSON_ARRAY_MEGABYTES = 100 }; /* a larger file is refused */

struct json_array {
    const char *path; /* borrowed, for messages */
    char *bytes;      /* the whole file in UTF-8 */
    size_t length, at;
    bool began, ended;
};

/* Is the first sign of the file, blanks aside, a bracket? */
enum mah_status json_array_begins(bool *is_array, const char *path, struct mah_error *err);

/* Reads the bytes. Borrows the path. MAH_BAD_SOURCE where the file is too large or no text. */
enum mah_status json_array_open(struct json_array *array, const struct source *source, struct mah_error *err);
void json_array_close(struct json_array *array);

/* The next element, the caller's to json_decref; NULL behind the last. MAH_BAD_SOURCE with the line where it is
 * damaged, nested absurdly deep, or followed by something else. */
enum mah_status json_array_next(json_t **out, struct json_array *array, struct mah_error *err);
void json_array_rewind(struct json_array *array);

#endif
