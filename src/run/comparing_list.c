/* Which indicators are compared? The list of layers/compared.csv, as far as the two files have them. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "run/comparing.h"

/* Hidden everywhere is not the same as never asked. */
static bool hides_any(const struct compare_side *side, const char *field, const struct comparing_indicator *detail)
{
    size_t column;
    if (!published_column_find(side->mahalle, field, &column))
        return false;
    for (size_t i = 0; i < side->count; i++)
        if (compare_side_hides(side, i, field, detail->key, detail->up, detail->down))
            return true;
    return false;
}

static enum mah_status add(struct comparing *comparing, size_t row, const char *field, const char *type,
                           struct mah_error *err)
{
    const struct data_table *list = &comparing->list;
    const char *kind = data_table_cell(list, row, "kind"), *underscore = strchr(field, '_');
    struct comparing_indicator detail = {.key = type != NULL         ? type
                                                : underscore != NULL ? underscore + 1
                                                                     : "",
                                         .up = data_table_cell(list, row, "up"),
                                         .down = data_table_cell(list, row, "down"),
                                         .needs = data_table_cell(list, row, "needs"),
                                         .is_count = strcmp(kind, "count") == 0};
    bool in_old = compare_side_values(comparing->vectors, &comparing->old_side, field);
    bool in_new = compare_side_values(comparing->vectors, &comparing->new_side, field);
    if (!in_old && !in_new)
        return MAH_OK;
    in_old = in_old || hides_any(&comparing->old_side, field, &detail);
    in_new = in_new || hides_any(&comparing->new_side, field, &detail);
    struct compared_indicator indicator = {.field = field,
                                           .listed = data_table_cell(list, row, "field"),
                                           .type = type,
                                           .radius_m = NAN,
                                           .is_share = strcmp(kind, "share") == 0,
                                           .reason = !in_old   ? CHANGE_NOT_IN_OLD
                                                     : !in_new ? CHANGE_NOT_IN_NEW
                                                               : CHANGE_KNOWN};
    if (type != NULL)
        compare_side_radius(&indicator.radius_m, &indicator.metric,
                            in_new ? &comparing->new_side : &comparing->old_side, type);
    size_t count = comparing->indicator_count + 1;
    if (memory_grow((void **)&comparing->indicators, &comparing->indicator_capacity, count,
                    sizeof *comparing->indicators) != 0 ||
        memory_grow((void **)&comparing->details, &comparing->detail_capacity, count, sizeof *comparing->details) != 0)
        return mah_no_memory(err);
    comparing->indicators[comparing->indicator_count] = indicator;
    comparing->details[comparing->indicator_count++] = detail;
    return MAH_OK;
}

/* "cov_*": each column that begins so; those of the new file first, then what only the old one has. */
static enum mah_status add_types(struct comparing *comparing, size_t row, const char *field, size_t stem,
                                 struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    const struct published_table *tables[] = {comparing->new_side.mahalle, comparing->old_side.mahalle};
    for (size_t t = 0; t < 2; t++) {
        for (size_t i = 0; status == MAH_OK && i < tables[t]->column_count; i++) {
            const char *name = tables[t]->columns[i].name;
            size_t column;
            if (strncmp(name, field, stem) == 0 && (t == 0 || !published_column_find(tables[0], name, &column)))
                status = add(comparing, row, name, name + stem, err);
        }
    }
    return status;
}

enum mah_status comparing_list(struct comparing *comparing, struct mah_error *err)
{
    const struct data_table *list = &comparing->list;
    enum mah_status status = MAH_OK;
    static const char *const columns[] = {"field", "kind", "up", "down", "needs"};
    for (size_t i = 0; list->row_count > 0 && i < sizeof columns / sizeof *columns; i++)
        if (data_table_cell(list, 0, columns[i]) == NULL)
            return mah_fail(err, MAH_BAD_SOURCE, "'%s' needs the columns field, kind, up, down and needs",
                            "compared.csv");
    for (size_t i = 0; status == MAH_OK && i < list->row_count; i++) {
        const char *field = data_table_cell(list, i, "field");
        size_t stem = strcspn(field, "*");
        status = field[stem] == '*' ? add_types(comparing, i, field, stem, err) : add(comparing, i, field, NULL, err);
    }
    return status;
}
