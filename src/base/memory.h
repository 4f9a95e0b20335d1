/* Where does our memory come from? One door, so that tests can make the n-th request fail. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Zeroed memory for count items of size bytes, or NULL (also where the product overflows). Free with memory_free. */
void *memory_new(size_t count, size_t size);

/* Like realloc for count items of size bytes; the old block stays valid on failure. New bytes are not zeroed. */
void *memory_resize(void *block, size_t count, size_t size);

/*
 * Makes room for at least `wanted` items in *block (capacity doubles). Returns 0, or -1 with *block unchanged.
 * Use: if (memory_grow((void **)&list, &capacity, count + 1, sizeof *list) != 0) return mah_no_memory(err);
 */
int memory_grow(void **block, size_t *capacity, size_t wanted, size_t size);

char *memory_copy_text(const char *text);                  /* NULL in, NULL out */
char *memory_copy_bytes(const char *bytes, size_t length); /* adds a final NUL */
void memory_free(void *block);                             /* NULL is allowed */

/* Testing only: the n-th request from now (1-based) and all after it fail; 0 switches this off. */
void memory_fail_from(size_t nth);
void memory_fail_only(size_t nth); /* that one fails, and the next are granted again */
size_t memory_request_count(void); /* requests since one of these was last called */

#endif
