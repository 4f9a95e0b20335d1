/* In which of the asked areas does a household live? */
#include "../geometry/shapes.h"

#include "locate/area_index.h"

enum { AREAS = 6, MAHALLE = 4 };

/* Two squares side by side, one over their common side, one far away; and two areas of whole mahalle. */
static struct area_list drawn(void)
{
    static const char *const shapes[AREAS] = {"((0 0, 4 0, 4 4, 0 4))", NULL, "((4 0, 8 0, 8 4, 4 4))",
                                              "((3 1, 5 1, 5 3, 3 3))", NULL, "((20 20, 24 20, 24 24, 20 24))"};
    static const size_t mahalle[AREAS][2] = {[1] = {0, 2}, [4] = {2, 3}};
    struct area_list list = {memory_new(AREAS, sizeof *list.areas), AREAS};
    for (size_t i = 0; i < AREAS; i++) {
        struct area *area = &list.areas[i];
        if (shapes[i] != NULL) {
            area->polygon = shape(shapes[i]);
            continue;
        }
        area->mahalle_count = 2;
        area->mahalle = memory_new(2, sizeof *area->mahalle);
        memcpy(area->mahalle, mahalle[i], sizeof mahalle[i]);
    }
    return list;
}

static void expect(const struct area_index *index, size_t mahalle, double x, double y, size_t count,
                   const uint32_t *areas)
{
    uint32_t found[AREAS];
    assert_int_equal(area_index_find(index, mahalle, true, (struct point){x, y}, found), count);
    assert_memory_equal(found, areas, count * sizeof *areas);
}

static void a_household_in_polygons_and_whole_mahalle(void **state)
{
    (void)state;
    struct area_list list = drawn();
    struct area_index *index = NULL;
    assert_int_equal(area_index_new(&index, &list, MAHALLE, NULL), MAH_OK);
    expect(index, 1, 1, 1, 1, (uint32_t[]){0});
    expect(index, 1, 3.5, 2, 2, (uint32_t[]){0, 3});
    expect(index, 1, 22, 22, 1, (uint32_t[]){5});
    expect(index, 1, 12, 12, 0, (uint32_t[]){0});
    expect(index, 0, 12, 12, 1, (uint32_t[]){1});
    expect(index, 2, 12, 12, 2, (uint32_t[]){1, 4});
    expect(index, 3, 12, 12, 1, (uint32_t[]){4});
    expect(index, 2, 3.5, 2, 4, (uint32_t[]){0, 1, 3, 4});
    uint32_t found[AREAS];
    assert_int_equal(area_index_find(index, 2, false, (struct point){1, 1}, found), 2); /* without a position */
    assert_memory_equal(found, ((uint32_t[]){1, 4}), 2 * sizeof *found);
    area_index_free(index);
    area_index_free(NULL);
    area_list_release(&list);
}

/* Once among the polygons: in those that contain it, else in the first that it touches. */
static void on_a_border_once(void **state)
{
    (void)state;
    struct area_list list = drawn();
    struct area_index *index = NULL;
    assert_int_equal(area_index_new(&index, &list, MAHALLE, NULL), MAH_OK);
    expect(index, 1, 4, 0.5, 1, (uint32_t[]){0}); /* touches 0 and 2 */
    expect(index, 1, 4, 4, 1, (uint32_t[]){0});
    expect(index, 1, 8, 2, 1, (uint32_t[]){2});
    expect(index, 1, 4, 2, 1, (uint32_t[]){3}); /* inside 3, which decides against the touched ones */
    expect(index, 1, 5, 2, 1, (uint32_t[]){2}); /* inside 2, on the border of 3 */
    expect(index, 0, 4, 0.5, 2, (uint32_t[]){0, 1});
    area_index_free(index);
    area_list_release(&list);
}

static void areas_without_any_polygon(void **state)
{
    (void)state;
    size_t mahalle[] = {0, 2};
    struct area area = {.mahalle = mahalle, .mahalle_count = 2};
    struct area_list list = {&area, 1};
    struct area_index *index = NULL;
    assert_int_equal(area_index_new(&index, &list, MAHALLE, NULL), MAH_OK);
    expect(index, 0, 1, 1, 1, (uint32_t[]){0});
    expect(index, 1, 1, 1, 0, (uint32_t[]){0});
    expect(index, 2, 1, 1, 1, (uint32_t[]){0});
    area_index_free(index);
}

static void every_request_for_memory_may_fail(void **state)
{
    (void)state;
    struct area_list list = drawn();
    for (size_t nth = 1;; nth++) {
        struct area_index *index = NULL;
        memory_fail_from(nth);
        enum mah_status status = area_index_new(&index, &list, MAHALLE, NULL);
        memory_fail_from(0);
        if (status == MAH_OK) {
            assert_true(nth > 8);
            expect(index, 2, 3.5, 2, 4, (uint32_t[]){0, 1, 3, 4});
            area_index_free(index);
            break;
        }
        assert_int_equal(status, MAH_NO_MEMORY);
        assert_null(index);
    }
    area_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_household_in_polygons_and_whole_mahalle),
        cmocka_unit_test(on_a_border_once),
        cmocka_unit_test(areas_without_any_polygon),
        cmocka_unit_test(every_request_for_memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
