/* Are households moved far enough, not too far, and never out of their mahalle? */
#include "../locate/drawn_city.h"

#include "protect/geomask.h"
#include "protect/local_density.h"

static const double pi = 3.14159265358979323846;

/* In metres. A square, an L, a ring with an inner court (which is a mahalle of its own), two parts, a lane two metres
 * wide, a yard that is smaller than the least move, and a square that overlaps the first. */
static const struct drawn_mahalle drawn[] = {
    {"1", "Kare", NULL, "((0 0, 3000 0, 3000 3000, 0 3000))"},
    {"2", "Köşe", NULL, "((4000 0, 5000 0, 5000 300, 4300 300, 4300 1000, 4000 1000))"},
    {"3", "Halka", NULL, "((6000 0, 7000 0, 7000 1000, 6000 1000), (6200 200, 6200 800, 6800 800, 6800 200))"},
    {"4", "Avlu", NULL, "((6200 200, 6800 200, 6800 800, 6200 800))"},
    {"5", "Parçalı", NULL, "((8000 0, 8300 0, 8300 300, 8000 300)) ((8400 0, 8700 0, 8700 300, 8400 300))"},
    {"6", "Dar", NULL, "((9000 0, 9500 0, 9500 2, 9000 2))"},
    {"7", "Küçük", NULL, "((9600 0, 9630 0, 9630 30, 9600 30))"},
    {"8", "Örtüşen", NULL, "((2800 0, 3400 0, 3400 600, 2800 600))"},
};
enum { SQUARE, CORNER, RING, COURT, PARTS, LANE, YARD, OVERLAPPING, MAHALLE };
enum { MOST = 4000 };

static struct boundary_set *set;
static struct locator *locator;
static struct geomask *mask;
static struct household_point rows[MOST];
static struct masked_point moved[MOST];
static const struct geomask_rules rules = {
    .min_m = 50, .max_m = 200, .households = 20, .secret = {{7, 3, 1, 9, 9, 1, 4, 4, 0, 2, 8, 1, 6, 5, 5, 2}}};

static int build(void **state)
{
    (void)state;
    set = city("EPSG:5254", drawn, MAHALLE);
    locator = locator_of(set);
    return geomask_new(&mask, &rules, set, locator, &set->crs, NULL) == MAH_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    geomask_free(mask);
    locator_free(locator);
    boundary_set_free(set);
    return 0;
}

/* The fractional part of multiples of irrational numbers: spread evenly, and the same everywhere. */
static double spread(size_t i, double step)
{
    double x = (double)(i + 1) * step;
    return x - floor(x);
}

/* Households in a box, those of them that lie in the mahalle; returns how many. */
static size_t settle(int32_t mahalle, size_t wanted, struct rectangle box)
{
    size_t count = 0;
    for (size_t i = 0; count < wanted && i < 100 * wanted; i++) {
        struct point place = {box.min_x + spread(i, 0.7548776662466927) * (box.max_x - box.min_x),
                              box.min_y + spread(i, 0.5698402909980532) * (box.max_y - box.min_y)};
        if (locator_locate(locator, place).mahalle == mahalle)
            rows[count++] = (struct household_point){
                .position = place, .mahalle = mahalle, .mark = 0x9E3779B97F4A7C15u * (i + 1), .id = ""};
    }
    assert_int_equal(count, wanted);
    return count;
}

static size_t settle_all(int32_t mahalle, size_t wanted)
{
    return settle(mahalle, wanted, set->mahalle[mahalle].polygon.bounds);
}

static double distance_m(size_t i)
{
    return hypot(moved[i].position.x - rows[i].position.x, moved[i].position.y - rows[i].position.y);
}

struct drawn_ring {
    double least_m, most_m;
};

/* By the definition: powers of the square root of two, and of two. */
static struct drawn_ring ring_of(double per_m2)
{
    double near_m = 50 * pow(2, 0.5 * ceil(2 * log2(sqrt(20 / (pi * per_m2)) / 50) - 1e-9));
    double least_m = near_m > 50 ? near_m : 50;
    double doublings = ceil(log2(sqrt(least_m * least_m + near_m * near_m) / 200) - 1e-9);
    return (struct drawn_ring){least_m, 200 * pow(2, fmax(0, doublings))};
}

/* Households of the mahalle in whose own ring the point lies: counted, and not estimated. */
static size_t could_be(size_t i, const struct drawn_ring *rings, size_t count)
{
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        double far_m = hypot(moved[i].position.x - rows[k].position.x, moved[i].position.y - rows[k].position.y);
        found += far_m >= rings[k].least_m * (1 - 1e-8) && far_m <= rings[k].most_m * (1 + 1e-8);
    }
    return found;
}

/* What is promised of every point; returns how many were moved. */
static size_t check_moved(size_t count)
{
    size_t found = 0;
    struct local_density *density = NULL;
    static struct point places[MOST];
    static struct drawn_ring rings[MOST];
    for (size_t i = 0; i < count; i++)
        places[i] = rows[i].position;
    assert_int_equal(local_density_new(&density, places, count, 0, NULL), MAH_OK);
    for (size_t i = 0; i < count; i++)
        rings[i] = ring_of(local_density_per_m2(density, places[i], rules.households));
    for (size_t i = 0; i < count; i++) {
        if (moved[i].outcome != MASK_MOVED)
            continue;
        found++;
        double per_m2 = local_density_per_m2(density, places[i], rules.households), r_m = distance_m(i);
        double least_m = rings[i].least_m, most_m = moved[i].most_m;
        struct location there = locate(locator, moved[i].position.x, moved[i].position.y);
        assert_int_equal(there.mahalle, rows[i].mahalle);
        assert_false(there.on_border);
        assert_true(could_be(i, rings, count) >= 20);
        assert_true(r_m >= least_m * (1 - 1e-9) && r_m <= most_m * (1 + 1e-9));
        assert_true(pi * r_m * r_m * per_m2 >= 20 * (1 - 1e-9));
        assert_true(pi * (most_m * most_m - least_m * least_m) * per_m2 >= 20 * (1 - 1e-9));
        assert_true(fabs(moved[i].least_m - least_m) < 1e-9 * least_m);
        double doublings = log2(most_m / rings[i].most_m);
        assert_true(doublings >= 0 && doublings <= 3 && doublings == floor(doublings));
    }
    local_density_free(density);
    return found;
}

static void move(size_t count)
{
    memset(moved, 0, sizeof moved);
    assert_int_equal(geomask_move(moved, mask, rows, count, NULL), MAH_OK);
}

static void stay_in_mahalle_of_any_shape(void **state)
{
    (void)state;
    static const struct {
        int32_t mahalle;
        size_t households;
    } all[] = {{SQUARE, 4000}, {CORNER, 500}, {RING, 400}, {COURT, 300}, {PARTS, 200}, {OVERLAPPING, 150}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t count = settle_all(all[i].mahalle, all[i].households);
        move(count);
        assert_int_equal(check_moved(count), count);
    }
}

/* Kolmogorov-Smirnov: r^2 is uniform between 50^2 and 200^2, the angle all around (1 per cent: 1.63 / sqrt(n)). */
static int compare_numbers(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

static double farthest_from_uniform(double *shares, size_t count)
{
    double most = 0;
    qsort(shares, count, sizeof *shares, compare_numbers);
    for (size_t i = 0; i < count; i++) {
        double above = (double)(i + 1) / (double)count - shares[i], below = shares[i] - (double)i / (double)count;
        most = fmax(most, fmax(above, below));
    }
    return most;
}

static void are_spread_evenly_over_the_ring(void **state)
{
    (void)state;
    static double radius[MOST], angle[MOST];
    size_t count = settle(SQUARE, MOST, (struct rectangle){1200, 1200, 1700, 1700}); /* far from every border */
    move(count);
    assert_int_equal(check_moved(count), count);
    for (size_t i = 0; i < count; i++) {
        assert_true(moved[i].most_m == 200);
        double r_m = distance_m(i);
        radius[i] = (r_m * r_m - 2500) / 37500;
        angle[i] =
            0.5 + atan2(moved[i].position.y - rows[i].position.y, moved[i].position.x - rows[i].position.x) / (2 * pi);
    }
    assert_true(farthest_from_uniform(radius, count) < 1.63 / sqrt((double)count));
    assert_true(farthest_from_uniform(angle, count) < 1.63 / sqrt((double)count));
}

/* Beyond the edge of a settlement most of a ring is empty land: nobody is moved so far out that fewer than twenty could
 * be meant. */
static void the_edge_of_a_settlement_stays_one_of_many(void **state)
{
    (void)state;
    size_t count = settle(SQUARE, 300, (struct rectangle){1000, 1000, 1200, 1200}), outwards = 0;
    move(count);
    assert_int_equal(check_moved(count), count);
    for (size_t i = 0; i < count; i++)
        outwards += moved[i].position.x < 1000;
    assert_true(outwards > 0);
}

/* Sixty farms on nine square kilometres: as far as it takes until twenty live as near. Of twenty-five no place could be
 * that of twenty. */
static void lonely_households_go_farther(void **state)
{
    (void)state;
    size_t count = settle_all(SQUARE, 60), far = 0;
    move(count);
    check_moved(count);
    for (size_t i = 0; i < count; i++)
        far += moved[i].outcome == MASK_MOVED && moved[i].most_m >= 1600 && distance_m(i) > 800;
    assert_true(far > 50);
    count = settle_all(SQUARE, 25);
    move(count);
    assert_int_equal(check_moved(count), 0);
}

/* One farm is not hidden by the village at the other end of its mahalle. */
static void a_village_far_away_hides_no_farm(void **state)
{
    (void)state;
    size_t count = settle(SQUARE, 500, (struct rectangle){0, 0, 300, 300});
    rows[count] = (struct household_point){.position = {2600, 2600}, .mahalle = SQUARE, .mark = 77, .id = ""};
    move(count + 1);
    check_moved(count + 1);
    if (moved[count].outcome == MASK_MOVED)
        assert_true(distance_m(count) > 600);
}

static void fewer_than_twenty_have_no_point(void **state)
{
    (void)state;
    size_t count = settle_all(COURT, 19);
    move(count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(moved[i].outcome, MASK_TOO_FEW);
    count = settle_all(COURT, 20);
    move(count);
    for (size_t i = 0; i < count; i++)
        assert_int_not_equal(moved[i].outcome, MASK_TOO_FEW);
}

/* Of a hundred draws hardly one lies in the lane: most are taken to the nearest place inside. */
static void after_a_hundred_tries_the_nearest_place_inside(void **state)
{
    (void)state;
    size_t count = settle_all(LANE, 100);
    move(count);
    assert_true(check_moved(count) > 90);
}

/* Nothing in the yard is fifty metres away: better no point than one that is too near. */
static void without_a_place_far_enough_no_point(void **state)
{
    (void)state;
    size_t count = settle_all(YARD, 60);
    move(count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(moved[i].outcome, MASK_NO_PLACE);
}

static void the_secret_decides_and_nothing_else(void **state)
{
    (void)state;
    static struct masked_point first[MOST];
    size_t count = settle_all(CORNER, 300), same = 0;
    move(count);
    memcpy(first, moved, sizeof first);
    move(count);
    for (size_t i = 0; i < count; i++)
        assert_true(moved[i].position.x == first[i].position.x && moved[i].position.y == first[i].position.y);
    for (size_t i = 0; i < count / 2; i++) { /* the rows the other way round */
        struct household_point row = rows[i];
        rows[i] = rows[count - 1 - i];
        rows[count - 1 - i] = row;
    }
    move(count);
    for (size_t i = 0; i < count; i++)
        assert_true(moved[count - 1 - i].position.x == first[i].position.x);
    struct geomask *other = NULL;
    struct geomask_rules changed = rules;
    changed.secret.bytes[15] ^= 1;
    assert_int_equal(geomask_new(&other, &changed, set, locator, &set->crs, NULL), MAH_OK);
    assert_int_equal(geomask_move(first, other, rows, count, NULL), MAH_OK);
    geomask_free(other);
    for (size_t i = 0; i < count; i++)
        same += moved[i].position.x == first[i].position.x;
    assert_int_equal(same, 0);
}

/* A house of many households without ids, which share a mark: each goes its own way. */
static void households_of_one_house_part(void **state)
{
    (void)state;
    enum { HOUSEHOLDS = 40 };
    for (size_t i = 0; i < HOUSEHOLDS; i++)
        rows[i] = (struct household_point){.position = {1500, 1500}, .mahalle = SQUARE, .mark = 5, .id = ""};
    move(HOUSEHOLDS);
    assert_int_equal(check_moved(HOUSEHOLDS), HOUSEHOLDS);
    for (size_t i = 0; i < HOUSEHOLDS; i++)
        for (size_t k = 0; k < i; k++)
            assert_true(moved[i].position.x != moved[k].position.x);
}

/* A street of ten-storey houses without ids: whichever of a house stands first in the file, each goes the same way. */
static void the_order_of_the_file_numbers_nobody(void **state)
{
    (void)state;
    enum { HOUSEHOLDS = 400, IN_A_HOUSE = 10 };
    static struct masked_point first[HOUSEHOLDS];
    for (size_t i = 0; i < HOUSEHOLDS; i++)
        rows[i] = (struct household_point){.position = {1000 + 20.0 * (double)(i / IN_A_HOUSE), 1500},
                                           .mahalle = SQUARE,
                                           .mark = 5 + i / IN_A_HOUSE,
                                           .persons = 1 + (int32_t)(i % 5),
                                           .migrant = i % 3 == 0 ? MIGRANT_RECENT : MIGRANT_OTHER,
                                           .arrival_year = (int16_t)(2000 + i % IN_A_HOUSE),
                                           .id = ""};
    move(HOUSEHOLDS);
    memcpy(first, moved, sizeof first);
    for (size_t i = 0; i < HOUSEHOLDS / 2; i++) {
        struct household_point row = rows[i];
        rows[i] = rows[HOUSEHOLDS - 1 - i];
        rows[HOUSEHOLDS - 1 - i] = row;
    }
    move(HOUSEHOLDS);
    for (size_t i = 0; i < HOUSEHOLDS; i++)
        assert_true(moved[HOUSEHOLDS - 1 - i].position.x == first[i].position.x);
}

static void move_by(struct masked_point *out, struct geomask_rules by, size_t count)
{
    struct geomask *other = NULL;
    assert_int_equal(geomask_new(&other, &by, set, locator, &set->crs, NULL), MAH_OK);
    assert_int_equal(geomask_move(out, other, rows, count, NULL), MAH_OK);
    geomask_free(other);
}

static size_t same_direction(const struct masked_point *a, const struct masked_point *b, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        double ax = a[i].position.x - rows[i].position.x, ay = a[i].position.y - rows[i].position.y,
               bx = b[i].position.x - rows[i].position.x, by = b[i].position.y - rows[i].position.y;
        found += fabs(ax * by - ay * bx) < 1e-3 * hypot(ax, ay) * hypot(bx, by);
    }
    return found;
}

/* Were they the same angle, the line through two files' points of a household would lead to its place. */
static void another_setting_is_another_direction(void **state)
{
    (void)state;
    static struct masked_point other[MOST];
    size_t count = settle(SQUARE, 2000, (struct rectangle){800, 800, 2200, 2200});
    move(count);
    struct geomask_rules changed[3] = {rules, rules, rules};
    changed[0].min_m = 60;
    changed[1].max_m = 300;
    changed[2].households = 25;
    for (size_t i = 0; i < 3; i++) {
        move_by(other, changed[i], count);
        assert_true(same_direction(moved, other, count) < count / 100);
    }
}

/* So is another ring, since others moved away. */
static void other_surroundings_are_another_direction(void **state)
{
    (void)state;
    static struct masked_point before[MOST];
    size_t count = settle(SQUARE, 2000, (struct rectangle){800, 800, 2200, 2200}), other_ring = 0;
    move(count);
    memcpy(before, moved, sizeof before);
    move(count / 4);
    for (size_t i = 0; i < count / 4; i++)
        other_ring += moved[i].outcome == MASK_MOVED && moved[i].least_m != before[i].least_m;
    assert_true(other_ring > count / 8);
    assert_true(same_direction(before, moved, count / 4) < count / 4 - other_ring + 5);
}

/* Of each change a new draw: so a few who come or go must change hardly anything. */
static void small_changes_change_little(void **state)
{
    (void)state;
    static struct masked_point before[MOST];
    static const struct rectangle boxes[] = {{800, 800, 1500, 1500}, {100, 100, 2900, 2900}}; /* a town, a wide land */
    for (size_t k = 0; k < 2; k++) {
        size_t count = settle(SQUARE, 2000, boxes[k]), kept = 0, same = 0;
        move(count);
        for (size_t i = 0; i < count; i++) {
            if (i % 50 == 7)
                continue;
            before[kept] = moved[i];
            rows[kept++] = rows[i];
        }
        move(kept);
        for (size_t i = 0; i < kept; i++)
            same += moved[i].position.x == before[i].position.x && moved[i].position.y == before[i].position.y;
        assert_true(same > kept * 9 / 10);
    }
}

/* The same in degrees: distances are those on the ground. */
static void boundaries_in_degrees(void **state)
{
    (void)state;
    static const struct drawn_mahalle degrees[] = {
        {"1", "Kare", NULL, "((30 39, 30.02 39, 30.02 39.02, 30 39.02))"},
        {"2", "Dar", NULL, "((30.03 39, 30.04 39, 30.04 39.00002, 30.03 39.00002))"}};
    struct boundary_set *far = city("EPSG:4326", degrees, 2);
    struct locator *places = locator_of(far);
    struct crs metres;
    struct geomask *other = NULL;
    struct transformation *to_metres = NULL;
    assert_int_equal(crs_resolve(&metres, "EPSG:5254", NULL), MAH_OK);
    assert_int_equal(geomask_new(&other, &rules, far, places, &metres, NULL), MAH_OK);
    assert_int_equal(transformation_new(&to_metres, &far->crs, &metres, NULL), MAH_OK);
    for (int32_t mahalle = 0; mahalle < 2; mahalle++) {
        enum { HOUSEHOLDS = 400 };
        size_t found = 0;
        const struct rectangle *box = &far->mahalle[mahalle].polygon.bounds;
        for (size_t i = 0; i < HOUSEHOLDS; i++)
            rows[i] = (struct household_point){
                .position = {box->min_x + spread(i, 0.7548776662466927) * (box->max_x - box->min_x),
                             box->min_y + spread(i, 0.5698402909980532) * (box->max_y - box->min_y)},
                .mahalle = mahalle,
                .mark = i + 1,
                .id = ""};
        assert_int_equal(geomask_move(moved, other, rows, HOUSEHOLDS, NULL), MAH_OK);
        for (size_t i = 0; i < HOUSEHOLDS; i++) {
            struct point ends[] = {rows[i].position, moved[i].position};
            transformation_apply(to_metres, ends, 2);
            double r_m = hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y);
            if (moved[i].outcome != MASK_MOVED)
                continue;
            found++;
            assert_int_equal(locator_locate(places, moved[i].position).mahalle, mahalle);
            assert_true(r_m >= 50 - 1e-3 && r_m <= moved[i].most_m + 1e-3);
        }
        assert_true(found > HOUSEHOLDS * 9 / 10);
    }
    transformation_free(to_metres);
    geomask_free(other);
    crs_release(&metres);
    locator_free(places);
    boundary_set_free(far);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    size_t count = settle_all(LANE, 60);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status == MAH_NO_MEMORY; nth++) {
        struct geomask *other = NULL;
        memory_fail_only(nth);
        status = geomask_new(&other, &rules, set, locator, &set->crs, NULL);
        if (status == MAH_OK)
            status = geomask_move(moved, other, rows, count, NULL);
        memory_fail_only(0);
        geomask_free(other);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stay_in_mahalle_of_any_shape),
        cmocka_unit_test(are_spread_evenly_over_the_ring),
        cmocka_unit_test(the_edge_of_a_settlement_stays_one_of_many),
        cmocka_unit_test(lonely_households_go_farther),
        cmocka_unit_test(a_village_far_away_hides_no_farm),
        cmocka_unit_test(fewer_than_twenty_have_no_point),
        cmocka_unit_test(after_a_hundred_tries_the_nearest_place_inside),
        cmocka_unit_test(without_a_place_far_enough_no_point),
        cmocka_unit_test(the_secret_decides_and_nothing_else),
        cmocka_unit_test(households_of_one_house_part),
        cmocka_unit_test(the_order_of_the_file_numbers_nobody),
        cmocka_unit_test(another_setting_is_another_direction),
        cmocka_unit_test(other_surroundings_are_another_direction),
        cmocka_unit_test(small_changes_change_little),
        cmocka_unit_test(boundaries_in_degrees),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, build, tear_down);
}
