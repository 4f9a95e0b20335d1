/* One sum whose parts stand in no other table. */
#include "protect/sum_closing.h"

#include <math.h>

#include "protect/cell_room.h"

static bool is_hidden(const struct count *count)
{
    return count->state > COUNT_NOT_ASKED;
}

static struct room room_of_part(const struct policy *policy, const struct closing_sum *sum, size_t i)
{
    if (sum->parts[i] == NULL)
        return (struct room){0, 0};
    struct room room = count_room(policy, sum->parts[i], sum->counts_persons, true, false);
    if (sum->most != NULL)
        room.up = fmin(room.up, fmax(sum->most[i] - sum->parts[i]->value, 0));
    return room;
}

/* What all parts can do together: go up, and down. */
static struct room room_of_all(const struct policy *policy, const struct closing_sum *sum)
{
    struct room all = {0, 0};
    for (size_t i = 0; i < sum->count; i++) {
        struct room room = room_of_part(policy, sum, i);
        all.up += room.up;
        all.down += room.down;
    }
    if (sum->whole == NULL)
        return all;
    struct room room = count_room(policy, sum->whole, sum->counts_persons, true, false);
    all.up += room.down; /* a smaller whole is as good as a larger part */
    all.down += room.up;
    return all;
}

static bool is_kept(const struct policy *policy, const struct closing_sum *sum, const struct room *all, size_t i)
{
    const struct count *part = sum->parts[i];
    struct promise promise = count_promise(policy, part, sum->counts_persons);
    struct room own = room_of_part(policy, sum, i);
    double down = fmin(all->up - own.up, part->value), up = all->down - own.down;
    return up >= fmin(promise.up, own.up) && down >= promise.down && up + down >= promise.either;
}

static struct count *smallest_shown(const struct closing_sum *sum)
{
    struct count *smallest = NULL;
    for (size_t i = 0; i < sum->count; i++) {
        struct count *part = sum->parts[i];
        if (part != NULL && part->state == COUNT_KNOWN && part->value > 0 &&
            (smallest == NULL || part->value < smallest->value))
            smallest = part;
    }
    return smallest;
}

size_t sum_close(const struct policy *policy, const struct closing_sum *sum)
{
    size_t hidden = 0;
    if (sum->whole != NULL && is_hidden(sum->whole))
        return 0;
    struct room all = room_of_all(policy, sum);
    for (size_t i = 0; i < sum->count; i++) {
        struct count *part = sum->parts[i];
        while (part != NULL && is_hidden(part) && !is_kept(policy, sum, &all, i)) {
            struct count *smallest = smallest_shown(sum);
            if (smallest == NULL)
                break;
            smallest->state = COUNT_SUPPRESSED_SECONDARY;
            all = room_of_all(policy, sum);
            hidden++;
        }
    }
    return hidden;
}
