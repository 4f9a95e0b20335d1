/* What are the ilçe called? A list beside the boundaries tells. */
#include "boundary_files.h"

static const char *const quarters[] = {"\"id\": 1, \"name\": \"Akyol\", \"townId\": 343 |" SQUARE_AT(1, 1),
                                       "\"id\": 2, \"name\": \"Alaybey\", \"townId\": 344 |" SQUARE_AT(2, 1),
                                       "\"id\": 3, \"name\": \"Boyacı\", \"townId\": 999 |" SQUARE_AT(3, 1),
                                       "\"id\": 4, \"name\": \"Kozluca\", \"townId\": null |" SQUARE_AT(4, 1), NULL};

static void expect_names(char *towns_path, char *encoding, const char *first, const char *second)
{
    struct source source = {.path = write_geojson("quarters.geojson", quarters)};
    struct source towns = {.path = towns_path, .encoding = encoding};
    struct boundary_set *set = read_source(&source, &towns);
    assert_string_equal(set->mahalle[0].ilce_name, first);
    assert_string_equal(set->mahalle[1].ilce_name, second);
    assert_null(set->mahalle[2].ilce_name); /* a code that is not in the list */
    assert_null(set->mahalle[3].ilce_name);
    assert_true(set->has_ilce_names);
    boundary_set_free(set);
}

static void from_a_layer_of_ilce(void **state)
{
    (void)state;
    const char *const towns[] = {"\"name\": \"Şehitkamil\", \"townId\": 344, \"id\": 7 |" SQUARE_AT(2, 1),
                                 "\"name\": \"Şahinbey\", \"townId\": 343, \"id\": 8 |" SQUARE_AT(1, 1),
                                 "\"name\": \"again\", \"townId\": 343, \"id\": 9 |" SQUARE_AT(1, 1),
                                 "\"name\": null, \"townId\": 999, \"id\": 10 |" SQUARE_AT(1, 1), NULL};
    expect_names(write_geojson("towns.geojson", towns), NULL, "Şahinbey", "Şehitkamil");
}

static void from_a_csv(void **state)
{
    (void)state;
    char *path = write_file(
        "ilce.csv", "\xEF\xBB\xBFilce_kodu;ilce_adi;nufus\n343;\"Şahinbey\";1\n\n344; Şehitkamil ;2\n;Boş;\n345;;3\n");
    expect_names(path, "auto", "Şahinbey", "Şehitkamil");
    path = write_file("ilce1254.csv", "kod,ad\r\n343,\xDE\x61hinbey\r\n344,\"\xDE\x65hit\"\"kamil\"\"\"\r\n");
    expect_names(path, NULL, "Şahinbey", "Şehit\"kamil\"");
}

/* A sheet of texts only: its first row is the header all the same. */
static void from_a_spreadsheet(void **state)
{
    (void)state;
    static const char *const cells[][2] = {{"343", "Şahinbey"}, {"344", "Şehitkamil"}};
    char *path = in_folder("ilce.xlsx");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("XLSX"), path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "Sayfa1", NULL, wkbNone, NULL);
    OGRFieldDefnH code = OGR_Fld_Create("ilce_kodu", OFTString), name = OGR_Fld_Create("ilce_adi", OFTString);
    assert_int_equal(OGR_L_CreateField(layer, code, TRUE) + OGR_L_CreateField(layer, name, TRUE), OGRERR_NONE);
    OGR_Fld_Destroy(code);
    OGR_Fld_Destroy(name);
    for (size_t i = 0; i < 2; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, cells[i][0]);
        OGR_F_SetFieldString(feature, 1, cells[i][1]);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    GDALClose(dataset);
    expect_names(path, NULL, "Şahinbey", "Şehitkamil");
}

static void what_the_boundaries_say_themselves_stays(void **state)
{
    (void)state;
    const char *const own[] = {"\"id\": 1, \"ilce\": \"Merkez\", \"townId\": 343 |" SQUARE_AT(1, 1),
                               "\"id\": 2, \"ilce\": null, \"townId\": 343 |" SQUARE_AT(2, 1), NULL};
    struct source source = {.path = write_geojson("own.geojson", own)};
    struct source towns = {.path = write_file("one.csv", "kod,ad\n343,Şahinbey\n")};
    struct boundary_set *set = read_source(&source, &towns);
    assert_string_equal(set->mahalle[0].ilce_name, "Merkez");
    assert_string_equal(set->mahalle[1].ilce_name, "Şahinbey");
    boundary_set_free(set);
    towns.path = NULL; /* none given */
    set = read_source(&source, &towns);
    assert_null(set->mahalle[1].ilce_name);
    boundary_set_free(set);
}

static void expect_failure_with(char *towns_path, const char *words)
{
    struct source source = {.path = write_geojson("quarters.geojson", quarters)};
    struct source towns = {.path = towns_path};
    struct boundary_set *set = NULL;
    struct mah_error err = {0};
    enum mah_status status = boundary_set_read(&set, &source, &towns, &err);
    if (status != MAH_BAD_SOURCE || !strstr(err.message, words))
        fail_msg("expected '%s', got %d: %s", words, status, err.message);
    assert_null(set);
}

static void a_list_that_names_nothing(void **state)
{
    (void)state;
    expect_failure_with(in_folder("missing.csv"), "missing.csv");
    expect_failure_with(write_file("nameless.csv", "ilce_kodu,nufus\n343,1\n"), "has no column for ilce_name");
    expect_failure_with(write_file("codeless.csv", "ilce_adi,nufus\nŞahinbey,1\n"), "has no column for ilce_code");
    expect_failure_with(write_file("quote.csv", "kod,ad\n343,\"Şahinbey\n"), "quote");
    expect_failure_with(write_file("wide.csv", "kod,ad\n343,Şahinbey,x\n"), "more cells than the header");
    expect_failure_with(write_file("empty.csv", ""), "empty");
    const char *const nowhere[] = {"\"id\": 1, \"name\": \"Akyol\" |" SQUARE_AT(1, 1), NULL};
    struct source source = {.path = write_geojson("nowhere.geojson", nowhere)};
    struct source towns = {.path = write_file("one.csv", "kod,ad\n343,Şahinbey\n")};
    struct boundary_set *set = NULL;
    struct mah_error err;
    assert_int_equal(boundary_set_read(&set, &source, &towns, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "ilce_code"));
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct source source = {.path = write_geojson("quarters.geojson", quarters)};
    struct source towns = {.path = write_file("two.csv", "kod,ad\n343,Şahinbey\n344,\"Şehit\"\"kamil\"\n")};
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 2000; nth++) {
        struct boundary_set *set = NULL;
        memory_fail_from(nth);
        status = boundary_set_read(&set, &source, &towns, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && !set));
        boundary_set_free(set);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_a_layer_of_ilce),      cmocka_unit_test(from_a_csv),
        cmocka_unit_test(from_a_spreadsheet),        cmocka_unit_test(what_the_boundaries_say_themselves_stays),
        cmocka_unit_test(a_list_that_names_nothing), cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
