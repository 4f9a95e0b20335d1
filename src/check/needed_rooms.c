/* How many rooms do the members of a household need? */
#include "check/needed_rooms.h"

static int persons_of(const struct household_members *members, enum member_role role)
{
    int persons = 0;
    for (int age = 0; age < MEMBER_AGES; age++)
        persons += members->persons[role][age];
    return persons;
}

/* Adds the persons of a role that are in no couple, band by band; adults come first and so are in couples first. */
static void add_singles(int singles[MEMBER_AGES], const struct household_members *members, enum member_role role,
                        int couples)
{
    for (int age = 0; age < MEMBER_AGES; age++) {
        int persons = members->persons[role][age];
        int in_couples = persons < couples ? persons : couples;
        couples -= in_couples;
        singles[age] += persons - in_couples;
    }
}

static int half_up(int persons)
{
    return (persons + 1) / 2;
}

int needed_rooms(const struct household_members *members)
{
    int heads = persons_of(members, ROLE_HEAD), spouses = persons_of(members, ROLE_SPOUSE);
    if (members->is_unclear || heads + spouses + persons_of(members, ROLE_OTHER) == 0)
        return 0;
    int couples = heads < spouses ? heads : spouses;
    int singles[MEMBER_AGES] = {0};
    add_singles(singles, members, ROLE_HEAD, couples);
    add_singles(singles, members, ROLE_SPOUSE, couples);
    add_singles(singles, members, ROLE_OTHER, 0);
    return 1 + couples + singles[MEMBER_ADULT] + half_up(singles[MEMBER_BOY]) + half_up(singles[MEMBER_GIRL]) +
           half_up(singles[MEMBER_CHILD]);
}
