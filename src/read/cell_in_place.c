/* Which values become cells without a copy and without a call? */
#include "read/cell_in_place.h"

const uint8_t cell_blank_ends[256] = {
    3,         3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,         3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, /* up to the blank, 0x20 */[0xA0] = 2,
    [0xC2] = 1};
