/* Does the tree of rectangles visit all that is near, and little that is not? */
#include "geometry/rectangle_tree.h"

#include "shapes.h"

static struct rectangle random_rectangle(struct dice *dice, double most)
{
    struct point corner = {1000 * throw_share(dice), 1000 * throw_share(dice)};
    return (struct rectangle){corner.x, corner.y, corner.x + most * throw_share(dice),
                              corner.y + most * throw_share(dice)};
}

static void a_rectangle_is_as_far_as_its_nearest_side_or_corner(void **state)
{
    (void)state;
    struct rectangle block = {10, 20, 30, 40};
    assert_true(squared_distance_to_rectangle((struct point){15, 25}, &block) == 0);
    assert_true(squared_distance_to_rectangle((struct point){30, 40}, &block) == 0);
    assert_true(squared_distance_to_rectangle((struct point){34, 30}, &block) == 16);
    assert_true(squared_distance_to_rectangle((struct point){7, 16}, &block) == 25);
    assert_true(squared_distance_to_rectangle((struct point){20, 45}, &block) == 25);
}

struct seen {
    unsigned char visited[2000];
    size_t count;
};

static void see(void *seen_, uint32_t item, double *limit)
{
    (void)limit;
    struct seen *seen = seen_;
    assert_false(seen->visited[item]);
    seen->visited[item] = 1;
    seen->count++;
}

static void all_within_the_limit_are_visited_once_and_no_others(void **state)
{
    (void)state;
    struct dice dice = {31};
    for (size_t count = 0; count < 2000; count += 1 + count / 3) {
        struct rectangle rectangles[2000];
        for (size_t i = 0; i < count; i++)
            rectangles[i] = i % 10 == 9 ? rectangles[i - 1] : random_rectangle(&dice, i % 3 ? 5 : 0);
        struct rectangle_tree *tree;
        assert_int_equal(rectangle_tree_new(&tree, rectangles, count, NULL), MAH_OK);
        for (int turn = 0; turn < 20; turn++) {
            struct point point = {1400 * throw_share(&dice) - 200, 1400 * throw_share(&dice) - 200};
            double limit = turn == 0 ? INFINITY : 90000 * throw_share(&dice);
            const double wanted = limit;
            static struct seen seen;
            seen = (struct seen){.count = 0};
            rectangle_tree_search(tree, point, &limit, see, &seen);
            for (size_t i = 0; i < count; i++)
                assert_int_equal(seen.visited[i], squared_distance_to_rectangle(point, &rectangles[i]) <= wanted);
        }
        rectangle_tree_free(tree);
    }
}

struct first {
    const struct rectangle *rectangles;
    struct point point;
    size_t visits;
};

static void lower(void *first_, uint32_t item, double *limit)
{
    struct first *first = first_;
    double squared = squared_distance_to_rectangle(first->point, &first->rectangles[item]);
    if (squared < *limit)
        *limit = squared;
    first->visits++;
}

/* Whoever lowers the limit finds the nearest after a few dozen of two thousand. */
static void a_limit_that_falls_spares_visits(void **state)
{
    (void)state;
    struct dice dice = {37};
    struct rectangle rectangles[2000];
    for (size_t i = 0; i < 2000; i++)
        rectangles[i] = random_rectangle(&dice, 2);
    struct rectangle_tree *tree;
    assert_int_equal(rectangle_tree_new(&tree, rectangles, 2000, NULL), MAH_OK);
    size_t visits = 0;
    for (int turn = 0; turn < 200; turn++) {
        struct first first = {rectangles, {1000 * throw_share(&dice), 1000 * throw_share(&dice)}, 0};
        double limit = INFINITY, nearest = INFINITY;
        rectangle_tree_search(tree, first.point, &limit, lower, &first);
        for (size_t i = 0; i < 2000; i++)
            nearest = fmin(nearest, squared_distance_to_rectangle(first.point, &rectangles[i]));
        assert_true(limit == nearest);
        visits += first.visits;
    }
    assert_true(visits < (size_t)200 * 60);
    rectangle_tree_free(tree);
    rectangle_tree_free(NULL);
}

static void running_out_of_memory_is_told(void **state)
{
    (void)state;
    struct rectangle rectangles[100] = {{0, 0, 1, 1}};
    struct rectangle_tree *tree;
    enum mah_status status = MAH_NO_MEMORY;
    size_t nth = 0;
    while (status != MAH_OK) {
        assert_true(++nth < 20);
        memory_fail_from(nth);
        status = rectangle_tree_new(&tree, rectangles, 100, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && tree == NULL));
    }
    assert_true(nth > 4);
    rectangle_tree_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rectangle_is_as_far_as_its_nearest_side_or_corner),
        cmocka_unit_test(all_within_the_limit_are_visited_once_and_no_others),
        cmocka_unit_test(a_limit_that_falls_spares_visits),
        cmocka_unit_test(running_out_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
