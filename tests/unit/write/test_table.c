/* Do the four ways to hand out a table say what the table holds, safely, and notice a stream that refuses? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "sample_city.h"
#include "write/table.h"

static struct crs crs;
static struct mah_release *release;
static struct release_table *table;

static const struct release_column columns[] = {
    {"mah_name", RELEASE_TEXT, "Mahalle", "Mahalle", NULL, NULL, NULL, 0},
    {"year", RELEASE_INTEGER, "Yıl", "Year", NULL, NULL, NULL, 0},
    {"pop_est", RELEASE_INTEGER, "Nüfus", "Population", "kişi", NULL, NULL, 0},
    {"sh_mig", RELEASE_REAL, "Göçmen payı", "Share", NULL, NULL, NULL, 0},
};

static void start(enum language language, enum release_geometry geometry)
{
    const struct release_facts facts = {
        .title = "t", .language = language, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    assert_int_equal(
        release_add_table(release, &table, &(struct release_table_facts){.name = "t", .geometry = geometry}, NULL),
        MAH_OK);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(table_add_column(table, &columns[i], NULL), MAH_OK);
}

static void add(const char *name, int64_t year, int64_t people, double share)
{
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_text(table, 0, name, NULL), MAH_OK);
    assert_int_equal(table_set_integer(table, 1, year, NULL), MAH_OK);
    if (people >= 0)
        assert_int_equal(table_set_integer(table, 2, people, NULL), MAH_OK);
    assert_int_equal(table_set_real(table, 3, share, NULL), MAH_OK);
}

static int set_up(void **state)
{
    (void)state;
    release = NULL;
    return crs_resolve(&crs, "EPSG:4326", NULL) == MAH_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    release_free(release);
    crs_release(&crs);
    return 0;
}

static char *written(const struct table_view *view, enum table_format format)
{
    char *text = NULL;
    size_t length = 0;
    struct mah_error err = {0};
    FILE *file = open_memstream(&text, &length);
    assert_non_null(file);
    if (table_write(view, format, file, &err) != MAH_OK)
        fail_msg("%s", err.message);
    fclose(file);
    return text;
}

static void expect(enum table_format format, const char *expected)
{
    const struct table_view view = {.release = release, .table = table};
    char *text = written(&view, format);
    assert_string_equal(text, expected);
    free(text);
}

static void a_text_table_is_aligned_by_letters(void **state)
{
    (void)state;
    start(LANGUAGE_TURKISH, RELEASE_NO_GEOMETRY);
    add("Işıklar", 2025, 12345, 0.25);
    add("Çamlık", 2024, 950, 0.125);
    add("Kâğıtçılar", 2023, -1, NAN);
    expect(TABLE_TEXT, "Mahalle      Yıl   Nüfus  Göçmen payı\n"
                       "                    kişi             \n"
                       "----------  ----  ------  -----------\n"
                       "Işıklar     2025  12.345        0,250\n"
                       "Çamlık      2024     950        0,125\n"
                       "Kâğıtçılar  2023       –            –\n");
}

static void a_text_table_speaks_english(void **state)
{
    (void)state;
    start(LANGUAGE_ENGLISH, RELEASE_NO_GEOMETRY);
    add("A", 2025, 1234567, 1234.5678);
    add(NULL, 2025, 3, -0.6);
    expect(TABLE_TEXT, "Mahalle  Year  Population  Share\n"
                       "                     kişi       \n"
                       "-------  ----  ----------  -----\n"
                       "A        2025   1,234,567   1235\n"
                       "–        2025           3     -1\n");
}

/* A day stands to the left as a text does, and is quoted in JSON. */
static void a_day_is_written_as_it_is(void **state)
{
    (void)state;
    static const struct release_column day = {"day", RELEASE_DATE, "Gelinen gün", "Day of arrival",
                                              NULL,  NULL,         NULL,          0};
    const struct release_facts facts = {
        .title = "t", .language = LANGUAGE_ENGLISH, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    assert_int_equal(release_add_table(release, &table, &(struct release_table_facts){.name = "t"}, NULL), MAH_OK);
    assert_int_equal(table_add_column(table, &day, NULL), MAH_OK);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_date(table, 0, "1987-01-01", NULL), MAH_OK);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    expect(TABLE_TEXT, "Day of arrival\n--------------\n1987-01-01\n–\n");
    expect(TABLE_CSV, "day\n1987-01-01\n\n");
    expect(TABLE_JSON, "{\"rows\": [\n  {\"day\": \"1987-01-01\"},\n  {\"day\": null}\n]}\n");
}

/* Short headings, per cent, names cut with an ellipsis: for a summary that has to fit. */
static void a_text_table_can_look_shorter(void **state)
{
    (void)state;
    start(LANGUAGE_TURKISH, RELEASE_NO_GEOMETRY);
    add("Şahinbey Yeni Mah", 2025, 1, 0.07);
    add("Çay", 2025, 2, 0.456);
    add("Işık", 2025, 3, NAN);
    const struct column_look looks[] = {{"Ad", false, 10}, {"Pay", true, 0}};
    const struct table_view view = {
        .release = release, .table = table, .columns = (const size_t[]){0, 3}, .column_count = 2, .looks = looks};
    char *text = written(&view, TABLE_TEXT);
    assert_string_equal(text, "Ad          Pay\n"
                              "              %\n"
                              "---------  ----\n"
                              "Şahinbey…   7,0\n"
                              "Çay        45,6\n"
                              "Işık          –\n");
    free(text);
    text = written(&view, TABLE_CSV); /* for machines nothing changes */
    assert_string_equal(text, "mah_name,sh_mig\nŞahinbey Yeni Mah,0.07\nÇay,0.456\nIşık,\n");
    free(text);
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
    (void)state;
    start(LANGUAGE_ENGLISH, RELEASE_NO_GEOMETRY);
    add("a\x1B[31mb\nc\xC2\x9B"
        "d",
        1, 1, 1);
    const struct table_view view = {
        .release = release, .table = table, .columns = (const size_t[]){0}, .column_count = 1};
    char *text = written(&view, TABLE_TEXT);
    assert_string_equal(text, "Mahalle\n--------\na[31mbcd\n");
    free(text);
}

static void columns_and_rows_can_be_chosen(void **state)
{
    (void)state;
    start(LANGUAGE_TURKISH, RELEASE_NO_GEOMETRY);
    add("a", 1, 2, 3);
    add("b", 4, 5, 6);
    const size_t chosen[] = {3, 0};
    const struct table_view view = {
        .release = release, .table = table, .columns = chosen, .column_count = 2, .row_limit = 1};
    char *text = written(&view, TABLE_CSV);
    assert_string_equal(text, "sh_mig,mah_name\n3,a\n");
    free(text);
    text = written(&view, TABLE_JSON);
    assert_string_equal(text, "{\"rows\": [\n  {\"sh_mig\": 3, \"mah_name\": \"a\"}\n]}\n");
    free(text);
}

static void csv_quotes_and_guards(void **state)
{
    (void)state;
    start(LANGUAGE_TURKISH, RELEASE_NO_GEOMETRY);
    add("Yenişehir", 2025, 12345, 0.1);
    add("a,b", 1, -1, NAN);
    add("say \"hi\"", -5, 0, -2.5);
    add("two\nlines\r", 0, 0, 1e-7);
    add("=cmd|'/c calc'!A1", 0, 0, 1e21);
    add("+1", 0, 0, 0);
    add("-1", 0, 0, 0);
    add("@x", 0, 0, 0);
    add("\tx", 0, 0, 0);
    add("\rx", 0, 0, 0);
    add("=\"a\"", 0, 0, 0);
    add("", 0, 0, 0);
    expect(TABLE_CSV, "mah_name,year,pop_est,sh_mig\n"
                      "Yenişehir,2025,12345,0.1\n"
                      "\"a,b\",1,,\n"
                      "\"say \"\"hi\"\"\",-5,0,-2.5\n"
                      "\"two\nlines\r\",0,0,1e-07\n"
                      "'=cmd|'/c calc'!A1,0,0,1e+21\n"
                      "'+1,0,0,0\n"
                      "'-1,0,0,0\n"
                      "'@x,0,0,0\n"
                      "'\tx,0,0,0\n"
                      "\"'\rx\",0,0,0\n"
                      "\"'=\"\"a\"\"\",0,0,0\n"
                      ",0,0,0\n");
}

/* An independent reader finds the same values. */
static void json_reads_back(void **state)
{
    (void)state;
    static const char evil[] = "\"\\/\b\f\n\r\t\x01\x7F </script> Şanlıurfa";
    start(LANGUAGE_TURKISH, RELEASE_NO_GEOMETRY);
    add(evil, INT64_MIN, -1, 0.1);
    add("", INT64_MAX, 7, 1e300);
    const struct table_view view = {.release = release, .table = table};
    char *text = written(&view, TABLE_JSON);
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    const json_t *rows = json_object_get(root, "rows");
    assert_int_equal(json_array_size(rows), 2);
    const json_t *row = json_array_get(rows, 0);
    assert_string_equal(json_string_value(json_object_get(row, "mah_name")), evil);
    assert_true(json_integer_value(json_object_get(row, "year")) == INT64_MIN);
    assert_true(json_is_null(json_object_get(row, "pop_est")));
    assert_true(json_real_value(json_object_get(row, "sh_mig")) == 0.1);
    assert_true(json_number_value(json_object_get(json_array_get(rows, 1), "sh_mig")) == 1e300);
    json_decref(root);
    free(text);
}

static void a_table_without_rows_is_whole(void **state)
{
    (void)state;
    start(LANGUAGE_ENGLISH, RELEASE_POINT);
    expect(TABLE_TEXT,
           "Mahalle  Year  Population  Share\n                     kişi       \n-------  ----  ----------  -----\n");
    expect(TABLE_CSV, "mah_name,year,pop_est,sh_mig\n");
    expect(TABLE_JSON, "{\"rows\": []}\n");
    expect(TABLE_GEOJSON, "{\"type\": \"FeatureCollection\", \"features\": []}\n");
}

static void geojson_has_points_and_rows_without(void **state)
{
    (void)state;
    start(LANGUAGE_ENGLISH, RELEASE_POINT);
    add("a", 1, 2, 3);
    assert_int_equal(table_set_point(table, (struct point){38.7912345678, -37.16}, NULL), MAH_OK);
    add("b", 1, 2, 3);
    const struct table_view view = {
        .release = release, .table = table, .columns = (const size_t[]){0}, .column_count = 1};
    char *text = written(&view, TABLE_GEOJSON);
    assert_string_equal(text,
                        "{\"type\": \"FeatureCollection\", \"features\": [\n"
                        "  {\"type\": \"Feature\", \"properties\": {\"mah_name\": \"a\"}, \"geometry\": "
                        "{\"type\": \"Point\", \"coordinates\": [38.7912346,-37.16]}},\n"
                        "  {\"type\": \"Feature\", \"properties\": {\"mah_name\": \"b\"}, \"geometry\": null}\n]}\n");
    free(text);
}

/* A square with a hole and a second part, drawn the wrong way round: RFC 7946 wants shells counter-clockwise. */
static void geojson_turns_rings_the_right_way(void **state)
{
    (void)state;
    struct polygon polygon;
    static const struct point vertices[] = {{0, 0}, {0, 4}, {4, 4}, {4, 0},    {0, 0},  {1, 1}, {2, 1},
                                            {2, 2}, {1, 1}, {9, 9}, {9.5, 10}, {10, 9}, {9, 9}};
    assert_int_equal(polygon_reserve(&polygon, 13, 3, 2, NULL), MAH_OK);
    memcpy(polygon.vertices, vertices, sizeof vertices);
    memcpy(polygon.ring_start, (size_t[]){0, 5, 9, 13}, 4 * sizeof(size_t));
    memcpy(polygon.part_start, (size_t[]){0, 2, 3}, 3 * sizeof(size_t));
    polygon_set_bounds(&polygon);
    start(LANGUAGE_ENGLISH, RELEASE_MULTIPOLYGON);
    add("a", 1, 2, 3);
    assert_int_equal(table_set_polygon(table, &polygon, NULL), MAH_OK);
    const struct table_view view = {
        .release = release, .table = table, .columns = (const size_t[]){0}, .column_count = 1};
    char *text = written(&view, TABLE_GEOJSON);
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    const json_t *parts = json_object_get(
        json_object_get(json_array_get(json_object_get(root, "features"), 0), "geometry"), "coordinates");
    assert_int_equal(json_array_size(parts), 2);
    static const size_t rings[] = {2, 1};
    for (size_t part = 0; part < 2; part++) {
        assert_int_equal(json_array_size(json_array_get(parts, part)), rings[part]);
        for (size_t ring = 0; ring < rings[part]; ring++) {
            const json_t *points = json_array_get(json_array_get(parts, part), ring);
            double twice_area = 0;
            for (size_t i = 0; i + 1 < json_array_size(points); i++) {
                const json_t *a = json_array_get(points, i), *b = json_array_get(points, i + 1);
                twice_area += json_number_value(json_array_get(a, 0)) * json_number_value(json_array_get(b, 1)) -
                              json_number_value(json_array_get(b, 0)) * json_number_value(json_array_get(a, 1));
            }
            assert_true(ring == 0 ? twice_area > 0 : twice_area < 0);
        }
    }
    json_decref(root);
    free(text);
    polygon_release(&polygon);
}

static void geojson_is_in_longitude_and_latitude(void **state)
{
    (void)state;
    struct sample_city city;
    struct sample_options options = sample_default_options();
    assert_int_equal(sample_city_make(&city, &options), MAH_OK);
    const struct table_view view = {.release = city.release,
                                    .table = release_table_named(city.release, "mah_indicators")};
    char *text = written(&view, TABLE_GEOJSON);
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    const json_t *features = json_object_get(root, "features");
    assert_int_equal(json_array_size(features), city.polygon_count);
    for (size_t i = 0; i < city.polygon_count; i++) {
        const json_t *ring = json_array_get(
            json_array_get(json_object_get(json_object_get(json_array_get(features, i), "geometry"), "coordinates"), 0),
            0);
        const json_t *point = json_array_get(ring, 0), *last = json_array_get(ring, json_array_size(ring) - 1);
        double longitude = json_number_value(json_array_get(point, 0)),
               latitude = json_number_value(json_array_get(point, 1));
        assert_true(longitude > 38.5 && longitude < 39 && latitude > 37 && latitude < 37.3);
        assert_true(json_equal(point, last));
    }
    json_decref(root);
    free(text);
    sample_city_release(&city);
}

static void geojson_needs_geometry(void **state)
{
    (void)state;
    struct mah_error err = {0};
    start(LANGUAGE_ENGLISH, RELEASE_NO_GEOMETRY);
    const struct table_view view = {.release = release, .table = table};
    assert_int_equal(table_write(&view, TABLE_GEOJSON, stderr, &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "choose text, csv or json"));
}

static void a_full_stream_is_an_error(void **state)
{
    (void)state;
    for (int rows = 1; rows < 10000; rows = rows * 100 + 1) {
        start(LANGUAGE_ENGLISH, RELEASE_POINT);
        for (int i = 0; i < rows; i++)
            add("a", 1, 2, 3);
        const struct table_view view = {.release = release, .table = table};
        for (int format = TABLE_TEXT; format <= TABLE_GEOJSON; format++) {
            struct mah_error err = {0};
            FILE *full = fopen("/dev/full", "w");
            assert_non_null(full);
            assert_int_equal(table_write(&view, (enum table_format)format, full, &err), MAH_FAILED);
            assert_non_null(strstr(err.message, "cannot write the answer: No space left"));
            fclose(full);
        }
        release_free(release);
        release = NULL;
    }
}

static void formats_have_words(void **state)
{
    (void)state;
    enum table_format format;
    assert_true(table_format_parse("geojson", &format));
    assert_int_equal(format, TABLE_GEOJSON);
    assert_true(table_format_parse("text", &format));
    assert_int_equal(format, TABLE_TEXT);
    assert_false(table_format_parse("CSV", &format));
    assert_false(table_format_parse("", &format));
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    struct sample_city city;
    struct sample_options options = sample_default_options();
    options.columns = options.rows = 2;
    assert_int_equal(sample_city_make(&city, &options), MAH_OK);
    const struct table_view view = {.release = city.release,
                                    .table = release_table_named(city.release, "mah_indicators")};
    for (int format = TABLE_TEXT; format <= TABLE_GEOJSON; format++) {
        enum mah_status status = MAH_NO_MEMORY;
        for (size_t n = 1; status != MAH_OK && n < 500; n++) {
            FILE *null = fopen("/dev/null", "w");
            memory_fail_from(n);
            status = table_write(&view, (enum table_format)format, null, NULL);
            memory_fail_from(0);
            assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
            assert_true(status == MAH_NO_MEMORY || n > 1);
            fclose(null);
        }
        assert_int_equal(status, MAH_OK);
    }
    sample_city_release(&city);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_text_table_is_aligned_by_letters),
        TEST(a_day_is_written_as_it_is),
        TEST(a_text_table_speaks_english),
        TEST(a_text_table_can_look_shorter),
        TEST(control_characters_do_not_reach_the_terminal),
        TEST(columns_and_rows_can_be_chosen),
        TEST(csv_quotes_and_guards),
        TEST(json_reads_back),
        TEST(a_table_without_rows_is_whole),
        TEST(geojson_has_points_and_rows_without),
        TEST(geojson_turns_rings_the_right_way),
        TEST(geojson_is_in_longitude_and_latitude),
        TEST(geojson_needs_geometry),
        TEST(a_full_stream_is_an_error),
        TEST(formats_have_words),
        TEST(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
