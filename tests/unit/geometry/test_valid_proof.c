/* Does GEOS find every polygon valid that is proved to be, and does the proof find most of the valid ones? */
#include "geometry/valid_proof.h"

#include "geometry/repair.h"
#include "shapes.h"

static bool is_proved(const char *drawing)
{
    struct proof_scratch scratch = {0};
    struct polygon polygon = shape(drawing);
    bool proved = polygon_is_surely_valid(&polygon, &scratch);
    polygon_release(&polygon);
    proof_scratch_release(&scratch);
    return proved;
}

static void plain_shapes_are_proved(void **state)
{
    (void)state;
    assert_true(is_proved("((0 0, 4 0, 4 4, 0 4))"));
    assert_true(is_proved("((0 0, 0 4, 4 4, 4 4, 4 4, 4 0))")); /* clockwise, a vertex three times */
    assert_true(is_proved("((0 0, 2 0, 4 0, 4 4, 0 4))"));      /* straight on at a vertex */
    assert_true(is_proved("((0 0, 2 1, 1 3))"));
    assert_true(is_proved("((0 0, 9 0, 9 9, 0 9), (1 1, 2 1, 2 2), (3 1, 5 1, 5 5, 4 3)) ((10 0, 11 0, 11 1))"));
    assert_true(is_proved("((0 0, 9 0, 9 1, 1 1, 1 9, 0 9)) ((3 3, 5 3, 5 5, 3 5))")); /* in the arm of an L */
}

static void what_touches_is_not(void **state)
{
    (void)state;
    static const char *const drawings[] = {
        "((0 0, 4 4, 4 0, 0 4))",                                        /* bow tie */
        "((0 0, 4 0, 4 4, 9 4, 4 4, 0 4))",                              /* spike */
        "((0 0, 4 0, 8 0, 4 0, 4 4))",                                   /* spike on its own line */
        "((4 0, 0 0, 0 4, 0 0))",                                        /* nothing but spikes */
        "((0 0, 4 0, 2 0, 2 4))",                                        /* turns back at the second vertex */
        "((0 0, 8 0, 8 8, 4 0, 0 8))",                                   /* a vertex on an edge */
        "((0 0, 2 2, 4 0, 4 4, 2 2, 0 4))",                              /* a vertex twice */
        "((0 0, 4 0, 4 4, 0 4), (2 2, 6 2, 6 3))",                       /* hole across the shell */
        "((0 0, 4 0, 4 4, 0 4), (0 1, 2 2, 2 1))",                       /* hole that touches the shell: valid */
        "((0 0, 4 0, 4 4, 0 4), (6 0, 8 0, 8 2, 6 2))",                  /* hole outside */
        "((0 0, 9 0, 9 9, 0 9), (1 1, 8 1, 8 8, 1 8), (2 2, 3 2, 3 3))", /* hole in a hole */
        "((0 0, 9 0, 9 9, 0 9), (2 2, 3 2, 3 3), (1 1, 8 1, 8 8, 1 8))",
        "((0 0, 4 0, 4 4, 0 4)) ((1 1, 2 1, 2 2))", /* part in a part */
        "((1 1, 2 1, 2 2)) ((0 0, 4 0, 4 4, 0 4))",
        "((0 0, 4 0, 4 4, 0 4)) ((0 0, 4 0, 4 4, 0 4))", /* twice */
        "((0 0, 4 4, 8 8))",
        "((1 1, 2 2))",
        "((3 3, 3 3, 3 3, 3 3))",
        "",
    };
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++)
        assert_false(is_proved(drawings[i]));
    struct proof_scratch scratch = {0};
    struct polygon polygon = shape("((0 0, 4 0, 4 4, 0 4))");
    polygon.vertices[2].y = NAN;
    assert_false(polygon_is_surely_valid(&polygon, &scratch));
    polygon.vertices[2].y = 4;
    polygon.vertices[4].y = 0.5; /* not closed */
    assert_false(polygon_is_surely_valid(&polygon, &scratch));
    polygon_release(&polygon);
    proof_scratch_release(&scratch);
}

/* Coarse grids make vertices on edges, spikes and repetitions; fine ones only crossings. */
static void what_is_proved_is_valid_for_geos(void **state)
{
    (void)state;
    struct dice dice = {31};
    struct proof_scratch scratch = {0};
    static const double sizes[] = {12, 64, 1000, 1e6};
    size_t proved = 0, valid = 0, invalid = 0;
    for (int go = 0; go < 3000; go++) {
        struct polygon polygon = random_polygon(&dice, sizes[go % 4]);
        for (size_t i = 0; go % 8 >= 4 && i < polygon.vertex_count; i++) { /* into degrees, rounded anew */
            polygon.vertices[i].x = 29 + polygon.vertices[i].x / 1e6;
            polygon.vertices[i].y = 41 + polygon.vertices[i].y / 1e6;
        }
        if (go % 5 == 0 && polygon.vertex_count > 8) /* a vertex astray */
            polygon.vertices[1 + throw_below(&dice, 2)] = polygon.vertices[4 + throw_below(&dice, 4)];
        polygon_set_bounds(&polygon);
        bool is_sure = polygon_is_surely_valid(&polygon, &scratch);
        struct repair repair;
        enum mah_status status = polygon_repair(&polygon, &repair, NULL);
        bool is_valid = status == MAH_OK && !repair.was_invalid;
        assert_true(!is_sure || is_valid);
        proved += is_sure;
        valid += is_valid;
        invalid += !is_valid;
        polygon_release(&polygon);
    }
    proof_scratch_release(&scratch);
    assert_true(invalid > 500);
    assert_true(proved > 500 && proved * 10 > valid * 8);
}

static void without_memory_nothing_is_sure(void **state)
{
    (void)state;
    struct polygon polygon = shape("((0 0, 9 0, 9 9, 0 9), (1 1, 2 1, 2 2), (3 1, 5 1, 5 5, 4 3))");
    for (size_t nth = 1;; nth++) {
        struct proof_scratch scratch = {0};
        memory_fail_from(nth);
        bool proved = polygon_is_surely_valid(&polygon, &scratch);
        size_t requests = memory_request_count();
        memory_fail_from(0);
        proof_scratch_release(&scratch);
        assert_int_equal(proved, requests < nth);
        if (proved)
            break;
    }
    polygon_release(&polygon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_shapes_are_proved),
        cmocka_unit_test(what_touches_is_not),
        cmocka_unit_test(what_is_proved_is_valid_for_geos),
        cmocka_unit_test(without_memory_nothing_is_sure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
