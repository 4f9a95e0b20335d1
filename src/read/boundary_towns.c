/* What are the ilçe called? A list of codes and names beside the boundaries. */
#include "read/boundary_towns.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "read/boundary_fields.h"
#include "read/csv_table.h"
#include "read/ogr_table.h"
#include "read/source_kind.h"

static const char kind_of_fields[] = "towns";

static enum mah_status match(struct boundary_field_map *map, char *const *columns, size_t count,
                             const struct source *source, struct mah_error *err)
{
    enum mah_status status = boundary_fields_match(map, columns, count, source, kind_of_fields, err);
    if (status == MAH_OK)
        status = boundary_fields_require(map, BOUNDARY_ILCE_CODE, columns, count, source, kind_of_fields, err);
    if (status == MAH_OK)
        status = boundary_fields_require(map, BOUNDARY_ILCE_NAME, columns, count, source, kind_of_fields, err);
    return status;
}

/* Takes both texts; either may be NULL. */
static enum mah_status add_town(struct town_list *list, char *code, char *name, struct mah_error *err)
{
    if (code && name &&
        memory_grow((void **)&list->towns, &list->capacity, list->count + 1, sizeof *list->towns) == 0) {
        list->towns[list->count] = (struct town){code, name, list->count};
        list->count++;
        return MAH_OK;
    }
    bool failed = code && name;
    memory_free(code);
    memory_free(name);
    return failed ? mah_no_memory(err) : MAH_OK;
}

static enum mah_status read_csv(struct town_list *list, const struct source *source, struct mah_error *err)
{
    struct csv_table table;
    struct boundary_field_map map;
    enum mah_status status = csv_table_read(&table, source, err);
    if (status != MAH_OK)
        return status;
    size_t columns = table.dialect.column_count;
    status = match(&map, table.dialect.columns, columns, source, err);
    for (size_t row = 0; row < table.row_count && status == MAH_OK; row++) {
        char **code = &table.cells[row * columns + (size_t)map.column[BOUNDARY_ILCE_CODE]];
        char **name = &table.cells[row * columns + (size_t)map.column[BOUNDARY_ILCE_NAME]];
        char *code_taken = *code;
        *code = NULL;
        char *name_taken = *name; /* NULL as well where the user named one column for both */
        *name = NULL;
        status = add_town(list, code_taken, name_taken, err);
    }
    csv_table_release(&table);
    return status;
}

static enum mah_status read_layer_rows(struct town_list *list, struct ogr_table *table,
                                       const struct boundary_field_map *map, struct mah_error *err)
{
    bool more = true;
    enum mah_status status = ogr_table_next(table, &more, err);
    while (status == MAH_OK && more) {
        char *code = NULL, *name = NULL;
        status = ogr_table_text(&code, table, (size_t)map->column[BOUNDARY_ILCE_CODE], err);
        if (status == MAH_OK)
            status = ogr_table_text(&name, table, (size_t)map->column[BOUNDARY_ILCE_NAME], err);
        if (status == MAH_OK) {
            status = add_town(list, code, name, err);
        } else {
            memory_free(code);
            memory_free(name);
        }
        if (status == MAH_OK)
            status = ogr_table_next(table, &more, err);
    }
    return status;
}

static enum mah_status read_layer(struct town_list *list, const struct source *source, struct mah_error *err)
{
    struct ogr_table table;
    struct boundary_field_map map;
    enum mah_status status = ogr_table_open(&table, source, TABLE_ANY_GEOMETRY, err);
    if (status == MAH_OK)
        status = match(&map, table.columns, table.column_count, source, err);
    if (status == MAH_OK)
        status = read_layer_rows(list, &table, &map, err);
    ogr_table_close(&table);
    return status;
}

static int by_code_and_row(const void *a_, const void *b_)
{
    const struct town *a = a_, *b = b_;
    int order = strcmp(a->code, b->code);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

enum mah_status town_list_read(struct town_list *out, const struct source *source, struct mah_error *err)
{
    *out = (struct town_list){0};
    enum source_kind kind = SOURCE_KINDS;
    enum mah_status status = source_kind_of_path(&kind, source->path, err);
    if (status == MAH_OK)
        status = kind == SOURCE_TEXT_TABLE ? read_csv(out, source, err) : read_layer(out, source, err);
    if (status != MAH_OK)
        town_list_release(out);
    else if (out->count > 1)
        qsort(out->towns, out->count, sizeof *out->towns, by_code_and_row);
    return status;
}

void town_list_release(struct town_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        memory_free(list->towns[i].code);
        memory_free(list->towns[i].name);
    }
    memory_free(list->towns);
    *list = (struct town_list){0};
}

const char *town_list_name(const struct town_list *list, const char *code)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(list->towns[middle].code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && strcmp(list->towns[low].code, code) == 0 ? list->towns[low].name : NULL;
}
