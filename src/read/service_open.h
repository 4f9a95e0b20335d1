/* Is a facility open? The words of layers/service_words.csv. */
#ifndef READ_SERVICE_OPEN_H
#define READ_SERVICE_OPEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

enum service_answer { ANSWER_MISSING, ANSWER_YES, ANSWER_NO, ANSWER_UNCLEAR };

struct service_word {
    char *key;
    bool is_yes;
};
struct service_words {
    struct service_word *words;
    size_t count, capacity;
};

/* Start with {0}; release also after a failure. */
enum mah_status service_words_read(struct service_words *out, struct mah_error *err);
void service_words_release(struct service_words *words);

/* A cell without letters and digits ("-") is none. */
enum service_answer service_words_answer(const struct service_words *words, struct slice cell);

#endif
