/* Which whole numbers have been seen? */
#include "check/number_set.h"

#include <string.h>

#include "base/memory.h"

enum {
    PAGE_BITS = 16,
    PAGE_NUMBERS = 1 << PAGE_BITS,
    FEW = 4,            /* numbers that fit where the pointer stands */
    MOST_LISTED = 4096, /* a list of more is no smaller than a bit for each number of the page */
    FIRST_PAGES = 256
};

struct number_page {
    uint64_t place : 64 - PAGE_BITS; /* the page's number */
    uint64_t count : PAGE_BITS;      /* 0: an empty slot; MOST_LISTED + 1: bits */
    union {
        uint16_t few[FEW]; /* in no order */
        uint16_t *list;    /* ascending; room for the next power of two */
        uint64_t *bits;
    } numbers;
};

void number_set_release(struct number_set *set)
{
    for (size_t i = 0; i < set->page_count; i++) {
        if (set->pages[i].count > MOST_LISTED)
            memory_free(set->pages[i].numbers.bits);
        else if (set->pages[i].count > FEW)
            memory_free(set->pages[i].numbers.list);
    }
    memory_free(set->pages);
    *set = (struct number_set){0};
}

static struct number_page *find_page(struct number_page *pages, size_t page_count, uint64_t place)
{
    uint64_t mixed = place * 0x9E3779B97F4A7C15u; /* Fibonacci hashing */
    size_t at = (size_t)(mixed >> 32) & (page_count - 1);
    while (pages[at].count != 0 && pages[at].place != place)
        at = (at + 1) & (page_count - 1);
    return &pages[at];
}

static enum mah_status enlarge(struct number_set *set, struct mah_error *err)
{
    size_t larger = set->page_count > 0 ? 2 * set->page_count : FIRST_PAGES;
    struct number_page *pages = memory_new(larger, sizeof *pages);
    if (pages == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < set->page_count; i++)
        if (set->pages[i].count != 0)
            *find_page(pages, larger, set->pages[i].place) = set->pages[i];
    memory_free(set->pages);
    set->pages = pages;
    set->page_count = larger;
    return MAH_OK;
}

static bool is_among_few(const struct number_page *page, uint16_t low)
{
    bool found = false;
    for (unsigned i = 0; i < page->count; i++)
        found = found || page->numbers.few[i] == low;
    return found;
}

/* Where the number stands in the list, or would stand. */
static size_t place_in_list(const struct number_page *page, uint16_t low)
{
    size_t from = 0, to = page->count;
    if (page->numbers.list[to - 1] < low)
        return to; /* numbers mostly rise */
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (page->numbers.list[middle] < low)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void insert(uint16_t *list, size_t count, size_t at, uint16_t low)
{
    memmove(list + at + 1, list + at, (count - at) * sizeof *list);
    list[at] = low;
}

/* The few become a list. */
static enum mah_status start_list(struct number_page *page, uint16_t low, struct mah_error *err)
{
    uint16_t *list = memory_resize(NULL, 2 * (size_t)FEW, sizeof *list);
    if (list == NULL)
        return mah_no_memory(err);
    size_t count = 0;
    for (; count < FEW; count++) {
        size_t at = count;
        while (at > 0 && list[at - 1] > page->numbers.few[count])
            at--;
        insert(list, count, at, page->numbers.few[count]);
    }
    page->numbers.list = list;
    insert(list, count, place_in_list(page, low), low);
    page->count++;
    return MAH_OK;
}

static enum mah_status lengthen_list(struct number_page *page, size_t at, uint16_t low, struct mah_error *err)
{
    size_t count = page->count;
    if ((count & (count - 1)) == 0) { /* full */
        uint16_t *list = memory_resize(page->numbers.list, 2 * count, sizeof *list);
        if (list == NULL)
            return mah_no_memory(err);
        page->numbers.list = list;
    }
    insert(page->numbers.list, count, at, low);
    page->count++;
    return MAH_OK;
}

static void set_bit(uint64_t *bits, uint16_t low)
{
    bits[low / 64] |= UINT64_C(1) << low % 64;
}

/* The list becomes bits. */
static enum mah_status start_bits(struct number_page *page, uint16_t low, struct mah_error *err)
{
    uint64_t *bits = memory_new(PAGE_NUMBERS / 64, sizeof *bits);
    if (bits == NULL)
        return mah_no_memory(err);
    for (unsigned i = 0; i < page->count; i++)
        set_bit(bits, page->numbers.list[i]);
    set_bit(bits, low);
    memory_free(page->numbers.list);
    page->numbers.bits = bits;
    page->count = MOST_LISTED + 1;
    return MAH_OK;
}

/* On failure the page is as it was. */
static enum mah_status add_to_page(struct number_page *page, uint16_t low, bool *is_new, struct mah_error *err)
{
    if (page->count > MOST_LISTED) {
        *is_new = (page->numbers.bits[low / 64] >> low % 64 & 1) == 0;
        set_bit(page->numbers.bits, low);
        return MAH_OK;
    }
    if (page->count <= FEW) {
        *is_new = !is_among_few(page, low);
        if (!*is_new)
            return MAH_OK;
        if (page->count == FEW)
            return start_list(page, low, err);
        page->numbers.few[page->count] = low;
        page->count++;
        return MAH_OK;
    }
    size_t at = place_in_list(page, low);
    *is_new = at == page->count || page->numbers.list[at] != low;
    if (!*is_new)
        return MAH_OK;
    return page->count == MOST_LISTED ? start_bits(page, low, err) : lengthen_list(page, at, low, err);
}

enum mah_status number_set_add(struct number_set *set, uint64_t number, bool *is_new, struct mah_error *err)
{
    uint64_t place = number >> PAGE_BITS;
    *is_new = true;
    if (set->last == NULL || set->last->place != place) {
        if (set->used * 4 >= set->page_count * 3) {
            set->last = NULL;
            enum mah_status status = enlarge(set, err);
            if (status != MAH_OK)
                return status;
        }
        set->last = find_page(set->pages, set->page_count, place);
        if (set->last->count == 0) {
            set->last->place = place & ((UINT64_C(1) << (64 - PAGE_BITS)) - 1);
            set->used++;
        }
    }
    return add_to_page(set->last, (uint16_t)number, is_new, err);
}
