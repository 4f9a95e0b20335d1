/* Which mahalle of a finished GeoPackage need it most? */
#include "run/rank_published.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/workers.h"
#include "protect/answer_rank.h"
#include "run/rank_by_figure.h"
#include "run/rank_notes.h"
#include "turkish/name_search.h"

enum { FIRST_TEN = 10, USUAL_DRAWS = 1000, MOST_DRAWS = 10000 };

/* What the story holds on to. */
struct ranking {
    const struct rank_request *request;
    struct published *published;
    struct published_table *mahalle;
    struct department department;
    struct service_types types;
    struct priority_matrix matrix;
    struct priority_scores scores;
    struct priority_draws draws;
    size_t *rows; /* of mah_indicators in the order of the answer */
    int64_t seed;
    size_t draw_count, top;
    char seed_text[24], draws_text[24];
    struct record_row settings[3];
};

static void ranking_release(struct ranking *ranking)
{
    memory_free(ranking->rows);
    priority_draws_release(&ranking->draws);
    priority_scores_release(&ranking->scores);
    priority_matrix_release(&ranking->matrix);
    service_types_release(&ranking->types);
    department_release(&ranking->department);
    published_table_free(ranking->mahalle);
    published_close(ranking->published);
}

static const char *column_name(const void *table, size_t column)
{
    return ((const struct published_table *)table)->columns[column].name;
}

static double figure(const void *table, size_t row, size_t column)
{
    return published_number(table, row, column);
}

/* A whole number of the table params; `usual` where there is none in its range. */
static int64_t whole_parameter(const struct published *published, const char *key, int64_t usual, double most)
{
    const char *text = published_parameter(published, key);
    double value;
    if (text == NULL || number_read(slice_of(text), &value) != NUMBER_OK || value < 0 || value > most)
        return usual;
    return (int64_t)value;
}

static enum mah_status open_file(struct ranking *ranking, const char *path, struct mah_error *err)
{
    size_t code;
    enum mah_status status = published_open(&ranking->published, path, err);
    if (status == MAH_OK && !published_has(ranking->published, "mah_indicators"))
        status =
            mah_fail(err, MAH_BAD_SOURCE, "'%s' has no table 'mah_indicators'; name a file that 'mahalle run' made",
                     published_name(ranking->published));
    if (status == MAH_OK)
        status = published_table_read(&ranking->mahalle, ranking->published, "mah_indicators", err);
    if (status == MAH_OK && !published_column_find(ranking->mahalle, "mah_code", &code))
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' has no column 'mah_code' in 'mah_indicators'",
                          published_name(ranking->published));
    if (status != MAH_OK)
        return status;
    ranking->rows = memory_new(ranking->mahalle->row_count + 1, sizeof *ranking->rows);
    for (size_t i = 0; ranking->rows != NULL && i < ranking->mahalle->row_count; i++)
        ranking->rows[i] = i;
    return ranking->rows != NULL ? MAH_OK : mah_no_memory(err);
}

/* ---- order ---- */

struct order {
    const struct published_table *mahalle;
    size_t code;
    const int64_t *place;
};

/* By rank, those without one last; then by code, byte by byte. */
static int compare_rows(const void *a, const void *b, void *shared)
{
    const struct order *order = shared;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    uint64_t left = (uint64_t)order->place[x] - 1, right = (uint64_t)order->place[y] - 1; /* none: the largest */
    if (left != right)
        return left < right ? -1 : 1;
    const char *first = published_text(order->mahalle, x, order->code);
    const char *second = published_text(order->mahalle, y, order->code);
    int difference = strcmp(first != NULL ? first : "", second != NULL ? second : "");
    return difference != 0 ? difference : x < y ? -1 : x > y;
}

static size_t sort_rows(struct ranking *ranking, const int64_t *place)
{
    size_t count = ranking->mahalle->row_count, top = ranking->request->top;
    struct order order = {.mahalle = ranking->mahalle, .place = place};
    (void)published_column_find(ranking->mahalle, "mah_code", &order.code);
    qsort_r(ranking->rows, count, sizeof *ranking->rows, compare_rows, &order);
    return top > 0 && top < count ? top : count;
}

/* ---- by a department ---- */

static enum mah_status compute(struct ranking *ranking, struct mah_error *err)
{
    const struct rank_request *request = ranking->request;
    const struct published *published = ranking->published;
    const char *of_file = published_parameter(published, "priority.department");
    const char *code = request->department != NULL           ? request->department
                       : of_file != NULL && *of_file != '\0' ? of_file
                                                             : "general";
    struct figure_source source = {.column_count = ranking->mahalle->column_count,
                                   .row_count = ranking->mahalle->row_count,
                                   .name = column_name,
                                   .figure = figure,
                                   .table = ranking->mahalle};
    ranking->seed = request->seed >= 0 ? request->seed : whole_parameter(published, "seed", 1, 9007199254740991.0);
    ranking->draw_count = (size_t)whole_parameter(published, "priority.draws", USUAL_DRAWS, MOST_DRAWS);
    ranking->top = request->top > 0 ? request->top : FIRST_TEN;
    enum mah_status status = department_read(&ranking->department, code, err);
    if (status == MAH_OK)
        status = service_types_read(&ranking->types, err);
    if (status == MAH_OK)
        status = priority_matrix_make(&ranking->matrix, &ranking->department, &ranking->types, &source, err);
    if (status == MAH_OK)
        status = priority_score(&ranking->scores, &ranking->matrix.table, err);
    if (status == MAH_OK)
        status = priority_draw(&ranking->draws, &ranking->matrix.table, &ranking->scores, ranking->draw_count,
                               (uint64_t)ranking->seed, ranking->top, workers_default_count(), err);
    return status;
}

static struct rank_facts facts_of(struct ranking *ranking)
{
    snprintf(ranking->seed_text, sizeof ranking->seed_text, "%lld", (long long)ranking->seed);
    snprintf(ranking->draws_text, sizeof ranking->draws_text, "%zu", ranking->draw_count);
    ranking->settings[0] =
        (struct record_row){.item = (char *)(uintptr_t) "priority.department", .value = ranking->department.code};
    ranking->settings[1] =
        (struct record_row){.item = (char *)(uintptr_t) "priority.draws", .value = ranking->draws_text};
    ranking->settings[2] = (struct record_row){.item = (char *)(uintptr_t) "seed", .value = ranking->seed_text};
    return (struct rank_facts){.published = ranking->published,
                               .mahalle = ranking->mahalle,
                               .department = &ranking->department,
                               .matrix = &ranking->matrix,
                               .scores = &ranking->scores,
                               .draws = &ranking->draws,
                               .settings = ranking->settings,
                               .setting_count = ranking->department.code != NULL ? 3 : 0,
                               .is_drawn = ranking->request->is_drawn};
}

/* ---- by one column ---- */

static enum mah_status rank_by(struct mah_release **out, struct warnings *notes, struct ranking *ranking,
                               struct mah_error *err)
{
    const struct published_table *table = ranking->mahalle;
    const char *field = ranking->request->by;
    size_t column, unknown = 0;
    enum mah_status status = figure_find(&column, table, published_name(ranking->published), field, err);
    if (status != MAH_OK)
        return status;
    int64_t *place = memory_new(table->row_count + 1, sizeof *place);
    status = place != NULL ? figure_places(place, &unknown, table, column, err) : mah_no_memory(err);
    struct rank_facts facts = facts_of(ranking);
    if (status == MAH_OK)
        status = protect_ranking(out, &facts, column, place, ranking->rows, sort_rows(ranking, place), err);
    if (status == MAH_OK)
        status = warnings_add(notes, err, "By %s (%s), the greatest first; known in %zu of %zu mahalle", field,
                              table->columns[column].title, table->row_count - unknown, table->row_count);
    memory_free(place);
    return status;
}

/* ---- the figures behind a rank ---- */

static enum mah_status find_mahalle(size_t *row, const struct ranking *ranking, struct mah_error *err)
{
    const struct published_table *table = ranking->mahalle;
    size_t code, name, ilce;
    bool has_name = published_column_find(table, "mah_name", &name);
    bool has_ilce = published_column_find(table, "ilce_name", &ilce);
    (void)published_column_find(table, "mah_code", &code);
    struct searched_place *places = memory_new(table->row_count + 1, sizeof *places);
    if (places == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < table->row_count; i++) {
        const char *text = published_text(table, i, code);
        places[i] = (struct searched_place){text != NULL ? text : "", has_name ? published_text(table, i, name) : NULL,
                                            has_ilce ? published_text(table, i, ilce) : NULL};
    }
    enum mah_status status = name_search(row, places, table->row_count, ranking->request->explain, err);
    memory_free(places);
    return status;
}

static enum mah_status explain(struct mah_release **out, struct warnings *notes, struct ranking *ranking, size_t row,
                               struct mah_error *err)
{
    struct rank_facts facts = facts_of(ranking);
    enum mah_status status = rank_headline(notes, &facts, row, err);
    if (status == MAH_OK)
        status = protect_explain(out, &facts, row, err);
    if (status == MAH_OK)
        status = rank_notes(notes, &facts, ranking->top, ranking->seed, err);
    size_t code;
    const char *text =
        published_column_find(ranking->mahalle, "mah_code", &code) ? published_text(ranking->mahalle, row, code) : NULL;
    if (status == MAH_OK)
        status =
            warnings_add(notes, err,
                         "The households stand in the files named above; 'mahalle query PROJECT --mahalle %s' counts "
                         "them anew",
                         text != NULL ? text : "");
    return status;
}

static enum mah_status rank_by_need(struct mah_release **out, struct warnings *notes, struct ranking *ranking,
                                    struct mah_error *err)
{
    size_t row = 0;
    enum mah_status status = ranking->request->explain != NULL ? find_mahalle(&row, ranking, err) : MAH_OK;
    if (status == MAH_OK)
        status = compute(ranking, err);
    if (status == MAH_OK && ranking->request->explain != NULL)
        return explain(out, notes, ranking, row, err);
    struct rank_facts facts = facts_of(ranking);
    if (status == MAH_OK)
        status = protect_rank(out, &facts, ranking->rows, sort_rows(ranking, ranking->scores.place), err);
    if (status == MAH_OK)
        status = rank_notes(notes, &facts, ranking->top, ranking->seed, err);
    return status;
}

enum mah_status rank_published(struct mah_release **out, struct warnings *notes, const struct rank_request *request,
                               const char *path, struct mah_error *err)
{
    struct ranking ranking = {.request = request};
    enum mah_status status = open_file(&ranking, path, err);
    if (status == MAH_OK)
        status = request->by != NULL ? rank_by(out, notes, &ranking, err) : rank_by_need(out, notes, &ranking, err);
    ranking_release(&ranking);
    return status;
}
