/* Most of the time that it takes to open a file of households goes to the hundreds of names a column may have: targets
 * that open thousands of files a minute do with a few. */
#ifndef TESTS_FEW_ALIASES_H
#define TESTS_FEW_ALIASES_H

#include "base/data_table.h"
#include "base/layers.h"
#include "base/memory.h"
#include "fuzz.h"

/* From here on layers/fields.csv has one name for each field, and that is the one of the seeds. */
static inline void keep_few_aliases(void)
{
    static const char *const known[][2] = {{"hh_id", "hane_no"}, {"hh_size", "nufus"}, {"mah_name", "mahalle"},
                                           {"lon", "boylam"},    {"lat", "enlem"},     {"arr_year", "gelis_yili"}};
    struct data_table table;
    struct text few = TEXT_EMPTY;
    require(data_table_read(&table, "fields.csv", NULL) == MAH_OK);
    text_add(&few, "field,type,label_tr,label_en,class,aliases,weak_aliases\n");
    for (size_t row = 0; row < table.row_count; row++) {
        const char *field = data_table_cell(&table, row, "field"), *alias = "";
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (strcmp(known[i][0], field) == 0)
                alias = known[i][1];
        text_add_format(&few, "%s,%s,x,x,%s,%s,\n", field, data_table_cell(&table, row, "type"),
                        data_table_cell(&table, row, "class"), alias);
    }
    fuzz_write(fuzz_path("fields.csv"), text_bytes(&few), few.length);
    layers_set_folder(memory_copy_text(fuzz_path("")));
    text_release(&few);
    data_table_release(&table);
}

#endif
