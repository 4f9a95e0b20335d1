/* JSON as published: arrays of features without a collection, arrays of records. */
#include "service_files.h"

static struct source json_source(const char *text)
{
    return source_of("asm", write_file("array.json", text));
}

static struct service_set *read_json(const char *text)
{
    return read_source(json_source(text));
}

static void features_without_a_collection(void **state)
{
    (void)state;
    struct service_set *set =
        read_json("\xEF\xBB\xBF "
                  "[{\"type\":\"Feature\",\"id\":\"asm.1\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[30,40]},"
                  "\"properties\":{\"adi\":\" Merkez \\u0130 \",\"hekim\":3}},\n"
                  "{\"type\":\"Feature\",\"id\":7,\"geometry\":null,\"properties\":null},\n"
                  "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[30.1,40.1,900]},"
                  "\"properties\":{\"hekim\":2.5,\"acik\":false}}]\n");
    expect_books(set, 3, 1, 1, 0);
    assert_string_equal(set->facilities[0].id, "asm.1");
    assert_string_equal(set->facilities[0].name, "Merkez İ");
    assert_true(set->facilities[0].capacity == 3);
    expect_at(&set->facilities[0], 500000, Y_40N);
    assert_false(set->facilities[1].is_open);
    assert_int_equal(set->facilities[1].row, 3);
    assert_int_equal(set->books[0].fault[SERVICE_NO_POSITION], 1);
    assert_string_equal(set->books[0].format, "JSON");
    service_set_free(set);
}

static void records_with_a_geometry(void **state)
{
    (void)state;
    /* As an object, under any name; as GeoJSON in a text; as coordinates. */
    static const char *const files[] = {
        "[{\"gml_id\":\"x.1\",\"adi\":\"A\",\"geojson\":{\"type\":\"Point\",\"coordinates\":[30,40]}}]",
        "[{\"gml_id\":\"x.1\",\"adi\":\"A\",\"yeri\":{\"type\":\"MultiPoint\",\"coordinates\":[[30,40]]}}]",
        "[{\"gml_id\":\"x.1\",\"adi\":\"A\",\"geom\":{\"type\":\"Feature\",\"properties\":{},"
        "\"geometry\":{\"type\":\"Point\",\"coordinates\":[30,40]}}}]",
        "[{\"gml_id\":\"x.1\",\"adi\":\"A\",\"geojson\":\"{\\\"type\\\":\\\"Point\\\",\\\"coordinates\\\":[30,40]}\"}]",
        "[{\"gml_id\":\"x.1\",\"adi\":\"A\",\"lat\":\"40,0\",\"lng\":\"30.0\"}]",
        "[{\"gml_id\":\"x.1\",\"adi\":\"A\",\"enlem\":40,\"boylam\":30}]"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct service_set *set = read_json(files[i]);
        expect_books(set, 1, 1, 0, 0);
        expect_at(&set->facilities[0], 500000, Y_40N);
        assert_string_equal(set->facilities[0].id, "x.1");
        assert_string_equal(set->facilities[0].name, "A");
        service_set_free(set);
    }
}

static void what_is_no_record_is_a_bad_row(void **state)
{
    (void)state;
    struct service_set *set = read_json("[1, \"text\", null, [30,40], {}, {\"lon\":30,\"lat\":40}, true]");
    expect_books(set, 7, 1, 0, 0);
    assert_int_equal(set->books[0].fault[SERVICE_BAD_ROW], 5);
    assert_int_equal(set->books[0].fault[SERVICE_NO_POSITION], 1);
    assert_int_equal(set->facilities[0].row, 6);
    service_set_free(set);
}

static void a_filter_sees_the_members(void **state)
{
    (void)state;
    struct source source = json_source("[{\"tur\":\"ASM\",\"n\":3,\"acil\":true,\"lon\":30,\"lat\":40},"
                                       "{\"tur\":\"ASM\",\"n\":1,\"lon\":30,\"lat\":40},{\"lon\":30,\"lat\":40}]");
    source.where = (char *)"tur = 'ASM' and n >= 2 and acil = 'true'";
    struct service_set *set = read_source(source);
    expect_books(set, 3, 1, 0, 2);
    service_set_free(set);
}

static void letters_of_windows(void **state)
{
    (void)state;
    struct service_set *set = read_json("[{\"ad\":\"\xDEi\xFEli\",\"lon\":30,\"lat\":40}]");
    assert_string_equal(set->facilities[0].name, "Şişli");
    service_set_free(set);
}

static void damaged_files_are_refused_with_their_line(void **state)
{
    (void)state;
    static const char *const files[][2] = {
        {"[{\"lon\":30,\"lat\":40},\n{\"lon\":30,\"la", "is damaged or cut off in line 2: "},
        {"[{\"lon\":30,\"lat\":40}\n\n", "is damaged or cut off in line 3: a comma or a closing bracket is missing"},
        {"[{\"lon\":30,\"lat\":40} {\"lon\":30}]", "line 1: a comma or a closing bracket is missing"},
        {"[{\"lon\":30,\"lat\":40},]", "is damaged or cut off in line 1: "},
        {"[{\"lon\":30,\"lat\":40}]\n[]", "line 2: something stands behind the array"},
        {"[{\"lon\":NaN,\"lat\":40}]", "is damaged or cut off in line 1: "},
        {"[{'lon':30}]", "is damaged or cut off in line 1: "},
        {"[", "is damaged or cut off in line 1: "},
        {"[{\"a\":\"\\u0000\",\"lon\":30,\"lat\":40}]", "is damaged or cut off in line 1: "},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        expect_refused(json_source(files[i][0]), MAH_BAD_SOURCE, files[i][1]);
}

/* What is not closed and what is; as deep as this. */
static char *nested(const char *before, char open, char close, int depth, const char *after)
{
    struct text text = TEXT_EMPTY;
    text_add(&text, before);
    for (int i = 0; i < depth; i++)
        text_add_bytes(&text, &open, 1);
    for (int i = 0; i < depth; i++)
        text_add_bytes(&text, &close, 1);
    text_add(&text, after);
    return text_take(&text);
}

static void absurd_depth_is_refused(void **state)
{
    (void)state;
    char *deep = nested("[{\"lon\":30,\"lat\":40,\"x\":", '[', ']', 200000, "}]");
    expect_refused(json_source(deep), MAH_BAD_SOURCE, "is nested too deep in line 1 to be a list of places");
    memory_free(deep);
    deep = nested("", '[', ']', 200000, "");
    expect_refused(json_source(deep), MAH_BAD_SOURCE, "is nested too deep");
    memory_free(deep);
    /* As deep as JSON may be: a broken geometry for that row alone. */
    deep = nested("[{\"g\":{\"type\":\"Point\",\"coordinates\":", '[', ']', 1500,
                  "}},{\"g\":{\"type\":\"Point\",\"coordinates\":[30,40]}}]");
    struct service_set *set = read_json(deep);
    expect_books(set, 2, 1, 0, 0);
    assert_int_equal(set->books[0].fault[SERVICE_BAD_POSITION], 1);
    service_set_free(set);
    memory_free(deep);
}

static void a_hundred_megabytes_are_the_limit(void **state)
{
    (void)state;
    char *path = write_file("large.json", "[{\"lon\":30,\"lat\":40}]");
    assert_int_equal(truncate(path, 100L * 1024 * 1024 + 1), 0); /* sparse: takes no room */
    expect_refused(source_of("asm", path), MAH_BAD_SOURCE,
                   "is larger than 100 MB, too large for a JSON array; convert it to GeoPackage");
    assert_int_equal(truncate(path, 100L * 1024 * 1024), 0);
    expect_refused(source_of("asm", path), MAH_BAD_SOURCE, "NUL");
}

static void collections_go_their_usual_way(void **state)
{
    (void)state;
    struct service_set *set =
        read_json("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"ad\":\"A\"},"
                  "\"geometry\":{\"type\":\"Point\",\"coordinates\":[30,40]}}]}");
    expect_books(set, 1, 1, 0, 0);
    assert_string_equal(set->books[0].format, "GeoJSON");
    service_set_free(set);
    expect_refused(json_source("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Fea"), MAH_BAD_SOURCE,
                   "array.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_without_a_collection),
        cmocka_unit_test(records_with_a_geometry),
        cmocka_unit_test(what_is_no_record_is_a_bad_row),
        cmocka_unit_test(a_filter_sees_the_members),
        cmocka_unit_test(letters_of_windows),
        cmocka_unit_test(damaged_files_are_refused_with_their_line),
        cmocka_unit_test(absurd_depth_is_refused),
        cmocka_unit_test(a_hundred_megabytes_are_the_limit),
        cmocka_unit_test(collections_go_their_usual_way),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
