/* The boundaries of the sample city: closed, seamless, each with a name and a code of its own. */
#include "sample_city.h"

struct segment {
    struct demo_spot from, to;
    size_t mahalle;
};

static size_t list_segments(struct segment *out)
{
    size_t count = 0;
    for (size_t i = 0; i < MAHALLE; i++)
        for (size_t k = 0; k + 1 < rings[i].count; k++) {
            assert_true(count < MOST_SPOTS);
            out[count++] = (struct segment){rings[i].spots[k], rings[i].spots[k + 1], i};
        }
    return count;
}

static int64_t cross(struct demo_spot a, struct demo_spot b, struct demo_spot c)
{
    return (int64_t)(b.lon - a.lon) * (c.lat - a.lat) - (int64_t)(b.lat - a.lat) * (c.lon - a.lon);
}

static int sign(int64_t value)
{
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

/* Do two segments meet anywhere but in an end that both have? */
static bool segments_clash(const struct segment *s, const struct segment *t)
{
    bool shared = same_spot(s->from, t->from) || same_spot(s->from, t->to) || same_spot(s->to, t->from) ||
                  same_spot(s->to, t->to);
    int a = sign(cross(s->from, s->to, t->from)), b = sign(cross(s->from, s->to, t->to));
    int c = sign(cross(t->from, t->to, s->from)), d = sign(cross(t->from, t->to, s->to));
    if (shared) /* then they may only lie on each other, or not at all; the same edge seen from both sides is no clash
                 */
        return false;
    return a * b <= 0 && c * d <= 0 && !(a == 0 && b == 0);
}

static void test_rings_are_closed_and_run_counter_clockwise(void **state)
{
    (void)state;
    for (size_t i = 0; i < MAHALLE; i++) {
        int64_t twice_area = 0;
        assert_true(same_spot(rings[i].spots[0], rings[i].spots[rings[i].count - 1]));
        for (size_t k = 0; k + 1 < rings[i].count; k++) {
            assert_false(same_spot(rings[i].spots[k], rings[i].spots[k + 1]));
            twice_area += cross(rings[i].spots[0], rings[i].spots[k], rings[i].spots[k + 1]);
        }
        assert_true(twice_area > 0);
    }
}

/*
 * Every edge belongs to two mahalle, once in each direction, or to one and the outside; the outside edges make one line
 * around the city. Together with edges that never cross, this says: no gap, no overlap, no corner in the middle of a
 * neighbour's edge.
 */
static void test_neighbours_share_their_borders(void **state)
{
    (void)state;
    static struct segment segments[MOST_SPOTS];
    size_t count = list_segments(segments), outer = 0, start = 0;
    static bool is_outer[MOST_SPOTS];
    for (size_t i = 0; i < count; i++) {
        size_t same = 0, opposite = 0;
        for (size_t j = 0; j < count; j++) {
            same +=
                j != i && same_spot(segments[i].from, segments[j].from) && same_spot(segments[i].to, segments[j].to);
            opposite += same_spot(segments[i].from, segments[j].to) && same_spot(segments[i].to, segments[j].from);
        }
        assert_int_equal(same, 0);
        assert_true(opposite <= 1);
        is_outer[i] = opposite == 0;
        if (is_outer[i]) {
            outer++;
            start = i;
        }
    }
    size_t walked = 0;
    struct demo_spot at = segments[start].from;
    do {
        size_t next = count;
        for (size_t i = 0; i < count; i++)
            if (is_outer[i] && same_spot(segments[i].from, at)) {
                assert_int_equal(next, count);
                next = i;
            }
        assert_true(next < count);
        at = segments[next].to;
        walked++;
    } while (!same_spot(at, segments[start].from) && walked <= outer);
    assert_int_equal(walked, outer);
}

static void test_borders_do_not_cross(void **state)
{
    (void)state;
    static struct segment segments[MOST_SPOTS];
    size_t count = list_segments(segments);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (segments_clash(&segments[i], &segments[j]))
                fail_msg("borders of '%s' and '%s' cross near %d %d", rings[segments[i].mahalle].name,
                         rings[segments[j].mahalle].name, segments[i].from.lon, segments[i].from.lat);
}

static void test_names_and_codes(void **state)
{
    (void)state;
    size_t ilce_changes = 0;
    for (size_t i = 0; i < MAHALLE; i++) {
        assert_non_null(strstr(rings[i].name, " Mahallesi"));
        if (i > 0)
            assert_true(strcmp(rings[i - 1].code, rings[i].code) < 0);
        for (size_t k = 0; k < i; k++)
            assert_false(strcmp(rings[i].name, rings[k].name) == 0 && strcmp(rings[i].ilce, rings[k].ilce) == 0);
        ilce_changes += i == 0 || strcmp(rings[i - 1].ilce, rings[i].ilce) != 0;
    }
    assert_int_equal(ilce_changes, 3);
}

static int read_shape(void **state)
{
    if (write_city(state) != 0)
        return -1;
    read_rings();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rings_are_closed_and_run_counter_clockwise),
        cmocka_unit_test(test_neighbours_share_their_borders),
        cmocka_unit_test(test_borders_do_not_cross),
        cmocka_unit_test(test_names_and_codes),
    };
    return cmocka_run_group_tests(tests, read_shape, remove_city);
}
