/* Is a facility open? */
#include "read/service_open.h"

#include "turkish/fold.h"

enum { OPEN };

static const struct answer_value values[] = {{"open", "yes", OPEN, ANSWER_YES}, {"open", "no", OPEN, ANSWER_NO}};

enum mah_status service_words_read(struct answer_words *out, struct mah_error *err)
{
    return answer_words_read(out, "service_words.csv", values, sizeof values / sizeof *values, err);
}

enum service_answer service_words_answer(const struct answer_words *words, struct slice cell)
{
    char key[512];
    if (cell.length == 0 || word_key(cell, key, sizeof key) == 0)
        return ANSWER_MISSING;
    int answer = answer_words_find(words, OPEN, cell);
    return answer == ANSWER_WORD_UNKNOWN ? ANSWER_UNCLEAR : (enum service_answer)answer;
}
