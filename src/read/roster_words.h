/* What do the words for sex and relation mean? The list of layers/person_words.csv. Private to the files that read a
 * roster. */
#ifndef READ_ROSTER_WORDS_H
#define READ_ROSTER_WORDS_H

#include <stddef.h>

#include "base/error.h"

enum member_word {
    MEMBER_WORD_UNKNOWN,
    MEMBER_WORD_MALE,
    MEMBER_WORD_FEMALE,
    MEMBER_WORD_HEAD,
    MEMBER_WORD_SPOUSE,
    MEMBER_WORD_CHILD
};

struct roster_words {
    struct roster_word {
        enum member_word meaning;
        char *key;
    } * words;
    size_t count, capacity;
};

enum mah_status roster_words_read(struct roster_words *out, struct mah_error *err);
void roster_words_release(struct roster_words *words);

/* text may be NULL. */
enum member_word roster_words_sex(const struct roster_words *words, const char *text);
enum member_word roster_words_relation(const struct roster_words *words, const char *text);

#endif
