/* A sum in units of 1e-9, and how many household records stand behind it (with at least one person or household in it).
 */
#ifndef COUNT_TALLY_CELL_H
#define COUNT_TALLY_CELL_H

#include <stdint.h>

struct tally_cell {
    int64_t nano;
    int64_t records;
};

/* Adds one record; not 0 where the sum overflows. Nothing is no record. */
static inline int tally_cell_add(struct tally_cell *cell, int64_t nano)
{
    if (nano == 0)
        return 0;
    cell->records++;
    return __builtin_add_overflow(cell->nano, nano, &cell->nano);
}

/* The same for a part of something that is added, too, in a cell whose overflow is seen: no sum of parts is larger. */
static inline void tally_cell_add_part(struct tally_cell *cell, int64_t nano)
{
    cell->records += nano != 0;
    cell->nano = (int64_t)((uint64_t)cell->nano + (uint64_t)nano); /* wraps around where the whole has overflowed */
}

/* Not 0 where the sum overflows. */
static inline int tally_cell_merge(struct tally_cell *into, const struct tally_cell *from)
{
    into->records += from->records;
    return __builtin_add_overflow(into->nano, from->nano, &into->nano);
}

#endif
