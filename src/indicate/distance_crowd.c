/* How coarsely must a distance be told so that it could be that of many households? */
#include "indicate/distance_crowd.h"

#include "base/memory.h"
#include "indicate/rate.h"

enum mah_status area_distances_new(struct area_distances *out, const struct rising_row *rows, size_t count,
                                   const struct reach_store *store, size_t mahalle_count, struct mah_error *err)
{
    *out = (struct area_distances){.distance_m = memory_new(count + 1, sizeof *out->distance_m),
                                   .start = memory_new(mahalle_count + 2, sizeof *out->start)};
    if (out->distance_m == NULL || out->start == NULL) {
        area_distances_release(out);
        return mah_no_memory(err);
    }
    size_t *next = out->start + 1; /* becomes the start of the next area while it is filled */
    for (size_t i = 0; i < count; i++)
        next[reach_store_row(store, rows[i].row)->mahalle + 1]++;
    for (size_t area = 1; area <= mahalle_count; area++)
        next[area] += next[area - 1];
    for (size_t i = 0; i < count; i++)
        out->distance_m[next[reach_store_row(store, rows[i].row)->mahalle]++] = rows[i].distance_m;
    return MAH_OK;
}

void area_distances_release(struct area_distances *distances)
{
    memory_free(distances->distance_m);
    memory_free(distances->start);
    *distances = (struct area_distances){NULL, NULL};
}

/* How many of them are less. */
static size_t count_below(const float *rising, size_t count, size_t stride, double distance_m)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        double it = (double)*(const float *)(const void *)((const char *)rising + middle * stride);
        if (it < distance_m)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const float steps_m[] = {10, 20, 50, 100, 200, 500, 1000, 2000, 5000};

float distance_crowd_step_m(const float *rising, size_t count, size_t stride, double distance_m)
{
    for (size_t i = 0; i < sizeof steps_m / sizeof *steps_m; i++) {
        double step_m = (double)steps_m[i], told_m = rate_round_to_step(rate_of(distance_m), step_m).value;
        size_t below = count_below(rising, count, stride, told_m - step_m / 2);
        if (count_below(rising, count, stride, told_m + step_m / 2) - below >= DISTANCE_CROWD)
            return steps_m[i];
    }
    return 0;
}

float mean_pulls_step_m(const struct mean_pulls *pulls, int64_t persons)
{
    double pull = 0;
    int64_t others = persons;
    for (size_t i = 0; i < DISTANCE_FEW; i++) {
        pull += pulls->pull[i];
        others -= pulls->persons[i];
    }
    for (size_t i = 0; i < sizeof steps_m / sizeof *steps_m; i++)
        if (pull <= (double)steps_m[i] * (double)others)
            return steps_m[i];
    return 0;
}
