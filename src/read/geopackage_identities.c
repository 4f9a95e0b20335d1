/* Does a record of a GeoPackage hold an identity number of a person? Its head says which columns can. */
#include "read/geopackage_identities.h"

#include "read/sqlite_record.h"

bool geopackage_identities_look(struct identity_columns *identities, const struct record_columns *columns,
                                const struct page_cell *cell)
{
    enum { SIX_BYTES = 5, TEXT_OF_ELEVEN = RECORD_BYTES + 1 + 2 * IDENTITY_DIGITS }; /* the least that can hold one */
    struct record record;
    if (columns->row_number_column >= 0)
        identity_columns_number(identities, (size_t)columns->row_number_column, (double)cell->row, cell->row);
    if (!record_start(&record, cell->record, cell->length))
        return false;
    for (size_t i = 0; i < columns->all_count && record_has_more(&record); i++) {
        if (!record_step(&record))
            return false;
        if (record.type < SIX_BYTES || columns->all[i] < 0)
            continue;
        size_t column = (size_t)columns->all[i];
        if (record.type >= TEXT_OF_ELEVEN && record.type % 2 == 1)
            identity_columns_text(identities, column, (struct slice){(const char *)record.value, record.size},
                                  cell->row);
        else if (record.type < RECORD_REAL)
            identity_columns_number(identities, column, (double)record_integer(&record), cell->row);
        else if (record.type == RECORD_REAL)
            identity_columns_number(identities, column, record_real(&record), cell->row);
    }
    return record_is_whole(&record);
}
