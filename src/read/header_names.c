/* Columns by the names that people and the tables of aliases give them. */
#include "read/header_names.h"

#include <string.h>

#include "turkish/fold.h"

enum { KEY_BYTES = 512 };

int header_find(char *const *columns, size_t count, const char *name)
{
    char wanted[KEY_BYTES], key[KEY_BYTES];
    for (size_t i = 0; i < count; i++)
        if (strcmp(columns[i], name) == 0)
            return (int)i;
    if (header_key(slice_of(name), wanted, sizeof wanted) == 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (header_key(slice_of(columns[i]), key, sizeof key) > 0 && strcmp(key, wanted) == 0)
            return (int)i;
    return -1;
}

bool alias_next(const char **at, struct slice *word)
{
    *at += strspn(*at, " ");
    *word = (struct slice){*at, (uint32_t)strcspn(*at, " ")};
    *at += word->length;
    return word->length > 0;
}

enum mah_status header_ambiguous(const char *path, const char *first, const char *second, const char *field,
                                 struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_USAGE,
                    "'%s': the columns '%s' and '%s' could both be %s; choose one with fields: {%s: ...}", path, first,
                    second, field, field);
}
