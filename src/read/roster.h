/* Who lives in each household? A list of members beside the households, summed up by household: enough to say which
 * rooms they need (domain.md 4.10). */
#ifndef READ_ROSTER_H
#define READ_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "config/project.h"

enum member_role { ROLE_HEAD, ROLE_SPOUSE, ROLE_OTHER, MEMBER_ROLES };
/* Adults are 18 and over, boys and girls 12 to 17, children under 12. */
enum member_age { MEMBER_ADULT, MEMBER_BOY, MEMBER_GIRL, MEMBER_CHILD, MEMBER_AGES };
enum { ADULT_YEARS = 18, CHILD_YEARS = 12, OLDEST_MEMBER = 120, MOST_MEMBERS = 100 };

struct household_members {
    uint8_t persons[MEMBER_ROLES][MEMBER_AGES]; /* at most MOST_MEMBERS each */
    bool is_unclear; /* an age is missing, or the sex of somebody of 12 to 17: what they need cannot be told */
};

struct roster;

/*
 * Reads a CSV (up to 64 MB) or any layer with the fields hh_id and age, and sex and relation where there are such
 * columns. `source` names the file and columns. Rows without hh_id are left out and counted.
 */
enum mah_status roster_read(struct roster **out, const struct source *source, struct mah_error *err);
void roster_free(struct roster *roster);

/* The members of a household; NULL where the list has none. Ids are compared byte by byte. Borrowed. */
const struct household_members *roster_find(const struct roster *roster, struct slice hh_id);
size_t roster_household_count(const struct roster *roster);
size_t roster_rows_without_household(const struct roster *roster);

#endif
