/* Bytes that are too many for memory, in a file without a name. */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "base/text.h"

enum { PIECE_BYTES = 1 << 18 };

struct spill {
    int file;
    uint64_t size;    /* with what is pending */
    uint64_t written; /* of it, in the file */
    unsigned char *pending;
};

/* Some file systems cannot make a file without a name: there it loses its name at once. */
static int open_and_unlink(const char *folder)
{
    struct text path = TEXT_EMPTY;
    text_add_format(&path, "%s/.mahalle-XXXXXX", folder);
    int file = path.failed ? -1 : mkostemp(path.bytes, O_CLOEXEC);
    int reason = path.failed ? ENOMEM : errno;
    if (file >= 0)
        unlink(path.bytes);
    text_release(&path);
    errno = reason;
    return file;
}

enum mah_status spill_new(struct spill **out, const char *folder, struct mah_error *err)
{
    *out = NULL;
    struct spill *spill = memory_new(1, sizeof *spill);
    if (spill == NULL)
        return mah_no_memory(err);
    spill->pending = memory_new(PIECE_BYTES, 1);
    spill->file = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (spill->file < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        spill->file = open_and_unlink(folder);
    enum mah_status status = MAH_OK;
    if (spill->file < 0)
        status = mah_fail(err, MAH_FAILED, "cannot make a temporary file in '%s': %s", folder, system_words(errno));
    else if (spill->pending == NULL)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        *out = spill;
    else
        spill_free(spill);
    return status;
}

void spill_free(struct spill *spill)
{
    if (spill == NULL)
        return;
    if (spill->file >= 0)
        close(spill->file);
    memory_free(spill->pending);
    memory_free(spill);
}

static enum mah_status write_pending(struct spill *spill, struct mah_error *err)
{
    size_t length = (size_t)(spill->size - spill->written), done = 0;
    while (done < length) {
        ssize_t got =
            pwrite(spill->file, spill->pending + done, length - done, (off_t)(spill->written + (uint64_t)done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return mah_fail(err, MAH_FAILED, "cannot write a temporary file: %s",
                            system_words(got < 0 ? errno : ENOSPC));
        done += (size_t)got;
    }
    spill->written = spill->size;
    return MAH_OK;
}

enum mah_status spill_append(struct spill *spill, const void *bytes, size_t length, struct mah_error *err)
{
    const unsigned char *at = bytes;
    while (length > 0) {
        size_t pending = (size_t)(spill->size - spill->written);
        size_t piece = length < PIECE_BYTES - pending ? length : PIECE_BYTES - pending;
        memcpy(spill->pending + pending, at, piece);
        spill->size += piece;
        at += piece;
        length -= piece;
        enum mah_status status = pending + piece == PIECE_BYTES ? write_pending(spill, err) : MAH_OK;
        if (status != MAH_OK)
            return status;
    }
    return MAH_OK;
}

uint64_t spill_size(const struct spill *spill)
{
    return spill->size;
}

enum mah_status spill_read(struct spill *spill, uint64_t offset, void *bytes, size_t length, struct mah_error *err)
{
    enum mah_status status = offset + length > spill->written ? write_pending(spill, err) : MAH_OK;
    size_t done = 0;
    while (status == MAH_OK && done < length) {
        ssize_t got = pread(spill->file, (unsigned char *)bytes + done, length - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return mah_fail(err, MAH_FAILED, "cannot read a temporary file: %s", system_words(got < 0 ? errno : EIO));
        done += (size_t)got;
    }
    return status;
}

/* The next piece of the file, once the one in hand is used up. */
static enum mah_status fill_piece(struct spill_reader *reader, struct mah_error *err)
{
    if (reader->piece == NULL)
        reader->piece = memory_new(PIECE_BYTES, 1);
    if (reader->piece == NULL)
        return mah_no_memory(err);
    uint64_t left = reader->spill->size - reader->next;
    reader->filled = left < PIECE_BYTES ? (size_t)left : PIECE_BYTES;
    reader->at = 0;
    enum mah_status status = spill_read(reader->spill, reader->next, reader->piece, reader->filled, err);
    reader->next += reader->filled;
    if (status == MAH_OK && reader->filled == 0)
        return mah_fail(err, MAH_FAILED, "cannot read a temporary file: %s", system_words(EIO));
    return status;
}

enum mah_status spill_take(struct spill_reader *reader, void *bytes, size_t length, struct mah_error *err)
{
    unsigned char *out = bytes;
    while (length > 0) {
        enum mah_status status = reader->at == reader->filled ? fill_piece(reader, err) : MAH_OK;
        if (status != MAH_OK)
            return status;
        size_t there = reader->filled - reader->at, piece = length < there ? length : there;
        memcpy(out, reader->piece + reader->at, piece);
        reader->at += piece;
        out += piece;
        length -= piece;
    }
    return MAH_OK;
}

void spill_reader_release(struct spill_reader *reader)
{
    memory_free(reader->piece);
    *reader = (struct spill_reader){0};
}
