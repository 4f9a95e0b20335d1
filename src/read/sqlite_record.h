/* Which values does a record of a SQLite table hold? (sqlite.org/fileformat2.html, 2.1: their types stand in its head)
 */
#ifndef READ_SQLITE_RECORD_H
#define READ_SQLITE_RECORD_H

#include <endian.h>
#include <string.h>

#include "read/sqlite_page.h"

/* Serial types; from 12 on even ones are blobs and odd ones texts. */
enum { RECORD_NULL = 0, RECORD_REAL = 7, RECORD_ZERO = 8, RECORD_ONE = 9, RECORD_RESERVED = 10, RECORD_BYTES = 12 };

/* A walk along the columns of a record. */
struct record {
    const unsigned char *type_at, *types_end; /* of the next column */
    const unsigned char *end;
    uint32_t type, size;        /* of the column in hand, */
    const unsigned char *value; /* and where it stands */
};

/* False where the record cannot be right; one of no column at all is damaged to SQLite too. */
static inline bool record_start(struct record *record, const unsigned char *bytes, uint32_t length)
{
    const unsigned char *end = bytes + length;
    uint64_t head = length > 0 ? bytes[0] : 0;
    size_t step = 1;
    if (head >= 0x80)
        step = varint_read(&head, bytes, end);
    if (step == 0 || head <= step || head > length)
        return false;
    *record = (struct record){.type_at = bytes + step, .types_end = bytes + head, .end = end, .value = bytes + head};
    return true;
}

static inline bool record_has_more(const struct record *record)
{
    return record->type_at < record->types_end;
}

/* Is all of it used up where there are no more columns? SQLite asks the same of the columns that it looks at. */
static inline bool record_is_whole(const struct record *record)
{
    return record_has_more(record) || record->value + record->size == record->end;
}

/* To the next column, which there is; false where the record cannot be right. */
static inline bool record_step(struct record *record)
{
    static const uint8_t sizes[128] = {
        0,  1,  2,  3,  4,  6,  8,  8,  0,  0,  0,  0,  0,  0,  1,  1,  2,  2,  3,  3,  4,  4,  5,  5,  6,  6,
        7,  7,  8,  8,  9,  9,  10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 17, 18, 18, 19, 19,
        20, 20, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 26, 26, 27, 27, 28, 28, 29, 29, 30, 30, 31, 31, 32, 32,
        33, 33, 34, 34, 35, 35, 36, 36, 37, 37, 38, 38, 39, 39, 40, 40, 41, 41, 42, 42, 43, 43, 44, 44, 45, 45,
        46, 46, 47, 47, 48, 48, 49, 49, 50, 50, 51, 51, 52, 52, 53, 53, 54, 54, 55, 55, 56, 56, 57, 57};
    record->value += record->size;
    uint64_t type = *record->type_at;
    if (type < 0x80) {
        record->type_at++;
        record->size = sizes[type];
    } else {
        size_t step = varint_read(&type, record->type_at, record->types_end);
        if (step == 0 || type > UINT32_MAX || type < RECORD_BYTES)
            return false;
        record->type_at += step;
        record->size = (uint32_t)((type - RECORD_BYTES) / 2);
    }
    record->type = (uint32_t)type;
    return record->size <= (size_t)(record->end - record->value);
}

/* Of a type that is an integer: RECORD_NULL < type < RECORD_REAL, RECORD_ZERO, RECORD_ONE. Eight bytes from the value
 * on can be read (PAGE_SLACK). */
static inline int64_t record_integer(const struct record *record)
{
    static const uint8_t shifts[] = {0, 56, 48, 40, 32, 16, 0, 0, 0, 0};
    static const int64_t masks[] = {0, -1, -1, -1, -1, -1, -1, 0, 0, 0};
    static const int64_t constants[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    uint64_t word;
    memcpy(&word, record->value, sizeof word);
    uint32_t type = record->type;
    return (((int64_t)be64toh(word) >> shifts[type]) & masks[type]) + constants[type];
}

static inline double record_real(const struct record *record)
{
    uint64_t word;
    double value;
    memcpy(&word, record->value, sizeof word);
    word = be64toh(word);
    memcpy(&value, &word, sizeof value);
    return value;
}

#endif
