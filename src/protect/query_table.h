/* The table `query`: what an answer about areas is made of, whether it comes from households or from a published file.
 */
#ifndef PROTECT_QUERY_TABLE_H
#define PROTECT_QUERY_TABLE_H

#include "config/query.h"
#include "count/measures.h"
#include "indicate/indicators.h"
#include "indicate/rate.h"
#include "protect/output_fields.h"
#include "protect/release_build.h"
#include "protect/row_writer.h"

/* Whose columns the table has. */
enum query_source { QUERY_OF_HOUSEHOLDS, QUERY_OF_PUBLISHED };

/* Adds the table with the columns that the key asks for: those of mah_indicators for an area or its parts, persons and
 * shares for origins, years and ages, coverage for services. */
enum mah_status query_table_add(struct release_table **out, struct mah_release *release,
                                const struct output_fields *fields, const struct query *query, enum query_source source,
                                struct mah_error *err);

/* Begins a row: the area, and what part of it the row is where the answer is divided. */
void put_query_row(struct row_writer *row, const struct query *query, const char *area, const char *by,
                   const char *by_name);
/* part / whole, at most 1: two counts that were moved or rounded on their own may exceed it. Whole per cents where
 * counts are rounded. */
struct rate query_share(struct rate part, struct rate whole, bool is_rounded);
/* "0-2" .. "65+": the age bands of an answer by age. */
extern const char *const query_age_bands[];

/* Flag and what it means, in the language of the release; NULL or "" for none. */
void put_flag(struct row_writer *row, const char *flag, enum language language);
/* The same, and that the row must not stand beside a published file. */
void put_flag_of_unpublished(struct row_writer *row, const char *flag, enum language language);

#endif
