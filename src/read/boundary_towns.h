/* What are the ilçe called? A list of codes and names beside the boundaries. */
#ifndef READ_BOUNDARY_TOWNS_H
#define READ_BOUNDARY_TOWNS_H

#include <stddef.h>

#include "base/error.h"
#include "config/project.h"

struct town {
    char *code, *name;
    size_t row; /* in the file */
};

struct town_list {
    struct town *towns; /* ordered by code; of several rows with one code the first of the file comes first */
    size_t count, capacity;
};

/* From a vector file, a spreadsheet or a CSV. Rows without a code or a name are left out. */
enum mah_status town_list_read(struct town_list *out, const struct source *source, struct mah_error *err);
void town_list_release(struct town_list *list);

/* NULL where the code is not in the list. Borrowed. */
const char *town_list_name(const struct town_list *list, const char *code);

#endif
