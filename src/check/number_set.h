/* Which whole numbers have been seen? Exactly, in little memory where many lie close together. */
#ifndef CHECK_NUMBER_SET_H
#define CHECK_NUMBER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Numbers are kept by pages of 65536. A page holds its few numbers itself (four in the sixteen bytes of the page), more
 * of them in an ascending list of two bytes a number, and from 4096 on in a bit for each number that there could be: a
 * million numbers in a row need 125 kB.
 */
struct number_set {
    struct number_page *pages; /* open addressing */
    size_t page_count, used;   /* page_count is a power of two */
    struct number_page *last;  /* the page of the last number, where the next one is likely to be; NULL: none */
};

/* Start with {0}. */
void number_set_release(struct number_set *set);

/* Adds a number; *is_new is false where it was added before. */
enum mah_status number_set_add(struct number_set *set, uint64_t number, bool *is_new, struct mah_error *err);

#endif
