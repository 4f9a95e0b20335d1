/* What does a standard ask for, what exists, what is missing? */
#include "indicate/need.h"

#include <math.h>

const char *need_kind_word(enum need_kind kind)
{
    return kind == NEED_AREA ? "area" : "capacity";
}

const char *need_flag_word(int bit)
{
    static const char *const words[NEED_FLAGS] = {"no_standard",      "no_service",  "scope",  "area_unknown",
                                                  "capacity_unknown", "no_sample",   "hidden", "not_asked",
                                                  "no_official",      "ages_unknown"};
    return words[bit];
}

static void add_people(struct need_people *sum, const struct need_people *part)
{
    sum->persons = rate_add(sum->persons, part->persons);
    sum->target = rate_add(sum->target, part->target);
    sum->official = rate_add(sum->official, part->official);
    sum->flags |= part->flags;
}

void need_people_sum(struct need_people *people, const struct need_areas *areas)
{
    struct need_people *city = &people[need_area_of_city(areas)];
    for (size_t i = 0; i < areas->ilce_count; i++)
        people[areas->mahalle_count + i] = (struct need_people){rate_of(0), rate_of(0), rate_of(0), 0};
    city->official = rate_of(0);
    for (size_t m = 0; m < areas->mahalle_count; m++) {
        city->official = rate_add(city->official, people[m].official);
        if (areas->ilce_count > 0)
            add_people(&people[need_area_of_ilce(areas, m)], &people[m]);
    }
}

static void add_stock(struct need_stock *stock, double amount)
{
    stock->facilities++;
    if (isfinite(amount))
        stock->amount += amount;
    else
        stock->unknown++;
}

void need_stock_sum(struct need_stock *stock, const struct need_areas *areas, const double *amounts,
                    const bool *is_counted, const int32_t *facility_mahalle, size_t facility_count)
{
    for (size_t i = 0; i < need_area_count(areas); i++)
        stock[i] = (struct need_stock){0};
    for (size_t f = 0; f < facility_count; f++) {
        if (!is_counted[f] || facility_mahalle[f] < 0 || (size_t)facility_mahalle[f] >= areas->mahalle_count)
            continue;
        size_t mahalle = (size_t)facility_mahalle[f];
        add_stock(&stock[mahalle], amounts[f]);
        if (areas->ilce_count > 0)
            add_stock(&stock[need_area_of_ilce(areas, mahalle)], amounts[f]);
        add_stock(&stock[need_area_of_city(areas)], amounts[f]);
    }
}

void need_persons(struct need *out, const struct need_people *people, enum need_population key, bool target_is_all)
{
    const struct rate *counted = target_is_all ? &people->persons : &people->target;
    bool nobody_counted = people->persons.known && people->persons.value <= 0;
    bool somebody_lives_here = people->official.known && people->official.value > 0;
    out->persons = rate_unknown;
    if (nobody_counted && somebody_lives_here)
        out->flags |= NEED_NO_SAMPLE;
    if (key == NEED_OFFICIAL && !people->official.known) {
        out->flags |= NEED_NO_OFFICIAL;
        return;
    }
    if (key == NEED_OFFICIAL && (target_is_all || !somebody_lives_here)) {
        out->persons = people->official;
        return;
    }
    if (!counted->known) {
        out->flags |= people->flags & (NEED_HIDDEN | NEED_NOT_ASKED);
        return;
    }
    if (nobody_counted && somebody_lives_here)
        return;
    if (!target_is_all)
        out->flags |= people->flags & NEED_AGES_UNKNOWN;
    out->persons = key == NEED_ESTIMATED
                       ? *counted
                       : rate_divide(rate_of(counted->value * people->official.value), people->persons);
    if (!out->persons.known)
        out->flags |= people->flags & (NEED_HIDDEN | NEED_NOT_ASKED);
}

/* The level at which deficits and surpluses are set off against each other. */
static enum need_level balanced_level(enum standard_scope scope)
{
    if (scope == STANDARD_MAHALLE)
        return NEED_MAHALLE;
    return scope == STANDARD_ILCE ? NEED_ILCE : NEED_CITY;
}

static struct rate what_exists(const struct need_rule *rule, const struct need_stock *stock, unsigned *flags)
{
    if (!rule->is_given) {
        *flags |= NEED_NO_SERVICE;
        return rate_unknown;
    }
    if (stock->unknown > 0)
        *flags |= rule->kind == NEED_AREA ? NEED_AREA_UNKNOWN : NEED_CAPACITY_UNKNOWN;
    bool nothing_known = stock->facilities > 0 && stock->unknown == stock->facilities;
    return nothing_known ? rate_unknown : rate_of(stock->amount);
}

/* Whole units that make up an amount. A billionth is left over by decimals in binary, such as 0.1 x 30, and must not
 * ask for another school. */
static double whole_units(double amount)
{
    return ceil(amount * (1 - 1e-12) - 1e-9);
}

static void set_units_and_cost(struct need *out, const struct need_rule *rule)
{
    if (!out->deficit.known)
        return;
    double unit = rule->kind == NEED_AREA ? rule->unit_min_m2 : 1;
    if (unit > 0)
        out->units = rate_of(fmax(0, whole_units(out->deficit.value / unit)));
    if (isfinite(rule->unit_cost))
        out->cost = rate_of(out->deficit.value * rule->unit_cost);
}

struct need need_of(const struct need_rule *rule, enum need_level level, const struct need_people *people,
                    enum need_population key, const struct need_stock *stock)
{
    struct need out = {.unknown = stock->unknown, .is_fair_share = level < balanced_level(rule->scope)};
    if (out.is_fair_share)
        out.flags |= NEED_SCOPE;
    need_persons(&out, people, key, rule->target_is_all);
    if (!(rule->norm > 0))
        out.flags |= NEED_NO_STANDARD;
    else if (out.persons.known)
        out.need = rate_of(rule->kind == NEED_AREA ? out.persons.value * rule->norm : out.persons.value / rule->norm);
    out.exist = what_exists(rule, stock, &out.flags);
    struct rate missing = rate_subtract(out.need, out.exist);
    if (missing.known) {
        out.deficit = rate_of(fmax(0, missing.value));
        out.surplus = rate_of(fmax(0, -missing.value));
    }
    set_units_and_cost(&out, rule);
    return out;
}

struct rate need_plan_population(const struct need_people *people, const struct need_areas *areas,
                                 enum need_population key, int asked)
{
    if (asked > 0)
        return rate_of(asked);
    const struct need_people *city = &people[need_area_of_city(areas)];
    struct rate sum = key == NEED_ESTIMATED ? city->persons : city->official;
    if (key == NEED_OFFICIAL && !sum.known) {
        sum = rate_of(0);
        for (size_t m = 0; m < areas->mahalle_count; m++)
            sum = rate_add(sum, people[m].official.known ? people[m].official : people[m].persons);
    }
    return rate_round_to_step(sum, 1); /* bands are whole persons */
}
