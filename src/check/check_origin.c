/* Where is a household from? Its origin, and whether its head was born elsewhere. domain.md 3.3. */
#include "check/checker.h"

static const struct place_source {
    enum field field;
    enum memo_kind memo; /* a name that could be either is looked for here first */
} place_sources[PLACE_COLUMNS] = {
    [PLACE_PREVIOUS_IL] = {FIELD_ORIG_IL, MEMO_PROVINCE},
    [PLACE_PREVIOUS_COUNTRY] = {FIELD_ORIG_COUNTRY, MEMO_COUNTRY},
    [PLACE_BIRTH] = {FIELD_BIRTH_IL, MEMO_PROVINCE},
    [PLACE_REGISTERED] = {FIELD_REG_IL, MEMO_PROVINCE},
};

static int16_t find_place(struct checker *checker, enum memo_kind first, struct slice cell)
{
    if (checker_is_missing(checker, cell))
        return PLACE_NONE;
    struct slice text = checker_utf8(checker, cell);
    if (origin_is_home(text))
        return PLACE_HOME;
    origin_id province = origin_from_province(text), country = origin_from_country(text);
    origin_id preferred = first == MEMO_PROVINCE ? province : country;
    origin_id found = preferred != ORIGIN_UNKNOWN ? preferred : province != ORIGIN_UNKNOWN ? province : country;
    return found != ORIGIN_UNKNOWN ? (int16_t)found : PLACE_UNREADABLE;
}

static int16_t place_of_cell(struct checker *checker, enum memo_kind memo, const struct column *column, size_t row)
{
    int16_t place = PLACE_NONE;
    if (column->kind[row] == CELL_MISSING)
        return PLACE_NONE;
    if (column->kind[row] == CELL_NUMBER) {
        double plate = column->cell[row].number;
        return plate >= 1 && plate <= PROVINCE_COUNT && plate == (int)plate ? (int16_t)plate : PLACE_UNREADABLE;
    }
    struct slice cell = column->cell[row].text;
    if (!memo_find(&checker->memos[memo], cell, &place)) {
        place = find_place(checker, memo, cell);
        memo_keep(&checker->memos[memo], cell, place);
    }
    return place;
}

static void read_places(struct judging *judging, enum place_column which)
{
    struct checker *checker = judging->checker;
    const struct place_source *source = &place_sources[which];
    const struct column *column = &judging->batch->columns[source->field];
    int16_t *place = checker->place[which];
    if (!column->present)
        memset(place, PLACE_NONE, checker->out.rows * sizeof *place);
    for (size_t row = 0; column->present && row < checker->out.rows; row++) {
        bool look = checker->out.reason[row] == REJECT_NONE;
        place[row] = look ? place_of_cell(checker, source->memo, column, row) : PLACE_NONE;
    }
}

static bool is_foreign(int16_t place)
{
    return place > PROVINCE_COUNT;
}

/* Where the household lived before: a foreign country in either column, else a province in either. */
static int16_t previous_residence(int16_t il, int16_t country)
{
    if (is_foreign(country) || (country > 0 && il <= 0))
        return country;
    return il > 0 ? il : ORIGIN_UNKNOWN;
}

/* The place column whose answer is the origin; PLACE_COLUMNS: the previous residence. */
static enum place_column origin_column(const struct judging *judging)
{
    const struct column *columns = judging->batch->columns;
    switch (judging->checker->rules->origin_field) {
    case ORIGIN_REGISTERED:
        return PLACE_REGISTERED;
    case ORIGIN_BIRTH:
        return PLACE_BIRTH;
    case ORIGIN_PREVIOUS:
        return PLACE_COLUMNS;
    case ORIGIN_AUTO:
        break;
    }
    if (columns[FIELD_REG_IL].present)
        return PLACE_REGISTERED;
    return columns[FIELD_BIRTH_IL].present ? PLACE_BIRTH : PLACE_COLUMNS;
}

/* 1 born elsewhere, 0 born here, -1 where the birth place or the province of the boundaries is not known. */
static int8_t lifetime_of(int16_t birth, origin_id province)
{
    if (birth <= 0 || province == ORIGIN_UNKNOWN)
        return -1;
    return birth != province;
}

void check_origins(struct judging *judging)
{
    struct checker *checker = judging->checker;
    struct checked_batch *out = &checker->out;
    enum place_column chosen = origin_column(judging);
    int16_t *const *place = checker->place;
    for (int which = 0; which < PLACE_COLUMNS; which++)
        read_places(judging, (enum place_column)which);
    for (size_t row = 0; row < out->rows; row++) {
        bool unreadable = false;
        for (int which = 0; which < PLACE_COLUMNS; which++)
            unreadable |= place[which][row] == PLACE_UNREADABLE;
        judging->warnings[WARN_UNKNOWN_ORIGIN] += unreadable;
        /* From here on the first place column holds the previous residence: check_members asks it who is a mover. */
        int16_t previous = previous_residence(place[PLACE_PREVIOUS_IL][row], place[PLACE_PREVIOUS_COUNTRY][row]);
        place[PLACE_PREVIOUS_IL][row] = previous;
        int16_t origin = chosen == PLACE_COLUMNS ? previous : place[chosen][row];
        out->origin[row] = origin > 0 ? origin : ORIGIN_UNKNOWN;
        out->lifetime[row] = lifetime_of(place[PLACE_BIRTH][row], checker->rules->province);
    }
}
