/* Is a raw row a sound household? Turns cells into values, or says why it cannot. */
#ifndef CHECK_HOUSEHOLD_H
#define CHECK_HOUSEHOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "config/project.h"
#include "geometry/projection.h"
#include "read/batch.h"
#include "turkish/places.h"

/*
 * Why a row is in quarantine: the words of interface.md. Where several apply, the first of this order is the row's
 * reason: bad_row, bad_encoding, bad_size, bad_date, future_arrival, bad_weight, bad_position, no_position; the check
 * room knows no other. It is the order of the checks, not of the enum.
 */
enum reject_reason {
    REJECT_NONE,
    REJECT_BAD_ROW,
    REJECT_BAD_ENCODING,
    REJECT_BAD_SIZE,
    REJECT_BAD_DATE,
    REJECT_FUTURE_ARRIVAL,
    REJECT_BAD_WEIGHT,
    REJECT_NO_POSITION,
    REJECT_BAD_POSITION,
    REJECT_OUTSIDE,
    REJECT_UNKNOWN_MAHALLE,
    REJECT_DUPLICATE_ID,
    REJECT_COUNT
};
/* No reason: the row lies outside the focus of a query and was not looked at. It is in no book. */
enum { REJECT_ELSEWHERE = REJECT_COUNT };
const char *reject_word(enum reject_reason reason);    /* "no_position" */
const char *reject_meaning(enum reject_reason reason); /* a sentence for people, in English: pass it through say() */

/*
 * A household's class by arrival (domain.md 3.3), after household_rule. A household with a recent arrival that fails
 * the rule is settled: it is CLASS_LONG_TERM here, while its recent members still stand in recent_members.
 */
enum arrival_class { CLASS_UNKNOWN, CLASS_NATIVE, CLASS_LONG_TERM, CLASS_RECENT, CLASS_MOVER };

enum tenure {
    TENURE_UNKNOWN,
    TENURE_OWNER,
    TENURE_TENANT,
    TENURE_FREE,
    TENURE_LODGING,
    TENURE_INFORMAL,
    TENURE_OTHER,
    TENURE_COUNT
};
enum building {
    BUILDING_UNKNOWN,
    BUILDING_APARTMENT,
    BUILDING_DETACHED,
    BUILDING_GECEKONDU,
    BUILDING_TENT,
    BUILDING_CONTAINER,
    BUILDING_OTHER,
    BUILDING_COUNT
};
/* Years since arrival: 0-1, 1-5, 5-10, 10-20, 20 and more, native, unknown (domain.md 3.3; lower bound included). */
enum arrival_cohort {
    COHORT_0_1,
    COHORT_1_5,
    COHORT_5_10,
    COHORT_10_20,
    COHORT_20_UP,
    COHORT_NATIVE,
    COHORT_UNKNOWN,
    COHORT_COUNT
};
/* The networks a household is asked about, in the order of the fields svc_water .. svc_net. */
enum network {
    NETWORK_WATER,
    NETWORK_SEWER,
    NETWORK_ELECTRICITY,
    NETWORK_WASTE,
    NETWORK_GAS,
    NETWORK_ROAD,
    NETWORK_INTERNET,
    NETWORK_COUNT
};
/* Households with somebody of a special category of personal data (KVKK art. 6; violence and poverty are treated alike,
 * domain.md 5.1), in the order of the fields grp_disabled .. assoc_member. Never counted by mahalle, never a condition.
 */
enum special_group {
    SPECIAL_DISABLED,
    SPECIAL_EX_PRISONER,
    SPECIAL_ROMA,
    SPECIAL_VIOLENCE,
    SPECIAL_POOR,
    SPECIAL_ASSOCIATION,
    SPECIAL_COUNT
};
const char *special_group_word(enum special_group group); /* the name of its field */
enum yes_no { IS_UNKNOWN, IS_NO, IS_YES, YES_NO_COUNT };
enum { AGE_BANDS = 7 };
/* In place of the persons of an age band: the file has no such column; the household gave no answer, or none that makes
 * sense. */
enum { AGE_NOT_ASKED = -1, AGE_NO_ANSWER = -2 };
enum { WEIGHT_ONE = 1000000000 }; /* weights are counted in units of 1e-9, so that sums are exact in any order */

/*
 * Column-wise sound values of one batch. Row i is sound where reason[i] == REJECT_NONE. Of a rejected row only reason,
 * has_position and position mean anything (the quarantine shows where it lies); of a REJECT_BAD_ROW only the reason.
 */
struct checked_batch {
    size_t rows;
    uint8_t *reason;
    bool *has_position;
    struct point *position;  /* in the CRS of the source */
    int64_t *weight_nano;    /* weight in 1e-9, > 0 */
    int32_t *size;           /* persons, >= 1 */
    int32_t *recent_members; /* persons who are recent migrants, 0..size: hh_migrants where asked, else the household */
    int32_t *recent_ppb; /* share of a recent household's and of recent members' weight that counts, 0..1e9 (fraction
                            rule) */
    int32_t *migrants;   /* members who migrated, 0..size; -1 where not asked */
    uint8_t *arrival_class;
    uint8_t *cohort;       /* by the arrival, whatever household_rule says; a mover's is unknown */
    int16_t *arrival_year; /* 0 where unknown */
    int16_t *origin;       /* origin_id by the project's origin_field */
    int8_t *lifetime;      /* 1 born elsewhere, 0 born here, -1 unknown */
    uint8_t *tenure, *building;
    int16_t (*ages)[AGE_BANDS];        /* persons a band; AGE_NOT_ASKED, AGE_NO_ANSWER */
    bool *ambiguous_arrival;           /* the year on the edge of the window */
    uint8_t *rooms;                    /* 0 not known */
    uint8_t *needed_rooms;             /* by the list of members; 0 not known */
    bool has_roster;                   /* there is such a list */
    bool tells_movers;                 /* the province of the boundaries and where people lived before are known */
    uint8_t *durable;                  /* enum yes_no */
    uint8_t (*network)[NETWORK_COUNT]; /* enum yes_no */
    bool has_special;                  /* the file asks for a special category; else the next means nothing */
    uint8_t (*special)[SPECIAL_COUNT]; /* enum yes_no */
};

struct check_rules; /* what does not change from row to row: dates, words, province, CRS of the source */
enum mah_status check_rules_new(struct check_rules **out, const struct project *project, struct mah_error *err);
void check_rules_free(struct check_rules *rules);
/* From now on households are crowded by the rooms their members need; borrows the list. */
struct roster;
void check_rules_use_roster(struct check_rules *rules, const struct roster *roster);

/* One per worker: memo tables from cell bytes to codes. */
struct checker;
enum mah_status checker_new(struct checker **out, const struct check_rules *rules, struct mah_error *err);
void checker_free(struct checker *checker);

/*
 * From now on rows whose position lies outside the rectangle (in the CRS of the source) are REJECT_ELSEWHERE and not
 * looked at, unless their id may be one of `wanted` (sorted; NULL: none). Borrows both.
 */
struct id_hashes;
void checker_focus(struct checker *checker, const struct rectangle *focus, const struct id_hashes *wanted);

/*
 * What checker_check noticed in passing: row-level warnings, counted on sound rows only, at most one of a kind a row.
 */
enum check_warning {
    WARN_UNKNOWN_ORIGIN, /* a place name that is in no list: counted as unknown */
    WARN_UNKNOWN_TENURE,
    WARN_UNKNOWN_BUILDING,
    WARN_MIGRANTS_ABOVE_SIZE, /* W02: counted as the household's size */
    WARN_AGES_DO_NOT_SUM,     /* W05 */
    WARN_BAD_AGE,
    WARN_AMBIGUOUS_ARRIVAL,
    WARN_BAD_MIGRANTS, /* not a whole number from 0 on: counted as not asked */
    WARN_UNKNOWN_YES_NO,
    WARN_BAD_ROOMS, /* neither a whole number from 1 to 100 nor like 3+1: counted as no answer */
    WARN_NOT_IN_ROSTER,
    CHECK_WARNING_COUNT
};
const char *check_warning_meaning(enum check_warning warning);

/*
 * Judges a batch. crs is that of the source's positions; NULL where it has none, then no position is read. Adds to the
 * warnings. *out is the checker's and good until its next call. Fails for want of memory only.
 *
 * Where things come from, first that there is:
 * - position: the geometry where the source has one (nothing else then), else lon and lat, else x and y, else the gps
 * cell "lat lon [altitude [accuracy]]", which also stands in where lon and lat are empty. (0, 0) in degrees is no
 * position: it is what devices without reception write. A row without a position is sound if it names a mahalle by code
 * or name.
 * - arrival: arr_date, else arr_year (each a date, a month, a year or a word for native), else years_here; with none of
 * them answered and no migrants among the members the household is native.
 * - origin: by project->origin_field; auto is reg_il if the source has that column, else birth_il, else the previous
 * residence. The previous residence is a foreign country named in orig_country or orig_il, else a province named in one
 * of them. No answer is an empty cell or a word that layers/household_words.csv calls missing; in arr_date and arr_year
 * also 98, -98, 99, -99; for coordinates only empty, NULL, NA, - and . (any other word is a bad position).
 */
enum mah_status checker_check(struct checker *checker, struct checked_batch **out, const struct batch *batch,
                              const struct crs *crs, uint64_t warnings[CHECK_WARNING_COUNT], struct mah_error *err);

#endif
