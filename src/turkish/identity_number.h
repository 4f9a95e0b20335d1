/* Is this the identity number of a person? T.C. kimlik no: 11 digits, the last two of which check the others; the
 * numbers of foreigners, which start with 99, are made alike. */
#ifndef TURKISH_IDENTITY_NUMBER_H
#define TURKISH_IDENTITY_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IDENTITY_DIGITS = 11 };

/* What was found in one place, a column say. About one in a hundred numbers of 11 digits checks by chance. */
struct identity_count {
    uint64_t numbers, checked; /* of 11 digits that do not start with 0; those of them whose last two digits check */
    int64_t first_row;         /* of the first that checks, where there is one */
};

/* Counts the numbers of 11 digits that stand in a text as words: "10000000146", "TC: 10000000146", "10000000146.0". */
void identity_count_text(struct identity_count *count, const char *bytes, size_t length, int64_t row);
/* The same for a number that is no text. */
void identity_count_number(struct identity_count *count, double number, int64_t row);
/* Adds what was found elsewhere of the same. */
void identity_count_add(struct identity_count *into, const struct identity_count *from);

/* Are these identity numbers, or other numbers of 11 digits some of which check by chance? docs/decisions/0032. */
static inline bool identity_count_tells(const struct identity_count *count)
{
    return count->checked * 2 > count->numbers;
}

/* Can it be one at all? The cheap question before identity_count_number. */
static inline bool identity_may_be(double number)
{
    return number >= 1e10 && number < 1e11;
}

#endif
