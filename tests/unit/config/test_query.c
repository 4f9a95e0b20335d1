/* What is a box, a circle, a key? And what is said to those who wrote none? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "config/query.h"

static void a_box(void **state)
{
    (void)state;
    struct query_area box;
    struct mah_error err = {0};
    assert_int_equal(query_read_box(&box, "38.7, 37.1,38.9,37.2 ", &err), MAH_OK);
    assert_int_equal(box.kind, QUERY_BOX);
    assert_true(box.min_lon == 38.7 && box.min_lat == 37.1 && box.max_lon == 38.9 && box.max_lat == 37.2);
    assert_string_equal(box.words, "38.7, 37.1,38.9,37.2 ");
    assert_int_equal(query_read_box(&box, "-180,-90,180,90", &err), MAH_OK);
    assert_int_equal(query_read_box(&box, "36,37,37,38", &err), MAH_OK); /* both ways could be meant */
}

static void refused_box(const char *words, const char *message)
{
    struct query_area box;
    struct mah_error err = {0};
    if (query_read_box(&box, words, &err) != MAH_BAD_USAGE)
        fail_msg("'%s' is taken", words);
    assert_string_equal(err.message, message);
}

static void what_is_no_box(void **state)
{
    (void)state;
    static const char *const none[] = {"",       "1",       "1,2,3",   "1,2,3,4,5", "1,2,3,",
                                       ",1,2,3", "a,b,c,d", "1;2;3;4", "nan,1,2,3", "1,2,inf,3"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char message[200];
        snprintf(message, sizeof message, "'%s' is no box; write MINLON,MINLAT,MAXLON,MAXLAT in degrees", none[i]);
        refused_box(none[i], message);
    }
    refused_box("500000,4100000,510000,4110000",
                "'500000,4100000,510000,4110000' is no box of degrees: longitudes reach to 180, latitudes to 90");
    refused_box("38,37,39,91", "'38,37,39,91' is no box of degrees: longitudes reach to 180, latitudes to 90");
    refused_box("39,37,38,38", "'39,37,38,38' is an empty box; the smaller longitude and latitude come first");
    refused_box("38,38,39,37", "'38,38,39,37' is an empty box; the smaller longitude and latitude come first");
    refused_box("38,37,38,38", "'38,37,38,38' is an empty box; the smaller longitude and latitude come first");
    refused_box("37,28,38,29",
                "in '37,28,38,29' latitude and longitude look exchanged; a box begins with the longitude");
}

static void a_circle(void **state)
{
    (void)state;
    struct query_area circle;
    struct mah_error err = {0};
    assert_int_equal(query_read_circle(&circle, "37.16,38.80", "1500", &err), MAH_OK);
    assert_int_equal(circle.kind, QUERY_CIRCLE);
    assert_true(circle.lat == 37.16 && circle.lon == 38.8 && circle.radius_m == 1500);
    assert_int_equal(query_read_circle(&circle, "52.52, 13.40", "0,5", &err), MAH_OK); /* anywhere on Earth */
    assert_true(circle.radius_m == 0.5);
    assert_int_equal(query_read_circle(&circle, "38.80,37.16", "200000", &err), MAH_OK); /* both could be meant */
}

static void refused_circle(const char *position, const char *radius, const char *message)
{
    struct query_area circle;
    struct mah_error err = {0};
    assert_int_equal(query_read_circle(&circle, position, radius, &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, message);
}

static void what_is_no_circle(void **state)
{
    (void)state;
    refused_circle(NULL, "1000", "'--radius' needs the middle of the circle: --near LAT,LON");
    refused_circle("37,38", NULL, "'--near' needs the size of the circle: --radius METRES");
    refused_circle("37", "1000", "'37' is no position; write LAT,LON in degrees, such as 37.16,38.80");
    refused_circle("37,16,38,80", "1000",
                   "'37,16,38,80' is no position; write LAT,LON in degrees, such as 37.16,38.80");
    refused_circle("91,38", "1000", "'91,38' is no position in degrees: latitudes reach to 90, longitudes to 180");
    refused_circle("37,181", "1000", "'37,181' is no position in degrees: latitudes reach to 90, longitudes to 180");
    refused_circle("28.98,41.01", "1000",
                   "in '28.98,41.01' latitude and longitude look exchanged; the latitude comes first");
    static const char *const none[] = {"0", "-5", "200001", "1 km", "", "nan"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char message[200];
        snprintf(message, sizeof message, "'%s' is no radius; metres above 0 and at most 200000 are allowed", none[i]);
        refused_circle("37,38", none[i], message);
    }
}

static void keys(void **state)
{
    (void)state;
    static const char *const words[] = {"mahalle", "ilce", "origin", "year", "service", "age"};
    enum query_by by;
    struct mah_error err = {0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_int_equal(query_read_by(&by, words[i], &err), MAH_OK);
        assert_int_equal(by, BY_MAHALLE + i);
        assert_string_equal(query_by_word(by), words[i]);
    }
    static const char *const none[] = {"", "none", "Mahalle", "ages"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(query_read_by(&by, none[i], &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, "'ages' is no key of --by; there are mahalle, ilce, origin, year, service, age");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box),    cmocka_unit_test(what_is_no_box),
        cmocka_unit_test(a_circle), cmocka_unit_test(what_is_no_circle),
        cmocka_unit_test(keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
