/* Where do the texts of a batch live? */
#include "read/arena.h"

#include "base/memory.h"

enum { BLOCK_BYTES = 256 * 1024 };

struct arena_block {
    size_t size, used;
    char bytes[];
};

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    if (memory_grow((void **)&arena->blocks, &arena->capacity, arena->count + 1, sizeof *arena->blocks) != 0)
        return NULL;
    size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    struct arena_block *block = memory_resize(NULL, sizeof *block + room, 1);
    if (block == NULL)
        return NULL;
    *block = (struct arena_block){.size = room};
    arena->current = arena->count;
    arena->blocks[arena->count++] = block;
    return block;
}

char *arena_take(struct arena *arena, size_t size)
{
    struct arena_block *block = NULL;
    for (size_t i = arena->current; i < arena->count && block == NULL; i++) {
        if (arena->blocks[i]->size - arena->blocks[i]->used < size)
            continue;
        block = arena->blocks[i];
        arena->current = i;
    }
    if (block == NULL)
        block = add_block(arena, size);
    if (block == NULL)
        return NULL;
    char *bytes = block->bytes + block->used;
    block->used += size;
    return bytes;
}

void arena_empty(struct arena *arena)
{
    for (size_t i = 0; i < arena->count; i++)
        arena->blocks[i]->used = 0;
    arena->current = 0;
}

void arena_release(struct arena *arena)
{
    for (size_t i = 0; i < arena->count; i++)
        memory_free(arena->blocks[i]);
    memory_free(arena->blocks);
    *arena = (struct arena){0};
}
