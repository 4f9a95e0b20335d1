/* Which areas do the words of a question draw, and where? */
#include "../geometry/shapes.h"

#include <stdlib.h>

#include "base/language.h"
#include "geometry/point_in_polygon.h"
#include "locate/areas.h"

static const struct searched_place places[] = {
    {"01", "Cumhuriyet", "Batı"}, {"02", "Yeni", "Doğu"}, {"03", "Cumhuriyet", "Doğu"}, {"04", "Köyiçi", NULL}};
enum { PLACES = sizeof places / sizeof *places };

static enum mah_status resolve_in(struct area_list *out, struct query_area *areas, size_t count, const char *boundaries,
                                  struct mah_error *err)
{
    struct crs crs, working;
    struct query query = {.areas = areas, .area_count = count};
    assert_int_equal(crs_resolve(&crs, boundaries, NULL), MAH_OK);
    assert_int_equal(crs_resolve(&working, "EPSG:5257", NULL), MAH_OK); /* TUREF / TM39 */
    enum mah_status status = areas_resolve(out, &query, places, PLACES, &crs, &working, err);
    crs_release(&crs);
    crs_release(&working);
    return status;
}

static void resolve(struct area_list *out, struct query_area *areas, size_t count, const char *boundaries)
{
    struct mah_error err = {0};
    if (resolve_in(out, areas, count, boundaries, &err) != MAH_OK)
        fail_msg("refused: %s", err.message);
}

static void expect_whole(const struct area *area, const char *label, size_t count, const size_t *mahalle)
{
    assert_string_equal(area->label, label);
    assert_int_equal(area->polygon.part_count, 0);
    assert_int_equal(area->mahalle_count, count);
    assert_memory_equal(area->mahalle, mahalle, count * sizeof *mahalle);
}

static void whole_mahalle_in_the_order_asked(void **state)
{
    (void)state;
    struct area_list list;
    struct query_area asked[] = {{.kind = QUERY_MAHALLE, .words = "YENİ mah."},
                                 {.kind = QUERY_ILCE, .words = "dogu"},
                                 {.kind = QUERY_MAHALLE, .words = "batı/cumhuriyet"},
                                 {.kind = QUERY_MAHALLE, .words = "04"}};
    resolve(&list, asked, 4, "EPSG:4326");
    assert_int_equal(list.count, 4);
    expect_whole(&list.areas[0], "Yeni (Doğu)", 1, (size_t[]){1});
    expect_whole(&list.areas[1], "Doğu", 2, (size_t[]){1, 2});
    expect_whole(&list.areas[2], "Cumhuriyet (Batı)", 1, (size_t[]){0});
    expect_whole(&list.areas[3], "Köyiçi", 1, (size_t[]){3});
    area_list_release(&list);
    assert_int_equal(list.count, 0);
}

static void no_area_is_the_whole_city(void **state)
{
    (void)state;
    struct area_list list;
    resolve(&list, NULL, 0, "EPSG:4326");
    assert_int_equal(list.count, 1);
    expect_whole(&list.areas[0], "Whole city", PLACES, (size_t[]){0, 1, 2, 3});
    area_list_release(&list);
    language_set(LANGUAGE_TURKISH);
    resolve(&list, NULL, 0, "EPSG:4326");
    assert_string_not_equal(list.areas[0].label, "Whole city");
    area_list_release(&list);
    language_set(LANGUAGE_ENGLISH);
}

static double area_of(const struct polygon *polygon, const char *crs)
{
    struct crs own;
    double km2 = 0;
    assert_int_equal(crs_resolve(&own, crs, NULL), MAH_OK);
    assert_int_equal(polygon_area_km2(&km2, polygon, &own, NULL), MAH_OK);
    crs_release(&own);
    return km2;
}

static void a_box_in_degrees_is_that_box(void **state)
{
    (void)state;
    struct area_list list;
    struct query_area box = {.kind = QUERY_BOX,
                             .words = "38.7,37.1,38.9,37.2",
                             .min_lon = 38.7,
                             .min_lat = 37.1,
                             .max_lon = 38.9,
                             .max_lat = 37.2};
    resolve(&list, &box, 1, "EPSG:4326");
    const struct polygon *polygon = &list.areas[0].polygon;
    assert_string_equal(list.areas[0].label, "38.7,37.1,38.9,37.2");
    assert_int_equal(list.areas[0].mahalle_count, 0);
    assert_true(polygon->bounds.min_x == 38.7 && polygon->bounds.max_x == 38.9);
    assert_true(polygon->bounds.min_y == 37.1 && polygon->bounds.max_y == 37.2);
    for (size_t i = 0; i < polygon->vertex_count; i++) {
        struct point at = polygon->vertices[i];
        assert_true(at.x == 38.7 || at.x == 38.9 || at.y == 37.1 || at.y == 37.2);
    }
    assert_memory_equal(&polygon->vertices[0], &polygon->vertices[polygon->vertex_count - 1], sizeof(struct point));
    area_list_release(&list);
}

/* A parallel is a curve in the plane: over 3 degrees it bends by a kilometre, and the box has to bend with it. */
static void the_sides_of_a_box_follow_the_parallels(void **state)
{
    (void)state;
    struct area_list plain, plane;
    struct query_area box = {
        .kind = QUERY_BOX, .words = "box", .min_lon = 37.5, .min_lat = 37, .max_lon = 40.5, .max_lat = 38};
    resolve(&plain, &box, 1, "EPSG:4326");
    resolve(&plane, &box, 1, "EPSG:5257");
    double degrees = area_of(&plain.areas[0].polygon, "EPSG:4326");
    double metres = area_of(&plane.areas[0].polygon, "EPSG:5257");
    assert_true(fabs(degrees - metres) < 1e-5 * degrees);
    struct crs own, map;
    struct transformation *transformation;
    struct point middle = {39, 37};
    assert_int_equal(crs_resolve(&own, "EPSG:4326", NULL), MAH_OK);
    assert_int_equal(crs_resolve(&map, "EPSG:5257", NULL), MAH_OK);
    assert_int_equal(transformation_new(&transformation, &own, &map, NULL), MAH_OK);
    transformation_apply(transformation, &middle, 1);
    transformation_free(transformation);
    crs_release(&own);
    crs_release(&map);
    double nearest = INFINITY;
    const struct polygon *polygon = &plane.areas[0].polygon;
    for (size_t i = 0; i < polygon->vertex_count; i++)
        nearest = fmin(nearest, hypot(polygon->vertices[i].x - middle.x, polygon->vertices[i].y - middle.y));
    assert_true(nearest < 1); /* a corner in the middle of the southern side */
    area_list_release(&plain);
    area_list_release(&plane);
}

static void a_circle_is_round_on_the_ground(void **state)
{
    (void)state;
    struct area_list list;
    struct query_area circle = {
        .kind = QUERY_CIRCLE, .words = "37.16,38.80", .lat = 37.16, .lon = 38.80, .radius_m = 1500};
    static const char *const systems[] = {"EPSG:4326", "EPSG:5257", "EPSG:3857"};
    for (size_t i = 0; i < 3; i++) {
        resolve(&list, &circle, 1, systems[i]);
        double round_km2 = M_PI * 1.5 * 1.5, drawn = area_of(&list.areas[0].polygon, systems[i]);
        if (fabs(drawn - round_km2) > 1e-4 * round_km2)
            fail_msg("%s: %.6f instead of %.6f km2", systems[i], drawn, round_km2);
        assert_string_equal(list.areas[0].label, "37.16,38.80 +1500 m");
        area_list_release(&list);
    }
}

static void a_text_of_corners(void **state)
{
    (void)state;
    struct area_list list;
    struct query_area wkt = {.kind = QUERY_WKT,
                             .words = "MULTIPOLYGON(((38 37, 39 37, 39 38, 38 38, 38 37),(38.2 37.2, 38.4 37.2, 38.4 "
                                      "37.4, 38.2 37.2)),((40 37, 41 37, 41 38, 40 37)))"};
    resolve(&list, &wkt, 1, "EPSG:4326");
    assert_int_equal(list.areas[0].polygon.part_count, 2);
    assert_int_equal(list.areas[0].polygon.ring_count, 3);
    assert_true(list.areas[0].polygon.bounds.max_x == 41);
    area_list_release(&list);
}

static void several_texts_are_told_apart(void **state)
{
    (void)state;
    struct area_list list;
    struct query_area wkt = {.kind = QUERY_WKT, .words = "POLYGON((38 37, 39 37, 39 38, 38 37))"};
    struct query_area three[] = {wkt, {.kind = QUERY_MAHALLE, .words = "01"}, wkt};
    resolve(&list, three, 3, "EPSG:4326");
    assert_string_equal(list.areas[0].label, "WKT");
    assert_string_equal(list.areas[2].label, "WKT 2");
    area_list_release(&list);
}

static void refused(struct query_area asked, const char *words)
{
    struct area_list list;
    struct query_area two[] = {{.kind = QUERY_MAHALLE, .words = "01"}, asked}; /* what was found before is let go */
    struct mah_error err = {0};
    if (resolve_in(&list, two, 2, "EPSG:5257", &err) != MAH_BAD_USAGE)
        fail_msg("'%s' is taken, or refused for another reason: %s", asked.words, err.message);
    if (strstr(err.message, words) == NULL)
        fail_msg("'%s' is not in: %s", words, err.message);
    assert_int_equal(list.count, 0);
}

static void what_is_nowhere(void **state)
{
    (void)state;
    refused((struct query_area){.kind = QUERY_MAHALLE, .words = "Cumhuriyet"}, "is the name of 2 mahalle");
    refused((struct query_area){.kind = QUERY_ILCE, .words = "Kuzey"}, "there are: Batı, Doğu");
    refused((struct query_area){.kind = QUERY_WKT, .words = "POINT(38 37)"}, "'POINT(38 37)' is no polygon");
    refused((struct query_area){.kind = QUERY_WKT, .words = "POLYGON((38 37, 39 37"}, "is no polygon");
    refused((struct query_area){.kind = QUERY_WKT, .words = "POLYGON EMPTY"}, "is no polygon");
    refused((struct query_area){.kind = QUERY_WKT, .words = "POLYGON((38 37, 39 37, 38 37))"}, "encloses no area");
    refused((struct query_area){.kind = QUERY_WKT, .words = ""}, "is no polygon");
    refused((struct query_area){.kind = QUERY_WKT,
                                .words = "POLYGON((500000 4100000,500001 4100000,500001 4100001,500000 4100000))"},
            "is not in degrees");
    refused((struct query_area){.kind = QUERY_CIRCLE, .words = "0,129", .lat = 0, .lon = 129, .radius_m = 5},
            "too far from the boundaries");
    refused(
        (struct query_area){
            .kind = QUERY_BOX, .words = "128,-1,130,1", .min_lon = 128, .min_lat = -1, .max_lon = 130, .max_lat = 1},
        "reaches to where the boundaries' system has no place");
}

static void a_bow_tie_is_mended(void **state)
{
    (void)state;
    struct area_list list;
    struct query_area wkt = {.kind = QUERY_WKT, .words = "POLYGON((38 37, 39 38, 39 37, 38 38, 38 37))"};
    resolve(&list, &wkt, 1, "EPSG:4326");
    assert_int_equal(list.areas[0].polygon.part_count, 2);
    area_list_release(&list);
}

/* Every polygon of it, in its order; the file need not be in the system of the boundaries. */
static void the_polygons_of_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/mahalle-areas-XXXXXX.geojson";
    int descriptor = mkstemps(path, 8);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    assert_non_null(file);
    fputs("{\"type\":\"FeatureCollection\",\"features\":[", file);
    for (int i = 0; i < 3; i++)
        fprintf(file,
                "%s{\"type\":\"Feature\",\"properties\":{\"ad\":\"alan %d\"},\"geometry\":{\"type\":\"Polygon\","
                "\"coordinates\":[[[3%d,37],[3%d.5,37],[3%d.5,37.5],[3%d,37]]]}}",
                i > 0 ? "," : "", i, 7 + i, 7 + i, 7 + i, 7 + i);
    fputs("]}", file);
    fclose(file);
    struct area_list list;
    struct query_area asked[] = {{.kind = QUERY_MAHALLE, .words = "04"}, {.kind = QUERY_FILE, .words = path}};
    resolve(&list, asked, 2, "EPSG:4326");
    assert_int_equal(list.count, 4);
    expect_whole(&list.areas[0], "Köyiçi", 1, (size_t[]){3});
    for (size_t i = 0; i < 3; i++) {
        char label[16];
        snprintf(label, sizeof label, "alan %zu", i);
        assert_string_equal(list.areas[1 + i].label, label);
        assert_true(list.areas[1 + i].polygon.bounds.min_x == 37 + (double)i);
        assert_int_equal(list.areas[1 + i].polygon.part_count, 1);
        assert_int_equal(list.areas[1 + i].mahalle_count, 0);
    }
    area_list_release(&list);
    struct mah_error err = {0};
    remove(path);
    assert_int_not_equal(resolve_in(&list, asked, 2, "EPSG:4326", &err), MAH_OK);
    assert_string_not_equal(err.message, "");
    area_list_release(&list);
}

static void memory_that_runs_out(void **state)
{
    (void)state;
    struct query_area asked[] = {
        {.kind = QUERY_ILCE, .words = "Doğu"},
        {.kind = QUERY_BOX, .words = "box", .min_lon = 38, .min_lat = 37, .max_lon = 39, .max_lat = 38},
        {.kind = QUERY_CIRCLE, .words = "circle", .lat = 37, .lon = 38, .radius_m = 5},
        {.kind = QUERY_WKT, .words = "POLYGON((38 37, 39 37, 39 38, 38 37))"},
        {.kind = QUERY_MAHALLE, .words = "Yeni"}};
    struct crs crs, working;
    struct query query = {.areas = asked, .area_count = 5};
    struct area_list list = {0};
    assert_int_equal(crs_resolve(&crs, "EPSG:4326", NULL), MAH_OK);
    assert_int_equal(crs_resolve(&working, "EPSG:5257", NULL), MAH_OK);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status == MAH_NO_MEMORY; nth++) {
        assert_true(nth < 500);
        memory_fail_from(nth);
        status = areas_resolve(&list, &query, places, PLACES, &crs, &working, NULL);
        memory_fail_from(0);
    }
    assert_int_equal(status, MAH_OK);
    assert_int_equal(list.count, 5);
    area_list_release(&list);
    crs_release(&crs);
    crs_release(&working);
}

/* The request after the one that fails is granted again: what is missing must not be taken for what there is. */
static void one_request_that_fails(void **state)
{
    (void)state;
    struct query_area named[] = {{.kind = QUERY_MAHALLE, .words = "Yeni"}, {.kind = QUERY_ILCE, .words = "Doğu"}};
    for (size_t count = 0; count <= 2; count++) /* no area is the whole city */
        for (size_t nth = 1;; nth++) {
            struct query query = {.areas = named, .area_count = count};
            struct area_list list = {0};
            memory_fail_only(nth);
            enum mah_status status = areas_resolve(&list, &query, places, PLACES, NULL, NULL, NULL);
            bool has_failed = memory_request_count() >= nth;
            memory_fail_from(0);
            assert_int_equal(status, has_failed ? MAH_NO_MEMORY : MAH_OK);
            area_list_release(&list);
            if (!has_failed)
                break;
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_mahalle_in_the_order_asked),
        cmocka_unit_test(no_area_is_the_whole_city),
        cmocka_unit_test(a_box_in_degrees_is_that_box),
        cmocka_unit_test(the_sides_of_a_box_follow_the_parallels),
        cmocka_unit_test(a_circle_is_round_on_the_ground),
        cmocka_unit_test(a_text_of_corners),
        cmocka_unit_test(several_texts_are_told_apart),
        cmocka_unit_test(what_is_nowhere),
        cmocka_unit_test(a_bow_tie_is_mended),
        cmocka_unit_test(the_polygons_of_a_file),
        cmocka_unit_test(memory_that_runs_out),
        cmocka_unit_test(one_request_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
