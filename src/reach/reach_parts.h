/* What the index is made of; only the files of this room look inside. */
#ifndef REACH_REACH_PARTS_H
#define REACH_REACH_PARTS_H

#include "reach/open_facilities.h"
#include "reach/straight.h"
#include "reach/walking.h"

struct reach {
    struct reach_type *types;
    size_t type_count;
    struct open_facilities open;
    struct straight **straight; /* one a type; NULL on the network */
    struct walking *walking;    /* NULL where distances are straight */
    double detour;
};

#endif
