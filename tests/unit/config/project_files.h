/* Files to test with: each test gets a folder of its own under /tmp, with the text it wants in mahalle.yaml. */
#ifndef TESTS_PROJECT_FILES_H
#define TESTS_PROJECT_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "config/project.h"

static char test_folder[64];

static int make_folder(void **state)
{
    (void)state;
    strcpy(test_folder, "/tmp/mahalle_config_XXXXXX");
    return mkdtemp(test_folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", test_folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", test_folder, name);
    return path;
}

static void write_bytes(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(path_of(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void write_text(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

static struct project *new_project(void)
{
    struct project *project = NULL;
    assert_int_equal(project_new(&project, NULL), MAH_OK);
    return project;
}

/* The project that a text gives; the text must be good. */
__attribute__((unused)) static struct project *read_project(const char *text)
{
    struct project *project = new_project();
    struct mah_error err = {0};
    write_text("mahalle.yaml", text);
    enum mah_status status = project_read(project, path_of("mahalle.yaml"), &err);
    if (status != MAH_OK)
        fail_msg("refused: %s", err.message);
    return project;
}

/* The text must be refused as wrong usage, with this message after the name of the folder. */
__attribute__((unused)) static void expect_refused(const char *text, const char *message)
{
    struct project *project = new_project();
    struct mah_error err = {0};
    write_text("mahalle.yaml", text);
    assert_int_equal(project_read(project, path_of("mahalle.yaml"), &err), MAH_BAD_USAGE);
    size_t length = strlen(test_folder) + 1;
    assert_memory_equal(err.message, path_of("mahalle.yaml"), length);
    assert_string_equal(err.message + length, message);
    project_free(project);
}

#endif
