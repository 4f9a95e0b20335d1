/* The households of the sample city: where they live, where they came from, how they live. Invented, every one. */
#ifndef RUN_DEMO_PEOPLE_H
#define RUN_DEMO_PEOPLE_H

#include "run/demo_streets.h"

enum { DEMO_AGE_BANDS = 7, DEMO_NETWORKS = 4 };

struct demo_household {
    size_t mahalle;
    struct demo_spot spot;
    int size;
    int ages[DEMO_AGE_BANDS]; /* persons of 0-2, 3-5, 6-9, 10-13, 14-17, 18-64, 65 and more years; their sum is size */
    const char *arrival;      /* "yerli", "bilmiyor", ""; NULL: arrival_year says it */
    int arrival_year;
    const char *province, *country; /* "" where there is none */
    bool shouted;                   /* the clerk wrote the origin in capitals */
    const char *tenure, *building;
    int rooms;
    int networks[DEMO_NETWORKS]; /* water, sewer, electricity, waste: 1, 0, or -1 for no answer */
};

/* The households of all mahalle in the order of a register, which is none. Free with memory_free. */
enum mah_status demo_people_settle(struct demo_household **out, size_t *count, const struct demo_plan *plan,
                                   const struct demo_shape *shape, const struct demo_streets *streets,
                                   struct mah_error *err);

#endif
