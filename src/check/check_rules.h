/* What does not change from row to row: dates, words, the province. Read-only after it is made, shared by all workers.
 */
#ifndef CHECK_CHECK_RULES_H
#define CHECK_CHECK_RULES_H

#include "check/check_arrival.h"
#include "check/check_words.h"
#include "check/household.h"

struct check_rules {
    struct arrival_rules arrival;
    struct answer_words words;
    const struct roster *roster; /* borrowed; NULL: no list of members */
    enum household_rule household_rule;
    enum origin_field origin_field;
    origin_id province; /* in which the boundaries lie; ORIGIN_UNKNOWN: nothing is a mover */
};

#endif
