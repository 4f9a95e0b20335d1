/* A province or country is found by any of its usual names, and by nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/layers.h"
#include "base/memory.h"
#include "turkish/places.h"

static int load(void **state)
{
    (void)state;
    return origins_load(NULL) == MAH_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    origins_unload();
    layers_set_folder(NULL);
    return 0;
}

static void assert_province(const char *text, int plate)
{
    if (origin_from_province(slice_of(text)) != plate)
        fail_msg("'%s' is not found as province %d", text, plate);
}

static void assert_country(const char *text, const char *code)
{
    const char *found = origin_code(origin_from_country(slice_of(text)));
    if (strcmp(found, code) != 0)
        fail_msg("'%s' is found as '%s', not as '%s'", text, found, code);
}

static void all_provinces_stand_under_their_plates(void **state)
{
    (void)state;
    for (int plate = 1; plate <= PROVINCE_COUNT; plate++) {
        char digits[16];
        snprintf(digits, sizeof digits, "%02d", plate);
        assert_string_equal(origin_code(plate), digits);
        assert_province(digits, plate);
        assert_province(origin_name(plate, 1), plate);
        assert_province(origin_name(plate, 0), plate);
    }
    assert_string_equal(origin_name(27, 1), "Gaziantep");
    assert_string_equal(origin_name(34, 1), "İstanbul");
    assert_string_equal(origin_name(34, 0), "Istanbul");
    assert_string_equal(origin_name(81, 1), "Düzce");
}

static void plate_numbers(void **state)
{
    (void)state;
    assert_province("7", 7);
    assert_province("27.0", 27);
    assert_province(" 27 ", 27);
    assert_province("TR27", 27);
    assert_province("tr-27", 27);
    assert_province("027", 27);
    assert_province("0", 0);
    assert_province("82", 0);
    assert_province("-5", 0);
    assert_province("27.5", 0);
    assert_province("TR99", 0);
    assert_province("TR", 0);
    assert_province("TRC11", 27); /* the statistical code */
    assert_province("TR621", 1);
}

static void spellings_of_provinces(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int plate;
    } cases[] = {
        {"ŞANLIURFA", 63},     {"Sanliurfa", 63},   {"Urfa", 63},          {"Ş.Urfa", 63},        {"Şanlı Urfa", 63},
        {"Antep", 27},         {"G. Antep", 27},    {"Maraş", 46},         {"K.MARAŞ", 46},       {"Kahramanmaras", 46},
        {"İçel", 33},          {"ICEL", 33},        {"Mersin (İçel)", 33}, {"Afyon", 3},          {"AFYONKARAHİSAR", 3},
        {"İzmit", 41},         {"Adapazarı", 54},   {"Antakya", 31},       {"Dersim", 62},        {"Hakkâri", 30},
        {"HAKKARI", 30},       {"IĞDIR", 76},       {"igdir", 76},         {"Elâzığ", 23},        {"Gaziantep ili", 27},
        {"GAZİANTEP İLİ", 27}, {"Bolu Merkez", 14}, {"Kırıkkale", 71},     {"i\xCC\x87zmir", 35}, {"Diyarbekir", 21}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_province(cases[i].text, cases[i].plate);
    static const char *const none[] = {"", "-", "Suriye", "Şahinbey", "merkez", "ili", "Ant", "gaziantepli"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_province(none[i], 0);
}

static void names_of_countries(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Suriye", "SYR"},
        {"SYRIA", "SYR"},
        {"syr", "SYR"},
        {"SY", "SYR"},
        {"Suriye Arap Cumhuriyeti", "SYR"},
        {"Afganistan", "AFG"},
        {"Irak", "IRQ"},
        {"IRAK", "IRQ"},
        {"Iraq", "IRQ"},
        {"İran", "IRN"},
        {"IRAN", "IRN"},
        {"Türkmenistan", "TKM"},
        {"Özbekistan", "UZB"},
        {"Almanya", "DEU"},
        {"İngiltere", "GBR"},
        {"Birleşik Krallık", "GBR"},
        {"ABD", "USA"},
        {"A.B.D.", "USA"},
        {"Amerika", "USA"},
        {"USA", "USA"},
        {"Rusya", "RUS"},
        {"Russian Federation", "RUS"},
        {"Ukrayna", "UKR"},
        {"Filistin", "PSE"},
        {"Gazze", "PSE"},
        {"Somali", "SOM"},
        {"Fas", "MAR"},
        {"Cezayir", "DZA"},
        {"Tunus", "TUN"},
        {"Libya", "LBY"},
        {"Mısır", "EGY"},
        {"MISIR", "EGY"},
        {"Egypt", "EGY"},
        {"KKTC", "CYP"},
        {"Bosna Hersek", "BIH"},
        {"Kosova", "XKX"},
        {"Makedonya", "MKD"},
        {"Fildişi Sahilleri", "CIV"},
        {"Czech Republic", "CZE"},
        {"S. Arabistan", "SAU"},
        {"Iran, Islamic Republic of", "IRN"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_country(cases[i][0], cases[i][1]);
    static const char *const none[] = {"", "Gaziantep", "Atlantis", "27", "Suriyelinin"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_country(none[i], "");
}

static void every_country_is_found_by_code_and_names(void **state)
{
    (void)state;
    assert_int_equal(origin_count(), PROVINCE_COUNT + 249); /* ISO 3166 without Türkiye, with Kosovo */
    for (origin_id origin = PROVINCE_COUNT + 1; (size_t)origin <= origin_count(); origin++) {
        assert_int_equal(strlen(origin_code(origin)), 3);
        assert_country(origin_code(origin), origin_code(origin));
        assert_country(origin_name(origin, 1), origin_code(origin));
        assert_country(origin_name(origin, 0), origin_code(origin));
    }
}

static void codes_stand_for_themselves_only(void **state)
{
    (void)state;
    assert_country("MUS", "MUS"); /* Mauritius */
    assert_country("Muş", "");    /* a province */
    assert_country("İş", "");     /* not Iceland's IS */
}

static void this_country_is_no_origin(void **state)
{
    (void)state;
    static const char *const names[] = {"Türkiye", "TURKIYE", "Turkey", "TC",
                                        "T.C.",    "TR",      "TUR",    "Türkiye Cumhuriyeti"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(origin_is_home(slice_of(names[i])));
        assert_int_equal(origin_from_country(slice_of(names[i])), ORIGIN_UNKNOWN);
        assert_int_equal(origin_from_province(slice_of(names[i])), ORIGIN_UNKNOWN);
    }
    assert_false(origin_is_home(slice_of("Suriye")));
    assert_false(origin_is_home(slice_of("")));
}

static void numbers_that_are_no_origin(void **state)
{
    (void)state;
    static const origin_id ids[] = {ORIGIN_UNKNOWN, -1, ORIGIN_LIMIT, 100000};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        assert_string_equal(origin_code(ids[i]), "");
        assert_string_equal(origin_name(ids[i], 1), "");
    }
}

static void before_loading_nothing_is_known(void **state)
{
    (void)state;
    origins_unload();
    assert_int_equal(origin_count(), 0);
    assert_string_equal(origin_code(27), "");
    assert_province("Gaziantep", 0);
    assert_province("27", 0);
    assert_country("Suriye", "");
    assert_false(origin_is_home(slice_of("Türkiye")));
    assert_int_equal(origins_load(NULL), MAH_OK);
    assert_int_equal(origins_load(NULL), MAH_OK); /* once more does no harm */
    assert_province("Gaziantep", 27);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    origins_unload();
    struct mah_error err = {0};
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status == MAH_NO_MEMORY; nth++) {
        memory_fail_from(nth);
        status = origins_load(&err);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && origin_count() == 0));
        assert_true(nth < 1000);
    }
    assert_int_equal(status, MAH_OK);
}

/* An analyst's own table: all provinces, then the rows given. */
static enum mah_status load_own(const char *header, const char *rows, int provinces, struct mah_error *err)
{
    char folder[] = "/tmp/mahalle-places-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/origins.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%s\n", header);
    for (int plate = 1; plate <= provinces; plate++)
        fprintf(file, "province,%02d,il%d,il%d,\n", plate, plate, plate);
    fputs(rows, file);
    fclose(file);
    origins_unload();
    layers_set_folder(folder);
    enum mah_status status = origins_load(err);
    layers_set_folder(NULL);
    unlink(path);
    rmdir(folder);
    return status;
}

#define HEADER "kind,code,name_tr,name_en,aliases"

static void a_table_of_ones_own(void **state)
{
    (void)state;
    struct mah_error err = {0};
    assert_int_equal(
        load_own(HEADER, "country,ATL,Atlantis,Atlantis,Batık ülke||Sunken land\nhome,TUR,Türkiye,Turkey,\n", 81, &err),
        MAH_OK);
    assert_int_equal(origin_count(), 82);
    assert_country("BATIK ÜLKE", "ATL");
    assert_country("sunken land", "ATL");
    assert_province("il7", 7);
}

static void faults_in_a_table_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *header, *rows;
        int provinces;
        const char *message;
    } cases[] = {
        {HEADER, "", 80, "'origins.csv' has no province with plate number 81"},
        {HEADER, "country,ATL,Atlantis,Atlantis,\ncountry,LEM,Lemuria,Lemuria,atlantis\n", 81,
         "'origins.csv': 'atlantis' names both 'Atlantis' and 'Lemuria'"},
        {HEADER, "planet,MRS,Mars,Mars,\n", 81, "'Mars' has kind 'planet' and code 'MRS'"},
        {HEADER, "country,Mars,Mars,Mars,\n", 81, "'Mars' has kind 'country' and code 'Mars'"},
        {HEADER, "province,82,Yeni,Yeni,\n", 81, "'Yeni' has kind 'province' and code '82'"},
        {HEADER, "province,xx,Yeni,Yeni,\n", 81, "'Yeni' has kind 'province' and code 'xx'"},
        {HEADER, "province,05,Yeni,Yeni,\n", 81, "'Yeni' has kind 'province' and code '05'"},
        {"kind,code,name_tr,name_en,other", "", 81, "'origins.csv' must have the columns"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mah_error err = {0};
        assert_int_equal(load_own(cases[i].header, cases[i].rows, cases[i].provinces, &err), MAH_BAD_SOURCE);
        if (strstr(err.message, cases[i].message) == NULL)
            fail_msg("message: %s", err.message);
        assert_int_equal(origin_count(), 0);
    }
}

static void too_many_origins_and_names(void **state)
{
    (void)state;
    static char rows[400000];
    size_t used = 0;
    for (int i = 0; i < 500; i++)
        used += (size_t)snprintf(rows + used, sizeof rows - used, "country,%c%c%c,Ülke %d,Land %d,\n",
                                 'A' + i / 26 / 26, 'A' + i / 26 % 26, 'A' + i % 26, i, i);
    struct mah_error err = {0};
    assert_int_equal(load_own(HEADER, rows, 81, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "511 at most"));
    used = (size_t)snprintf(rows, sizeof rows, "country,ATL,Atlantis,Atlantis,");
    for (int i = 0; i < 5000; i++)
        used += (size_t)snprintf(rows + used, sizeof rows - used, "ad%d|", i);
    snprintf(rows + used, sizeof rows - used, "\n");
    assert_int_equal(load_own(HEADER, rows, 81, &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message, "'origins.csv' has more than 4096 names");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_provinces_stand_under_their_plates, load, unload),
        cmocka_unit_test_setup_teardown(plate_numbers, load, unload),
        cmocka_unit_test_setup_teardown(spellings_of_provinces, load, unload),
        cmocka_unit_test_setup_teardown(names_of_countries, load, unload),
        cmocka_unit_test_setup_teardown(every_country_is_found_by_code_and_names, load, unload),
        cmocka_unit_test_setup_teardown(codes_stand_for_themselves_only, load, unload),
        cmocka_unit_test_setup_teardown(this_country_is_no_origin, load, unload),
        cmocka_unit_test_setup_teardown(numbers_that_are_no_origin, load, unload),
        cmocka_unit_test_setup_teardown(before_loading_nothing_is_known, load, unload),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, load, unload),
        cmocka_unit_test_setup_teardown(a_table_of_ones_own, load, unload),
        cmocka_unit_test_setup_teardown(faults_in_a_table_are_named, load, unload),
        cmocka_unit_test_setup_teardown(too_many_origins_and_names, load, unload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
