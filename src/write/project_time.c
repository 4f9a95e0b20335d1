/* Which layer does the temporal controller of QGIS play, and over which years? */
#include "write/project_time.h"

#include <string.h>

static bool has_dates(const struct project_layer *layer, size_t *from, size_t *to)
{
    return release_column_find(layer->table, "date_from", from) && release_column_find(layer->table, "date_to", to);
}

void project_time_of_layer(struct text *out, const struct project_layer *layer)
{
    size_t from, to;
    if (!has_dates(layer, &from, &to))
        return;
    /* Mode 4: begin and end from expressions. With the fields themselves (mode 2) QGIS 3.22 compares texts and shows
     * the following year as well. */
    text_add(out, "      <temporal enabled=\"1\" mode=\"4\" startField=\"\" endField=\"\" durationField=\"\" "
                  "durationUnit=\"y\" fixedDuration=\"0\" accumulate=\"0\" limitMode=\"0\" "
                  "startExpression=\"to_datetime(&quot;date_from&quot;)\" "
                  "endExpression=\"to_datetime(&quot;date_to&quot;)\">"
                  "<fixedRange><start/><end/></fixedRange></temporal>\n");
}

/* Dates are YYYY-MM-DD, whose order is that of their bytes. */
static void find_range(const char **first, const char **last, const struct release_table *table, size_t from, size_t to)
{
    for (size_t i = 0; i < release_row_count(table); i++) {
        struct release_cell start = release_cell(table, i, from), end = release_cell(table, i, to);
        if (start.kind != RELEASE_CELL_TEXT || end.kind != RELEASE_CELL_TEXT)
            continue;
        if (*first == NULL || strcmp(start.value.text, *first) < 0)
            *first = start.value.text;
        if (*last == NULL || strcmp(end.value.text, *last) > 0)
            *last = end.value.text;
    }
}

void project_time_settings(struct text *out, const struct project_layers *layers)
{
    const char *first = NULL, *last = NULL;
    for (size_t i = 0; i < layers->count; i++) {
        size_t from, to;
        if (has_dates(&layers->layers[i], &from, &to))
            find_range(&first, &last, layers->layers[i].table, from, to);
    }
    if (first != NULL && last != NULL)
        text_add_format(out,
                        "  <ProjectTimeSettings timeStepUnit=\"y\" timeStep=\"1\" frameRate=\"1\" "
                        "cumulativeTemporalRange=\"0\">\n    <TemporalRange>\n      <start>%sT00:00:00Z</start>\n"
                        "      <end>%sT00:00:00Z</end>\n    </TemporalRange>\n  </ProjectTimeSettings>\n",
                        first, last);
}
