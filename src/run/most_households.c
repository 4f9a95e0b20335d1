/* How many households can the files of a project hold? */
#include "run/most_households.h"

#include <sys/stat.h>

/* Of a household, packed or not; a line of a CSV has two coordinates of some ten characters each. */
enum { LEAST_BYTES = 10 };

uint64_t most_households(const struct project *project)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < project->household_count; i++) {
        struct stat file;
        if (stat(project->households[i].path, &file) != 0 || !S_ISREG(file.st_mode))
            return UINT64_MAX;
        sum += (uint64_t)file.st_size / LEAST_BYTES;
    }
    return sum;
}
