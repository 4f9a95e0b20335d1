/* Where do the texts of a release live? */
#include "protect/release_text.h"

#include <string.h>

#include "base/memory.h"

enum { BLOCK_BYTES = 65536 };

struct release_text {
    struct release_text *next;
    size_t used, size;
    char bytes[];
};

static struct release_text *add_block(struct release_text **texts, size_t wanted)
{
    size_t size = wanted > BLOCK_BYTES ? wanted : BLOCK_BYTES;
    struct release_text *block = memory_new(1, sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->size = size;
    block->next = *texts;
    *texts = block;
    return block;
}

const char *release_text_keep(struct release_text **texts, const char *text)
{
    size_t wanted = strlen(text) + 1;
    struct release_text *block = *texts;
    if (block == NULL || block->size - block->used < wanted)
        block = add_block(texts, wanted);
    if (block == NULL)
        return NULL;
    char *copy = block->bytes + block->used;
    memcpy(copy, text, wanted);
    block->used += wanted;
    return copy;
}

void release_text_free(struct release_text *texts)
{
    while (texts != NULL) {
        struct release_text *next = texts->next;
        memory_free(texts);
        texts = next;
    }
}
