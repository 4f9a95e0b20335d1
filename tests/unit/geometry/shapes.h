/* Polygons for tests, drawn as text a planner can read, and chance that is the same on every machine. */
#ifndef TEST_SHAPES_H
#define TEST_SHAPES_H

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/slice.h"
#include "geometry/polygon.h"

/*
 * "((0 0, 4 0, 4 4, 0 4), (1 1, 1 2, 2 2)) ((6 0, 7 0, 7 1))": parts of rings of vertices; rings are closed here.
 */
static inline struct polygon shape(const char *text)
{
    struct polygon polygon;
    assert_int_equal(polygon_reserve(&polygon, strlen(text), strlen(text), strlen(text), NULL), MAH_OK);
    polygon.vertex_count = polygon.ring_count = polygon.part_count = 0;
    int depth = 0;
    for (const char *at = text; *at;) {
        if (*at == '(') {
            depth++;
            at++;
        } else if (*at == ')') {
            if (depth == 2) {
                polygon.vertices[polygon.vertex_count++] = polygon.vertices[polygon.ring_start[polygon.ring_count]];
                polygon.ring_start[++polygon.ring_count] = polygon.vertex_count;
            } else {
                polygon.part_start[++polygon.part_count] = polygon.ring_count;
            }
            depth--;
            at++;
        } else if (*at == ' ' || *at == ',') {
            at++;
        } else {
            double number[2];
            for (int i = 0; i < 2; i++) {
                at += strspn(at, " ");
                size_t length = strcspn(at, " ,)");
                assert_int_equal(number_read((struct slice){at, (uint32_t)length}, &number[i]), NUMBER_OK);
                at += length;
            }
            polygon.vertices[polygon.vertex_count++] = (struct point){number[0], number[1]};
        }
    }
    assert_int_equal(depth, 0);
    polygon_set_bounds(&polygon);
    return polygon;
}

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

/* 0 .. below - 1 */
static inline uint64_t throw_below(struct dice *dice, uint64_t below)
{
    return throw_dice(dice) % below;
}

/* [0, 1) in steps of 2^-53 */
static inline double throw_share(struct dice *dice)
{
    return (double)(throw_dice(dice) >> 11) * 0x1p-53;
}

/* A star around the centre: one ring that never crosses itself, with corners on whole numbers (some may repeat). */
static inline void add_star(struct polygon *polygon, struct dice *dice, struct point centre, double least, double most,
                            size_t corners)
{
    size_t first = polygon->vertex_count;
    for (size_t i = 0; i < corners; i++) {
        double angle = 2 * 3.14159265358979323846 * ((double)i + 0.8 * throw_share(dice)) / (double)corners;
        double reach = least + (most - least) * throw_share(dice);
        polygon->vertices[polygon->vertex_count++] =
            (struct point){round(centre.x + reach * cos(angle)), round(centre.y + reach * sin(angle))};
    }
    polygon->vertices[polygon->vertex_count++] = polygon->vertices[first];
    polygon->ring_start[++polygon->ring_count] = polygon->vertex_count;
}

/* A star, a smaller star cut out of it, and perhaps a second part beside them; any of the rings may cross another. */
static inline struct polygon random_polygon(struct dice *dice, double size)
{
    struct polygon polygon;
    size_t corners = 3 + throw_below(dice, 40);
    assert_int_equal(polygon_reserve(&polygon, 3 * corners + 3, 3, 2, NULL), MAH_OK);
    polygon.vertex_count = polygon.ring_count = polygon.part_count = 0;
    struct point centre = {round(size * throw_share(dice)), round(size * throw_share(dice))};
    double reach = size * (0.05 + 0.4 * throw_share(dice));
    add_star(&polygon, dice, centre, reach / 3, reach, corners);
    if (throw_below(dice, 2))
        add_star(&polygon, dice, centre, 0, reach / 3.5, corners);
    polygon.part_start[++polygon.part_count] = polygon.ring_count;
    if (throw_below(dice, 3) == 0) {
        centre.x += round(1.2 * reach);
        add_star(&polygon, dice, centre, reach / 4, reach / 2, corners);
        polygon.part_start[++polygon.part_count] = polygon.ring_count;
    }
    polygon_set_bounds(&polygon);
    return polygon;
}

/* Whole-number coordinates up to 2^53 in size: the sign of the cross product without any rounding. */
static inline int whole_orientation(struct point a, struct point b, struct point c)
{
    __extension__ typedef __int128 wide;
    wide left = (wide)((int64_t)b.x - (int64_t)a.x) * ((int64_t)c.y - (int64_t)a.y);
    wide right = (wide)((int64_t)b.y - (int64_t)a.y) * ((int64_t)c.x - (int64_t)a.x);
    return (left > right) - (left < right);
}

/* -1 outside, 0 on the border, 1 inside, for whole-number coordinates; winding of rays done in integers only. */
static inline int whole_position(struct point point, const struct polygon *polygon)
{
    int inside = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++) {
            struct point a = polygon->vertices[i], b = polygon->vertices[i + 1];
            int side = whole_orientation(a, b, point);
            int between_x = (a.x <= point.x && point.x <= b.x) || (b.x <= point.x && point.x <= a.x);
            int between_y = (a.y <= point.y && point.y <= b.y) || (b.y <= point.y && point.y <= a.y);
            if (side == 0 && between_x && between_y)
                return 0;
            if ((a.y <= point.y && b.y > point.y && side > 0) || (b.y <= point.y && a.y > point.y && side < 0))
                inside = !inside;
        }
    }
    return inside ? 1 : -1;
}

#endif
