/* Is a Shapefile whole? (ESRI Shapefile Technical Description, 1998; dBASE III header) */
#include "read/shapefile_check.h"

#include <endian.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { HEADER_BYTES = 100, DBF_HEADER_BYTES = 32, INDEX_ENTRY_BYTES = 8 };

struct part {
    bool there;
    unsigned char header[HEADER_BYTES];
    size_t got; /* bytes of the header */
    uint64_t size;
};

static uint32_t big_endian_at(const unsigned char *bytes)
{
    uint32_t number;
    memcpy(&number, bytes, sizeof number);
    return be32toh(number);
}

static uint32_t little_endian_at(const unsigned char *bytes)
{
    uint32_t number;
    memcpy(&number, bytes, sizeof number);
    return le32toh(number);
}

static uint32_t two_bytes_at(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8;
}

static void read_part(struct part *part, const char *path)
{
    *part = (struct part){0};
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return;
    struct stat facts;
    ssize_t got = pread(file, part->header, HEADER_BYTES, 0);
    part->there = fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) && got >= 0;
    part->got = got > 0 ? (size_t)got : 0;
    part->size = part->there ? (uint64_t)facts.st_size : 0;
    close(file);
}

/* The companion with another extension, in lower or upper case as the file system has it. `path` is changed in place.
 */
static void read_companion(struct part *part, char *path, const char *extension, const char *upper)
{
    memcpy(path + strlen(path) - 3, extension, 3);
    read_part(part, path);
    if (part->there)
        return;
    memcpy(path + strlen(path) - 3, upper, 3);
    read_part(part, path);
}

static enum mah_status cut_off(const char *shown, const char *extension, uint64_t promised, uint64_t size,
                               struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_SOURCE, "'%s': the .%s file is cut off (%llu of %llu bytes are there)", shown,
                    extension, (unsigned long long)size, (unsigned long long)promised);
}

/* The file code, then at byte 24 the length in words of two bytes. */
static enum mah_status check_length(const struct part *part, const char *shown, const char *extension,
                                    struct mah_error *err)
{
    if (!part->there)
        return MAH_OK;
    if (part->got < HEADER_BYTES)
        return cut_off(shown, extension, HEADER_BYTES, part->size, err);
    uint64_t promised = 2 * (uint64_t)big_endian_at(part->header + 24);
    return promised > part->size ? cut_off(shown, extension, promised, part->size, err) : MAH_OK;
}

static enum mah_status check_table(const struct part *table, const char *shown, struct mah_error *err)
{
    if (!table->there)
        return MAH_OK;
    if (table->got < DBF_HEADER_BYTES)
        return cut_off(shown, "dbf", DBF_HEADER_BYTES, table->size, err);
    const unsigned char *header = table->header;
    uint64_t promised = two_bytes_at(header + 8) + (uint64_t)little_endian_at(header + 4) * two_bytes_at(header + 10);
    return promised > table->size ? cut_off(shown, "dbf", promised, table->size, err) : MAH_OK;
}

/* A .dbf alone is a table; beside a .shp all three are needed. */
static enum mah_status check_whole(const struct part *shapes, const struct part *index, const struct part *table,
                                   const char *shown, struct mah_error *err)
{
    if (!shapes->there || (index->there && table->there))
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' needs its .shx and .dbf beside it; '%s' is missing", shown,
                    index->there ? ".dbf" : ".shx");
}

static enum mah_status check_counts(const struct part *index, const struct part *table, const char *shown,
                                    struct mah_error *err)
{
    if (!index->there || !table->there)
        return MAH_OK;
    uint64_t shapes = (2 * (uint64_t)big_endian_at(index->header + 24) - HEADER_BYTES) / INDEX_ENTRY_BYTES;
    uint64_t records = little_endian_at(table->header + 4);
    if (shapes == records)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE, "'%s': the .shx file counts %llu shapes, the .dbf file %llu records", shown,
                    (unsigned long long)shapes, (unsigned long long)records);
}

enum mah_status shapefile_check(const char *path, const char *shown, struct mah_error *err)
{
    char *companion = memory_copy_text(path);
    if (companion == NULL)
        return mah_no_memory(err);
    struct part shapes, index, table;
    read_companion(&shapes, companion, "shp", "SHP");
    read_companion(&index, companion, "shx", "SHX");
    read_companion(&table, companion, "dbf", "DBF");
    memory_free(companion);
    enum mah_status status = check_whole(&shapes, &index, &table, shown, err);
    if (status == MAH_OK)
        status = check_length(&shapes, shown, "shp", err);
    if (status == MAH_OK)
        status = check_length(&index, shown, "shx", err);
    if (status == MAH_OK)
        status = check_table(&table, shown, err);
    return status == MAH_OK ? check_counts(&index, &table, shown, err) : status;
}
