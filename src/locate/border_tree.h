/* How near does a border come to a point on the plane? Short pieces of it in a tree of rectangles. */
#ifndef LOCATE_BORDER_TREE_H
#define LOCATE_BORDER_TREE_H

#include <stdint.h>

#include "geometry/polygon.h"

/* The best answer so far. Start with border_none. */
struct nearest_border {
    double squared;  /* distance, in units of the plane */
    double limit;    /* what lies farther (squared) need not be looked at */
    int32_t polygon; /* -1: none yet */
};
struct nearest_border border_none(void);

/* Looks at one segment. Ties go to the smaller polygon; the direction of the segment does not matter. */
void nearest_border_try(struct nearest_border *best, struct point point, struct point a, struct point b,
                        int32_t polygon);

struct border_tree;
/* The border of polygon `index` in the plane; only its rings are used, without segments that have an end not finite. */
enum mah_status border_tree_new(struct border_tree **out, const struct polygon *border, int32_t index,
                                struct mah_error *err);
void border_tree_free(struct border_tree *tree);
void border_tree_search(const struct border_tree *tree, struct point point, struct nearest_border *best);

#endif
