/* How far does the order depend on the choices? A thousand other choices, and the ranks they give. */
#include <math.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "base/random.h"
#include "base/workers.h"
#include "plan/priority.h"
#include "plan/rank_keys.h"

enum { METHODS = 4, CONCENTRATION = 10, ROWS_A_TURN = 32 };
static const double nothing_known = 1e-9;

/* One normalisation, as it is added up: column by column, zero where unknown. */
struct method {
    double *plain, *logs; /* y, and 1 - ln(0.01 + 0.99 y) / ln 0.01, which lies in 0..1 as well */
};

struct drawing {
    const struct priority_table *table;
    size_t *rows; /* those that have a score */
    size_t count;
    struct method methods[METHODS];
    size_t method_count;
    size_t *missing,
        *missing_start; /* of each column, places in rows whose value is unknown: [start[k], start[k + 1]) */
    double *weights;    /* base, adding up to 1 */
    uint32_t *ranks;    /* draw by draw: twice the rank of each of rows */
    size_t draw_count, top;
    uint64_t seed;
    const struct priority_scores *scores;
    struct priority_draws *out;
    struct scratch {
        double *weights, *score, *known;
        struct ranked_key *keys, *spare;
    } * scratch; /* one a worker */
    size_t worker_count;
    atomic_size_t next;
};

void priority_draws_release(struct priority_draws *draws)
{
    memory_free(draws->low);
    memory_free(draws->high);
    memory_free(draws->median);
    memory_free(draws->share_top);
    memory_free(draws->shift);
    *draws = (struct priority_draws){0};
}

static void drawing_release(struct drawing *drawing)
{
    for (size_t m = 0; m < METHODS; m++) {
        memory_free(drawing->methods[m].plain);
        memory_free(drawing->methods[m].logs);
    }
    for (size_t w = 0; drawing->scratch != NULL && w < drawing->worker_count; w++) {
        memory_free(drawing->scratch[w].weights);
        memory_free(drawing->scratch[w].score);
        memory_free(drawing->scratch[w].known);
        memory_free(drawing->scratch[w].keys);
        memory_free(drawing->scratch[w].spare);
    }
    memory_free(drawing->scratch);
    memory_free(drawing->rows);
    memory_free(drawing->missing);
    memory_free(drawing->missing_start);
    memory_free(drawing->ranks);
}

/* ---- what all draws share ---- */

static enum mah_status list_rows(struct drawing *drawing, struct mah_error *err)
{
    const struct priority_scores *scores = drawing->scores;
    drawing->rows = memory_new(scores->row_count + 1, sizeof *drawing->rows);
    if (drawing->rows == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < scores->row_count; i++)
        if (!isnan(scores->rank[i]))
            drawing->rows[drawing->count++] = i;
    return MAH_OK;
}

static enum mah_status list_missing(struct drawing *drawing, struct mah_error *err)
{
    const struct priority_table *table = drawing->table;
    size_t columns = table->column_count, found = 0;
    drawing->missing_start = memory_new(columns + 1, sizeof *drawing->missing_start);
    for (size_t k = 0; k < columns; k++)
        for (size_t i = 0; i < drawing->count; i++)
            found += isnan(table->columns[k].values[drawing->rows[i]]) ? 1 : 0;
    drawing->missing = memory_new(found + 1, sizeof *drawing->missing);
    if (drawing->missing_start == NULL || drawing->missing == NULL)
        return mah_no_memory(err);
    found = 0;
    for (size_t k = 0; k < columns; k++) {
        for (size_t i = 0; i < drawing->count; i++)
            if (isnan(table->columns[k].values[drawing->rows[i]]))
                drawing->missing[found++] = i;
        drawing->missing_start[k + 1] = found;
    }
    return MAH_OK;
}

static enum mah_status add_method(struct drawing *drawing, enum priority_normalisation normalisation,
                                  struct mah_error *err)
{
    const struct priority_table *table = drawing->table;
    struct method *method = &drawing->methods[drawing->method_count++];
    double *all = memory_new(table->row_count + 1, sizeof *all);
    size_t *order = memory_new(table->row_count + 1, sizeof *order);
    method->plain = memory_new(table->column_count * drawing->count + 1, sizeof *method->plain);
    method->logs = memory_new(table->column_count * drawing->count + 1, sizeof *method->logs);
    bool is_short = all == NULL || order == NULL || method->plain == NULL || method->logs == NULL, constant;
    for (size_t k = 0; !is_short && k < table->column_count; k++) {
        priority_normalise(all, &table->columns[k], &table->rules, normalisation, table->row_count, order, &constant);
        for (size_t i = 0; i < drawing->count; i++) {
            double y = all[drawing->rows[i]];
            method->plain[k * drawing->count + i] = isnan(y) ? 0 : y;
            method->logs[k * drawing->count + i] = isnan(y) ? 0 : 1 - log(0.01 + 0.99 * y) / log(0.01);
        }
    }
    memory_free(all);
    memory_free(order);
    return is_short ? mah_no_memory(err) : MAH_OK;
}

static enum mah_status make_scratch(struct drawing *drawing, size_t workers, struct mah_error *err)
{
    size_t longest = drawing->count > drawing->draw_count ? drawing->count : drawing->draw_count;
    drawing->scratch = memory_new(workers, sizeof *drawing->scratch);
    drawing->worker_count = workers;
    for (size_t w = 0; drawing->scratch != NULL && w < workers; w++) {
        struct scratch *scratch = &drawing->scratch[w];
        scratch->weights = memory_new(drawing->table->column_count + 1, sizeof *scratch->weights);
        scratch->score = memory_new(drawing->count + 1, sizeof *scratch->score);
        scratch->known = memory_new(drawing->count + 1, sizeof *scratch->known);
        scratch->keys = memory_new(longest + 1, sizeof *scratch->keys);
        scratch->spare = memory_new(longest + 1, sizeof *scratch->spare);
        if (scratch->weights == NULL || scratch->score == NULL || scratch->known == NULL || scratch->keys == NULL ||
            scratch->spare == NULL)
            return mah_no_memory(err);
    }
    return drawing->scratch != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status prepare(struct drawing *drawing, size_t workers, struct mah_error *err)
{
    enum mah_status status = list_rows(drawing, err);
    if (status == MAH_OK)
        status = list_missing(drawing, err);
    for (int m = 0; status == MAH_OK && m < METHODS; m++)
        if (m != NORMALISE_TARGET || drawing->table->rules.normalisation == NORMALISE_TARGET)
            status = add_method(drawing, (enum priority_normalisation)m, err);
    if (status == MAH_OK)
        status = make_scratch(drawing, workers, err);
    if (status == MAH_OK && drawing->count > SIZE_MAX / drawing->draw_count)
        return mah_no_memory(err);
    if (status == MAH_OK)
        drawing->ranks = memory_new(drawing->count * drawing->draw_count + 1, sizeof *drawing->ranks);
    return status != MAH_OK || drawing->ranks != NULL ? status : mah_no_memory(err);
}

/* ---- one draw ---- */

/* Dirichlet: gamma numbers, divided by their sum. The one that is left out has no weight. */
static void draw_weights(double *out, const struct drawing *drawing, struct random_stream *stream, size_t left_out)
{
    size_t columns = drawing->table->column_count;
    double sum = 0;
    for (size_t k = 0; k < columns; k++) {
        out[k] = random_gamma(stream, CONCENTRATION * (double)columns * drawing->weights[k]);
        if (k == left_out)
            out[k] = 0;
        sum += out[k];
    }
    for (size_t k = 0; k < columns && sum > 0; k++)
        out[k] /= sum;
}

static void add_up(struct scratch *scratch, const struct drawing *drawing, const double *values, size_t left_out)
{
    size_t count = drawing->count;
    for (size_t i = 0; i < count; i++) {
        scratch->score[i] = 0;
        scratch->known[i] = 1;
    }
    for (size_t k = 0; k < drawing->table->column_count; k++) {
        double weight = scratch->weights[k];
        const double *column = values + k * count;
        for (size_t i = 0; i < count; i++)
            scratch->score[i] += weight * column[i];
        for (size_t m = drawing->missing_start[k]; m < drawing->missing_start[k + 1]; m++)
            scratch->known[drawing->missing[m]] -= weight;
    }
    for (size_t i = 0; i < count; i++)
        scratch->score[i] = scratch->known[i] > nothing_known         ? scratch->score[i] / scratch->known[i]
                            : left_out < drawing->table->column_count ? values[left_out * count + i]
                                                                      : 0;
}

/* Scores become whole numbers in steps of 2.5e-10, so that what differs by rounding only is a tie; great ones first. */
static void rank_rows(struct scratch *scratch, uint32_t *ranks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double need = fmin(1, fmax(0, 1 - scratch->score[i]));
        scratch->keys[i] = (struct ranked_key){(uint32_t)(need * 4e9 + 0.5), (uint32_t)i};
    }
    ranked_keys_sort(scratch->keys, scratch->spare, count, UINT32_MAX);
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && scratch->keys[end].key == scratch->keys[start].key)
            end++;
        for (size_t i = start; i < end; i++)
            ranks[scratch->keys[i].row] = (uint32_t)(start + 1 + end);
    }
}

static enum mah_status work_on_draws(void *shared, size_t worker, struct mah_error *err)
{
    struct drawing *drawing = shared;
    struct scratch *scratch = &drawing->scratch[worker];
    size_t columns = drawing->table->column_count, draw;
    (void)err;
    while ((draw = atomic_fetch_add(&drawing->next, 1)) < drawing->draw_count) {
        struct random_stream stream;
        random_start(&stream, drawing->seed, draw);
        const struct method *method = &drawing->methods[random_below(&stream, drawing->method_count)];
        bool is_geometric = random_below(&stream, 2) == 1;
        size_t left_out = columns > 1 ? random_below(&stream, columns + 1) : columns;
        draw_weights(scratch->weights, drawing, &stream, left_out);
        add_up(scratch, drawing, is_geometric ? method->logs : method->plain, left_out);
        rank_rows(scratch, drawing->ranks + draw * drawing->count, drawing->count);
    }
    return MAH_OK;
}

/* ---- what they say of a mahalle ---- */

static double quantile_of(const struct ranked_key *ascending, size_t count, size_t per_hundred)
{
    size_t needed = (per_hundred * count + 99) / 100;
    return ascending[needed > 0 ? needed - 1 : 0].key / 2.0;
}

static void sum_up_row(struct drawing *drawing, struct scratch *scratch, size_t i)
{
    struct priority_draws *out = drawing->out;
    size_t row = drawing->rows[i], draws = drawing->draw_count, in_top = 0;
    double base = drawing->scores->rank[row], shift = 0;
    for (size_t d = 0; d < draws; d++) {
        uint32_t twice = drawing->ranks[d * drawing->count + i];
        scratch->keys[d].key = twice;
        in_top += twice <= 2 * drawing->top;
        shift += fabs(twice / 2.0 - base);
    }
    ranked_keys_sort(scratch->keys, scratch->spare, draws, (uint32_t)(2 * drawing->count));
    out->low[row] = quantile_of(scratch->keys, draws, 5);
    out->median[row] = quantile_of(scratch->keys, draws, 50);
    out->high[row] = quantile_of(scratch->keys, draws, 95);
    out->share_top[row] = (double)in_top / (double)draws;
    out->shift[row] = shift / (double)draws;
}

static enum mah_status work_on_rows(void *shared, size_t worker, struct mah_error *err)
{
    struct drawing *drawing = shared;
    size_t first;
    (void)err;
    while ((first = atomic_fetch_add(&drawing->next, ROWS_A_TURN)) < drawing->count)
        for (size_t i = first; i < first + ROWS_A_TURN && i < drawing->count; i++)
            sum_up_row(drawing, &drawing->scratch[worker], i);
    return MAH_OK;
}

static enum mah_status make_room(struct priority_draws *out, size_t rows, size_t draw_count, struct mah_error *err)
{
    *out = (struct priority_draws){.draw_count = draw_count};
    double **lists[] = {&out->low, &out->high, &out->median, &out->share_top, &out->shift};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        *lists[i] = memory_new(rows + 1, sizeof **lists[i]);
        if (*lists[i] == NULL)
            return mah_no_memory(err);
        for (size_t row = 0; row < rows; row++)
            (*lists[i])[row] = NAN;
    }
    return MAH_OK;
}

enum mah_status priority_draw(struct priority_draws *out, const struct priority_table *table,
                              const struct priority_scores *scores, size_t draw_count, uint64_t seed, size_t top,
                              size_t threads, struct mah_error *err)
{
    struct drawing drawing = {.table = table,
                              .scores = scores,
                              .weights = scores->weights,
                              .draw_count = draw_count,
                              .seed = seed,
                              .top = top,
                              .out = out};
    enum mah_status status = make_room(out, table->row_count, draw_count, err);
    if (status != MAH_OK || draw_count == 0 || scores->known_count == 0)
        return status;
    if (threads == 0)
        threads = 1;
    status = prepare(&drawing, threads, err);
    if (status == MAH_OK)
        status = workers_run(threads, work_on_draws, &drawing, err);
    atomic_store(&drawing.next, 0);
    if (status == MAH_OK)
        status = workers_run(threads, work_on_rows, &drawing, err);
    double sum = 0;
    for (size_t i = 0; status == MAH_OK && i < drawing.count; i++)
        sum += out->shift[drawing.rows[i]];
    out->mean_shift = status == MAH_OK ? sum / (double)drawing.count : NAN;
    drawing_release(&drawing);
    return status;
}
