/* A border of so many vertices in one row of cells that these are not worked out: the whole mahalle is asked there. */
#include "drawn_city.h"
#include "locate/locator_parts.h"

enum { TEETH = 230000 };

/* South or north of a zigzag along the parallel of 37.5; both mahalle have its vertices. */
static struct polygon half(bool is_south)
{
    struct polygon polygon;
    assert_int_equal(polygon_reserve(&polygon, TEETH + 4, 1, 1, NULL), MAH_OK);
    size_t count = 0;
    for (size_t i = 0; i <= TEETH; i++) {
        size_t at = is_south ? TEETH - i : i;
        polygon.vertices[count++] =
            (struct point){38 + (double)at / TEETH, 37.5 + (at % 2 == 0 ? 0 : 1e-7) + (at % 3 == 0 ? 3e-8 : 0)};
    }
    polygon.vertices[count++] = (struct point){is_south ? 38 : 39, is_south ? 37 : 38};
    polygon.vertices[count++] = (struct point){is_south ? 39 : 38, is_south ? 37 : 38};
    polygon.vertices[count++] = polygon.vertices[0];
    polygon.ring_start[1] = count;
    polygon.part_start[1] = 1;
    polygon.vertex_count = count;
    polygon_set_bounds(&polygon);
    return polygon;
}

static size_t whole_candidates(const struct locator *locator)
{
    size_t count = 0;
    for (size_t i = 0; i < locator->grid.candidate_count; i++)
        count += (locator->grid.candidate[i].mahalle & candidate_is_whole) != 0;
    return count;
}

static void a_mahalle_is_asked_as_a_whole_where_cells_take_too_much(void **state)
{
    (void)state;
    struct dice dice = {17};
    struct boundary_set *set = empty_city("EPSG:4326");
    add_mahalle(set, "1", "Güney", NULL, half(true));
    add_mahalle(set, "2", "Kuzey", NULL, half(false));
    struct locator *locator = locator_of(set);
    assert_true(whole_candidates(locator) > 0);
    assert_true(whole_candidates(locator) < locator->grid.candidate_count); /* those before the limit are worked out */
    const struct polygon *south = &set->mahalle[0].polygon;
    int in_south = 0, in_north = 0, on_border = 0;
    for (int i = 0; i < 40; i++) {
        struct point a = south->vertices[throw_below(&dice, TEETH)], b = {38 + throw_share(&dice), 37.5};
        const double apart[] = {0, 1e-9, -1e-9, 1e-7, -1e-7};
        for (size_t k = 0; k < sizeof apart / sizeof *apart; k++) {
            struct location of_vertex = locate(locator, a.x, a.y + apart[k]);
            struct location beside = locate(locator, b.x, b.y + apart[k]);
            on_border += of_vertex.on_border;
            in_south += beside.mahalle == 0;
            in_north += beside.mahalle == 1;
        }
    }
    assert_int_equal(on_border, 40);
    assert_true(in_south > 40 && in_north > 20);
    locator_free(locator);
    boundary_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mahalle_is_asked_as_a_whole_where_cells_take_too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
