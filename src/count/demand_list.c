/* What is kept of each household when somebody asks where a service should be built. */
#include "count/demand_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

__extension__ typedef __int128 wide;

void demand_list_release(struct demand_list *list)
{
    memory_free(list->rows);
    *list = (struct demand_list){0};
}

enum mah_status demand_list_add(struct demand_list *list, const struct demand_row *row, enum reach_outcome outcome,
                                struct mah_error *err)
{
    list->target_asked |= row->target_nano >= 0;
    if (outcome != REACH_PLACED) {
        struct demand_lost *lost = &list->lost[outcome];
        lost->households++;
        lost->all_nano += row->all_nano;
        lost->target_nano += row->target_nano > 0 ? row->target_nano : 0;
        return MAH_OK;
    }
    list->ages_unknown += row->target_nano < 0;
    if (memory_grow((void **)&list->rows, &list->capacity, list->count + 1, sizeof *list->rows) != 0)
        return mah_no_memory(err);
    list->rows[list->count++] = *row;
    return MAH_OK;
}

enum mah_status demand_list_merge(struct demand_list *into, struct demand_list *from, struct mah_error *err)
{
    if (memory_grow((void **)&into->rows, &into->capacity, into->count + from->count, sizeof *into->rows) != 0)
        return mah_no_memory(err);
    if (from->count > 0)
        memcpy(into->rows + into->count, from->rows, from->count * sizeof *from->rows);
    into->count += from->count;
    for (int i = 0; i < REACH_OUTCOMES; i++) {
        into->lost[i].households += from->lost[i].households;
        into->lost[i].all_nano += from->lost[i].all_nano;
        into->lost[i].target_nano += from->lost[i].target_nano;
    }
    into->ages_unknown += from->ages_unknown;
    into->target_asked |= from->target_asked;
    demand_list_release(from);
    return MAH_OK;
}

static int compare_rows(const void *a, const void *b)
{
    const struct demand_row *x = a, *y = b;
    if (x->place.x < y->place.x || x->place.x > y->place.x)
        return x->place.x < y->place.x ? -1 : 1;
    if (x->place.y < y->place.y || x->place.y > y->place.y)
        return x->place.y < y->place.y ? -1 : 1;
    const int64_t px[] = {x->all_nano, x->target_nano, x->recent_nano},
                  py[] = {y->all_nano, y->target_nano, y->recent_nano};
    for (int i = 0; i < 3; i++)
        if (px[i] != py[i])
            return px[i] < py[i] ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    /* By the bytes, since NAN has its place, too. NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-*) */
    return memcmp(&x->distance_m, &y->distance_m, sizeof x->distance_m);
}

void demand_list_sort(struct demand_list *list)
{
    if (list->count > 1)
        qsort(list->rows, list->count, sizeof *list->rows, compare_rows);
}

void demand_row_persons(const struct demand_row *row, bool takes_all, int64_t *persons_nano, int64_t *recent_nano)
{
    *persons_nano = takes_all ? row->all_nano : row->target_nano > 0 ? row->target_nano : 0;
    *recent_nano = row->recent_nano;
    if (*persons_nano == 0 || row->all_nano <= 0)
        *recent_nano = 0;
    else if (*persons_nano != row->all_nano)
        *recent_nano = (int64_t)(((wide)row->recent_nano * *persons_nano + row->all_nano / 2) / row->all_nano);
}
