/*
 * Does a command end cleanly when its n-th request for memory fails?
 *
 *     memory_sweep MODE TRIES ARGUMENTS...        in the working folder, which holds nothing but the inputs
 *
 * MODE is what fails: `from` the n-th request and all after it, `only` the n-th, `both` one after the other, `cold` the
 * n-th and all after it in a fresh process, whose tables and libraries are not loaded yet. TRIES is how many n are
 * taken, spread over all requests of a clean call; 0 takes every n; `paths=FILE` takes the first, the second and the
 * last request of each path of calls to the door for memory, but for the paths that the file names, and adds those that
 * were taken to it. Clean is: exit code 1, one line that ends with "out of memory", nothing out of reach and the folder
 * to the letter as it was, or, where the summary is what failed, as after a clean call. A command that can do without
 * the memory must give what it gives else, to the letter.
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "call_paths.h"
#include "folder_picture.h"
#include "sanitizer.h"

int program_main(int argc, char **argv); /* src/cli/main.c */

enum { LEAKS_LOOKED_FOR_AFTER = 25, LONGEST_CALL_S = 120, FAULTS_AT_MOST = 20, LAST_TAKEN = 3 };
enum { SHOWN_OF_A_STREAM = 400, SHOWN_BEFORE = 60 };
enum mode { FAIL_FROM, FAIL_ONLY, FAIL_FROM_COLD };
static const char *const mode_names[] = {"from", "only", "cold"};

struct outcome {
    int code;
    size_t requests;
    char *output, *complaint; /* standard output and error */
    struct folder_picture folder;
};

static struct {
    enum mode mode;
    int argc;
    char **argv;
    int streams[2]; /* files that stand for standard output and error */
    FILE *report;
    struct folder_picture before;
    struct outcome clean;
    atomic_size_t nth, faults, calls;
    size_t *shared_requests; /* told by a process of its own */
    const char *paths_file;  /* NULL where requests are taken by their number */
    size_t late; /* calls that failed when the whole file was in its place, and only words were to be said */
} sweep;

/* ---- reports ---- */

static void fault(const char *format, ...)
{
    va_list list;
    fprintf(sweep.report, "%s, request %zu of %zu: ", mode_names[sweep.mode], atomic_load(&sweep.nth),
            sweep.clean.requests);
    va_start(list, format);
    vfprintf(sweep.report, format, list);
    va_end(list);
    fputc('\n', sweep.report);
    fflush(sweep.report);
    atomic_fetch_add(&sweep.faults, 1);
}

static void say_where(void)
{
    fault("the call did not survive");
}

/* A call that waits for a thread that never comes must not take the whole sweep with it. */
static void *watch(void *unused)
{
    (void)unused;
    size_t seen = SIZE_MAX;
    for (int seconds = 0;; seconds++) {
        sleep(1);
        size_t calls = atomic_load(&sweep.calls);
        if (calls != seen)
            seconds = 0;
        seen = calls;
        if (seconds > LONGEST_CALL_S) {
            fault("the call does not end");
            _exit(1);
        }
    }
    return NULL;
}

static void start_watch(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, watch, NULL) != 0)
        exit(2);
}

/* ---- one call ---- */

static void empty(int fd)
{
    if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0)
        abort();
}

static char *content(int fd)
{
    struct stat facts;
    if (fstat(fd, &facts) != 0)
        abort();
    char *text = calloc(1, (size_t)facts.st_size + 1);
    if (text == NULL || pread(fd, text, (size_t)facts.st_size, 0) != facts.st_size)
        abort();
    return text;
}

static void ask(size_t nth)
{
    if (sweep.mode == FAIL_ONLY)
        memory_fail_only(nth);
    else
        memory_fail_from(nth);
}

static int call_here(size_t nth, size_t *requests)
{
    ask(nth);
    int code = program_main(sweep.argc, sweep.argv);
    *requests = memory_request_count();
    memory_fail_from(0);
    fflush(stdout);
    clearerr(stdout);
    return code;
}

/* The leaks of the child are looked for when it exits, and make it exit with 23. */
static int call_in_a_process(size_t nth, size_t *requests)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        start_watch();
        report_to(fileno(sweep.report), say_where); /* a report goes nowhere else than to the process that chose it */
        exit(call_here(nth, sweep.shared_requests));
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    *requests = *sweep.shared_requests;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The clock and the memory of the process are no figures of the city. */
static void blank_measures(char *text)
{
    static const char *const marks[] = {"\"seconds\": ", "\"peak_rss_mb\": ", "old.gpkg  ",
                                        "new.gpkg  "}; /* "0.3 s, 74 MB" */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char *at = strstr(text, marks[i]);
        if (at == NULL)
            continue;
        at += strlen(marks[i]);
        const char *end = at + strcspn(at, marks[i][0] == '"' ? ",}" : "\n");
        memmove(at, end, strlen(end) + 1);
    }
}

static struct outcome call(size_t nth)
{
    struct outcome outcome = {0};
    atomic_store(&sweep.nth, nth);
    atomic_fetch_add(&sweep.calls, 1);
    empty(sweep.streams[0]);
    empty(sweep.streams[1]);
    outcome.code =
        sweep.mode == FAIL_FROM_COLD ? call_in_a_process(nth, &outcome.requests) : call_here(nth, &outcome.requests);
    outcome.output = content(sweep.streams[0]);
    blank_measures(outcome.output);
    outcome.complaint = content(sweep.streams[1]);
    folder_picture_take(&outcome.folder);
    return outcome;
}

static void outcome_release(struct outcome *outcome)
{
    free(outcome->output);
    free(outcome->complaint);
    folder_picture_release(&outcome->folder);
}

/* ---- is it clean? ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/* "mahalle: reading 'x': out of memory", in the language of the call; a process of its own has one that we cannot see.
 */
static bool is_one_line_of_ours(const char *complaint)
{
    size_t length = strlen(complaint);
    if (length == 0 || strchr(complaint, '\n') != complaint + length - 1 || strncmp(complaint, "mahalle: ", 9) != 0)
        return false;
    if (sweep.mode == FAIL_FROM_COLD && ends_with(complaint, "bellek yetmedi\n"))
        return true;
    char end[64];
    snprintf(end, sizeof end, "%s\n", say("out of memory"));
    return ends_with(complaint, end);
}

static void check_failure(const struct outcome *outcome)
{
    char difference[512];
    if (outcome->code != 1)
        fault("exit code %d: %.*s", outcome->code, SHOWN_OF_A_STREAM, outcome->complaint);
    else if (!is_one_line_of_ours(outcome->complaint))
        fault("says: %.*s", SHOWN_OF_A_STREAM, outcome->complaint);
    if (folder_picture_same(&sweep.before, &outcome->folder, difference, sizeof difference))
        return;
    char other[sizeof difference];
    if (folder_picture_same(&sweep.clean.folder, &outcome->folder, other, sizeof other))
        sweep.late++;
    else
        fault("%s", difference);
}

/* Some bytes before the place where the text leaves what a clean call gives. */
static const char *parting(const char *text, const char *clean)
{
    size_t same = 0;
    while (text[same] != '\0' && text[same] == clean[same])
        same++;
    return text + (same > SHOWN_BEFORE ? same - SHOWN_BEFORE : 0);
}

static void check_success(const struct outcome *outcome)
{
    char difference[512];
    if (strcmp(outcome->output, sweep.clean.output) != 0)
        fault("goes well, but prints something else: %.*s", SHOWN_OF_A_STREAM,
              parting(outcome->output, sweep.clean.output));
    else if (strcmp(outcome->complaint, sweep.clean.complaint) != 0)
        fault("goes well, but says something else: %.*s", SHOWN_OF_A_STREAM,
              parting(outcome->complaint, sweep.clean.complaint));
    if (!folder_picture_same(&sweep.clean.folder, &outcome->folder, difference, sizeof difference))
        fault("goes well, but %s", difference);
}

static void try(size_t nth, size_t *survived)
{
    struct outcome outcome = call(nth);
    if (outcome.code == sweep.clean.code &&
        (outcome.code == 0 || strcmp(outcome.complaint, sweep.clean.complaint) == 0)) {
        *survived += outcome.requests >= nth; /* two threads may ask less than in the clean call */
        check_success(&outcome);
    } else {
        check_failure(&outcome);
    }
    folder_picture_restore(&sweep.before, &outcome.folder);
    outcome_release(&outcome);
}

/* ---- all calls ---- */

/* The undefined behaviour sanitizer ends the process with words on standard error alone: who waits for it reads them.
 */
static void go_on_in_a_child(void)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        return;
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    const char *said = content(sweep.streams[1]);
    if (WIFSIGNALED(status))
        fprintf(sweep.report, "ended by signal %d\n", WTERMSIG(status));
    if (strstr(said, "runtime error") != NULL)
        fprintf(sweep.report, "%s\n", said);
    fflush(sweep.report);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

static void set_up(int argc, char **argv)
{
    bool both = strcmp(argv[1], "both") == 0;
    for (sweep.mode = FAIL_FROM; !both && strcmp(argv[1], mode_names[sweep.mode]) != 0; sweep.mode++)
        if (sweep.mode == FAIL_FROM_COLD)
            exit(2);
    if (sweep.paths_file != NULL && sweep.mode == FAIL_FROM_COLD) /* what another process asks for is not seen */
        exit(2);
    sweep.argc = argc - 2;
    sweep.argv = argv + 2;
    sweep.argv[0] = argv[0];
    sweep.shared_requests =
        mmap(NULL, sizeof *sweep.shared_requests, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int report = dup(STDOUT_FILENO);
    sweep.report = fdopen(report, "w");
    for (int i = 0; i < 2; i++) {
        sweep.streams[i] = memfd_create("stream", MFD_CLOEXEC);
        if (sweep.streams[i] < 0 || dup2(sweep.streams[i], i + 1) != i + 1)
            exit(2);
    }
    if (sweep.report == NULL || sweep.shared_requests == MAP_FAILED)
        exit(2);
    go_on_in_a_child();
    report_to(report, say_where);
    if (sweep.mode != FAIL_FROM_COLD) /* else each call has its own */
        start_watch();
    folder_picture_take(&sweep.before);
}

/* The first call loads tables and libraries; the second is the measure. */
static void call_cleanly(void)
{
    for (int i = 0; i < 2; i++) {
        outcome_release(&sweep.clean);
        if (i == 1 && sweep.paths_file != NULL)
            call_paths_begin();
        sweep.clean = call(SIZE_MAX);
        folder_picture_restore(&sweep.before, &sweep.clean.folder);
    }
    if (sweep.paths_file != NULL)
        call_paths_choose(sweep.paths_file);
}

/* The last requests are those of the answer, when all is computed and perhaps written: they are always taken. */
static size_t next_of(size_t nth, size_t step)
{
    if (sweep.paths_file != NULL) {
        do
            nth++;
        while (nth <= sweep.clean.requests && !call_paths_chosen(nth));
        return nth;
    }
    size_t last = sweep.clean.requests > LAST_TAKEN ? sweep.clean.requests - LAST_TAKEN : 0;
    if (nth > last)
        return nth + 1;
    return nth + step > last ? last + 1 : nth + step;
}

/* Gives how many faults there were. */
static size_t sweep_mode(enum mode mode, size_t tries)
{
    size_t requests = sweep.clean.requests, step = tries == 0 || requests <= tries ? 1 : requests / tries;
    size_t done = 0, survived = 0;
    bool leaked = false;
    sweep.mode = mode;
    sweep.late = 0;
    atomic_store(&sweep.faults, 0);
    for (size_t nth = next_of(0, 1); nth <= requests && !leaked && atomic_load(&sweep.faults) < FAULTS_AT_MOST;
         nth = next_of(nth, step)) {
        try(nth, &survived);
        done++;
        if (sweep.mode != FAIL_FROM_COLD && (done % LEAKS_LOOKED_FOR_AFTER == 0 || nth == requests))
            leaked = has_leaked();
    }
    if (leaked)
        fault("leaked, here or in the %d calls before", LEAKS_LOOKED_FOR_AFTER);
    if (sweep.paths_file != NULL)
        fprintf(sweep.report, "%zu new paths, ", call_paths_count());
    fprintf(sweep.report, "%s: %zu requests, %zu calls (%zu went on without, %zu had written the file), %zu faults\n",
            mode_names[mode], requests, done, survived, sweep.late, atomic_load(&sweep.faults));
    fflush(sweep.report);
    return atomic_load(&sweep.faults);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    size_t tries = strtoul(argv[2], NULL, 10);
    if (strncmp(argv[2], "paths=", 6) == 0)
        sweep.paths_file = argv[2] + 6;
    set_up(argc, argv);
    call_cleanly();
    size_t faults = sweep_mode(sweep.mode, tries);
    if (strcmp(argv[1], "both") == 0 && faults == 0)
        faults = sweep_mode(FAIL_ONLY, tries);
    if (sweep.paths_file != NULL)
        call_paths_add_to(sweep.paths_file);
    _exit(faults != 0);
}
