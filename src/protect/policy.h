/* What may be shown under which profile? domain terms: a unit is a row of the table, a cell one count in it. */
#ifndef PROTECT_POLICY_H
#define PROTECT_POLICY_H

#include "config/project.h"
#include "indicate/counts.h"

struct policy {
    enum profile profile;
    int min_households;   /* records a row, and a cell, must have behind it; 0: no test */
    int min_persons;      /* persons a cell and its complement must have; 0: no test */
    int min_unit_persons; /* persons a row must have; 0: no test */
    int round_to;         /* surviving counts go to the nearest multiple; 0: not rounded */
    /* The calendar years whose arrivals the published sums add up. */
    int reference_year;    /* the bands of years since arrival go back from it */
    int first_recent_year; /* the first of which some may be recent */
    int last_settled_year; /* the last of which some may not be recent; where the window begins within a year, the same
                              one */
};

/* public: all rules; internal: too few households behind a row or cell; secure: exact values. */
struct policy policy_of(const struct project *project);

/*
 * Judges each count by itself and its complement: unit test, small cells, attribute disclosure. A count that may be
 * shown keeps COUNT_KNOWN; the state of the others names the rule. Every area gets a row of every origin, until
 * policy_fold_origins. What could be worked out from several counts is secondary.h's.
 */
enum mah_status policy_judge(const struct policy *policy, struct counts *counts, struct mah_error *err);
/* What comes last: the years of arrival, which depend on everything else, and the rounding. */
enum mah_status policy_round(const struct policy *policy, struct counts *counts, struct mah_error *err);
/* The rows of origins that are shown stay, and what is left of the persons of an area becomes one row ORIGIN_OTHER.
 * Where everything is rounded. */
void policy_fold_origins(const struct policy *policy, struct counts *counts);
/* All, where no sums over areas stand beside these counts. */
enum mah_status policy_apply(const struct policy *policy, struct counts *counts, struct mah_error *err);

/* The part for counts->origins, where the counts of the areas are judged already. */
enum mah_status policy_judge_origins(const struct policy *policy, struct counts *counts, struct mah_error *err);

/* The parts for counts->living, where the counts of the areas are judged already. */
void policy_judge_living(const struct policy *policy, struct counts *counts);
void policy_round_living(const struct policy *policy, struct counts *counts);

/* The parts for counts->arrivals: where the counts of the areas are judged, and once more where nothing more is hidden
 * of them, and they are not rounded yet. */
void policy_judge_arrivals(const struct policy *policy, struct counts *counts);
enum mah_status policy_apply_arrivals(const struct policy *policy, struct counts *counts, struct mah_error *err);

#endif
