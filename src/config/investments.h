/* What does a municipality build, in which steps, and whose budget pays for it? layers/investments.csv and
 * investment_departments.csv, which users may change. */
#ifndef CONFIG_INVESTMENTS_H
#define CONFIG_INVESTMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/data_table.h"
#include "base/error.h"
#include "base/language.h"
#include "config/service_types.h"

struct investment_rules {
    struct data_table departments, rules;
    struct service_types types;
};

/* MAH_FAILED names what is wrong with a row. Release with investment_rules_release, also after a failure. */
enum mah_status investment_rules_read(struct investment_rules *out, struct mah_error *err);
void investment_rules_release(struct investment_rules *rules);

size_t investment_department_count(const struct investment_rules *rules);
const char *investment_department_code(const struct investment_rules *rules, size_t department);
const char *investment_department_name(const struct investment_rules *rules, size_t department, enum language language);

/* What a need becomes. Texts are borrowed. */
struct investment_rule {
    size_t department;
    double lot;                      /* the smallest step that can be built alone; NAN where the row says none */
    const char *name;                /* of a group or network; NULL where neither the rules nor the types know it */
    const struct service_type *type; /* NULL: a group, a network, or a type of another --layers */
};
struct investment_rule investment_rule_find(const struct investment_rules *rules, bool is_network, const char *code,
                                            enum language language);

/* What may be spent: NAN where no budget was given. */
struct investment_budget {
    size_t department;
    double amount;
};
/*
 * "education=50000000", "eğitim=50 milyon", "Park ve bahçeler=12.500.000 TL". MAH_BAD_USAGE for a department that is
 * not in the list (all are named) and an amount that cannot be read, is below 0 or may mean two things ("45.000").
 */
enum mah_status investment_budget_read(struct investment_budget *out, const struct investment_rules *rules,
                                       const char *words, struct mah_error *err);

#endif
