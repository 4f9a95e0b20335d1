/* Where does a release come from? */
#include "write/provenance.h"

#include <jansson.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geometry/library_versions.h"
#include "mahalle/version.h"
#include "protect/release_provenance.h"
#include "read/gdal_version.h"

enum { VERSION_OF_THE_FORM = 1 }; /* grows when a key changes its meaning */

static json_t *libraries(void)
{
    return json_pack("{s:s, s:s, s:s, s:s}", "gdal", gdal_version(), "proj", proj_version(), "geos", geos_version(),
                     "sqlite", sqlite3_libversion());
}

static json_t *privacy(const struct mah_release *release)
{
    const struct release_conditions *asked = release_conditions(release);
    return json_pack("{s:s, s:i, s:i, s:i, s:i}", "profile", release_facts(release)->profile, "min_households",
                     asked->min_households, "min_persons", asked->min_persons, "min_unit_persons",
                     asked->min_unit_persons, "round_to", asked->round_to);
}

/* Adds an item; where this cannot be, the array is given up: NULL, as of everything here that could not be made. */
static json_t *with(json_t *array, json_t *item)
{
    if (json_array_append_new(array, item) == 0)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *files(const struct release_input *input)
{
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < input->file_count; i++)
        array = with(array, json_pack("{s:s, s:I, s:s}", "name", input->files[i].name, "bytes",
                                      (json_int_t)input->files[i].bytes, "sha256", input->files[i].sha256));
    return array;
}

/* Counts that are not known are left out. */
static json_t *rows(const struct release_input *input)
{
    const struct {
        const char *key;
        int64_t count;
    } counts[] = {{"read", input->read}, {"used", input->used}, {"quarantined", input->quarantined}};
    json_t *object = json_object();
    for (size_t i = 0; object != NULL && i < sizeof counts / sizeof *counts; i++)
        if (counts[i].count >= 0)
            json_object_set_new(object, counts[i].key, json_integer((json_int_t)counts[i].count));
    return object;
}

/* Null where the coordinates were taken as they are. */
static json_t *operation(const struct release_input *input)
{
    if (input->operation == NULL)
        return json_null();
    json_t *accuracy = isfinite(input->accuracy_m) ? json_real(input->accuracy_m) : json_null();
    return json_pack("{s:s, s:s?, s:o, s:s?}", "name", input->operation, "pipeline", input->pipeline, "accuracy_m",
                     accuracy, "to_crs", input->to_crs);
}

static json_t *inputs(const struct mah_release *release)
{
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < release_input_count(release); i++) {
        const struct release_input *input = release_input_at(release, i);
        json_t *object =
            json_pack("{s:s, s:s*, s:s, s:s*, s:s*, s:s?, s:o, s:o, s:o}", "role", input->role, "type", input->type,
                      "file", input->name, "format", input->format, "encoding", input->encoding, "crs", input->crs,
                      "files", files(input), "rows", rows(input), "operation", operation(input));
        array = with(array, object);
    }
    return array;
}

static json_t *books(const struct mah_release *release)
{
    const struct release_books *books = &release_conditions(release)->books;
    return json_pack("{s:I, s:I, s:I}", "read", (json_int_t)books->read, "located", (json_int_t)books->located,
                     "quarantined", (json_int_t)books->quarantined);
}

static json_t *parameters(const struct mah_release *release)
{
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < release_parameter_count(release); i++) {
        const struct release_parameter *parameter = release_parameter_at(release, i);
        array = with(array, json_pack("{s:s, s:s?, s:s?}", "key", parameter->key, "value", parameter->value, "origin",
                                      parameter->origin));
    }
    return array;
}

static json_t *crs(const struct mah_release *release, const char *label)
{
    return json_pack("{s:s, s:s?}", "output", label, "working", release_conditions(release)->working_crs);
}

static char *text_of(const struct mah_release *release, const char *label)
{
    const struct release_facts *facts = release_facts(release);
    json_t *root =
        json_pack("{s:i, s:{s:s, s:s}, s:o, s:s?, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "form", VERSION_OF_THE_FORM,
                  "program", "name", "mahalle", "version", MAH_VERSION, "libraries", libraries(), "title", facts->title,
                  "language", facts->language == LANGUAGE_TURKISH ? "tr" : "en", "reference_date",
                  facts->reference_date, "crs", crs(release, label), "privacy", privacy(release), "books",
                  books(release), "inputs", inputs(release), "parameters", parameters(release));
    char *text = root != NULL ? json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(12)) : NULL;
    json_decref(root);
    return text;
}

/* The release has looked at all its texts but the name of its system, which a file may give in any encoding. */
enum mah_status provenance_json(char **out, const struct mah_release *release, struct mah_error *err)
{
    *out = NULL;
    char *label = crs_label(release_facts(release)->crs), *text = NULL;
    bool is_utf8 = label == NULL || utf8_is_valid(label, strlen(label));
    if (label != NULL && is_utf8)
        text = text_of(release, label);
    memory_free(label);
    if (text != NULL)
        *out = memory_copy_text(text);
    free(text);
    if (!is_utf8)
        return mah_fail(err, MAH_FAILED, "a text of the release is not UTF-8");
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}
