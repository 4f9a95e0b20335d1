/* Runs kept inputs through the fuzz targets without libFuzzer, and then blindly altered ones: replay NAME FOLDER
 * [COUNT]. The alterations are the same in every run; where one breaks a target it lies in broken-NAME of the current
 * folder. */
#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include "base/memory.h"
#include "fuzz.h"

typedef int fuzz_function(const uint8_t *data, size_t size);
/* FUZZ_TARGETS comes from CMakeLists.txt: TARGET(areas) TARGET(boundaries) ... */
#define TARGET(name) fuzz_function fuzz_##name;
FUZZ_TARGETS
#undef TARGET
#define TARGET(name) {#name, fuzz_##name},
static const struct {
    const char *name;
    fuzz_function *run;
} targets[] = {FUZZ_TARGETS};

enum { LONGEST_INPUT = 1 << 20, KEPT = 1000 };

struct kept {
    uint8_t *bytes;
    size_t length;
};

static struct kept kept[KEPT];
static size_t kept_count;
static const char *target_name;
static const uint8_t *running; /* the altered input in hand */
static size_t running_length;

/* Called by the sanitizers before they end the process, and for abort. */
static void keep_broken(void)
{
    char path[100];
    if (running == NULL)
        return;
    snprintf(path, sizeof path, "broken-%s", target_name);
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return;
    fwrite(running, 1, running_length, file);
    fclose(file);
    fprintf(stderr, "the input lies in %s\n", path);
}

static void on_abort(int signal_number)
{
    keep_broken();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void read_one(const char *folder, const char *name)
{
    char path[600];
    static uint8_t bytes[LONGEST_INPUT];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    require(file != NULL && kept_count < KEPT);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    kept[kept_count] = (struct kept){memory_new(length, 1), length};
    memcpy(kept[kept_count++].bytes, bytes, length);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_folder(const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, by_name);
    require(count >= 0);
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.')
            read_one(folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* In a block of exactly its length, so that a byte beyond it is noticed. */
static void run(fuzz_function *target, const uint8_t *bytes, size_t length)
{
    uint8_t *copy = memory_new(length, 1);
    memcpy(copy, bytes, length);
    running = copy;
    running_length = length;
    target(copy, length);
    running = NULL;
    memory_free(copy);
}

static uint32_t dice(uint64_t *state, size_t sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % (sides > 0 ? sides : 1));
}

/* A kept input with some bytes changed, taken out, doubled, or taken from another one. */
static size_t alter(uint8_t *out, uint64_t *state)
{
    static const char odd[] = "\"'\n\r;,\t. \0\xFF\xC3\x80-+eE0{[(\\%/";
    const struct kept *from = &kept[dice(state, kept_count)], *other = &kept[dice(state, kept_count)];
    size_t length = from->length;
    memcpy(out, from->bytes, length);
    for (uint32_t left = 1 + dice(state, 4); left > 0 && length > 0; left--) {
        size_t at = dice(state, length), some = 1 + dice(state, length - at < 16 ? length - at : 16);
        uint32_t kind = dice(state, 7);
        if (kind == 0)
            out[at] = (uint8_t)dice(state, 256);
        else if (kind == 1)
            out[at] ^= (uint8_t)(1 << dice(state, 8));
        else if (kind == 2)
            out[at] = (uint8_t)odd[dice(state, sizeof odd)];
        else if (kind == 3)
            out[at] = (uint8_t)(out[at] + dice(state, 3) - 1);
        else if (kind == 4 && length > some) {
            memmove(out + at, out + at + some, length - at - some);
            length -= some;
        } else if (kind == 5 && length + some < LONGEST_INPUT) {
            memmove(out + at + some, out + at, length - at);
            length += some;
        } else if (kind == 6 && other->length > 0) {
            size_t start = dice(state, other->length);
            some = some < other->length - start ? some : other->length - start;
            memcpy(out + at, other->bytes + start, some);
        }
    }
    return length;
}

int main(int count, char **words)
{
    static uint8_t altered[LONGEST_INPUT];
    uint64_t state = 1;
    fuzz_function *run_target = NULL;
    require(count >= 3);
    target_name = words[1];
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].name, target_name) == 0)
            run_target = targets[i].run;
    require(run_target != NULL);
    signal(SIGABRT, on_abort);
    if (__sanitizer_set_death_callback != NULL)
        __sanitizer_set_death_callback(keep_broken);
    read_folder(words[2]);
    require(kept_count > 0);
    for (size_t i = 0; i < kept_count; i++)
        run(run_target, kept[i].bytes, kept[i].length);
    long wanted = count > 3 ? strtol(words[3], NULL, 10) : 0;
    for (long i = 0; i < wanted; i++)
        run(run_target, altered, alter(altered, &state));
    for (size_t i = 0; i < kept_count; i++)
        memory_free(kept[i].bytes);
    printf("%s: %zu kept inputs, %ld altered\n", target_name, kept_count, wanted);
    return 0;
}
