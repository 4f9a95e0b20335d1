/* Which faults does the sample register have, and where? A few of every kind that real registers have. */
#ifndef RUN_DEMO_FAULTS_H
#define RUN_DEMO_FAULTS_H

#include "run/demo_register.h"

/* The first are the reject reasons of the program; the rest are kept, each on its own way to a mahalle. */
enum demo_fault {
    FAULT_NONE,
    FAULT_BAD_ROW,
    FAULT_BAD_ENCODING,
    FAULT_BAD_SIZE,
    FAULT_BAD_DATE,
    FAULT_FUTURE_ARRIVAL,
    FAULT_BAD_WEIGHT,
    FAULT_NO_POSITION,
    FAULT_BAD_POSITION,
    FAULT_OUTSIDE,
    FAULT_DUPLICATE_ID,
    FAULT_SWAPPED,           /* longitude and latitude exchanged: rejected as outside */
    FAULT_ON_VERTEX,         /* exactly on a vertex that mahalle share */
    FAULT_ON_EDGE,           /* exactly on an edge that two mahalle share */
    FAULT_NEAR_BORDER,       /* outside the city, but within 50 m of it */
    FAULT_NAME_ONLY,         /* no position, but the name of the mahalle */
    FAULT_OUTSIDE_BUT_NAMED, /* a position elsewhere, and the name of the mahalle */
    FAULT_COUNT
};

const char *demo_fault_word(enum demo_fault fault); /* "bad_size" */
int demo_fault_planned(enum demo_fault fault);      /* how many rows have it */

/* A fault a row, FAULT_NONE for most. Free with memory_free. */
enum mah_status demo_faults_plan(uint8_t **out, size_t rows, struct mah_error *err);

/* Spoils the record of a row; `number` counts the faults of this kind from 0. `earlier_id` is the id of a sound row
 * before it. */
void demo_fault_plant(struct demo_record *record, enum demo_fault fault, int number, const char *earlier_id,
                      const struct demo_shape *shape);

/* Spoils the finished line of a row, for what cells cannot say: too many or too few of them. */
void demo_fault_plant_in_line(struct text *line, size_t start, enum demo_fault fault, int number);

#endif
