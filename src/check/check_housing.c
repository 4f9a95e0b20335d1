/* How does a household live? Its tenure and the kind of its building. */
#include "check/checker.h"

/* The words of one column as codes; a word that is in no list is unknown and counted. */
static void read_words(struct judging *judging, enum field field, enum word_field words, uint8_t *out,
                       enum check_warning warning)
{
    struct checker *checker = judging->checker;
    const struct column *column = &judging->batch->columns[field];
    memset(out, 0, checker->out.rows);
    for (size_t row = 0; column->present && row < checker->out.rows; row++) {
        if (checker->out.reason[row] != REJECT_NONE || !cell_is_given(column, row))
            continue;
        bool is_text = column->kind[row] == CELL_TEXT;
        int value = is_text ? checker_word(checker, words, column->cell[row].text) : WORD_UNKNOWN;
        if (value != WORD_UNKNOWN)
            out[row] = (uint8_t)value;
        else if (!is_text || !checker_is_missing(checker, column->cell[row].text))
            judging->warnings[warning]++;
    }
}

void check_housing(struct judging *judging)
{
    _Static_assert(TENURE_UNKNOWN == 0 && BUILDING_UNKNOWN == 0, "no answer is 0");
    struct checked_batch *out = &judging->checker->out;
    read_words(judging, FIELD_TENURE, WORD_TENURE, out->tenure, WARN_UNKNOWN_TENURE);
    read_words(judging, FIELD_BLDG_TYPE, WORD_BUILDING, out->building, WARN_UNKNOWN_BUILDING);
}
