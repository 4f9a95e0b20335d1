/* Where in some bytes do exactly eleven digits stand in a row? Most bytes are passed over 64 at a time. */
#ifndef READ_DIGIT_SCAN_H
#define READ_DIGIT_SCAN_H

#include <stddef.h>
#include <stdint.h>

/* Bit i: byte i ends so many digits in a row, or more. */
struct digit_runs {
    uint64_t of_1, of_2, of_4, of_8, of_11;
};

/* A walk along the ends of such runs. As with csv_scan, CSV_PADDING bytes after the end can be read. */
struct digit_scan {
    const char *at, *end;     /* the next bytes to be looked at; the last byte that may follow a run */
    const char *bytes;        /* those of the runs ahead */
    uint64_t ahead;           /* bit i: a run ended before bytes[i] */
    struct digit_runs before; /* of the 64 bytes before `at` */
};

/* `length` bytes, followed by one that is no digit. */
void digit_scan_begin(struct digit_scan *scan, const char *bytes, size_t length);

/* The byte after the next run; NULL after the last. */
const char *digit_scan_next(struct digit_scan *scan);

#endif
