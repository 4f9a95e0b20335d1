/* What does a unit cost? The file of --costs: code or name of a service or network, cost of a unit, and where it is
 * from. */
#ifndef CONFIG_INVESTMENT_COSTS_H
#define CONFIG_INVESTMENT_COSTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/investments.h"

/* What the cost is paid for. */
enum cost_unit { COST_ANY_UNIT, COST_CAPACITY, COST_AREA, COST_HOUSEHOLD };

struct unit_cost {
    bool is_network;
    char *code;
    enum cost_unit unit;
    double cost;  /* above 0 */
    char *source; /* source and year, "" where the file says none */
    size_t line;
};

struct unit_costs {
    struct unit_cost *rows;
    size_t count, capacity;
};

/*
 * Reads a table in UTF-8 or Windows-1254, separated by semicolons or commas, with the columns service_type (or hizmet,
 * network, şebeke
 * ...) and unit_cost (or birim_maliyet, maliyet, bedel ...), and perhaps unit, source and year (birim, kaynak, yıl).
 * Amounts as amount_read. MAH_BAD_SOURCE names file and line: a code or name that nothing bears, a unit that is not
 * the need's, an amount that is none, two rows of one code and unit. Release with unit_costs_release, also after a
 * failure.
 */
enum mah_status unit_costs_read(struct unit_costs *out, const char *path, const struct investment_rules *rules,
                                struct mah_error *err);
void unit_costs_release(struct unit_costs *costs);

/* The row for a need; NULL where there is none. A row of its unit comes before one without a unit. */
const struct unit_cost *unit_cost_find(const struct unit_costs *costs, bool is_network, const char *code,
                                       enum cost_unit unit);

#endif
