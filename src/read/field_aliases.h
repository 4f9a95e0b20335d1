/* Under which names do the fields go in files? The aliases of layers/fields.csv, ready to be compared with headers. */
#ifndef READ_FIELD_ALIASES_H
#define READ_FIELD_ALIASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "read/fields.h"

enum { HEADER_KEY_BYTES = 512 };

struct field_alias {
    enum field field;
    int step;          /* 0 is the field's own name; the lower, the stronger */
    bool after_hyphen; /* compared with what follows the last hyphen of the header */
    bool open_start;   /* only the end has to agree: "*_latitude" */
    char key[64];
};

struct field_aliases {
    struct field_alias *items; /* ascending by step */
    size_t count, capacity;
    char *all_names; /* every field of the schema, ", " between them: for messages */
};

enum mah_status field_aliases_load(struct field_aliases *out, struct mah_error *err);
void field_aliases_release(struct field_aliases *aliases);

/* Is this a field of the schema, used by the program or not? */
bool field_aliases_know(const struct field_aliases *aliases, const char *name);

bool field_alias_fits(const struct field_alias *alias, const char *key);

#endif
