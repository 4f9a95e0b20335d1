/* In which encoding is a text file? */
#include "read/csv_encoding.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "read/csv_file_census.h"

enum { BYTES_A_THREAD = 8 * 1024 * 1024 }; /* a shorter file is looked through sooner than threads are started */

static const struct {
    const char *name;
    enum encoding encoding;
} names[] = {
    {"utf-8", ENCODING_UTF8},
    {"utf8", ENCODING_UTF8},
    {"utf-8-sig", ENCODING_UTF8},
    {"windows-1254", ENCODING_WINDOWS_1254},
    {"cp1254", ENCODING_WINDOWS_1254},
    {"1254", ENCODING_WINDOWS_1254},
    {"iso-8859-9", ENCODING_ISO_8859_9},
    {"iso8859-9", ENCODING_ISO_8859_9},
    {"latin5", ENCODING_ISO_8859_9},
};

enum mah_status encoding_asked(enum encoding *out, bool *named, const char *asked, struct mah_error *err)
{
    *named = asked != NULL && !slice_equals_ascii_nocase(slice_of(asked), slice_of("auto"));
    for (size_t i = 0; *named && i < sizeof names / sizeof *names; i++) {
        if (slice_equals_ascii_nocase(slice_of(asked), slice_of(names[i].name))) {
            *out = names[i].encoding;
            return MAH_OK;
        }
    }
    if (!*named)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_USAGE, "'%s' is not a known encoding (auto, utf-8, windows-1254, iso-8859-9)", asked);
}

enum mah_status csv_read_at(int file, char *bytes, size_t length, uint64_t offset, const char *shown,
                            struct mah_error *err)
{
    for (size_t done = 0; done < length;) {
        ssize_t got = pread(file, bytes + done, length - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return mah_fail(err, MAH_FAILED, "cannot read '%s': system error %d", shown, errno);
        if (got == 0)
            return mah_fail(err, MAH_BAD_SOURCE, "'%s' became shorter while it was read", shown);
        done += (size_t)got;
    }
    return MAH_OK;
}

static void judge(struct csv_encoding *out, const struct utf8_census *census, bool named)
{
    if (!named && census->invalid > 0 && census->multibyte <= census->invalid) {
        out->encoding = census->c1 > 0 ? ENCODING_WINDOWS_1254 : ENCODING_ISO_8859_9;
        out->guessed = true;
    }
    if (out->encoding == ENCODING_UTF8)
        out->has_broken = census->invalid > 0;
    else if (out->encoding == ENCODING_WINDOWS_1254)
        /* The census looks for undefined bytes among the invalid ones only; letters in UTF-8 may hide more of them. */
        out->has_broken = census->undefined_1254 > 0 || census->multibyte > 0;
}

enum mah_status csv_encoding_find(struct csv_encoding *out, int file, uint64_t size, const char *asked, size_t threads,
                                  const char *shown, struct mah_error *err)
{
    *out = (struct csv_encoding){.encoding = ENCODING_UTF8};
    bool named;
    char head[3] = "";
    struct utf8_census census = {0};
    enum mah_status status = encoding_asked(&out->encoding, &named, asked, err);
    if (status == MAH_OK)
        status = csv_read_at(file, head, size < sizeof head ? (size_t)size : sizeof head, 0, shown, err);
    if (status != MAH_OK)
        return status;
    if (memcmp(head, "\xFF\xFE", 2) == 0 || memcmp(head, "\xFE\xFF", 2) == 0)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is in UTF-16 or UTF-32: save it as UTF-8", shown);
    out->mark = memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    size_t most = (size_t)(size / BYTES_A_THREAD) + 1;
    status = csv_file_census(&census, file, out->mark, size, threads < most ? threads : most, shown, err);
    if (status != MAH_OK)
        return status;
    if (census.nul > 0)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' holds NUL bytes and is no plain text: save it as CSV in UTF-8",
                        shown);
    judge(out, &census, named);
    return MAH_OK;
}

enum mah_status recoding_init(struct recoding *out, enum encoding from, struct mah_error *err)
{
    *out = (struct recoding){0};
    for (int i = 0; i < 256; i++) {
        struct text letter = TEXT_EMPTY;
        char byte = (char)(unsigned char)i;
        text_add_decoded(&letter, &byte, 1, from);
        bool failed = letter.failed;
        if (!failed) {
            out->length[i] = (unsigned char)letter.length;
            memcpy(out->bytes[i], letter.bytes, letter.length);
        }
        text_release(&letter);
        if (failed)
            return mah_no_memory(err);
    }
    return MAH_OK;
}

size_t recoding_apply(const struct recoding *recoding, const char *bytes, size_t length, char *out)
{
    char *to = out;
    for (size_t i = 0; i < length;) {
        uint64_t word = 0;
        if (i + sizeof word <= length) {
            memcpy(&word, bytes + i, sizeof word);
            if ((word & 0x8080808080808080u) == 0) {
                memcpy(to, &word, sizeof word);
                to += sizeof word;
                i += sizeof word;
                continue;
            }
        }
        unsigned char byte = (unsigned char)bytes[i++];
        memcpy(to, recoding->bytes[byte], 4);
        to += recoding->length[byte];
    }
    return (size_t)(to - out);
}
