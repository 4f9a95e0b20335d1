/*
 * What one area has more, others have less: how others make up for the changes of an area. And patterns of changes that
 * were found once are tried again in other areas, which is much faster than to solve the linear program.
 */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "protect/twin_parts.h"

void twin_pattern_release(struct twin_pattern *pattern)
{
    memory_free(pattern->kinds);
    memory_free(pattern->by);
    *pattern = (struct twin_pattern){NULL, NULL, 0};
}

/* How many times the pattern fits into the rooms of an area; `sign` -1: the other way round. The sums over the city of
 * what no table shows follow from the others. */
static double times_in(const struct twin_search *search, const struct twin_pattern *pattern, size_t area, double sign,
                       size_t from)
{
    double times = INFINITY;
    for (size_t i = from; i < pattern->count && times > TWIN_TOLERANCE; i++) {
        double by = sign * pattern->by[i];
        times = fmin(times, twin_room(search, area, pattern->kinds[i], by > 0) / fabs(by));
    }
    return times;
}

/* The city goes the same way as a mahalle, another mahalle the other way; where the city itself is in question, mahalle
 * go its way. */
static double sign_of_other(const struct twin_search *search, size_t area, size_t other)
{
    size_t city = search->additive->mahalle_count;
    return area == city || other == city ? 1 : -1;
}

void twin_make_up(const struct twin_search *search, const struct twin_pattern *pattern, size_t area, double times,
                  double *left)
{
    double missing = times - twin_pool_times(search, pattern, area);
    for (size_t i = 0, other; missing > TWIN_TOLERANCE && (other = twin_asked(search, area, i)) != SIZE_MAX; i++)
        if (other != area && !search->pool.is_open[other])
            missing -= times_in(search, pattern, other, sign_of_other(search, area, other), 0);
    *left = fmax(missing, 0);
}

static bool changes(const struct twin_pattern *pattern, uint16_t kind)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (pattern->kinds[i] == kind)
            return true;
    return false;
}

/* A pattern that fitted once more, or a new one: the neighbours of an area are asked next, and are mostly like it. */
static void move_to_front(struct twin_patterns *patterns, size_t index)
{
    struct twin_pattern moved = patterns->kept[index];
    memmove(&patterns->kept[1], &patterns->kept[0], index * sizeof moved);
    patterns->kept[0] = moved;
}

bool twin_by_pattern(struct twin_search *search, size_t area, size_t kind, double change)
{
    struct twin_patterns *patterns = &search->patterns[change > 0][kind];
    double times = fabs(change), left;
    for (size_t i = 0; i < patterns->used; i++) {
        /* The room of the first, the count in question, is not asked: that it has it is to be shown. */
        if (times_in(search, &patterns->kept[i], area, 1, 1) < times ||
            changes(&patterns->kept[i], twin_fixed_whole(search, area, kind)))
            continue;
        twin_make_up(search, &patterns->kept[i], area, times, &left);
        if (left <= TWIN_TOLERANCE) {
            move_to_front(patterns, i);
            return true;
        }
    }
    return false;
}

/* What others could do if counts of theirs were hidden. */
struct offer {
    size_t area;
    double times, more, price; /* the pattern so many times; that is so much more than it does already */
};

/* How many times the pattern fits into an area of which any count may be hidden. */
static double times_hidden(const struct twin_search *search, const struct twin_pattern *pattern, size_t area,
                           double sign)
{
    double times = INFINITY, price;
    for (size_t i = 0; i < pattern->count; i++) {
        double by = sign * pattern->by[i];
        times = fmin(times, twin_room_hidden(search, area, pattern->kinds[i], by > 0, &price) / fabs(by));
    }
    return times;
}

static bool is_beyond(const struct twin_search *search, size_t area, size_t kind, double by)
{
    return fabs(by) - TWIN_TOLERANCE > twin_room(search, area, kind, by > 0);
}

/* Up to `left` more of the pattern than the area does already; more is 0 where it can do no more. */
static struct offer offer_of(const struct twin_search *search, const struct twin_pattern *pattern, size_t area,
                             double sign, double left)
{
    double now = times_in(search, pattern, area, sign, 0), most = times_hidden(search, pattern, area, sign);
    struct offer offer = {.area = area, .times = fmin(now + left, most)};
    offer.more = offer.times - now;
    for (size_t i = 0; offer.more > TWIN_TOLERANCE && i < pattern->count; i++) {
        double price, by = sign * pattern->by[i] * offer.times;
        if (!is_beyond(search, area, pattern->kinds[i], by))
            continue;
        twin_room_hidden(search, area, pattern->kinds[i], by > 0, &price);
        offer.price += price;
    }
    return offer;
}

static enum mah_status hide_in(struct twin_search *search, const struct twin_pattern *pattern,
                               const struct offer *offer, double sign, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < pattern->count; i++)
        if (is_beyond(search, offer->area, pattern->kinds[i], sign * pattern->by[i] * offer->times))
            status = twin_hide(search, offer->area, pattern->kinds[i], err);
    return status;
}

/* The best by price for what is done; the first of equals. */
static struct offer best_offer(const struct twin_search *search, const struct twin_pattern *pattern, size_t area,
                               double left, const size_t *taken, size_t taken_count)
{
    struct offer best = {.price = INFINITY};
    for (size_t asked = 0, other; (other = twin_asked(search, area, asked)) != SIZE_MAX; asked++) {
        bool is_taken = other == area;
        for (size_t i = 0; i < taken_count; i++)
            is_taken |= taken[i] == other;
        if (is_taken)
            continue;
        struct offer offer = offer_of(search, pattern, other, sign_of_other(search, area, other), left);
        if (offer.more > TWIN_TOLERANCE && offer.price / offer.more < best.price / fmax(best.more, TWIN_TOLERANCE))
            best = offer;
    }
    return best;
}

enum mah_status twin_make_up_hidden(bool *is_found, struct twin_search *search, const struct twin_pattern *pattern,
                                    size_t area, double left, struct mah_error *err)
{
    enum { MOST_AREAS = 12 };
    size_t taken[MOST_AREAS], count = 0;
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && left > TWIN_TOLERANCE && count < MOST_AREAS) {
        struct offer offer = best_offer(search, pattern, area, left, taken, count);
        if (isinf(offer.price))
            break;
        status = hide_in(search, pattern, &offer, sign_of_other(search, area, offer.area), err);
        taken[count++] = offer.area;
        left -= offer.more;
    }
    *is_found = left <= TWIN_TOLERANCE;
    return status;
}

void twin_patterns_keep(struct twin_search *search, struct twin_pattern *pattern, double change)
{
    struct twin_patterns *patterns = &search->patterns[change > 0][pattern->kinds[0]];
    if (patterns->used < PATTERNS_KEPT)
        patterns->used++;
    size_t last = patterns->used - 1;
    twin_pattern_release(&patterns->kept[last]);
    patterns->kept[last] = *pattern;
    move_to_front(patterns, last);
    *pattern = (struct twin_pattern){NULL, NULL, 0};
}
