/* One sum whose parts stand in no other table. */
#include "protect/sum_closing.h"

#include <math.h>

#include "protect/cell_room.h"

static struct room room_of_part(const struct policy *policy, const struct closing_sum *sum, size_t i)
{
    if (sum->parts[i] == NULL)
        return (struct room){0, 0};
    struct room room = count_room(policy, sum->parts[i], sum->counts_persons, true, false);
    if (sum->most != NULL)
        room.up = fmin(room.up, fmax(sum->most[i] - sum->parts[i]->value, 0));
    return room;
}

/* What all parts can do together: go up, and down; those that are limited jointly apart. */
struct all_rooms {
    struct room room;
    double joint_up;
};

static bool is_joint(const struct closing_sum *sum, size_t i)
{
    return sum->jointly != NULL && sum->jointly[i];
}

static struct all_rooms room_of_all(const struct policy *policy, const struct closing_sum *sum)
{
    struct all_rooms all = {{0, 0}, 0};
    for (size_t i = 0; i < sum->count; i++) {
        struct room room = room_of_part(policy, sum, i);
        *(is_joint(sum, i) ? &all.joint_up : &all.room.up) += room.up;
        all.room.down += room.down;
    }
    return all;
}

/* How much the others let it go up, and down. */
static struct room room_with_others(const struct policy *policy, const struct closing_sum *sum,
                                    const struct all_rooms *all, size_t i)
{
    struct room own = room_of_part(policy, sum, i);
    double others = all->room.up - (is_joint(sum, i) ? 0 : own.up);
    double joint = all->joint_up - (is_joint(sum, i) ? own.up : 0);
    if (sum->jointly != NULL)
        others += fmin(joint, sum->joint_up);
    return (struct room){fmin(all->room.down - own.down, own.up), fmin(others, sum->parts[i]->value)};
}

static bool is_kept(const struct policy *policy, const struct closing_sum *sum, const struct room *room, size_t i)
{
    struct promise promise = count_promise(policy, sum->parts[i], sum->counts_persons);
    double most_up = room_of_part(policy, sum, i).up;
    return room->up >= fmin(promise.up, most_up) && room->down >= promise.down &&
           room->up + room->down >= promise.either;
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

static struct count *first_shown(const struct closing_sum *sum)
{
    for (size_t i = 0; i < sum->count; i++)
        if (sum->parts[i] != NULL && sum->parts[i]->state == COUNT_KNOWN)
            return sum->parts[i];
    return NULL;
}

/* What is to be hidden for part i; NULL: nothing that would help. Where only parts without anybody are left one of them
 * may have somebody instead, so that i has fewer; more it cannot have. */
static struct count *next_to_hide(const struct policy *policy, const struct closing_sum *sum,
                                  const struct all_rooms *all, size_t i)
{
    struct room room = room_with_others(policy, sum, all, i);
    if (is_kept(policy, sum, &room, i))
        return NULL;
    struct count *smallest = smallest_shown(sum);
    return smallest != NULL || room.down >= sum->parts[i]->value ? smallest : first_shown(sum);
}

size_t sum_close(const struct policy *policy, const struct closing_sum *sum)
{
    size_t hidden = 0;
    struct all_rooms all =
        room_of_all(policy, sum); /* as long as nothing more is hidden: there may be thousands of parts */
    for (size_t i = 0; i < sum->count; i++) {
        struct count *next;
        while (sum->parts[i] != NULL && count_is_hidden(sum->parts[i]) &&
               (next = next_to_hide(policy, sum, &all, i)) != NULL) {
            next->state = (uint8_t)cell_secondary_state(next);
            all = room_of_all(policy, sum);
            hidden++;
        }
    }
    return hidden;
}

bool sum_is_closed(const struct policy *policy, const struct closing_sum *sum)
{
    struct all_rooms all = room_of_all(policy, sum);
    for (size_t i = 0; i < sum->count; i++) {
        if (sum->parts[i] == NULL || !count_is_hidden(sum->parts[i]))
            continue;
        struct room room = room_with_others(policy, sum, &all, i);
        if (!is_kept(policy, sum, &room, i))
            return false;
    }
    return true;
}
