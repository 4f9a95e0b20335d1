/* What does a unit cost? */
#include "config/investment_costs.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "turkish/amount.h"
#include "turkish/fold.h"

enum { KEY_ROOM = 512, LONGEST_CELL = 200, NO_COLUMN = -1 };

enum cost_column { COLUMN_CODE, COLUMN_COST, COLUMN_UNIT, COLUMN_SOURCE, COLUMN_YEAR, COLUMN_COUNT };

/* Headers as header_key folds them. */
static const struct {
    const char *header;
    enum cost_column column;
} headers[] = {{"service_type", COLUMN_CODE},
               {"network", COLUMN_CODE},
               {"service", COLUMN_CODE},
               {"service_type_network", COLUMN_CODE},
               {"type", COLUMN_CODE},
               {"code", COLUMN_CODE},
               {"hizmet", COLUMN_CODE},
               {"hizmet_turu", COLUMN_CODE},
               {"sebeke", COLUMN_CODE},
               {"tur", COLUMN_CODE},
               {"kod", COLUMN_CODE},
               {"unit_cost", COLUMN_COST},
               {"cost", COLUMN_COST},
               {"birim_maliyet", COLUMN_COST},
               {"birim_maliyeti", COLUMN_COST},
               {"birim_fiyat", COLUMN_COST},
               {"birim_bedel", COLUMN_COST},
               {"maliyet", COLUMN_COST},
               {"bedel", COLUMN_COST},
               {"fiyat", COLUMN_COST},
               {"unit", COLUMN_UNIT},
               {"birim", COLUMN_UNIT},
               {"source", COLUMN_SOURCE},
               {"kaynak", COLUMN_SOURCE},
               {"year", COLUMN_YEAR},
               {"yil", COLUMN_YEAR}};

struct reading {
    struct unit_costs *out;
    const struct investment_rules *rules;
    const char *path;
    struct data_table table;
    int columns[COLUMN_COUNT];
};

static const char *cell(const struct reading *reading, size_t row, enum cost_column column)
{
    int index = reading->columns[column];
    return index == NO_COLUMN ? "" : reading->table.cells[row * reading->table.column_count + (size_t)index];
}

static enum mah_status find_columns(struct reading *reading, struct mah_error *err)
{
    for (int i = 0; i < COLUMN_COUNT; i++)
        reading->columns[i] = NO_COLUMN;
    for (size_t i = 0; i < reading->table.column_count; i++) {
        char key[KEY_ROOM];
        if (strlen(reading->table.columns[i]) > LONGEST_CELL)
            continue;
        header_key(slice_of(reading->table.columns[i]), key, sizeof key);
        for (size_t k = 0; k < sizeof headers / sizeof *headers; k++) {
            int *column = &reading->columns[headers[k].column];
            if (strcmp(headers[k].header, key) != 0)
                continue;
            if (*column != NO_COLUMN)
                return mah_fail(err, MAH_BAD_SOURCE, "'%s' has two columns for the same: '%s' and '%s'", reading->path,
                                reading->table.columns[*column], reading->table.columns[i]);
            *column = (int)i;
        }
    }
    if (reading->columns[COLUMN_CODE] == NO_COLUMN)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no column '%s'", reading->path, "service_type (hizmet)");
    if (reading->columns[COLUMN_COST] == NO_COLUMN)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no column '%s'", reading->path, "unit_cost (birim_maliyet)");
    return MAH_OK;
}

static bool is_same(const char *word, const char *name)
{
    char a[KEY_ROOM], b[KEY_ROOM];
    if (strcmp(word, name) == 0)
        return *word != '\0';
    return strlen(word) <= LONGEST_CELL && strlen(name) <= LONGEST_CELL && word_key(slice_of(word), a, sizeof a) > 0 &&
           word_key(slice_of(name), b, sizeof b) > 0 && strcmp(a, b) == 0;
}

/* A code or a name in either language: of a type, a group or a network. */
static bool find_subject(const struct investment_rules *rules, const char *word, bool *is_network, const char **code)
{
    *is_network = false;
    for (size_t i = 0; i < rules->types.count; i++) {
        const struct service_type *type = &rules->types.types[i];
        *code = type->code;
        if (is_same(word, type->code) || is_same(word, type->name_tr) || is_same(word, type->name_en))
            return true;
    }
    const struct data_table *table = &rules->rules;
    for (size_t i = 0; i < table->row_count; i++) {
        const char *what = data_table_cell(table, i, "what");
        *code = data_table_cell(table, i, "code");
        *is_network = strcmp(what, "network") == 0;
        if (strcmp(what, "sector") != 0 &&
            (is_same(word, *code) || is_same(word, data_table_cell(table, i, "name_tr")) ||
             is_same(word, data_table_cell(table, i, "name_en"))))
            return true;
    }
    return false;
}

static bool is_among(const char *word, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_same(word, names[i]))
            return true;
    return false;
}

static bool read_unit(const char *word, const struct service_type *type, bool is_network, enum cost_unit *unit)
{
    static const char *const areas[] = {"m²", "m2", "metrekare", "square metre", "sq m"};
    static const char *const households[] = {"hane", "household", "households", "abone", "bağlantı", "connection"};
    static const char *const units[] = {"birim", "adet", "unit", "units"};
    *unit = COST_ANY_UNIT;
    if (*word == '\0')
        return true;
    *unit = COST_HOUSEHOLD;
    if (is_network)
        return is_among(word, households, sizeof households / sizeof *households);
    *unit = COST_AREA;
    if (is_among(word, areas, sizeof areas / sizeof *areas))
        return true;
    *unit = COST_CAPACITY;
    return is_among(word, units, sizeof units / sizeof *units) ||
           (type != NULL && (is_same(word, type->capacity_tr) || is_same(word, type->capacity_en)));
}

static enum mah_status refuse_unit(const struct reading *reading, size_t row, const struct unit_cost *cost,
                                   const struct service_type *type, struct mah_error *err)
{
    const char *capacity = "";
    if (type != NULL)
        capacity = language_get() == LANGUAGE_TURKISH ? type->capacity_tr : type->capacity_en;
    const char *house = language_get() == LANGUAGE_TURKISH ? "hane" : "household";
    return mah_fail(err, MAH_BAD_SOURCE, "%s:%zu: '%s' is no unit of '%s'; allowed are %s%s%s", reading->path,
                    reading->table.lines[row], cell(reading, row, COLUMN_UNIT), cost->code,
                    cost->is_network ? house : "m²", *capacity != '\0' && !cost->is_network ? ", " : "",
                    cost->is_network ? "" : capacity);
}

static enum mah_status read_cost(const struct reading *reading, size_t row, double *cost, struct mah_error *err)
{
    const char *word = cell(reading, row, COLUMN_COST);
    size_t line = reading->table.lines[row];
    enum amount_outcome outcome = amount_read(slice_of(word), cost);
    if (outcome == AMOUNT_AMBIGUOUS)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "%s:%zu: '%s' may mean thousands or decimals; write it without a separator, or with both",
                        reading->path, line, word);
    if (outcome != AMOUNT_OK || !(*cost > 0))
        return mah_fail(err, MAH_BAD_SOURCE, "%s:%zu: '%s' is no cost above 0", reading->path, line, word);
    return MAH_OK;
}

static enum mah_status refuse_double(const struct reading *reading, const struct unit_cost *cost, struct mah_error *err)
{
    for (size_t i = 0; i < reading->out->count; i++) {
        const struct unit_cost *other = &reading->out->rows[i];
        if (other != cost && other->is_network == cost->is_network && other->unit == cost->unit &&
            strcmp(other->code, cost->code) == 0)
            return mah_fail(err, MAH_BAD_SOURCE, "%s:%zu: '%s' has a cost already, in line %zu", reading->path,
                            cost->line, cost->code, other->line);
    }
    return MAH_OK;
}

static enum mah_status copy_source(const struct reading *reading, size_t row, struct unit_cost *cost,
                                   struct mah_error *err)
{
    const char *source = cell(reading, row, COLUMN_SOURCE), *year = cell(reading, row, COLUMN_YEAR);
    struct text text = TEXT_EMPTY;
    text_add_format(&text, "%s%s%s", source, *source != '\0' && *year != '\0' ? ", " : "", year);
    cost->source = text_take(&text);
    return cost->source != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status add_row(struct reading *reading, size_t row, struct mah_error *err)
{
    const char *word = cell(reading, row, COLUMN_CODE), *code = NULL;
    struct unit_costs *out = reading->out;
    if (memory_grow((void **)&out->rows, &out->capacity, out->count + 1, sizeof *out->rows) != 0)
        return mah_no_memory(err);
    struct unit_cost *cost = &out->rows[out->count];
    *cost = (struct unit_cost){.line = reading->table.lines[row]};
    if (!find_subject(reading->rules, word, &cost->is_network, &code))
        return mah_fail(err, MAH_BAD_SOURCE,
                        "%s:%zu: '%s' is no service type, group or network; 'mahalle help services' lists the types",
                        reading->path, cost->line, word);
    cost->code = memory_copy_text(code);
    out->count++;
    if (cost->code == NULL)
        return mah_no_memory(err);
    const struct service_type *type =
        investment_rule_find(reading->rules, cost->is_network, code, LANGUAGE_ENGLISH).type;
    if (!read_unit(cell(reading, row, COLUMN_UNIT), type, cost->is_network, &cost->unit))
        return refuse_unit(reading, row, cost, type, err);
    enum mah_status status = read_cost(reading, row, &cost->cost, err);
    if (status == MAH_OK)
        status = refuse_double(reading, cost, err);
    return status == MAH_OK ? copy_source(reading, row, cost, err) : status;
}

enum mah_status unit_costs_read(struct unit_costs *out, const char *path, const struct investment_rules *rules,
                                struct mah_error *err)
{
    *out = (struct unit_costs){0};
    struct reading reading = {.out = out, .rules = rules, .path = path};
    enum mah_status status = data_table_read_file(&reading.table, path, err);
    if (status == MAH_OK)
        status = find_columns(&reading, err);
    for (size_t i = 0; status == MAH_OK && i < reading.table.row_count; i++)
        status = add_row(&reading, i, err);
    data_table_release(&reading.table);
    return status;
}

void unit_costs_release(struct unit_costs *costs)
{
    for (size_t i = 0; i < costs->count; i++) {
        memory_free(costs->rows[i].code);
        memory_free(costs->rows[i].source);
    }
    memory_free(costs->rows);
    *costs = (struct unit_costs){0};
}

const struct unit_cost *unit_cost_find(const struct unit_costs *costs, bool is_network, const char *code,
                                       enum cost_unit unit)
{
    const struct unit_cost *any = NULL;
    for (size_t i = 0; i < costs->count; i++) {
        const struct unit_cost *row = &costs->rows[i];
        if (row->is_network != is_network || strcmp(row->code, code) != 0)
            continue;
        if (row->unit == unit)
            return row;
        if (row->unit == COST_ANY_UNIT)
            any = row;
    }
    return any;
}
