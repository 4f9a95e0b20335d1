/* What one worker holds while it judges batches, and the judgements in their order. Private to this room. */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "check/check_rules.h"
#include "check/household.h"
#include "check/memo.h"

/* Cells whose meaning is remembered. The first are the word fields, so that a memo is found by its enum
 * word_field. */
enum memo_kind { MEMO_PROVINCE = WORD_FIELDS, MEMO_COUNTRY, MEMO_COUNT };

enum place_column { PLACE_PREVIOUS_IL, PLACE_PREVIOUS_COUNTRY, PLACE_BIRTH, PLACE_REGISTERED, PLACE_COLUMNS };
/* What a place cell says where it is no origin_id. */
enum { PLACE_NONE = ORIGIN_UNKNOWN, PLACE_HOME = -1, PLACE_UNREADABLE = -2 };

enum { LETTER_NOT_KNOWN = INT16_MIN };

/* What is known of a row's arrival so far. */
enum arrival_answer { ARRIVAL_NOT_ANSWERED, ARRIVAL_IS_NATIVE, ARRIVAL_KNOWN };

struct checker {
    const struct check_rules *rules;
    struct checked_batch out;
    size_t capacity;               /* rows that the arrays hold */
    uint8_t *answer;               /* enum arrival_answer a row */
    int16_t *place[PLACE_COLUMNS]; /* origin_id or PLACE_...; of columns that are present */
    struct memo *memos;            /* MEMO_COUNT */
    int16_t letters[WORD_FIELDS]
                   [256];          /* what a cell of one byte means as a word; LETTER_NOT_KNOWN: not looked up yet */
    enum encoding encoding;        /* of the cells in the memos */
    const struct rectangle *focus; /* NULL: every row is looked at */
    const struct id_hashes *wanted;
    struct text decoded; /* its `failed` says that memory ran out */
};

/* One batch on its way through the judgements. */
struct judging {
    struct checker *checker;
    const struct batch *batch;
    const struct crs *crs;
    uint64_t *warnings;
};

/* The position of every row, or none; rows outside the focus are left alone. */
void leave_elsewhere(struct judging *judging);

static inline void reject(struct judging *judging, size_t row, enum reject_reason reason)
{
    uint8_t *at = &judging->checker->out.reason[row];
    if (*at == REJECT_NONE)
        *at = (uint8_t)reason;
}

/* The judgements, in the order of the reasons; those after the positions look at sound rows only. */
void check_sizes(struct judging *judging);
void check_arrivals(struct judging *judging);
void check_weights(struct judging *judging);
void check_positions(struct judging *judging);
void check_origins(struct judging *judging);
void check_housing(struct judging *judging);
void check_networks(struct judging *judging);
void check_roster(struct judging *judging);
void check_ages(struct judging *judging);
void check_migrants(struct judging *judging);
void check_members(struct judging *judging);

/* A cell of text as UTF-8, good until the next call; empty where it is too long for a word, or memory ran out. */
struct slice checker_utf8(struct checker *checker, struct slice cell);
/* What a cell of text means as a word of a field: enum answer_word, tenure or building; WORD_UNKNOWN. Remembered. */
int checker_word(struct checker *checker, enum word_field field, struct slice cell);
/* The same where the cell is a text of one byte that was looked up before ("1", "E": most answers); below 0 otherwise:
 * then checker_word knows. */
static inline int cell_letter_word(const struct checker *checker, enum word_field field, const struct column *column,
                                   size_t row)
{
    const struct slice *text = &column->cell[row].text;
    if (column->kind[row] != CELL_TEXT || text->length != 1)
        return WORD_UNKNOWN;
    return checker->letters[field][(unsigned char)text->bytes[0]];
}
/* Is a cell of text one of the words for no answer? */
bool checker_is_missing(struct checker *checker, struct slice cell);
/* 98 (does not know) and 99 (refused), as survey forms have them; also with a minus before them. */
bool number_is_no_answer(double number);

/* Is row's cell not empty? The column must be present. */
static inline bool cell_is_given(const struct column *column, size_t row)
{
    return column->kind[row] == CELL_NUMBER || (column->kind[row] == CELL_TEXT && column->cell[row].text.length > 0);
}

enum whole_outcome { WHOLE_OK, WHOLE_MISSING, WHOLE_BAD };
/* A whole number between -1e9 and 1e9 ("4", "4.0"). Only an empty cell is missing here. */
enum whole_outcome cell_whole_any(const struct column *column, size_t row, int32_t *value);

static inline enum whole_outcome cell_whole(const struct column *column, size_t row, int32_t *value)
{
    const struct slice *text = &column->cell[row].text;
    /* What nearly every count is. */
    if (column->kind[row] == CELL_TEXT && text->length == 1 && (unsigned char)(text->bytes[0] - '0') <= 9) {
        *value = text->bytes[0] - '0';
        return WHOLE_OK;
    }
    if (column->kind[row] == CELL_NUMBER && column->cell[row].number >= 0 && column->cell[row].number <= 9999) {
        *value = (int32_t)column->cell[row].number;
        if (column->cell[row].number == *value)
            return WHOLE_OK;
    }
    return cell_whole_any(column, row, value);
}

#endif
