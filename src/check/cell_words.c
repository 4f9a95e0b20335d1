/* Which word stands in a cell, whatever the encoding? Each word is decoded and folded once, then remembered. */
#include <math.h>

#include "check/checker.h"

enum { LONGEST_WORD = 256 };

struct slice checker_utf8(struct checker *checker, struct slice cell)
{
    if (cell.length > LONGEST_WORD)
        return (struct slice){"", 0};
    if (checker->encoding == ENCODING_UTF8)
        return cell;
    checker->decoded.length = 0;
    (void)text_add_decoded(&checker->decoded, cell.bytes, cell.length, checker->encoding);
    if (checker->decoded.failed)
        return (struct slice){"", 0};
    return (struct slice){checker->decoded.bytes, (uint32_t)checker->decoded.length};
}

/* "0", "1", "E": most answers. */
static int letter_word(struct checker *checker, enum word_field field, struct slice cell)
{
    int16_t *value = &checker->letters[field][(unsigned char)cell.bytes[0]];
    if (*value == LETTER_NOT_KNOWN)
        *value = (int16_t)word_list_find(&checker->rules->words, field, checker_utf8(checker, cell));
    return *value;
}

int checker_word(struct checker *checker, enum word_field field, struct slice cell)
{
    int16_t value;
    if (cell.length == 1)
        return letter_word(checker, field, cell);
    if (memo_find(&checker->memos[field], cell, &value))
        return value;
    if (cell.length > LONGEST_WORD)
        return WORD_UNKNOWN;
    value = (int16_t)word_list_find(&checker->rules->words, field, checker_utf8(checker, cell));
    memo_keep(&checker->memos[field], cell, value);
    return value;
}

bool checker_is_missing(struct checker *checker, struct slice cell)
{
    return checker_word(checker, WORD_ANSWER, cell) == ANSWER_IS_MISSING;
}

bool number_is_no_answer(double number)
{
    double magnitude = fabs(number);
    return magnitude == 98 || magnitude == 99;
}
