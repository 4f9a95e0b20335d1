/* Facilities from a JSON array as published: GeoJSON features without a collection, or plain records. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "read/geometry_text.h"
#include "read/json_array.h"
#include "read/service_table.h"

struct json_state {
    struct json_array array;
    json_t *element; /* the current row */
    char **columns;
    size_t column_count, capacity;
    json_t *known;      /* columns by name */
    char *geometry_key; /* the member of records that holds a geometry; NULL where none does */
};

/* ---- what an element is ---- */

static bool is_feature(const json_t *element)
{
    const char *type = json_string_value(json_object_get(element, "type"));
    return type != NULL && strcmp(type, "Feature") == 0 && json_object_get(element, "geometry") != NULL;
}

static bool is_geometry(const json_t *value)
{
    return json_is_string(json_object_get(value, "type")) &&
           (json_is_array(json_object_get(value, "coordinates")) ||
            json_is_array(json_object_get(value, "geometries")) || json_is_object(json_object_get(value, "geometry")));
}

/* Where the cells of a row stand; NULL where the row is none. */
static const json_t *members_of(const json_t *element)
{
    return is_feature(element) ? json_object_get(element, "properties") : element;
}

/* ---- the columns: all members of all elements, in the order in which they first appear ---- */

static enum mah_status add_column(struct json_state *json, const char *name, struct mah_error *err)
{
    if (json_object_get(json->known, name) != NULL)
        return MAH_OK;
    if (json->column_count > SERVICE_COLUMNS_AT_MOST) /* the table says so */
        return MAH_OK;
    if (memory_grow((void **)&json->columns, &json->capacity, json->column_count + 1, sizeof *json->columns) != 0)
        return mah_no_memory(err);
    char *copy = memory_copy_text(name);
    if (copy == NULL || json_object_set_new(json->known, name, json_true()) != 0) {
        memory_free(copy);
        return mah_no_memory(err);
    }
    json->columns[json->column_count++] = copy;
    return MAH_OK;
}

static enum mah_status add_record(struct json_state *json, json_t *element, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    const char *key;
    json_t *value;
    json_object_foreach(element, key, value)
    {
        if (json->geometry_key == NULL && is_geometry(value)) {
            json->geometry_key = memory_copy_text(key);
            if (json->geometry_key == NULL)
                return mah_no_memory(err);
        }
        if (json->geometry_key == NULL || strcmp(key, json->geometry_key) != 0)
            status = add_column(json, key, err);
        if (status != MAH_OK)
            return status;
    }
    return MAH_OK;
}

static enum mah_status add_feature(struct json_state *json, json_t *element, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    const char *key;
    json_t *value, *properties = json_object_get(element, "properties");
    json_object_foreach(properties, key, value)
    {
        status = add_column(json, key, err);
        if (status != MAH_OK)
            return status;
    }
    return json_object_get(element, "id") != NULL ? add_column(json, "id", err) : MAH_OK;
}

/* Goes through the whole file once, so that a damaged one is refused before anything is taken from it. */
static enum mah_status find_columns(struct service_table *table, struct json_state *json, struct mah_error *err)
{
    json_t *element = NULL;
    table->is_bare = true;
    enum mah_status status = json_array_next(&element, &json->array, err);
    while (status == MAH_OK && element != NULL) {
        table->is_bare = false;
        if (is_feature(element)) {
            table->has_geometry = true;
            status = add_feature(json, element, err);
        } else if (json_is_object(element)) {
            status = add_record(json, element, err);
        }
        json_decref(element);
        element = NULL;
        if (status == MAH_OK)
            status = json_array_next(&element, &json->array, err);
    }
    table->has_geometry = table->has_geometry || json->geometry_key != NULL;
    json_array_rewind(&json->array);
    return status;
}

/* ---- rows and cells ---- */

static enum mah_status json_next(struct service_table *table, bool *more, struct mah_error *err)
{
    struct json_state *json = table->state;
    json_decref(json->element);
    json->element = NULL;
    enum mah_status status = json_array_next(&json->element, &json->array, err);
    *more = json->element != NULL;
    table->row++;
    table->row_is_bad = *more && !json_is_object(json->element);
    return status;
}

/* The text of an object or array as it would stand in a file. */
static enum mah_status dump(char **out, const json_t *value, struct mah_error *err)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    *out = memory_copy_text(text);
    free(text); /* jansson's own */
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status cell_text(char **out, const json_t *value, struct mah_error *err)
{
    char number[32] = "";
    struct slice text = {number, 0};
    *out = NULL;
    if (json_is_object(value) || json_is_array(value))
        return dump(out, value, err);
    if (json_is_integer(value))
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        number_write(json_real_value(value), number);
    text = json_is_string(value)
               ? slice_trim((struct slice){json_string_value(value), (uint32_t)json_string_length(value)})
           : json_is_boolean(value) ? slice_of(json_is_true(value) ? "true" : "false")
                                    : slice_of(number);
    if (text.length == 0)
        return MAH_OK;
    *out = memory_copy_bytes(text.bytes, text.length);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status json_cell(char **out, struct service_table *table, size_t column, struct mah_error *err)
{
    const struct json_state *json = table->state;
    const char *name = json->columns[column];
    const json_t *value = json_object_get(members_of(json->element), name);
    if (value == NULL && is_feature(json->element) && strcmp(name, "id") == 0)
        value = json_object_get(json->element, name);
    return cell_text(out, value, err);
}

static enum mah_status json_geometry(struct wkb *out, enum row_geometry *found, struct service_table *table,
                                     struct mah_error *err)
{
    const struct json_state *json = table->state;
    const char *key = is_feature(json->element) ? "geometry" : json->geometry_key;
    const json_t *value = key != NULL ? json_object_get(json->element, key) : NULL;
    const json_t *inner = json_object_get(value, "geometry"); /* of a whole feature in the member of a record */
    char *text = NULL;
    *found = GEOMETRY_MISSING;
    enum mah_status status = cell_text(&text, inner != NULL ? inner : value, err);
    if (status == MAH_OK && text != NULL)
        status = geometry_text_read(out, found, text, err);
    memory_free(text);
    return status;
}

static void json_close(struct service_table *table)
{
    struct json_state *json = table->state;
    json_array_close(&json->array);
    json_decref(json->element);
    json_decref(json->known);
    for (size_t i = 0; i < json->column_count; i++)
        memory_free(json->columns[i]);
    memory_free(json->columns);
    memory_free(json->geometry_key);
    memory_free(json);
}

static const struct service_table_format json_format = {json_next, json_cell, json_geometry, json_close};

enum mah_status service_table_open_json(struct service_table *table, const struct source *source, struct mah_error *err)
{
    struct json_state *json = memory_new(1, sizeof *json);
    if (json == NULL)
        return mah_no_memory(err);
    table->state = json;
    table->how = &json_format;
    table->format = "JSON";
    json->known = json_object();
    if (json->known == NULL)
        return mah_no_memory(err);
    enum mah_status status = json_array_open(&json->array, source, err);
    if (status == MAH_OK)
        status = find_columns(table, json, err);
    table->columns = json->columns;
    table->column_count = json->column_count;
    if (status != MAH_OK)
        return status;
    table->crs = memory_copy_text("EPSG:4326"); /* RFC 7946 */
    return table->crs != NULL ? MAH_OK : mah_no_memory(err);
}
