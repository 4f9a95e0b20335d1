/*
 * The first plan: of one area only what is hidden in it changes, so that nothing shown need keep to its rounding and
 * nothing more need be hidden. A tenth of the columns of the whole program, and mostly enough.
 */
#include <math.h>

#include "base/memory.h"
#include "protect/twin_parts.h"

static enum mah_status prepare(struct twin_hidden *program, const struct additive *additive, struct mah_error *err)
{
    size_t distinct = additive->distinct_count;
    program->up = memory_new(distinct, sizeof *program->up);
    program->down = memory_new(distinct, sizeof *program->down);
    program->price_up = memory_new(distinct, sizeof *program->price_up);
    program->price_down = memory_new(distinct, sizeof *program->price_down);
    program->column = memory_new(distinct, sizeof *program->column);
    program->low = memory_new(2 * distinct, sizeof *program->low);
    program->high = memory_new(2 * distinct, sizeof *program->high);
    program->price = memory_new(2 * distinct, sizeof *program->price);
    program->terms = memory_new(2 * additive->term_count, sizeof *program->terms);
    bool has_all = program->up != NULL && program->down != NULL && program->price_up != NULL &&
                   program->price_down != NULL && program->column != NULL && program->low != NULL &&
                   program->high != NULL && program->price != NULL && program->terms != NULL;
    return has_all ? linear_program_new(&program->linear, err) : mah_no_memory(err);
}

void twin_hidden_release(struct twin_hidden *program)
{
    memory_free(program->up);
    memory_free(program->down);
    memory_free(program->price_up);
    memory_free(program->price_down);
    memory_free(program->column);
    memory_free(program->low);
    memory_free(program->high);
    memory_free(program->price);
    memory_free(program->terms);
    linear_program_free(program->linear);
}

/* A number can change by no more than each of its kinds, and not at all where one of them is shown. */
static void find_rooms(struct twin_hidden *program, const struct twin_search *search, size_t area)
{
    const struct additive *additive = search->additive;
    for (size_t i = 0; i < additive->distinct_count; i++) {
        program->up[i] = program->down[i] = INFINITY;
        program->price_up[i] = program->price_down[i] = 0;
    }
    for (size_t kind = 0; kind < additive->kind_count; kind++) {
        size_t i = additive->distinct[kind];
        bool is_shown = twin_may_be_hidden(search, area, kind); /* and so it is not hidden yet */
        program->up[i] = fmin(program->up[i], is_shown ? 0 : twin_room(search, area, kind, true));
        program->down[i] = fmin(program->down[i], is_shown ? 0 : twin_room(search, area, kind, false));
        program->price_up[i] = fmax(program->price_up[i], twin_price_of_use(search, kind, true));
        program->price_down[i] = fmax(program->price_down[i], twin_price_of_use(search, kind, false));
    }
}

static void add_column(struct twin_hidden *program, double most, double price)
{
    program->low[program->columns] = 0;
    program->high[program->columns] = most;
    program->price[program->columns++] = price;
}

static void number_columns(struct twin_hidden *program, const struct additive *additive)
{
    program->columns = 0;
    for (size_t i = 0; i < additive->distinct_count; i++) {
        program->column[i] = -1;
        if (program->up[i] <= 0 && program->down[i] <= 0)
            continue;
        program->column[i] = (int)program->columns;
        add_column(program, program->up[i], program->price_up[i]);
        add_column(program, program->down[i], program->price_down[i]);
    }
}

/* Two kinds of one number may be in one line; those of the same sign and number are one term. */
static void put_line(struct twin_hidden *program, const struct additive *additive, size_t line)
{
    const struct additive_line *it = &additive->lines[line];
    size_t first = program->term_count;
    for (uint32_t i = it->first; i < it->first + it->count; i++) {
        int column = program->column[additive->distinct[additive->terms[i].kind]];
        size_t same = first;
        if (column < 0)
            continue;
        while (same < program->term_count && program->terms[same].column != column)
            same += 2;
        if (same == program->term_count) {
            program->terms[program->term_count++] = (struct linear_term){(int)program->rows, column, 0};
            program->terms[program->term_count++] = (struct linear_term){(int)program->rows, column + 1, 0};
        }
        program->terms[same].factor += additive->terms[i].sign;
        program->terms[same + 1].factor -= additive->terms[i].sign;
    }
    program->rows += program->term_count > first;
}

static void put_lines(struct twin_hidden *program, const struct additive *additive)
{
    program->term_count = program->rows = 0;
    for (size_t line = 0; line < additive->line_count; line++)
        if (!additive_is_equality(additive, line))
            put_line(program, additive, line);
}

/* False where it cannot. */
static bool ask(struct twin_hidden *program, const struct twin_search *search, size_t area, size_t kind, double change)
{
    const uint16_t *distinct = search->additive->distinct;
    uint16_t whole = twin_fixed_whole(search, area, kind);
    int column = program->column[distinct[kind]];
    if (whole != NO_KIND && program->column[distinct[whole]] >= 0)
        program->high[program->column[distinct[whole]]] = program->high[program->column[distinct[whole]] + 1] = 0;
    if (column < 0 || program->high[column + (change < 0)] < fabs(change))
        return false;
    program->high[column + (change > 0)] = 0;
    program->low[column + (change < 0)] = program->high[column + (change < 0)] = fabs(change);
    return true;
}

/* What each kind changes becomes search->change. */
static void take(struct twin_search *search, const double *numbers)
{
    const struct additive *additive = search->additive;
    for (size_t kind = 0; kind < additive->kind_count; kind++) {
        int column = search->hidden.column[additive->distinct[kind]];
        search->change[kind] = column < 0 ? 0 : numbers[column] - numbers[column + 1];
    }
}

static enum mah_status solve(bool *is_found, struct twin_search *search, struct mah_error *err)
{
    struct twin_hidden *program = &search->hidden;
    enum mah_status status =
        linear_program_load(program->linear, program->columns, program->rows, program->terms, program->term_count, err);
    if (status != MAH_OK)
        return status;
    const double *numbers = linear_program_solve(program->linear, program->low, program->high, program->price);
    *is_found = numbers != NULL;
    if (*is_found)
        take(search, numbers);
    return MAH_OK;
}

enum mah_status twin_plan_hidden(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                 struct mah_error *err)
{
    struct twin_hidden *program = &search->hidden;
    enum mah_status status = program->up == NULL ? prepare(program, search->additive, err) : MAH_OK;
    *is_found = false;
    if (status != MAH_OK)
        return status;
    find_rooms(program, search, area);
    number_columns(program, search->additive);
    put_lines(program, search->additive);
    if (!ask(program, search, area, kind, change))
        return MAH_OK;
    status = solve(is_found, search, err);
    return status == MAH_OK && *is_found ? twin_make_up_shown(is_found, search, area, kind, change, err) : status;
}
