/* What may be said of what to build first? */
#include "protect/answer_invest.h"

#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "base/text.h"
#include "geometry/interior_point.h"
#include "protect/answer.h"
#include "protect/row_writer.h"
#include "protect/tables.h"

struct filling {
    const struct invest_answer *answer;
    enum language language;
    struct row_writer row;
};

static void put_number(struct filling *filling, const char *column, double value)
{
    put_rate(&filling->row, column, isnan(value) ? rate_unknown : (struct rate){value, true});
}

static void put_whole(struct filling *filling, const char *column, double value)
{
    if (!isnan(value))
        put_integer(&filling->row, column, (int64_t)round(value));
}

static const char *reason_text(enum investment_reason reason, bool is_part)
{
    switch (reason) {
    case INVESTMENT_OVER_BUDGET:
        return is_part ? say("in part: the rest of the budget helps more people elsewhere, or is too small")
                       : say("the budget helps more people elsewhere, or is too small");
    case INVESTMENT_NO_BUDGET:
        return say("no budget given");
    case INVESTMENT_NO_COST:
        return say("cost of a unit not known");
    case INVESTMENT_HIDDEN:
        return say("how much or for whom is not published");
    case INVESTMENT_NO_PERSONS:
        return say("helps nobody by the published figures");
    default:
        return NULL;
    }
}

static void put_project_id(struct filling *filling, const struct investment *project)
{
    struct text id = TEXT_EMPTY;
    text_add_format(&id, "%s-%s-%s", project->mah_code, project->code, investment_kind_word(project->kind));
    if (id.failed && filling->row.status == MAH_OK)
        filling->row.status = mah_no_memory(filling->row.err);
    put_text(&filling->row, "project_id", text_bytes(&id));
    text_release(&id);
}

static const char *text_of_mahalle(const struct invest_answer *answer, size_t row, const char *name)
{
    size_t column;
    return published_column_find(answer->mahalle, name, &column) ? published_text(answer->mahalle, row, column) : NULL;
}

static void put_place(struct filling *filling, const struct investment *project)
{
    const struct invest_answer *answer = filling->answer;
    put_text(&filling->row, "mah_code", project->mah_code);
    put_text(&filling->row, "mah_name", text_of_mahalle(answer, project->mahalle, "mah_name"));
    put_text(&filling->row, "ilce_name", text_of_mahalle(answer, project->mahalle, "ilce_name"));
    struct point point;
    bool found = false;
    if (filling->row.status != MAH_OK || answer->mahalle->polygons == NULL ||
        answer->mahalle->polygons[project->mahalle].part_count == 0)
        return;
    filling->row.status =
        polygon_interior_point(&point, &found, &answer->mahalle->polygons[project->mahalle], filling->row.err);
    if (filling->row.status == MAH_OK && found)
        filling->row.status = table_set_point(filling->row.table, point, filling->row.err);
}

static void put_figures(struct filling *filling, const struct investment *project)
{
    put_number(filling, "quantity", project->quantity);
    put_number(filling, "unit_cost", project->unit_cost);
    put_number(filling, "cost", project->cost);
    put_whole(filling, "persons", project->persons);
    put_number(filling, "persons_unit", project->persons_unit);
    put_number(filling, "cost_person", project->rank > 0 ? round(project->cost / project->persons * 100) / 100 : NAN);
    put_number(filling, "built", project->built);
    put_number(filling, "built_cost", project->built_cost);
    put_whole(filling, "built_persons", project->built_persons);
}

static void put_project(struct filling *filling, const struct investment *project)
{
    const struct invest_answer *answer = filling->answer;
    const struct investment_detail *detail = &answer->details[project->need];
    struct row_writer *row = &filling->row;
    bool is_part = project->built > 0 && project->reason != INVESTMENT_CHOSEN;
    put_row(row);
    put_project_id(filling, project);
    put_text(row, "department", investment_department_code(answer->rules, project->department));
    put_text(row, "dept_name", investment_department_name(answer->rules, project->department, filling->language));
    if (project->rank > 0)
        put_integer(row, "rank", (int64_t)project->rank);
    put_place(filling, project);
    put_text(row, "service_type", project->code);
    put_text(row, "what", detail->what);
    put_text(row, "kind", investment_kind_word(project->kind));
    put_text(row, "unit", detail->unit);
    put_figures(filling, project);
    put_number(filling, "sh_mig", detail->sh_mig);
    put_integer(row, "chosen", project->built > 0);
    put_text(row, "state", is_part ? "part" : project->built > 0 ? "whole" : "not");
    put_text(row, "reason", investment_reason_word(project->reason));
    put_text(row, "note", reason_text(project->reason, is_part));
    put_integer(row, "fair_share", detail->fair_share);
    if (detail->verified >= 0)
        put_integer(row, "verified", detail->verified);
    put_text(row, "standard", detail->standard);
    put_text(row, "cost_source", detail->cost_source);
}

static enum mah_status add_projects(struct mah_release *release, struct filling *filling,
                                    const struct output_fields *fields, struct mah_error *err)
{
    const struct release_value values[] = {
        {"whole", say("Chosen whole")}, {"part", say("Chosen in part")}, {"not", say("Not chosen")}};
    filling->row = (struct row_writer){.err = err};
    filling->row.status = output_table_add(release, &filling->row.table, fields, "investments", RELEASE_POINT, "state",
                                           values, sizeof values / sizeof *values, err);
    for (size_t i = 0; filling->row.status == MAH_OK && i < filling->answer->count; i++)
        put_project(filling, &filling->answer->list[i]);
    return filling->row.status;
}

static void put_budget(struct filling *filling, size_t department, const struct investment_plan *plan)
{
    const struct invest_answer *answer = filling->answer;
    struct row_writer *row = &filling->row;
    bool has_budget = !isnan(plan->budget);
    put_row(row);
    put_text(row, "department", investment_department_code(answer->rules, department));
    put_text(row, "dept_name", investment_department_name(answer->rules, department, filling->language));
    put_number(filling, "budget", plan->budget);
    put_number(filling, "spent", plan->spent);
    put_number(filling, "left", has_budget ? round((plan->budget - plan->spent) * 100) / 100 : NAN);
    put_integer(row, "projects", (int64_t)plan->projects);
    put_integer(row, "chosen", (int64_t)plan->chosen);
    put_integer(row, "no_cost", (int64_t)plan->without_cost);
    put_whole(filling, "persons", plan->persons);
    if (!has_budget)
        return;
    put_number(filling, "bound", plan->bound);
    put_integer(row, "proved", plan->is_proved);
}

static enum mah_status add_budgets(struct mah_release *release, struct filling *filling,
                                   const struct output_fields *fields, struct mah_error *err)
{
    const struct invest_answer *answer = filling->answer;
    filling->row = (struct row_writer){.err = err};
    filling->row.status = output_table_add(release, &filling->row.table, fields, "investment_budgets",
                                           RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    for (size_t i = 0; filling->row.status == MAH_OK && i < investment_department_count(answer->rules); i++)
        if (answer->plans[i].projects > 0 || !isnan(answer->plans[i].budget))
            put_budget(filling, i, &answer->plans[i]);
    return filling->row.status;
}

static enum mah_status add_borders(struct mah_release *release, const struct output_fields *fields,
                                   const struct published_table *mahalle, struct mah_error *err)
{
    size_t code, name, ilce, count = mahalle->polygons != NULL ? mahalle->row_count : 0;
    struct answer_border *borders = memory_new(count, sizeof *borders);
    if (borders == NULL)
        return mah_no_memory(err);
    (void)published_column_find(mahalle, "mah_code", &code);
    (void)published_column_find(mahalle, "mah_name", &name);
    (void)published_column_find(mahalle, "ilce_name", &ilce);
    for (size_t i = 0; i < count; i++)
        borders[i] = (struct answer_border){published_text(mahalle, i, code), published_text(mahalle, i, name),
                                            published_text(mahalle, i, ilce), &mahalle->polygons[i]};
    enum mah_status status = answer_add_borders(release, fields, borders, count, err);
    memory_free(borders);
    return status;
}

enum mah_status protect_invest(struct mah_release **out, const struct invest_answer *answer, struct mah_error *err)
{
    struct output_fields fields = {0};
    struct mah_release *release = NULL;
    struct release_facts facts = answer_facts_of_published(answer->published);
    struct filling filling = {.answer = answer, .language = facts.language};
    enum mah_status status = output_fields_read(&fields, err);
    if (status == MAH_OK)
        status = release_new(&release, &facts, err);
    if (status == MAH_OK)
        status = add_projects(release, &filling, &fields, err);
    if (status == MAH_OK)
        status = add_budgets(release, &filling, &fields, err);
    if (status == MAH_OK)
        status = add_borders(release, &fields, answer->mahalle, err);
    if (status == MAH_OK)
        status = answer_add_params(release, &fields, answer->settings, answer->setting_count, err);
    output_fields_release(&fields);
    if (status != MAH_OK) {
        release_free(release);
        return status;
    }
    *out = release;
    return MAH_OK;
}
