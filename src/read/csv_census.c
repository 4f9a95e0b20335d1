/* How much of a text is UTF-8? */
#include "read/csv_census.h"

#include <string.h>

#include "read/byte_block.h"

enum { STEP = 16, DETOUR = 64 };

typedef uint8_t sixteen __attribute__((vector_size(16)));

static sixteen load(const char *at)
{
    sixteen bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/* 0xFF where a letter of two bytes begins (0xC0 and 0xC1 never do). */
static sixteen leads(sixteen byte)
{
    return (sixteen)(byte - 0xC2 <= 0xDF - 0xC2);
}

static uint64_t sum(sixteen counters)
{
    uint64_t total = 0;
    for (int i = 0; i < STEP; i++)
        total += counters[i];
    return total;
}

/*
 * The end of what follows `at` and is ASCII without NUL or whole letters of two bytes, in steps of sixteen; the byte
 * before `at` ends a letter. With only these two kinds, a text is well-formed where exactly the bytes after a lead byte
 * are continuation bytes.
 */
static const char *simple_end(const char *at, const char *end, uint64_t *letters)
{
    const char *start = at;
    bool sound = true;
    while (sound && end - at >= STEP) {
        sixteen counters = {0};
        for (int step = 0; step < 255 && end - at >= STEP; step++, at += STEP) {
            sixteen byte = load(at), lead = leads(byte);
            sixteen follows = (sixteen)(byte - 0x80 < 0x40);
            sixteen wrong = (follows ^ leads(load(at - 1))) | ((sixteen)(byte >= 0xC0) & ~lead) | (sixteen)(byte == 0);
            uint64_t halves[2];
            memcpy(halves, &wrong, sizeof halves);
            sound = (halves[0] | halves[1]) == 0;
            if (!sound)
                break;
            counters -= lead; /* minus 0xFF is plus one */
        }
        *letters += sum(counters);
    }
    unsigned char last = (unsigned char)at[-1];
    if (at == start || last < 0xC2 || last > 0xDF)
        return at;
    (*letters)--; /* a letter that goes on: judged with what follows */
    return at - 1;
}

size_t csv_census_add(struct utf8_census *census, const char *bytes, size_t length)
{
    size_t done = 0;
    while (done < length) {
        size_t left = length - done;
        size_t judged = utf8_census_add(census, bytes + done, left < DETOUR ? left : DETOUR);
        if (judged == 0)
            break; /* a letter that the end cuts off */
        done += judged;
        done = (size_t)(simple_end(bytes + done, bytes + length, &census->multibyte) - bytes);
    }
    return done;
}

/* What a word's worth of bytes says: see csv_is_plain_utf8. */
struct plain_look {
    byte_block nul;      /* -1 where a NUL was seen */
    uint64_t wrong;      /* bits of bytes that are in no letter of one or two bytes */
    uint64_t lead_ahead; /* 1: the last byte begins a letter */
};

static inline void look_at_word(struct plain_look *look, const char *at)
{
    const byte_block zero = {0};
    byte_block blocks[WORD_BLOCKS];
    uint64_t high = 0, leads = 0, follows = 0;
    for (unsigned part = 0; part < WORD_BLOCKS; part++) {
        blocks[part] = block_load(at + part * BLOCK_BYTES);
        look->nul |= blocks[part] == zero;
        high |= block_bits(blocks[part]) << (part * BLOCK_BYTES);
    }
    if ((high | look->lead_ahead) == 0)
        return;
    for (unsigned part = 0; part < WORD_BLOCKS; part++) { /* signed: 0xC2 is -62, 0xDF -33, 0xBF -65 */
        leads |= block_bits((blocks[part] > zero - 63) & (blocks[part] < zero - 32)) << (part * BLOCK_BYTES);
        follows |= block_bits(blocks[part] < zero - 64) << (part * BLOCK_BYTES);
    }
    look->wrong |= (follows ^ (leads << 1 | look->lead_ahead)) | (high & ~(leads | follows));
    look->lead_ahead = leads >> 63;
}

bool csv_is_plain_utf8(const char *bytes, size_t length)
{
    enum { WORD_BYTES = WORD_BLOCKS * BLOCK_BYTES };
    struct plain_look look = {0};
    char rest[WORD_BYTES];
    size_t done = 0;
    for (; length - done >= WORD_BYTES && look.wrong == 0; done += WORD_BYTES)
        look_at_word(&look, bytes + done);
    if (look.wrong != 0)
        return false;
    memset(rest, ' ', sizeof rest);
    memcpy(rest, bytes + done, length - done);
    look_at_word(&look, rest);
    return look.wrong == 0 && look.lead_ahead == 0 && block_bits(look.nul) == 0;
}
