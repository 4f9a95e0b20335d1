/* Where does our memory come from? One door, so that tests can make the n-th request fail. */
#include "base/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static atomic_size_t fail_from;
static atomic_size_t fail_until; /* the last that fails */
static atomic_size_t requests;

static void fail_between(size_t from, size_t until)
{
    atomic_store(&requests, 0);
    atomic_store(&fail_until, until);
    atomic_store(&fail_from, from);
}

void memory_fail_from(size_t nth)
{
    fail_between(nth, SIZE_MAX);
}

void memory_fail_only(size_t nth)
{
    fail_between(nth, nth);
}

size_t memory_request_count(void)
{
    return atomic_load(&requests);
}

static int must_fail(void)
{
    size_t request = atomic_fetch_add_explicit(&requests, 1, memory_order_relaxed) + 1;
    size_t from = atomic_load_explicit(&fail_from, memory_order_relaxed);
    return from != 0 && request >= from && request <= atomic_load_explicit(&fail_until, memory_order_relaxed);
}

void *memory_new(size_t count, size_t size)
{
    if (must_fail())
        return NULL;
    return calloc(count > 0 ? count : 1, size > 0 ? size : 1);
}

void *memory_resize(void *block, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    if (must_fail())
        return NULL;
    size_t bytes = count * size;
    return realloc(block, bytes > 0 ? bytes : 1);
}

int memory_grow(void **block, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity)
        return 0;
    size_t larger = *capacity < 8 ? 8 : *capacity;
    while (larger < wanted) {
        if (larger > SIZE_MAX / 2)
            return -1;
        larger *= 2;
    }
    void *grown = memory_resize(*block, larger, size);
    if (grown == NULL)
        return -1;
    *block = grown;
    *capacity = larger;
    return 0;
}

char *memory_copy_bytes(const char *bytes, size_t length)
{
    if (length == SIZE_MAX || must_fail())
        return NULL;
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *memory_copy_text(const char *text)
{
    return text == NULL ? NULL : memory_copy_bytes(text, strlen(text));
}

void memory_free(void *block)
{
    free(block);
}
