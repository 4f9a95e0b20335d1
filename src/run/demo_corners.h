/* Where do three cells of the sample city meet? */
#ifndef RUN_DEMO_CORNERS_H
#define RUN_DEMO_CORNERS_H

#include "run/demo_plan.h"

/* A place as far from three middles as from one another, with no other middle nearer. */
struct demo_corner {
    size_t cells[3]; /* ascending */
    struct demo_metres at;
};

/* All corners that touch a mahalle, ordered by their cells. Cells from plan->count on lie outside. Free with
 * memory_free. */
enum mah_status demo_corners_find(struct demo_corner **out, size_t *count, const struct demo_plan *plan,
                                  struct mah_error *err);

#endif
