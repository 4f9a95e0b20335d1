/* Which column of a file of boundaries is which field? */
#include "boundary_files.h"

#include "base/layers.h"
#include "read/boundary_fields.h"

/* Matches a blank-separated list of columns and writes what became of it. */
static char *match_with(const char *columns, struct field_choice *choices, size_t choice_count, const char *kind,
                        enum mah_status expected, struct mah_error *err)
{
    char copy[512], *names[32];
    size_t count = 0;
    snprintf(copy, sizeof copy, "%s", columns);
    for (char *name = strtok(copy, " "); name; name = strtok(NULL, " "))
        names[count++] = name;
    struct source source = {.path = "sinir.gpkg", .fields = choices, .field_count = choice_count};
    struct boundary_field_map map;
    *err = (struct mah_error){0};
    enum mah_status status = boundary_fields_match(&map, names, count, &source, kind, err);
    if (status == MAH_OK && strcmp(kind, "neighbourhoods") == 0)
        status = boundary_fields_require(&map, BOUNDARY_MAH_CODE, names, count, &source, kind, err);
    if (status != expected)
        fail_msg("%s: %d %s", columns, status, err->message);
    return status == MAH_OK ? boundary_fields_describe(&map, names) : NULL;
}

static void expect(const char *columns, const char *expected)
{
    struct mah_error err;
    char *described = match_with(columns, NULL, 0, "neighbourhoods", MAH_OK, &err);
    assert_string_equal(described, expected);
    memory_free(described);
}

static void expect_towns(const char *columns, const char *expected)
{
    struct mah_error err;
    char *described = match_with(columns, NULL, 0, "towns", MAH_OK, &err);
    assert_string_equal(described, expected);
    memory_free(described);
}

static void names_that_municipalities_use(void **state)
{
    (void)state;
    expect("mah_code mah_name ilce_name", "mah_code -> mah_code, mah_name -> mah_name, ilce_name -> ilce_name");
    expect("OBJECTID MAHALLE_KODU MAHALLE_ADI ILCE",
           "MAHALLE_KODU -> mah_code, MAHALLE_ADI -> mah_name, ILCE -> ilce_name");
    expect(
        "uavt_mahalle ad ilce_kodu ilce_adi il_kodu il nufus",
        "uavt_mahalle -> mah_code, ad -> mah_name, ilce_kodu -> ilce_code, ilce_adi -> ilce_name, il_kodu -> il_code, "
        "il -> il_name, nufus -> pop_ext");
    expect("KIMLIKNO ADI ILCEID", "KIMLIKNO -> mah_code, ADI -> mah_name, ILCEID -> ilce_code");
    expect("MAHALLEID isim", "MAHALLEID -> mah_code, isim -> mah_name");
}

/* As the open data of Türkiye's provinces have it: two codes, and a districtName that is no ilçe. */
static void of_weak_names_the_first_of_the_table(void **state)
{
    (void)state;
    expect("name countryId geoRegionId cityId townId districtId quarterId districtName updated centroid type id",
           "id -> mah_code, name -> mah_name, townId -> ilce_code");
    expect("quarterId objectid", "quarterId -> mah_code");
    expect("fid code", "code -> mah_code");
    expect("fid name", "fid -> mah_code, name -> mah_name");
    expect("id kod mahalle_kodu", "mahalle_kodu -> mah_code"); /* any strong name goes before all weak ones */
}

/* A Shapefile keeps ten bytes of a name. */
static void cut_names_come_last(void **state)
{
    (void)state;
    expect("mahalle_ko mahalle_ad toplam_nuf", "mahalle_ko -> mah_code, mahalle_ad -> mah_name, toplam_nuf -> pop_ext");
    expect("MAHALLE_AD fid", "fid -> mah_code, MAHALLE_AD -> mah_name");
    expect("id mahalle_ko", "id -> mah_code");              /* whole names first, weak ones too */
    expect("kod mahalle_k mahalle_isi", "kod -> mah_code"); /* nine and eleven bytes were not cut */
    expect("kod mahalle_is", "kod -> mah_code, mahalle_is -> mah_name");
    expect("kod neighbourh", "kod -> mah_code"); /* neighbourhood_code or neighbourhood_name: nobody knows */
    struct mah_error err;
    assert_null(match_with("kod mahalle_ad mahalle_is", NULL, 0, "neighbourhoods", MAH_BAD_USAGE, &err));
    assert_string_equal(err.message, "'sinir.gpkg': the columns 'mahalle_ad' and 'mahalle_is' could both be mah_name; "
                                     "choose one with fields: {mah_name: ...}");
    struct field_choice choice = {.field = "mah_name", .column = "mahalle_is"};
    char *described = match_with("kod mahalle_ad mahalle_is", &choice, 1, "neighbourhoods", MAH_OK, &err);
    assert_string_equal(described, "kod -> mah_code, mahalle_is -> mah_name");
    memory_free(described);
}

static void two_strong_names_are_a_question(void **state)
{
    (void)state;
    struct mah_error err;
    match_with("mahalle_kodu uavt_mahalle", NULL, 0, "neighbourhoods", MAH_BAD_USAGE, &err);
    assert_non_null(strstr(err.message, "'mahalle_kodu' and 'uavt_mahalle'"));
    assert_non_null(strstr(err.message, "fields: {mah_code: ...}"));
    match_with("mah_code mahalle_adi mah_adi", NULL, 0, "neighbourhoods", MAH_BAD_USAGE, &err);
    assert_non_null(strstr(err.message, "'mahalle_adi' and 'mah_adi' could both be mah_name"));
}

static void the_word_of_the_user_counts(void **state)
{
    (void)state;
    struct mah_error err;
    struct field_choice choices[] = {{.field = "mah_code", .column = "quarterId"},
                                     {.field = "ilce_name", .column = "DistrictName"}};
    char *described = match_with("mah_code id quarterId districtName", choices, 2, "neighbourhoods", MAH_OK, &err);
    assert_string_equal(described,
                        "quarterId -> mah_code, districtName -> ilce_name"); /* the second compared as a header */
    memory_free(described);
    struct field_choice name_as_code = {.field = "mah_code", .column = "mahalle"};
    described = match_with("id mahalle ad", &name_as_code, 1, "neighbourhoods", MAH_OK, &err);
    assert_string_equal(described, "mahalle -> mah_code, ad -> mah_name"); /* a column is one field */
    memory_free(described);
    struct field_choice both = {.field = "mah_code", .column = "uavt_mahalle"};
    described = match_with("mahalle_kodu uavt_mahalle", &both, 1, "neighbourhoods", MAH_OK, &err);
    assert_string_equal(described, "uavt_mahalle -> mah_code");
    memory_free(described);
}

static void what_the_user_named_must_exist(void **state)
{
    (void)state;
    struct mah_error err;
    struct field_choice no_field = {.field = "hh_size", .column = "id"},
                        no_column = {.field = "mah_code", .column = "kodu"};
    match_with("id name", &no_field, 1, "neighbourhoods", MAH_BAD_USAGE, &err);
    assert_non_null(strstr(err.message, "'hh_size' is not a field of boundaries (fields: mah_code, mah_name"));
    match_with("id name", &no_column, 1, "neighbourhoods", MAH_BAD_USAGE, &err);
    assert_non_null(strstr(err.message, "'kodu'"));
    assert_non_null(strstr(err.message, "(columns: id, name)"));
    no_column.origin = "mahalle.yaml:4";
    match_with("id name", &no_column, 1, "neighbourhoods", MAH_BAD_USAGE, &err);
    assert_ptr_equal(strstr(err.message, "mahalle.yaml:4: cannot find column 'kodu'"), err.message);
    struct field_choice either = {.field = "mah_code", .column = "kodu"};
    match_with("Kodu KODU name", &either, 1, "neighbourhoods", MAH_BAD_USAGE, &err);
    assert_non_null(strstr(err.message, "the columns 'Kodu' and 'KODU' could both be mah_code; choose one"));
}

static void without_a_code_nothing_goes(void **state)
{
    (void)state;
    struct mah_error err;
    match_with("geom_no isim cityId", NULL, 0, "neighbourhoods", MAH_BAD_SOURCE, &err);
    assert_non_null(strstr(err.message, "'sinir.gpkg' has no column for mah_code"));
    assert_non_null(strstr(err.message, "neighbourhoods: {fields: {mah_code: ...}}"));
    assert_non_null(strstr(err.message, "(columns: geom_no, isim, cityId)"));
}

static void towns_have_names_of_their_own(void **state)
{
    (void)state;
    expect_towns("name countryId cityId townId districtName type id", "townId -> ilce_code, name -> ilce_name");
    expect_towns("ILCE_KODU ILCE_ADI NUFUS", "ILCE_KODU -> ilce_code, ILCE_ADI -> ilce_name");
    expect_towns("id ad", "id -> ilce_code, ad -> ilce_name");
}

/* An analyst may teach the program new names: the table is a file. */
static void the_table_can_be_replaced(void **state)
{
    (void)state;
    char folder[100];
    snprintf(folder, sizeof folder, "%s", test_folder);
    write_file("boundary_fields.csv", "field,source,aliases,weak_aliases\nmah_code,neighbourhoods,nahiye_no,\n");
    layers_set_folder(folder);
    expect("id nahiye_no name", "nahiye_no -> mah_code");
    write_file("boundary_fields.csv", "field,aliases\nmah_code,nahiye_no\n");
    struct mah_error err;
    match_with("id", NULL, 0, "neighbourhoods", MAH_BAD_SOURCE, &err);
    assert_non_null(strstr(err.message, "boundary_fields.csv"));
    layers_set_folder(NULL);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    char *columns[] = {"name", "id", "townId"};
    struct source source = {.path = "x"};
    struct boundary_field_map map;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 200; nth++) {
        memory_fail_from(nth);
        status = boundary_fields_match(&map, columns, 3, &source, "neighbourhoods", NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        assert_true(nth > 4 || status == MAH_NO_MEMORY);
    }
    assert_int_equal(status, MAH_OK);
    memory_fail_from(1);
    char *described = boundary_fields_describe(&map, columns);
    memory_fail_from(0);
    assert_null(described);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_names_come_last),
        cmocka_unit_test(names_that_municipalities_use),
        cmocka_unit_test(of_weak_names_the_first_of_the_table),
        cmocka_unit_test(two_strong_names_are_a_question),
        cmocka_unit_test(the_word_of_the_user_counts),
        cmocka_unit_test(what_the_user_named_must_exist),
        cmocka_unit_test(without_a_code_nothing_goes),
        cmocka_unit_test(towns_have_names_of_their_own),
        cmocka_unit_test(the_table_can_be_replaced),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
