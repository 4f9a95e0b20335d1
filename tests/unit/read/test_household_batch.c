/* Cells and rows as text for people, and the memory that texts of a batch live in. */
#include "household_files.h"

#include <math.h>

#include "read/arena.h"
#include "read/typed_cell.h"

static struct field_map map_of(enum field first, enum field second)
{
    struct field_map map;
    for (int i = 0; i < FIELD_COUNT; i++)
        map.column[i] = -1;
    map.column[first] = 0;
    map.column[second] = 1;
    return map;
}

static void set_text(struct batch *batch, enum field field, const char *text)
{
    batch->columns[field].kind[0] = CELL_TEXT;
    batch->columns[field].cell[0].text = slice_of(text);
    batch->raw[0] = slice_of("");
}

static void a_cell_as_text(void **state)
{
    (void)state;
    struct batch batch;
    struct field_map map = map_of(FIELD_HH_ID, FIELD_HH_SIZE);
    char out[20];
    assert_int_equal(batch_init(&batch, &map, false, NULL), MAH_OK);
    set_text(&batch, FIELD_HH_ID, "Şanlıurfa");
    cell_set_number(&batch.columns[FIELD_HH_SIZE], 0, 4.5);
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, sizeof out), 11);
    assert_string_equal(out, "Şanlıurfa");
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_SIZE, 0, out, sizeof out), 3);
    assert_string_equal(out, "4.5");
    cell_set_number(&batch.columns[FIELD_HH_SIZE], 0, 17);
    batch_cell_text(&batch, FIELD_HH_SIZE, 0, out, sizeof out);
    assert_string_equal(out, "17");
    cell_set_missing(&batch.columns[FIELD_HH_SIZE], 0);
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_SIZE, 0, out, sizeof out), 0);
    assert_string_equal(out, "");
    assert_int_equal(batch_cell_text(&batch, FIELD_LON, 0, out, sizeof out), 0); /* no such column */
    batch_release(&batch);
}

static void a_text_that_does_not_fit_keeps_whole_letters(void **state)
{
    (void)state;
    struct batch batch;
    struct field_map map = map_of(FIELD_HH_ID, FIELD_HH_SIZE);
    char out[20] = "x";
    assert_int_equal(batch_init(&batch, &map, false, NULL), MAH_OK);
    set_text(&batch, FIELD_HH_ID, "aŞŞ");
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, 5), 3);
    assert_string_equal(out, "aŞ");
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, 6), 5);
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, 1), 0);
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, 0), 0);
    batch_release(&batch);
}

static void broken_letters_are_shown_as_such(void **state)
{
    (void)state;
    struct batch batch;
    struct field_map map = map_of(FIELD_HH_ID, FIELD_HH_SIZE);
    char out[20];
    assert_int_equal(batch_init(&batch, &map, false, NULL), MAH_OK);
    set_text(&batch, FIELD_HH_ID, "a\xFF\xC5z");
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, sizeof out), 8);
    assert_string_equal(out, "a\xEF\xBF\xBD\xEF\xBF\xBDz");
    memory_fail_from(1);
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, sizeof out), 8); /* asks for none */
    memory_fail_from(0);
    assert_int_equal(batch_cell_text(&batch, FIELD_HH_ID, 0, out, 7), 4); /* whole letters only */
    assert_string_equal(out, "a\xEF\xBF\xBD");
    batch.raw[0] = slice_of("a\xFF,b");
    char *raw = batch_raw_text(&batch, 0);
    assert_string_equal(raw, "a\xEF\xBF\xBD,b");
    memory_free(raw);
    batch_release(&batch);
}

static void a_row_without_text_is_written_from_its_cells(void **state)
{
    (void)state;
    struct batch batch;
    struct field_map map = map_of(FIELD_HH_ID, FIELD_HH_SIZE);
    assert_int_equal(batch_init(&batch, &map, true, NULL), MAH_OK);
    set_text(&batch, FIELD_HH_ID, "A1");
    cell_set_number(&batch.columns[FIELD_HH_SIZE], 0, 4);
    batch.geometry_kind[0] = 1;
    batch.geometry[0] = (struct point){37.5, -0.25};
    char *raw = batch_raw_text(&batch, 0);
    assert_string_equal(raw, "hh_id=A1; hh_size=4; POINT(37.5 -0.25)");
    memory_free(raw);
    batch.geometry_kind[0] = 0;
    cell_set_missing(&batch.columns[FIELD_HH_ID], 0);
    cell_set_missing(&batch.columns[FIELD_HH_SIZE], 0);
    raw = batch_raw_text(&batch, 0);
    assert_string_equal(raw, "");
    memory_free(raw);
    batch_release(&batch);
}

static void a_long_row_is_cut_at_500_bytes(void **state)
{
    (void)state;
    struct batch batch;
    struct field_map map = map_of(FIELD_HH_ID, FIELD_HH_SIZE);
    assert_int_equal(batch_init(&batch, &map, false, NULL), MAH_OK);
    char row[6001];
    for (size_t i = 0; i < 3000; i++)
        memcpy(row + 2 * i, "ş", 2);
    row[6000] = '\0';
    batch.raw[0] = slice_of(row + 1); /* the first letter is half a letter */
    char *raw = batch_raw_text(&batch, 0);
    assert_int_equal(strlen(raw), 499);
    assert_true(utf8_is_valid(raw, strlen(raw)));
    memory_free(raw);
    batch.raw[0] = slice_of(row);
    raw = batch_raw_text(&batch, 0);
    assert_int_equal(strlen(raw), 500);
    memory_free(raw);
    memory_fail_from(1);
    assert_null(batch_raw_text(&batch, 0));
    memory_fail_from(0);
    batch_release(&batch);
}

static void a_batch_has_room_for_its_columns_only(void **state)
{
    (void)state;
    struct batch batch;
    struct field_map map = map_of(FIELD_LON, FIELD_LAT);
    assert_int_equal(batch_init(&batch, &map, false, NULL), MAH_OK);
    assert_true(batch.columns[FIELD_LON].present);
    assert_false(batch.columns[FIELD_HH_ID].present);
    assert_null(batch.columns[FIELD_HH_ID].kind);
    assert_null(batch.geometry);
    assert_int_equal(batch.encoding, ENCODING_UTF8);
    batch_release(&batch);
    batch_release(&batch); /* freeing nothing is allowed */
    for (size_t nth = 1; nth <= 9; nth++) {
        struct mah_error err = {0};
        memory_fail_from(nth);
        assert_int_equal(batch_init(&batch, &map, true, &err), MAH_NO_MEMORY);
        memory_fail_from(0);
    }
    assert_int_equal(batch_init(&batch, &map, true, NULL), MAH_OK);
    batch_release(&batch);
}

static void numbers_that_are_none_are_missing(void **state)
{
    (void)state;
    struct batch batch;
    struct field_map map = map_of(FIELD_LON, FIELD_LAT);
    assert_int_equal(batch_init(&batch, &map, false, NULL), MAH_OK);
    cell_set_number(&batch.columns[FIELD_LON], 0, NAN);
    assert_int_equal(batch.columns[FIELD_LON].kind[0], CELL_MISSING);
    cell_set_number(&batch.columns[FIELD_LON], 0, INFINITY);
    assert_int_equal(batch.columns[FIELD_LON].kind[0], CELL_NUMBER); /* wrong, which is for the check to say */
    batch_release(&batch);
}

static void texts_stay_where_they_are_until_the_arena_is_emptied(void **state)
{
    (void)state;
    struct arena arena = {0};
    enum { TEXTS = 3000, BYTES = 700 };
    char **texts = memory_new(TEXTS, sizeof *texts);
    assert_non_null(texts);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < TEXTS; i++) {
            texts[i] = arena_take(&arena, BYTES);
            assert_non_null(texts[i]);
            memset(texts[i], i % 100, BYTES);
        }
        for (int i = 0; i < TEXTS; i++)
            for (int byte = 0; byte < BYTES; byte += 100)
                assert_int_equal(texts[i][byte], i % 100);
        size_t blocks = arena.count;
        arena_empty(&arena);
        assert_int_equal(arena.count, blocks); /* kept for the next batch */
    }
    char *large = arena_take(&arena, 3000000);
    assert_non_null(large);
    memset(large, 1, 3000000);
    memory_fail_from(1);
    assert_null(arena_take(&arena, 30000000));
    memory_fail_from(0);
    arena_release(&arena);
    arena_release(&arena);
    memory_free(texts);
}

static void cells_without_memory(void **state)
{
    (void)state;
    struct batch batch;
    struct arena arena = {0};
    struct field_map map = map_of(FIELD_HH_ID, FIELD_LAT);
    struct mah_error err = {0};
    uint64_t recoded = 0;
    assert_int_equal(batch_init(&batch, &map, false, NULL), MAH_OK);
    struct column *column = &batch.columns[FIELD_HH_ID];
    for (size_t nth = 1; nth <= 2; nth++) {
        memory_fail_from(nth);
        assert_int_equal(cell_set_text(column, 0, "\xDE", 1, &arena, &recoded, &err), MAH_NO_MEMORY);
        memory_fail_from(0);
        memory_fail_from(1);
        assert_int_equal(cell_set_integer(column, 0, INT64_MAX, &(struct arena){0}, &err), MAH_NO_MEMORY);
        memory_fail_from(0);
    }
    assert_int_equal(cell_set_text(column, 0, "", (size_t)UINT32_MAX + 1, &arena, &recoded, &err), MAH_BAD_SOURCE);
    assert_int_equal(cell_set_text(column, 0, "  ", 2, &arena, &recoded, &err), MAH_OK);
    assert_int_equal(column->kind[0], CELL_MISSING);
    arena_release(&arena);
    batch_release(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_as_text),
        cmocka_unit_test(a_text_that_does_not_fit_keeps_whole_letters),
        cmocka_unit_test(broken_letters_are_shown_as_such),
        cmocka_unit_test(a_row_without_text_is_written_from_its_cells),
        cmocka_unit_test(a_long_row_is_cut_at_500_bytes),
        cmocka_unit_test(a_batch_has_room_for_its_columns_only),
        cmocka_unit_test(numbers_that_are_none_are_missing),
        cmocka_unit_test(texts_stay_where_they_are_until_the_arena_is_emptied),
        cmocka_unit_test(cells_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
