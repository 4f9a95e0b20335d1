/* The streets of the sample city. */
#include "run/demo_streets.h"

#include <math.h>

#include "base/memory.h"
#include "run/demo_roads.h"

enum { MOST_STEPS = 16, SIDE = 2 * MOST_STEPS + 1 };
enum { CROSSINGS_A_BLOCK = 4, BLOCKS = SIDE / CROSSINGS_A_BLOCK + 1 };

/* How the streets of a kind of mahalle are laid out. */
static const struct layout {
    double step_m;   /* between two crossings */
    double disorder; /* crossings leave their place by up to this part of a step */
    double radius_m; /* built-up as far as this from the middle */
    int missing;     /* of a thousand pieces of street, so many were never built */
} layouts[KIND_COUNT] = {
    [KIND_OLD] = {55, 0.28, 880, 140},     [KIND_APARTMENT] = {90, 0.10, 950, 60},
    [KIND_ESTATE] = {115, 0.06, 650, 40},  [KIND_GECEKONDU] = {72, 0.25, 680, 160},
    [KIND_CAMP] = {48, 0.02, 330, 0},      [KIND_INDUSTRY] = {150, 0.05, 480, 90},
    [KIND_VILLAGE] = {80, 0.30, 290, 240},
};

/* The crossings of one mahalle, row by row. */
struct net {
    struct demo_spot at[SIDE][SIDE];
    bool built[SIDE][SIDE];
    bool missing_east[SIDE][SIDE], missing_north[SIDE][SIDE]; /* the piece to the next crossing */
};

void demo_streets_release(struct demo_streets *streets)
{
    memory_free(streets->streets);
    memory_free(streets->spots);
    memory_free(streets->first_of);
    *streets = (struct demo_streets){0};
}

enum mah_status demo_streets_begin(struct demo_streets *streets, size_t mahalle, size_t to, struct mah_error *err)
{
    if (memory_grow((void **)&streets->streets, &streets->capacity, streets->count + 1, sizeof *streets->streets) != 0)
        return mah_no_memory(err);
    int number = (int)(1000 + 100 * mahalle + (streets->count - streets->first_of[mahalle]));
    streets->streets[streets->count++] =
        (struct demo_street){.mahalle = mahalle, .to = to, .number = number, .first = streets->spot_count};
    return MAH_OK;
}

enum mah_status demo_streets_add(struct demo_streets *streets, struct demo_spot spot, struct mah_error *err)
{
    if (memory_grow((void **)&streets->spots, &streets->spot_capacity, streets->spot_count + 1,
                    sizeof *streets->spots) != 0)
        return mah_no_memory(err);
    streets->spots[streets->spot_count++] = spot;
    streets->streets[streets->count - 1].count++;
    return MAH_OK;
}

/* How a mahalle has grown: longer than wide, with blocks that are built early and blocks that wait. */
struct growth {
    double length, width;          /* of the built-up ground, as parts of the radius */
    double blocks[BLOCKS][BLOCKS]; /* how far out a block of crossings still gets built */
};

static struct growth draw_growth(struct demo_random *random)
{
    struct growth growth = {.length = 0.95 + 0.35 * demo_random_unit(random),
                            .width = 0.60 + 0.35 * demo_random_unit(random)};
    for (int row = 0; row < BLOCKS; row++)
        for (int column = 0; column < BLOCKS; column++)
            growth.blocks[row][column] = 0.62 + 0.55 * demo_random_unit(random);
    return growth;
}

static bool is_reached(const struct growth *growth, double radius_m, double u, double v, int row, int column,
                       double reach)
{
    double along = u / (radius_m * growth->length), across = v / (radius_m * growth->width);
    double block = growth->blocks[row / CROSSINGS_A_BLOCK][column / CROSSINGS_A_BLOCK];
    return along * along + across * across <= reach * reach * block * block;
}

static void lay_net(struct net *net, const struct demo_mahalle *mahalle, const struct demo_ring *ring,
                    struct demo_random *random)
{
    const struct layout *layout = &layouts[mahalle->kind];
    const struct growth growth = draw_growth(random);
    /* A direction between east and north without a library's sine: the half-angle formulas. */
    double t = demo_random_unit(random), cosine = (1 - t * t) / (1 + t * t), sine = 2 * t / (1 + t * t);
    for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
            double disorder_u = layout->disorder * demo_random_swing(random),
                   disorder_v = layout->disorder * demo_random_swing(random);
            double reach = 0.85 + 0.3 * demo_random_unit(random);
            double u = (column - MOST_STEPS + disorder_u) * layout->step_m,
                   v = (row - MOST_STEPS + disorder_v) * layout->step_m;
            struct demo_metres at = {mahalle->middle.east + cosine * u - sine * v,
                                     mahalle->middle.north + sine * u + cosine * v};
            net->at[row][column] = demo_spot_at(at);
            net->built[row][column] = is_reached(&growth, layout->radius_m, u, v, row, column, reach) &&
                                      demo_ring_side(ring, net->at[row][column]) == 1;
            net->missing_east[row][column] = demo_random_chance(random, layout->missing);
            net->missing_north[row][column] = demo_random_chance(random, layout->missing);
        }
    }
}

/* One line of crossings, along a row or a column: every unbroken run of built pieces is a street. */
static enum mah_status take_line(struct demo_streets *streets, const struct net *net, size_t mahalle, int line,
                                 bool eastward, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    bool under_way = false;
    for (int i = 0; status == MAH_OK && i + 1 < SIDE; i++) {
        int row = eastward ? line : i, column = eastward ? i : line;
        int next_row = eastward ? line : i + 1, next_column = eastward ? i + 1 : line;
        bool missing = eastward ? net->missing_east[row][column] : net->missing_north[row][column];
        bool piece = net->built[row][column] && net->built[next_row][next_column] && !missing;
        if (piece && !under_way) {
            status = demo_streets_begin(streets, mahalle, mahalle, err);
            if (status == MAH_OK)
                status = demo_streets_add(streets, net->at[row][column], err);
        }
        if (status == MAH_OK && piece)
            status = demo_streets_add(streets, net->at[next_row][next_column], err);
        under_way = piece;
    }
    return status;
}

static enum mah_status draw_net(struct demo_streets *streets, const struct demo_plan *plan,
                                const struct demo_shape *shape, struct net *net, size_t mahalle, struct mah_error *err)
{
    struct demo_random random;
    enum mah_status status = MAH_OK;
    demo_random_start(&random, DEMO_STREETS, mahalle);
    lay_net(net, &plan->mahalle[mahalle], &shape->rings[mahalle], &random);
    for (int line = 0; status == MAH_OK && line < SIDE; line++) {
        status = take_line(streets, net, mahalle, line, true, err);
        if (status == MAH_OK)
            status = take_line(streets, net, mahalle, line, false, err);
    }
    return status;
}

enum mah_status demo_streets_draw(struct demo_streets *out, const struct demo_plan *plan,
                                  const struct demo_shape *shape, struct mah_error *err)
{
    struct net *net = memory_new(1, sizeof *net);
    enum mah_status status = MAH_OK;
    *out = (struct demo_streets){.mahalle_count = plan->count};
    out->first_of = memory_new(plan->count + 1, sizeof *out->first_of);
    if (net == NULL || out->first_of == NULL)
        status = mah_no_memory(err);
    for (size_t mahalle = 0; status == MAH_OK && mahalle < plan->count; mahalle++) {
        out->first_of[mahalle] = out->count;
        status = draw_net(out, plan, shape, net, mahalle, err);
        out->first_of[mahalle + 1] = out->count;
        if (status == MAH_OK && out->first_of[mahalle] == out->count)
            status = mah_fail(err, MAH_FAILED, "'demo/plan.csv': '%s' has no room for a street",
                              plan->mahalle[mahalle].name);
    }
    if (status == MAH_OK)
        status = demo_roads_draw(out, plan, shape, err);
    memory_free(net);
    if (status != MAH_OK)
        demo_streets_release(out);
    return status;
}

/* A piece of street of the mahalle; every piece is as likely as any other. */
static const struct demo_spot *pick_piece(const struct demo_streets *streets, size_t mahalle,
                                          struct demo_random *random)
{
    const struct demo_street *first = &streets->streets[streets->first_of[mahalle]];
    const struct demo_street *last = &streets->streets[streets->first_of[mahalle + 1] - 1];
    size_t pieces = last->first + last->count - first->first - (size_t)(last - first + 1);
    size_t piece = (size_t)demo_random_below(random, (int)pieces);
    while (piece >= first->count - 1) {
        piece -= first->count - 1;
        first++;
    }
    return &streets->spots[first->first + piece];
}

struct demo_spot demo_streets_address(const struct demo_streets *streets, const struct demo_shape *shape,
                                      size_t mahalle, struct demo_random *random)
{
    struct demo_spot spot = {0, 0};
    for (int attempt = 0; attempt < 100; attempt++) {
        const struct demo_spot *piece = pick_piece(streets, mahalle, random);
        struct demo_metres a = demo_metres_of(piece[0]), b = demo_metres_of(piece[1]);
        double east = b.east - a.east, north = b.north - a.north, length = sqrt(east * east + north * north);
        double along = demo_random_unit(random), aside_m = 8 + 10 * demo_random_unit(random);
        if (demo_random_chance(random, 500))
            aside_m = -aside_m;
        spot = demo_spot_at((struct demo_metres){a.east + along * east - aside_m * north / length,
                                                 a.north + along * north + aside_m * east / length});
        if (demo_ring_side(&shape->rings[mahalle], spot) == 1)
            return spot;
    }
    return streets->spots[streets->streets[streets->first_of[mahalle]].first]; /* a crossing: inside, as all of them */
}
