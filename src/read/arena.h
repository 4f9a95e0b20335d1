/* Where do the texts of a batch live? In blocks that are filled one after the other and emptied all at once. */
#ifndef READ_ARENA_H
#define READ_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block **blocks;
    size_t count, capacity;
    size_t current;   /* the block in use, */
    char *free;       /* what is left of it, */
    size_t free_size; /* and how much */
};

char *arena_take_elsewhere(struct arena *arena, size_t size); /* where the block in use has not room enough */

/* Room for `size` bytes, one or more, that stays where it is until the arena is emptied; NULL where memory ran out. */
static inline char *arena_take(struct arena *arena, size_t size)
{
    if (size > arena->free_size)
        return arena_take_elsewhere(arena, size);
    char *bytes = arena->free;
    arena->free += size;
    arena->free_size -= size;
    return bytes;
}

void arena_empty(struct arena *arena); /* keeps the blocks for the next batch */
void arena_release(struct arena *arena);

#endif
