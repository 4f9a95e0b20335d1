/* What do the words for sex and relation mean? The list of layers/person_words.csv. Private to the files that read a
 * roster. */
#ifndef READ_ROSTER_WORDS_H
#define READ_ROSTER_WORDS_H

#include "base/error.h"
#include "turkish/answer_words.h"

enum member_word {
    MEMBER_WORD_UNKNOWN,
    MEMBER_WORD_MALE,
    MEMBER_WORD_FEMALE,
    MEMBER_WORD_HEAD,
    MEMBER_WORD_SPOUSE,
    MEMBER_WORD_CHILD
};

/* Release with answer_words_release. */
enum mah_status roster_words_read(struct answer_words *out, struct mah_error *err);

/* text may be NULL. */
enum member_word roster_words_sex(const struct answer_words *words, const char *text);
enum member_word roster_words_relation(const struct answer_words *words, const char *text);

#endif
