/* Which polygons cover which points? Decided in integers: exact_cover POLYGONS POINTS OUT, three binary files.
 *
 * The oracle of scripts/differential; nothing of src/ is used. Coordinates are doubles that are whole multiples of
 * 2^-50 and smaller than 2^7, so that times 2^50 they are integers below 2^57, their differences below 2^58, and the
 * determinant below 2^117: it is computed in 128 bits and never rounded. Others are refused.
 *
 * POLYGONS: count, then for each its number of rings, then for each ring the number of vertices (int64) and its
 * vertices (x, y, doubles; the last is the first). POINTS: x, y. OUT: point, polygon, 1 inside or 0 on the border
 * (int32) for each pair that is not outside.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct whole {
    int64_t x, y;
};

struct edge {
    struct whole low, high; /* by y; of level edges by x */
};

/* Edges stand in every band of y that they meet. */
enum { BANDS = 256 };
struct outline {
    struct whole min, max;
    int64_t band_height;
    struct edge *edge;
    size_t edges;
    uint32_t *listed;
    size_t start[BANDS + 1];
};

static void stop(const char *why)
{
    fprintf(stderr, "exact_cover: %s\n", why);
    exit(1);
}

static void *room(size_t count, size_t size)
{
    void *bytes = calloc(count ? count : 1, size);
    if (!bytes)
        stop("out of memory");
    return bytes;
}

static int64_t whole_number(double value)
{
    double scaled = ldexp(value, 50);
    if (!(fabs(value) < 128) || scaled != floor(scaled))
        stop("a coordinate is no multiple of 2^-50 below 128");
    return (int64_t)scaled;
}

static int64_t read_count(FILE *file)
{
    int64_t count;
    if (fread(&count, sizeof count, 1, file) != 1 || count < 0)
        stop("the file of polygons is cut off");
    return count;
}

static int read_point(struct whole *out, FILE *file)
{
    double xy[2];
    if (fread(xy, sizeof xy, 1, file) != 1)
        return 0;
    *out = (struct whole){whole_number(xy[0]), whole_number(xy[1])};
    return 1;
}

static void read_rings(struct outline *outline, FILE *file)
{
    size_t room_for = 0;
    for (int64_t rings = read_count(file); rings > 0; rings--) {
        struct whole last = {0, 0}, next;
        int64_t vertices = read_count(file);
        for (int64_t i = 0; i < vertices; i++, last = next) {
            if (!read_point(&next, file))
                stop("the file of polygons is cut off");
            if (i == 0)
                continue;
            if (outline->edges == room_for) {
                room_for = 2 * room_for + 64;
                outline->edge = realloc(outline->edge, room_for * sizeof *outline->edge);
                if (!outline->edge)
                    stop("out of memory");
            }
            int is_up = last.y < next.y || (last.y == next.y && last.x < next.x);
            outline->edge[outline->edges++] = is_up ? (struct edge){last, next} : (struct edge){next, last};
        }
    }
}

static size_t band_of(const struct outline *outline, int64_t y)
{
    return (size_t)((y - outline->min.y) / outline->band_height);
}

static void sort_into_bands(struct outline *outline)
{
    outline->min = (struct whole){INT64_MAX, INT64_MAX};
    outline->max = (struct whole){INT64_MIN, INT64_MIN};
    for (size_t i = 0; i < outline->edges; i++) {
        const struct whole ends[2] = {outline->edge[i].low, outline->edge[i].high};
        for (int k = 0; k < 2; k++) {
            outline->min.x = ends[k].x < outline->min.x ? ends[k].x : outline->min.x;
            outline->min.y = ends[k].y < outline->min.y ? ends[k].y : outline->min.y;
            outline->max.x = ends[k].x > outline->max.x ? ends[k].x : outline->max.x;
            outline->max.y = ends[k].y > outline->max.y ? ends[k].y : outline->max.y;
        }
    }
    if (outline->edges == 0)
        return;
    outline->band_height = (outline->max.y - outline->min.y) / BANDS + 1;
    for (int go = 0; go < 2; go++) { /* first count, then enter */
        size_t filled[BANDS] = {0};
        for (size_t i = 0; i < outline->edges; i++) {
            size_t last = band_of(outline, outline->edge[i].high.y);
            for (size_t band = band_of(outline, outline->edge[i].low.y); band <= last; band++) {
                if (go == 1)
                    outline->listed[outline->start[band] + filled[band]] = (uint32_t)i;
                filled[band]++;
            }
        }
        for (size_t band = 0; go == 0 && band < BANDS; band++)
            outline->start[band + 1] = outline->start[band] + filled[band];
        if (go == 0)
            outline->listed = room(outline->start[BANDS], sizeof *outline->listed);
    }
}

/* Above zero: the point lies left of the edge as it goes up. */
static int side(struct edge edge, struct whole point)
{
    __int128 left = (__int128)(edge.high.x - edge.low.x) * (point.y - edge.low.y);
    __int128 right = (__int128)(edge.high.y - edge.low.y) * (point.x - edge.low.x);
    return (left > right) - (left < right);
}

/* 1 inside, 0 on the border, -1 outside: the parity of edges that a ray to the west crosses. */
static int position(const struct outline *outline, struct whole point)
{
    if (outline->edges == 0 || point.x < outline->min.x || point.x > outline->max.x || point.y < outline->min.y ||
        point.y > outline->max.y)
        return -1;
    int is_odd = 0;
    size_t band = band_of(outline, point.y);
    for (size_t i = outline->start[band]; i < outline->start[band + 1]; i++) {
        struct edge edge = outline->edge[outline->listed[i]];
        if (point.y < edge.low.y || point.y > edge.high.y)
            continue;
        int at = side(edge, point);
        int is_level = edge.low.y == edge.high.y;
        if (at == 0 && (!is_level || (edge.low.x <= point.x && point.x <= edge.high.x)))
            return 0;
        is_odd ^= !is_level && at < 0 && point.y < edge.high.y;
    }
    return is_odd ? 1 : -1;
}

int main(int count, char **argument)
{
    FILE *polygons = count == 4 ? fopen(argument[1], "rb") : NULL,
         *points = count == 4 ? fopen(argument[2], "rb") : NULL;
    FILE *out = count == 4 ? fopen(argument[3], "wb") : NULL;
    if (!polygons || !points || !out)
        stop("cannot open the files; exact_cover POLYGONS POINTS OUT");
    int64_t outlines = read_count(polygons);
    struct outline *outline = room((size_t)outlines, sizeof *outline);
    for (int64_t k = 0; k < outlines; k++) {
        read_rings(&outline[k], polygons);
        sort_into_bands(&outline[k]);
    }
    struct whole point;
    for (int32_t i = 0; read_point(&point, points); i++) {
        for (int32_t k = 0; k < (int32_t)outlines; k++) {
            int where = position(&outline[k], point);
            if (where >= 0 && fwrite((int32_t[]){i, k, where}, sizeof(int32_t), 3, out) != 3)
                stop("cannot write");
        }
    }
    if (fclose(out) != 0)
        stop("cannot write");
    return 0;
}
