/* Sixteen bytes of a text, compared in one step, on every processor the compiler knows such a step for. */
#ifndef READ_BYTE_BLOCK_H
#define READ_BYTE_BLOCK_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK_BYTES = 16, WORD_BLOCKS = 4 /* of which a word has a bit a byte */ };

typedef int8_t byte_block __attribute__((vector_size(16)));

static inline byte_block block_load(const char *at)
{
    byte_block block;
    memcpy(&block, at, sizeof block);
    return block;
}

/* Bit i is the highest bit of byte i: of a comparison, whether it holds there. */
static inline uint64_t block_bits(byte_block block)
{
#ifdef __SSE2__
    typedef char sse_block __attribute__((vector_size(16)));
    return (uint64_t)(uint32_t)__builtin_ia32_pmovmskb128((sse_block)block);
#else
    uint64_t halves[2], bits = 0;
    memcpy(halves, &block, sizeof halves);
    for (int i = 0; i < 2; i++) /* each highest bit is multiplied into a place of its own in the highest byte */
        bits |= ((le64toh(halves[i]) >> 7 & 0x0101010101010101u) * 0x0102040810204080u >> 56) << (8 * i);
    return bits;
#endif
}

#endif
