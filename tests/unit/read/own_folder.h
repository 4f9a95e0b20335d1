/* A folder of a test's own under /tmp, and small files in it. */
#ifndef TESTS_OWN_FOLDER_H
#define TESTS_OWN_FOLDER_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char test_folder[64];

/* 0, or -1 as cmocka wants it; `pattern` ends with XXXXXX. */
static inline int folder_make(const char *pattern)
{
    snprintf(test_folder, sizeof test_folder, "%s", pattern);
    return mkdtemp(test_folder) != NULL ? 0 : -1;
}

static inline int folder_remove_one(const char *path, const struct stat *facts, int type, struct FTW *walk)
{
    (void)facts, (void)type, (void)walk;
    return remove(path);
}

static inline int folder_remove(void)
{
    return nftw(test_folder, folder_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Full path of a file of this name; good until the call after the next seven. */
static inline char *in_folder(const char *name)
{
    static char paths[8][256];
    static int turn;
    char *path = paths[turn++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", test_folder, name);
    return path;
}

static inline char *write_file(const char *name, const char *text)
{
    char *path = in_folder(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

/* Leaves so many hundredths of the file. */
static inline void cut_file(const char *path, int hundredths)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(truncate(path, facts.st_size * hundredths / 100), 0);
}

#endif
