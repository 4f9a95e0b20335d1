/* Is a facility open? The words of layers/service_words.csv. */
#ifndef READ_SERVICE_OPEN_H
#define READ_SERVICE_OPEN_H

#include "base/error.h"
#include "base/slice.h"
#include "turkish/answer_words.h"

enum service_answer { ANSWER_MISSING, ANSWER_YES, ANSWER_NO, ANSWER_UNCLEAR };

/* Release with answer_words_release, also after a failure. */
enum mah_status service_words_read(struct answer_words *out, struct mah_error *err);

/* A cell without letters and digits ("-") is none. */
enum service_answer service_words_answer(const struct answer_words *words, struct slice cell);

#endif
