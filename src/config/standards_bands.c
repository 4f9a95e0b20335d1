/* Do the population bands of a standard follow each other, without two that claim the same population? */
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/number.h"
#include "config/standards_parts.h"

/* Below 0, 0 or above 0; any order does that puts rows of one subject side by side. */
static int subject_order(const struct standard *a, const struct standard *b)
{
    int order = strcmp(a->service_type, b->service_type);
    if (order == 0)
        order = (int)a->kind - (int)b->kind;
    if (order == 0)
        order = (int)a->scope - (int)b->scope;
    if (order == 0)
        order = (int)a->target.is_all - (int)b->target.is_all;
    return order != 0 ? order : (int)a->target.bands - (int)b->target.bands;
}

bool standard_same_subject(const struct standard *a, const struct standard *b)
{
    return subject_order(a, b) == 0;
}

/* Of two pointers to rows: by subject, then by population, then as the rows stand. */
static int row_order(const void *a, const void *b)
{
    const struct standard *const *first = a, *const *second = b;
    int order = subject_order(*first, *second);
    if (order != 0)
        return order;
    if ((*first)->pop_min != (*second)->pop_min)
        return (*first)->pop_min < (*second)->pop_min ? -1 : 1;
    return *first < *second ? -1 : *first > *second;
}

static enum mah_status refuse_overlap(const struct standard *a, const struct standard *b, struct mah_error *err)
{
    const struct standard *first = a < b ? a : b, *second = a < b ? b : a;
    return mah_fail(
        err, MAH_BAD_USAGE,
        "%s:%d and %s:%d: '%s' has two values of %s for the same population; give both the same pop_min and "
        "pop_max to override, or bands that do not overlap",
        first->file, first->line, second->file, second->line, first->service_type, standard_kind_word(first->kind));
}

static enum mah_status warn_of_gap(struct standards *standards, const struct standard *below,
                                   const struct standard *above, struct mah_error *err)
{
    char from[32], to[32];
    struct text sentence = TEXT_EMPTY;
    number_write(below->pop_max + 1, from);
    number_write(above->pop_min - 1, to);
    text_add_format(&sentence, say("%s:%d: '%s' has no value of %s for a population from %s to %s"), above->file,
                    above->line, above->service_type, standard_kind_word(above->kind), from, to);
    return standards_warn(standards, &sentence, err);
}

static enum mah_status check_sorted(struct standards *standards, const struct standard *const *rows,
                                    struct mah_error *err)
{
    const struct standard *widest = NULL; /* of the subject so far: the one that reaches farthest up */
    for (size_t i = 0; i < standards->count; i++) {
        bool goes_on = widest != NULL && standard_same_subject(widest, rows[i]);
        enum mah_status status = MAH_OK;
        if (goes_on && rows[i]->pop_min <= widest->pop_max)
            return refuse_overlap(widest, rows[i], err);
        if (goes_on && rows[i]->pop_min > widest->pop_max + 1)
            status = warn_of_gap(standards, widest, rows[i], err);
        if (status != MAH_OK)
            return status;
        widest = rows[i];
    }
    return MAH_OK;
}

enum mah_status standards_check_bands(struct standards *standards, struct mah_error *err)
{
    if (standards->count == 0)
        return MAH_OK;
    const struct standard **rows = memory_new(standards->count, sizeof *rows);
    if (rows == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < standards->count; i++)
        rows[i] = &standards->rows[i];
    qsort(rows, standards->count, sizeof *rows, row_order);
    enum mah_status status = check_sorted(standards, rows, err);
    memory_free(rows);
    return status;
}
