/* Where do lines meet? At their ends, and at vertices that stand in the lines more than once. */
#include <string.h>

#include "base/memory.h"
#include "geometry/street_parts.h"

#define EMPTY_SLOT UINT32_MAX

/* The vertices seen so far, by their coordinates. */
struct vertex_table {
    const struct point *vertices;
    uint32_t *slots; /* vertex number or EMPTY_SLOT; a power of two */
    size_t mask;
};

static size_t slot_of(const struct vertex_table *table, struct point vertex)
{
    uint64_t x, y;
    memcpy(&x, &vertex.x, sizeof x);
    memcpy(&y, &vertex.y, sizeof y);
    uint64_t mixed = x * UINT64_C(0x9E3779B97F4A7C15) ^ (y * UINT64_C(0xC2B2AE3D27D4EB4F) >> 29 | y << 35);
    mixed ^= mixed >> 32;
    mixed *= UINT64_C(0xD6E8FEB86659FD93);
    mixed ^= mixed >> 32;
    return (size_t)mixed & table->mask;
}

static enum mah_status make_table(struct vertex_table *table, const struct street_chains *chains, struct mah_error *err)
{
    size_t slots = 64;
    while (slots < chains->vertex_count + chains->vertex_count / 2)
        slots *= 2;
    *table = (struct vertex_table){chains->vertices, memory_new(slots, sizeof *table->slots), slots - 1};
    if (!table->slots)
        return mah_no_memory(err);
    memset(table->slots, 0xFF, slots * sizeof *table->slots);
    return MAH_OK;
}

/* The first vertex that is equal to this one, which is entered where there is none. */
static uint32_t find_or_enter(struct vertex_table *table, uint32_t vertex)
{
    struct point sought = table->vertices[vertex];
    for (size_t slot = slot_of(table, sought);; slot = (slot + 1) & table->mask) {
        uint32_t there = table->slots[slot];
        if (there == EMPTY_SLOT) {
            table->slots[slot] = vertex;
            return vertex;
        }
        if (table->vertices[there].x == sought.x && table->vertices[there].y == sought.y)
            return there;
    }
}

static void mark(uint32_t *vertex_node, uint32_t *first, struct vertex_table *table, const struct street_chains *chains)
{
    enum { AHEAD = 12 }; /* the table is larger than any cache: its places are asked for before they are needed */
    for (size_t i = 0; i < chains->vertex_count; i++) {
        if (i + AHEAD < chains->vertex_count)
            __builtin_prefetch(&table->slots[slot_of(table, chains->vertices[i + AHEAD])]);
        first[i] = find_or_enter(table, (uint32_t)i);
        vertex_node[i] = NO_STREET_NODE;
        if (first[i] != i)
            vertex_node[first[i]] = STREET_NODE_HERE;
    }
    for (size_t line = 0; line < chains->line_count; line++) {
        vertex_node[first[chains->line_start[line]]] = STREET_NODE_HERE;
        vertex_node[first[chains->line_start[line + 1] - 1]] = STREET_NODE_HERE;
    }
}

enum mah_status street_nodes_mark(uint32_t **vertex_node, uint32_t **first, const struct street_chains *chains,
                                  struct mah_error *err)
{
    struct vertex_table table;
    *vertex_node = memory_new(chains->vertex_count, sizeof **vertex_node);
    *first = memory_new(chains->vertex_count, sizeof **first);
    enum mah_status status = make_table(&table, chains, err);
    if (status == MAH_OK && (!*vertex_node || !*first))
        status = mah_no_memory(err);
    if (status == MAH_OK)
        mark(*vertex_node, *first, &table, chains);
    memory_free(table.slots);
    return status;
}
