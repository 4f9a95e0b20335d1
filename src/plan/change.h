/* What changed between two values of an indicator, and how sure is it? */
#ifndef PLAN_CHANGE_H
#define PLAN_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum change_reason {
    CHANGE_KNOWN,
    CHANGE_DEFINITION, /* a setting that the indicator depends on differs */
    CHANGE_NOT_IN_OLD, /* the whole file does not have it */
    CHANGE_NOT_IN_NEW,
    CHANGE_ONLY_NEW,   /* no old mahalle lies there */
    CHANGE_ONLY_OLD,   /* the old mahalle lies in no new one */
    CHANGE_HIDDEN_OLD, /* hidden to protect people */
    CHANGE_HIDDEN_NEW,
    CHANGE_NOBODY_OLD, /* no household record there */
    CHANGE_NOBODY_NEW,
    CHANGE_UNKNOWN_OLD, /* nobody answered, or nothing to divide by */
    CHANGE_UNKNOWN_NEW,
    CHANGE_REASON_COUNT
};

/* One side of a comparison. Unknown numbers are NAN. */
struct compared_value {
    double value;
    double error; /* how far rounding can have moved it; 0: not rounded */
    double se;    /* standard error */
};

struct change {
    double old_value, new_value;
    double change;        /* new - old, of shares in points */
    double percent;       /* of the old value; NAN for shares, and where the old value is 0 */
    double se, z, p, q;   /* of the difference, in the unit of the values; NAN where it cannot be told */
    bool within_rounding; /* not 0, but no more than the roundings of both sides can make of nothing */
    enum change_reason reason;
    size_t mahalle; /* behind a figure of the whole city */
};

/*
 * The change from one value to the other; where `reason` is not CHANGE_KNOWN, the values alone. Two independent
 * samples: z = (new - old) / sqrt(se_old2 + se_new2), p of both sides of the normal distribution; without both standard
 * errors, or where they are 0, neither is told.
 */
struct change change_between(struct compared_value old_value, struct compared_value new_value, bool is_share,
                             enum change_reason reason);

/* How far rounding can have moved up / down when it moved both by so much at most; added to what `published` itself
 * differs from the quotient. NAN where it cannot be told. */
double quotient_error(double published, double up, double up_error, double down, double down_error);

/* The q of every change that has a p: tests of one indicator belong together (false_discovery.h). */
enum mah_status changes_set_q(struct change *changes, size_t count, struct mah_error *err);

#endif
