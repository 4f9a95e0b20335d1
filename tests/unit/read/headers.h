/* For tests of field maps: headers written as one line, and what becomes of them. */
#ifndef TESTS_HEADERS_H
#define TESTS_HEADERS_H

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
#include "read/fields.h"

enum { COLUMNS = 64 };

/* A header as people write it: names with '|' between them. */
struct header {
    char text[1000];
    char *columns[COLUMNS];
    size_t count;
};

static inline void header_split(struct header *header, const char *names)
{
    snprintf(header->text, sizeof header->text, "%s", names);
    header->count = 0;
    for (char *at = header->text; at != NULL && header->count < COLUMNS; header->count++) {
        header->columns[header->count] = at;
        at = strchr(at, '|');
        if (at != NULL)
            *at++ = '\0';
    }
}

static inline enum mah_status match(struct field_map *map, const char *names, const struct source *source,
                                    bool has_geometry, struct mah_error *err)
{
    struct header header;
    header_split(&header, names);
    return field_map_match(map, header.columns, header.count, source, has_geometry, "haneler.csv", err);
}

/* What field_map_describe says of these columns. */
static inline void assert_map_with(const char *names, const struct source *source, bool has_geometry,
                                   const char *expected)
{
    struct field_map map;
    struct header header;
    struct mah_error err = {0};
    header_split(&header, names);
    if (field_map_match(&map, header.columns, header.count, source, has_geometry, "haneler.csv", &err) != MAH_OK)
        fail_msg("'%s': %s", names, err.message);
    char *text = field_map_describe(&map, header.columns, header.count);
    assert_string_equal(text, expected);
    memory_free(text);
}

static inline void assert_map(const char *names, const char *expected)
{
    assert_map_with(names, &(struct source){0}, false, expected);
}

static inline void assert_no_map(const char *names, const struct source *source, bool has_geometry,
                                 enum mah_status status, const char *message)
{
    struct field_map map;
    struct mah_error err = {0};
    assert_int_equal(match(&map, names, source, has_geometry, &err), status);
    assert_string_equal(err.message, message);
}

static inline struct source naming(struct field_choice *choice, const char *field, const char *column)
{
    *choice = (struct field_choice){.field = (char *)field, .column = (char *)column};
    return (struct source){.fields = choice, .field_count = 1};
}

#endif
