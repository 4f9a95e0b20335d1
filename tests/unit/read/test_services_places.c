/* Where is a facility? Columns, texts, reference systems, and axes that are exchanged. */
#include "service_files.h"

static void expect_one_at(struct source source, double x, double y)
{
    struct service_set *set = read_source(source);
    assert_int_equal(set->count, 1);
    expect_at(&set->facilities[0], x, y);
    service_set_free(set);
}

static void metres_need_their_system(void **state)
{
    (void)state;
    struct source source = source_of("asm", write_file("xy.csv", "ad;x;y\na;500000;4429529,03\n"));
    expect_refused(source, MAH_BAD_SOURCE, "does not say in which reference system its coordinates are; add crs:");
    source.crs = (char *)"EPSG:5254";
    expect_one_at(source, 500000, Y_40N);
    source.crs = (char *)"EPSG:5253"; /* the zone to the west: 27 E at x = 500,000 */
    struct service_set *set = read_source(source);
    assert_true(set->facilities[0].shape.vertices[0].x < 300000);
    service_set_free(set);
    source.crs = (char *)"EPSG:999999";
    expect_refused(source, MAH_BAD_USAGE, "crs of '");
}

static void texts_hold_geometries(void **state)
{
    (void)state;
    struct source geojson = source_of(
        "asm", write_file("g.csv", "ad,geojson\na,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[30,40]}\"\n"));
    expect_one_at(geojson, 500000, Y_40N);
    struct source wkt = source_of("asm", write_file("w.csv", "ad;WKT\na; POINT Z (30 40 5) \n"));
    expect_refused(wkt, MAH_BAD_SOURCE, "does not say in which reference system"); /* a WKT does not say it */
    wkt.crs = (char *)"EPSG:4326";
    expect_one_at(wkt, 500000, Y_40N);
    /* Latitude and longitude beside it are better than a text that may be an address. */
    expect_one_at(source_of("asm", write_file("k.csv", "ad;konum;enlem;boylam\na;Meydan;40;30\n")), 500000, Y_40N);
    /* What the user names is better still. */
    struct field_choice named = {(char *)"geometry", (char *)"yer", (char *)"mahalle.yaml:3"};
    struct source chosen = source_of("asm", write_file("n.csv", "ad;yer;enlem;boylam\na;POINT (30 40);1;1\n"));
    chosen.fields = &named;
    chosen.field_count = 1;
    chosen.crs = (char *)"EPSG:4326";
    expect_one_at(chosen, 500000, Y_40N);
}

static void broken_texts_are_rejected_one_by_one(void **state)
{
    (void)state;
    struct source source = source_of(
        "asm",
        write_file("t.csv", "ad;wkt\na;POINT (30 40)\nb;POINT (30\nc;Meydan\nd;POINT (30 40) x\ne;\nf;POINT EMPTY\n"
                            "g;POINT (30 nan)\nh;LINESTRING (30 40)\ni;{}\nj;{\"type\":\"Point\"}\n"
                            "k;GEOMETRYCOLLECTION (POINT (30 40),LINESTRING (30 40,31 41))\n"
                            "l;POINT (300 40)\n"));
    source.crs = (char *)"EPSG:4326";
    struct service_set *set = read_source(source);
    expect_books(set, 12, 1, 0, 0);
    assert_int_equal(set->books[0].fault[SERVICE_NO_POSITION], 2);
    assert_int_equal(set->books[0].fault[SERVICE_BAD_POSITION], 9);
    service_set_free(set);
    source.path = write_file("none.csv", "ad;wkt\na;Meydan\nb;Çarşı\n");
    expect_refused(source, MAH_BAD_SOURCE, "has no position that can be used in 'WGS 84' (row 2: 'Meydan')");
}

static void a_whole_file_in_another_system_is_refused(void **state)
{
    (void)state;
    struct source source = source_of("asm", write_file("m.csv", "ad;boylam;enlem\na;500000;4429529\n"));
    expect_refused(source, MAH_BAD_SOURCE, "(row 2: '500000 4429529')");
    source.crs = (char *)"EPSG:5254";
    expect_one_at(source, 500000, Y_40N);
}

/* ---- x and y exchanged ---- */

#define EXCHANGED "DURAK_NO,LATITUDE,LONGITUDE\n1,30,40\n2,30.1,40.1\n3,30.2,40.2\n4,29.9,39.9\n"

static void exchanged_axes_are_noticed(void **state)
{
    (void)state;
    struct source source = source_of("stop_low", write_file("durak.csv", EXCHANGED));
    expect_refused(
        source, MAH_BAD_DATA,
        "seems to have x and y exchanged: of 4 places 0 lie in the area of the boundaries, 4 would the other "
        "way round; say so with fields: {lon: LATITUDE, lat: LONGITUDE} or with axes: yx");
    source.axes = (char *)"yx";
    struct service_set *set = read_source(source);
    expect_books(set, 4, 4, 0, 0);
    expect_at(&set->facilities[0], 500000, Y_40N);
    service_set_free(set);
    struct field_choice fields[] = {{(char *)"lon", (char *)"LATITUDE", NULL},
                                    {(char *)"lat", (char *)"LONGITUDE", NULL}};
    source.axes = (char *)"xy";
    source.fields = fields;
    source.field_count = 2;
    set = read_source(source);
    expect_at(&set->facilities[0], 500000, Y_40N);
    service_set_free(set);
    source.axes = (char *)"yx"; /* both: exchanged twice, which is noticed as well */
    expect_refused(source, MAH_BAD_DATA, "or with axes: xy");
}

static void exchanged_axes_in_any_kind_of_position(void **state)
{
    (void)state;
    struct source source = source_of(
        "stop_low", write_file("d.json", "[{\"ad\":\"a\",\"geom\":{\"type\":\"Point\",\"coordinates\":[40,30]}}]"));
    expect_refused(source, MAH_BAD_DATA, "1 would the other way round; say so with axes: yx");
    source.axes = (char *)"yx";
    expect_one_at(source, 500000, Y_40N);
    /* Municipal tables call the northing X. */
    source = source_of("stop_low", write_file("tm.csv", "ad;X;Y\na;4429529;500000\nb;4430000;510000\n"));
    source.crs = (char *)"EPSG:5254";
    expect_refused(source, MAH_BAD_DATA, "say so with fields: {x: Y, y: X} or with axes: yx");
    source.axes = (char *)"yx";
    struct service_set *set = read_source(source);
    expect_at(&set->facilities[0], 500000, Y_40N);
    service_set_free(set);
}

static void a_few_strays_do_not_make_exchanged_axes(void **state)
{
    (void)state;
    struct service_set *set = read_path("stop_low", write_file("s.csv", "no,lon,lat\n1,30,40\n2,30.1,40\n3,40,30\n"));
    expect_books(set, 3, 3, 0, 0); /* one of three is; that is for the user to see on the map */
    service_set_free(set);
    /* Without a study area nothing is known. */
    struct source source = source_of("stop_low", write_file("durak.csv", EXCHANGED));
    struct mah_error err = {0};
    assert_int_equal(try_sources(&set, &source, 1, NULL, &err), MAH_OK);
    service_set_free(set);
}

/* ---- the columns ---- */

static void columns_that_do_not_say_enough(void **state)
{
    (void)state;
    expect_refused(
        source_of("asm", write_file("1.csv", "ad;adres\na;b\n")), MAH_BAD_SOURCE,
        "has no geometry and no columns for a position (lon and lat, x and y, or geometry as WKT or GeoJSON); "
        "name them with fields: {lon: ..., lat: ...} (columns: ad, adres)");
    expect_refused(source_of("asm", write_file("2.csv", "ad;boylam\na;30\n")), MAH_BAD_SOURCE,
                   "has lon ('boylam') but no lat; name it with fields: {lat: ...} (columns: ad, boylam)");
    expect_refused(source_of("asm", write_file("3.csv", "ad;y\na;30\n")), MAH_BAD_SOURCE, "has y ('y') but no x");
    expect_refused(source_of("asm", write_file("4.csv", "boylam;lon;lat\n30;30;40\n")), MAH_BAD_USAGE,
                   "the columns 'boylam' and 'lon' could both be lon; choose one with fields: {lon: ...}");
    struct field_choice choice = {(char *)"capasity", (char *)"ad", (char *)"mahalle.yaml:7"};
    struct source source = source_of("asm", write_file("5.csv", "ad;lon;lat\na;30;40\n"));
    source.fields = &choice;
    source.field_count = 1;
    expect_refused(
        source, MAH_BAD_USAGE,
        "mahalle.yaml:7: 'capasity' is not a field of a service (fields: service_id, name, capacity, area_m2, "
        "open, lon, lat, x, y, geometry)");
    choice.field = (char *)"capacity";
    choice.column = (char *)"kapasite";
    expect_refused(source, MAH_BAD_USAGE, "cannot find column 'kapasite' for capacity in '");
    choice.column = (char *)"yatak";
    source.path = write_file("6.csv", "Yatak;YATAK;lon;lat\n1;2;30;40\n");
    expect_refused(source, MAH_BAD_USAGE, "the columns 'Yatak' and 'YATAK' could both be capacity; choose one");
    source.path = write_file("5.csv", "ad;lon;lat\na;30;40\n");
    choice.column = (char *)"AD"; /* as households: by header key */
    struct service_set *set = read_source(source);
    assert_int_equal(set->books[0].fault[SERVICE_BAD_CAPACITY], 1);
    service_set_free(set);
    choice = (struct field_choice){(char *)"lon", (char *)"lon", NULL};
    source.path = write_file("6.csv", "ad;lon;wkt\na;30;POINT (30 40)\n"); /* what was named is needed */
    expect_refused(source, MAH_BAD_SOURCE, "has lon ('lon') but no lat");
}

static void the_unit_of_the_type_is_its_capacity(void **state)
{
    (void)state;
    char *path = write_file("u.csv", "ad;hekim;yatak;kapasite;lon;lat\na;4;20;99;30;40\n");
    struct service_set *set = read_path("asm", path);
    assert_true(set->facilities[0].capacity == 4);
    service_set_free(set);
    set = read_path("hospital", path);
    assert_true(set->facilities[0].capacity == 20);
    service_set_free(set);
    set = read_path("library", path);
    assert_true(set->facilities[0].capacity == 99);
    service_set_free(set);
}

static void hostile_column_names(void **state)
{
    (void)state;
    struct service_set *set =
        read_path("asm", write_file("h.csv", "%s%n;';DROP TABLE x;\xC3\x28;\"a\nb\";lon;lat\n1;2;3;4;5;30;40\n"));
    expect_books(set, 1, 1, 0, 0);
    service_set_free(set);
    struct text json = TEXT_EMPTY; /* a column for each of three thousand members, one of them very long */
    text_add(&json, "[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[30,40]},\"\":1,\"%s%n\":2,\"");
    for (int i = 0; i < 5000; i++)
        text_add(&json, "ş");
    text_add(&json, "\":3");
    for (int i = 0; i < 1000; i++)
        text_add_format(&json, ",\"k%d\":%d", i, i);
    text_add(&json, "}");
    char *few = memory_copy_bytes(json.bytes, json.length);
    for (int i = 1000; i < 3000; i++)
        text_add_format(&json, ",{\"k%d\":%d}", i, i);
    text_add(&json, "]");
    char *many = text_take(&json);
    expect_refused(source_of("asm", write_file("many.json", many)), MAH_BAD_SOURCE, "columns; at most 2000 are read");
    char *path = write_file("few.json", few);
    FILE *file = fopen(path, "ab");
    assert_non_null(file);
    fputs("]", file);
    fclose(file);
    set = read_path("asm", path);
    expect_books(set, 1, 1, 0, 0);
    service_set_free(set);
    memory_free(few);
    memory_free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metres_need_their_system),
        cmocka_unit_test(texts_hold_geometries),
        cmocka_unit_test(broken_texts_are_rejected_one_by_one),
        cmocka_unit_test(a_whole_file_in_another_system_is_refused),
        cmocka_unit_test(exchanged_axes_are_noticed),
        cmocka_unit_test(exchanged_axes_in_any_kind_of_position),
        cmocka_unit_test(a_few_strays_do_not_make_exchanged_axes),
        cmocka_unit_test(columns_that_do_not_say_enough),
        cmocka_unit_test(the_unit_of_the_type_is_its_capacity),
        cmocka_unit_test(hostile_column_names),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
