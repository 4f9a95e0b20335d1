/* What are the elements of a file that is one JSON array? */
#include "read/json_array.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "read/csv_encoding.h"

static const char blanks[] = " \t\r\n";

enum mah_status json_array_begins(bool *is_array, const char *path, struct mah_error *err)
{
    char head[4096];
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", path, errno);
    ssize_t got = pread(file, head, sizeof head - 1, 0);
    int reason = errno;
    close(file);
    if (got < 0)
        return mah_fail(err, MAH_FAILED, "cannot read '%s': system error %d", path, reason);
    head[got] = '\0';
    const char *first = head + (strncmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
    *is_array = first[strspn(first, blanks)] == '[';
    return MAH_OK;
}

/* ---- the bytes ---- */

static enum mah_status read_bytes(struct json_array *array, int file, size_t size, const struct source *source,
                                  struct mah_error *err)
{
    struct csv_encoding encoding;
    enum mah_status status = csv_encoding_find(&encoding, file, size, source->encoding, 1, source->path, err);
    if (status != MAH_OK)
        return status;
    size_t length = size - encoding.mark;
    array->bytes = memory_new(length + 1, 1);
    if (array->bytes == NULL)
        return mah_no_memory(err);
    array->length = length;
    status = csv_read_at(file, array->bytes, length, encoding.mark, source->path, err);
    if (status != MAH_OK || encoding.encoding == ENCODING_UTF8)
        return status;
    struct text decoded = TEXT_EMPTY;
    text_add_decoded(&decoded, array->bytes, length, encoding.encoding);
    memory_free(array->bytes);
    array->length = decoded.length;
    array->bytes = text_take(&decoded);
    return array->bytes != NULL ? MAH_OK : mah_no_memory(err);
}

enum mah_status json_array_open(struct json_array *array, const struct source *source, struct mah_error *err)
{
    *array = (struct json_array){.path = source->path};
    int file = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", source->path, errno);
    struct stat facts;
    enum mah_status status;
    if (fstat(file, &facts) != 0)
        status = mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", source->path, errno);
    else if (facts.st_size > (off_t)JSON_ARRAY_MEGABYTES * 1024 * 1024)
        status = mah_fail(err, MAH_BAD_SOURCE,
                          "'%s' is larger than %d MB, too large for a JSON array; convert it to GeoPackage",
                          source->path, (int)JSON_ARRAY_MEGABYTES);
    else
        status = read_bytes(array, file, (size_t)facts.st_size, source, err);
    close(file);
    return status;
}

void json_array_close(struct json_array *array)
{
    memory_free(array->bytes);
    *array = (struct json_array){0};
}

void json_array_rewind(struct json_array *array)
{
    array->at = 0;
    array->began = array->ended = false;
}

/* ---- the elements ---- */

static long long line_at(const struct json_array *array, size_t at)
{
    long long line = 1;
    for (size_t i = 0; i < at && i < array->length; i++)
        line += array->bytes[i] == '\n';
    return line;
}

static enum mah_status damaged(const struct json_array *array, size_t at, const char *reason, struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' is damaged or cut off in line %lld: %s", array->path, line_at(array, at),
                    reason);
}

static char next_sign(struct json_array *array)
{
    array->at += strspn(array->bytes + array->at, blanks);
    return array->bytes[array->at];
}

static enum mah_status finish(struct json_array *array, struct mah_error *err)
{
    array->at++;
    array->ended = true;
    next_sign(array);
    return array->at >= array->length ? MAH_OK
                                      : damaged(array, array->at, say("something stands behind the array"), err);
}

static enum mah_status take_element(json_t **out, struct json_array *array, struct mah_error *err)
{
    json_error_t error;
    *out = json_loadb(array->bytes + array->at, array->length - array->at, JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY,
                      &error);
    size_t at = array->at + (error.position > 0 ? (size_t)error.position : 0);
    if (*out != NULL) {
        array->at = at;
        return MAH_OK;
    }
    switch (json_error_code(&error)) {
    case json_error_out_of_memory:
        return mah_no_memory(err);
    case json_error_stack_overflow:
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is nested too deep in line %lld to be a list of places", array->path,
                        line_at(array, at));
    default:
        return damaged(array, at, error.text, err);
    }
}

enum mah_status json_array_next(json_t **out, struct json_array *array, struct mah_error *err)
{
    *out = NULL;
    if (array->ended)
        return MAH_OK;
    bool is_first = !array->began;
    char sign = next_sign(array);
    if (is_first) {
        array->began = true;
        array->at += sign == '[' ? 1 : 0;
        sign = next_sign(array);
    }
    if (sign == ']')
        return finish(array, err);
    if (!is_first && sign != ',')
        return damaged(array, array->at, say("a comma or a closing bracket is missing"), err);
    if (!is_first)
        array->at++;
    return take_element(out, array, err);
}
