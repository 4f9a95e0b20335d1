/* Which facilities do the rows of a file of services hold? */
#include "read/service_rows.h"

#include <math.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "base/workers.h"
#include "config/row_filter.h"
#include "read/service_fields.h"
#include "read/service_place.h"
#include "read/service_table.h"
#include "read/source_path.h"

/* One file while its rows are taken. */
struct rows {
    struct service_reading *reading;
    size_t source;
    const struct source *asked;
    struct service_books *books;
    struct service_table table;
    struct service_field_map map;
    struct service_place place;
    struct row_filter *filter;   /* NULL: every row */
    enum mah_status cell_status; /* of the cells the filter asked for */
    struct mah_error *err;
};

/* ---- faults ---- */

static enum mah_status cell_of(struct slice *out, struct rows *rows, enum service_field field)
{
    *out = (struct slice){NULL, 0};
    int column = rows->map.column[field];
    return column < 0 ? MAH_OK : service_table_cell(out, &rows->table, (size_t)column, rows->err);
}

enum { LONGEST_CELL = 200 }; /* bytes of a cell in the run log */

/* "D12: kapasite = -3": the number or name of the facility, and the cell where one is to blame. */
static enum mah_status describe(char **out, struct rows *rows, enum service_field blamed)
{
    struct text text = TEXT_EMPTY;
    struct slice who = {NULL, 0}, what = {NULL, 0};
    enum mah_status status = rows->table.row_is_bad ? MAH_OK : cell_of(&who, rows, SERVICE_ID);
    if (status == MAH_OK && who.length == 0 && !rows->table.row_is_bad)
        status = cell_of(&who, rows, SERVICE_NAME);
    if (status == MAH_OK && blamed != SERVICE_FIELD_COUNT)
        status = cell_of(&what, rows, blamed);
    if (status != MAH_OK)
        return status;
    text_add_bytes(&text, who.bytes, utf8_cut(who.bytes, who.length, LONGEST_CELL));
    if (what.length > 0) {
        text_add_format(&text, "%s%s = ", who.length > 0 ? ": " : "", rows->table.columns[rows->map.column[blamed]]);
        text_add_bytes(&text, what.bytes, utf8_cut(what.bytes, what.length, LONGEST_CELL));
    }
    *out = text_take(&text);
    return *out != NULL ? MAH_OK : mah_no_memory(rows->err);
}

static enum mah_status add_issue(struct rows *rows, enum service_fault fault, enum service_field blamed)
{
    struct service_reading *reading = rows->reading;
    struct service_set *set = reading->set;
    char *detail = NULL;
    enum mah_status status = describe(&detail, rows, blamed);
    if (status != MAH_OK)
        return status;
    if (memory_grow((void **)&set->issues, &reading->issue_capacity, set->issue_count + 1, sizeof *set->issues) != 0) {
        memory_free(detail);
        return mah_no_memory(rows->err);
    }
    set->issues[set->issue_count++] = (struct service_issue){rows->source, rows->table.row, fault, detail};
    rows->books->fault[fault]++;
    return MAH_OK;
}

/* ---- the cells of a facility ---- */

static enum mah_status take_copy(char **out, struct rows *rows, enum service_field field)
{
    struct slice cell;
    enum mah_status status = cell_of(&cell, rows, field);
    if (status != MAH_OK || cell.length == 0)
        return status;
    *out = memory_copy_bytes(cell.bytes, cell.length);
    return *out != NULL ? MAH_OK : mah_no_memory(rows->err);
}

static enum mah_status take_amount(double *out, enum number_outcome *outcome, struct rows *rows,
                                   enum service_field field, enum service_fault fault)
{
    struct slice cell;
    double value = NAN;
    *out = NAN;
    enum mah_status status = cell_of(&cell, rows, field);
    if (status != MAH_OK)
        return status;
    *outcome = number_read(cell, &value);
    if (*outcome == NUMBER_OK && value < 0)
        *outcome = NUMBER_BAD;
    if (*outcome == NUMBER_OK)
        *out = value;
    return *outcome == NUMBER_BAD ? add_issue(rows, fault, field) : MAH_OK;
}

/* The area of the file, else that of the map in the plane of the working CRS. */
static enum mah_status take_area(struct facility *facility, struct rows *rows)
{
    enum number_outcome outcome = NUMBER_MISSING;
    enum mah_status status = take_amount(&facility->area_m2, &outcome, rows, SERVICE_AREA_M2, SERVICE_BAD_AREA);
    if (status != MAH_OK || outcome != NUMBER_MISSING || facility->shape.kind != SHAPE_AREAS)
        return status;
    double unit_m = rows->reading->working->metres_per_unit;
    facility->area_m2 = shape_area_m2(&facility->shape) * unit_m * unit_m;
    return MAH_OK;
}

static enum mah_status take_open(struct facility *facility, struct rows *rows)
{
    struct slice cell;
    enum mah_status status = cell_of(&cell, rows, SERVICE_OPEN);
    if (status != MAH_OK)
        return status;
    enum service_answer answer = service_words_answer(&rows->reading->words, cell);
    facility->is_open = answer != ANSWER_NO;
    return answer == ANSWER_UNCLEAR ? add_issue(rows, SERVICE_BAD_OPEN, SERVICE_OPEN) : MAH_OK;
}

static void facility_release(struct facility *facility)
{
    memory_free(facility->id);
    memory_free(facility->name);
    shape_release(&facility->shape);
}

/* ---- one row ---- */

/* The column to blame for a position that is none. */
static enum service_field position_field(const struct rows *rows)
{
    switch (rows->place.kind) {
    case POSITION_IN_TEXT:
        return SERVICE_GEOMETRY;
    case POSITION_IN_LON_LAT:
        return SERVICE_LON;
    case POSITION_IN_X_Y:
        return SERVICE_X;
    case POSITION_IN_GEOMETRY:
        break;
    }
    return SERVICE_FIELD_COUNT;
}

/* Adds a facility with its place, number and name to the set; not where the row has no place or was read before. */
static enum mah_status add_placed(bool *added, struct rows *rows)
{
    struct service_reading *reading = rows->reading;
    struct service_set *set = reading->set;
    enum place_outcome outcome;
    bool is_known = false;
    *added = false;
    if (memory_grow((void **)&set->facilities, &reading->facility_capacity, set->count + 1, sizeof *set->facilities) !=
        0)
        return mah_no_memory(rows->err);
    struct facility *facility = &set->facilities[set->count];
    *facility = (struct facility){.type = rows->books->type, .source = rows->source, .row = rows->table.row};
    enum mah_status status = service_place_take(&facility->shape, &outcome, &rows->place, &rows->table, rows->err);
    if (status == MAH_OK && outcome != PLACE_FOUND)
        return add_issue(rows, outcome == PLACE_BAD ? SERVICE_BAD_POSITION : SERVICE_NO_POSITION,
                         outcome == PLACE_BAD ? position_field(rows) : SERVICE_FIELD_COUNT);
    if (status == MAH_OK)
        status = take_copy(&facility->id, rows, SERVICE_ID);
    if (status == MAH_OK)
        status = take_copy(&facility->name, rows, SERVICE_NAME);
    if (status == MAH_OK)
        status = service_seen_enter(&is_known, &reading->seen, set->facilities, set->count, rows->err);
    if (status == MAH_OK && is_known)
        status = add_issue(rows, SERVICE_DUPLICATE, SERVICE_FIELD_COUNT);
    *added = status == MAH_OK && !is_known;
    if (*added)
        set->count++;
    else
        facility_release(facility);
    return status;
}

static enum mah_status add_facility(struct rows *rows)
{
    enum number_outcome ignored;
    bool added;
    enum mah_status status = add_placed(&added, rows);
    if (status != MAH_OK || !added)
        return status;
    struct facility *facility = &rows->reading->set->facilities[rows->reading->set->count - 1];
    status = take_amount(&facility->capacity, &ignored, rows, SERVICE_CAPACITY, SERVICE_BAD_CAPACITY);
    if (status == MAH_OK)
        status = take_area(facility, rows);
    if (status == MAH_OK)
        status = take_open(facility, rows);
    if (status == MAH_OK && facility->is_open)
        rows->books->used++;
    else if (status == MAH_OK)
        rows->books->closed++;
    return status;
}

static struct slice cell_for_filter(void *context, size_t column)
{
    struct rows *rows = context;
    struct slice cell = {NULL, 0};
    if (rows->cell_status == MAH_OK)
        rows->cell_status = service_table_cell(&cell, &rows->table, column, rows->err);
    return cell;
}

static enum mah_status take_row(struct rows *rows)
{
    rows->books->read++;
    if (rows->table.row_is_unended) {
        enum mah_status status = add_issue(rows, SERVICE_UNENDED, SERVICE_FIELD_COUNT);
        if (status != MAH_OK)
            return status;
    }
    if (rows->table.row_is_bad)
        return add_issue(rows, SERVICE_BAD_ROW, SERVICE_FIELD_COUNT);
    bool passes = rows->filter == NULL || row_filter_passes(rows->filter, cell_for_filter, rows);
    if (rows->cell_status != MAH_OK)
        return rows->cell_status;
    if (passes)
        return add_facility(rows);
    rows->books->filtered++;
    return MAH_OK;
}

/* ---- one file ---- */

static enum mah_status bind_filter(struct rows *rows)
{
    if (rows->asked->where == NULL || rows->table.is_bare)
        return MAH_OK;
    enum mah_status status = row_filter_new(&rows->filter, rows->asked->where, rows->asked->origin, rows->err);
    if (status == MAH_OK)
        status =
            row_filter_bind(rows->filter, rows->table.columns, rows->table.column_count, rows->asked->path, rows->err);
    return status;
}

static enum mah_status open_file(struct rows *rows)
{
    struct service_reading *reading = rows->reading;
    struct service_books *books = rows->books;
    enum mah_status status = service_table_open(&rows->table, rows->asked, rows->err);
    if (status == MAH_OK && !rows->table.is_bare)
        status = service_fields_match(&rows->map, rows->table.columns, rows->table.column_count, rows->asked,
                                      &reading->types->types[books->type], rows->err);
    if (status == MAH_OK)
        status = bind_filter(rows);
    if (status == MAH_OK)
        status = service_place_init(&rows->place, &rows->table, &rows->map, rows->asked, reading->working,
                                    reading->study, rows->err);
    if (status != MAH_OK)
        return status;
    books->matched = service_fields_describe(&rows->map, rows->table.columns);
    books->format = memory_copy_text(rows->table.format);
    books->crs = crs_label(&rows->place.crs);
    books->operation = transformation_operation(rows->place.to_working);
    return books->matched != NULL && books->format != NULL && books->crs != NULL ? MAH_OK : mah_no_memory(rows->err);
}

static enum mah_status take_rows(struct rows *rows)
{
    bool more = true;
    enum mah_status status = service_table_next(&rows->table, &more, rows->err);
    while (status == MAH_OK && more) {
        status =
            interrupted() ? mah_fail(rows->err, MAH_INTERRUPTED, "interrupted; nothing was written") : take_row(rows);
        if (status == MAH_OK)
            status = service_table_next(&rows->table, &more, rows->err);
    }
    return status;
}

static enum mah_status check_books(const struct service_books *books, struct mah_error *err)
{
    int64_t rejected = 0;
    for (int fault = 0; fault < SERVICE_FAULTS; fault++)
        rejected += service_fault_rejects((enum service_fault)fault) ? books->fault[fault] : 0;
    if (books->read == books->used + books->closed + books->filtered + rejected)
        return MAH_OK;
    return mah_fail(err, MAH_FAILED, "the books of '%s' do not balance: this is a fault of the program", books->name);
}

enum mah_status service_rows_read(struct service_reading *reading, size_t source, struct mah_error *err)
{
    struct rows rows = {.reading = reading,
                        .source = source,
                        .asked = &reading->project->services[source],
                        .books = &reading->set->books[source],
                        .err = err};
    for (int field = 0; field < SERVICE_FIELD_COUNT; field++)
        rows.map.column[field] = -1;
    rows.books->name = memory_copy_text(source_path_file_name(rows.asked->path));
    enum mah_status status = rows.books->name != NULL ? open_file(&rows) : mah_no_memory(err);
    if (status == MAH_OK)
        status = take_rows(&rows);
    if (status == MAH_OK)
        status = service_place_judge(&rows.place, &rows.table, err);
    if (status == MAH_OK)
        status = check_books(rows.books, err);
    row_filter_free(rows.filter);
    service_place_release(&rows.place);
    service_table_close(&rows.table);
    return status;
}
