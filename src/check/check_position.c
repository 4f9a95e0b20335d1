/* Where does a row lie? Its position in the CRS of the source, or why it has none. */
#include "base/number.h"
#include "check/checker.h"
#include "check/id_hashes.h"

enum position_outcome { POSITION_OK, POSITION_NONE, POSITION_BAD };

/* The words for no answer that are let pass where a coordinate is asked; whoever writes anything else meant something.
 */
static bool is_no_coordinate(struct slice text)
{
    static const char *const words[] = {"-", ".", "na", "null"};
    text = slice_trim(text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equals_ascii_nocase(text, slice_of(words[i])))
            return true;
    return text.length == 0;
}

static enum position_outcome read_coordinate(const struct column *column, size_t row, double *out)
{
    if (column->kind[row] == CELL_MISSING)
        return POSITION_NONE;
    if (column->kind[row] == CELL_NUMBER) {
        *out = column->cell[row].number;
        return POSITION_OK;
    }
    switch (number_read(column->cell[row].text, out)) {
    case NUMBER_OK:
        return POSITION_OK;
    case NUMBER_MISSING:
        return POSITION_NONE;
    case NUMBER_BAD:
        break;
    }
    return is_no_coordinate(column->cell[row].text) ? POSITION_NONE : POSITION_BAD;
}

static enum position_outcome read_pair(const struct column *x, const struct column *y, size_t row, struct point *out)
{
    enum position_outcome x_is = read_coordinate(x, row, &out->x), y_is = read_coordinate(y, row, &out->y);
    if (x_is == POSITION_NONE && y_is == POSITION_NONE)
        return POSITION_NONE;
    return x_is == POSITION_OK && y_is == POSITION_OK ? POSITION_OK : POSITION_BAD;
}

/* The next word of a cell of words with blanks between; empty at the end. */
static struct slice take_word(struct slice *rest)
{
    *rest = slice_trim(*rest);
    struct slice word = {rest->bytes, 0};
    while (word.length < rest->length && rest->bytes[word.length] != ' ' && rest->bytes[word.length] != '\t')
        word.length++;
    rest->bytes += word.length;
    rest->length -= word.length;
    return word;
}

/* "37.06 37.38 850 4.5": latitude, longitude, then altitude and accuracy, which must be numbers too where they are
 * given. */
static enum position_outcome read_gps(const struct column *column, size_t row, struct point *out)
{
    double numbers[4];
    int count = 0;
    if (column->kind[row] == CELL_NUMBER)
        return POSITION_BAD;
    if (column->kind[row] == CELL_MISSING || is_no_coordinate(column->cell[row].text))
        return POSITION_NONE;
    struct slice rest = column->cell[row].text;
    for (struct slice word = take_word(&rest); word.length > 0; word = take_word(&rest)) {
        if (count == 4 || number_read(word, &numbers[count]) != NUMBER_OK)
            return POSITION_BAD;
        count++;
    }
    if (count < 2)
        return POSITION_BAD;
    *out = (struct point){.x = numbers[1], .y = numbers[0]};
    return POSITION_OK;
}

static enum position_outcome read_geometry(const struct batch *batch, size_t row, struct point *out)
{
    if (batch->geometry_kind[row] == 0)
        return POSITION_NONE;
    *out = batch->geometry[row];
    return batch->geometry_kind[row] == 1 ? POSITION_OK : POSITION_BAD;
}

/* Which columns of the batch hold its positions. */
struct position_columns {
    bool geometry;
    const struct column *x, *y, *gps; /* NULL: not there */
};

static struct position_columns find_columns(const struct judging *judging)
{
    const struct column *columns = judging->batch->columns;
    struct position_columns found = {.geometry = judging->batch->has_geometry};
    if (judging->crs == NULL)
        return (struct position_columns){0};
    if (found.geometry)
        return found;
    if (columns[FIELD_GPS].present)
        found.gps = &columns[FIELD_GPS];
    if (columns[FIELD_LON].present && columns[FIELD_LAT].present) {
        found.x = &columns[FIELD_LON];
        found.y = &columns[FIELD_LAT];
    } else if (columns[FIELD_X].present && columns[FIELD_Y].present) {
        found.x = &columns[FIELD_X];
        found.y = &columns[FIELD_Y];
        found.gps = NULL; /* degrees beside metres: not the CRS of the source */
    }
    return found;
}

static enum position_outcome read_position(const struct judging *judging, const struct position_columns *columns,
                                           size_t row, struct point *point)
{
    enum position_outcome outcome = POSITION_NONE;
    if (columns->geometry)
        outcome = read_geometry(judging->batch, row, point);
    if (columns->x != NULL)
        outcome = read_pair(columns->x, columns->y, row, point);
    if (outcome == POSITION_NONE && columns->gps != NULL)
        outcome = read_gps(columns->gps, row, point);
    if (outcome != POSITION_OK)
        return outcome;
    if (judging->crs->geographic && point->x == 0 && point->y == 0)
        return POSITION_NONE;
    return crs_accepts(judging->crs, *point) ? POSITION_OK : POSITION_BAD;
}

static bool names_area(struct judging *judging, enum field field, size_t row)
{
    const struct column *column = &judging->batch->columns[field];
    if (!column->present || !cell_is_given(column, row))
        return false;
    return column->kind[row] == CELL_NUMBER || !checker_is_missing(judging->checker, column->cell[row].text);
}

void check_positions(struct judging *judging)
{
    struct checked_batch *out = &judging->checker->out;
    const struct position_columns columns = find_columns(judging);
    for (size_t row = 0; row < out->rows; row++) {
        struct point point = {0, 0};
        enum position_outcome outcome = POSITION_NONE;
        bool is_asked = out->reason[row] != REJECT_BAD_ROW && out->reason[row] != REJECT_ELSEWHERE;
        if (is_asked)
            outcome = read_position(judging, &columns, row, &point);
        out->has_position[row] = outcome == POSITION_OK;
        out->position[row] = outcome == POSITION_OK ? point : (struct point){0, 0};
        if (outcome == POSITION_OK || !is_asked)
            continue;
        if (outcome == POSITION_BAD)
            reject(judging, row, REJECT_BAD_POSITION);
        else if (outcome == POSITION_NONE && !names_area(judging, FIELD_MAH_CODE, row) &&
                 !names_area(judging, FIELD_MAH_NAME, row))
            reject(judging, row, REJECT_NO_POSITION);
    }
}

/* A duplicate counts where its first sound row stands, so rows of an id that matters are looked at wherever they lie.
 */
void leave_elsewhere(struct judging *judging)
{
    struct checked_batch *out = &judging->checker->out;
    const struct id_hashes *wanted = judging->checker->wanted;
    struct position_columns columns = find_columns(judging);
    for (size_t row = 0; row < out->rows; row++) {
        struct point point;
        char buffer[HOUSEHOLD_ID_BYTES];
        if (out->reason[row] == REJECT_BAD_ROW || read_position(judging, &columns, row, &point) != POSITION_OK ||
            rectangle_contains(judging->checker->focus, point))
            continue;
        if (wanted == NULL || !id_hashes_may_hold(wanted, batch_household_id(judging->batch, row, buffer)))
            out->reason[row] = REJECT_ELSEWHERE;
    }
}
