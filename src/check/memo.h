/* What did this cell mean the last time? A small cache from the bytes of a cell to a code; a lost entry costs time, no
 * more. */
#ifndef CHECK_MEMO_H
#define CHECK_MEMO_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"

enum { MEMO_GROUPS = 1024, MEMO_WAYS = 4, MEMO_TEXT = 44, MEMO_ENDS = 16 };

/* The first and the last eight bytes of a text: all there is to know of one of up to MEMO_ENDS bytes. */
struct memo_key {
    uint64_t head, tail;
    uint32_t length;
};

/* Cells of up to MEMO_TEXT bytes; the encoding is not part of the key, so clear it when the encoding changes. Start
 * zeroed. */
struct memo {
    struct memo_slot {
        struct memo_key key; /* length 0: empty */
        int16_t value;
        char middle[MEMO_TEXT - MEMO_ENDS]; /* what lies between head and tail */
    } slots[MEMO_GROUPS][MEMO_WAYS];
};

/* Four overlapping pieces of four bytes; their places are computed, since a branch on the length would be guessed
 * wrong. */
static inline struct memo_key memo_key_of(struct slice text)
{
    struct memo_key key = {0, 0, text.length};
    if (text.length >= 4) {
        uint32_t last = text.length - 4, pieces[4];
        uint32_t second = last < 4 ? last : 4, third = last < 4 ? 0 : last - 4;
        memcpy(&pieces[0], text.bytes, 4);
        memcpy(&pieces[1], text.bytes + second, 4);
        memcpy(&pieces[2], text.bytes + third, 4);
        memcpy(&pieces[3], text.bytes + last, 4);
        key.head = (uint64_t)pieces[0] << 32 | pieces[1];
        key.tail = (uint64_t)pieces[2] << 32 | pieces[3];
    } else if (text.length > 0) {
        key.head = (unsigned char)text.bytes[0];
        key.tail =
            (uint64_t)(unsigned char)text.bytes[text.length / 2] << 8 | (unsigned char)text.bytes[text.length - 1];
    }
    return key;
}

/* The group of a key: a text is in one of its slots, or nowhere. */
static inline uint32_t memo_group_of(struct memo_key key)
{
    uint64_t mixed = (key.head ^ (key.tail * 0x9E3779B97F4A7C15u) ^ key.length) * 0xD6E8FEB86659FD93u;
    mixed ^= mixed >> 32;
    return (uint32_t)((mixed * 0xD6E8FEB86659FD93u) >> 54);
}

static inline bool memo_holds(const struct memo_slot *slot, struct memo_key key, struct slice text)
{
    if (((slot->key.head ^ key.head) | (slot->key.tail ^ key.tail) | (slot->key.length ^ key.length)) != 0)
        return false;
    return text.length <= MEMO_ENDS || memcmp(slot->middle, text.bytes + 8, text.length - MEMO_ENDS) == 0;
}

static inline bool memo_find(const struct memo *memo, struct slice text, int16_t *value)
{
    if (text.length > MEMO_TEXT)
        return false;
    struct memo_key key = memo_key_of(text);
    const struct memo_slot *slot = memo->slots[memo_group_of(key)], *end = slot + MEMO_WAYS;
    while (slot < end && !memo_holds(slot, key, text))
        slot++;
    if (slot == end || text.length == 0)
        return false;
    *value = slot->value;
    return true;
}

void memo_keep(struct memo *memo, struct slice text, int16_t value);
void memo_clear(struct memo *memo);

#endif
