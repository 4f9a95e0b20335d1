/* Is the index as exact as asking every polygon? On boundaries drawn by chance, at the points where an index could err.
 */
#include "drawn_city.h"
#include "locate/locator_parts.h"

static void compare(const struct locator *locator, struct point point)
{
    locate(locator, point.x, point.y);
}

/* The point and its eight neighbours one step away. */
static void compare_around(const struct locator *locator, struct point point)
{
    double x[] = {nextafter(point.x, -INFINITY), point.x, nextafter(point.x, INFINITY)};
    double y[] = {nextafter(point.y, -INFINITY), point.y, nextafter(point.y, INFINITY)};
    for (int i = 0; i < 9; i++)
        compare(locator, (struct point){x[i % 3], y[i / 3]});
}

static struct point random_point(struct dice *dice, const struct rectangle *bounds)
{
    return (struct point){bounds->min_x + throw_share(dice) * (bounds->max_x - bounds->min_x),
                          bounds->min_y + throw_share(dice) * (bounds->max_y - bounds->min_y)};
}

/* Vertices, middles and other points of edges, and points by chance. */
static void compare_everywhere(const struct locator *locator, const struct boundary_set *set, struct dice *dice,
                               int rounds)
{
    for (int i = 0; i < rounds; i++) {
        const struct polygon *polygon = &set->mahalle[throw_below(dice, set->count)].polygon;
        size_t ring = throw_below(dice, polygon->ring_count);
        size_t size = polygon->ring_start[ring + 1] - polygon->ring_start[ring] - 1;
        const struct point *edge = polygon->vertices + polygon->ring_start[ring] + throw_below(dice, size);
        double along = throw_share(dice);
        compare_around(locator, edge[0]);
        compare_around(locator, (struct point){(edge[0].x + edge[1].x) / 2, (edge[0].y + edge[1].y) / 2});
        compare_around(locator, (struct point){edge[0].x + along * (edge[1].x - edge[0].x),
                                               edge[0].y + along * (edge[1].y - edge[0].y)});
        compare(locator, (struct point){random_point(dice, &set->bounds).x, edge[0].y}); /* level with a vertex */
        compare(locator, random_point(dice, &set->bounds));
        compare(locator, random_point(dice, &polygon->bounds));
    }
}

/* Where an edge passes from one cell to the next: the points at which a cell could have been missed. */
static void compare_on_lines_of_the_grid(const struct locator *locator, struct point a, struct point b)
{
    const struct cell_grid *grid = &locator->grid;
    double width = (grid->bounds.max_x - grid->bounds.min_x) / grid->columns;
    double height = (grid->bounds.max_y - grid->bounds.min_y) / grid->rows;
    for (double i = ceil((fmin(a.x, b.x) - grid->bounds.min_x) / width); a.x != b.x; i++) {
        double x = grid->bounds.min_x + i * width;
        if (x > fmax(a.x, b.x))
            break;
        compare_around(locator, (struct point){x, a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y)});
    }
    for (double i = ceil((fmin(a.y, b.y) - grid->bounds.min_y) / height); a.y != b.y; i++) {
        double y = grid->bounds.min_y + i * height;
        if (y > fmax(a.y, b.y))
            break;
        compare_around(locator, (struct point){a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), y});
    }
}

static struct boundary_set *random_city(struct dice *dice, size_t count, struct point origin, double scale)
{
    struct boundary_set *set = empty_city("EPSG:4326");
    for (size_t k = 0; k < count; k++) {
        struct polygon polygon = random_polygon(dice, 4096);
        for (size_t i = 0; i < polygon.vertex_count; i++) {
            polygon.vertices[i].x = origin.x + polygon.vertices[i].x * scale;
            polygon.vertices[i].y = origin.y + polygon.vertices[i].y * scale;
        }
        polygon_set_bounds(&polygon);
        char code[32];
        snprintf(code, sizeof code, "%06zu", k);
        add_mahalle(set, code, NULL, NULL, polygon);
    }
    return set;
}

/* Overlaps, holes, parts, rings that cross: whatever the polygons are, both ways agree. */
static void on_random_polygons(void **state)
{
    (void)state;
    struct dice dice = {8};
    for (int go = 0; go < 40; go++) {
        size_t count = 1 + throw_below(&dice, 30);
        struct boundary_set *set = random_city(&dice, count, (struct point){28, 40}, 0x1p-12);
        struct locator *locator = locator_of(set);
        compare_everywhere(locator, set, &dice, 150);
        locator_free(locator);
        boundary_set_free(set);
    }
}

/* Cities so small or so far out that a cell would be narrower than the rounding of its coordinates. */
static void on_cities_of_a_few_steps(void **state)
{
    (void)state;
    struct dice dice = {9};
    static const double scales[] = {0x1p-57, 0x1p-55, 0x1p-53, 0x1p-51, 0x1p-47, 0x1p-36};
    for (int go = 0; go < 36; go++) {
        struct boundary_set *set =
            random_city(&dice, 1 + throw_below(&dice, 6), (struct point){29, 41}, scales[go % 6]);
        struct locator *locator = locator_of(set);
        compare_everywhere(locator, set, &dice, 60);
        const struct polygon *first = &set->mahalle[0].polygon;
        for (size_t i = 0; i + 1 < first->ring_start[1]; i++)
            compare_on_lines_of_the_grid(locator, first->vertices[i], first->vertices[i + 1]);
        locator_free(locator);
        boundary_set_free(set);
    }
}

/* Around zero steps are far smaller than the cell: slopes reach their extremes. */
static void around_zero(void **state)
{
    (void)state;
    struct dice dice = {10};
    for (int go = 0; go < 20; go++) {
        struct boundary_set *set = random_city(&dice, 1 + throw_below(&dice, 6), (struct point){-0.5, -0.5}, 0x1p-12);
        struct polygon needle = shape("((-1 -1e-300, 1 1e-300, 1 0.5))");
        add_mahalle(set, "a", NULL, NULL, needle);
        needle = shape("((-1e-300 -1, 1e-300 1, -0.5 1))");
        add_mahalle(set, "b", NULL, NULL, needle);
        struct locator *locator = locator_of(set);
        compare_everywhere(locator, set, &dice, 100);
        compare_around(locator, (struct point){0, 0});
        locator_free(locator);
        boundary_set_free(set);
    }
}

static struct polygon triangle(struct point a, struct point b, struct point c)
{
    struct polygon polygon;
    assert_int_equal(polygon_reserve(&polygon, 4, 1, 1, NULL), MAH_OK);
    struct point ring[] = {a, b, c, a};
    memcpy(polygon.vertices, ring, sizeof ring);
    polygon.ring_start[1] = 4;
    polygon.part_start[1] = 1;
    polygon_set_bounds(&polygon);
    return polygon;
}

enum { MESH_SIDE = 7 };

/* A vertex of a mesh, the same whoever asks. */
static struct point mesh_vertex(uint64_t seed, int column, int row)
{
    struct dice dice = {seed + (uint64_t)(column * MESH_SIDE + row)};
    double x = throw_share(&dice), y = throw_share(&dice);
    return (struct point){28 + 0.1 * (column + 0.6 * x), 40 + 0.1 * (row + 0.6 * y)};
}

/* Neighbours without a gap: of most cells the second is known by the first. Some triangles stand there twice, some the
 * other way round. */
static void on_neighbours(void **state)
{
    (void)state;
    struct dice dice = {13};
    size_t far_sides = 0, others = 0;
    for (int go = 0; go < 30; go++) {
        struct boundary_set *set = empty_city("EPSG:4326");
        uint64_t seed = (uint64_t)go * 1000;
        for (int k = 0; k < 2 * (MESH_SIDE - 1) * (MESH_SIDE - 1); k++) {
            int column = k / 2 % (MESH_SIDE - 1), row = k / 2 / (MESH_SIDE - 1);
            struct point west = mesh_vertex(seed, column, row + 1), east = mesh_vertex(seed, column + 1, row);
            struct point third = mesh_vertex(seed, column + k % 2, row + k % 2);
            bool is_turned = throw_below(&dice, 4) == 0;
            char code[32];
            for (int twice = throw_below(&dice, 12) == 0; twice >= 0; twice--) {
                snprintf(code, sizeof code, "%03d%d", k, twice);
                add_mahalle(
                    set, code, NULL, NULL,
                    triangle(third, is_turned == (k % 2 == 0) ? west : east, is_turned == (k % 2 == 0) ? east : west));
            }
        }
        struct locator *locator = locator_of(set);
        for (size_t i = 0; i < locator->grid.candidate_count; i++)
            *((locator->grid.candidate[i].mahalle & candidate_is_far_side) != 0 ? &far_sides : &others) += 1;
        compare_everywhere(locator, set, &dice, 200);
        locator_free(locator);
        boundary_set_free(set);
    }
    assert_true(far_sides > others / 8); /* or this would prove nothing */
}

/* Long needles cross many cells in one row, or many rows in one column. */
static void on_needles(void **state)
{
    (void)state;
    struct dice dice = {11};
    for (int go = 0; go < 20; go++) {
        struct boundary_set *set = empty_city("EPSG:4326");
        for (int k = 0; k < 10; k++) {
            struct point a = {28 + throw_share(&dice), 40 + throw_share(&dice)},
                         b = {28 + throw_share(&dice), 40 + throw_share(&dice)};
            if (k % 3 == 0)
                b.y = nextafter(a.y, 90);
            if (k % 3 == 1)
                b.x = nextafter(a.x, 180);
            struct point c = {b.x + 1e-9 * throw_share(&dice), b.y + 1e-9 * throw_share(&dice)};
            char code[32];
            snprintf(code, sizeof code, "%02d", k);
            add_mahalle(set, code, NULL, NULL, triangle(a, b, c));
        }
        struct locator *locator = locator_of(set);
        compare_everywhere(locator, set, &dice, 200);
        locator_free(locator);
        boundary_set_free(set);
    }
}

/* Triangles whose edges run exactly, or a step beside, through the corners of cells. */
static void where_edges_cross_the_lines_of_the_grid(void **state)
{
    (void)state;
    struct dice dice = {18};
    for (int go = 0; go < 60; go++) {
        struct boundary_set *set = empty_city("EPSG:4326");
        double far = go % 2 ? 29 : 0, size = go % 3 ? 1.3 : 64, step = size / 64;
        add_mahalle(
            set, "0", NULL, NULL,
            triangle((struct point){far, far}, (struct point){far + size, far}, (struct point){far, far + size}));
        for (int k = 1; k < 8; k++) {
            struct point corner[3];
            for (int i = 0; i < 3; i++) {
                corner[i] = (struct point){far + (double)throw_below(&dice, 65) * step,
                                           far + (double)throw_below(&dice, 65) * step};
                if (throw_below(&dice, 2))
                    corner[i].x = nextafter(corner[i].x, throw_below(&dice, 2) ? 0 : 100);
            }
            char code[2] = {(char)('0' + k), '\0'};
            add_mahalle(set, code, NULL, NULL, triangle(corner[0], corner[1], corner[2]));
        }
        struct locator *locator = locator_of(set);
        for (size_t k = 0; k < set->count; k++) {
            for (int i = 0; i < 3; i++)
                compare_on_lines_of_the_grid(locator, set->mahalle[k].polygon.vertices[i],
                                             set->mahalle[k].polygon.vertices[i + 1]);
        }
        locator_free(locator);
        boundary_set_free(set);
    }
}

/* Whole-number coordinates: the whole answer, smallest code and flags, against arithmetic in integers. */
static void against_integers(void **state)
{
    (void)state;
    struct dice dice = {12};
    size_t borders = 0, overlaps = 0;
    for (int go = 0; go < 30; go++) {
        struct boundary_set *set = random_city(&dice, 1 + throw_below(&dice, 20), (struct point){0, 0}, 1);
        struct locator *locator = locator_of(set);
        for (int i = 0; i < 1500; i++) {
            const struct polygon *polygon = &set->mahalle[throw_below(&dice, set->count)].polygon;
            struct point point = random_point(&dice, &polygon->bounds);
            if (i % 2)
                point = polygon->vertices[throw_below(&dice, polygon->vertex_count)];
            point = (struct point){round(point.x) + (double)throw_below(&dice, 3) - 1, round(point.y)};
            int32_t expected = NO_MAHALLE;
            bool on_border = false;
            int inside = 0;
            for (size_t k = 0; k < set->count; k++) {
                int position = whole_position(point, &set->mahalle[k].polygon);
                if (position >= 0 && expected == NO_MAHALLE)
                    expected = (int32_t)k;
                on_border |= position == 0;
                inside += position > 0;
            }
            struct location location = locator_locate(locator, point);
            assert_int_equal(location.mahalle, expected);
            assert_int_equal(location.on_border, on_border);
            assert_int_equal(location.in_overlap, inside >= 2);
            borders += on_border;
            overlaps += inside >= 2;
        }
        locator_free(locator);
        boundary_set_free(set);
    }
    assert_true(borders > 5000 && overlaps > 5000);
}

/* Many points at once, of all kinds and in any number, as one after the other. */
static void many_points_as_single_ones(void **state)
{
    (void)state;
    enum { POINTS = 100 };
    struct dice dice = {14};
    for (int go = 0; go < 40; go++) {
        struct boundary_set *set = random_city(&dice, throw_below(&dice, 12), (struct point){0, 0}, 1);
        struct locator *locator = locator_of(set);
        struct point points[POINTS];
        struct location many[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[i] = random_point(&dice, &(struct rectangle){-4200, -4200, 4200, 4200});
            if (i % 7 == 0)
                points[i] = (struct point){i % 2 ? HUGE_VAL : NAN, 0};
            else if (set->count > 0 && i % 3 == 0)
                points[i] = set->mahalle[throw_below(&dice, set->count)].polygon.vertices[0];
        }
        size_t count = throw_below(&dice, POINTS + 1);
        locator_locate_all(locator, points, count, many);
        for (size_t i = 0; i < count; i++) {
            struct location single = locator_locate(locator, points[i]);
            assert_int_equal(many[i].mahalle, single.mahalle);
            assert_int_equal(many[i].on_border, single.on_border);
            assert_int_equal(many[i].in_overlap, single.in_overlap);
        }
        locator_free(locator);
        boundary_set_free(set);
    }
}

/* Where the pieces of a border were left out, the whole polygon answers. */
static void without_pieces(void **state)
{
    (void)state;
    struct dice dice = {15};
    for (int go = 0; go < 20; go++) {
        struct boundary_set *set = random_city(&dice, 1 + throw_below(&dice, 12), (struct point){0, 0}, 1);
        struct locator *locator = locator_of(set);
        struct cell_grid *grid = &locator->grid;
        for (size_t cell = 0; cell < (size_t)grid->columns * grid->rows; cell++) {
            if ((grid->cell[cell] & cell_is_list) == 0)
                continue;
            struct candidate *candidate = &grid->candidate[grid->cell[cell] & ~cell_is_list];
            do {
                uint32_t index = candidate->mahalle & candidate_index;
                candidate->mahalle |= candidate_is_whole;
                if (locator->banded[index] == NULL)
                    assert_int_equal(banded_polygon_new(&locator->banded[index], &set->mahalle[index].polygon, NULL),
                                     MAH_OK);
            } while ((candidate++->mahalle & candidate_is_last) == 0);
        }
        compare_everywhere(locator, set, &dice, 40);
        locator_free(locator);
        boundary_set_free(set);
    }
}

/* A ragged ring around the middle. */
static struct polygon ragged(struct dice *dice, size_t vertices)
{
    struct polygon polygon;
    assert_int_equal(polygon_reserve(&polygon, vertices + 1, 1, 1, NULL), MAH_OK);
    for (size_t i = 0; i < vertices; i++) {
        double angle = 2 * acos(-1) * (double)i / (double)vertices, radius = 0.5 + 0.4 * throw_share(dice);
        polygon.vertices[i] = (struct point){29 + radius * cos(angle), 41 + radius * sin(angle)};
    }
    polygon.vertices[vertices] = polygon.vertices[0];
    polygon.ring_start[1] = vertices + 1;
    polygon.part_start[1] = 1;
    polygon_set_bounds(&polygon);
    return polygon;
}

/* For few points the grid is coarser, and each of its cells asks more borders: the answers are the same. */
static void on_a_coarse_grid(void **state)
{
    (void)state;
    static const uint64_t points[] = {0, 1000, 5000, 20000, locate_many_points};
    struct dice dice = {41};
    struct boundary_set *set = empty_city("EPSG:4326");
    add_mahalle(set, "0", NULL, NULL, ragged(&dice, 9000));
    add_mahalle(set, "1", NULL, NULL, ragged(&dice, 9000));
    uint32_t columns[5];
    for (size_t i = 0; i < 5; i++) {
        struct locator *locator = locator_for(set, points[i]);
        columns[i] = locator->grid.columns;
        compare_everywhere(locator, set, &dice, 60);
        locator_free(locator);
    }
    /* the root of 18,002 vertices is 134.2 */
    assert_int_equal(columns[0], 67);
    assert_int_equal(columns[1], 67);
    assert_int_equal(columns[2], 141); /* four cells a point */
    assert_int_equal(columns[3], 268);
    assert_int_equal(columns[4], 268);
    boundary_set_free(set);
}

static void on_real_boundaries(void **state)
{
    (void)state;
    static const char *const files[] = {"istanbul_mahalle.geojson", "gaziantep_mahalle.geojson",
                                        "bursa_mahalle.geojson"};
    for (int i = 0; i < 3; i++) {
        char file[100], path[1000];
        snprintf(file, sizeof file, "tr-mahalle-boundaries/%s", files[i]);
        if (!shared_data(path, sizeof path, file))
            skip();
        struct source source = {.path = path};
        struct boundary_set *set;
        assert_int_equal(boundary_set_read(&set, &source, NULL, NULL), MAH_OK);
        struct locator *locator = locator_of(set);
        struct dice dice = {13};
        compare_everywhere(locator, set, &dice, 6);
        locator_free(locator);
        boundary_set_free(set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_random_polygons), cmocka_unit_test(on_cities_of_a_few_steps),
        cmocka_unit_test(around_zero),        cmocka_unit_test(on_neighbours),
        cmocka_unit_test(on_needles),         cmocka_unit_test(where_edges_cross_the_lines_of_the_grid),
        cmocka_unit_test(against_integers),   cmocka_unit_test(many_points_as_single_ones),
        cmocka_unit_test(without_pieces),     cmocka_unit_test(on_a_coarse_grid),
        cmocka_unit_test(on_real_boundaries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
