/* Is a raw row a sound household? The judgements one after the other, a column at a time. */
#include "check/checker.h"

#include <stddef.h>

#include "base/memory.h"

/* The arrays of a checker that have an item a row. */
#define OUT(member)                                                                                                    \
    {                                                                                                                  \
        offsetof(struct checker, out.member), sizeof *((struct checked_batch *)NULL)->member                           \
    }
static const struct row_array {
    size_t offset, size;
} row_arrays[] = {
    OUT(reason),
    OUT(has_position),
    OUT(position),
    OUT(weight_nano),
    OUT(size),
    OUT(recent_members),
    OUT(recent_ppb),
    OUT(migrants),
    OUT(arrival_class),
    OUT(cohort),
    OUT(arrival_year),
    OUT(origin),
    OUT(lifetime),
    OUT(tenure),
    OUT(building),
    OUT(ages),
    OUT(ambiguous_arrival),
    OUT(rooms),
    OUT(needed_rooms),
    OUT(durable),
    OUT(network),
    OUT(special),
    {offsetof(struct checker, answer), sizeof(uint8_t)},
    {offsetof(struct checker, place[PLACE_PREVIOUS_IL]), sizeof(int16_t)},
    {offsetof(struct checker, place[PLACE_PREVIOUS_COUNTRY]), sizeof(int16_t)},
    {offsetof(struct checker, place[PLACE_BIRTH]), sizeof(int16_t)},
    {offsetof(struct checker, place[PLACE_REGISTERED]), sizeof(int16_t)},
};
#undef OUT
enum { ROW_ARRAYS = sizeof row_arrays / sizeof *row_arrays };

static void *array_get(const struct checker *checker, const struct row_array *array)
{
    void *pointer;
    memcpy(&pointer, (const char *)checker + array->offset, sizeof pointer);
    return pointer;
}

static void array_set(struct checker *checker, const struct row_array *array, void *pointer)
{
    memcpy((char *)checker + array->offset, &pointer, sizeof pointer);
}

static void release_arrays(struct checker *checker)
{
    for (size_t i = 0; i < ROW_ARRAYS; i++) {
        memory_free(array_get(checker, &row_arrays[i]));
        array_set(checker, &row_arrays[i], NULL);
    }
    checker->capacity = 0;
}

/* Room for `rows` rows; what the arrays held is lost. */
static enum mah_status make_room(struct checker *checker, size_t rows, struct mah_error *err)
{
    if (rows <= checker->capacity)
        return MAH_OK;
    release_arrays(checker);
    for (size_t i = 0; i < ROW_ARRAYS; i++) {
        void *array = memory_new(rows, row_arrays[i].size);
        if (array == NULL)
            return mah_no_memory(err);
        array_set(checker, &row_arrays[i], array);
    }
    checker->capacity = rows;
    return MAH_OK;
}

static void forget_cells(struct checker *checker)
{
    for (int i = 0; i < MEMO_COUNT; i++)
        memo_clear(&checker->memos[i]);
    for (int field = 0; field < WORD_FIELDS; field++)
        for (int byte = 0; byte < 256; byte++)
            checker->letters[field][byte] = LETTER_NOT_KNOWN;
}

enum mah_status checker_new(struct checker **out, const struct check_rules *rules, struct mah_error *err)
{
    struct checker *checker = memory_new(1, sizeof *checker);
    if (checker == NULL)
        return mah_no_memory(err);
    checker->rules = rules;
    checker->memos = memory_new(MEMO_COUNT, sizeof *checker->memos);
    enum mah_status status = checker->memos == NULL ? mah_no_memory(err) : make_room(checker, BATCH_ROWS, err);
    if (status != MAH_OK) {
        checker_free(checker);
        return status;
    }
    forget_cells(checker);
    *out = checker;
    return MAH_OK;
}

void checker_free(struct checker *checker)
{
    if (checker == NULL)
        return;
    release_arrays(checker);
    text_release(&checker->decoded);
    memory_free(checker->memos);
    memory_free(checker);
}

void checker_focus(struct checker *checker, const struct rectangle *focus, const struct id_hashes *wanted)
{
    checker->focus = focus;
    checker->wanted = wanted;
}

/* The same bytes are other letters in another encoding. */
static void start_encoding(struct checker *checker, enum encoding encoding)
{
    if (checker->encoding != encoding)
        forget_cells(checker);
    checker->encoding = encoding;
}

static void take_faults(struct judging *judging)
{
    static const uint8_t reason_of[] = {
        [ROW_SOUND] = REJECT_NONE, [ROW_BAD_ROW] = REJECT_BAD_ROW, [ROW_BAD_ENCODING] = REJECT_BAD_ENCODING};
    for (size_t row = 0; row < judging->batch->rows; row++)
        judging->checker->out.reason[row] = reason_of[judging->batch->fault[row]];
}

enum mah_status checker_check(struct checker *checker, struct checked_batch **out, const struct batch *batch,
                              const struct crs *crs, uint64_t warnings[CHECK_WARNING_COUNT], struct mah_error *err)
{
    enum mah_status status = make_room(checker, batch->rows, err);
    if (status != MAH_OK)
        return status;
    checker->out.rows = batch->rows;
    start_encoding(checker, batch->encoding);
    struct judging judging = {checker, batch, crs, warnings};
    take_faults(&judging);
    if (checker->focus != NULL)
        leave_elsewhere(&judging);
    check_sizes(&judging);
    check_arrivals(&judging);
    check_weights(&judging);
    check_positions(&judging);
    check_origins(&judging);
    check_housing(&judging);
    check_networks(&judging);
    check_roster(&judging);
    check_ages(&judging);
    check_migrants(&judging);
    check_members(&judging);
    if (checker->decoded.failed) {
        forget_cells(checker); /* among them those that could not be decoded */
        text_release(&checker->decoded);
        return mah_no_memory(err);
    }
    *out = &checker->out;
    return MAH_OK;
}
