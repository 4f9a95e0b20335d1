/* Households whose distance to a service is not known, each with what is needed to look into it. They leave the program
 * under the secure profile only. */
#ifndef COUNT_UNREACHED_H
#define COUNT_UNREACHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/polygon.h"

struct unreached_row {
    size_t source;   /* index of the household source */
    int64_t row;     /* as a spreadsheet shows it */
    uint8_t outcome; /* enum reach_outcome; REACH_PLACED: the streets lead to no facility of the types */
    char *id;        /* UTF-8; "" where there is none */
    char *types;     /* "primary asm": the codes of the types that it has no known distance to */
    int32_t mahalle;
    bool has_position;
    struct point position; /* in the CRS of the boundaries */
};

/* In the order in which they were added: by source, then by row. */
struct unreached {
    struct unreached_row *rows;
    size_t count, capacity;
};

/* Takes id and types (frees them on failure too). */
enum mah_status unreached_add(struct unreached *list, struct unreached_row row, struct mah_error *err);
void unreached_release(struct unreached *list);

#endif
