/* The streets of the sample city: a net in each mahalle, and roads from one to the next. Houses and services stand
 * along them. */
#ifndef RUN_DEMO_STREETS_H
#define RUN_DEMO_STREETS_H

#include "run/demo_random.h"
#include "run/demo_shape.h"

struct demo_street {
    size_t mahalle;      /* for a road: where it begins */
    size_t to;           /* where a road ends; for a street: the same mahalle */
    int number;          /* streets are numbered: "1204. Sokak" */
    size_t first, count; /* its spots in demo_streets.spots */
};

struct demo_streets {
    struct demo_street *streets;
    size_t count, capacity;
    struct demo_spot *spots;
    size_t spot_count, spot_capacity;
    size_t *first_of; /* one a mahalle and one more: its streets are first_of[m] .. first_of[m + 1] - 1; roads follow
                         all streets, then the lanes that join what a net left apart */
    size_t mahalle_count;
};

enum mah_status demo_streets_draw(struct demo_streets *out, const struct demo_plan *plan,
                                  const struct demo_shape *shape, struct mah_error *err);
void demo_streets_release(struct demo_streets *streets);

/* A new street at the end of the list, and one more spot of the street at the end. */
enum mah_status demo_streets_begin(struct demo_streets *streets, size_t mahalle, size_t to, struct mah_error *err);
enum mah_status demo_streets_add(struct demo_streets *streets, struct demo_spot spot, struct mah_error *err);

/* A place beside a street of the mahalle, and inside it. */
struct demo_spot demo_streets_address(const struct demo_streets *streets, const struct demo_shape *shape,
                                      size_t mahalle, struct demo_random *random);

#endif
