/* How far is the work? One line on standard error, on a terminal only. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown;
    int64_t next_ms; /* when to draw again */
};

/* choice: -1 on a terminal, 0 never, 1 always. */
void progress_start(struct progress *progress, int choice, bool quiet);
/* A progress_function whose context is the struct progress. */
void progress_show(void *context, uint64_t done, uint64_t total);
void progress_end(struct progress *progress);

#endif
