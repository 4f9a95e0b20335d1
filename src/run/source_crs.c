/* In which reference system are a source's positions? */
#include "run/source_crs.h"

#include <math.h>

#include "base/memory.h"
#include "run/position_advice.h"

enum { SAMPLE = 1000 };

static bool facts_have_positions(const struct source_facts *facts)
{
    const int *column = facts->map.column;
    return facts->has_geometry || column[FIELD_GPS] >= 0 || (column[FIELD_LON] >= 0 && column[FIELD_LAT] >= 0) ||
           (column[FIELD_X] >= 0 && column[FIELD_Y] >= 0);
}

/* The first positions of the file, read as plain numbers by a reader of their own. */
static enum mah_status sample_positions(struct point *sample, size_t *count, const struct source *source,
                                        const struct check_rules *rules, const struct crs *any_metric,
                                        struct mah_error *err)
{
    struct household_source *opened = NULL;
    struct household_reader *reader = NULL;
    struct checker *checker = NULL;
    struct checked_batch *checked = NULL;
    struct batch *batch = NULL;
    uint64_t warnings[CHECK_WARNING_COUNT] = {0};
    bool more = true;
    *count = 0;
    enum mah_status status = household_source_open(&opened, source, err);
    if (status == MAH_OK)
        status = household_reader_new(&reader, opened, err);
    if (status == MAH_OK)
        status = checker_new(&checker, rules, err);
    while (status == MAH_OK && more && *count < SAMPLE) {
        status = household_reader_next(reader, &batch, &more, err);
        if (status == MAH_OK && more)
            status = checker_check(checker, &checked, batch, any_metric, warnings, err);
        for (size_t row = 0; status == MAH_OK && more && row < checked->rows && *count < SAMPLE; row++)
            if (checked->has_position[row])
                sample[(*count)++] = checked->position[row];
    }
    checker_free(checker);
    household_reader_free(reader);
    household_source_close(opened);
    return status;
}

static bool all_degrees(const struct point *sample, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fabs(sample[i].x) > 180 || fabs(sample[i].y) > 180)
            return false;
    return true;
}

static enum mah_status ask_for_crs(const struct source_facts *facts, const struct point *sample, size_t count,
                                   const struct locator *locator, const struct boundary_set *boundaries,
                                   struct mah_error *err)
{
    struct position_advice advice;
    enum mah_status status = position_advice_find(&advice, sample, count, NULL, locator, boundaries, err);
    if (status != MAH_OK)
        return status;
    if (!advice.found)
        return mah_fail(err, MAH_BAD_DATA,
                        "the positions of '%s' look like metres, in a reference system that is not named; set crs of "
                        "this source, such as EPSG:5256",
                        facts->name);
    if (advice.swapped)
        return mah_fail(
            err, MAH_BAD_DATA,
            "the positions of '%s' look like metres, and x and y look swapped: exchanged, %s puts %d of 100 into a "
            "mahalle; name the columns (fields: x, y) and set crs of this source",
            facts->name, advice.crs, (int)(advice.share * 100));
    return mah_fail(
        err, MAH_BAD_DATA,
        "the positions of '%s' look like metres, in a reference system that is not named; %s puts %d of 100 into a "
        "mahalle: if that is right, set crs of this source to it",
        facts->name, advice.crs, (int)(advice.share * 100));
}

enum mah_status source_crs_advise(const struct source *source, const struct source_facts *facts,
                                  const struct check_rules *rules, const struct crs *working,
                                  const struct locator *locator, const struct boundary_set *boundaries,
                                  struct mah_error *err)
{
    struct point *sample = memory_new(SAMPLE, sizeof *sample);
    size_t count;
    if (sample == NULL)
        return mah_no_memory(err);
    enum mah_status status = sample_positions(sample, &count, source, rules, working, err);
    if (status == MAH_OK && count > 0 && !all_degrees(sample, count))
        status = ask_for_crs(facts, sample, count, locator, boundaries, err);
    memory_free(sample);
    return status;
}

enum mah_status source_crs_find(struct crs *out, bool *has_positions, bool *guessed, const struct source *source,
                                const struct source_facts *facts, const struct check_rules *rules,
                                const struct crs *working, const struct locator *locator,
                                const struct boundary_set *boundaries, struct mah_error *err)
{
    *guessed = false;
    *has_positions = facts_have_positions(facts);
    if (!*has_positions)
        return MAH_OK;
    if (facts->crs_known)
        return crs_resolve(out, facts->crs, err);
    struct point *sample = memory_new(SAMPLE, sizeof *sample);
    size_t count;
    if (sample == NULL)
        return mah_no_memory(err);
    enum mah_status status = sample_positions(sample, &count, source, rules, working, err);
    if (status == MAH_OK && all_degrees(sample, count)) {
        *guessed = true;
        status = crs_resolve(out, "EPSG:4326", err);
    } else if (status == MAH_OK) {
        status = ask_for_crs(facts, sample, count, locator, boundaries, err);
    }
    memory_free(sample);
    return status;
}
