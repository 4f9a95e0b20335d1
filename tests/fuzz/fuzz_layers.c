/* Hostile data files that a user may put in the place of ours (--layers, --standards, --costs): tables and departments
 * are read, or refused with file and line. */
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/layers.h"
#include "base/memory.h"
#include "config/department.h"
#include "config/investment_costs.h"
#include "config/investments.h"
#include "config/service_types.h"
#include "config/standards.h"
#include "fuzz.h"
#include "read/walkable.h"

enum { KINDS = 7 };
static const char *const names[KINDS] = {
    "standartlar.csv", "services.csv", "maliyetler.csv", "department.yaml", "investment_departments.csv",
    "investments.csv", "walkable.csv"};

static void check_standards(const char *path)
{
    struct standards standards = {0};
    struct mah_error error = {0};
    char *list[] = {(char *)(uintptr_t) "norms", (char *)(uintptr_t)path};
    enum mah_status status = standards_read(&standards, list, 2, &error);
    require_reason(status, &error);
    for (size_t i = 0; status == MAH_OK && i < standards.count; i++) {
        const struct standard *row = &standards.rows[i];
        require(row->value > 0 && isfinite(row->value) && row->pop_min <= row->pop_max && row->line > 0);
        const struct standard *found = standards_find(&standards, row->service_type, row->kind, row->pop_min);
        require(found != NULL && found->kind == row->kind && found->pop_min <= row->pop_min &&
                found->pop_max >= row->pop_min);
    }
    standards_release(&standards);
}

static void check_types(void)
{
    struct service_types types = {0};
    struct mah_error error = {0};
    enum mah_status status = service_types_read(&types, &error);
    require_reason(status, &error);
    for (size_t i = 0; status == MAH_OK && i < types.count; i++) {
        require(service_type_find(&types, slice_of(types.types[i].code)) == (int)i);
        require(isnan(types.types[i].radius_m) || types.types[i].radius_m > 0);
    }
    service_types_release(&types);
}

static void check_costs(const char *path)
{
    static struct investment_rules rules;
    static bool is_ready;
    struct unit_costs costs = {0};
    struct mah_error error = {0};
    layers_set_folder(NULL);
    if (!is_ready)
        require(investment_rules_read(&rules, NULL) == MAH_OK);
    is_ready = true;
    enum mah_status status = unit_costs_read(&costs, path, &rules, &error);
    require_reason(status, &error);
    for (size_t i = 0; status == MAH_OK && i < costs.count; i++)
        require(costs.rows[i].cost > 0 && isfinite(costs.rows[i].cost) && costs.rows[i].code != NULL);
    unit_costs_release(&costs);
}

static void check_department(void)
{
    struct department department = {0};
    struct mah_error error = {0};
    enum mah_status status = department_read(&department, "department", &error);
    require_reason(status, &error);
    for (size_t i = 0; status == MAH_OK && i < department.indicator_count; i++)
        require(department.indicators[i].weight > 0 && isfinite(department.indicators[i].weight));
    department_release(&department);
}

static void check_rules(void)
{
    struct investment_rules rules = {0};
    struct investment_budget budget;
    struct mah_error error = {0};
    enum mah_status status = investment_rules_read(&rules, &error);
    require_reason(status, &error);
    if (status == MAH_OK) {
        for (size_t i = 0; i < investment_department_count(&rules); i++)
            require(investment_department_code(&rules, i) != NULL);
        struct mah_error refusal = {0};
        require_reason(investment_budget_read(&budget, &rules, "education=50 milyon", &refusal), &refusal);
    }
    investment_rules_release(&rules);
}

static void check_walkable(void)
{
    struct walkable walkable = {0};
    struct mah_error error = {0};
    struct slice values[WALKABLE_TAGS_AT_MOST] = {{"residential", 11}};
    enum mah_status status = walkable_read(&walkable, &error);
    require_reason(status, &error);
    if (status == MAH_OK)
        (void)walkable_allows(&walkable, values);
    walkable_release(&walkable);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *folder, *departments, *paths[KINDS];
    struct fuzz_input input = {data, size};
    size_t kind = fuzz_byte(&input) % KINDS;
    if (folder == NULL) {
        folder = memory_copy_text(fuzz_path(""));
        departments = memory_copy_text(fuzz_path("departments"));
        for (size_t i = 0; i < KINDS; i++)
            paths[i] = memory_copy_text(fuzz_path(names[i]));
        require(symlink(".", departments) == 0); /* departments/department.yaml */
    }
    fuzz_write(paths[kind], input.at, input.left);
    layers_set_folder(folder);
    if (kind == 0)
        check_standards(paths[kind]);
    else if (kind == 1)
        check_types();
    else if (kind == 2)
        check_costs(paths[kind]);
    else if (kind == 3)
        check_department();
    else if (kind < 6)
        check_rules();
    else
        check_walkable();
    layers_set_folder(NULL);
    unlink(paths[kind]);
    return 0;
}
