/* Does a row pass the filter? Truths are false, unknown and true, in this order: `and` is the least of two, `or` the
 * largest. */
#include "config/row_filter.h"

#include <string.h>

#include "base/column_list.h"
#include "base/memory.h"
#include "base/number.h"
#include "config/row_filter_parts.h"
#include "turkish/fold.h"

enum truth { IS_FALSE, IS_UNKNOWN, IS_TRUE };
enum { KEY_BYTES = 512, FARTHEST_PROPOSAL = 2 };

enum mah_status row_filter_new(struct row_filter **out, const char *text, const char *where_from, struct mah_error *err)
{
    *out = NULL;
    struct row_filter *filter = memory_new(1, sizeof *filter);
    if (filter == NULL)
        return mah_no_memory(err);
    filter->where_from = memory_copy_text(where_from != NULL ? where_from : "");
    enum mah_status status = filter->where_from != NULL ? filter_read(filter, text, err) : mah_no_memory(err);
    if (status != MAH_OK) {
        row_filter_free(filter);
        return status;
    }
    *out = filter;
    return MAH_OK;
}

void row_filter_free(struct row_filter *filter)
{
    if (filter == NULL)
        return;
    for (size_t i = 0; i < filter->value_count; i++)
        memory_free(filter->values[i].text);
    for (size_t i = 0; i < filter->name_count; i++)
        memory_free(filter->names[i].text);
    memory_free(filter->values);
    memory_free(filter->names);
    memory_free(filter->steps);
    memory_free(filter->where_from);
    memory_free(filter);
}

/* The columns of a file, while names are looked for among them. */
struct search {
    const struct row_filter *filter;
    char *const *columns;
    size_t count;
    const char *shown;
    struct mah_error *err;
};

static enum mah_status refuse_name(const struct search *search, const char *name, const char *key)
{
    const char *nearest = NULL, *from = search->filter->where_from, *gap = from[0] != '\0' ? ": " : "";
    size_t least = FARTHEST_PROPOSAL + 1;
    for (size_t i = 0; i < search->count; i++) {
        char other[KEY_BYTES];
        header_key(slice_of(search->columns[i]), other, sizeof other);
        size_t distance = name_distance(key, other, FARTHEST_PROPOSAL);
        if (distance >= least || distance >= strlen(key))
            continue;
        nearest = search->columns[i];
        least = distance;
    }
    if (nearest != NULL)
        return column_list_fail(search->err, MAH_BAD_USAGE, search->columns, search->count,
                                "%s%swhere: '%s' has no column '%s'; did you mean '%s'", from, gap, search->shown, name,
                                nearest);
    return column_list_fail(search->err, MAH_BAD_USAGE, search->columns, search->count,
                            "%s%swhere: '%s' has no column '%s'", from, gap, search->shown, name);
}

static enum mah_status find_column(const struct search *search, struct filter_name *name)
{
    const char *from = search->filter->where_from;
    for (size_t i = 0; i < search->count; i++)
        if (strcmp(search->columns[i], name->text) == 0) {
            name->column = i;
            return MAH_OK;
        }
    char key[KEY_BYTES], other[KEY_BYTES];
    size_t found = search->count;
    header_key(slice_of(name->text), key, sizeof key);
    for (size_t i = 0; i < search->count && key[0] != '\0'; i++) {
        header_key(slice_of(search->columns[i]), other, sizeof other);
        if (strcmp(key, other) != 0)
            continue;
        if (found < search->count)
            return mah_fail(search->err, MAH_BAD_USAGE,
                            "%s%swhere: '%s' may be the column '%s' or '%s' of '%s'; write it as it stands there", from,
                            from[0] != '\0' ? ": " : "", name->text, search->columns[found], search->columns[i],
                            search->shown);
        found = i;
    }
    if (found == search->count)
        return refuse_name(search, name->text, key);
    name->column = found;
    return MAH_OK;
}

enum mah_status row_filter_bind(struct row_filter *filter, char *const *columns, size_t column_count, const char *shown,
                                struct mah_error *err)
{
    struct search search = {filter, columns, column_count, shown, err};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < filter->name_count && status == MAH_OK; i++)
        status = find_column(&search, &filter->names[i]);
    return status;
}

static bool looks_at_cell(const struct filter_step *step)
{
    return step->kind != FILTER_NOT && step->kind != FILTER_AND && step->kind != FILTER_OR;
}

bool row_filter_asks(const struct row_filter *filter, size_t column)
{
    for (size_t i = 0; i < filter->name_count; i++)
        if (filter->names[i].column == column)
            return true;
    return false;
}

enum mah_status row_filter_translate_texts(struct row_filter *filter, row_filter_translate translate, void *context,
                                           struct mah_error *err)
{
    for (size_t i = 0; i < filter->step_count; i++) {
        const struct filter_step *step = &filter->steps[i];
        for (size_t v = 0; looks_at_cell(step) && v < step->value_count; v++) {
            struct filter_value *value = &filter->values[step->value + v];
            char *other = NULL;
            if (value->text == NULL)
                continue;
            enum mah_status status = translate(context, filter->names[step->name].column, value->text, &other, err);
            if (status != MAH_OK)
                return status;
            if (other != NULL) {
                memory_free(value->text);
                value->text = other;
            }
        }
    }
    return MAH_OK;
}

/* Below 0, 0 or above 0 as the cell is less than, equal to or more than the text, byte by byte. */
static int text_order(struct slice cell, const char *text)
{
    size_t length = strlen(text), shorter = cell.length < length ? cell.length : length;
    int order = shorter > 0 ? memcmp(cell.bytes, text, shorter) : 0;
    if (order != 0)
        return order;
    return (cell.length > length) - (cell.length < length);
}

static enum truth compare(struct slice cell, enum filter_comparison how, const struct filter_value *value)
{
    int order = 0;
    double number;
    if (cell.length == 0)
        return IS_UNKNOWN;
    if (value->text != NULL)
        order = text_order(cell, value->text);
    else if (number_read(cell, &number) != NUMBER_OK)
        return IS_UNKNOWN;
    else
        order = (number > value->number) - (number < value->number);
    bool holds = false;
    switch (how) {
    case FILTER_EQUAL:
        holds = order == 0;
        break;
    case FILTER_UNEQUAL:
        holds = order != 0;
        break;
    case FILTER_LESS:
        holds = order < 0;
        break;
    case FILTER_AT_MOST:
        holds = order <= 0;
        break;
    case FILTER_MORE:
        holds = order > 0;
        break;
    case FILTER_AT_LEAST:
        holds = order >= 0;
        break;
    }
    return holds ? IS_TRUE : IS_FALSE;
}

static enum truth least(enum truth a, enum truth b)
{
    return a < b ? a : b;
}

static enum truth largest(enum truth a, enum truth b)
{
    return a > b ? a : b;
}

static enum truth judge_cell(const struct row_filter *filter, const struct filter_step *step, struct slice cell)
{
    if (step->kind == FILTER_IS_NULL) /* it may be all there is: a filter without a value */
        return cell.length == 0 ? IS_TRUE : IS_FALSE;
    const struct filter_value *values = filter->values + step->value;
    if (step->kind == FILTER_COMPARE)
        return compare(cell, step->comparison, values);
    if (step->kind == FILTER_BETWEEN)
        return least(compare(cell, FILTER_AT_LEAST, &values[0]), compare(cell, FILTER_AT_MOST, &values[1]));
    enum truth truth = IS_FALSE;
    for (size_t i = 0; i < step->value_count; i++)
        truth = largest(truth, compare(cell, FILTER_EQUAL, &values[i]));
    return truth;
}

bool row_filter_passes(const struct row_filter *filter, row_filter_cell cell, void *context)
{
    enum truth pile[FILTER_PILE];
    size_t top = 0; /* how many lie on the pile */
    /* Steps are only made where what they join lies on the pile; clang-tidy does not see that.
     * NOLINTBEGIN(clang-analyzer-core.*) */
    for (size_t i = 0; i < filter->step_count; i++) {
        const struct filter_step *step = &filter->steps[i];
        if (step->kind == FILTER_NOT) {
            pile[top - 1] = (enum truth)(IS_TRUE - pile[top - 1]);
        } else if (step->kind == FILTER_AND || step->kind == FILTER_OR) {
            top--;
            pile[top - 1] =
                step->kind == FILTER_AND ? least(pile[top - 1], pile[top]) : largest(pile[top - 1], pile[top]);
        } else {
            struct slice text = slice_trim(cell(context, filter->names[step->name].column));
            pile[top++] = judge_cell(filter, step, text);
        }
    }
    return pile[0] == IS_TRUE; /* NOLINTEND(clang-analyzer-core.*) */
}
