/* Which areas are asked to make up for the changes of another? Of a large city not all: a promise would cost as much as
 * the city has mahalle. */
#include "protect/twin_parts.h"

static double total_room(const struct twin_search *search, size_t area)
{
    double sum = 0;
    for (size_t kind = 0; kind < search->additive->kind_count; kind++)
        sum += twin_useful(twin_room(search, area, kind, true)) + twin_useful(twin_room(search, area, kind, false));
    return sum;
}

/* Of equals the first. */
void twin_rank(struct twin_search *search)
{
    double rooms[TWIN_RICH];
    search->rich_count = 0;
    for (size_t area = 0; area < search->additive->mahalle_count; area++) {
        double room = total_room(search, area);
        size_t place = search->rich_count;
        while (place > 0 && rooms[place - 1] < room)
            place--;
        if (place >= TWIN_RICH)
            continue;
        size_t last = search->rich_count < TWIN_RICH ? search->rich_count++ : TWIN_RICH - 1;
        for (size_t i = last; i > place; i--) {
            rooms[i] = rooms[i - 1];
            search->rich[i] = search->rich[i - 1];
        }
        rooms[place] = room;
        search->rich[place] = (uint32_t)area;
    }
}

static bool is_rich(const struct twin_search *search, size_t area)
{
    for (size_t i = 0; i < search->rich_count; i++)
        if (search->rich[i] == area)
            return true;
    return false;
}

/* The next that is asked from `index` on; what is left out would be asked twice. */
static size_t asked_at(const struct twin_search *search, size_t area, size_t index)
{
    const size_t city = search->additive->mahalle_count, rich = search->rich_count;
    if (index == 0)
        return city;
    if (index <= rich)
        return search->rich[index - 1];
    size_t other = (area + index - rich) % (city + 1);
    return other == city || is_rich(search, other) ? area : other;
}

size_t twin_asked(const struct twin_search *search, size_t area, size_t index)
{
    const size_t city = search->additive->mahalle_count;
    if (index > 2 * TWIN_RICH || index > search->rich_count + city)
        return SIZE_MAX;
    return asked_at(search, area, index);
}
