/*
 * How much of a file is UTF-8? A file may be cut before any ASCII byte: whatever stands before it ends there, as a
 * letter or as broken bytes. So each part ends before the first ASCII byte at or after the place where it was to end,
 * and the next one begins there.
 */
#include "read/csv_file_census.h"

#include <stdatomic.h>
#include <stdbool.h>

#include "base/memory.h"
#include "base/workers.h"
#include "read/csv_census.h"
#include "read/csv_encoding.h"

enum { CENSUS_BYTES = 128 * 1024 }; /* what is read lies in the cache when it is looked at */

struct part {
    uint64_t from, to; /* where it was to begin and to end */
    struct utf8_census census;
};

struct file_census {
    int file;
    uint64_t size;
    const char *shown;
    struct part *parts;
    size_t part_count;
    atomic_size_t next; /* part that nobody has taken */
};

/* Where the first ASCII byte stands at or after `at`; `length` where there is none. */
static size_t find_ascii(const char *bytes, size_t at, size_t length)
{
    while (at < length && (unsigned char)bytes[at] >= 0x80)
        at++;
    return at;
}

/* Counts over one part; `bytes` has room for CENSUS_BYTES and one more. */
static enum mah_status count_part(struct part *part, const struct file_census *all, char *bytes, struct mah_error *err)
{
    bool started = part == all->parts, ended = false;
    for (uint64_t offset = part->from; offset < all->size && !ended;) {
        size_t length = all->size - offset < CENSUS_BYTES ? (size_t)(all->size - offset) : CENSUS_BYTES;
        enum mah_status status = csv_read_at(all->file, bytes, length, offset, all->shown, err);
        if (status != MAH_OK)
            return status;
        size_t begin = started ? 0 : find_ascii(bytes, 0, length), end = length;
        if (!started && offset + begin >= part->to)
            return MAH_OK; /* not one ASCII byte: the part before it has gone on */
        started = started || begin < length;
        if (offset + length > part->to)
            end = find_ascii(bytes, offset + begin < part->to ? (size_t)(part->to - offset) : begin, length);
        ended = end < length;
        /* An ASCII byte ends the last letter; one that counts for nothing stands for it, or for the end of the file. */
        bool has_end = ended || offset + length == all->size;
        bytes[end] = has_end ? '\n' : bytes[end];
        offset += begin + csv_census_add(&part->census, bytes + begin, end - begin + has_end);
    }
    return MAH_OK;
}

static enum mah_status count_parts(void *shared, size_t worker, struct mah_error *err)
{
    struct file_census *all = shared;
    (void)worker;
    char *bytes = memory_resize(NULL, CENSUS_BYTES + 1, 1);
    enum mah_status status = bytes != NULL ? MAH_OK : mah_no_memory(err);
    while (status == MAH_OK) {
        size_t part = atomic_fetch_add(&all->next, 1);
        if (part >= all->part_count)
            break;
        status = count_part(&all->parts[part], all, bytes, err);
    }
    memory_free(bytes);
    return status;
}

enum mah_status csv_file_census(struct utf8_census *out, int file, uint64_t from, uint64_t size, size_t threads,
                                const char *shown, struct mah_error *err)
{
    struct file_census all = {.file = file, .size = size, .shown = shown, .part_count = threads};
    *out = (struct utf8_census){0};
    all.parts = memory_new(threads, sizeof *all.parts);
    if (all.parts == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < threads; i++)
        all.parts[i] = (struct part){.from = from + (size - from) / threads * i,
                                     .to = i + 1 < threads ? from + (size - from) / threads * (i + 1) : size};
    enum mah_status status = workers_run(threads, count_parts, &all, err);
    for (size_t i = 0; i < threads; i++) {
        const struct utf8_census *census = &all.parts[i].census;
        out->invalid += census->invalid;
        out->multibyte += census->multibyte;
        out->c1 += census->c1;
        out->undefined_1254 += census->undefined_1254;
        out->nul += census->nul;
    }
    memory_free(all.parts);
    return status;
}
