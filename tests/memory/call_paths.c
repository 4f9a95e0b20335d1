/*
 * Along which calls is memory asked for? The linker leads every call of the door for memory through here (--wrap), so
 * that the door itself knows nothing of this.
 */
#include "call_paths.h"

#include <execinfo.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

enum { FRAMES_AT_MOST = 64 };

extern const char __executable_start, etext; /* the linker says where the program lies */

struct request {
    uint64_t path; /* 0 where it was not seen */
    size_t nth;
};

static struct {
    bool noting;
    struct request *requests;
    size_t count, paths;
    bool *chosen;
    uint64_t *taken; /* the paths */
} noted;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* Libraries lie elsewhere in each process: only the program's own frames count. */
static uint64_t path_here(void)
{
    void *frames[FRAMES_AT_MOST];
    int count = backtrace(frames, FRAMES_AT_MOST);
    uint64_t path = 14695981039346656037u; /* FNV-1a */
    for (int i = 0; i < count; i++) {
        uintptr_t frame = (uintptr_t)frames[i];
        if (frame >= (uintptr_t)&__executable_start && frame < (uintptr_t)&etext)
            path = (path ^ (uint64_t)(frame - (uintptr_t)&__executable_start)) * 1099511628211u;
    }
    return path | 1;
}

/* Was there a request since so many? Then this path asked for it. */
static void note(size_t before)
{
    if (!noted.noting || memory_request_count() == before)
        return;
    uint64_t path = path_here();
    pthread_mutex_lock(&one_at_a_time);
    if (before >= noted.count) {
        size_t count = before + 1 + before / 2;
        noted.requests = realloc(noted.requests, count * sizeof *noted.requests);
        if (noted.requests == NULL)
            abort();
        for (size_t i = noted.count; i < count; i++)
            noted.requests[i] = (struct request){.nth = i + 1};
        noted.count = count;
    }
    noted.requests[before].path = path;
    pthread_mutex_unlock(&one_at_a_time);
}

/* ---- the door, by the names that --wrap gives ---- */

void *__real_memory_new(size_t count, size_t size);
void *__real_memory_resize(void *block, size_t count, size_t size);
int __real_memory_grow(void **block, size_t *capacity, size_t wanted, size_t size);
char *__real_memory_copy_text(const char *text);
char *__real_memory_copy_bytes(const char *bytes, size_t length);

void *__wrap_memory_new(size_t count, size_t size)
{
    size_t before = memory_request_count();
    void *block = __real_memory_new(count, size);
    note(before);
    return block;
}

void *__wrap_memory_resize(void *block, size_t count, size_t size)
{
    size_t before = memory_request_count();
    void *resized = __real_memory_resize(block, count, size);
    note(before);
    return resized;
}

int __wrap_memory_grow(void **block, size_t *capacity, size_t wanted, size_t size)
{
    size_t before = memory_request_count();
    int failed = __real_memory_grow(block, capacity, wanted, size);
    note(before);
    return failed;
}

char *__wrap_memory_copy_text(const char *text)
{
    size_t before = memory_request_count();
    char *copy = __real_memory_copy_text(text);
    note(before);
    return copy;
}

char *__wrap_memory_copy_bytes(const char *bytes, size_t length)
{
    size_t before = memory_request_count();
    char *copy = __real_memory_copy_bytes(bytes, length);
    note(before);
    return copy;
}

/* ---- which are chosen ---- */

static int by_path(const void *a, const void *b)
{
    const struct request *x = a, *y = b;
    if (x->path != y->path)
        return x->path < y->path ? -1 : 1;
    return (x->nth > y->nth) - (x->nth < y->nth);
}

void call_paths_begin(void)
{
    noted.noting = true;
}

static void *read_file(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    char *bytes = NULL;
    *length = 0;
    while (file != NULL && !feof(file)) {
        bytes = realloc(bytes, *length + 65536);
        if (bytes == NULL)
            abort();
        *length += fread(bytes + *length, 1, 65536, file);
    }
    if (file != NULL)
        fclose(file);
    return bytes;
}

static bool is_among(uint64_t path, const uint64_t *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (paths[i] == path)
            return true;
    return false;
}

void call_paths_choose(const char *seen_file)
{
    size_t length;
    uint64_t *seen = read_file(seen_file, &length);
    noted.noting = false;
    noted.chosen = calloc(noted.count + 1, sizeof *noted.chosen);
    noted.taken = calloc(noted.count + 1, sizeof *noted.taken);
    if (noted.chosen == NULL || noted.taken == NULL)
        abort();
    if (noted.count > 0)
        qsort(noted.requests, noted.count, sizeof *noted.requests, by_path);
    bool is_new = false;
    for (size_t i = 0, in_path = 0; i < noted.count; i++) {
        const struct request *request = &noted.requests[i];
        in_path = i > 0 && request->path == request[-1].path ? in_path + 1 : 0;
        if (in_path == 0) {
            is_new = request->path == 0 || !is_among(request->path, seen, length / sizeof *seen);
            if (is_new && request->path != 0)
                noted.taken[noted.paths++] = request->path;
        }
        bool last = i + 1 == noted.count || request[1].path != request->path;
        noted.chosen[request->nth - 1] = is_new && (request->path == 0 || in_path < 2 || last);
    }
    free(seen);
}

bool call_paths_chosen(size_t nth)
{
    return nth > noted.count || noted.chosen[nth - 1];
}

size_t call_paths_count(void)
{
    return noted.paths;
}

void call_paths_add_to(const char *seen_file)
{
    FILE *file = fopen(seen_file, "ab");
    if (file == NULL || fwrite(noted.taken, sizeof *noted.taken, noted.paths, file) != noted.paths || fclose(file) != 0)
        abort();
}
