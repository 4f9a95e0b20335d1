/* What does a municipality build, in which steps, and whose budget pays for it? */
#include "config/investments.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "turkish/amount.h"
#include "turkish/fold.h"

static const char rules_file[] = "investments.csv", departments_file[] = "investment_departments.csv";
enum { KEY_ROOM = 512, LONGEST_WORD = 200 };

static const char *rule_cell(const struct investment_rules *rules, size_t row, const char *column)
{
    return data_table_cell(&rules->rules, row, column);
}

size_t investment_department_count(const struct investment_rules *rules)
{
    return rules->departments.row_count;
}

const char *investment_department_code(const struct investment_rules *rules, size_t department)
{
    return data_table_cell(&rules->departments, department, "code");
}

const char *investment_department_name(const struct investment_rules *rules, size_t department, enum language language)
{
    return data_table_cell(&rules->departments, department, language == LANGUAGE_TURKISH ? "name_tr" : "name_en");
}

static bool find_department(const struct investment_rules *rules, const char *code, size_t *department)
{
    for (size_t i = 0; i < investment_department_count(rules); i++)
        if (strcmp(investment_department_code(rules, i), code) == 0) {
            *department = i;
            return true;
        }
    return false;
}

static enum mah_status check_columns(const struct data_table *table, const char *file, const char *const *columns,
                                     size_t count, struct mah_error *err)
{
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t k = 0; k < table->column_count; k++)
            found = found || strcmp(table->columns[k], columns[i]) == 0;
        if (!found)
            return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no column '%s'", file, columns[i]);
    }
    return MAH_OK;
}

static enum mah_status check_rules(const struct investment_rules *rules, struct mah_error *err)
{
    static const char *const named[] = {"code", "name_tr", "name_en"};
    static const char *const ruled[] = {"what", "code", "department", "lot", "name_tr", "name_en"};
    enum mah_status status =
        check_columns(&rules->departments, departments_file, named, sizeof named / sizeof *named, err);
    if (status == MAH_OK)
        status = check_columns(&rules->rules, rules_file, ruled, sizeof ruled / sizeof *ruled, err);
    size_t department;
    if (status == MAH_OK && !find_department(rules, "other", &department))
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' needs a row '%s'", departments_file, "other");
    for (size_t i = 0; status == MAH_OK && i < rules->rules.row_count; i++) {
        const char *what = rule_cell(rules, i, "what"), *lot = rule_cell(rules, i, "lot");
        double value = 1;
        bool is_known = strcmp(what, "type") == 0 || strcmp(what, "sector") == 0 || strcmp(what, "network") == 0;
        if (!is_known)
            return mah_fail(err, MAH_BAD_SOURCE, "%s:%zu: '%s' is not allowed in column '%s'; allowed are %s",
                            rules_file, rules->rules.lines[i], what, "what", "type, sector, network");
        if (!find_department(rules, rule_cell(rules, i, "department"), &department))
            return mah_fail(err, MAH_BAD_SOURCE, "%s:%zu: '%s' is no department of %s", rules_file,
                            rules->rules.lines[i], rule_cell(rules, i, "department"), departments_file);
        if (*lot != '\0' && (number_read(slice_of(lot), &value) != NUMBER_OK || value <= 0))
            return mah_fail(err, MAH_BAD_SOURCE, "%s:%zu: '%s' is no number above 0", rules_file, rules->rules.lines[i],
                            lot);
    }
    return status;
}

enum mah_status investment_rules_read(struct investment_rules *out, struct mah_error *err)
{
    *out = (struct investment_rules){0};
    enum mah_status status = data_table_read(&out->departments, departments_file, err);
    if (status == MAH_OK)
        status = data_table_read(&out->rules, rules_file, err);
    if (status == MAH_OK)
        status = service_types_read(&out->types, err);
    return status == MAH_OK ? check_rules(out, err) : status;
}

void investment_rules_release(struct investment_rules *rules)
{
    data_table_release(&rules->departments);
    data_table_release(&rules->rules);
    service_types_release(&rules->types);
}

static bool find_rule(const struct investment_rules *rules, const char *what, const char *code, size_t *row)
{
    for (size_t i = 0; i < rules->rules.row_count; i++)
        if (strcmp(rule_cell(rules, i, "what"), what) == 0 && strcmp(rule_cell(rules, i, "code"), code) == 0) {
            *row = i;
            return true;
        }
    return false;
}

struct investment_rule investment_rule_find(const struct investment_rules *rules, bool is_network, const char *code,
                                            enum language language)
{
    struct investment_rule rule = {.lot = NAN};
    size_t row = 0;
    int type = is_network ? NO_SERVICE_TYPE : service_type_find(&rules->types, slice_of(code));
    if (type != NO_SERVICE_TYPE) {
        rule.type = &rules->types.types[type];
        rule.name = service_type_name(rule.type, language);
    }
    (void)find_department(rules, "other", &rule.department); /* checked when it was read */
    bool found = find_rule(rules, is_network ? "network" : "type", code, &row) ||
                 (rule.type != NULL && find_rule(rules, "sector", rule.type->sector, &row));
    if (!found)
        return rule;
    (void)find_department(rules, rule_cell(rules, row, "department"), &rule.department);
    (void)number_read(slice_of(rule_cell(rules, row, "lot")), &rule.lot);
    const char *name = rule_cell(rules, row, language == LANGUAGE_TURKISH ? "name_tr" : "name_en");
    if (rule.type == NULL && *name != '\0')
        rule.name = name;
    return rule;
}

static void list_departments(struct text *out, const struct investment_rules *rules)
{
    for (size_t i = 0; i < investment_department_count(rules); i++)
        text_add_format(out, "%s%s (%s)", i > 0 ? ", " : "", investment_department_code(rules, i),
                        investment_department_name(rules, i, language_get()));
}

static bool is_word_for(struct slice word, const char *name)
{
    char a[KEY_ROOM], b[KEY_ROOM];
    return strlen(name) <= LONGEST_WORD && word_key(word, a, sizeof a) > 0 &&
           word_key(slice_of(name), b, sizeof b) > 0 && strcmp(a, b) == 0;
}

static enum mah_status read_department(size_t *department, const struct investment_rules *rules, struct slice word,
                                       struct mah_error *err)
{
    for (size_t i = 0; word.length <= LONGEST_WORD && i < investment_department_count(rules); i++) {
        *department = i;
        if (is_word_for(word, investment_department_code(rules, i)) ||
            is_word_for(word, investment_department_name(rules, i, LANGUAGE_TURKISH)) ||
            is_word_for(word, investment_department_name(rules, i, LANGUAGE_ENGLISH)))
            return MAH_OK;
    }
    struct text list = TEXT_EMPTY;
    list_departments(&list, rules);
    enum mah_status status =
        list.failed
            ? mah_no_memory(err)
            : mah_fail(err, MAH_BAD_USAGE, "--budget: '%.*s' is no department; allowed are %s",
                       (int)(word.length < LONGEST_WORD ? word.length : LONGEST_WORD), word.bytes, text_bytes(&list));
    text_release(&list);
    return status;
}

enum mah_status investment_budget_read(struct investment_budget *out, const struct investment_rules *rules,
                                       const char *words, struct mah_error *err)
{
    const char *sign = strrchr(words, '=');
    if (sign == NULL || sign == words)
        return mah_fail(err, MAH_BAD_USAGE, "--budget: '%s' is not written as DEPARTMENT=AMOUNT", words);
    struct slice word = slice_trim((struct slice){words, (uint32_t)(sign - words)});
    enum mah_status status = read_department(&out->department, rules, word, err);
    if (status != MAH_OK)
        return status;
    switch (amount_read(slice_of(sign + 1), &out->amount)) {
    case AMOUNT_OK:
        return MAH_OK;
    case AMOUNT_AMBIGUOUS:
        return mah_fail(err, MAH_BAD_USAGE,
                        "--budget: '%s' may mean thousands or decimals; write the amount without a separator", words);
    default:
        return mah_fail(err, MAH_BAD_USAGE,
                        "--budget: '%s' has no amount; allowed are such as 50000000, 50.000.000 and 50 milyon", words);
    }
}
