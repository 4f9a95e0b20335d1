/* The mahalle: their boundaries, codes and names, valid and in one order. */
#include "read/boundaries.h"

#include "base/language.h"
#include "base/memory.h"
#include "read/boundary_assembly.h"
#include "read/boundary_issues.h"
#include "read/boundary_towns.h"
#include "read/source_path.h"

static enum mah_status no_usable_polygon(const struct boundary_rows *rows, const char *path, struct mah_error *err)
{
    if (rows->count == 0)
        return mah_fail(err, MAH_BAD_DATA, "'%s' holds no boundary", path);
    return mah_fail(err, MAH_BAD_DATA, "'%s' holds no usable boundary in %zu rows (row 1: %s)", path, rows->count,
                    say(rows->rows[0].fault));
}

/* Names the ilçe of mahalle that know only its code. */
static enum mah_status name_towns(struct boundary_set *set, const struct source *source, const struct source *towns,
                                  struct mah_error *err)
{
    bool has_codes = false;
    for (size_t i = 0; i < set->count; i++)
        has_codes |= set->mahalle[i].ilce_code != NULL;
    if (!has_codes)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' has no ilçe codes, so '%s' cannot name them; say which column holds them with "
                        "neighbourhoods: {fields: {ilce_code: ...}}",
                        source->path, towns->path);
    struct town_list list;
    enum mah_status status = town_list_read(&list, towns, err);
    for (size_t i = 0; i < set->count && status == MAH_OK; i++) {
        struct mahalle *mahalle = &set->mahalle[i];
        const char *name = mahalle->ilce_code ? town_list_name(&list, mahalle->ilce_code) : NULL;
        if (!name || mahalle->ilce_name)
            continue;
        mahalle->ilce_name = memory_copy_text(name);
        if (!mahalle->ilce_name)
            status = mah_no_memory(err);
    }
    town_list_release(&list);
    return status;
}

static void summarize(struct boundary_set *set, const struct boundary_rows *rows)
{
    set->bounds = rectangle_empty();
    for (size_t i = 0; i < set->count; i++) {
        rectangle_join(&set->bounds, &set->mahalle[i].polygon.bounds);
        set->has_ilce_names |= set->mahalle[i].ilce_name != NULL;
    }
    for (size_t i = 0; i < rows->count; i++)
        if (rows->rows[i].is_far)
            rectangle_join(&set->bounds, &rows->rows[i].polygon.bounds);
}

/* ---- a file read and not yet judged ---- */

struct boundary_draft {
    const struct source *source;
    struct boundary_rows rows;
};

enum mah_status boundary_draft_read(struct boundary_draft **out, const struct source *source, struct mah_error *err)
{
    *out = NULL;
    struct boundary_draft *draft = memory_new(1, sizeof *draft);
    if (draft == NULL)
        return mah_no_memory(err);
    draft->source = source;
    enum mah_status status = boundary_rows_read(&draft->rows, source, err);
    if (status != MAH_OK) {
        boundary_draft_free(draft);
        return status;
    }
    *out = draft;
    return MAH_OK;
}

const struct crs *boundary_draft_crs(const struct boundary_draft *draft)
{
    return &draft->rows.crs;
}

enum mah_status boundary_draft_bounds(struct rectangle *out, struct boundary_draft *draft, struct mah_error *err)
{
    return boundary_rows_find_bounds(out, &draft->rows, err);
}

void boundary_draft_free(struct boundary_draft *draft)
{
    if (draft == NULL)
        return;
    boundary_rows_release(&draft->rows);
    memory_free(draft);
}

/* ---- a set ---- */

static enum mah_status fill(struct boundary_set *set, struct boundary_rows *rows, const struct source *source,
                            const struct rectangle *near, const struct source *towns, struct mah_error *err)
{
    enum mah_status status = near != NULL ? boundary_rows_mark_far(rows, near, err) : MAH_OK;
    if (status == MAH_OK)
        status = boundary_rows_measure(rows, err);
    if (status != MAH_OK)
        return status;
    set->crs = rows->crs;
    rows->crs = (struct crs){0};
    set->matched = rows->matched;
    rows->matched = NULL;
    set->file_name = memory_copy_text(source_path_file_name(source->path));
    status = set->file_name ? boundary_assembly_run(set, rows, err) : mah_no_memory(err);
    if (status == MAH_OK && set->count == 0)
        status = no_usable_polygon(rows, source->path, err);
    if (status == MAH_OK && towns && towns->path)
        status = name_towns(set, source, towns, err);
    if (status == MAH_OK)
        summarize(set, rows);
    return status;
}

enum mah_status boundary_set_finish(struct boundary_set **out, struct boundary_draft *draft,
                                    const struct rectangle *near, const struct source *towns, struct mah_error *err)
{
    *out = NULL;
    struct boundary_set *set = memory_new(1, sizeof *set);
    enum mah_status status = set ? fill(set, &draft->rows, draft->source, near, towns, err) : mah_no_memory(err);
    if (status != MAH_OK) {
        boundary_set_free(set);
        return status;
    }
    *out = set;
    return MAH_OK;
}

enum mah_status boundary_set_read(struct boundary_set **out, const struct source *source, const struct source *towns,
                                  struct mah_error *err)
{
    *out = NULL;
    struct boundary_draft *draft = NULL;
    enum mah_status status = boundary_draft_read(&draft, source, err);
    if (status == MAH_OK)
        status = boundary_set_finish(out, draft, NULL, towns, err);
    boundary_draft_free(draft);
    return status;
}

void boundary_set_free(struct boundary_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->count; i++) {
        struct mahalle *mahalle = &set->mahalle[i];
        memory_free(mahalle->code);
        memory_free(mahalle->name);
        memory_free(mahalle->ilce_code);
        memory_free(mahalle->ilce_name);
        memory_free(mahalle->il_name);
        polygon_release(&mahalle->polygon);
    }
    memory_free(set->mahalle);
    boundary_issues_free(set);
    crs_release(&set->crs);
    memory_free(set->file_name);
    memory_free(set->matched);
    memory_free(set);
}
