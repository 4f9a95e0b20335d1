/* Columns by the names that people and the tables of aliases give them. */
#include "read/header_names.h"

#include <string.h>

#include "base/column_list.h"
#include "base/number.h"
#include "turkish/fold.h"
#include "turkish/identity_number.h"

enum { KEY_BYTES = 512 };

enum mah_status header_refuse_record(char *const *columns, size_t count, const char *path, struct mah_error *err)
{
    struct identity_count identities = {0};
    size_t named = 0, numbers = 0;
    for (size_t i = 0; i < count; i++) {
        double value;
        enum number_outcome outcome = number_read(slice_of(columns[i]), &value);
        named += outcome != NUMBER_MISSING;
        numbers += outcome == NUMBER_OK;
        identity_count_text(&identities, columns[i], strlen(columns[i]), 1);
    }
    if (identities.checked == 0 && (numbers == 0 || numbers * 3 < named))
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE,
                    "'%s' has no names of columns: %zu of %zu in its first row are numbers; put the names into a row "
                    "above it",
                    path, numbers, named);
}

enum mah_status header_chosen(int *column, char *const *columns, size_t count, const struct field_choice *choice,
                              const char *path, struct mah_error *err)
{
    char wanted[KEY_BYTES], key[KEY_BYTES];
    *column = -1;
    for (size_t i = 0; i < count && *column < 0; i++)
        if (strcmp(columns[i], choice->column) == 0)
            *column = (int)i;
    if (*column >= 0)
        return MAH_OK;
    header_key(slice_of(choice->column), wanted, sizeof wanted);
    for (size_t i = 0; i < count && wanted[0] != '\0'; i++) {
        header_key(slice_of(columns[i]), key, sizeof key);
        if (strcmp(key, wanted) != 0)
            continue;
        if (*column >= 0)
            return header_ambiguous(path, columns[*column], columns[i], choice->field, err);
        *column = (int)i;
    }
    if (*column < 0)
        return column_list_fail(err, MAH_BAD_USAGE, columns, count, "cannot find column '%s' for %s in '%s'",
                                choice->column, choice->field, path);
    return MAH_OK;
}

enum mah_status header_choice_said(const struct field_choice *choice, enum mah_status status, struct mah_error *err)
{
    if (status == MAH_BAD_USAGE && choice->origin != NULL)
        mah_context(err, status, "%s", choice->origin);
    return status;
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
