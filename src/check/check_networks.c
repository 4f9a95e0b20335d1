/* What has the dwelling: water, sewer, electricity ..., how many rooms, a durable structure? And the other questions
 * that are answered with yes or no: the special categories. */
#include <math.h>

#include "base/number.h"
#include "check/checker.h"

enum { MOST_ROOMS = 100 };

/* The answer in a cell; WORD_UNKNOWN where nobody can tell what it means. */
static int yes_no_of_number(double number)
{
    if (number_is_no_answer(number))
        return IS_UNKNOWN;
    return number == 1 ? IS_YES : number == 0 ? IS_NO : WORD_UNKNOWN;
}

/* "yok" is a word for no answer elsewhere, and the commonest word for no here: so yes and no are looked for first. */
static int yes_no_of_text(struct checker *checker, struct slice text)
{
    double number;
    int value = checker_word(checker, WORD_YES_NO, text);
    if (value != WORD_UNKNOWN)
        return value;
    if (checker_is_missing(checker, text))
        return IS_UNKNOWN;
    return number_read(text, &number) == NUMBER_OK ? yes_no_of_number(number) : WORD_UNKNOWN;
}

/* Answers of one cell; false where a word is in no list. */
static bool read_yes_no(struct checker *checker, const struct column *column, size_t row, uint8_t *out)
{
    *out = IS_UNKNOWN;
    if (!cell_is_given(column, row))
        return true;
    int value = column->kind[row] == CELL_TEXT ? yes_no_of_text(checker, column->cell[row].text)
                                               : yes_no_of_number(column->cell[row].number);
    if (value != WORD_UNKNOWN)
        *out = (uint8_t)value;
    return value != WORD_UNKNOWN;
}

const char *special_group_word(enum special_group group)
{
    return field_name((enum field)(FIELD_GRP_DISABLED + (int)group));
}

static bool asks_special(const struct batch *batch)
{
    bool asks = false;
    for (int group = 0; group < SPECIAL_COUNT; group++)
        asks |= batch->columns[FIELD_GRP_DISABLED + group].present;
    return asks;
}

enum { YES_NO_QUESTIONS = 1 + NETWORK_COUNT + SPECIAL_COUNT };

/* A column of answers, where they go, and how far it is from one row to the next there. */
struct answers {
    const struct column *column;
    uint8_t *out;
    size_t stride;
};

/* The columns of answers that the batch has. */
static size_t find_answers(struct answers out[YES_NO_QUESTIONS], const struct judging *judging)
{
    const struct column *columns = judging->batch->columns;
    struct checked_batch *into = &judging->checker->out;
    size_t count = 0;
    if (columns[FIELD_DURABLE].present)
        out[count++] = (struct answers){&columns[FIELD_DURABLE], into->durable, 1};
    for (int network = 0; network < NETWORK_COUNT; network++)
        if (columns[FIELD_SVC_WATER + network].present)
            out[count++] =
                (struct answers){&columns[FIELD_SVC_WATER + network], &into->network[0][network], NETWORK_COUNT};
    for (int group = 0; group < SPECIAL_COUNT; group++)
        if (columns[FIELD_GRP_DISABLED + group].present)
            out[count++] =
                (struct answers){&columns[FIELD_GRP_DISABLED + group], &into->special[0][group], SPECIAL_COUNT};
    return count;
}

/* A row is warned of once, however many of its answers are in no list. */
static void read_answers(struct judging *judging)
{
    struct checker *checker = judging->checker;
    struct checked_batch *out = &checker->out;
    struct answers answers[YES_NO_QUESTIONS];
    size_t count = find_answers(answers, judging);
    out->has_special = asks_special(judging->batch);
    if (out->has_special)
        memset(out->special, IS_UNKNOWN, out->rows * sizeof *out->special);
    memset(out->durable, IS_UNKNOWN, out->rows * sizeof *out->durable);
    memset(out->network, IS_UNKNOWN, out->rows * sizeof *out->network);
    for (size_t row = 0; count > 0 && row < out->rows; row++) {
        if (out->reason[row] != REJECT_NONE)
            continue;
        bool readable = true;
        for (size_t i = 0; i < count; i++) {
            const struct column *column = answers[i].column;
            uint8_t *answer = &answers[i].out[row * answers[i].stride];
            int value = cell_letter_word(checker, WORD_YES_NO, column, row);
            double number = column->kind[row] == CELL_NUMBER ? column->cell[row].number : NAN;
            if (number == 0 || number == 1)
                *answer = number == 1 ? IS_YES : IS_NO;
            else if (value >= 0)
                *answer = (uint8_t)value;
            else
                readable &= read_yes_no(checker, column, row, answer);
        }
        judging->warnings[WARN_UNKNOWN_YES_NO] += !readable;
    }
}

/* "3+1", as flats are advertised: three rooms and a living room are four. 0 where the text is anything else. */
static int32_t rooms_of_sum(struct slice text)
{
    int32_t sum = 0, part = 0;
    bool has_digit = false, has_plus = false;
    for (uint32_t i = 0; i < text.length && part <= MOST_ROOMS; i++) {
        char byte = text.bytes[i];
        if (byte >= '0' && byte <= '9') {
            part = part * 10 + (byte - '0');
            has_digit = true;
        } else if (byte == '+' && has_digit && !has_plus) {
            sum = part;
            part = 0;
            has_plus = true;
            has_digit = false;
        } else if (byte != ' ') {
            return 0;
        }
    }
    return has_plus && has_digit ? sum + part : 0;
}

/* The rooms in a cell; 0 for no answer, -1 where nobody can tell what it means. */
static int32_t rooms_of_cell(struct checker *checker, const struct column *column, size_t row)
{
    int32_t rooms = 0;
    enum whole_outcome outcome = cell_whole(column, row, &rooms);
    bool is_text = column->kind[row] == CELL_TEXT;
    if (outcome == WHOLE_MISSING || (outcome == WHOLE_OK && number_is_no_answer(rooms)))
        return 0;
    if (outcome == WHOLE_BAD && is_text && checker_is_missing(checker, column->cell[row].text))
        return 0;
    if (outcome == WHOLE_BAD)
        rooms = is_text ? rooms_of_sum(column->cell[row].text) : -1;
    return rooms >= 1 && rooms <= MOST_ROOMS ? rooms : -1;
}

static void read_rooms(struct judging *judging)
{
    struct checker *checker = judging->checker;
    const struct column *column = &judging->batch->columns[FIELD_ROOMS];
    if (!column->present)
        memset(checker->out.rooms, 0, checker->out.rows * sizeof *checker->out.rooms);
    for (size_t row = 0; column->present && row < checker->out.rows; row++) {
        bool look = checker->out.reason[row] == REJECT_NONE && cell_is_given(column, row);
        int32_t rooms = look ? rooms_of_cell(checker, column, row) : 0;
        judging->warnings[WARN_BAD_ROOMS] += rooms < 0;
        checker->out.rooms[row] = (uint8_t)(rooms > 0 ? rooms : 0);
    }
}

void check_networks(struct judging *judging)
{
    read_rooms(judging);
    read_answers(judging);
}
