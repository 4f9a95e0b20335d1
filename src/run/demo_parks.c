/* The parks of the sample city. */
#include "run/demo_parks.h"

#include "run/demo_register.h"

enum { CORNERS = 6, ATTEMPTS = 40 };

/* How many parks a mahalle of the kind has at most, and how long their sides are. A quarter of them was never made. */
static const struct {
    int count, least_m, most_m, chance;
} habits[KIND_COUNT] = {
    [KIND_OLD] = {2, 25, 45, 800},       [KIND_APARTMENT] = {3, 30, 60, 750}, [KIND_ESTATE] = {4, 40, 80, 850},
    [KIND_GECEKONDU] = {1, 25, 40, 400}, [KIND_CAMP] = {0, 0, 0, 0},          [KIND_INDUSTRY] = {1, 30, 40, 500},
    [KIND_VILLAGE] = {1, 20, 35, 300},
};

/* A hexagon, wider than high, around the place; its corners run counter-clockwise. false: not wholly in the mahalle. */
static bool draw_park(struct demo_spot corners[CORNERS], double *area_m2, struct demo_spot place,
                      const struct demo_ring *ring, int side_m, struct demo_random *random)
{
    static const double around[CORNERS][2] = {{1, 0}, {0.5, 0.8}, {-0.5, 0.8}, {-1, 0}, {-0.5, -0.8}, {0.5, -0.8}};
    const struct demo_metres middle = demo_metres_of(place);
    double wide = side_m * (0.8 + 0.5 * demo_random_unit(random));
    bool is_inside = true;
    *area_m2 = 0;
    for (int i = 0; i < CORNERS; i++) {
        struct demo_metres corner = {middle.east + around[i][0] * wide, middle.north + around[i][1] * side_m};
        corners[i] = demo_spot_at(corner);
        is_inside = is_inside && demo_ring_side(ring, corners[i]) == 1;
    }
    for (int i = 0; i < CORNERS; i++) {
        struct demo_metres a = demo_metres_of(corners[i]), b = demo_metres_of(corners[(i + 1) % CORNERS]);
        *area_m2 += (a.east * b.north - b.east * a.north) / 2;
    }
    return is_inside;
}

static void write_park(struct text *geojson, const struct demo_spot corners[CORNERS], const char *mahalle, int number,
                       double area_m2)
{
    text_add_format(geojson,
                    "%s{\"type\":\"Feature\",\"properties\":{\"park_no\":\"P%03d\",\"ad\":\"%s Parkı\",\"alan_m2\":%d},"
                    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[",
                    number > 1 ? ",\n" : "", number, mahalle, (int)(area_m2 / 10) * 10);
    for (int i = 0; i <= CORNERS; i++) {
        char lon[32], lat[32];
        demo_write_degrees(lon, sizeof lon, corners[i % CORNERS].lon);
        demo_write_degrees(lat, sizeof lat, corners[i % CORNERS].lat);
        text_add_format(geojson, "%s[%s,%s]", i > 0 ? "," : "", lon, lat);
    }
    text_add(geojson, "]]}}");
}

void demo_parks_write(struct text *geojson, const struct demo_plan *plan, const struct demo_shape *shape,
                      const struct demo_streets *streets)
{
    int number = 0;
    text_add(geojson, "{\"type\":\"FeatureCollection\",\"name\":\"parklar\",\"features\":[\n");
    for (size_t m = 0; m < plan->count; m++) {
        enum demo_kind kind = plan->mahalle[m].kind;
        struct demo_random random;
        demo_random_start(&random, DEMO_PARKS, m);
        for (int i = 0; i < habits[kind].count; i++) {
            struct demo_spot corners[CORNERS];
            double area_m2 = 0;
            bool is_made = false, is_wanted = demo_random_chance(&random, habits[kind].chance);
            int side_m = demo_random_between(&random, habits[kind].least_m, habits[kind].most_m);
            for (int attempt = 0; is_wanted && !is_made && attempt < ATTEMPTS; attempt++)
                is_made = draw_park(corners, &area_m2, demo_streets_address(streets, shape, m, &random),
                                    &shape->rings[m], side_m, &random);
            if (is_made)
                write_park(geojson, corners, plan->mahalle[m].name, ++number, area_m2);
        }
    }
    text_add(geojson, "\n]}\n");
}
