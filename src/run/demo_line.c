/* How does a straight border become one that somebody might have drawn? By moving middles aside, then cutting corners.
 */
#include "run/demo_line.h"

#include <math.h>

#include "base/memory.h"
#include "run/demo_random.h"

enum { MOST_HALVINGS = 5, MOST_PLACES = 160 };

/* A line under way; `count` places. */
struct line {
    struct demo_metres at[MOST_PLACES];
    size_t count;
};

/* Every piece becomes two, the new place beside its middle. */
static void halve(struct line *line, double bend, struct demo_random *random)
{
    struct line finer = {.count = 0};
    for (size_t i = 0; i + 1 < line->count; i++) {
        struct demo_metres a = line->at[i], b = line->at[i + 1];
        double aside = bend * demo_random_swing(random);
        finer.at[finer.count++] = a;
        finer.at[finer.count++] = (struct demo_metres){(a.east + b.east) / 2 - (b.north - a.north) * aside,
                                                       (a.north + b.north) / 2 + (b.east - a.east) * aside};
    }
    finer.at[finer.count++] = line->at[line->count - 1];
    *line = finer;
}

static struct demo_metres mix(struct demo_metres a, struct demo_metres b, double of_b)
{
    return (struct demo_metres){a.east + (b.east - a.east) * of_b, a.north + (b.north - a.north) * of_b};
}

/* Chaikin (1974): every corner is replaced by two places a quarter of the way along its pieces. The ends stay. */
static void cut_corners(struct line *line)
{
    struct line smoother = {.count = 0};
    smoother.at[smoother.count++] = line->at[0];
    for (size_t i = 0; i + 1 < line->count; i++) {
        if (i > 0)
            smoother.at[smoother.count++] = mix(line->at[i], line->at[i + 1], 0.25);
        if (i + 2 < line->count)
            smoother.at[smoother.count++] = mix(line->at[i], line->at[i + 1], 0.75);
    }
    smoother.at[smoother.count++] = line->at[line->count - 1];
    *line = smoother;
}

static void bend_line(struct line *line, struct demo_line_style style, struct demo_random *random)
{
    double east = line->at[1].east - line->at[0].east, north = line->at[1].north - line->at[0].north;
    double piece = sqrt(east * east + north * north);
    for (int i = 0; i < MOST_HALVINGS && piece > style.piece_m; i++) {
        halve(line, style.bend, random);
        piece /= 2;
    }
    for (int i = 0; i < style.rounds && line->count * 2 < MOST_PLACES; i++)
        cut_corners(line);
}

static int32_t size_of(int32_t difference)
{
    return difference < 0 ? -difference : difference;
}

/*
 * Puts one piece exactly on a parallel or a meridian: of those inside the line, the one that needs to turn least. Only
 * there can a decimal coordinate lie on a border exactly, in binary floating point too.
 */
static void straighten_one_piece(struct demo_spot *spots, size_t count)
{
    size_t best = 0;
    double least_turn = 1;
    for (size_t i = 1; i + 2 < count; i++) {
        double lon = size_of(spots[i + 1].lon - spots[i].lon), lat = size_of(spots[i + 1].lat - spots[i].lat);
        double turn = lon > lat ? lat / lon : lon / lat;
        if (turn < least_turn) {
            least_turn = turn;
            best = i;
        }
    }
    if (best == 0)
        return;
    struct demo_spot *a = &spots[best], *b = &spots[best + 1];
    if (size_of(b->lon - a->lon) > size_of(b->lat - a->lat))
        b->lat = a->lat;
    else
        b->lon = a->lon;
}

enum mah_status demo_line_draw(struct demo_spot **out, size_t *count, struct demo_metres from, struct demo_metres to,
                               struct demo_line_style style, size_t index, struct mah_error *err)
{
    struct line line = {.at = {from, to}, .count = 2};
    struct demo_random random;
    demo_random_start(&random, DEMO_BORDERS, index);
    bend_line(&line, style, &random);
    *out = memory_new(line.count, sizeof **out);
    if (*out == NULL)
        return mah_no_memory(err);
    *count = line.count;
    for (size_t i = 0; i < line.count; i++)
        (*out)[i] = demo_spot_at(line.at[i]);
    if (style.straight_piece)
        straighten_one_piece(*out, *count);
    return MAH_OK;
}
