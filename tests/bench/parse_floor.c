/* A floor under reading a CSV: the needed columns found, parsed as numbers and summed, those named with '=' before them
   taken as texts of which a hash is summed, by the simplest quick code; nothing is checked, quotes are not known.
   Run by scripts/bench: parse_floor CSV THREADS [=]COLUMN... */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COLUMNS_MAX = 64, THREADS_MAX = 64 };

static enum { SKIPPED, NUMBER, TEXT } needed[COLUMNS_MAX]; /* by position in the file */
static size_t last_needed;

typedef struct {
    const char *begin, *end;
    double sum;
    uint64_t rows;
} Part;

/* Digits with at most one point and a sign; an empty field is 0. */
static double parse_number(const char *at, const char **end)
{
    static const double tenths[] = {1e0,   1e-1,  1e-2,  1e-3,  1e-4,  1e-5,  1e-6,  1e-7,  1e-8, 1e-9,
                                    1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17, 1e-18};
    bool negative = *at == '-';
    at += negative;
    uint64_t digits = 0;
    size_t decimals = 0;
    for (; (unsigned)(*at - '0') < 10; at++)
        digits = digits * 10 + (uint64_t)(*at - '0');
    if (*at == '.')
        for (at++; (unsigned)(*at - '0') < 10 && decimals < 18; at++, decimals++)
            digits = digits * 10 + (uint64_t)(*at - '0');
    *end = at;
    double value = (double)digits * tenths[decimals];
    return negative ? -value : value;
}

/* Up to the next separator or line end. */
static uint32_t hash_text(const char *at, const char **end)
{
    uint32_t hash = 0;
    for (; *at != ',' && *at != '\n'; at++)
        hash = hash * 31 + (unsigned char)*at;
    *end = at;
    return hash;
}

static void *parse_part(void *data)
{
    Part *part = data;
    const char *at = part->begin;
    double sum = 0;
    while (at < part->end) {
        for (size_t column = 0;; column++) {
            if (needed[column] == NUMBER)
                sum += parse_number(at, &at);
            else if (needed[column] == TEXT)
                sum += hash_text(at, &at);
            if (column == last_needed)
                break;
            while (*at != ',' && *at != '\n')
                at++;
            if (*at == '\n')
                break;
            at++;
        }
        const char *line_end = memchr(at, '\n', (size_t)(part->end - at));
        at = line_end ? line_end + 1 : part->end;
        part->rows++;
    }
    part->sum = sum;
    return NULL;
}

/* Marks the columns named; returns the begin of the second line. */
static const char *read_header(const char *at, const char *end, int count, char **names)
{
    for (size_t column = 0; at < end && column < COLUMNS_MAX; column++) {
        size_t length = strcspn(at, ",\r\n");
        for (int i = 0; i < count; i++) {
            bool is_text = names[i][0] == '=';
            const char *name = names[i] + is_text;
            if (strlen(name) == length && memcmp(name, at, length) == 0)
                needed[last_needed = column] = is_text ? TEXT : NUMBER;
        }
        at += length;
        if (*at != ',')
            return strchr(at, '\n') + 1;
        at++;
    }
    return end;
}

int main(int argc, char **argv)
{
    int threads = argc > 3 ? atoi(argv[2]) : 0;
    int file = argc > 3 ? open(argv[1], O_RDONLY) : -1;
    struct stat facts;
    if (file < 0 || fstat(file, &facts) != 0 || facts.st_size == 0 || threads < 1 || threads > THREADS_MAX) {
        fputs("parse_floor CSV THREADS [=]COLUMN...\n", stderr);
        return 1;
    }
    size_t size = (size_t)facts.st_size;
    char *text = mmap(NULL, size + 1, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0); /* files end with a line end */
    if (text == MAP_FAILED || text[size - 1] != '\n')
        return 1;
    const char *end = text + size, *begin = read_header(text, end, argc - 3, argv + 3);
    Part parts[THREADS_MAX];
    pthread_t workers[THREADS_MAX];
    size_t share = (size_t)(end - begin) / (size_t)threads;
    for (int i = 0; i < threads; i++) {
        const char *part_end = i + 1 == threads || begin + share >= end
                                   ? end
                                   : (const char *)memchr(begin + share, '\n', (size_t)(end - begin) - share) + 1;
        parts[i] = (Part){.begin = begin, .end = part_end};
        begin = part_end;
        if (pthread_create(&workers[i], NULL, parse_part, &parts[i]) != 0)
            return 1;
    }
    double sum = 0;
    uint64_t rows = 0;
    for (int i = 0; i < threads; i++) {
        pthread_join(workers[i], NULL);
        sum += parts[i].sum;
        rows += parts[i].rows;
    }
    printf("%llu rows, sum %.6f\n", (unsigned long long)rows, sum);
    return 0;
}
