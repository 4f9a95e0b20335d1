/* How many recent migrants, weighted, does a household count for? Where measures and reach agree on it. */
#ifndef COUNT_RECENT_PART_H
#define COUNT_RECENT_PART_H

#include "check/household.h"

/* Recent members' weight that counts: all of it, or under arrival_rule: fraction the share of the year, rounded to
 * 1e-9. */
static inline int64_t recent_part(int64_t recent_nano, int32_t ppb)
{
    __extension__ typedef __int128 wide;
    if (ppb == WEIGHT_ONE || recent_nano == 0)
        return recent_nano;
    if (ppb == 0)
        return 0;
    return (int64_t)(((wide)recent_nano * ppb + WEIGHT_ONE / 2) / WEIGHT_ONE);
}

/* Persons of the household who are recent migrants, in 1e-9; 0 for the other classes. */
static inline int64_t recent_persons_nano(const struct checked_batch *batch, size_t row)
{
    enum arrival_class class = (enum arrival_class)batch->arrival_class[row];
    if (class != CLASS_RECENT && class != CLASS_LONG_TERM)
        return 0;
    return recent_part(batch->weight_nano[row] * batch->recent_members[row], batch->recent_ppb[row]);
}

#endif
