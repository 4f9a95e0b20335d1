/* For tests of boundaries: small files in a folder of their own, and the set that is read from them. */
#ifndef TEST_BOUNDARY_FILES_H
#define TEST_BOUNDARY_FILES_H

#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "own_folder.h"
#include "read/boundaries.h"

static inline int make_folder(void **state)
{
    (void)state;
    GDALAllRegister();
    return folder_make("/tmp/mahalle-boundaries-XXXXXX");
}

static inline int remove_folder(void **state)
{
    (void)state;
    return folder_remove();
}

/* Features: "properties | coordinates of a Polygon", each an element; ends with NULL. */
static inline char *write_geojson(const char *name, const char *const *features)
{
    struct text text = TEXT_EMPTY;
    text_add(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; features[i]; i++) {
        const char *bar = strchr(features[i], '|');
        assert_non_null(bar);
        text_add(&text, i > 0 ? ",\n" : "\n");
        text_add(&text, "{\"type\":\"Feature\",\"properties\":{");
        text_add_bytes(&text, features[i], (size_t)(bar - features[i]));
        text_add(&text, "},\"geometry\":");
        if (strchr(bar, '{') || strstr(bar, "null"))
            text_add(&text, bar + 1);
        else
            text_add_format(&text, "{\"type\":\"Polygon\",\"coordinates\":[%s]}", bar + 1);
        text_add(&text, "}");
    }
    text_add(&text, "\n]}\n");
    char *bytes = text_take(&text);
    char *path = write_file(name, bytes);
    memory_free(bytes);
    return path;
}

/* A square of 0.01 degrees whose south-west corner lies so many hundredths east of 29 and north of 41. */
#define SQUARE_AT(x, y)                                                                                                \
    "[[29.0" #x ",41.0" #y "],[29.0" #x "9,41.0" #y "],[29.0" #x "9,41.0" #y "9],[29.0" #x ",41.0" #y "9],[29.0" #x    \
    ",41.0" #y "]]"

static inline struct boundary_set *read_source(const struct source *source, const struct source *towns)
{
    struct boundary_set *set;
    struct mah_error err = {0};
    enum mah_status status = boundary_set_read(&set, source, towns, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    return set;
}

static inline struct boundary_set *read_path(char *path)
{
    struct source source = {.path = path};
    return read_source(&source, NULL);
}

static inline void expect_failure(const struct source *source, enum mah_status expected, const char *words)
{
    struct boundary_set *set = NULL;
    struct mah_error err = {0};
    enum mah_status status = boundary_set_read(&set, source, NULL, &err);
    if (status != expected || !strstr(err.message, words))
        fail_msg("expected '%s', got %d: %s", words, status, err.message);
    assert_null(set);
}

static inline void expect_path_fails(char *path, enum mah_status expected, const char *words)
{
    struct source source = {.path = path};
    expect_failure(&source, expected, words);
}

static inline size_t issues_of(const struct boundary_set *set, enum boundary_issue_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < set->issue_count; i++)
        count += set->issues[i].kind == kind;
    return count;
}

static inline const struct boundary_issue *issue_of(const struct boundary_set *set, enum boundary_issue_kind kind)
{
    for (size_t i = 0; i < set->issue_count; i++) {
        if (set->issues[i].kind == kind)
            return &set->issues[i];
    }
    fail_msg("no issue of kind %s", boundary_issue_word(kind));
    return NULL;
}

#endif
