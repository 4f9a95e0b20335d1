/* Where do the texts of a batch live? In blocks that are filled one after the other and emptied all at once. */
#ifndef READ_ARENA_H
#define READ_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block **blocks;
    size_t count, capacity;
    size_t current; /* the block in use */
};

/* Room for `size` bytes that stays where it is until the arena is emptied; NULL where memory ran out. */
char *arena_take(struct arena *arena, size_t size);

void arena_empty(struct arena *arena); /* keeps the blocks for the next batch */
void arena_release(struct arena *arena);

#endif
