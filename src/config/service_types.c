/* Which types of service are there? The table layers/services.csv, which users may extend. */
#include "config/service_types.h"

#include <math.h>
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "turkish/fold.h"

static const char table_name[] = "services.csv";

enum { LONGEST_CODE = 16, FARTHEST_PROPOSAL = 3, KEY_BYTES = 256 };
static const double most_radius_m = 100000; /* that of the key services.radius_m */

/* ---- one row ---- */

static bool is_code(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length > 0 && length <= LONGEST_CODE && text[length] == '\0' && text[0] >= 'a';
}

static bool read_radius(double *out, const char *text)
{
    *out = NAN;
    enum number_outcome outcome = number_read(slice_of(text), out);
    return outcome == NUMBER_MISSING || (outcome == NUMBER_OK && *out > 0 && *out <= most_radius_m);
}

static enum mah_status copy_texts(struct service_type *type, const struct data_table *table, size_t row,
                                  struct mah_error *err)
{
    const struct {
        char **to;
        const char *column;
    } texts[] = {
        {&type->code, "code"},          {&type->name_tr, "name_tr"},         {&type->name_en, "name_en"},
        {&type->target_text, "target"}, {&type->capacity_tr, "capacity_tr"}, {&type->capacity_en, "capacity_en"},
        {&type->group, "group"},        {&type->sector, "sector"},           {&type->symbol, "symbol"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = data_table_cell(table, row, texts[i].column);
        struct slice cell = slice_trim(slice_of(text != NULL ? text : ""));
        *texts[i].to = memory_copy_bytes(cell.bytes, cell.length);
        if (*texts[i].to == NULL)
            return mah_no_memory(err);
    }
    return MAH_OK;
}

/* "row" counts the types: comments and the header are none. */
static enum mah_status refuse_row(size_t row, const char *code, const char *what, struct mah_error *err)
{
    return mah_fail(err, MAH_FAILED, "'%s', type %zu ('%s'): %s", table_name, row + 1, code, what);
}

static enum mah_status take_type(struct service_types *types, const struct data_table *table, size_t row,
                                 struct mah_error *err)
{
    struct service_type *type = &types->types[types->count++];
    enum mah_status status = copy_texts(type, table, row, err);
    if (status != MAH_OK)
        return status;
    struct slice confidential = slice_trim(slice_of(data_table_cell(table, row, "confidential")));
    type->is_confidential = slice_equals(confidential, slice_of("1"));
    if (!is_code(type->code))
        return refuse_row(row, type->code,
                          say("a code is small letters a-z, digits and underscores, a letter first, at most 16"), err);
    if (service_type_find(types, slice_of(type->code)) + 1 != (int)types->count)
        return refuse_row(row, type->code, say("this code stands in the table twice"), err);
    if (type->name_tr[0] == '\0' || type->name_en[0] == '\0')
        return refuse_row(row, type->code, say("a Turkish and an English name are needed"), err);
    if (!read_radius(&type->radius_m, data_table_cell(table, row, "radius_m")))
        return refuse_row(row, type->code, say("radius_m is metres, more than 0 and at most 100000, or empty"), err);
    if (!target_group_read(slice_of(type->target_text), &type->target))
        return refuse_row(row, type->code,
                          say("target is 'all' or whole age bands such as age:6-9 (0-2, 3-5, 6-9, 10-13, 14-17, "
                              "18-64, 65-)"),
                          err);
    if (confidential.length > 0 && !type->is_confidential && !slice_equals(confidential, slice_of("0")))
        return refuse_row(row, type->code, say("confidential is 0 or 1"), err);
    return MAH_OK;
}

/* ---- the table ---- */

static enum mah_status check_columns(const struct data_table *table, struct mah_error *err)
{
    static const char *const needed[] = {"code",        "name_tr",     "name_en", "radius_m",    "target",
                                         "capacity_tr", "capacity_en", "group",   "confidential"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        bool found = false;
        for (size_t column = 0; column < table->column_count && !found; column++)
            found = strcmp(table->columns[column], needed[i]) == 0;
        if (!found)
            return mah_fail(err, MAH_FAILED, "'%s' has no column '%s'", table_name, needed[i]);
    }
    return MAH_OK;
}

enum mah_status service_types_read(struct service_types *out, struct mah_error *err)
{
    *out = (struct service_types){0};
    struct data_table table;
    enum mah_status status = data_table_read(&table, table_name, err);
    if (status != MAH_OK)
        return status;
    status = check_columns(&table, err);
    if (status == MAH_OK) {
        out->types = memory_new(table.row_count, sizeof *out->types);
        status = out->types != NULL || table.row_count == 0 ? MAH_OK : mah_no_memory(err);
    }
    for (size_t row = 0; status == MAH_OK && row < table.row_count; row++)
        status = take_type(out, &table, row, err);
    data_table_release(&table);
    if (status != MAH_OK)
        service_types_release(out);
    return status;
}

void service_types_release(struct service_types *types)
{
    for (size_t i = 0; i < types->count; i++) {
        struct service_type *type = &types->types[i];
        memory_free(type->code);
        memory_free(type->name_tr);
        memory_free(type->name_en);
        memory_free(type->target_text);
        memory_free(type->capacity_tr);
        memory_free(type->capacity_en);
        memory_free(type->group);
        memory_free(type->sector);
        memory_free(type->symbol);
    }
    memory_free(types->types);
    *types = (struct service_types){0};
}

int service_type_find(const struct service_types *types, struct slice code)
{
    for (size_t i = 0; i < types->count; i++)
        if (slice_equals(slice_of(types->types[i].code), code))
            return (int)i;
    return NO_SERVICE_TYPE;
}

const char *service_type_name(const struct service_type *type, enum language language)
{
    return language == LANGUAGE_TURKISH ? type->name_tr : type->name_en;
}

/* ---- codes that are not there ---- */

/* Steps from what was written to the code or to a name of the type, whichever is nearer. */
static size_t steps_to(const struct service_type *type, const char *code, const char *key)
{
    const char *const names[] = {type->name_tr, type->name_en};
    size_t least = name_distance(code, type->code, FARTHEST_PROPOSAL);
    for (size_t i = 0; i < 2; i++) {
        char name[KEY_BYTES];
        word_key(slice_of(names[i]), name, sizeof name);
        size_t steps = name_distance(key, name, FARTHEST_PROPOSAL);
        if (steps < least)
            least = steps;
    }
    return least;
}

/* The first of those that are nearest; NULL where none is near. */
static const struct service_type *nearest_type(const struct service_types *types, const char *code)
{
    char key[KEY_BYTES];
    size_t letters = word_key(slice_of(code), key, sizeof key), least = FARTHEST_PROPOSAL + 1;
    const struct service_type *nearest = NULL;
    for (size_t i = 0; i < types->count && letters > 0; i++) {
        size_t steps = steps_to(&types->types[i], code, key);
        if (steps >= least || steps * 3 > letters) /* "durak" is no slip of the pen for "park" */
            continue;
        nearest = &types->types[i];
        least = steps;
    }
    return nearest;
}

enum mah_status service_type_refuse(const struct service_types *types, const char *code, const char *where,
                                    struct mah_error *err)
{
    const struct service_type *nearest = nearest_type(types, code);
    enum mah_status status;
    if (nearest != NULL)
        status = mah_fail(err, MAH_BAD_USAGE, "unknown service type '%s'; did you mean '%s' (%s)", code, nearest->code,
                          service_type_name(nearest, language_get()));
    else
        status =
            mah_fail(err, MAH_BAD_USAGE,
                     "unknown service type '%s'; 'mahalle help services' lists them, and --layers adds your own", code);
    return status == MAH_BAD_USAGE && where != NULL ? mah_context(err, status, "%s", where) : status;
}
