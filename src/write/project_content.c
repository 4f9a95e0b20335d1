/* How does a GeoPackage keep a QGIS project? */
#include "write/project_content.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

static const char digits[] = "0123456789abcdef";

static int value_of(char digit)
{
    const char *found = memchr(digits, digit >= 'A' && digit <= 'F' ? digit | 0x20 : digit, sizeof digits - 1);
    return found != NULL ? (int)(found - digits) : -1;
}

static bool decode(char *out, const char *content, size_t length)
{
    for (size_t i = 0; i + 1 < length; i += 2) {
        int high = value_of(content[i]), low = value_of(content[i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i / 2] = (char)(high << 4 | low);
    }
    return length % 2 == 0;
}

enum mah_status project_content_read(struct zip_parts *out, const char *content, size_t length, struct mah_error *err)
{
    *out = (struct zip_parts){0};
    if (length >= 2 && memcmp(content, "PK", 2) == 0) /* some other program put the archive there as it is */
        return zip_file_unpack(out, content, length, err);
    enum mah_status status = MAH_OK;
    char *bytes = memory_new(length / 2 + 1, 1);
    if (bytes == NULL)
        status = mah_no_memory(err);
    else if (length == 0 || !decode(bytes, content, length))
        status = mah_fail(err, MAH_BAD_SOURCE, "the project is not written in hexadecimal digits");
    else
        status = zip_file_unpack(out, bytes, length / 2, err);
    memory_free(bytes);
    return status;
}

enum mah_status project_content_write(char **out, const struct zip_parts *parts, struct mah_error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    *out = NULL;
    enum mah_status status = zip_file_pack(&bytes, &length, parts->list, parts->count, err);
    if (status == MAH_OK) {
        *out = memory_new(length + 1, 2);
        if (*out == NULL)
            status = mah_no_memory(err);
    }
    for (size_t i = 0; status == MAH_OK && i < length; i++) {
        (*out)[2 * i] = digits[(unsigned char)bytes[i] >> 4];
        (*out)[2 * i + 1] = digits[(unsigned char)bytes[i] & 0xF];
    }
    memory_free(bytes);
    return status;
}
