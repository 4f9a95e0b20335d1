/* In which words does the program say why a row was rejected, or what it noticed in passing? */
#include "check/household.h"

static const struct reason {
    const char *word, *meaning;
} reasons[REJECT_COUNT] = {
    [REJECT_NONE] = {"none", "the row is sound"},
    [REJECT_BAD_ROW] = {"bad_row", "the row cannot be taken apart into cells"},
    [REJECT_BAD_ENCODING] = {"bad_encoding", "the row holds bytes that are no letters in the encoding of the file"},
    [REJECT_BAD_SIZE] = {"bad_size", "the household size is missing or not a whole number from 1 to 100"},
    [REJECT_BAD_DATE] = {"bad_date", "the arrival cannot be read as a date or year, or lies before 1900"},
    [REJECT_FUTURE_ARRIVAL] = {"future_arrival", "the arrival lies after the reference date"},
    [REJECT_BAD_WEIGHT] = {"bad_weight", "the weight is missing, not a number, not above 0 or above 1000000"},
    [REJECT_NO_POSITION] = {"no_position", "the row has no position and no code or name of a mahalle"},
    [REJECT_BAD_POSITION] = {"bad_position",
                             "the position is not a pair of numbers or lies outside its reference system"},
    [REJECT_OUTSIDE] = {"outside", "the position lies in no mahalle"},
    [REJECT_UNKNOWN_MAHALLE] = {"unknown_mahalle",
                                "the row has no position, and its code or name is that of no mahalle or of several"},
    [REJECT_DUPLICATE_ID] = {"duplicate_id", "an earlier row has the same household id"},
};

const char *reject_word(enum reject_reason reason)
{
    return (unsigned)reason < REJECT_COUNT ? reasons[reason].word : "";
}

const char *reject_meaning(enum reject_reason reason)
{
    return (unsigned)reason < REJECT_COUNT ? reasons[reason].meaning : "";
}

static const char *const warnings[CHECK_WARNING_COUNT] = {
    [WARN_UNKNOWN_ORIGIN] = "rows name a province or country that is in no list; the origin counts as unknown",
    [WARN_UNKNOWN_TENURE] = "rows have a word for the tenure that is in no list; it counts as unknown",
    [WARN_UNKNOWN_BUILDING] = "rows have a word for the building that is in no list; it counts as unknown",
    [WARN_MIGRANTS_ABOVE_SIZE] = "rows have more migrants than members; all members count as migrants",
    [WARN_AGES_DO_NOT_SUM] = "rows have age groups that do not add up to the household size",
    [WARN_BAD_AGE] = "rows have an age group that is not a whole number from 0 to 100; it counts as not answered",
    [WARN_AMBIGUOUS_ARRIVAL] = "rows arrived in the year on the edge of the window; arrival_rule decides",
    [WARN_BAD_MIGRANTS] = "rows have a number of migrants that is not a whole number from 0 on; it counts as not asked",
    [WARN_NOT_IN_ROSTER] =
        ("rows have no members with known ages in the list of members; whether they live crowded is not known"),
    [WARN_UNKNOWN_YES_NO] =
        "rows answer a question of yes or no with a word that is in no list; it counts as no answer",
    [WARN_BAD_ROOMS] = "rows have a number of rooms that is neither from 1 to 100 nor like 3+1; it counts as no answer",
};

const char *check_warning_meaning(enum check_warning warning)
{
    return (unsigned)warning < CHECK_WARNING_COUNT ? warnings[warning] : "";
}
