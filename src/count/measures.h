/* What is counted in each mahalle: the one list of measures, which the tables, the protection and the docs walk. */
#ifndef COUNT_MEASURES_H
#define COUNT_MEASURES_H

#include <stdbool.h>

enum measure {
    MEASURE_HOUSEHOLDS, /* sum of w; its records are n_rec */
    MEASURE_PERSONS,    /* sum of w * size */
    MEASURE_RECENT,
    MEASURE_LONG_TERM,
    MEASURE_NATIVE,
    MEASURE_MOVER,
    MEASURE_CLASS_UNKNOWN,
    MEASURE_RECENT_HOUSEHOLDS,
    MEASURE_LIFETIME,
    MEASURE_LIFETIME_UNKNOWN,
    MEASURE_ORIGIN_UNKNOWN,
    MEASURE_COHORT_0_1, /* persons by years since arrival; the order of enum arrival_cohort */
    MEASURE_COHORT_1_5,
    MEASURE_COHORT_5_10,
    MEASURE_COHORT_10_20,
    MEASURE_COHORT_20_UP,
    MEASURE_COHORT_NATIVE,
    MEASURE_COHORT_UNKNOWN,
    MEASURE_AGE_0_2, /* persons by age; the order of the fields n_0_2 .. n_65p */
    MEASURE_AGE_3_5,
    MEASURE_AGE_6_9,
    MEASURE_AGE_10_13,
    MEASURE_AGE_14_17,
    MEASURE_AGE_18_64,
    MEASURE_AGE_65_UP,
    MEASURE_AGE_UNKNOWN,    /* persons of households that did not answer for every band asked */
    MEASURE_TENURE_UNKNOWN, /* households; the order of enum tenure */
    MEASURE_TENURE_OWNER,
    MEASURE_TENURE_TENANT,
    MEASURE_TENURE_FREE,
    MEASURE_TENURE_LODGING,
    MEASURE_TENURE_INFORMAL,
    MEASURE_TENURE_OTHER,
    MEASURE_BUILDING_UNKNOWN, /* households; the order of enum building */
    MEASURE_BUILDING_APARTMENT,
    MEASURE_BUILDING_DETACHED,
    MEASURE_BUILDING_GECEKONDU,
    MEASURE_BUILDING_TENT,
    MEASURE_BUILDING_CONTAINER,
    MEASURE_BUILDING_OTHER,
    MEASURE_COUNT
};

/* A question that not every file asks. Where no household of the city answered it, its measures are unknown, not zero.
 */
enum topic {
    TOPIC_ALWAYS,
    TOPIC_ARRIVAL,
    TOPIC_BIRTHPLACE,
    TOPIC_ORIGIN,
    TOPIC_AGES,
    TOPIC_TENURE,
    TOPIC_BUILDING,
    TOPIC_COUNT
};

struct measure_facts {
    const char *field;  /* the field of mah_indicators that shows it; labels stand in layers/output_fields.csv */
    enum measure whole; /* the measure it is a part of: its complement is whole - part */
    enum topic topic;
    bool is_unknown;   /* counts who did not answer the topic */
    bool is_sensitive; /* that everybody in a mahalle belongs to it must not be read off the table either (attribute
                          disclosure) */
};
extern const struct measure_facts measure_facts[MEASURE_COUNT];

#endif
