/* What is counted in each mahalle. */
#include "count/measures.h"

#define PART(field, whole, topic)                                                                                      \
    {                                                                                                                  \
        field, MEASURE_##whole, TOPIC_##topic, false, false                                                            \
    }
#define SENSITIVE(field, whole, topic)                                                                                 \
    {                                                                                                                  \
        field, MEASURE_##whole, TOPIC_##topic, false, true                                                             \
    }
#define UNANSWERED(field, whole, topic)                                                                                \
    {                                                                                                                  \
        field, MEASURE_##whole, TOPIC_##topic, true, false                                                             \
    }

const struct measure_facts measure_facts[MEASURE_COUNT] = {
    [MEASURE_HOUSEHOLDS] = PART("hh_est", HOUSEHOLDS, ALWAYS),
    [MEASURE_PERSONS] = PART("pop_est", PERSONS, ALWAYS),
    [MEASURE_RECENT] = SENSITIVE("mig_rec", PERSONS, ARRIVAL),
    [MEASURE_LONG_TERM] = PART("mig_long", PERSONS, ARRIVAL),
    [MEASURE_NATIVE] = PART("native", PERSONS, ARRIVAL),
    [MEASURE_MOVER] = PART("mover", PERSONS, ARRIVAL),
    [MEASURE_CLASS_UNKNOWN] = UNANSWERED("cls_unknown", PERSONS, ARRIVAL),
    [MEASURE_RECENT_HOUSEHOLDS] = SENSITIVE("mig_hh", HOUSEHOLDS, ARRIVAL),
    [MEASURE_LIFETIME] = SENSITIVE("mig_life", PERSONS, BIRTHPLACE),
    [MEASURE_LIFETIME_UNKNOWN] = UNANSWERED("life_unknown", PERSONS, BIRTHPLACE),
    [MEASURE_ORIGIN_UNKNOWN] = UNANSWERED("orig_unknown", PERSONS, ORIGIN),
    [MEASURE_COHORT_0_1] = SENSITIVE("arr_0_1", PERSONS, ARRIVAL),
    [MEASURE_COHORT_1_5] = SENSITIVE("arr_1_5", PERSONS, ARRIVAL),
    [MEASURE_COHORT_5_10] = PART("arr_5_10", PERSONS, ARRIVAL),
    [MEASURE_COHORT_10_20] = PART("arr_10_20", PERSONS, ARRIVAL),
    [MEASURE_COHORT_20_UP] = PART("arr_20p", PERSONS, ARRIVAL),
    [MEASURE_COHORT_NATIVE] = PART("arr_native", PERSONS, ARRIVAL),
    [MEASURE_COHORT_UNKNOWN] = UNANSWERED("arr_unknown", PERSONS, ARRIVAL),
    [MEASURE_AGE_0_2] = PART("age_0_2", PERSONS, AGES),
    [MEASURE_AGE_3_5] = PART("age_3_5", PERSONS, AGES),
    [MEASURE_AGE_6_9] = PART("age_6_9", PERSONS, AGES),
    [MEASURE_AGE_10_13] = PART("age_10_13", PERSONS, AGES),
    [MEASURE_AGE_14_17] = PART("age_14_17", PERSONS, AGES),
    [MEASURE_AGE_18_64] = PART("age_18_64", PERSONS, AGES),
    [MEASURE_AGE_65_UP] = PART("age_65p", PERSONS, AGES),
    [MEASURE_AGE_UNKNOWN] = UNANSWERED("age_unknown", PERSONS, AGES),
    [MEASURE_TENURE_UNKNOWN] = UNANSWERED("ten_unknown", HOUSEHOLDS, TENURE),
    [MEASURE_TENURE_OWNER] = PART("ten_owner", HOUSEHOLDS, TENURE),
    [MEASURE_TENURE_TENANT] = PART("ten_tenant", HOUSEHOLDS, TENURE),
    [MEASURE_TENURE_FREE] = PART("ten_free", HOUSEHOLDS, TENURE),
    [MEASURE_TENURE_LODGING] = PART("ten_lodging", HOUSEHOLDS, TENURE),
    [MEASURE_TENURE_INFORMAL] = SENSITIVE("ten_informal", HOUSEHOLDS, TENURE),
    [MEASURE_TENURE_OTHER] = PART("ten_other", HOUSEHOLDS, TENURE),
    [MEASURE_BUILDING_UNKNOWN] = UNANSWERED("bld_unknown", HOUSEHOLDS, BUILDING),
    [MEASURE_BUILDING_APARTMENT] = PART("bld_apartment", HOUSEHOLDS, BUILDING),
    [MEASURE_BUILDING_DETACHED] = PART("bld_detached", HOUSEHOLDS, BUILDING),
    [MEASURE_BUILDING_GECEKONDU] = SENSITIVE("bld_gecekondu", HOUSEHOLDS, BUILDING),
    [MEASURE_BUILDING_TENT] = SENSITIVE("bld_tent", HOUSEHOLDS, BUILDING),
    [MEASURE_BUILDING_CONTAINER] = SENSITIVE("bld_container", HOUSEHOLDS, BUILDING),
    [MEASURE_BUILDING_OTHER] = PART("bld_other", HOUSEHOLDS, BUILDING),
};
