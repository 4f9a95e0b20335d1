/* What should be built first? The story on one page. */
#include "run/invest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "config/investment_costs.h"
#include "run/invest_notes.h"
#include "run/investment_rows.h"

static enum mah_status read_budgets(struct investing *investing, const struct invest_question *question,
                                    struct mah_error *err)
{
    size_t departments = investment_department_count(&investing->rules);
    investing->plans = memory_new(departments + 1, sizeof *investing->plans);
    if (investing->plans == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < departments; i++)
        investing->plans[i].budget = NAN;
    for (size_t i = 0; i < question->budget_count; i++) {
        struct investment_budget budget = {.amount = NAN};
        enum mah_status status = investment_budget_read(&budget, &investing->rules, question->budgets[i], err);
        if (status != MAH_OK)
            return status;
        if (!isnan(investing->plans[budget.department].budget))
            return mah_fail(err, MAH_BAD_USAGE, "--budget: '%s' is given twice",
                            investment_department_code(&investing->rules, budget.department));
        investing->plans[budget.department].budget = budget.amount;
    }
    return MAH_OK;
}

static enum cost_unit cost_unit_of(enum investment_kind kind)
{
    static const enum cost_unit units[] = {COST_CAPACITY, COST_AREA, COST_HOUSEHOLD};
    return units[kind];
}

/* The file of the command line comes before the standards of the run, whose rows the table params holds. */
static void find_cost(struct investing *investing, struct investment *project, struct investment_detail *detail)
{
    const struct unit_cost *row = unit_cost_find(&investing->costs, project->kind == INVESTMENT_NETWORK, project->code,
                                                 cost_unit_of(project->kind));
    project->unit_cost = NAN;
    if (row != NULL) {
        project->unit_cost = row->cost;
        detail->cost_source = row->source;
        investing->cost_used[row - investing->costs.rows] = true;
        return;
    }
    if (project->kind == INVESTMENT_NETWORK)
        return;
    char key[128];
    snprintf(key, sizeof key, "standard.%s.%s", project->code,
             project->kind == INVESTMENT_AREA ? "cost_per_m2" : "cost_per_unit");
    const char *value = published_parameter(investing->published, key);
    if (value != NULL && number_read(slice_of(value), &project->unit_cost) == NUMBER_OK)
        detail->cost_source = say("standards of the run");
}

static enum mah_status make_projects(struct investing *investing, struct mah_error *err)
{
    const struct investment_rows *rows = &investing->rows;
    investing->list = memory_new(rows->count + 1, sizeof *investing->list);
    investing->cost_used = memory_new(investing->costs.count + 1, sizeof *investing->cost_used);
    if (investing->list == NULL || investing->cost_used == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < rows->count; i++) {
        const struct investment_need *need = &rows->needs[i];
        struct investment *project = &investing->list[investing->count];
        *project = (struct investment){0};
        enum need_outcome outcome = investment_of_need(project, need);
        investing->unknown_count += outcome == NEED_IS_UNKNOWN;
        if (outcome != NEED_IS_PROJECT)
            continue;
        const struct investment_rule rule =
            investment_rule_find(&investing->rules, need->kind == INVESTMENT_NETWORK, need->code, LANGUAGE_ENGLISH);
        project->need = i;
        project->department = rule.department;
        project->lot = need->kind == INVESTMENT_AREA && rule.lot <= 1 ? NAN : rule.lot;
        if (need->kind == INVESTMENT_CAPACITY)
            project->lot = 1;
        find_cost(investing, project, &rows->details[i]);
        investing->count++;
    }
    return MAH_OK;
}

static enum mah_status answer(struct mah_release **out, const struct investing *investing,
                              const struct invest_question *question, struct mah_error *err)
{
    const char *slash = question->costs != NULL ? strrchr(question->costs, '/') : NULL;
    const char *costs = slash != NULL ? slash + 1 : question->costs;
    struct record_row *settings = memory_new(question->budget_count + 5, sizeof *settings);
    size_t count = 0;
    if (settings == NULL)
        return mah_no_memory(err);
    settings[count++] =
        (struct record_row){.item = (char *)"invest.input", .value = (char *)published_name(investing->published)};
    settings[count++] = (struct record_row){.item = (char *)"invest.costs", .value = (char *)costs};
    for (size_t i = 0; i < question->budget_count; i++)
        settings[count++] = (struct record_row){.item = (char *)"invest.budget", .value = (char *)question->budgets[i]};
    const struct invest_answer made = {.published = investing->published,
                                       .mahalle = investing->rows.mahalle,
                                       .rules = &investing->rules,
                                       .list = investing->list,
                                       .count = investing->count,
                                       .details = investing->rows.details,
                                       .plans = investing->plans,
                                       .settings = settings,
                                       .setting_count = count};
    enum mah_status status = protect_invest(out, &made, err);
    memory_free(settings);
    return status;
}

static void investing_release(struct investing *investing)
{
    memory_free(investing->list);
    memory_free(investing->cost_used);
    memory_free(investing->plans);
    investment_rows_release(&investing->rows);
    unit_costs_release(&investing->costs);
    investment_rules_release(&investing->rules);
    published_close(investing->published);
}

enum mah_status invest(struct mah_release **out, struct warnings *notes, const struct invest_question *question,
                       struct mah_error *err)
{
    struct investing investing = {.costs_path = question->costs};
    enum mah_status status = published_open(&investing.published, question->path, err);
    if (status == MAH_OK)
        status = investment_rules_read(&investing.rules, err);
    if (status == MAH_OK)
        status = read_budgets(&investing, question, err);
    if (status == MAH_OK && question->costs != NULL)
        status = unit_costs_read(&investing.costs, question->costs, &investing.rules, err);
    if (status == MAH_OK)
        status = investment_rows_read(&investing.rows, investing.published, &investing.rules, err);
    if (status == MAH_OK)
        status = make_projects(&investing, err);
    if (status == MAH_OK)
        status = investments_choose(investing.list, investing.count, investing.plans,
                                    investment_department_count(&investing.rules), 0, err);
    if (status == MAH_OK)
        status = answer(out, &investing, question, err);
    if (status == MAH_OK)
        status = invest_notes(notes, &investing, err);
    investing_release(&investing);
    return status;
}
