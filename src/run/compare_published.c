/* What changed between two finished files? The story on one page. */
#include "run/compare_published.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "run/compare_notes.h"
#include "run/comparing.h"

void comparing_release(struct comparing *comparing)
{
    memory_free(comparing->vectors);
    memory_free(comparing->changes);
    memory_free(comparing->city);
    memory_free(comparing->indicators);
    memory_free(comparing->details);
    crosswalk_release(&comparing->crosswalk);
    data_table_release(&comparing->list);
    compare_side_release(&comparing->old_side);
    compare_side_release(&comparing->new_side);
}

static enum mah_status check_days(const struct comparing *comparing, struct mah_error *err)
{
    const struct published *old_file = comparing->old_side.file, *new_file = comparing->new_side.file;
    const char *old_day = published_parameter(old_file, "reference_date");
    const char *new_day = published_parameter(new_file, "reference_date");
    if (old_day == NULL || new_day == NULL || strcmp(old_day, new_day) <= 0) /* days like 2025-12-31 sort as texts */
        return MAH_OK;
    return mah_fail(err, MAH_BAD_USAGE, "'%s' (%s) is later than '%s' (%s); name the older file first",
                    published_name(old_file), old_day, published_name(new_file), new_day);
}

static enum mah_status open_files(struct comparing *comparing, const char *old_path, const char *new_path,
                                  struct mah_error *err)
{
    enum mah_status status = compare_side_open(&comparing->old_side, old_path, err);
    if (status == MAH_OK)
        status = compare_side_open(&comparing->new_side, new_path, err);
    return status == MAH_OK ? check_days(comparing, err) : status;
}

static enum mah_status find_shares(struct comparing *comparing, struct mah_error *err)
{
    enum mah_status status = compare_shares(&comparing->crosswalk, &comparing->old_side, &comparing->new_side, err);
    if (status == MAH_OK && comparing->crosswalk.part_count == 0)
        status = mah_fail(err, MAH_BAD_DATA, "no mahalle of '%s' lies in a mahalle of '%s'",
                          published_name(comparing->old_side.file), published_name(comparing->new_side.file));
    return status;
}

static enum mah_status compute(struct comparing *comparing, struct mah_error *err)
{
    size_t old_count = comparing->old_side.count, new_count = comparing->new_side.count;
    comparing->length = (old_count > new_count ? old_count : new_count) + 1;
    comparing->vectors = memory_new(COMPARING_VECTORS * comparing->length, sizeof *comparing->vectors);
    if (comparing->vectors == NULL)
        return mah_no_memory(err);
    enum mah_status status = data_table_read(&comparing->list, "compared.csv", err);
    if (status == MAH_OK)
        status = comparing_list(comparing, err);
    return status == MAH_OK ? comparing_compute(comparing, err) : status;
}

/* ---- the answer ---- */

/* "990101", or "990101 0.62, 990102" where a part of an old mahalle is counted elsewhere. */
static char *old_codes(const struct comparing *comparing, size_t to)
{
    const struct crosswalk *crosswalk = &comparing->crosswalk;
    struct text text = TEXT_EMPTY;
    for (size_t k = crosswalk->to_start[to]; k < crosswalk->to_start[to + 1]; k++) {
        const struct crosswalk_part *part = &crosswalk->parts[k];
        text_add_format(&text, "%s%s", k > crosswalk->to_start[to] ? ", " : "",
                        compare_side_code(&comparing->old_side, part->from));
        if (crosswalk->from_start[part->from + 1] - crosswalk->from_start[part->from] > 1) {
            char share[400];
            number_write_fixed(part->share, 4, share, sizeof share);
            text_add_format(&text, " %s", share);
        }
    }
    return text_take(&text);
}

struct answer_parts {
    struct compared_mahalle *mahalle;
    char **codes;
    struct lost_mahalle *lost;
    struct crs display;
};

static void answer_parts_release(struct answer_parts *parts, size_t count)
{
    for (size_t i = 0; parts->codes != NULL && i < count; i++)
        memory_free(parts->codes[i]);
    memory_free(parts->codes);
    memory_free(parts->mahalle);
    memory_free(parts->lost);
    crs_release(&parts->display);
}

static enum mah_status list_mahalle(struct comparison *out, struct answer_parts *parts,
                                    const struct comparing *comparing, struct mah_error *err)
{
    const struct compare_side *side = &comparing->new_side;
    struct rectangle bounds = rectangle_empty();
    for (size_t i = 0; i < side->count; i++) {
        const struct polygon *polygon = side->mahalle->polygons != NULL ? &side->mahalle->polygons[i] : NULL;
        bool is_drawn = polygon != NULL && polygon->part_count > 0;
        parts->codes[i] = old_codes(comparing, i);
        if (parts->codes[i] == NULL)
            return mah_no_memory(err);
        parts->mahalle[i] = (struct compared_mahalle){.code = compare_side_code(side, i),
                                                      .name = compare_side_name(side, i),
                                                      .ilce = published_text(side->mahalle, i, side->ilce),
                                                      .old_codes = parts->codes[i],
                                                      .area_km2 = published_number(side->mahalle, i, side->area),
                                                      .polygon = is_drawn ? polygon : NULL,
                                                      .is_direct = comparing->crosswalk.direct[i]};
        if (is_drawn) {
            rectangle_include(&bounds, (struct point){polygon->bounds.min_x, polygon->bounds.min_y});
            rectangle_include(&bounds, (struct point){polygon->bounds.max_x, polygon->bounds.max_y});
        }
    }
    for (size_t i = 0; i < comparing->old_side.count; i++)
        if (comparing->crosswalk.from_start[i] == comparing->crosswalk.from_start[i + 1])
            parts->lost[out->lost_count++] = (struct lost_mahalle){compare_side_code(&comparing->old_side, i),
                                                                   compare_side_name(&comparing->old_side, i)};
    if (bounds.min_x > bounds.max_x) /* no polygons: nothing to draw */
        return MAH_OK;
    out->display_crs = &parts->display;
    return crs_working(&parts->display, published_crs(side->file), &bounds, err);
}

static enum mah_status answer(struct mah_release **out, struct warnings *notes, const struct comparing *comparing,
                              struct mah_error *err)
{
    size_t count = comparing->new_side.count;
    struct answer_parts parts = {.mahalle = memory_new(count, sizeof *parts.mahalle),
                                 .codes = memory_new(count, sizeof *parts.codes),
                                 .lost = memory_new(comparing->old_side.count, sizeof *parts.lost)};
    struct comparison comparison = {.old_file = comparing->old_side.file,
                                    .new_file = comparing->new_side.file,
                                    .language = language_get(),
                                    .indicators = comparing->indicators,
                                    .indicator_count = comparing->indicator_count,
                                    .mahalle = parts.mahalle,
                                    .mahalle_count = count,
                                    .changes = comparing->changes,
                                    .city = comparing->city,
                                    .lost = parts.lost};
    bool complete = parts.mahalle != NULL && parts.codes != NULL && parts.lost != NULL;
    enum mah_status status = complete ? list_mahalle(&comparison, &parts, comparing, err) : mah_no_memory(err);
    if (status == MAH_OK)
        status = compare_notes(notes, comparing, &comparison, err);
    if (status == MAH_OK)
        status = protect_comparison(out, &comparison, err);
    answer_parts_release(&parts, count);
    return status;
}

enum mah_status compare_published(struct mah_release **out, struct warnings *notes, const char *old_path,
                                  const char *new_path, const enum language *language, struct mah_error *err)
{
    struct comparing comparing = {0};
    enum language spoken;
    enum mah_status status = open_files(&comparing, old_path, new_path, err);
    const char *word = status == MAH_OK ? published_parameter(comparing.new_side.file, "language") : NULL;
    if (language != NULL)
        language_set(*language);
    else if (word != NULL && language_parse(word, &spoken))
        language_set(spoken);
    if (status == MAH_OK)
        status = find_shares(&comparing, err);
    if (status == MAH_OK)
        status = compute(&comparing, err);
    if (status == MAH_OK)
        status = answer(out, notes, &comparing, err);
    comparing_release(&comparing);
    return status;
}
