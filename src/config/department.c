/* What does a department look at when it ranks mahalle? */
#include "config/department.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/layers.h"
#include "base/memory.h"
#include "config/department_value.h"
#include "turkish/fold.h"

static const char *const normalisations[] = {"minmax", "zscore", "rank", "target"};
static const char *const aggregations[] = {"arithmetic", "geometric"};
static const char *const directions[] = {"more", "less"};
enum { MOST_INDICATORS = 100, LONGEST_WORD = 60, KEY_ROOM = 256 };

const char *department_title(const struct department *department, enum language language)
{
    return language == LANGUAGE_TURKISH ? department->title_tr : department->title_en;
}

const char *department_normalisation_word(enum department_normalisation normalisation)
{
    return normalisations[normalisation];
}

const char *department_aggregation_word(enum department_aggregation aggregation)
{
    return aggregations[aggregation];
}

void department_release(struct department *department)
{
    for (size_t i = 0; i < department->indicator_count; i++) {
        memory_free(department->indicators[i].field);
        memory_free(department->indicators[i].sector);
        memory_free(department->indicators[i].per);
    }
    memory_free(department->indicators);
    memory_free(department->code);
    memory_free(department->title_tr);
    memory_free(department->title_en);
    *department = (struct department){0};
}

/* ---- keys ---- */

static bool is_key(const struct yaml_value *value, const char *name)
{
    return value->key.length == strlen(name) && memcmp(value->key.bytes, name, value->key.length) == 0;
}

/* A key that stands twice would leave the reader to guess which line counts. */
static enum mah_status check_twice(const struct department_reading *reading, const struct yaml_value *section,
                                   size_t index)
{
    const struct yaml_value *value = &section->items[index];
    for (size_t i = 0; i < index; i++)
        if (slice_equals(section->items[i].key, value->key))
            return mah_fail(reading->err, MAH_BAD_USAGE,
                            "%s:%d: '%.*s' stands twice, the first time in line %d; delete one", reading->path,
                            value->line, (int)value->key.length, value->key.bytes, section->items[i].line);
    return MAH_OK;
}

static enum mah_status take_indicator_key(const struct department_reading *reading, struct department_indicator *out,
                                          const struct yaml_value *value)
{
    int direction = 0;
    enum mah_status status = MAH_OK;
    if (is_key(value, "field"))
        return department_take_name(reading, &out->field, value, true);
    if (is_key(value, "sector"))
        return department_take_text(reading, &out->sector, value);
    if (is_key(value, "per"))
        return department_take_name(reading, &out->per, value, false);
    if (is_key(value, "weight"))
        return department_take_number(reading, &out->weight, value, 1e-6, 1e6, say("a number above 0"));
    if (is_key(value, "target"))
        return department_take_number(reading, &out->target, value, -1e12, 1e12, say("a number"));
    if (!is_key(value, "worse"))
        return department_refuse_key(reading, value, "field, sector, worse, weight, per, target");
    status = department_take_word(reading, &direction, value, directions, sizeof directions / sizeof *directions);
    out->less_is_worse = direction == 1;
    return status;
}

static enum mah_status take_indicator(const struct department_reading *reading, struct department_indicator *out,
                                      const struct yaml_value *value)
{
    bool has_direction = false;
    enum mah_status status = MAH_OK;
    *out = (struct department_indicator){.weight = 1, .target = NAN, .line = value->line};
    if (value->kind != YAML_SECTION)
        return mah_fail(reading->err, MAH_BAD_USAGE, "%s:%d: an indicator is {field: ..., worse: more or less, ...}",
                        reading->path, value->line);
    for (size_t i = 0; status == MAH_OK && i < value->count; i++) {
        has_direction |= is_key(&value->items[i], "worse");
        status = check_twice(reading, value, i);
        if (status == MAH_OK)
            status = take_indicator_key(reading, out, &value->items[i]);
    }
    if (status == MAH_OK && (out->field == NULL || !has_direction))
        status = mah_fail(reading->err, MAH_BAD_USAGE, "%s:%d: an indicator needs the keys 'field' and 'worse'",
                          reading->path, value->line);
    else if (status == MAH_OK && out->sector != NULL && strchr(out->field, '*') == NULL)
        status = mah_fail(reading->err, MAH_BAD_USAGE, "%s:%d: 'sector' goes with a field that ends in _* only",
                          reading->path, value->line);
    return status;
}

static enum mah_status take_indicators(const struct department_reading *reading, const struct yaml_value *value)
{
    struct department *out = reading->out;
    enum mah_status status = MAH_OK;
    if (value->kind != YAML_LIST || value->count == 0 || value->count > MOST_INDICATORS)
        return department_refuse(reading, value, say("a list of 1 to 100 indicators"));
    out->indicators = memory_new(value->count, sizeof *out->indicators);
    if (out->indicators == NULL)
        return mah_no_memory(reading->err);
    for (size_t i = 0; status == MAH_OK && i < value->count; i++) {
        out->indicator_count = i + 1;
        status = take_indicator(reading, &out->indicators[i], &value->items[i]);
    }
    return status;
}

static enum mah_status take_key(const struct department_reading *reading, const struct yaml_value *value)
{
    struct department *out = reading->out;
    int word = 0;
    enum mah_status status = MAH_OK;
    if (is_key(value, "title_tr"))
        return department_take_text(reading, &out->title_tr, value);
    if (is_key(value, "title_en"))
        return department_take_text(reading, &out->title_en, value);
    if (is_key(value, "winsorise"))
        return department_take_winsorise(reading, value);
    if (is_key(value, "least_known"))
        return department_take_number(reading, &out->least_known, value, 0, 1, say("a number from 0 to 1"));
    if (is_key(value, "least_present"))
        return department_take_number(reading, &out->least_present, value, 0, 1, say("a number from 0 to 1"));
    if (is_key(value, "indicators"))
        return take_indicators(reading, value);
    if (is_key(value, "normalisation")) {
        status =
            department_take_word(reading, &word, value, normalisations, sizeof normalisations / sizeof *normalisations);
        out->normalisation = (enum department_normalisation)word;
        return status;
    }
    if (!is_key(value, "aggregation"))
        return department_refuse_key(
            reading, value,
            "title_tr, title_en, normalisation, winsorise, aggregation, least_known, least_present, "
            "indicators");
    status = department_take_word(reading, &word, value, aggregations, sizeof aggregations / sizeof *aggregations);
    out->aggregation = (enum department_aggregation)word;
    return status;
}

static enum mah_status check_whole(const struct department_reading *reading)
{
    const struct department *out = reading->out;
    if (out->title_tr == NULL || out->title_en == NULL || out->indicator_count == 0)
        return mah_fail(reading->err, MAH_BAD_USAGE, "%s: the keys 'title_tr', 'title_en' and 'indicators' are needed",
                        reading->path);
    for (size_t i = 0; i < out->indicator_count; i++)
        if (out->normalisation == DEPARTMENT_TARGET && isnan(out->indicators[i].target))
            return mah_fail(reading->err, MAH_BAD_USAGE,
                            "%s:%d: with 'normalisation: target' an indicator needs 'target'", reading->path,
                            out->indicators[i].line);
    return MAH_OK;
}

static enum mah_status read_file(struct department *out, const char *code, const char *path, struct mah_error *err)
{
    struct yaml_file *file = NULL;
    struct department_reading reading = {out, path, err};
    *out = (struct department){.winsorise = true,
                               .winsorise_low = 0.05,
                               .winsorise_high = 0.95,
                               .least_known = 0.7,
                               .least_present = 0.5,
                               .code = memory_copy_text(code)};
    enum mah_status status = out->code != NULL ? yaml_layer_read(&file, path, err) : mah_no_memory(err);
    const struct yaml_value *top = status == MAH_OK ? yaml_file_top(file) : NULL;
    for (size_t i = 0; status == MAH_OK && i < top->count; i++) {
        status = check_twice(&reading, top, i);
        if (status == MAH_OK)
            status = take_key(&reading, &top->items[i]);
    }
    if (status == MAH_OK)
        status = check_whole(&reading);
    yaml_file_free(file);
    return status;
}

static bool is_code(const char *code)
{
    size_t length = strlen(code);
    return length > 0 && length <= LONGEST_WORD && strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}

/* ---- by its name ---- */

static bool has_path(const char *word)
{
    return strchr(word, '/') != NULL || strchr(word, '\\') != NULL || strchr(word, '.') != NULL;
}

static bool is_title(const char *word, const char *title)
{
    char a[KEY_ROOM], b[KEY_ROOM];
    return title != NULL && strlen(word) <= LONGEST_WORD && strlen(title) <= LONGEST_WORD &&
           word_key(slice_of(word), a, sizeof a) > 0 && word_key(slice_of(title), b, sizeof b) > 0 && strcmp(a, b) == 0;
}

/* Takes the one of the listed departments ("education, general") that is called so; *found is false where none is. */
static enum mah_status read_by_title(struct department *out, bool *found, const char *title, const char *names,
                                     struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (const char *at = names; status == MAH_OK && *at != '\0' && !*found;) {
        char code[LONGEST_WORD + 1], path[LONGEST_WORD + 32];
        size_t length = strcspn(at, ",");
        snprintf(code, sizeof code, "%.*s", (int)length, at);
        snprintf(path, sizeof path, "departments/%s.yaml", code);
        status = read_file(out, code, path, err);
        *found = status == MAH_OK &&
                 (is_title(title, out->title_tr) || is_title(title, out->title_en) || is_title(title, out->code));
        if (!*found)
            department_release(out);
        at += length;
        at += strspn(at, ", ");
    }
    return status;
}

enum mah_status department_read(struct department *out, const char *code, struct mah_error *err)
{
    struct text path = TEXT_EMPTY, names = TEXT_EMPTY;
    enum mah_status status = MAH_OK;
    *out = (struct department){0};
    text_add_format(&path, "departments/%s.yaml", code);
    layers_add_names(&names, "departments/");
    if (path.failed || names.failed) {
        status = mah_no_memory(err);
    } else if (is_code(code) && layers_has(text_bytes(&path))) {
        status = read_file(out, code, text_bytes(&path), err);
    } else {
        bool found = false;
        if (!has_path(code)) /* "../general" is a mistake, not a name */
            status = read_by_title(out, &found, code, text_bytes(&names), err);
        if (status == MAH_OK && !found)
            status =
                mah_fail(err, MAH_BAD_USAGE,
                         "there is no department '%s'; the program brings %s, a file of yours is departments/%s.yaml "
                         "in the folder of --layers",
                         code, text_bytes(&names), is_code(code) ? code : "NAME");
    }
    text_release(&path);
    text_release(&names);
    return status;
}
