/* How do rows of a file become mahalle? One a code, sorted, with everything that was odd on record. */
#include "read/boundary_assembly.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "read/boundary_issues.h"

static const struct point nowhere = {NAN, NAN};

/* ---- what was wrong with single rows ---- */

static enum mah_status note_dropped(struct boundary_set *set, const struct boundary_row *row, size_t number,
                                    struct mah_error *err)
{
    struct text detail = TEXT_EMPTY;
    text_add_format(&detail, "row %zu: %s", number, row->fault);
    char *text = text_take(&detail);
    if (!text)
        return mah_no_memory(err);
    struct boundary_issue issue = {BOUNDARY_DROPPED, row->text[BOUNDARY_MAH_CODE], NULL, text, nowhere, 0};
    enum mah_status status = boundary_issue_add(set, &issue, err);
    memory_free(text);
    return status;
}

static enum mah_status note_repaired(struct boundary_set *set, struct boundary_row *row, struct mah_error *err)
{
    struct boundary_issue issue = {
        .kind = BOUNDARY_INVALID,
        .code = row->text[BOUNDARY_MAH_CODE],
        .detail = row->repair.reason,
        .where = row->repair.where,
        .area_km2 = row->area_km2 - row->area_before_km2,
    };
    return boundary_issue_add(set, &issue, err);
}

static enum mah_status note_rows(struct boundary_set *set, struct boundary_rows *rows, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < rows->count && status == MAH_OK; i++) {
        struct boundary_row *row = &rows->rows[i];
        if (row->fault)
            status = note_dropped(set, row, i + 1, err);
        else if (row->repair.was_invalid)
            status = note_repaired(set, row, err);
    }
    return status;
}

/* ---- one mahalle a code ---- */

static char *take_text(struct boundary_row *row, enum boundary_field field)
{
    char *text = row->text[field];
    row->text[field] = NULL;
    return text;
}

static double read_population(const char *text)
{
    double value = NAN;
    if (text && (number_read(slice_of(text), &value) != NUMBER_OK || value < 0))
        return NAN;
    return value;
}

/* Moves a row into a mahalle. */
static void begin_mahalle(struct mahalle *mahalle, struct boundary_row *row)
{
    *mahalle = (struct mahalle){
        .code = take_text(row, BOUNDARY_MAH_CODE),
        .name = take_text(row, BOUNDARY_MAH_NAME),
        .ilce_code = take_text(row, BOUNDARY_ILCE_CODE),
        .ilce_name = take_text(row, BOUNDARY_ILCE_NAME),
        .il_name = take_text(row, row->text[BOUNDARY_IL_NAME] ? BOUNDARY_IL_NAME : BOUNDARY_IL_CODE),
        .population_official = read_population(row->text[BOUNDARY_POP_EXT]),
        .polygon = {.bounds = rectangle_empty()},
        .area_km2 = row->is_far ? NAN : row->area_km2,
        .is_far = row->is_far,
    };
    if (row->is_far)
        return;
    mahalle->polygon = row->polygon;
    row->polygon = (struct polygon){0};
}

/* The same code again: nothing is lost, whether the row repeats the polygon or brings another part. */
static enum mah_status join_row(struct boundary_set *set, struct mahalle *mahalle, const struct boundary_row *row,
                                struct mah_error *err)
{
    struct boundary_issue issue = {BOUNDARY_DUPLICATE, mahalle->code, NULL, NULL, nowhere, row->area_km2};
    issue.where = row->polygon.vertices[0];
    if (polygon_equals(&mahalle->polygon, &row->polygon)) {
        issue.detail = "the same polygon again: one is kept";
        return boundary_issue_add(set, &issue, err);
    }
    struct polygon both;
    enum mah_status status = polygon_union(&both, &mahalle->polygon, &row->polygon, err);
    if (status != MAH_OK)
        return status;
    polygon_release(&mahalle->polygon);
    mahalle->polygon = both;
    mahalle->area_km2 = NAN; /* measured when the last row is in */
    issue.detail = "another polygon: both are joined";
    return boundary_issue_add(set, &issue, err);
}

static int by_code_and_row(const void *a_, const void *b_)
{
    struct boundary_row *const *a = a_, *const *b = b_;
    int order = strcmp((*a)->text[BOUNDARY_MAH_CODE], (*b)->text[BOUNDARY_MAH_CODE]);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

static enum mah_status fill_mahalle(struct boundary_set *set, struct boundary_row **sorted, size_t count,
                                    struct mah_error *err)
{
    set->mahalle = memory_new(count, sizeof *set->mahalle);
    if (!set->mahalle)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < count && status == MAH_OK; i++) {
        struct mahalle *last = set->count > 0 ? &set->mahalle[set->count - 1] : NULL;
        if (last && strcmp(last->code, sorted[i]->text[BOUNDARY_MAH_CODE]) == 0)
            status = last->is_far ? MAH_OK : join_row(set, last, sorted[i], err);
        else
            begin_mahalle(&set->mahalle[set->count++], sorted[i]);
    }
    return status;
}

static enum mah_status sort_and_fill(struct boundary_set *set, struct boundary_rows *rows, struct mah_error *err)
{
    struct boundary_row **sorted = memory_new(rows->count, sizeof(struct boundary_row *));
    if (!sorted)
        return mah_no_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (!rows->rows[i].fault)
            sorted[count++] = &rows->rows[i];
    }
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, by_code_and_row);
    enum mah_status status = fill_mahalle(set, sorted, count, err);
    memory_free(sorted);
    return status;
}

static enum mah_status measure_joined(struct boundary_set *set, struct mah_error *err)
{
    struct area_meter *meter = NULL;
    enum mah_status status = area_meter_new(&meter, &set->crs, err);
    for (size_t i = 0; i < set->count && status == MAH_OK; i++) {
        if (isnan(set->mahalle[i].area_km2) && !set->mahalle[i].is_far)
            status = area_meter_km2(&set->mahalle[i].area_km2, meter, &set->mahalle[i].polygon, err);
    }
    area_meter_free(meter);
    return status;
}

/* ---- two codes, one polygon ---- */

struct fingerprint {
    uint64_t hash;
    size_t index;
};

static int by_hash(const void *a_, const void *b_)
{
    const struct fingerprint *a = a_, *b = b_;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static int by_index(const void *a_, const void *b_)
{
    const struct fingerprint *a = a_, *b = b_;
    return (a->index > b->index) - (a->index < b->index);
}

/* Number by number: polygons that differ may share it, the same ones do. -0 is 0, as polygon_equals has it. */
static uint64_t hash_of(const struct polygon *polygon)
{
    uint64_t hash = polygon->vertex_count;
    for (size_t i = 0; i < polygon->vertex_count; i++) {
        double vertex[] = {polygon->vertices[i].x + 0.0, polygon->vertices[i].y + 0.0};
        uint64_t bits[2];
        memcpy(bits, vertex, sizeof bits);
        hash = (hash ^ bits[0]) * 0x9E3779B97F4A7C15u;
        hash = ((hash >> 32 | hash << 32) ^ bits[1]) * 0x9E3779B97F4A7C15u;
    }
    return hash;
}

static enum mah_status note_same_polygons(struct boundary_set *set, struct mah_error *err)
{
    struct fingerprint *prints = memory_new(set->count, sizeof *prints);
    if (!prints)
        return mah_no_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        if (!set->mahalle[i].is_far)
            prints[count++] = (struct fingerprint){hash_of(&set->mahalle[i].polygon), i};
    if (count > 1)
        qsort(prints, count, sizeof *prints, by_hash);
    /* Each of a group but the first is noted with the first, over what has been looked at; then in the order of codes.
     */
    size_t found = 0;
    struct fingerprint first = prints[0];
    for (size_t i = 1; i < count; i++) {
        struct fingerprint next = prints[i];
        const struct polygon *a = &set->mahalle[first.index].polygon, *b = &set->mahalle[next.index].polygon;
        if (next.hash == first.hash && polygon_equals(a, b))
            prints[found++] = (struct fingerprint){first.index, next.index};
        else
            first = next;
    }
    if (found > 1)
        qsort(prints, found, sizeof *prints, by_index);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < found && status == MAH_OK; i++) {
        struct mahalle *a = &set->mahalle[prints[i].hash], *b = &set->mahalle[prints[i].index];
        struct boundary_issue issue = {
            BOUNDARY_SAME_POLYGON,  a->code,    b->code, "the smaller code gets all households",
            a->polygon.vertices[0], b->area_km2};
        status = boundary_issue_add(set, &issue, err);
    }
    memory_free(prints);
    return status;
}

enum mah_status boundary_assembly_run(struct boundary_set *set, struct boundary_rows *rows, struct mah_error *err)
{
    enum mah_status status = note_rows(set, rows, err);
    if (status == MAH_OK)
        status = sort_and_fill(set, rows, err);
    if (status == MAH_OK)
        status = measure_joined(set, err);
    if (status == MAH_OK && set->count > 1)
        status = note_same_polygons(set, err);
    return status;
}
