/*
 * The changes of one area, or of several and the city together, as a linear program: within each area all lines hold,
 * and over several areas what the mahalle have more the city has more.
 */
#include <math.h>

#include "base/memory.h"
#include "protect/twin_parts.h"

/* Kinds that are the same number have the same columns. */
static size_t column_of(const struct twin_search *search, size_t block, size_t kind)
{
    const struct additive *additive = search->additive;
    return (block * additive->distinct_count + additive->distinct[kind]) * TWIN_COLUMNS;
}

/* ---- the sums ---- */

/* A program on its way. */
struct twin_sums {
    const struct additive *additive;
    struct linear_term *terms;
    size_t count, blocks, rows_of_block;
    int *row_of_line; /* within a block; < 0: says only that two kinds are the same */
};

static size_t number_rows(struct twin_sums *sums)
{
    size_t rows = 0;
    for (size_t line = 0; line < sums->additive->line_count; line++)
        sums->row_of_line[line] = additive_is_equality(sums->additive, line) ? -1 : (int)rows++;
    return rows;
}

/* To the term of this row that the column has already, if it has one: two kinds of the same number may be in one line.
 */
static void put_term(struct twin_sums *sums, size_t first, size_t row, size_t column, double factor)
{
    size_t i = first;
    while (i < sums->count && sums->terms[i].row != (int)row)
        i++;
    if (i == sums->count)
        sums->terms[sums->count++] = (struct linear_term){(int)row, (int)column, 0};
    sums->terms[i].factor += factor;
}

/* The terms of one column; the last block of several is the city, which stands on the other side of the sum over it. */
static void put_column(struct twin_sums *sums, size_t block, size_t distinct, size_t which)
{
    static const double factors[TWIN_COLUMNS] = {1, -1, 1, -1};
    const struct additive *additive = sums->additive;
    size_t first = sums->count, column = (block * additive->distinct_count + distinct) * TWIN_COLUMNS + which;
    bool is_published = false;
    for (size_t kind = 0; kind < additive->kind_count; kind++) {
        if (additive->distinct[kind] != distinct)
            continue;
        is_published |= additive->kinds[kind].is_published;
        for (uint32_t i = additive->lines_of[kind]; i < additive->lines_of[kind + 1]; i++) {
            int row = sums->row_of_line[additive->lines_at[i]];
            if (row >= 0)
                put_term(sums, first, block * sums->rows_of_block + (size_t)row, column,
                         additive->sign_at[i] * factors[which]);
        }
    }
    if (sums->blocks > 1 && is_published)
        put_term(sums, first, sums->blocks * sums->rows_of_block + distinct, column,
                 block + 1 == sums->blocks ? -factors[which] : factors[which]);
}

static enum mah_status put_sums(struct twin_program *program, struct twin_sums *sums, struct mah_error *err)
{
    const struct additive *additive = sums->additive;
    size_t distinct = additive->distinct_count, columns = sums->blocks * distinct * TWIN_COLUMNS;
    sums->rows_of_block = number_rows(sums);
    for (size_t block = 0; block < sums->blocks; block++)
        for (size_t i = 0; i < distinct; i++)
            for (size_t which = 0; which < TWIN_COLUMNS; which++)
                put_column(sums, block, i, which);
    size_t rows = sums->blocks * sums->rows_of_block + (sums->blocks > 1 ? distinct : 0);
    enum mah_status status = linear_program_new(&program->linear, err);
    return status == MAH_OK ? linear_program_load(program->linear, columns, rows, sums->terms, sums->count, err)
                            : status;
}

enum mah_status twin_program_init(struct twin_program *program, const struct twin_search *search, size_t blocks,
                                  struct mah_error *err)
{
    const struct additive *additive = search->additive;
    size_t columns = blocks * additive->distinct_count * TWIN_COLUMNS;
    size_t most_terms = (additive->term_count + additive->distinct_count) * blocks * TWIN_COLUMNS;
    struct twin_sums sums = {.additive = additive,
                             .blocks = blocks,
                             .terms = memory_new(most_terms, sizeof *sums.terms),
                             .row_of_line = memory_new(additive->line_count + 1, sizeof *sums.row_of_line)};
    *program = (struct twin_program){.blocks = blocks,
                                     .columns = columns,
                                     .low = memory_new(columns, sizeof *program->low),
                                     .high = memory_new(columns, sizeof *program->high),
                                     .price = memory_new(columns, sizeof *program->price)};
    enum mah_status status = MAH_OK;
    if (sums.terms == NULL || sums.row_of_line == NULL || program->low == NULL || program->high == NULL ||
        program->price == NULL)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = put_sums(program, &sums, err);
    memory_free(sums.terms);
    memory_free(sums.row_of_line);
    return status;
}

void twin_program_release(struct twin_program *program)
{
    linear_program_free(program->linear);
    memory_free(program->low);
    memory_free(program->high);
    memory_free(program->price);
    *program = (struct twin_program){.linear = NULL};
}

double twin_price_of_use(const struct twin_search *search, size_t kind, bool up)
{
    double others = (up ? search->column_down : search->column_up)[kind];
    return (search->additive->kinds[kind].is_published ? search->price_of_use : 0) + 15 / (1 + others);
}

/* One more kind of the same number: it can change by no more than each of them. */
static void limit(const struct twin_search *search, struct twin_program *program, size_t column, size_t area,
                  size_t kind, bool down)
{
    double price, hidden = twin_room_hidden(search, area, kind, !down, &price);
    size_t shown = column + TWIN_UP + down, beyond = column + TWIN_UP_HIDDEN + down;
    program->high[shown] = fmin(program->high[shown], twin_room(search, area, kind, !down));
    program->high[beyond] = fmin(program->high[beyond], hidden);
    double use = program->blocks > 1 ? 0.001 : twin_price_of_use(search, kind, !down);
    program->price[shown] = fmax(program->price[shown], use);
    program->price[beyond] += price;
}

void twin_program_set(struct twin_program *program, const struct twin_search *search, size_t block, size_t area,
                      double change)
{
    size_t first = block * search->additive->distinct_count * TWIN_COLUMNS;
    size_t end = first + search->additive->distinct_count * TWIN_COLUMNS;
    for (size_t column = first; column < end; column++) {
        program->low[column] = program->price[column] = 0;
        program->high[column] = INFINITY;
    }
    for (size_t kind = 0; kind < search->additive->kind_count; kind++)
        for (int down = 0; down < 2; down++)
            limit(search, program, column_of(search, block, kind), area, kind, down);
    for (size_t column = first; column < end; column += TWIN_COLUMNS)
        for (size_t down = 0; down < 2; down++) {
            size_t shown = column + TWIN_UP + down, beyond = column + TWIN_UP_HIDDEN + down;
            program->high[beyond] = fmax(program->high[beyond] - program->high[shown], 0);
            program->price[beyond] = program->price[beyond] / fabs(change) + 0.1;
        }
}

/* All but a few of a whole: what is left of it is to be protected, so the whole may not go with it. */
uint16_t twin_fixed_whole(const struct twin_search *search, size_t area, size_t kind)
{
    bool is_complement = additive_count(search->additive, area, kind)->state == COUNT_SUPPRESSED_COMPLEMENT;
    return is_complement ? search->additive->kinds[kind].whole : NO_KIND;
}

/* False where a kind of the same number cannot go with it. */
static bool fix(struct twin_program *program, const struct twin_search *search, size_t block, size_t kind,
                double change)
{
    size_t column = column_of(search, block, kind), down = change < 0;
    size_t shown = column + TWIN_UP + down, beyond = column + TWIN_UP_HIDDEN + down;
    double within = fmin(fabs(change), program->high[shown]), rest = fabs(change) - within;
    if (rest > program->high[beyond])
        return false;
    for (size_t i = 0; i < TWIN_COLUMNS; i++)
        program->low[column + i] = program->high[column + i] = 0;
    program->low[shown] = program->high[shown] = within;
    program->low[beyond] = program->high[beyond] = rest;
    return true;
}

bool twin_program_ask(struct twin_program *program, const struct twin_search *search, size_t block, size_t area,
                      size_t kind, double change)
{
    uint16_t whole = twin_fixed_whole(search, area, kind);
    if (whole != NO_KIND)
        fix(program, search, block, whole, 0);
    return fix(program, search, block, kind, change);
}

const double *twin_program_solve(struct twin_program *program)
{
    return linear_program_solve(program->linear, program->low, program->high, program->price);
}

double twin_program_net(const struct twin_search *search, const double *numbers, size_t block, size_t kind)
{
    const double *of = &numbers[column_of(search, block, kind)];
    return of[TWIN_UP] + of[TWIN_UP_HIDDEN] - of[TWIN_DOWN] - of[TWIN_DOWN_HIDDEN];
}

enum mah_status twin_program_hide(struct twin_search *search, const double *numbers, size_t block, size_t area,
                                  struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t kind = 0; status == MAH_OK && kind < search->additive->kind_count; kind++) {
        double by = twin_program_net(search, numbers, block, kind);
        if (twin_may_be_hidden(search, area, kind) && fabs(by) > twin_room(search, area, kind, by > 0) + TWIN_TOLERANCE)
            status = twin_hide(search, area, kind, err);
    }
    return status;
}

void twin_program_take(struct twin_search *search, const double *numbers, size_t block)
{
    for (size_t kind = 0; kind < search->additive->kind_count; kind++)
        search->change[kind] = twin_program_net(search, numbers, block, kind);
}
