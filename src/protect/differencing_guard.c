/* The answers to two questions must not tell a handful of households apart. */
#include "protect/differencing_guard.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "protect/policy_cell.h"

enum { CUT_OFF_SCALES = 4, SALT_HOUSEHOLDS = 1000000 };

static uint64_t mix(uint64_t value)
{
    return random_splitmix64(&value);
}

uint64_t guard_key(struct slice id, struct point place, int32_t size)
{
    uint64_t key = mix(id.length), bits;
    for (uint32_t at = 0; at < id.length; at += 8) {
        uint32_t left = id.length - at;
        bits = 0;
        memcpy(&bits, id.bytes + at, left < 8 ? left : 8);
        key = mix(key ^ bits);
    }
    memcpy(&bits, &place.x, sizeof bits);
    key = mix(key ^ bits);
    memcpy(&bits, &place.y, sizeof bits);
    key = mix(key ^ bits);
    return mix(key ^ (uint64_t)size);
}

int64_t guard_draw(uint64_t key, uint64_t salt, bool of_persons)
{
    int64_t most = of_persons ? GUARD_MOST_PERSONS : GUARD_MOST_HOUSEHOLDS;
    double q = exp(-(double)CUT_OFF_SCALES / (double)most), total = 1;
    uint64_t bits = mix(mix(key) ^ mix(salt));
    for (int64_t k = 1; k <= most; k++)
        total += 2 * pow(q, (double)k);
    double left = (double)(bits >> 12) / 0x1p52 * total; /* the sign is another bit: 12 and 0 do not meet */
    int64_t size = 0;
    for (double part = 1; size < most && left >= part; part = 2 * pow(q, (double)size)) {
        left -= part;
        size++;
    }
    return (bits & 1) != 0 ? size : -size;
}

/*
 * A count as it is moved. The count itself has a part in the draw: a setting that makes it another one (the years that
 * are recent, a radius) gives another draw, else the difference of the two answers would be exact.
 */
static double move(const struct guard *guard, uint64_t salt, bool of_persons, double value, int64_t records)
{
    uint64_t of_count = mix(mix((uint64_t)llround(value * 1e6)) ^ (uint64_t)records);
    return value + (double)guard_draw(guard->key ^ of_count, salt, of_persons);
}

/* Households are moved by one number wherever they are counted: as records of an area, as estimate where each stands
 * for one, as what stands behind persons. */
static uint64_t salt_of_households(uint64_t salt)
{
    if (salt == MEASURE_PERSONS)
        salt = MEASURE_HOUSEHOLDS;
    if (salt == MEASURE_RECENT)
        salt = MEASURE_RECENT_HOUSEHOLDS;
    return salt + SALT_HOUSEHOLDS;
}

void guard_count(const struct guard *guard, struct count *count, bool counts_persons, uint64_t salt)
{
    if (count->state == COUNT_NOT_ASKED)
        return;
    /* Nobody is never shown, however low the thresholds. */
    int persons = guard->persons > 1 ? guard->persons : 1, households = guard->households > 1 ? guard->households : 1;
    int least = counts_persons ? persons + GUARD_MOST_PERSONS : households + GUARD_MOST_HOUSEHOLDS;
    uint64_t households_salt = salt_of_households(salt);
    double moved = move(guard, counts_persons ? salt : households_salt, counts_persons, count->value / guard->weight,
                        count->records);
    /* One heavy record is one household: the records behind a count are judged as moved, too. */
    double moved_records = move(guard, households_salt, false, (double)count->records, count->records);
    bool is_shown = moved >= least && moved_records >= households + GUARD_MOST_HOUSEHOLDS;
    count->state = is_shown ? COUNT_KNOWN : COUNT_SUPPRESSED_SMALL;
    count->value = is_shown ? moved * guard->weight : 0;
    if (guard->policy->round_to == 0)
        count->value = floor(count->value + 0.5); /* the fraction of a weighted sum would tell sets apart */
    policy_round_count(guard->policy, count);
}

void guard_area(const struct guard *guard, struct area_counts *area)
{
    struct guard unweighted = *guard;
    unweighted.weight = 1;
    guard_count(&unweighted, &area->records, false, MEASURE_HOUSEHOLDS); /* the same households: the same draw */
    bool hide_all = area->records.state != COUNT_KNOWN;
    if (hide_all)
        area->records.state = COUNT_SUPPRESSED_UNIT;
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        struct count *count = &area->measure[i];
        guard_count(guard, count, measure_facts[i].whole == MEASURE_PERSONS, i);
        if (hide_all && count->state != COUNT_NOT_ASKED)
            *count = (struct count){.state = COUNT_SUPPRESSED_UNIT};
    }
    /* Both were moved on their own: a part of more people than its whole would only confuse. */
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        struct count *part = &area->measure[i];
        const struct count *whole = &area->measure[measure_facts[i].whole];
        if (part->state == COUNT_KNOWN && whole->state == COUNT_KNOWN && part->value > whole->value)
            part->value = whole->value;
    }
}

void guard_coverage(const struct guard *guard, struct group_coverage *group, uint64_t salt)
{
    guard_count(guard, &group->pop, true, salt);
    guard_count(guard, &group->covered, true, salt);
    guard_count(guard, &group->uncovered, true, salt);
    group->known.state = group->unknown.state = COUNT_SUPPRESSED_SECONDARY;
    bool is_shown = group->pop.state == COUNT_KNOWN;
    struct count *const parts[] = {&group->covered, &group->uncovered};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) /* moved on their own: they would estimate it again */
        if (!is_shown && parts[i]->state == COUNT_KNOWN)
            *parts[i] = (struct count){.state = COUNT_SUPPRESSED_SECONDARY};
    coverage_coarsen_distances(group, is_shown);
}
