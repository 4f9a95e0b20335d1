/* Is a CSV file UTF-8 to its end? */
#include "read/csv_trust.h"

#include "read/csv_census.h"
#include "read/csv_dialect.h"

enum { BEGINNING = CSV_ROW_LIMIT /* the header lies in it */, LONGEST_LETTER = 4 };

/* How far to look: up to an ASCII byte, so that no letter is cut off; *is_trusted is false where there is none. */
static enum mah_status find_end(const struct csv_trust *trust, uint64_t *end, bool *is_trusted, struct mah_error *err)
{
    char bytes[LONGEST_LETTER];
    size_t i = 0;
    enum mah_status status = csv_read_at(trust->file, bytes, sizeof bytes, BEGINNING, trust->shown, err);
    while (status == MAH_OK && i < sizeof bytes && (unsigned char)bytes[i] >= 0x80)
        i++;
    *end = BEGINNING + i;
    *is_trusted = status == MAH_OK && i < sizeof bytes;
    return status;
}

enum mah_status csv_trust_begin(const struct csv_trust *trust, struct csv_encoding *out, bool *is_trusted,
                                size_t threads, struct mah_error *err)
{
    uint64_t end = 0;
    enum mah_status status = MAH_OK;
    *is_trusted = *is_trusted && trust->size > BEGINNING + LONGEST_LETTER;
    if (*is_trusted)
        status = find_end(trust, &end, is_trusted, err);
    if (*is_trusted)
        status = csv_encoding_find(out, trust->file, end, trust->asked, threads, trust->shown, err);
    *is_trusted = *is_trusted && status == MAH_OK && out->encoding == ENCODING_UTF8 && !out->has_broken;
    if (status == MAH_OK && !*is_trusted)
        status = csv_encoding_find(out, trust->file, trust->size, trust->asked, threads, trust->shown, err);
    return status;
}

enum mah_status csv_trust_look(struct csv_trust *trust, char *piece, size_t length, struct lock *lock,
                               enum csv_suspicion *suspicion, struct mah_error *err)
{
    if (csv_is_plain_utf8(piece, length))
        return MAH_OK;
    struct utf8_census census = {0};
    char after = piece[length];
    piece[length] = '\n'; /* a letter cut off by the end is broken */
    (void)csv_census_add(&census, piece, length + 1);
    piece[length] = after;
    if (census.invalid == 0 && census.nul == 0)
        return MAH_OK;
    struct csv_encoding whole = {.encoding = ENCODING_UTF8};
    enum mah_status status = MAH_OK;
    lock_take(lock);
    if (!trust->is_proved)
        status = csv_encoding_find(&whole, trust->file, trust->size, trust->asked, 1, trust->shown, err);
    if (status == MAH_OK && whole.encoding != ENCODING_UTF8)
        status = MAH_BAD_SOURCE; /* without a message: the source is to be opened again */
    trust->is_proved = trust->is_proved || status == MAH_OK;
    lock_give(lock);
    *suspicion = CSV_MAYBE_NOT_UTF8;
    return status;
}
