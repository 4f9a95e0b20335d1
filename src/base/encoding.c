/* Which bytes are which letters? UTF-8 checks, and the Turkish single-byte encodings turned into UTF-8. */
#include <string.h>

#include "base/text.h"

const char *encoding_name(enum encoding encoding)
{
    switch (encoding) {
    case ENCODING_WINDOWS_1254:
        return "windows-1254";
    case ENCODING_ISO_8859_9:
        return "iso-8859-9";
    case ENCODING_UTF8:
        break;
    }
    return "utf-8";
}

/* Length of the well-formed sequence at `bytes`, 0 where there is none, -1 where it is cut off by the end (RFC 3629).
 */
static int sequence_length(const unsigned char *bytes, size_t left)
{
    unsigned char lead = bytes[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;  /* no overlong forms */
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF; /* no surrogates, at most U+10FFFF */
    for (int i = 1; i < length; i++) {
        if ((size_t)i >= left)
            return -1;
        if (bytes[i] < low || bytes[i] > high)
            return 0;
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

/* How many bytes from the start are plain ASCII without NUL; looks at eight at a time. */
static size_t plain_prefix(const unsigned char *bytes, size_t length)
{
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        uint64_t has_zero = (word - 0x0101010101010101u) & ~word;
        if (((word | has_zero) & 0x8080808080808080u) != 0)
            break;
    }
    while (i < length && bytes[i] != 0 && bytes[i] < 0x80)
        i++;
    return i;
}

bool utf8_is_valid(const char *bytes, size_t length)
{
    const unsigned char *at = (const unsigned char *)bytes;
    for (size_t i = 0; i < length;) {
        if (at[i] < 0x80) {
            i++;
            continue;
        }
        int step = sequence_length(at + i, length - i);
        if (step <= 0)
            return false;
        i += (size_t)step;
    }
    return true;
}

static bool is_undefined_1254(unsigned char byte)
{
    return byte == 0x81 || (byte >= 0x8D && byte <= 0x90) || byte == 0x9D || byte == 0x9E;
}

size_t utf8_cut(const char *bytes, size_t length, size_t limit)
{
    if (length <= limit)
        return length;
    while (limit > 0 && ((unsigned char)bytes[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

size_t utf8_census_add(struct utf8_census *census, const char *bytes, size_t length)
{
    const unsigned char *at = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < length) {
        i += plain_prefix(at + i, length - i);
        if (i == length)
            break;
        int step = sequence_length(at + i, length - i);
        if (step < 0)
            break;
        if (step == 0) {
            census->invalid++;
            census->c1 += at[i] >= 0x80 && at[i] <= 0x9F;
            census->undefined_1254 += is_undefined_1254(at[i]);
            i++;
        } else {
            census->multibyte += step > 1;
            census->nul += at[i] == 0;
            i += (size_t)step;
        }
    }
    return i;
}

/* Unicode of the bytes 0x80..0x9F in Windows-1254; 0 where undefined. */
static const uint16_t c1_of_1254[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0,      0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0,      0x0178,
};

/* The six letters in which ISO-8859-9 (and Windows-1254) differ from Latin-1. */
static unsigned unicode_of(unsigned char byte, enum encoding encoding)
{
    switch (byte) {
    case 0xD0:
        return 0x011E; /* Ğ */
    case 0xDD:
        return 0x0130; /* İ */
    case 0xDE:
        return 0x015E; /* Ş */
    case 0xF0:
        return 0x011F; /* ğ */
    case 0xFD:
        return 0x0131; /* ı */
    case 0xFE:
        return 0x015F; /* ş */
    default:
        if (byte >= 0x80 && byte <= 0x9F && encoding == ENCODING_WINDOWS_1254)
            return c1_of_1254[byte - 0x80];
        return byte;
    }
}

static void add_code_point(struct text *out, unsigned code)
{
    char bytes[3];
    if (code < 0x80) {
        bytes[0] = (char)code;
        text_add_bytes(out, bytes, 1);
    } else if (code < 0x800) {
        bytes[0] = (char)(0xC0 | (code >> 6));
        bytes[1] = (char)(0x80 | (code & 0x3F));
        text_add_bytes(out, bytes, 2);
    } else {
        bytes[0] = (char)(0xE0 | (code >> 12));
        bytes[1] = (char)(0x80 | ((code >> 6) & 0x3F));
        bytes[2] = (char)(0x80 | (code & 0x3F));
        text_add_bytes(out, bytes, 3);
    }
}

static bool add_utf8(struct text *out, const unsigned char *at, size_t length)
{
    bool sound = true;
    for (size_t i = 0; i < length;) {
        int step = sequence_length(at + i, length - i);
        if (step > 0) {
            text_add_bytes(out, (const char *)at + i, (size_t)step);
            i += (size_t)step;
        } else {
            add_code_point(out, 0xFFFD);
            sound = false;
            i++;
        }
    }
    return sound;
}

bool text_add_decoded(struct text *out, const char *bytes, size_t length, enum encoding encoding)
{
    const unsigned char *at = (const unsigned char *)bytes;
    if (encoding == ENCODING_UTF8)
        return add_utf8(out, at, length);
    bool sound = true;
    for (size_t i = 0; i < length; i++) {
        unsigned code = at[i] < 0x80 ? at[i] : unicode_of(at[i], encoding);
        if (code == 0 && at[i] != 0) {
            code = 0xFFFD;
            sound = false;
        }
        add_code_point(out, code);
    }
    return sound;
}
