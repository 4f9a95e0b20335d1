/* What must people know who read an answer about sites? */
#ifndef RUN_SITE_NOTES_H
#define RUN_SITE_NOTES_H

#include "plan/site_solve.h"
#include "run/site_ways.h"
#include "run/warnings.h"

struct site_story {
    const char *type;
    enum profile profile;
    size_t asked; /* --sites; 0: a budget */
    enum site_method method;
    const struct demand_rules *rules;
    bool target_is_all;
    const struct demand_list *demand;
    const struct demand_points *points;
    const struct site_candidates *candidates;
    const struct site_links *links;
    const struct site_solution *solution;
};

/* Adds a sentence a fact: how good the choice is, on what it stands, who and what was left out. */
enum mah_status site_notes_add(struct warnings *notes, const struct site_story *story, struct mah_error *err);

#endif
