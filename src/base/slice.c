/* A borrowed piece of text that need not end in NUL. */
#include "base/slice.h"

const uint8_t slice_blank_ends[256] = {
    3,          3,         3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,          3,         3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, /* up to the blank, 0x20 */
    [0xA0] = 2, [0xC2] = 1};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static bool is_no_break_space(const char *bytes)
{
    return (unsigned char)bytes[0] == 0xC2 && (unsigned char)bytes[1] == 0xA0;
}

struct slice slice_trim_blanks(struct slice text)
{
    for (;;) {
        if (text.length >= 1 && is_blank(text.bytes[0])) {
            text.bytes++;
            text.length--;
        } else if (text.length >= 2 && is_no_break_space(text.bytes)) {
            text.bytes += 2;
            text.length -= 2;
        } else {
            break;
        }
    }
    for (;;) {
        if (text.length >= 1 && is_blank(text.bytes[text.length - 1]))
            text.length--;
        else if (text.length >= 2 && is_no_break_space(text.bytes + text.length - 2))
            text.length -= 2;
        else
            break;
    }
    return text;
}

static char ascii_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

bool slice_equals_ascii_nocase(struct slice a, struct slice b)
{
    if (a.length != b.length)
        return false;
    for (uint32_t i = 0; i < a.length; i++)
        if (ascii_lower(a.bytes[i]) != ascii_lower(b.bytes[i]))
            return false;
    return true;
}

uint64_t slice_hash(struct slice text)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a, 64 bit */
    for (uint32_t i = 0; i < text.length; i++) {
        hash ^= (unsigned char)text.bytes[i];
        hash *= 0x100000001B3u;
    }
    /* FNV's low bits are weak; the finaliser of MurmurHash3 spreads them. */
    hash ^= hash >> 33;
    hash *= 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 33;
    hash *= 0xC4CEB9FE1A85EC53u;
    hash ^= hash >> 33;
    return hash;
}
