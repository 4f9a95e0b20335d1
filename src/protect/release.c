/* What does a release hold? The reading side. */
#include "protect/release.h"

#include <string.h>

#include "protect/release_parts.h"

const struct release_facts *release_facts(const struct mah_release *release)
{
    return &release->facts;
}

size_t release_table_count(const struct mah_release *release)
{
    return release->table_count;
}

const struct release_table *release_table_at(const struct mah_release *release, size_t index)
{
    return release->tables[index];
}

const struct release_table *release_table_named(const struct mah_release *release, const char *name)
{
    for (size_t i = 0; i < release->table_count; i++)
        if (strcmp(release->tables[i]->facts.name, name) == 0)
            return release->tables[i];
    return NULL;
}

const struct release_table_facts *release_table_facts(const struct release_table *table)
{
    return &table->facts;
}

size_t release_column_count(const struct release_table *table)
{
    return table->column_count;
}

const struct release_column *release_column_at(const struct release_table *table, size_t column)
{
    return &table->columns[column];
}

bool release_column_find(const struct release_table *table, const char *name, size_t *column)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->columns[i].name, name) == 0) {
            *column = i;
            return true;
        }
    }
    return false;
}

size_t release_row_count(const struct release_table *table)
{
    return table->row_count;
}

/* The page that a row lies in; the rows in memory are one. */
static struct row_page page_of(const struct release_table *table, size_t row)
{
    if (row < table->first_row)
        return release_pages_read(table->pages, row);
    return (struct row_page){.first = table->first_row,
                             .count = table->row_count - table->first_row,
                             .values = table->values,
                             .known = table->known,
                             .points = table->points,
                             .point_known = table->point_known};
}

bool release_rows_are_on_disk(const struct release_table *table)
{
    return table->pages != NULL;
}

enum mah_status release_rows_status(const struct release_table *table, struct mah_error *err)
{
    return table->pages != NULL ? release_pages_status(table->pages, err) : MAH_OK;
}

struct release_cell release_cell(const struct release_table *table, size_t row, size_t column)
{
    struct release_cell cell = {.kind = RELEASE_CELL_NULL};
    struct row_page page = page_of(table, row);
    size_t at = (row - page.first) * table->column_count + column;
    if (!page.known[at])
        return cell;
    switch (table->columns[column].type) {
    case RELEASE_INTEGER:
        cell.kind = RELEASE_CELL_INTEGER;
        cell.value.integer = page.values[at].integer;
        break;
    case RELEASE_REAL:
        cell.kind = RELEASE_CELL_REAL;
        cell.value.real = page.values[at].real;
        break;
    case RELEASE_TEXT:
    case RELEASE_DATE:
        cell.kind = RELEASE_CELL_TEXT;
        cell.value.text = page.values[at].text;
        break;
    }
    return cell;
}

const struct polygon *release_polygon(const struct release_table *table, size_t row)
{
    return table->facts.geometry == RELEASE_MULTIPOLYGON ? table->polygons[row] : NULL;
}

bool release_point(const struct release_table *table, size_t row, struct point *out)
{
    if (table->facts.geometry != RELEASE_POINT)
        return false;
    struct row_page page = page_of(table, row);
    *out = page.points[row - page.first];
    return page.point_known[row - page.first];
}

static const char *first_of(const char *wanted, const char *other, const char *name)
{
    if (wanted != NULL && wanted[0] != '\0')
        return wanted;
    return other != NULL && other[0] != '\0' ? other : name;
}

const char *release_table_title(const struct release_table *table, enum language language)
{
    const struct release_table_facts *facts = &table->facts;
    return language == LANGUAGE_TURKISH ? first_of(facts->title_tr, facts->title_en, facts->name)
                                        : first_of(facts->title_en, facts->title_tr, facts->name);
}

const char *release_column_title(const struct release_column *column, enum language language)
{
    return language == LANGUAGE_TURKISH ? first_of(column->title_tr, column->title_en, column->name)
                                        : first_of(column->title_en, column->title_tr, column->name);
}

const char *release_value_meaning(const struct release_column *column, const char *value)
{
    for (size_t i = 0; i < column->value_count; i++)
        if (strcmp(column->values[i].value, value) == 0)
            return column->values[i].meaning != NULL ? column->values[i].meaning : value;
    return value;
}

bool release_column_has_values(const struct release_table *table, size_t column)
{
    for (size_t i = 0; i < table->row_count; i++)
        if (release_cell(table, i, column).kind != RELEASE_CELL_NULL)
            return true;
    return false;
}
