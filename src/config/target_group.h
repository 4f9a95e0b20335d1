/* Whom does a service or a standard speak of? Everybody, or the ages between two years, as whole age bands. */
#ifndef CONFIG_TARGET_GROUP_H
#define CONFIG_TARGET_GROUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* The bands of the fields n_0_2 .. n_65p, which begin at the ages 0, 3, 6, 10, 14, 18 and 65. */
enum { TARGET_BANDS = 7 };

struct target_group {
    bool is_all;   /* everybody; bands is 0 then */
    uint8_t bands; /* bit b: the persons of age band b */
};

/*
 * "" and "all": everybody. "age:6-9", "children:0-5", "age:65-": whole bands only, since ages are known by band. False
 * for anything else ("age:7-9", "women").
 */
bool target_group_read(struct slice text, struct target_group *out);
bool target_group_equals(struct target_group a, struct target_group b);

#endif
