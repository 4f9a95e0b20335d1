/*
 * Is there a known twin in which a count differs by so much? A twin changes many counts of its area at once, so that
 * one that was found for one promise mostly keeps others, too. It stays one whatever is hidden after it: what is hidden
 * has no less room than what is shown.
 */
#include "base/memory.h"
#include "protect/twin_parts.h"

enum mah_status twin_known_init(struct twin_known *known, size_t kinds, struct mah_error *err)
{
    known->area = SIZE_MAX;
    known->change = memory_new(kinds * TWIN_KNOWN, sizeof *known->change);
    return known->change != NULL ? MAH_OK : mah_no_memory(err);
}

static bool is_far(double by, double change)
{
    return change > 0 ? by >= change - TWIN_TOLERANCE : by <= change + TWIN_TOLERANCE;
}

static bool stays(double by)
{
    return by <= TWIN_TOLERANCE && by >= -TWIN_TOLERANCE;
}

bool twin_is_known(const struct twin_search *search, size_t area, size_t kind, double change)
{
    const struct twin_known *known = &search->known;
    uint16_t fixed = twin_fixed_whole(search, area, kind);
    for (size_t i = 0; known->area == area && i < known->count; i++) {
        const float *by = &known->change[i * search->additive->kind_count];
        if (is_far((double)by[kind], change) && (fixed == NO_KIND || stays((double)by[fixed])))
            return true;
    }
    return false;
}

void twin_search_know(struct twin_search *search, size_t area)
{
    struct twin_known *known = &search->known;
    size_t kinds = search->additive->kind_count;
    if (known->area != area)
        *known = (struct twin_known){.area = area, .change = known->change};
    for (size_t kind = 0; kind < kinds; kind++)
        known->change[known->next * kinds + kind] = (float)search->cheapest_change[kind];
    known->next = (known->next + 1) % TWIN_KNOWN;
    if (known->count < TWIN_KNOWN)
        known->count++;
}
