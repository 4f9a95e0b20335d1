/* How is a wrong key or value refused? Always with place, key, what stands there and what is allowed. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "config/key_value.h"

enum { SHOWN_BYTES = 60 }; /* of a wrong value, in a message */

void copy_cut(char *out, size_t size, const char *text)
{
    size_t length = utf8_cut(text, strlen(text), size - 1);
    memcpy(out, text, length);
    out[length] = '\0';
}

enum mah_status key_refuse(const struct key *key, const char *what, const struct place *place, struct mah_error *err)
{
    struct text allowed = TEXT_EMPTY;
    key_add_allowed(&allowed, key);
    enum mah_status status = MAH_NO_MEMORY;
    if (allowed.failed)
        status = mah_no_memory(err);
    else
        status =
            mah_fail(err, MAH_BAD_USAGE, "%s: '%s' is %s; %s is allowed", place->where, key->name, what, allowed.bytes);
    text_release(&allowed);
    return status;
}

/* A slice as text to show in a message: at most SHOWN_BYTES, whole letters. */
static void show_slice(char out[SHOWN_BYTES + 1], struct slice text)
{
    char piece[SHOWN_BYTES + 2];
    size_t length = text.length < sizeof piece - 1 ? text.length : sizeof piece - 1;
    if (length > 0)
        memcpy(piece, text.bytes, length);
    piece[length] = '\0';
    copy_cut(out, SHOWN_BYTES + 1, piece);
}

enum mah_status key_refuse_text(const struct key *key, struct slice text, const struct place *place,
                                struct mah_error *err)
{
    char shown[SHOWN_BYTES + 1], quoted[SHOWN_BYTES + 8];
    show_slice(shown, text);
    snprintf(quoted, sizeof quoted, "'%s%s'", shown, strlen(shown) < text.length ? "..." : "");
    return key_refuse(key, quoted, place, err);
}

enum mah_status key_refuse_unknown(struct slice name, const struct place *place, struct mah_error *err)
{
    char shown[SHOWN_BYTES + 1];
    show_slice(shown, name);
    const struct key *nearest = key_nearest(name);
    if (nearest != NULL)
        return mah_fail(err, MAH_BAD_USAGE, "%s: unknown key '%s'; did you mean '%s'", place->where, shown,
                        nearest->name);
    return mah_fail(err, MAH_BAD_USAGE, "%s: unknown key '%s'; docs/configuration.md lists the keys there are",
                    place->where, shown);
}

enum mah_status key_refuse_field(struct slice field, const struct place *place, struct mah_error *err)
{
    char shown[SHOWN_BYTES + 1];
    show_slice(shown, field);
    return mah_fail(err, MAH_BAD_USAGE,
                    "%s: '%s' is no name of a field; small letters a-z, digits and underscores are allowed",
                    place->where, shown);
}
