/* Which answer does a word give? */
#include "check/check_words.h"

#include <stdbool.h>
#include <string.h>

#include "check/household.h"

/* The values a field may have in the file, under their words in the schema (domain.md 7.1). */
static const struct answer_value values[] = {
    {"answer", "missing", WORD_ANSWER, ANSWER_IS_MISSING},
    {"answer", "native", WORD_ANSWER, ANSWER_IS_NATIVE},
    {"tenure", "owner", WORD_TENURE, TENURE_OWNER},
    {"tenure", "tenant", WORD_TENURE, TENURE_TENANT},
    {"tenure", "free", WORD_TENURE, TENURE_FREE},
    {"tenure", "lodging", WORD_TENURE, TENURE_LODGING},
    {"tenure", "informal", WORD_TENURE, TENURE_INFORMAL},
    {"tenure", "other", WORD_TENURE, TENURE_OTHER},
    {"bldg_type", "apartment", WORD_BUILDING, BUILDING_APARTMENT},
    {"bldg_type", "detached", WORD_BUILDING, BUILDING_DETACHED},
    {"bldg_type", "gecekondu", WORD_BUILDING, BUILDING_GECEKONDU},
    {"bldg_type", "tent", WORD_BUILDING, BUILDING_TENT},
    {"bldg_type", "container", WORD_BUILDING, BUILDING_CONTAINER},
    {"bldg_type", "other", WORD_BUILDING, BUILDING_OTHER},
    {"yesno", "yes", WORD_YES_NO, IS_YES},
    {"yesno", "no", WORD_YES_NO, IS_NO},
};

enum mah_status word_list_read(struct answer_words *out, struct mah_error *err)
{
    return answer_words_read(out, "household_words.csv", values, sizeof values / sizeof *values, err);
}

/* "-", "--", ".", "—": what people put where they have no answer. */
static bool is_dash(struct slice text)
{
    for (uint32_t i = 0; i < text.length; i++) {
        bool long_dash = text.length - i >= 3 && memcmp(text.bytes + i, "\xE2\x80", 2) == 0 &&
                         (text.bytes[i + 2] == '\x93' || text.bytes[i + 2] == '\x94');
        if (long_dash)
            i += 2;
        else if (text.bytes[i] != '-' && text.bytes[i] != '.')
            return false;
    }
    return true;
}

int word_list_find(const struct answer_words *list, enum word_field field, struct slice text)
{
    int value = answer_words_find(list, (int)field, text);
    return value == WORD_UNKNOWN && field == WORD_ANSWER && is_dash(text) ? ANSWER_IS_MISSING : value;
}

const char *word_list_value(enum word_field field, int code)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i].field_code == (int)field && values[i].code == code)
            return values[i].value;
    return NULL;
}
