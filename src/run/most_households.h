/* How many households can the files of a project hold? */
#ifndef RUN_MOST_HOUSEHOLDS_H
#define RUN_MOST_HOUSEHOLDS_H

#include <stdint.h>

#include "config/project.h"

/* By their bytes, before any is opened; UINT64_MAX where a file does not tell. Only what is prepared depends on it. */
uint64_t most_households(const struct project *project);

#endif
