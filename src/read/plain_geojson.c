/* Is a file of GeoJSON plain, and what does it hold? (RFC 7946; what GDAL makes of it: its GeoJSON driver, 3.6) */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "read/plain_geojson_polygon.h"
#include "read/plain_json.h"
#include "read/plain_layer.h"

enum { LARGEST_BYTES = 200 * 1024 * 1024 }; /* what GDAL takes for one object */

struct geojson {
    struct plain_layer *layer;
    struct plain_json json;
    struct plain_string *keys; /* of each property, as they stand in the file */
    size_t key_count, key_capacity;
    size_t id; /* the property called so; SIZE_MAX where there is none */
    enum plain_kind kind_of_id;
    struct plain_rings rings;
};

/* ---- properties ---- */

/* GDAL takes texts like 2024-05-01 and 12:30 for times, and writes them in a way of its own. */
static bool may_be_time(const char *text)
{
    text += strspn(text, " \t\r\n");
    bool begins_like_one = *text == '+' || *text == '-' || (*text >= '0' && *text <= '9');
    return strchr(text, ':') != NULL || (begins_like_one && strpbrk(text, "-/") != NULL);
}

static enum mah_status take_text(struct geojson *reading, bool *is_plain, struct plain_cell *cell,
                                 struct mah_error *err)
{
    struct plain_string string;
    *is_plain = plain_json_take_string(&reading->json, &string);
    if (!*is_plain)
        return MAH_OK;
    char *text = arena_take(&reading->layer->texts, string.length + 1);
    if (text == NULL)
        return mah_no_memory(err);
    *is_plain = plain_json_decode(text, string);
    if (*is_plain)
        *cell = (struct plain_cell){.kind = may_be_time(text) ? PLAIN_OTHER : PLAIN_TEXT, .text = text};
    return MAH_OK;
}

static bool take_number(struct plain_cell *cell, struct plain_json *json)
{
    double real;
    int64_t integer;
    bool is_integer;
    if (!plain_json_take_number(json, &real, &integer, &is_integer))
        return false;
    *cell = is_integer ? (struct plain_cell){.kind = PLAIN_INTEGER, .integer = integer}
                       : (struct plain_cell){.kind = PLAIN_REAL, .real = real};
    return true;
}

static enum mah_status take_value(struct geojson *reading, bool *is_plain, struct plain_cell *cell,
                                  struct mah_error *err)
{
    char next = plain_json_next(&reading->json);
    *cell = (struct plain_cell){.kind = PLAIN_OTHER};
    if (next == '"')
        return take_text(reading, is_plain, cell, err);
    if (next == '-' || (next >= '0' && next <= '9')) {
        *is_plain = take_number(cell, &reading->json);
        return MAH_OK;
    }
    if (next == 'n')
        *cell = (struct plain_cell){.kind = PLAIN_NONE};
    *is_plain = plain_json_skip_value(&reading->json);
    return MAH_OK;
}

/* Of a text, or of a whole number; PLAIN_OTHER for the rest. */
static enum plain_kind kind_ahead(struct plain_json json)
{
    struct plain_cell cell = {.kind = PLAIN_TEXT};
    if (plain_json_next(&json) == '"')
        return PLAIN_TEXT;
    return take_number(&cell, &json) && cell.kind == PLAIN_INTEGER ? PLAIN_INTEGER : PLAIN_OTHER;
}

static bool same_key(struct plain_string a, struct plain_string b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static enum mah_status add_column(struct geojson *reading, bool *is_plain, struct plain_string key,
                                  struct mah_error *err)
{
    struct plain_layer *layer = reading->layer;
    if (memory_grow((void **)&reading->keys, &reading->key_capacity, reading->key_count + 1, sizeof key) != 0)
        return mah_no_memory(err);
    reading->keys[reading->key_count++] = key;
    char *name = arena_take(&layer->texts, key.length + 1);
    if (name == NULL)
        return mah_no_memory(err);
    *is_plain = plain_json_decode(name, key) && name[0] != '\0';
    for (size_t i = 0; i < layer->column_count; i++)
        *is_plain = *is_plain && strcmp(layer->columns[i], name) != 0;
    return *is_plain ? plain_layer_add_column(layer, name, err) : MAH_OK;
}

/* A property called id, of whole numbers, numbers the features for GDAL as well, and is a column twice. */
static enum mah_status find_id(struct geojson *reading, bool *is_plain, struct mah_error *err)
{
    struct plain_layer *layer = reading->layer;
    reading->id = 0;
    while (reading->id < layer->column_count && strcmp(layer->columns[reading->id], "id") != 0)
        reading->id++;
    if (reading->id == layer->column_count)
        reading->id = SIZE_MAX;
    else if (reading->kind_of_id == PLAIN_INTEGER)
        return plain_layer_add_column(layer, "id", err);
    else
        *is_plain = reading->kind_of_id == PLAIN_TEXT;
    return MAH_OK;
}

/* The columns are the keys of the first feature. */
static enum mah_status find_columns(struct geojson *reading, bool *is_plain, struct mah_error *err)
{
    struct plain_string key;
    struct plain_json start = reading->json;
    enum mah_status status = MAH_OK;
    *is_plain = plain_json_take(&reading->json, '{');
    do {
        *is_plain = *is_plain && plain_json_take_string(&reading->json, &key) && plain_json_take(&reading->json, ':');
        if (*is_plain)
            status = add_column(reading, is_plain, key, err);
        if (status == MAH_OK && *is_plain && strcmp(reading->layer->columns[reading->key_count - 1], "id") == 0)
            reading->kind_of_id = kind_ahead(reading->json);
        *is_plain = *is_plain && plain_json_skip_value(&reading->json);
    } while (status == MAH_OK && *is_plain && plain_json_take(&reading->json, ','));
    reading->json = start;
    return status == MAH_OK && *is_plain ? find_id(reading, is_plain, err) : status;
}

/* Other keys, or the same in another order, would make GDAL put the columns in an order of its own. */
static enum mah_status take_properties(struct geojson *reading, bool *is_plain, struct plain_cell *cells,
                                       struct mah_error *err)
{
    struct plain_string key;
    enum mah_status status = MAH_OK;
    *is_plain = plain_json_take(&reading->json, '{');
    for (size_t i = 0; i < reading->key_count && status == MAH_OK && *is_plain; i++) {
        *is_plain = (i == 0 || plain_json_take(&reading->json, ',')) && plain_json_take_string(&reading->json, &key) &&
                    same_key(key, reading->keys[i]) && plain_json_take(&reading->json, ':');
        if (*is_plain)
            status = take_value(reading, is_plain, &cells[i], err);
    }
    *is_plain = status == MAH_OK && *is_plain && plain_json_take(&reading->json, '}');
    if (*is_plain && reading->id != SIZE_MAX) {
        *is_plain = cells[reading->id].kind == reading->kind_of_id;
        if (reading->kind_of_id == PLAIN_INTEGER)
            cells[reading->key_count] = cells[reading->id];
    }
    return status;
}

/* ---- features ---- */

/* Its three members in the order in which they are written everywhere; a number of its own would be a column more. */
static enum mah_status take_feature(struct geojson *reading, bool *is_plain, struct mah_error *err)
{
    struct plain_json *json = &reading->json;
    struct plain_cell *cells;
    struct polygon *polygon;
    enum mah_status status = MAH_OK;
    *is_plain = plain_json_take(json, '{') && plain_json_take_word(json, "type") && plain_json_take(json, ':') &&
                plain_json_take_word(json, "Feature") && plain_json_take(json, ',') &&
                plain_json_take_word(json, "properties") && plain_json_take(json, ':');
    if (*is_plain && reading->layer->row_count == 0)
        status = find_columns(reading, is_plain, err);
    if (status == MAH_OK && *is_plain)
        status = plain_layer_add_row(reading->layer, &cells, &polygon, err);
    if (status == MAH_OK && *is_plain)
        status = take_properties(reading, is_plain, cells, err);
    if (status == MAH_OK && *is_plain)
        *is_plain = plain_json_take(json, ',') && plain_json_take_word(json, "geometry") && plain_json_take(json, ':');
    if (status == MAH_OK && *is_plain)
        status = plain_geojson_polygon(polygon, is_plain, json, &reading->rings, err);
    *is_plain = status == MAH_OK && *is_plain && plain_json_take(json, '}');
    return status;
}

/* "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}: what is so anyway. */
static bool take_usual_crs(struct plain_json *json)
{
    return plain_json_take(json, '{') && plain_json_take_word(json, "type") && plain_json_take(json, ':') &&
           plain_json_take_word(json, "name") && plain_json_take(json, ',') &&
           plain_json_take_word(json, "properties") && plain_json_take(json, ':') && plain_json_take(json, '{') &&
           plain_json_take_word(json, "name") && plain_json_take(json, ':') &&
           plain_json_take_word(json, "urn:ogc:def:crs:OGC:1.3:CRS84") && plain_json_take(json, '}') &&
           plain_json_take(json, '}');
}

/* Up to the list of features. Any other member may have a meaning for GDAL. */
static bool take_head(struct plain_json *json)
{
    struct plain_string key, name;
    if (!plain_json_take(json, '{') || !plain_json_take_word(json, "type") || !plain_json_take(json, ':') ||
        !plain_json_take_word(json, "FeatureCollection"))
        return false;
    for (int members = 0; members < 3; members++) {
        if (!plain_json_take(json, ',') || !plain_json_take_string(json, &key) || !plain_json_take(json, ':'))
            return false;
        if (same_key(key, (struct plain_string){"features", 8}))
            return plain_json_take(json, '[');
        bool is_usual = same_key(key, (struct plain_string){"name", 4})  ? plain_json_take_string(json, &name)
                        : same_key(key, (struct plain_string){"crs", 3}) ? take_usual_crs(json)
                                                                         : false;
        if (!is_usual)
            return false;
    }
    return false;
}

static enum mah_status take_file(struct geojson *reading, bool *is_plain, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    *is_plain = take_head(&reading->json);
    do {
        if (*is_plain)
            status = take_feature(reading, is_plain, err);
    } while (status == MAH_OK && *is_plain && plain_json_take(&reading->json, ','));
    *is_plain = status == MAH_OK && *is_plain && plain_json_take(&reading->json, ']') &&
                plain_json_take(&reading->json, '}') && plain_json_next(&reading->json) == '\0' &&
                reading->json.at == reading->json.end;
    return status;
}

/* NULL where it cannot be read whole; *failed where that is for want of memory. */
static char *read_bytes(size_t *length, bool *failed, const char *path)
{
    struct stat facts;
    char *bytes = NULL;
    *failed = false;
    *length = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file >= 0 && fstat(file, &facts) == 0 && facts.st_size > 0 && facts.st_size <= LARGEST_BYTES) {
        bytes = memory_resize(NULL, (size_t)facts.st_size, 1);
        *failed = bytes == NULL;
        ssize_t got = 1;
        while (bytes != NULL && got > 0 && *length < (size_t)facts.st_size) {
            got = read(file, bytes + *length, (size_t)facts.st_size - *length);
            *length += got > 0 ? (size_t)got : 0;
        }
        if (*length < (size_t)facts.st_size) {
            memory_free(bytes);
            bytes = NULL;
        }
    }
    if (file >= 0)
        close(file);
    return bytes;
}

enum mah_status plain_layer_read_geojson(struct plain_layer *out, bool *is_plain, const char *path,
                                         struct mah_error *err)
{
    struct geojson reading = {.layer = out};
    size_t length;
    bool failed;
    *is_plain = false;
    char *bytes = read_bytes(&length, &failed, path);
    if (bytes == NULL)
        return failed ? mah_no_memory(err) : MAH_OK;
    reading.json = (struct plain_json){bytes, bytes + length};
    enum mah_status status = take_file(&reading, is_plain, err);
    if (status == MAH_OK && *is_plain && (out->crs = memory_copy_text("EPSG:4326")) == NULL)
        status = mah_no_memory(err);
    memory_free(bytes);
    memory_free(reading.keys);
    plain_rings_release(&reading.rings);
    return status;
}
