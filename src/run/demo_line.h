/* How does a straight border become one that somebody might have drawn? */
#ifndef RUN_DEMO_LINE_H
#define RUN_DEMO_LINE_H

#include <stdbool.h>

#include "run/demo_plan.h"

struct demo_line_style {
    double piece_m;      /* pieces of about this length ... */
    double bend;         /* ... whose ends leave the straight line by up to this part of their length */
    int rounds;          /* then corners are cut so many times */
    bool straight_piece; /* one piece runs exactly along a meridian or parallel, as streets of a plan do */
};

/* The same index and ends give the same line. Free with memory_free. */
enum mah_status demo_line_draw(struct demo_spot **out, size_t *count, struct demo_metres from, struct demo_metres to,
                               struct demo_line_style style, size_t index, struct mah_error *err);

#endif
