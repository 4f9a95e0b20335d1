/* How an answer from published figures is made: private to the files answer_published*.c. */
#ifndef PROTECT_ANSWER_PUBLISHED_PARTS_H
#define PROTECT_ANSWER_PUBLISHED_PARTS_H

#include "indicate/indicators.h"
#include "protect/answer_published.h"
#include "protect/row_writer.h"

/* Where the figures of mah_indicators stand; SIZE_MAX for what the file lacks. */
struct mahalle_columns {
    size_t code, area, records, flag;
    size_t measure[MEASURE_COUNT], indicator[INDICATOR_COUNT];
};

struct answering {
    const struct published_answer *answer;
    enum language language;
    bool is_rounded; /* the file shows whole fives and per cents */
    bool is_secure;  /* the file hides nothing */
    struct mahalle_columns columns;
    struct area_counts city; /* as published, else the sum of all mahalle that show their share of migrants */
    struct row_writer row;
};

/* What a unit is made of. */
struct unit_parts {
    size_t mahalle, cut, hidden, last_row;
    bool is_city; /* all mahalle, and the file has figures of the whole city */
};

/* SIZE_MAX where the table has no such column. */
size_t published_column_of(const struct published_table *table, const char *name);
/* Adds a share of a figure. A sum with a part that is not shown is unknown: without it, it would be a wrong number. */
void published_add_share(struct count *sum, double value, double share);
/* A figure of the whole city, in city_summary; unknown where it has none. */
struct rate published_city_figure(const struct published_answer *answer, const char *indicator);
/* The counts of a unit: of the whole city as published, else the sum of its parts. */
struct area_counts published_sum(const struct answering *answering, size_t unit, struct unit_parts *parts);
/* The rows of a unit by origin, year or service, from the long table of the key. */
void published_add_keys(struct answering *answering, size_t unit);

#endif
