/* Which mahalle bears a name? Names of mahalle and ilçe as keys, in one order. */
#ifndef LOCATE_NAME_LIST_H
#define LOCATE_NAME_LIST_H

#include <stdint.h>

#include "base/error.h"
#include "read/boundaries.h"

struct name_list {
    struct named_mahalle *entries; /* ordered by name, ilçe, index */
    size_t count;
    char *keys; /* the text of all keys */
    bool has_ilce_names;
};

enum mah_status name_list_build(struct name_list *list, const struct boundary_set *boundaries, struct mah_error *err);
void name_list_release(struct name_list *list);

/* See locator_by_name. */
int32_t name_list_find(const struct name_list *list, struct slice name, struct slice ilce);

#endif
