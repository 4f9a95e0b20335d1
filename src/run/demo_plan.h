/* The plan of the sample city: which mahalle there are, where, and what they are like. Data: layers/demo/plan.csv. */
#ifndef RUN_DEMO_PLAN_H
#define RUN_DEMO_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/data_table.h"
#include "base/error.h"

enum demo_kind {
    KIND_OLD,
    KIND_APARTMENT,
    KIND_ESTATE,
    KIND_GECEKONDU,
    KIND_CAMP,
    KIND_INDUSTRY,
    KIND_VILLAGE,
    KIND_COUNT
};

/* Metres from the middle of the city. */
struct demo_metres {
    double east, north;
};

/* A place on the ground in millionths of a degree: whole numbers are the same on every machine and in every file. */
struct demo_spot {
    int32_t lon, lat;
};

struct demo_mahalle {
    const char *code, *name, *ilce_code, *ilce_name; /* borrowed from the table */
    const char *origins[2];
    enum demo_kind kind;
    struct demo_metres middle;
    int households;
    int recent_percent;
};

struct demo_plan {
    struct data_table table;
    struct demo_mahalle *mahalle;
    size_t count;
    struct demo_metres *around; /* places outside: the outer border runs half-way to them */
    size_t around_count;
};

enum mah_status demo_plan_read(struct demo_plan *out, struct mah_error *err);
void demo_plan_release(struct demo_plan *plan);

struct demo_spot demo_spot_at(struct demo_metres metres);
struct demo_metres demo_metres_of(struct demo_spot spot);

#endif
