/* Facilities and streets for tests, drawn as text a planner can read, and chance that is the same on every machine. */
#ifndef TEST_REACH_DRAWN_H
#define TEST_REACH_DRAWN_H

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/memory.h"
#include "reach/reach.h"

/* xorshift64*: the same numbers everywhere. */
struct dice {
    uint64_t state;
};

static inline uint64_t throw_dice(struct dice *dice)
{
    dice->state ^= dice->state >> 12;
    dice->state ^= dice->state << 25;
    dice->state ^= dice->state >> 27;
    return dice->state * 2685821657736338717u;
}

static inline double throw_share(struct dice *dice)
{
    return (double)(throw_dice(dice) >> 11) * 0x1p-53;
}

static inline struct point throw_point(struct dice *dice, double size)
{
    double x = size * throw_share(dice);
    return (struct point){500000 + x, 4450000 + size * throw_share(dice)};
}

enum { MOST_PATHS = 64, MOST_PATH_VERTICES = 512 };

struct paths {
    struct point vertex[MOST_PATH_VERTICES];
    size_t start[MOST_PATHS + 1], count;
};

/* "0 0, 4 0; 9 9, 9 12": paths of vertices. */
static inline struct paths drawn_paths(const char *text)
{
    struct paths paths = {.count = 1};
    for (const char *at = text; *at;) {
        char *end;
        double x = strtod(at, &end);
        double y = strtod(end, &end);
        assert_true(end > at && paths.start[paths.count] < MOST_PATH_VERTICES);
        paths.vertex[paths.start[paths.count]++] = (struct point){x, y};
        at = end + strspn(end, " ,");
        if (*at == ';') {
            at += strspn(at, "; ");
            assert_true(paths.count < MOST_PATHS);
            paths.count++;
            paths.start[paths.count] = paths.start[paths.count - 1];
        }
    }
    return paths;
}

static inline struct shape drawn_shape(enum shape_kind kind, const char *text)
{
    struct paths paths = drawn_paths(text);
    struct shape shape;
    assert_int_equal(shape_reserve(&shape, kind, paths.start[paths.count], paths.count, NULL), MAH_OK);
    memcpy(shape.vertices, paths.vertex, shape.vertex_count * sizeof *shape.vertices);
    memcpy(shape.part_start, paths.start, (paths.count + 1) * sizeof *shape.part_start);
    shape_set_bounds(&shape);
    return shape;
}

static inline struct street_lines drawn_streets(const char *text)
{
    struct paths paths = drawn_paths(text);
    struct street_lines lines = {.vertex_count = paths.start[paths.count], .line_count = paths.count};
    lines.vertices = memory_new(lines.vertex_count, sizeof *lines.vertices);
    lines.line_start = memory_new(lines.line_count + 1, sizeof *lines.line_start);
    assert_non_null(lines.vertices);
    assert_non_null(lines.line_start);
    memcpy(lines.vertices, paths.vertex, lines.vertex_count * sizeof *lines.vertices);
    memcpy(lines.line_start, paths.start, (lines.line_count + 1) * sizeof *lines.line_start);
    return lines;
}

/* A growing set of open facilities. */
struct drawn_set {
    struct service_set set;
    size_t capacity;
};

static inline struct facility *add_facility(struct drawn_set *drawn, size_t type, struct shape shape)
{
    struct service_set *set = &drawn->set;
    assert_int_equal(memory_grow((void **)&set->facilities, &drawn->capacity, set->count + 1, sizeof *set->facilities),
                     0);
    struct facility *facility = &set->facilities[set->count++];
    *facility = (struct facility){.type = type, .capacity = NAN, .area_m2 = NAN, .is_open = true, .shape = shape};
    return facility;
}

static inline struct facility *add_drawn(struct drawn_set *drawn, size_t type, enum shape_kind kind, const char *text)
{
    return add_facility(drawn, type, drawn_shape(kind, text));
}

static inline struct facility *add_stop(struct drawn_set *drawn, size_t type, struct point point)
{
    struct shape shape;
    assert_int_equal(shape_from_point(&shape, point, NULL), MAH_OK);
    return add_facility(drawn, type, shape);
}

static inline void release_drawn(struct drawn_set *drawn)
{
    for (size_t i = 0; i < drawn->set.count; i++)
        shape_release(&drawn->set.facilities[i].shape);
    memory_free(drawn->set.facilities);
    *drawn = (struct drawn_set){0};
}

/* A star around a point: a closed ring, or the same as an open line, or its corners as entrances. */
static inline struct shape random_shape(struct dice *dice, enum shape_kind kind, double size, double reach)
{
    size_t corners = 3 + throw_dice(dice) % 12, parts = kind == SHAPE_POINTS ? corners : 1;
    size_t vertices = corners + (kind == SHAPE_AREAS);
    struct shape shape;
    assert_int_equal(shape_reserve(&shape, kind, vertices, parts, NULL), MAH_OK);
    struct point middle = throw_point(dice, size);
    for (size_t i = 0; i < corners; i++) {
        double angle = 2 * 3.14159265358979323846 * (double)i / (double)corners;
        double away = reach * (0.2 + throw_share(dice));
        shape.vertices[i] = (struct point){middle.x + away * cos(angle), middle.y + away * sin(angle)};
    }
    if (kind == SHAPE_AREAS)
        shape.vertices[corners] = shape.vertices[0];
    for (size_t part = 0; part < parts; part++)
        shape.part_start[part + 1] = kind == SHAPE_POINTS ? part + 1 : vertices;
    shape_set_bounds(&shape);
    return shape;
}

#endif
