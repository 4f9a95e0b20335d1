/* mah_arrivals: how many people came to each mahalle in which year, as points that a map can play year by year. */
#include "geometry/interior_point.h"
#include "indicate/arrivals.h"
#include "protect/row_writer.h"
#include "protect/tables.h"

static const struct release_value *arrival_flags(enum language language, size_t *count)
{
    static const struct release_value turkish[] = {
        {"S4", "Gizlendi: o yıl gelen az ya da hiç yok, ya da başka bir yılı korumak için"},
    };
    static const struct release_value english[] = {
        {"S4", "Suppressed: few or nobody came in that year, or to protect another year"},
    };
    *count = sizeof english / sizeof *english;
    return language == LANGUAGE_TURKISH ? turkish : english;
}

static void put_arrivals(struct row_writer *row, const struct arrival_counts *arrivals, const struct mahalle *mahalle)
{
    put_row(row);
    put_text(row, "mah_code", mahalle->code);
    put_text(row, "mah_name", mahalle->name);
    put_text(row, "ilce_name", mahalle->ilce_name);
    put_integer(row, "year", arrivals->year);
    put_date(row, "date_from", (struct date){arrivals->year, 1, 1});
    put_date(row, "date_to", (struct date){arrivals->year, 12, 31});
    put_rate(row, "persons", count_rate(&arrivals->persons));
    put_text(row, "flag", count_state_code((enum count_state)arrivals->persons.state));
}

/* The years of one mahalle, all at the same place. */
static enum mah_status add_mahalle(struct release_table *table, const struct counts *counts, size_t start, size_t end,
                                   const struct mahalle *mahalle, struct mah_error *err)
{
    struct row_writer row = {.table = table, .err = err};
    struct point place;
    bool found;
    row.status = polygon_interior_point(&place, &found, &mahalle->polygon, err);
    for (size_t i = start; row.status == MAH_OK && i < end; i++) {
        put_arrivals(&row, &counts->arrivals[i], mahalle);
        if (row.status == MAH_OK && found)
            row.status = table_set_point(table, place, err);
    }
    return row.status;
}

enum mah_status add_mah_arrivals(const struct table_context *context, struct mah_error *err)
{
    const struct counts *counts = context->counts;
    if (counts->arrival_count == 0)
        return MAH_OK; /* an empty table would look like an answer */
    size_t value_count;
    const struct release_value *values = arrival_flags(context->input->project->language, &value_count);
    struct release_table *table = NULL;
    enum mah_status status = output_table_add(context->release, &table, context->fields, "mah_arrivals", RELEASE_POINT,
                                              "flag", values, value_count, err);
    if (status == MAH_OK)
        status = table_reserve_rows(table, counts->arrival_count, err);
    for (size_t start = 0, end; status == MAH_OK && start < counts->arrival_count; start = end) {
        end = arrival_counts_end(counts, start);
        status = add_mahalle(table, counts, start, end,
                             &context->input->boundaries->mahalle[counts->arrivals[start].mahalle], err);
    }
    return status;
}
