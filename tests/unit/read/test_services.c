/* Which facilities are there, and why is a row not used? */
#include "service_files.h"

static void a_list_of_schools(void **state)
{
    (void)state;
    struct service_set *set = read_path("primary", write_file("okul.csv", "okul_no;okul_adi;derslik;boylam;enlem\n"
                                                                          "OK1;Atatürk İlkokulu;12;30;40\n"
                                                                          "OK2;\"Fatih; yeni\";8,5;30,1;40,1\n"));
    expect_books(set, 2, 2, 0, 0);
    assert_int_equal(set->count, 2);
    const struct facility *school = &set->facilities[0];
    assert_int_equal(school->type, service_type_find(&test_types, slice_of("primary")));
    assert_int_equal(school->row, 2); /* the header is row 1 */
    assert_string_equal(school->id, "OK1");
    assert_string_equal(school->name, "Atatürk İlkokulu");
    assert_true(school->capacity == 12);
    assert_true(isnan(school->area_m2));
    assert_true(school->is_open);
    expect_at(school, 500000, Y_40N);
    assert_true(set->facilities[1].capacity == 8.5);
    assert_string_equal(set->books[0].name, "okul.csv");
    assert_string_equal(set->books[0].format, "CSV");
    assert_string_equal(set->books[0].crs, "EPSG:4326 WGS 84");
    assert_string_equal(set->books[0].matched,
                        "okul_no -> service_id, okul_adi -> name, derslik -> capacity, boylam -> "
                        "lon, enlem -> lat");
    assert_int_equal(set->issue_count, 0);
    service_set_free(set);
}

static const struct service_issue *only_issue(const struct service_set *set, enum service_fault fault)
{
    assert_int_equal(set->books[0].fault[fault], 1);
    const struct service_issue *found = NULL;
    for (size_t i = 0; i < set->issue_count; i++)
        if (set->issues[i].fault == fault)
            found = &set->issues[i];
    assert_non_null(found);
    return found;
}

static void expect_issue(const struct service_set *set, enum service_fault fault, int64_t row, const char *detail)
{
    const struct service_issue *issue = only_issue(set, fault);
    assert_int_equal(issue->row, row);
    assert_string_equal(issue->detail, detail);
}

static void every_fault_has_its_row_and_its_reason(void **state)
{
    (void)state;
    struct service_set *set =
        read_path("hospital", write_file("hastane.csv", "tesis_no;ad;yatak;alan_m2;acik;lon;lat\n"
                                                        "1;Devlet;-20;1000;evet;30;40\n"   /* capacity below 0 */
                                                        "2;Şehir;100;geniş;evet;30.1;40\n" /* no area */
                                                        "3;Özel;50;500;belki;30.2;40\n"    /* maybe open */
                                                        "4;Eski;50;500;KAPALI;30.3;40\n"   /* closed */
                                                        "5;Yersiz;50;500;evet;;\n"         /* no place */
                                                        "6;Bozuk;50;500;evet;30.x;40\n"    /* no number */
                                                        "1;Devlet;-20;1000;evet;30;40\n"   /* once more */
                                                        "8;Geniş;1;2;evet;30;40;ne bu\n"   /* a cell too many */
                                                        "\n"                               /* nothing at all */
                                                        "10;Sıfır;0;0;evet;0;0\n"));       /* nobody entered it */
    expect_books(set, 9, 3, 1, 0);
    expect_issue(set, SERVICE_BAD_CAPACITY, 2, "1: yatak = -20");
    expect_issue(set, SERVICE_BAD_AREA, 3, "2: alan_m2 = geniş");
    expect_issue(set, SERVICE_BAD_OPEN, 4, "3: acik = belki");
    expect_issue(set, SERVICE_BAD_POSITION, 7, "6: lon = 30.x");
    expect_issue(set, SERVICE_DUPLICATE, 8, "1");
    expect_issue(set, SERVICE_BAD_ROW, 9, "");
    assert_int_equal(set->books[0].fault[SERVICE_NO_POSITION], 2);
    assert_int_equal(set->issue_count, 8);
    assert_true(isnan(set->facilities[0].capacity));
    assert_true(set->facilities[0].area_m2 == 1000);
    assert_true(isnan(set->facilities[1].area_m2));
    assert_true(set->facilities[2].is_open);
    assert_false(set->facilities[3].is_open);
    assert_int_equal(set->count, 4);
    service_set_free(set);
}

/* A long cell is cut between letters: half a letter would make the run log unreadable. */
static void a_long_cell_is_cut_between_letters(void **state)
{
    (void)state;
    struct text file = TEXT_EMPTY;
    text_add(&file, "okul_no;derslik;boylam;enlem\n1;");
    for (int i = 0; i < 199; i++)
        text_add(&file, "a");
    text_add(&file, "şşş;30;40\n");
    struct service_set *set = read_path("primary", write_file("uzun.csv", file.bytes));
    const char *detail = only_issue(set, SERVICE_BAD_CAPACITY)->detail;
    assert_true(utf8_is_valid(detail, strlen(detail)));
    assert_true(strlen(detail) < 230);
    text_release(&file);
    service_set_free(set);
}

static void every_fault_has_its_words(void **state)
{
    (void)state;
    for (int i = 0; i < SERVICE_FAULTS; i++) {
        assert_true(strlen(service_fault_word((enum service_fault)i)) > 0);
        assert_true(strlen(service_fault_meaning((enum service_fault)i)) > 20);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(service_fault_word((enum service_fault)i),
                                    service_fault_word((enum service_fault)k));
    }
    assert_true(service_fault_rejects(SERVICE_DUPLICATE));
    assert_false(service_fault_rejects(SERVICE_BAD_CAPACITY));
}

static void only_the_same_type_number_and_place_is_a_duplicate(void **state)
{
    (void)state;
    char *path = write_file("durak.csv", "durak_no;ad;lon;lat\nA;bir;30;40\nA;bir;30.00001;40\nB;bir;30;40\n"
                                         ";bir;30;40\n;bir;30;40\n;iki;30;40\n;;30;40\n;;30;40\n");
    struct source twice[] = {source_of("stop_low", path), source_of("stop_high", path), source_of("stop_low", path)};
    struct service_set *set = NULL;
    struct mah_error err = {0};
    assert_int_equal(try_sources(&set, twice, 3, &test_study, &err), MAH_OK);
    /* The second ";bir" is the first again; rows without number and name may be two things at one place. */
    assert_int_equal(set->books[0].used, 7);
    assert_int_equal(set->books[0].fault[SERVICE_DUPLICATE], 1);
    assert_int_equal(set->books[1].used, 7); /* another type */
    assert_int_equal(set->books[2].used, 2); /* the same file again: only the nameless rows */
    assert_int_equal(set->facilities[set->count - 1].source, 2);
    service_set_free(set);
}

static void many_facilities_are_told_apart(void **state)
{
    (void)state;
    struct text csv = TEXT_EMPTY;
    text_add(&csv, "id,lon,lat\n");
    for (int i = 0; i < 5000; i++) /* each twice */
        text_add_format(&csv, "%d,30.%04d,40\n", i % 2500, i % 2500);
    char *bytes = text_take(&csv);
    struct service_set *set = read_path("waste_point", write_file("konteyner.csv", bytes));
    memory_free(bytes);
    expect_books(set, 5000, 2500, 0, 0);
    service_set_free(set);
}

static void what_is_filtered_is_not_judged(void **state)
{
    (void)state;
    char *path = write_file("okullar.csv", "ad;tur;derslik;lon;lat\na;İlkokul;8;30;40\nb;Lise;-1;30;40\nc;İlkokul;4;;\n"
                                           "d;İlkokul;2;30;40.1\n");
    struct source source = source_of("primary", path);
    source.where = (char *)"tur = 'İlkokul' and derslik >= 4";
    struct service_set *set = read_source(source);
    expect_books(set, 4, 1, 0, 2);
    assert_int_equal(set->books[0].fault[SERVICE_NO_POSITION], 1);
    assert_int_equal(set->books[0].fault[SERVICE_BAD_CAPACITY], 0);
    service_set_free(set);
    source.where = (char *)"tur = 'Üniversite'";
    set = read_source(source);
    expect_books(set, 4, 0, 0, 4); /* a type of which there is none */
    service_set_free(set);
    source.where = (char *)"turu = 'Lise'";
    expect_refused(source, MAH_BAD_USAGE, "turu");
    source.where = (char *)"tur =";
    expect_refused(source, MAH_BAD_USAGE, "where");
}

static void outside_the_study_area_is_kept(void **state)
{
    (void)state;
    struct service_set *set = read_path("library", write_file("uzak.csv", "ad,lon,lat\nAnkara,32.85,39.93\nGaziantep,"
                                                                          "37.38,37.06\n"));
    expect_books(set, 2, 2, 0, 0);
    service_set_free(set);
}

static void no_facility_is_no_error(void **state)
{
    (void)state;
    static const char *const empty[][2] = {{"yok.csv", "ad,lon,lat\n"},
                                           {"yok.json", "[]"},
                                           {"bos.json", " [ \n ] "},
                                           {"yok.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}"}};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        struct source source = source_of("fire", write_file(empty[i][0], empty[i][1]));
        if (i > 0)
            source.where = (char *)"tur = 'x'"; /* cannot be missed where there are no columns */
        struct service_set *set = read_source(source);
        expect_books(set, 0, 0, 0, 0);
        assert_int_equal(set->count, 0);
        service_set_free(set);
    }
    struct service_set *none = NULL;
    assert_int_equal(try_sources(&none, NULL, 0, NULL, NULL), MAH_OK); /* no services at all */
    assert_int_equal(none->book_count, 0);
    service_set_free(none);
    service_set_free(NULL);
    expect_refused(source_of("fire", write_file("leer.csv", "")), MAH_BAD_SOURCE, "is empty");
}

static void an_unknown_type_stops_before_any_file_is_read(void **state)
{
    (void)state;
    struct source source = source_of("primery", in_folder("missing.csv"));
    source.origin = (char *)"mahalle.yaml:9";
    expect_refused(source, MAH_BAD_USAGE, "mahalle.yaml:9: unknown service type 'primery'; did you mean 'primary'");
    source.type = (char *)"primary";
    expect_refused(source, MAH_BAD_SOURCE, "no such file");
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct source sources[] = {
        source_of("asm",
                  write_file("a.csv", "no;ad;hekim;acik;lon;lat\n1;A;-3;e;30;40\n2;B;3;x;30;40\n1;A;-3;e;30;40\n")),
        source_of("park", write_file("b.json", "[{\"ad\":\"P\",\"geom\":{\"type\":\"Polygon\",\"coordinates\":"
                                               "[[[30,40],[30.1,40],[30,40.1],[30,40]]]}}]")),
        source_of("fire", write_file("c.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                                                  "\"properties\":{\"ad\":\"I\"},\"geometry\":{\"type\":\"Point\","
                                                  "\"coordinates\":[30,40]}}]}"))};
    sources[0].where = (char *)"ad in ('A', 'B')";
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 4000; nth++) {
        struct service_set *set = NULL;
        memory_fail_from(nth);
        status = try_sources(&set, sources, 3, &test_study, NULL);
        memory_fail_from(0);
        if (status != MAH_OK && (status != MAH_NO_MEMORY || set != NULL))
            fail_msg("request %zu: status %d", nth, status);
        service_set_free(set);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_schools),
        cmocka_unit_test(every_fault_has_its_row_and_its_reason),
        cmocka_unit_test(a_long_cell_is_cut_between_letters),
        cmocka_unit_test(every_fault_has_its_words),
        cmocka_unit_test(only_the_same_type_number_and_place_is_a_duplicate),
        cmocka_unit_test(many_facilities_are_told_apart),
        cmocka_unit_test(what_is_filtered_is_not_judged),
        cmocka_unit_test(outside_the_study_area_is_kept),
        cmocka_unit_test(no_facility_is_no_error),
        cmocka_unit_test(an_unknown_type_stops_before_any_file_is_read),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
