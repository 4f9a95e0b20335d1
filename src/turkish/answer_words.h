/* What do people's words mean? A list of layers/ with the columns field, value, words; words are compared by word_key.
 */
#ifndef TURKISH_ANSWER_WORDS_H
#define TURKISH_ANSWER_WORDS_H

#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

/* A value that a field of the list may have, and the codes the caller knows both by. */
struct answer_value {
    const char *field, *value;
    int field_code, code; /* code 0 and above */
};
enum { ANSWER_WORD_UNKNOWN = -1 };

struct answer_words {
    struct known_word {
        int field_code, code;
        char *key;
    } * words;
    size_t count, capacity;
};

/* MAH_BAD_SOURCE for a field and value that are not among `allowed`, a missing column, a word of one field that has two
 * values. Release with answer_words_release. */
enum mah_status answer_words_read(struct answer_words *out, const char *file_name, const struct answer_value *allowed,
                                  size_t allowed_count, struct mah_error *err);
void answer_words_release(struct answer_words *words);

/* The code of a word in a field, text in UTF-8; ANSWER_WORD_UNKNOWN where it is in no row. */
int answer_words_find(const struct answer_words *words, int field_code, struct slice text);

#endif
