/* What do the words for sex and relation mean? */
#include "read/roster_words.h"

enum { SEX, RELATION };

static const struct answer_value values[] = {
    {"sex", "male", SEX, MEMBER_WORD_MALE},
    {"sex", "female", SEX, MEMBER_WORD_FEMALE},
    {"relation", "head", RELATION, MEMBER_WORD_HEAD},
    {"relation", "spouse", RELATION, MEMBER_WORD_SPOUSE},
    {"relation", "child", RELATION, MEMBER_WORD_CHILD},
};

enum mah_status roster_words_read(struct answer_words *out, struct mah_error *err)
{
    return answer_words_read(out, "person_words.csv", values, sizeof values / sizeof *values, err);
}

static enum member_word find(const struct answer_words *words, int field, const char *text)
{
    int word = text != NULL ? answer_words_find(words, field, slice_of(text)) : ANSWER_WORD_UNKNOWN;
    return word == ANSWER_WORD_UNKNOWN ? MEMBER_WORD_UNKNOWN : (enum member_word)word;
}

enum member_word roster_words_sex(const struct answer_words *words, const char *text)
{
    return find(words, SEX, text);
}

enum member_word roster_words_relation(const struct answer_words *words, const char *text)
{
    return find(words, RELATION, text);
}
