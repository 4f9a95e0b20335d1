/* Worker threads that share one queue of work and, where order matters, take turns. */
#ifndef BASE_WORKERS_H
#define BASE_WORKERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* What a worker does: work(shared, number of the worker). Non-OK stops nothing by itself; see turn_abandon. */
typedef enum mah_status (*worker_function)(void *shared, size_t worker, struct mah_error *err);

/* Runs `count` workers (one of them on the calling thread) and waits for all. The failure of the lowest worker is
 * given. */
enum mah_status workers_run(size_t count, worker_function work, void *shared, struct mah_error *err);

/* One worker (number 0) beside the calling thread. Where no thread can be started it works before _start returns. */
struct companion;
enum mah_status companion_start(struct companion **out, worker_function work, void *shared, struct mah_error *err);
void companion_wait(struct companion *companion); /* until it has done its work; any thread may wait, more than once */
void companion_free(struct companion *companion); /* waits */

size_t workers_default_count(void); /* cores this process may use, at least 1 */

/* Numbered turns: the holder of ticket n waits until ticket n-1 is done. What makes the n-th batch the n-th, whoever
 * read it. */
struct turn;
enum mah_status turn_new(struct turn **out, struct mah_error *err);
void turn_free(struct turn *turn);
int turn_wait(struct turn *turn, uint64_t ticket); /* 0 when it is this ticket's turn; -1 when the work was abandoned */
void turn_done(struct turn *turn, uint64_t ticket);
void turn_abandon(struct turn *turn); /* wakes all who wait; they get -1 */

/* A lock without ceremony. */
struct lock;
enum mah_status lock_new(struct lock **out, struct mah_error *err);
void lock_free(struct lock *lock);
void lock_take(struct lock *lock);
void lock_give(struct lock *lock);

/* Was the process asked to stop (SIGINT, SIGTERM)? Long loops look at it once a batch. */
int interrupted(void);
void interrupted_set(void); /* async-signal-safe */

#endif
