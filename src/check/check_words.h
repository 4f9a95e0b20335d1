/* Which answer does a word give? The word list of layers/household_words.csv. */
#ifndef CHECK_CHECK_WORDS_H
#define CHECK_CHECK_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "turkish/answer_words.h"

enum word_field { WORD_ANSWER, WORD_TENURE, WORD_BUILDING, WORD_YES_NO, WORD_FIELDS };
/* What a word can say in any question. */
enum answer_word { ANSWER_OTHER, ANSWER_IS_MISSING, ANSWER_IS_NATIVE };
enum { WORD_UNKNOWN = ANSWER_WORD_UNKNOWN };

enum mah_status word_list_read(struct answer_words *out, struct mah_error *err);

/* The value of a word (enum answer_word, tenure or building); WORD_UNKNOWN where it is in no row. text is UTF-8. */
int word_list_find(const struct answer_words *list, enum word_field field, struct slice text);

/* The word of the schema for a value: "owner" for TENURE_OWNER; NULL where it has none. */
const char *word_list_value(enum word_field field, int code);

#endif
