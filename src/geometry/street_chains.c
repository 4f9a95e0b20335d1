/* Lines as they were read to lines that a graph can be made of. */
#include <math.h>

#include "base/memory.h"
#include "geometry/street_parts.h"

static enum mah_status reserve(struct street_chains *chains, const struct street_lines *lines, struct mah_error *err)
{
    if (lines->vertex_count >= STREET_NODE_HERE)
        return mah_fail(err, MAH_BAD_DATA, "the streets have more than %lld vertices; take only those of the area",
                        (long long)STREET_NODE_HERE - 1);
    chains->vertices = memory_new(lines->vertex_count, sizeof *chains->vertices);
    chains->line_start = memory_new(lines->line_count + 1, sizeof *chains->line_start);
    return chains->vertices && chains->line_start ? MAH_OK : mah_no_memory(err);
}

/* How many vertices of the line were written to `out`; 0 or 1 for a line of no length. */
static size_t take_line(struct point *out, const struct point *vertices, size_t count)
{
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        struct point vertex = {vertices[i].x + 0.0, vertices[i].y + 0.0}; /* -0 + 0 is 0 */
        if (!isfinite(vertex.x) || !isfinite(vertex.y))
            return 0;
        if (taken == 0 || vertex.x != out[taken - 1].x || vertex.y != out[taken - 1].y)
            out[taken++] = vertex;
    }
    return taken;
}

enum mah_status street_chains_new(struct street_chains *out, const struct street_lines *lines, struct mah_error *err)
{
    *out = (struct street_chains){0};
    enum mah_status status =
        lines->line_count > 0 ? reserve(out, lines, err) : mah_fail(err, MAH_BAD_DATA, "there is no street to walk on");
    for (size_t i = 0; status == MAH_OK && i < lines->line_count; i++) {
        size_t begin = lines->line_start[i], count = lines->line_start[i + 1] - begin;
        size_t taken = take_line(out->vertices + out->vertex_count, lines->vertices + begin, count);
        if (taken < 2) {
            out->dropped_lines++;
            continue;
        }
        out->vertex_count += taken;
        out->line_start[++out->line_count] = (uint32_t)out->vertex_count;
    }
    if (status == MAH_OK && out->line_count == 0)
        status = mah_fail(err, MAH_BAD_DATA, "no street has a length");
    if (status != MAH_OK)
        street_chains_release(out);
    return status;
}

void street_chains_release(struct street_chains *chains)
{
    memory_free(chains->vertices);
    memory_free(chains->line_start);
    *chains = (struct street_chains){0};
}
