/* Where do the texts of a batch live? */
#include "read/arena.h"

#include <stdbool.h>

#include "base/memory.h"

enum { BLOCK_BYTES = 256 * 1024 };

struct arena_block {
    size_t size;
    char bytes[];
};

static void use_block(struct arena *arena, size_t number)
{
    arena->current = number;
    arena->free = arena->blocks[number]->bytes;
    arena->free_size = arena->blocks[number]->size;
}

static bool add_block(struct arena *arena, size_t size)
{
    if (memory_grow((void **)&arena->blocks, &arena->capacity, arena->count + 1, sizeof *arena->blocks) != 0)
        return false;
    size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    struct arena_block *block = memory_resize(NULL, sizeof *block + room, 1);
    if (block == NULL)
        return false;
    block->size = room;
    arena->blocks[arena->count++] = block;
    return true;
}

/* The blocks after the one in use are empty. */
char *arena_take_elsewhere(struct arena *arena, size_t size)
{
    size_t next = arena->count > 0 ? arena->current + 1 : 0;
    while (next < arena->count && arena->blocks[next]->size < size)
        next++;
    if (next == arena->count && !add_block(arena, size))
        return NULL;
    use_block(arena, next);
    return arena_take(arena, size);
}

void arena_empty(struct arena *arena)
{
    if (arena->count > 0)
        use_block(arena, 0);
}

void arena_release(struct arena *arena)
{
    for (size_t i = 0; i < arena->count; i++)
        memory_free(arena->blocks[i]);
    memory_free(arena->blocks);
    *arena = (struct arena){0};
}
