/* How far is the work? */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/language.h"

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_wanted(int choice, bool quiet)
{
    return choice == 1 || (choice == -1 && !quiet && isatty(STDERR_FILENO));
}

void progress_start(struct progress *progress, int choice, bool quiet)
{
    *progress = (struct progress){.shown = is_wanted(choice, quiet), .next_ms = now_ms() + 300};
}

void progress_show(void *context, uint64_t done, uint64_t total)
{
    struct progress *progress = context;
    int64_t now = now_ms();
    if (!progress->shown || now < progress->next_ms || total == 0)
        return;
    progress->next_ms = now + 100; /* ten times a second is as much as an eye reads */
    unsigned per_cent = (unsigned)(done >= total ? 100 : done * 100 / total);
    fputc('\r', stderr);
    fprintf(stderr, say("reading households: %u %%"), per_cent);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
}
