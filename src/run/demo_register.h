/* haneler.csv of the sample city: one row a household, some of them with a planted fault; and hatalar.csv, which lists
 * these. */
#ifndef RUN_DEMO_REGISTER_H
#define RUN_DEMO_REGISTER_H

#include "base/text.h"
#include "run/demo_people.h"

/* The columns of haneler.csv, in their order. */
enum demo_column {
    DEMO_HANE_NO,
    DEMO_BOYLAM,
    DEMO_ENLEM,
    DEMO_HANE_NUFUSU,
    DEMO_GELIS_YILI,
    DEMO_GELDIGI_IL,
    DEMO_GELDIGI_ULKE,
    DEMO_MULKIYET,
    DEMO_KONUT_TIPI,
    DEMO_ODA_SAYISI,
    DEMO_YAS_0_2,
    DEMO_YAS_65P = DEMO_YAS_0_2 + DEMO_AGE_BANDS - 1,
    DEMO_SEBEKE_SUYU,
    DEMO_COP_TOPLAMA = DEMO_SEBEKE_SUYU + DEMO_NETWORKS - 1,
    DEMO_MAHALLE_ADI,
    DEMO_ILCE,
    DEMO_AGIRLIK,
    DEMO_COLUMNS
};

enum { DEMO_CELL_BYTES = 64 };
struct demo_record {
    char cells[DEMO_COLUMNS][DEMO_CELL_BYTES];
};

/* Writes both tables as text. */
enum mah_status demo_register_write(struct text *register_table, struct text *fault_table,
                                    const struct demo_household *households, size_t count, const struct demo_plan *plan,
                                    const struct demo_shape *shape, struct mah_error *err);

/* "39.123456" */
void demo_write_degrees(char *out, size_t size, int32_t millionths);

#endif
