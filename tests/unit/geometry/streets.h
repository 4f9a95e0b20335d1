/* Streets for tests, drawn as text a planner can read. */
#ifndef TEST_STREETS_H
#define TEST_STREETS_H

#include "geometry/street_network.h"
#include "shapes.h"

/* "0 0, 10 0, 10 5; 3 3, 4 4": lines of vertices. */
static inline struct street_lines draw_lines(const char *text)
{
    struct street_lines lines = {memory_new(strlen(text) + 1, sizeof(struct point)), 0,
                                 memory_new(strlen(text) + 2, sizeof(size_t)), 0};
    assert_non_null(lines.vertices);
    assert_non_null(lines.line_start);
    while (*text) {
        struct point vertex;
        int used = 0;
        assert_int_equal(sscanf(text, " %lf %lf%n", &vertex.x, &vertex.y, &used), 2);
        lines.vertices[lines.vertex_count++] = vertex;
        text += used;
        if (*text != ',')
            lines.line_start[++lines.line_count] = lines.vertex_count;
        text += *text != '\0';
    }
    return lines;
}

/* A city: its streets, its stops on them, and room for searches. */
struct city {
    struct street_network *network;
    struct street_search *search;
    uint32_t stop_node[16];
    double stop_off_m[16];
    size_t stop_count;
    double *distance_m;
    uint32_t *label;
};

static inline void open_city(struct city *city, const struct street_lines *lines, const struct point *stops,
                             size_t stop_count, double snap_m)
{
    struct mah_error err = {0};
    *city = (struct city){.stop_count = stop_count};
    assert_in_range(stop_count, 0, 16);
    if (street_network_new(&city->network, lines, stops, stop_count, snap_m, city->stop_node, city->stop_off_m, &err))
        fail_msg("%s", err.message);
    assert_int_equal(street_search_new(&city->search, city->network, NULL), MAH_OK);
    size_t nodes = street_network_node_count(city->network);
    city->distance_m = memory_new(nodes, sizeof *city->distance_m);
    city->label = memory_new(nodes, sizeof *city->label);
    assert_non_null(city->distance_m);
    assert_non_null(city->label);
}

/* Streets and stops as text: "0 0, 10 0; 5 5, 6 6" and "1 1; 2 2". */
static inline struct city build_city(const char *streets, const char *stops, double snap_m)
{
    struct street_lines lines = draw_lines(streets), points = draw_lines(stops);
    struct city city;
    open_city(&city, &lines, points.vertices, points.vertex_count, snap_m);
    street_lines_release(&lines);
    street_lines_release(&points);
    return city;
}

static inline void close_city(struct city *city)
{
    street_network_free(city->network);
    street_search_free(city->search);
    memory_free(city->distance_m);
    memory_free(city->label);
    *city = (struct city){0};
}

/* Searches from all stops; each is its own label. */
static inline void search_city(struct city *city, double bound_m)
{
    struct street_start starts[16];
    for (size_t i = 0; i < city->stop_count; i++)
        starts[i] = (struct street_start){city->stop_node[i],
                                          city->stop_node[i] == NO_STREET_NODE ? 0 : city->stop_off_m[i], (uint32_t)i};
    assert_int_equal(
        street_search_nearest(city->search, starts, city->stop_count, bound_m, city->distance_m, city->label, NULL),
        MAH_OK);
}

/* The way from a position to the nearest stop: INFINITY where there is none, NAN where no street is near. */
static inline double way_from(const struct city *city, double x, double y, uint32_t *label)
{
    struct street_place place;
    *label = UINT32_MAX;
    if (!street_network_place(city->network, (struct point){x, y}, &place))
        return NAN;
    double best_m = INFINITY;
    for (int end = 0; end < 2; end++) {
        double way_m = place.to_node_m[end] + city->distance_m[place.node[end]];
        uint32_t of = city->label[place.node[end]];
        if (way_m < best_m || (way_m == best_m && of < *label)) {
            best_m = way_m;
            *label = of;
        }
    }
    return best_m;
}

static inline void check_way(const struct city *city, double x, double y, double wanted_m, uint32_t wanted_label)
{
    uint32_t label;
    double way_m = way_from(city, x, y, &label);
    bool is_same = isnan(wanted_m) ? isnan(way_m) : way_m == wanted_m || fabs(way_m - wanted_m) < 1e-9;
    if (!is_same)
        fail_msg("from (%g %g): %.17g m, not %.17g", x, y, way_m, wanted_m);
    assert_int_equal(label, wanted_label);
}

#endif
