/*
 * The changes of one area, or of several and the city together, as a linear program: within each area all lines hold,
 * and over several areas what the mahalle have more the city has more.
 */
#include <math.h>

#include "base/memory.h"
#include "protect/twin_parts.h"

static size_t column_of(const struct twin_search *search, size_t block, size_t kind)
{
    return (block * search->additive->kind_count + kind) * TWIN_COLUMNS;
}

/* The terms of one column; the last block of several is the city, which stands on the other side of the sum over it. */
static size_t put_terms(struct linear_term *terms, const struct twin_search *search, const struct twin_program *program,
                        size_t block, size_t kind, size_t which)
{
    static const double factors[TWIN_COLUMNS] = {1, -1, 1, -1};
    const struct additive *additive = search->additive;
    size_t count = 0;
    int column = (int)(column_of(search, block, kind) + which);
    for (uint32_t i = additive->lines_of[kind]; i < additive->lines_of[kind + 1]; i++)
        terms[count++] = (struct linear_term){(int)(block * additive->line_count + additive->lines_at[i]), column,
                                              additive->sign_at[i] * factors[which]};
    if (program->blocks > 1 && additive->kinds[kind].is_published)
        terms[count++] = (struct linear_term){(int)(program->blocks * additive->line_count + kind), column,
                                              block + 1 == program->blocks ? -factors[which] : factors[which]};
    return count;
}

enum mah_status twin_program_init(struct twin_program *program, const struct twin_search *search, size_t blocks,
                                  struct mah_error *err)
{
    const struct additive *additive = search->additive;
    size_t columns = blocks * additive->kind_count * TWIN_COLUMNS, count = 0;
    size_t rows = blocks * additive->line_count + (blocks > 1 ? additive->kind_count : 0);
    struct linear_term *terms =
        memory_new((additive->term_count + additive->kind_count) * blocks * TWIN_COLUMNS, sizeof *terms);
    *program = (struct twin_program){.blocks = blocks,
                                     .low = memory_new(columns, sizeof *program->low),
                                     .high = memory_new(columns, sizeof *program->high),
                                     .price = memory_new(columns, sizeof *program->price)};
    enum mah_status status = MAH_OK;
    if (terms == NULL || program->low == NULL || program->high == NULL || program->price == NULL)
        status = mah_no_memory(err);
    for (size_t block = 0; status == MAH_OK && block < blocks; block++)
        for (size_t kind = 0; kind < additive->kind_count; kind++)
            for (size_t which = 0; which < TWIN_COLUMNS; which++)
                count += put_terms(&terms[count], search, program, block, kind, which);
    if (status == MAH_OK)
        status = linear_program_new(&program->linear, columns, rows, terms, count, err);
    memory_free(terms);
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

/* Of one area alone: others must have room for the same, so a kind of which the city has little is used last. */
static double price_of_use(const struct twin_search *search, const struct twin_program *program, size_t kind, bool up)
{
    double others = (up ? search->column_down : search->column_up)[kind];
    if (program->blocks > 1)
        return 0.001;
    return (search->additive->kinds[kind].is_published ? search->price_of_use : 0) + 15 / (1 + others);
}

void twin_program_set(struct twin_program *program, const struct twin_search *search, size_t block, size_t area,
                      double change)
{
    for (size_t kind = 0; kind < search->additive->kind_count; kind++) {
        size_t column = column_of(search, block, kind);
        for (size_t down = 0; down < 2; down++) {
            double price, room = twin_room(search, area, kind, !down);
            double hidden = twin_room_hidden(search, area, kind, !down, &price);
            program->low[column + TWIN_UP + down] = 0;
            program->low[column + TWIN_UP_HIDDEN + down] = 0;
            program->high[column + TWIN_UP + down] = room;
            program->high[column + TWIN_UP_HIDDEN + down] = fmax(hidden - room, 0);
            program->price[column + TWIN_UP + down] = price_of_use(search, program, kind, !down);
            program->price[column + TWIN_UP_HIDDEN + down] = price / fabs(change) + 0.1;
        }
    }
}

void twin_program_fix(struct twin_program *program, const struct twin_search *search, size_t block, size_t kind,
                      double change)
{
    size_t column = column_of(search, block, kind);
    for (size_t i = 0; i < TWIN_COLUMNS; i++)
        program->low[column + i] = program->high[column + i] = 0;
    program->low[column + (change > 0 ? TWIN_UP : TWIN_DOWN)] = fabs(change);
    program->high[column + (change > 0 ? TWIN_UP : TWIN_DOWN)] = fabs(change);
}

/* All but a few of a whole: what is left of it is to be protected, so the whole may not go with it. */
uint16_t twin_fixed_whole(const struct twin_search *search, size_t area, size_t kind)
{
    bool is_complement = additive_count(search->additive, area, kind)->state == COUNT_SUPPRESSED_COMPLEMENT;
    return is_complement ? search->additive->kinds[kind].whole : NO_KIND;
}

void twin_program_ask(struct twin_program *program, const struct twin_search *search, size_t block, size_t area,
                      size_t kind, double change)
{
    uint16_t whole = twin_fixed_whole(search, area, kind);
    if (whole != NO_KIND)
        twin_program_fix(program, search, block, whole, 0);
    twin_program_fix(program, search, block, kind, change);
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
        bool is_shown = additive_count(search->additive, area, kind)->state == COUNT_KNOWN &&
                        search->additive->kinds[kind].is_published;
        if (is_shown && fabs(by) > twin_room(search, area, kind, by > 0) + TWIN_TOLERANCE)
            status = twin_hide(search, area, kind, err);
    }
    return status;
}
