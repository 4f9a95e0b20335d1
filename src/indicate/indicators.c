/* What follows from the counts of an area: densities, shares, quotients. */
#include "indicate/indicators.h"

static struct rate value(const struct area_counts *area, enum measure measure)
{
    return count_rate(&area->measure[measure]);
}

static struct rate den_pop(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    return rate_divide(value(area, MEASURE_PERSONS), area->area_km2);
}

static struct rate den_hh(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    return rate_divide(value(area, MEASURE_HOUSEHOLDS), area->area_km2);
}

static struct rate den_mig(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    return rate_divide(value(area, MEASURE_RECENT), area->area_km2);
}

/* Persons whose class is known: the denominator of shares (domain.md 3.3: never silently settled). */
static struct rate classified(const struct area_counts *area)
{
    return rate_subtract(value(area, MEASURE_PERSONS), value(area, MEASURE_CLASS_UNKNOWN));
}

static struct rate sh_mig(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    return rate_divide(value(area, MEASURE_RECENT), classified(area));
}

/* The bounds: everybody of unknown class settled, or everybody recent. */
static struct rate sh_mig_min(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    return rate_divide(value(area, MEASURE_RECENT), value(area, MEASURE_PERSONS));
}

static struct rate sh_mig_max(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    struct rate most = rate_add(value(area, MEASURE_RECENT), value(area, MEASURE_CLASS_UNKNOWN));
    struct rate share = rate_divide(most, value(area, MEASURE_PERSONS));
    return share.known && share.value > 1 ? rate_of(1) : share; /* the parts may be rounded up */
}

static struct rate sh_mig_hh(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    return rate_divide(value(area, MEASURE_RECENT_HOUSEHOLDS), value(area, MEASURE_HOUSEHOLDS));
}

static struct rate lq_mig(const struct area_counts *area, const struct area_counts *city)
{
    return rate_divide(sh_mig(area, city), sh_mig(city, city));
}

static struct rate sh_city_mig(const struct area_counts *area, const struct area_counts *city)
{
    return rate_divide(value(area, MEASURE_RECENT), value(city, MEASURE_RECENT));
}

static struct rate sh_mig_life(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    struct rate answered = rate_subtract(value(area, MEASURE_PERSONS), value(area, MEASURE_LIFETIME_UNKNOWN));
    return rate_divide(value(area, MEASURE_LIFETIME), answered);
}

static struct rate hh_size(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    return rate_divide(value(area, MEASURE_PERSONS), value(area, MEASURE_HOUSEHOLDS));
}

static struct rate rent_sh(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    struct rate answered = rate_subtract(value(area, MEASURE_HOUSEHOLDS), value(area, MEASURE_TENURE_UNKNOWN));
    return rate_divide(value(area, MEASURE_TENURE_TENANT), answered);
}

static struct rate gecek_sh(const struct area_counts *area, const struct area_counts *city)
{
    (void)city;
    struct rate answered = rate_subtract(value(area, MEASURE_HOUSEHOLDS), value(area, MEASURE_BUILDING_UNKNOWN));
    return rate_divide(value(area, MEASURE_BUILDING_GECEKONDU), answered);
}

const struct indicator_facts indicator_facts[INDICATOR_COUNT] = {
    [INDICATOR_DEN_POP] = {"den_pop", KIND_DENSITY, den_pop},
    [INDICATOR_DEN_HH] = {"den_hh", KIND_DENSITY, den_hh},
    [INDICATOR_DEN_MIG] = {"den_mig", KIND_DENSITY, den_mig},
    [INDICATOR_SH_MIG] = {"sh_mig", KIND_SHARE, sh_mig},
    [INDICATOR_SH_MIG_MIN] = {"sh_mig_min", KIND_SHARE, sh_mig_min},
    [INDICATOR_SH_MIG_MAX] = {"sh_mig_max", KIND_SHARE, sh_mig_max},
    [INDICATOR_SH_MIG_HH] = {"sh_mig_hh", KIND_SHARE, sh_mig_hh},
    [INDICATOR_LQ_MIG] = {"lq_mig", KIND_QUOTIENT, lq_mig},
    [INDICATOR_SH_CITY_MIG] = {"sh_city_mig", KIND_SHARE, sh_city_mig},
    [INDICATOR_SH_MIG_LIFE] = {"sh_mig_life", KIND_SHARE, sh_mig_life},
    [INDICATOR_HH_SIZE] = {"hh_size", KIND_QUOTIENT, hh_size},
    [INDICATOR_RENT_SH] = {"rent_sh", KIND_SHARE, rent_sh},
    [INDICATOR_GECEK_SH] = {"gecek_sh", KIND_SHARE, gecek_sh},
};

struct rate indicator_compute(enum indicator indicator, const struct area_counts *area, const struct area_counts *city)
{
    return indicator_facts[indicator].compute(area, city);
}

struct rate indicator_round(enum indicator indicator, struct rate rate)
{
    switch (indicator_facts[indicator].kind) {
    case KIND_DENSITY:
        return rate_round_to_digits(rate, 3);
    case KIND_SHARE:
    case KIND_QUOTIENT:
        break;
    }
    return rate_round_to_step(rate, 0.01);
}
