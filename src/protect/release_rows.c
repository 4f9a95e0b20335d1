/* How are the rows of a release filled? The last row is the one in hand, unless another is taken up again. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "protect/release_build.h"
#include "protect/release_parts.h"

static int grow_geometry(struct release_table *table, size_t rows)
{
    if (table->facts.geometry == RELEASE_MULTIPOLYGON)
        return memory_grow((void **)&table->polygons, &table->polygon_capacity, rows, sizeof *table->polygons);
    if (table->facts.geometry != RELEASE_POINT)
        return 0;
    if (memory_grow((void **)&table->points, &table->point_capacity, rows, sizeof *table->points) != 0)
        return -1;
    return memory_grow((void **)&table->point_known, &table->point_known_capacity, rows, sizeof *table->point_known);
}

/* Of the rows in memory. */
static enum mah_status reserve(struct release_table *table, size_t rows, struct mah_error *err)
{
    if (table->column_count > 0 && rows > SIZE_MAX / table->column_count)
        return mah_no_memory(err);
    size_t cells = rows * table->column_count;
    if (memory_grow((void **)&table->values, &table->value_capacity, cells, sizeof *table->values) != 0 ||
        memory_grow((void **)&table->known, &table->known_capacity, cells, sizeof *table->known) != 0 ||
        grow_geometry(table, rows) != 0)
        return mah_no_memory(err);
    return MAH_OK;
}

enum mah_status table_reserve_rows(struct release_table *table, size_t rows, struct mah_error *err)
{
    return reserve(table, table->pages != NULL && rows > PAGE_ROWS ? PAGE_ROWS : rows, err);
}

enum mah_status table_keep_on_disk(struct release_table *table, const char *folder, struct mah_error *err)
{
    if (table->row_count > 0 || table->facts.geometry != RELEASE_POINT)
        return mah_fail(err, MAH_FAILED, "table '%s' cannot be kept on disk", table->facts.name);
    return release_pages_new(&table->pages, table->columns, table->column_count, folder, err);
}

/* The rows in memory to disk, where they fill a page. */
static enum mah_status turn_page(struct release_table *table, struct mah_error *err)
{
    if (table->pages == NULL || table->row_count - table->first_row < PAGE_ROWS)
        return MAH_OK;
    struct row_page page = {table->first_row, PAGE_ROWS,     table->values,
                            table->known,     table->points, table->point_known};
    enum mah_status status = release_pages_add(table->pages, &page, err);
    if (status != MAH_OK)
        return status;
    table->first_row = table->row_count;
    release_text_free(table->page_texts);
    table->page_texts = NULL;
    memset(table->recent, 0, table->column_count * RECENT_TEXTS * sizeof *table->recent);
    return MAH_OK;
}

enum mah_status table_add_row(struct release_table *table, struct mah_error *err)
{
    enum mah_status status = turn_page(table, err);
    size_t row = table->row_count - table->first_row;
    if (status == MAH_OK)
        status = reserve(table, row + 1, err);
    if (status != MAH_OK)
        return status;
    if (table->recent == NULL)
        table->recent = memory_new(table->column_count, RECENT_TEXTS * sizeof *table->recent);
    if (table->recent == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < table->column_count; i++)
        table->known[row * table->column_count + i] = false;
    if (table->facts.geometry == RELEASE_MULTIPOLYGON)
        table->polygons[row] = NULL;
    if (table->facts.geometry == RELEASE_POINT)
        table->point_known[row] = false;
    table->row_in_hand = table->row_count++;
    return MAH_OK;
}

enum mah_status table_fill_row(struct release_table *table, size_t row, struct mah_error *err)
{
    if (row >= table->row_count || row < table->first_row)
        return mah_fail(err, MAH_FAILED, "table '%s' has no row to fill", table->facts.name);
    table->row_in_hand = row;
    return MAH_OK;
}

/* The place of a cell of the row in hand, if the column there is of this type. */
static enum mah_status find_cell(const struct release_table *table, size_t *at, size_t column, enum release_type type,
                                 struct mah_error *err)
{
    if (table->row_count == 0)
        return mah_fail(err, MAH_FAILED, "table '%s' has no row to fill", table->facts.name);
    if (column >= table->column_count)
        return mah_fail(err, MAH_FAILED, "table '%s' has no column %zu", table->facts.name, column);
    if (table->columns[column].type != type)
        return mah_fail(err, MAH_FAILED, "column '%s' of table '%s' holds values of another type",
                        table->columns[column].name, table->facts.name);
    *at = (table->row_in_hand - table->first_row) * table->column_count + column;
    return MAH_OK;
}

enum mah_status table_set_integer(struct release_table *table, size_t column, int64_t value, struct mah_error *err)
{
    size_t at = 0;
    enum mah_status status = find_cell(table, &at, column, RELEASE_INTEGER, err);
    if (status != MAH_OK)
        return status;
    table->values[at].integer = value;
    table->known[at] = true;
    return MAH_OK;
}

enum mah_status table_set_real(struct release_table *table, size_t column, double value, struct mah_error *err)
{
    size_t at = 0;
    enum mah_status status = find_cell(table, &at, column, RELEASE_REAL, err);
    if (status != MAH_OK)
        return status;
    table->known[at] = isfinite(value) != 0;
    table->values[at].real = table->known[at] ? value + 0.0 : 0.0; /* -0 + 0 is 0 */
    return MAH_OK;
}

static bool is_allowed(const struct release_column *column, const char *value)
{
    for (size_t i = 0; i < column->value_count; i++)
        if (strcmp(column->values[i].value, value) == 0)
            return true;
    return column->value_count == 0;
}

/* Where a text would be among the recent ones of its column: one place by its hash (FNV-1a). */
static const char **recent_place(const struct release_table *table, size_t column, const char *value)
{
    uint32_t hash = 2166136261u;
    for (const char *at = value; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    return &table->recent[column * RECENT_TEXTS + (hash >> 16) % RECENT_TEXTS];
}

/* The same text one row up: long tables come sorted, so most of their codes need no second copy. */
static const char *text_above(const struct release_table *table, size_t at, const char *value)
{
    if (at < table->column_count || !table->known[at - table->column_count])
        return NULL;
    const char *above = table->values[at - table->column_count].text;
    return strcmp(above, value) == 0 ? above : NULL;
}

static enum mah_status keep_cell_text(struct release_table *table, const char **out, size_t column, const char *value,
                                      struct mah_error *err)
{
    const struct release_column *facts = &table->columns[column];
    const char **recent = recent_place(table, column, value);
    if (*recent != NULL && strcmp(*recent, value) == 0) {
        *out = *recent;
        return MAH_OK;
    }
    if (!utf8_is_valid(value, strlen(value)))
        return mah_fail(err, MAH_FAILED, "a text in column '%s' of table '%s' is not UTF-8", facts->name,
                        table->facts.name);
    if (!is_allowed(facts, value))
        return mah_fail(err, MAH_FAILED, "'%s' is not among the values of column '%s' of table '%s'", value,
                        facts->name, table->facts.name);
    *out = *recent = release_text_keep(table->pages != NULL ? &table->page_texts : &table->release->texts, value);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status set_text_of_type(struct release_table *table, size_t column, enum release_type type,
                                        const char *value, struct mah_error *err)
{
    size_t at = 0;
    enum mah_status status = find_cell(table, &at, column, type, err);
    if (status != MAH_OK)
        return status;
    table->known[at] = false;
    if (value == NULL)
        return MAH_OK;
    const char *kept = text_above(table, at, value);
    if (kept == NULL)
        status = keep_cell_text(table, &kept, column, value, err);
    if (status != MAH_OK)
        return status;
    table->values[at].text = kept;
    table->known[at] = true;
    return MAH_OK;
}

enum mah_status table_set_text(struct release_table *table, size_t column, const char *value, struct mah_error *err)
{
    return set_text_of_type(table, column, RELEASE_TEXT, value, err);
}

enum mah_status table_set_date(struct release_table *table, size_t column, const char *value, struct mah_error *err)
{
    if (value != NULL && !release_is_full_date(value))
        return mah_fail(err, MAH_FAILED, "'%s' in table '%s' is not a date like 2025-12-31", value, table->facts.name);
    return set_text_of_type(table, column, RELEASE_DATE, value, err);
}

static enum mah_status check_geometry(const struct release_table *table, enum release_geometry geometry,
                                      struct mah_error *err)
{
    if (table->row_count == 0)
        return mah_fail(err, MAH_FAILED, "table '%s' has no row to fill", table->facts.name);
    if (table->facts.geometry != geometry)
        return mah_fail(err, MAH_FAILED, "table '%s' holds geometries of another kind", table->facts.name);
    return MAH_OK;
}

enum mah_status table_set_polygon(struct release_table *table, const struct polygon *polygon, struct mah_error *err)
{
    enum mah_status status = check_geometry(table, RELEASE_MULTIPOLYGON, err);
    if (status == MAH_OK)
        table->polygons[table->row_in_hand - table->first_row] = polygon;
    return status;
}

enum mah_status table_take_polygon(struct release_table *table, struct polygon *polygon, struct mah_error *err)
{
    struct mah_release *release = table->release;
    enum mah_status status = check_geometry(table, RELEASE_MULTIPOLYGON, err);
    if (status != MAH_OK)
        return status;
    if (memory_grow((void **)&release->polygons, &release->polygon_capacity, release->polygon_count + 1,
                    sizeof *release->polygons) != 0)
        return mah_no_memory(err);
    struct polygon *kept = memory_new(1, sizeof *kept);
    if (kept == NULL)
        return mah_no_memory(err);
    *kept = *polygon;
    *polygon = (struct polygon){.bounds = rectangle_empty()};
    release->polygons[release->polygon_count++] = kept;
    return table_set_polygon(table, kept, err);
}

enum mah_status table_set_point(struct release_table *table, struct point point, struct mah_error *err)
{
    enum mah_status status = check_geometry(table, RELEASE_POINT, err);
    if (status != MAH_OK)
        return status;
    if (!isfinite(point.x) || !isfinite(point.y))
        return mah_fail(err, MAH_FAILED, "a point of table '%s' is not finite", table->facts.name);
    table->points[table->row_in_hand - table->first_row] = point;
    table->point_known[table->row_in_hand - table->first_row] = true;
    return MAH_OK;
}
