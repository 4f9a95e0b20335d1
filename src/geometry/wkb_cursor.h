/* How are numbers taken from well-known binary? ISO 13249, and the older EWKB flags of Z, M and SRID. */
#ifndef GEOMETRY_WKB_CURSOR_H
#define GEOMETRY_WKB_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "geometry/polygon.h"

enum wkb_kind {
    WKB_NONE, /* the byte order mark is none */
    WKB_POINT,
    WKB_LINE,
    WKB_POLYGON,
    WKB_MULTIPOINT,
    WKB_MULTILINE,
    WKB_MULTIPOLYGON,
    WKB_COLLECTION
};

/* Reads forwards and remembers whether the bytes ran out; every number after that is zero. */
struct wkb_cursor {
    const unsigned char *at, *end;
    bool little_endian, ran_out;
};

/* The kind of a geometry and the bytes that Z and M add to each of its vertices. */
struct wkb_type {
    uint32_t kind; /* enum wkb_kind, or a number beyond it */
    size_t extra_bytes;
};

struct wkb_type wkb_take_type(struct wkb_cursor *cursor);
uint32_t wkb_take_count(struct wkb_cursor *cursor);
struct point wkb_take_vertex(struct wkb_cursor *cursor, size_t extra_bytes);
/* Could that many vertices follow? A count that lies must not cost memory or time. */
bool wkb_has_vertices(const struct wkb_cursor *cursor, uint32_t count, size_t extra_bytes);

#endif
