/* A borrowed piece of text that need not end in NUL: a cell of a row, as it stands in the reader's buffer. */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *bytes;
    uint32_t length;
};

static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? (uint32_t)strlen(text) : 0};
}

static inline bool slice_equals(struct slice a, struct slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Which bytes may begin a blank (1) and end one (2): ASCII blanks, and a no-break space, which is C2 A0 in UTF-8. */
extern const uint8_t slice_blank_ends[256];

static inline bool slice_may_begin_blank(char byte)
{
    return (slice_blank_ends[(unsigned char)byte] & 1) != 0;
}

static inline bool slice_may_end_blank(char byte)
{
    return (slice_blank_ends[(unsigned char)byte] & 2) != 0;
}

struct slice slice_trim_blanks(struct slice text);

/* Without leading and trailing blanks (space, tab, CR, LF, no-break space in UTF-8). */
static inline struct slice slice_trim(struct slice text)
{
    if (text.length > 0 && !slice_may_begin_blank(text.bytes[0]) && !slice_may_end_blank(text.bytes[text.length - 1]))
        return text;
    return slice_trim_blanks(text);
}

/* ASCII letters compared without case; other bytes as they are. Never depends on the locale. */
bool slice_equals_ascii_nocase(struct slice a, struct slice b);

/* FNV-1a with a final mix, for hash tables; the same on every machine. */
uint64_t slice_hash(struct slice text);

#endif
