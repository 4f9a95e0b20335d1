/* Which numbers stand in a row: persons, weight, migrants, members by age? */
#include <math.h>

#include "base/number.h"
#include "check/checker.h"

enum { LARGEST_HOUSEHOLD = 100, LARGEST_WEIGHT = 1000000 };

/* One to four digits, what nearly every count is; -1 where it is anything else. */
static int32_t short_whole(struct slice text)
{
    int32_t value = 0;
    if (text.length == 0 || text.length > 4)
        return -1;
    for (uint32_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return -1;
        value = value * 10 + (text.bytes[i] - '0');
    }
    return value;
}

enum whole_outcome cell_whole_any(const struct column *column, size_t row, int32_t *value)
{
    double number;
    if (column->kind[row] == CELL_MISSING)
        return WHOLE_MISSING;
    if (column->kind[row] == CELL_NUMBER) {
        number = column->cell[row].number;
    } else {
        struct slice text = column->cell[row].text;
        *value = short_whole(text);
        if (*value >= 0)
            return WHOLE_OK;
        enum number_outcome outcome = number_read(text, &number);
        if (outcome != NUMBER_OK)
            return outcome == NUMBER_MISSING ? WHOLE_MISSING : WHOLE_BAD;
    }
    if (!(fabs(number) <= 1e9) || number != floor(number))
        return WHOLE_BAD;
    *value = (int32_t)number;
    return WHOLE_OK;
}

void check_sizes(struct judging *judging)
{
    const struct column *column = &judging->batch->columns[FIELD_HH_SIZE];
    struct checked_batch *out = &judging->checker->out;
    for (size_t row = 0; row < out->rows; row++) {
        int32_t size = 0;
        bool sound = column->present && out->reason[row] == REJECT_NONE && cell_whole(column, row, &size) == WHOLE_OK;
        if (!sound || size < 1 || size > LARGEST_HOUSEHOLD)
            reject(judging, row, REJECT_BAD_SIZE);
        out->size[row] = size;
    }
}

/* The weight in units of 1e-9; 0 where it is not sound. */
static int64_t weight_of(const struct column *column, size_t row)
{
    double weight = 0;
    if (column->kind[row] == CELL_NUMBER)
        weight = column->cell[row].number;
    else if (column->kind[row] == CELL_MISSING || number_read(column->cell[row].text, &weight) != NUMBER_OK)
        return 0;
    return weight > 0 && weight <= LARGEST_WEIGHT ? llround(weight * WEIGHT_ONE) : 0;
}

void check_weights(struct judging *judging)
{
    const struct column *column = &judging->batch->columns[FIELD_WEIGHT];
    struct checked_batch *out = &judging->checker->out;
    for (size_t row = 0; row < out->rows; row++)
        out->weight_nano[row] = WEIGHT_ONE;
    for (size_t row = 0; column->present && row < out->rows; row++) {
        if (out->reason[row] != REJECT_NONE)
            continue;
        out->weight_nano[row] = weight_of(column, row);
        if (out->weight_nano[row] == 0)
            reject(judging, row, REJECT_BAD_WEIGHT);
    }
}

/* Is what is no whole number at least a word for no answer? Columns of numbers only. */
static bool is_no_answer(struct judging *judging, const struct column *column, size_t row)
{
    return column->kind[row] == CELL_TEXT && checker_is_missing(judging->checker, column->cell[row].text);
}

/* hh_migrants: -1 where it was not asked or cannot be read. */
void check_migrants(struct judging *judging)
{
    const struct column *column = &judging->batch->columns[FIELD_HH_MIGRANTS];
    struct checked_batch *out = &judging->checker->out;
    memset(out->migrants, 0xFF, out->rows * sizeof *out->migrants); /* -1 everywhere */
    for (size_t row = 0; column->present && row < out->rows; row++) {
        if (out->reason[row] != REJECT_NONE)
            continue;
        int32_t migrants = 0;
        enum whole_outcome outcome = cell_whole(column, row, &migrants);
        if (outcome == WHOLE_OK && migrants > out->size[row]) {
            judging->warnings[WARN_MIGRANTS_ABOVE_SIZE]++;
            out->migrants[row] = out->size[row];
        } else if (outcome == WHOLE_OK && migrants >= 0) {
            out->migrants[row] = migrants;
        } else if (outcome != WHOLE_MISSING && !is_no_answer(judging, column, row)) {
            judging->warnings[WARN_BAD_MIGRANTS]++;
        }
    }
}

/* The persons of an age band as a cell says; *bad is set where nobody can tell what it means. */
static int16_t read_band(struct judging *judging, const struct column *column, size_t row, bool *bad)
{
    int32_t persons = 0;
    enum whole_outcome outcome = cell_whole(column, row, &persons);
    if (outcome == WHOLE_OK && persons >= 0 && persons <= LARGEST_HOUSEHOLD)
        return (int16_t)persons;
    *bad |= outcome != WHOLE_MISSING && !is_no_answer(judging, column, row);
    return AGE_NO_ANSWER;
}

/* The bands of one household together: a bad one is no answer, and what is known must not exceed the household. */
static void check_bands_of(struct judging *judging, const int bands[AGE_BANDS], int count, size_t row)
{
    struct checked_batch *out = &judging->checker->out;
    int known = 0, persons = 0;
    bool bad = false;
    for (int i = 0; i < count; i++) {
        int16_t age = read_band(judging, &judging->batch->columns[FIELD_N_0_2 + bands[i]], row, &bad);
        out->ages[row][bands[i]] = age;
        known += age >= 0;
        persons += age >= 0 ? age : 0;
    }
    judging->warnings[WARN_BAD_AGE] += bad;
    judging->warnings[WARN_AGES_DO_NOT_SUM] +=
        persons > out->size[row] || (known == AGE_BANDS && persons < out->size[row]);
}

void check_ages(struct judging *judging)
{
    const struct checked_batch *out = &judging->checker->out;
    int bands[AGE_BANDS], count = 0; /* those that the file asks */
    for (int band = 0; band < AGE_BANDS; band++)
        if (judging->batch->columns[FIELD_N_0_2 + band].present)
            bands[count++] = band;
    memset(out->ages, 0xFF, out->rows * sizeof *out->ages); /* AGE_NOT_ASKED everywhere */
    for (size_t row = 0; count > 0 && row < out->rows; row++)
        if (out->reason[row] == REJECT_NONE)
            check_bands_of(judging, bands, count, row);
}
