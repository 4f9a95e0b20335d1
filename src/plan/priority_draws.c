/* How far does the order depend on the choices? A thousand other choices, and the ranks they give. */
#include <math.h>

#include "base/memory.h"
#include "base/random.h"
#include "base/workers.h"
#include "plan/priority_drawing.h"

enum { CONCENTRATION = 10, ROWS_A_TURN = 32 };
static const double nothing_known = 1e-9;

void priority_draws_release(struct priority_draws *draws)
{
    memory_free(draws->low);
    memory_free(draws->high);
    memory_free(draws->median);
    memory_free(draws->share_top);
    memory_free(draws->shift);
    *draws = (struct priority_draws){0};
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
    status = drawing_prepare(&drawing, threads, err);
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
