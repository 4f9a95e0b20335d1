/* What does an answer of `mahalle rank` say beside its figures? */
#include "run/rank_notes.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "write/display_number.h"

enum { NAMED = 5, SURE_OF_100 = 90 };

static const char *name_of(const struct rank_facts *facts, size_t row, const char *column)
{
    size_t at;
    const char *text =
        published_column_find(facts->mahalle, column, &at) ? published_text(facts->mahalle, row, at) : NULL;
    return text != NULL ? text : "";
}

static void add_percent(struct text *out, double share)
{
    char number[DISPLAY_NUMBER_SIZE];
    double tenths = round(1000 * share);
    display_real(100 * share, fmod(tenths, 10) > 0 ? 1 : 0, false, language_get(), number);
    text_add_format(out, language_get() == LANGUAGE_TURKISH ? "%%%s" : "%s%%", number);
}

/* The weight of an indicator of the department among those the file has: that of all its columns. */
static double weight_of(const struct rank_facts *facts, size_t asked)
{
    double found = 0;
    for (size_t k = 0; k < facts->matrix->table.column_count; k++)
        if (facts->matrix->indicators[k].asked == asked)
            found += facts->scores->weights[k];
    return found;
}

static enum mah_status note_weights(struct warnings *notes, const struct rank_facts *facts, int64_t seed,
                                    struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    const struct department *department = facts->department;
    for (size_t i = 0; i < department->indicator_count; i++) {
        const struct department_indicator *asked = &department->indicators[i];
        double weight = weight_of(facts, i);
        if (!(weight > 0))
            continue;
        text_add_format(&list, "%s%s", list.length > 0 ? ", " : "", asked->field);
        if (asked->sector != NULL)
            text_add_format(&list, " (%s)", asked->sector);
        if (asked->per != NULL)
            text_add_format(&list, " / %s", asked->per);
        text_add(&list, " ");
        add_percent(&list, weight);
    }
    enum mah_status status = list.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK)
        status = warnings_add(notes, err, "%s: %s", department_title(department, language_get()), text_bytes(&list));
    if (status == MAH_OK)
        status = warnings_add(notes, err, "Method: %s, %s; draws: %zu, seed %lld",
                              department_normalisation_word(department->normalisation),
                              department_aggregation_word(department->aggregation), facts->draws->draw_count,
                              (long long)seed);
    text_release(&list);
    return status;
}

static enum mah_status note_absent(struct warnings *notes, const struct rank_facts *facts, struct mah_error *err)
{
    const struct priority_matrix *matrix = facts->matrix;
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; i < matrix->absent_count; i++)
        text_add_format(&list, "%s%s", i > 0 ? ", " : "", matrix->absent[i]);
    enum mah_status status = list.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK && matrix->absent_count > 0)
        status = warnings_add(notes, err, "Not in this file and left out: %s", text_bytes(&list));
    text_release(&list);
    list = TEXT_EMPTY;
    for (size_t k = 0; k < matrix->table.column_count; k++)
        if (facts->scores->constant[k])
            text_add_format(&list, "%s%s", list.length > 0 ? ", " : "", matrix->indicators[k].field);
    if (status == MAH_OK && list.failed)
        status = mah_no_memory(err);
    if (status == MAH_OK && list.length > 0)
        status = warnings_add(notes, err, "The same in every mahalle, so that it orders none: %s", text_bytes(&list));
    text_release(&list);
    return status;
}

/* How many of the first are there nearly always. */
static enum mah_status note_sureness(struct warnings *notes, const struct rank_facts *facts, size_t top,
                                     struct mah_error *err)
{
    const struct priority_scores *scores = facts->scores;
    size_t first = 0, sure = 0;
    if (facts->draws->draw_count == 0 || scores->known_count == 0)
        return MAH_OK;
    for (size_t i = 0; i < scores->row_count; i++) {
        if (scores->place[i] == 0 || (size_t)scores->place[i] > top)
            continue;
        first++;
        sure += facts->draws->share_top[i] * 100 >= SURE_OF_100 - 1e-9;
    }
    char shift[DISPLAY_NUMBER_SIZE];
    display_real(facts->draws->mean_shift, 1, false, language_get(), shift);
    return warnings_add(
        notes, err,
        "How sure: of the first %zu, %zu are among the first %zu in at least 90 of 100 draws; on average a "
        "rank moves by %s places",
        first, sure, top, shift);
}

static enum mah_status note_unranked(struct warnings *notes, const struct rank_facts *facts, struct mah_error *err)
{
    const struct priority_scores *scores = facts->scores;
    struct text list = TEXT_EMPTY, share = TEXT_EMPTY;
    size_t found = 0;
    for (size_t i = 0; i < scores->row_count; i++) {
        if (scores->place[i] != 0)
            continue;
        if (found < NAMED)
            text_add_format(&list, "%s%s", found > 0 ? ", " : "", name_of(facts, i, "mah_name"));
        found++;
    }
    text_add(&list, found > NAMED ? ", ..." : "");
    add_percent(&share, facts->department->least_known);
    enum mah_status status = list.failed || share.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK && found > 0)
        status = warnings_add(notes, err, "Without a rank, since less than %s of the weight is known: %zu mahalle (%s)",
                              text_bytes(&share), found, text_bytes(&list));
    text_release(&list);
    text_release(&share);
    return status;
}

static enum mah_status note_too_little(struct warnings *notes, const struct rank_facts *facts, struct mah_error *err)
{
    struct text present = TEXT_EMPTY, least = TEXT_EMPTY;
    add_percent(&present, facts->matrix->present);
    add_percent(&least, facts->department->least_present);
    enum mah_status status = present.failed || least.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK)
        status = warnings_add(notes, err,
                              "No ranks: the file tells %s of what '%s' weighs, and %s are needed; give the run more "
                              "services or answers, or choose another department with --for",
                              text_bytes(&present), facts->department->code, text_bytes(&least));
    text_release(&present);
    text_release(&least);
    return status;
}

enum mah_status rank_notes(struct warnings *notes, const struct rank_facts *facts, size_t top, int64_t seed,
                           struct mah_error *err)
{
    bool is_enough = facts->matrix->is_enough;
    enum mah_status status = is_enough ? note_weights(notes, facts, seed, err) : note_too_little(notes, facts, err);
    if (status == MAH_OK)
        status = note_absent(notes, facts, err);
    if (status == MAH_OK && is_enough)
        status = note_sureness(notes, facts, top, err);
    if (status == MAH_OK && is_enough)
        status = note_unranked(notes, facts, err);
    return status;
}

enum mah_status rank_headline(struct warnings *notes, const struct rank_facts *facts, size_t row, struct mah_error *err)
{
    const struct priority_scores *scores = facts->scores;
    const char *name = name_of(facts, row, "mah_name"), *ilce = name_of(facts, row, "ilce_name");
    const char *code = name_of(facts, row, "mah_code"), *gap = *ilce != '\0' ? ", " : "";
    char score[DISPLAY_NUMBER_SIZE];
    if (scores->place[row] == 0)
        return warnings_add(notes, err, "%s (%s%s%s): no rank, since too little of the weight is known", name, ilce,
                            gap, code);
    display_real(scores->score[row], 3, false, language_get(), score);
    if (facts->draws->draw_count == 0)
        return warnings_add(notes, err, "%s (%s%s%s): rank %lld of %zu, score %s", name, ilce, gap, code,
                            (long long)scores->place[row], scores->known_count, score);
    return warnings_add(notes, err, "%s (%s%s%s): rank %lld of %zu, %.0f to %.0f in 90 of 100 draws, score %s", name,
                        ilce, gap, code, (long long)scores->place[row], scores->known_count,
                        floor(facts->draws->low[row]), ceil(facts->draws->high[row]), score);
}
