/* The needs of a published file, as rows that projects are made from. */
#ifndef RUN_INVESTMENT_ROWS_H
#define RUN_INVESTMENT_ROWS_H

#include "config/investments.h"
#include "plan/investment_needs.h"
#include "protect/answer_invest.h"
#include "read/published.h"

struct investment_rows {
    struct published_table *mahalle, *services, *networks; /* services, networks: NULL where the file has none */
    struct investment_need *needs;                         /* by mahalle; what counts twice is left out */
    struct investment_detail *details;                     /* of each need */
    size_t count;
    size_t double_count; /* needs that were left out, because another one stands for them */
};

/* MAH_BAD_USAGE where the file has neither the table service_need nor mah_infra. Texts of details are borrowed from the
 * tables and the rules. Release with investment_rows_release, also after a failure. */
enum mah_status investment_rows_read(struct investment_rows *out, const struct published *published,
                                     const struct investment_rules *rules, struct mah_error *err);
void investment_rows_release(struct investment_rows *rows);

#endif
