/* What do a row's answers say about its arrival? arr_date before arr_year before years_here. */
#include <math.h>

#include "base/number.h"
#include "check/checker.h"

/* What one cell says. */
enum cell_says { SAYS_NOTHING, SAYS_NATIVE, SAYS_ARRIVAL, SAYS_BAD, SAYS_FUTURE };

static enum cell_says says(enum arrival_outcome outcome)
{
    return outcome == ARRIVAL_OK ? SAYS_ARRIVAL : outcome == ARRIVAL_FUTURE ? SAYS_FUTURE : SAYS_BAD;
}

static enum cell_says read_word(struct checker *checker, struct slice text)
{
    switch (checker_word(checker, WORD_ANSWER, text)) {
    case ANSWER_IS_MISSING:
        return SAYS_NOTHING;
    case ANSWER_IS_NATIVE:
        return SAYS_NATIVE;
    default:
        return SAYS_BAD;
    }
}

/* 2019, 45063 (a spreadsheet's day), 98 (does not know), 99 (refused). */
static enum cell_says read_number(const struct arrival_rules *rules, double number, struct arrival *out)
{
    if (number_is_no_answer(number))
        return SAYS_NOTHING;
    if (number == floor(number) && number >= 0 && number <= 9999)
        return says(arrival_of_year(rules, (int)number, out));
    char digits[32];
    struct date date;
    number_write(number, digits);
    if (date_read(slice_of(digits), &date) != DATE_OK)
        return SAYS_BAD;
    return says(arrival_of_date(rules, date, out));
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* A text of four digits as a number; -1 for any other text. */
static int four_digits(struct slice text)
{
    const char *at = text.bytes;
    if (text.length != 4 || !is_digit(at[0]) || !is_digit(at[1]) || !is_digit(at[2]) || !is_digit(at[3]))
        return -1;
    return (at[0] - '0') * 1000 + (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
}

static enum cell_says read_date_text(struct checker *checker, struct slice text, struct arrival *out)
{
    const struct arrival_rules *rules = &checker->rules->arrival;
    int year = four_digits(text);
    if (year >= 0)
        return says(arrival_of_year(rules, year, out));
    struct date date;
    double number;
    switch (date_read(text, &date)) {
    case DATE_OK:
        return says(arrival_of_date(rules, date, out));
    case DATE_MISSING:
        return SAYS_NOTHING;
    case DATE_BAD:
        break;
    }
    if (number_read(text, &number) == NUMBER_OK)
        return read_number(rules, number, out);
    return read_word(checker, text);
}

static enum cell_says read_date_cell(struct checker *checker, const struct column *column, size_t row,
                                     struct arrival *out)
{
    switch ((enum cell_kind)column->kind[row]) {
    case CELL_TEXT:
        return read_date_text(checker, column->cell[row].text, out);
    case CELL_NUMBER:
        return read_number(&checker->rules->arrival, column->cell[row].number, out);
    case CELL_MISSING:
        break;
    }
    return SAYS_NOTHING;
}

static enum cell_says read_years_cell(struct checker *checker, const struct column *column, size_t row,
                                      struct arrival *out)
{
    double years;
    if (column->kind[row] == CELL_MISSING)
        return SAYS_NOTHING;
    if (column->kind[row] == CELL_NUMBER)
        years = column->cell[row].number;
    else if (number_read(column->cell[row].text, &years) != NUMBER_OK)
        return read_word(checker, column->cell[row].text);
    return says(arrival_of_years_here(&checker->rules->arrival, years, out));
}

static void take_answer(struct judging *judging, size_t row, enum cell_says what, const struct arrival *arrival)
{
    struct checker *checker = judging->checker;
    struct checked_batch *out = &checker->out;
    switch (what) {
    case SAYS_NOTHING:
        return;
    case SAYS_BAD:
        reject(judging, row, REJECT_BAD_DATE);
        return;
    case SAYS_FUTURE:
        reject(judging, row, REJECT_FUTURE_ARRIVAL);
        return;
    case SAYS_NATIVE:
        checker->answer[row] = ARRIVAL_IS_NATIVE;
        out->arrival_class[row] = CLASS_NATIVE;
        out->cohort[row] = COHORT_NATIVE;
        return;
    case SAYS_ARRIVAL:
        checker->answer[row] = ARRIVAL_KNOWN;
        out->arrival_class[row] = arrival->arrival_class;
        out->cohort[row] = arrival->cohort;
        out->arrival_year[row] = arrival->year;
        out->recent_ppb[row] = arrival->recent_ppb;
        out->ambiguous_arrival[row] = arrival->ambiguous;
        return;
    }
}

static void start_rows(struct checker *checker)
{
    struct checked_batch *out = &checker->out;
    memset(checker->answer, ARRIVAL_NOT_ANSWERED, out->rows * sizeof *checker->answer);
    memset(out->arrival_class, CLASS_UNKNOWN, out->rows * sizeof *out->arrival_class);
    memset(out->cohort, COHORT_UNKNOWN, out->rows * sizeof *out->cohort);
    memset(out->arrival_year, 0, out->rows * sizeof *out->arrival_year);
    memset(out->recent_ppb, 0, out->rows * sizeof *out->recent_ppb);
    memset(out->ambiguous_arrival, 0, out->rows * sizeof *out->ambiguous_arrival);
}

void check_arrivals(struct judging *judging)
{
    static const enum field fields[] = {FIELD_ARR_DATE, FIELD_ARR_YEAR, FIELD_YEARS_HERE};
    struct checker *checker = judging->checker;
    start_rows(checker);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct column *column = &judging->batch->columns[fields[i]];
        struct arrival arrival;
        for (size_t row = 0; column->present && row < checker->out.rows; row++) {
            if (checker->answer[row] != ARRIVAL_NOT_ANSWERED || checker->out.reason[row] != REJECT_NONE)
                continue;
            enum cell_says what = fields[i] == FIELD_YEARS_HERE ? read_years_cell(checker, column, row, &arrival)
                                                                : read_date_cell(checker, column, row, &arrival);
            take_answer(judging, row, what, &arrival);
        }
    }
}
