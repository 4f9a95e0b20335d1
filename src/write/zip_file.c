/* The door to libzip: archives in memory. */
#include "write/zip_file.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <zip.h>

#include "base/memory.h"

enum {
    FIRST_DAY = 1 << 5 | 1, /* 1980-01-01 as DOS counts: years since 1980, month, day */
    MIDNIGHT = 0,
    LEVEL = 9,
    MOST_PARTS = 1000
};

static const zip_uint64_t most_bytes = (zip_uint64_t)256 << 20;

static enum mah_status cannot_pack(zip_error_t *reason, struct mah_error *err)
{
    if (zip_error_code_zip(reason) == ZIP_ER_MEMORY)
        return mah_no_memory(err);
    return mah_fail(err, MAH_FAILED, "cannot pack the archive: %s", zip_error_strerror(reason));
}

static enum mah_status cannot_unpack(zip_error_t *reason, struct mah_error *err)
{
    if (zip_error_code_zip(reason) == ZIP_ER_MEMORY)
        return mah_no_memory(err);
    return mah_fail(err, MAH_BAD_SOURCE, "the archive is damaged: %s", zip_error_strerror(reason));
}

static enum mah_status add_part(zip_t *archive, const struct zip_part *part, struct mah_error *err)
{
    zip_source_t *source = zip_source_buffer(archive, part->bytes, part->length, 0);
    zip_int64_t place = -1;
    if (source != NULL)
        place = zip_file_add(archive, part->name, source, ZIP_FL_ENC_UTF_8);
    if (place < 0) {
        zip_source_free(source);
        return cannot_pack(zip_get_error(archive), err);
    }
    if (zip_set_file_compression(archive, (zip_uint64_t)place, ZIP_CM_DEFLATE, LEVEL) != 0 ||
        zip_file_set_dostime(archive, (zip_uint64_t)place, MIDNIGHT, FIRST_DAY, 0) != 0)
        return cannot_pack(zip_get_error(archive), err);
    return MAH_OK;
}

/* Makes the archive within the source, which stays the caller's. */
static enum mah_status fill(zip_source_t *source, const struct zip_part *parts, size_t count, zip_error_t *reason,
                            struct mah_error *err)
{
    zip_t *archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, reason);
    if (archive == NULL)
        return cannot_pack(reason, err);
    zip_source_keep(source); /* closing the archive lets go of it once */
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        status = add_part(archive, &parts[i], err);
    if (status == MAH_OK && zip_close(archive) == 0)
        return MAH_OK;
    if (status == MAH_OK)
        status = cannot_pack(zip_get_error(archive), err);
    zip_discard(archive);
    return status;
}

static enum mah_status copy_out(char **bytes, size_t *length, zip_source_t *source, struct mah_error *err)
{
    zip_stat_t facts;
    if (zip_source_stat(source, &facts) != 0 || zip_source_open(source) != 0)
        return cannot_pack(zip_source_error(source), err);
    enum mah_status status = MAH_OK;
    char *copy = memory_new(facts.size + 1, 1);
    if (copy == NULL)
        status = mah_no_memory(err);
    else if (zip_source_read(source, copy, facts.size) != (zip_int64_t)facts.size)
        status = cannot_pack(zip_source_error(source), err);
    zip_source_close(source);
    if (status != MAH_OK) {
        memory_free(copy);
        return status;
    }
    *bytes = copy;
    *length = facts.size;
    return MAH_OK;
}

enum mah_status zip_file_pack(char **bytes, size_t *length, const struct zip_part *parts, size_t count,
                              struct mah_error *err)
{
    zip_error_t reason;
    *bytes = NULL;
    *length = 0;
    zip_error_init(&reason);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &reason);
    enum mah_status status = source != NULL ? fill(source, parts, count, &reason, err) : cannot_pack(&reason, err);
    if (status == MAH_OK)
        status = copy_out(bytes, length, source, err);
    zip_source_free(source);
    zip_error_fini(&reason);
    return status;
}

/* The size that the archive names is not to be trusted: reading stops there, and a byte more or less is damage. */
static enum mah_status read_bytes(zip_t *archive, zip_uint64_t place, struct zip_part *out, struct mah_error *err)
{
    char further;
    zip_file_t *file = zip_fopen_index(archive, place, 0);
    if (file == NULL)
        return cannot_unpack(zip_get_error(archive), err);
    enum mah_status status = MAH_OK;
    zip_int64_t got = zip_fread(file, out->bytes, out->length);
    zip_int64_t more = got == (zip_int64_t)out->length ? zip_fread(file, &further, 1) : 0;
    if (got < 0 || more < 0)
        status = cannot_unpack(zip_file_get_error(file), err);
    else if (got != (zip_int64_t)out->length || more != 0)
        status = mah_fail(err, MAH_BAD_SOURCE, "the archive is damaged: '%s' has not the size it says", out->name);
    zip_fclose(file);
    return status;
}

static enum mah_status read_part(zip_t *archive, zip_uint64_t place, struct zip_parts *out, zip_uint64_t *room,
                                 struct mah_error *err)
{
    zip_stat_t facts;
    const zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE;
    if (zip_stat_index(archive, place, 0, &facts) != 0)
        return cannot_unpack(zip_get_error(archive), err);
    size_t name_length = (facts.valid & wanted) == wanted ? strlen(facts.name) : 0;
    if (name_length == 0)
        return mah_fail(err, MAH_BAD_SOURCE, "the archive is damaged: file %llu has no name or size",
                        (unsigned long long)place + 1);
    if (facts.name[name_length - 1] == '/')
        return MAH_OK;
    if (facts.size > *room)
        return mah_fail(err, MAH_BAD_SOURCE, "the archive would unpack to more than 256 MB");
    *room -= facts.size;
    struct zip_part *part = &out->list[out->count++];
    *part = (struct zip_part){
        .name = memory_copy_text(facts.name), .bytes = memory_new(facts.size + 1, 1), .length = facts.size};
    if (part->name == NULL || part->bytes == NULL)
        return mah_no_memory(err);
    return read_bytes(archive, place, part, err);
}

static enum mah_status read_parts(zip_t *archive, struct zip_parts *out, struct mah_error *err)
{
    zip_int64_t count = zip_get_num_entries(archive, 0);
    if (count > MOST_PARTS)
        return mah_fail(err, MAH_BAD_SOURCE, "the archive holds more than %d files", MOST_PARTS);
    out->list = memory_new((size_t)count, sizeof *out->list);
    enum mah_status status = out->list != NULL ? MAH_OK : mah_no_memory(err);
    zip_uint64_t room = most_bytes;
    for (zip_uint64_t i = 0; status == MAH_OK && i < (zip_uint64_t)count; i++)
        status = read_part(archive, i, out, &room, err);
    return status;
}

enum mah_status zip_file_unpack(struct zip_parts *out, const char *bytes, size_t length, struct mah_error *err)
{
    zip_error_t reason;
    *out = (struct zip_parts){0};
    zip_error_init(&reason);
    zip_t *archive = NULL;
    zip_source_t *source = zip_source_buffer_create(bytes, length, 0, &reason);
    if (length == 0)
        zip_error_set(&reason, ZIP_ER_NOZIP, 0); /* libzip takes nothing at all for an archive without files */
    else if (source != NULL)
        archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &reason);
    enum mah_status status = archive != NULL ? read_parts(archive, out, err) : cannot_unpack(&reason, err);
    if (archive != NULL)
        zip_discard(archive); /* frees the source */
    else
        zip_source_free(source);
    zip_error_fini(&reason);
    if (status != MAH_OK)
        zip_parts_release(out);
    return status;
}

void zip_parts_release(struct zip_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        memory_free(parts->list[i].name);
        memory_free(parts->list[i].bytes);
    }
    memory_free(parts->list);
    *parts = (struct zip_parts){0};
}

struct zip_part *zip_part_ending_in(const struct zip_parts *parts, const char *ending)
{
    size_t wanted = strlen(ending);
    for (size_t i = 0; i < parts->count; i++) {
        size_t length = strlen(parts->list[i].name);
        if (length >= wanted && strcmp(parts->list[i].name + length - wanted, ending) == 0)
            return &parts->list[i];
    }
    return NULL;
}
