/* Which origins add up to the persons of an area? */
#include "base/memory.h"
#include "protect/additive_parts.h"
#include "protect/tables.h"
#include "turkish/places.h"

static void add_origin(struct adding *adding, struct counts *counts, size_t column, struct additive_term *term)
{
    const size_t width = counts->origin_width;
    additive_add_kind(adding, &term->kind,
                      &(struct additive_kind){.layer = "mah_origin",
                                              .place = {origin_word(counts->origins[column].origin), NULL, "persons"},
                                              .first = (char *)&counts->origins[column].persons,
                                              .stride = width * sizeof *counts->origins,
                                              .city = &counts->origins[counts->mahalle_count * width + column].persons,
                                              .whole = adding->measure[MEASURE_PERSONS],
                                              .counts_persons = true,
                                              .is_published = true});
    term->sign = -1;
}

/* One of them may be the province of the city: those who moved within it, where origins are where people lived before,
 * or those born here, where they are where people were born. */
static void add_own_province(struct adding *adding, uint16_t origin)
{
    const struct additive_term movers[2] = {{adding->measure[MEASURE_MOVER], 1}, {origin, -1}};
    const struct additive_term born_here[4] = {{adding->measure[MEASURE_PERSONS], 1},
                                               {adding->measure[MEASURE_LIFETIME], -1},
                                               {adding->measure[MEASURE_LIFETIME_UNKNOWN], -1},
                                               {origin, -1}};
    additive_add_line(adding, movers, 2);
    additive_add_line(adding, born_here, 4);
}

void additive_add_origins(struct adding *adding, struct counts *counts)
{
    const uint16_t persons = adding->measure[MEASURE_PERSONS], unknown = adding->measure[MEASURE_ORIGIN_UNKNOWN];
    if (adding->failed || counts->origin_width == 0 || persons == NO_KIND || unknown == NO_KIND)
        return;
    struct additive_term *terms = memory_new(counts->origin_width + 2, sizeof *terms);
    if (terms == NULL) {
        adding->failed = true;
        return;
    }
    size_t count = 0;
    terms[count++] = (struct additive_term){persons, 1};
    terms[count++] = (struct additive_term){unknown, -1};
    for (size_t column = 0; column < counts->origin_width; column++)
        if (counts->origins[column].origin != ORIGIN_UNKNOWN)
            add_origin(adding, counts, column, &terms[count++]);
    additive_add_line(adding, terms, count);
    for (size_t i = 2; i < count; i++)
        add_own_province(adding, terms[i].kind);
    memory_free(terms);
}
