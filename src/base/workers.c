/* Worker threads that share one queue of work and, where order matters, take turns. */
#include "base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>

#include "base/memory.h"

struct assignment {
    worker_function work;
    void *shared;
    size_t worker;
    enum mah_status status;
    struct mah_error error;
    pthread_t thread;
    int started;
};

static void *run_assignment(void *argument)
{
    struct assignment *assignment = argument;
    assignment->status = assignment->work(assignment->shared, assignment->worker, &assignment->error);
    return NULL;
}

enum mah_status workers_run(size_t count, worker_function work, void *shared, struct mah_error *err)
{
    struct assignment *assignments = memory_new(count, sizeof *assignments);
    if (assignments == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++)
        assignments[i] = (struct assignment){.work = work, .shared = shared, .worker = i};
    /* A thread that cannot be started is no failure: its share of a common queue is done by the others. */
    for (size_t i = 1; i < count; i++)
        assignments[i].started = pthread_create(&assignments[i].thread, NULL, run_assignment, &assignments[i]) == 0;
    run_assignment(&assignments[0]);
    enum mah_status status = assignments[0].status;
    size_t failed = 0;
    for (size_t i = 1; i < count; i++) {
        if (!assignments[i].started)
            continue;
        pthread_join(assignments[i].thread, NULL);
        if (status == MAH_OK && assignments[i].status != MAH_OK) {
            status = assignments[i].status;
            failed = i;
        }
    }
    if (status != MAH_OK && err != NULL)
        *err = assignments[failed].error;
    memory_free(assignments);
    return status;
}

struct companion {
    struct assignment assignment;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int done;
};

static void *run_companion(void *argument)
{
    struct companion *companion = argument;
    run_assignment(&companion->assignment);
    pthread_mutex_lock(&companion->mutex);
    companion->done = 1;
    pthread_cond_broadcast(&companion->changed);
    pthread_mutex_unlock(&companion->mutex);
    return NULL;
}

enum mah_status companion_start(struct companion **out, worker_function work, void *shared, struct mah_error *err)
{
    struct companion *companion = memory_new(1, sizeof *companion);
    if (companion == NULL)
        return mah_no_memory(err);
    companion->assignment = (struct assignment){.work = work, .shared = shared};
    pthread_mutex_init(&companion->mutex, NULL);
    pthread_cond_init(&companion->changed, NULL);
    companion->assignment.started = pthread_create(&companion->assignment.thread, NULL, run_companion, companion) == 0;
    if (!companion->assignment.started)
        run_companion(companion);
    *out = companion;
    return MAH_OK;
}

void companion_wait(struct companion *companion)
{
    pthread_mutex_lock(&companion->mutex);
    while (!companion->done)
        pthread_cond_wait(&companion->changed, &companion->mutex);
    pthread_mutex_unlock(&companion->mutex);
}

void companion_free(struct companion *companion)
{
    if (companion == NULL)
        return;
    if (companion->assignment.started)
        pthread_join(companion->assignment.thread, NULL);
    pthread_cond_destroy(&companion->changed);
    pthread_mutex_destroy(&companion->mutex);
    memory_free(companion);
}

size_t workers_default_count(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int count = CPU_COUNT(&set);
    return count > 0 ? (size_t)count : 1;
}

struct turn {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    uint64_t next;
    int abandoned;
};

enum mah_status turn_new(struct turn **out, struct mah_error *err)
{
    struct turn *turn = memory_new(1, sizeof *turn);
    if (turn == NULL)
        return mah_no_memory(err);
    pthread_mutex_init(&turn->mutex, NULL);
    pthread_cond_init(&turn->changed, NULL);
    *out = turn;
    return MAH_OK;
}

void turn_free(struct turn *turn)
{
    if (turn == NULL)
        return;
    pthread_cond_destroy(&turn->changed);
    pthread_mutex_destroy(&turn->mutex);
    memory_free(turn);
}

int turn_wait(struct turn *turn, uint64_t ticket)
{
    pthread_mutex_lock(&turn->mutex);
    while (!turn->abandoned && turn->next != ticket)
        pthread_cond_wait(&turn->changed, &turn->mutex);
    int abandoned = turn->abandoned;
    pthread_mutex_unlock(&turn->mutex);
    return abandoned ? -1 : 0;
}

void turn_done(struct turn *turn, uint64_t ticket)
{
    pthread_mutex_lock(&turn->mutex);
    if (turn->next == ticket)
        turn->next = ticket + 1;
    pthread_cond_broadcast(&turn->changed);
    pthread_mutex_unlock(&turn->mutex);
}

void turn_abandon(struct turn *turn)
{
    pthread_mutex_lock(&turn->mutex);
    turn->abandoned = 1;
    pthread_cond_broadcast(&turn->changed);
    pthread_mutex_unlock(&turn->mutex);
}

struct lock {
    pthread_mutex_t mutex;
};

enum mah_status lock_new(struct lock **out, struct mah_error *err)
{
    struct lock *lock = memory_new(1, sizeof *lock);
    if (lock == NULL)
        return mah_no_memory(err);
    pthread_mutex_init(&lock->mutex, NULL);
    *out = lock;
    return MAH_OK;
}

void lock_free(struct lock *lock)
{
    if (lock == NULL)
        return;
    pthread_mutex_destroy(&lock->mutex);
    memory_free(lock);
}

void lock_take(struct lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void lock_give(struct lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

static volatile sig_atomic_t stop_wanted;

int interrupted(void)
{
    return stop_wanted != 0;
}

void interrupted_set(void)
{
    stop_wanted = 1;
}
