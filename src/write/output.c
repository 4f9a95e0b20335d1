/* Text on its way to a stream. */
#include "write/output.h"

#include <errno.h>

#include "base/system_words.h"

enum { PIECE_BYTES = 65536 };

static enum mah_status write_out(struct text *text, FILE *file, struct mah_error *err)
{
    if (text->failed)
        return mah_no_memory(err);
    errno = 0;
    size_t length = text->length;
    if (length > 0 && fwrite(text->bytes, 1, length, file) != length)
        return mah_fail(err, MAH_FAILED, "cannot write the answer: %s", system_words(errno != 0 ? errno : EIO));
    text->length = 0; /* keeps the memory for the next piece */
    return MAH_OK;
}

enum mah_status output_pass(struct text *text, FILE *file, struct mah_error *err)
{
    return text->failed || text->length >= PIECE_BYTES ? write_out(text, file, err) : MAH_OK;
}

enum mah_status output_finish(struct text *text, FILE *file, enum mah_status status, struct mah_error *err)
{
    if (status == MAH_OK)
        status = write_out(text, file, err);
    text_release(text);
    errno = 0;
    if (status == MAH_OK && (fflush(file) != 0 || ferror(file)))
        status = mah_fail(err, MAH_FAILED, "cannot write the answer: %s", system_words(errno != 0 ? errno : EIO));
    return status;
}
