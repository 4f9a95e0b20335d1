/* `mahalle init` looks at the files of a folder and writes a project file that loads, whatever it finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "config/project.h"
#include "read/boundaries.h"
#include "run/init_project.h"

#define MAHALLE(code, name, west)                                                                                      \
    "{\"type\":\"Feature\",\"properties\":{\"mahalle_kodu\":\"" code "\",\"mahalle_adi\":\"" name                      \
    "\",\"il_adi\":\"Şanlıurfa\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" west "0,37.0],[" west        \
    "9,37.0],[" west "9,37.1],[" west "0,37.1],[" west "0,37.0]]]}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static const char two_mahalle[] = COLLECTION(MAHALLE("1", "Bağlar", "38.0") "," MAHALLE("2", "Işıklar", "38.1"));
static const char three_ilce[] =
    COLLECTION(MAHALLE("1", "A", "38.0") "," MAHALLE("2", "B", "38.1") "," MAHALLE("3", "C", "38.2"));
static const char households[] =
    "hane_no;boylam;enlem;hane_nufusu;gelis_yili\nH1;38.005;37.05;4;2023\nH2;38.105;37.05;3;yerli\n";
static const char households_in_metres[] = "hane_no;saga;yukari;hane_nufusu\nH1;500000;4100000;4\n";
static const char stops[] = "durak_no;durak_adi;x;y\nD1;Çarşı;500000;4100000\n";
static const char places[] = "ad;boylam;enlem\nA;38.005;37.05\n";
static const char two_parks[] = COLLECTION(
    MAHALLE("p1", "Gül Parkı", "38.0") "," MAHALLE("p2", "Lale Parkı", "38.1") "," MAHALLE("p3", "", "38.2"));
static const char lines[] = COLLECTION("{\"type\":\"Feature\",\"properties\":{\"ad\":\"1. Sokak\"},\"geometry\":"
                                       "{\"type\":\"LineString\",\"coordinates\":[[38.0,37.0],[38.1,37.1]]}}");
static const char schools[] = "okul_no;boylam;enlem;derslik\nO1;38.005;37.05;12\n";

/* A mahalle that knows the code of its ilçe, not the name; `west` as above. */
#define IN_TOWN(code, name, town, west)                                                                                \
    "{\"type\":\"Feature\",\"properties\":{\"id\":" code ",\"name\":\"" name "\",\"townId\":" town                     \
    "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" west "0,37.0],[" west "9,37.0],[" west "9,37.1],[" west \
    "0,37.1],[" west "0,37.0]]]}}"
static const char mahalle_of_towns[] = COLLECTION(IN_TOWN("11", "Bağlar", "189", "38.0") "," IN_TOWN(
    "12", "Işıklar", "189", "38.1") "," IN_TOWN("13", "Çay", "190", "38.2"));
static const char towns[] =
    COLLECTION(IN_TOWN("189", "Nilüfer", "189", "38.0") "," IN_TOWN("190", "Gürsu", "190", "38.2"));

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/mahalle_init_XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static char *read_file(const char *name)
{
    char *text = calloc(1, 65536);
    FILE *file = fopen(path_of(name), "rb");
    assert_non_null(text);
    assert_non_null(file);
    assert_true(fread(text, 1, 65535, file) > 0);
    fclose(file);
    return text;
}

/* Runs init on the folder; gives the project as it is read back. The report must hold every one of the words. */
static struct project *guess(enum language language, const char *const *words)
{
    struct mah_error err = {0};
    char *report = NULL;
    struct project *project = NULL;
    if (init_project(folder, language, &report, &err) != MAH_OK)
        fail_msg("%s", err.message);
    for (; words != NULL && *words != NULL; words++)
        if (strstr(report, *words) == NULL)
            fail_msg("'%s' is not in the report:\n%s", *words, report);
    memory_free(report);
    assert_int_equal(project_new(&project, &err), MAH_OK);
    if (project_read(project, folder, &err) != MAH_OK)
        fail_msg("%s", err.message);
    return project;
}

static void expect_refused(const char *where, const char *message)
{
    struct mah_error err = {0};
    char *report = NULL;
    assert_int_equal(init_project(where, LANGUAGE_ENGLISH, &report, &err), MAH_BAD_USAGE);
    assert_null(report);
    if (strstr(err.message, message) == NULL)
        fail_msg("'%s' is not in: %s", message, err.message);
}

static void test_boundaries_and_households(void **state)
{
    (void)state;
    write_file("sinir.geojson", two_mahalle);
    write_file("haneler.csv", households);
    write_file("okullar.csv", schools);
    struct project *project = guess(
        LANGUAGE_ENGLISH, (const char *const[]){"boundaries: sinir.geojson (2 mahalle)", "households: haneler.csv",
                                                "not used: okullar.csv", "mahalle check", NULL});
    assert_string_equal(project->neighbourhoods.path, path_of("sinir.geojson"));
    assert_int_equal(project->household_count, 1);
    assert_string_equal(project->households[0].path, path_of("haneler.csv"));
    assert_int_equal(project->service_count, 0);
    assert_string_equal(project->province, "Şanlıurfa");
    assert_string_equal(project->title, strrchr(folder, '/') + 1);
    assert_int_equal(project->language, LANGUAGE_ENGLISH);
    assert_int_equal(project_check(project, NULL), MAH_OK);
    project_free(project);
    char *text = read_file("mahalle.yaml");
    assert_non_null(strstr(text, "mahalle_kodu -> mah_code"));
    assert_non_null(strstr(text, "hane_no -> hh_id"));
    assert_non_null(strstr(text, "# okullar.csv"));
    assert_non_null(strstr(text, "recent migrant"));
    free(text);
}

/* A name that speaks of one type is taken, and shown; one that speaks of several is left to the user. */
static void test_services_and_streets(void **state)
{
    (void)state;
    write_file("sinir.geojson", two_mahalle);
    write_file("haneler.csv", households);
    write_file("tumEczane.csv", places);
    write_file("otobus_duraklari.csv", stops);
    write_file("parklar.geojson", two_parks); /* more polygons than the boundaries, and codes too */
    write_file("okullar.csv", schools);
    write_file("liste.csv", schools); /* only its columns speak of schools */
    write_file("otopark.csv", places);
    write_file("yollar.geojson", lines);
    struct project *project =
        guess(LANGUAGE_ENGLISH,
              (const char *const[]){
                  "boundaries: sinir.geojson (2 mahalle)", "services (guessed): tumEczane.csv is pharmacy (Pharmacy)",
                  "services (guessed): otobus_duraklari.csv is stop_low (Bus stop)\n    its positions are in metres",
                  "services (guessed): parklar.geojson is park (Park)",
                  "not used: okullar.csv (services? choose the type: kindergarten (Kindergarten), primary",
                  "not used: liste.csv (services? choose the type: kindergarten", "not used: otopark.csv\n",
                  "streets (guessed): yollar.geojson", NULL});
    assert_int_equal(project->service_count, 3);
    assert_string_equal(project->services[0].type, "stop_low");
    assert_string_equal(project->services[1].type, "park");
    assert_string_equal(project->services[2].path, path_of("tumEczane.csv"));
    assert_string_equal(project->streets.path, path_of("yollar.geojson"));
    assert_int_equal(project_check(project, NULL), MAH_OK);
    project_free(project);
    char *text = read_file("mahalle.yaml");
    assert_non_null(strstr(text, "# durak_no -> service_id, durak_adi -> name, x -> x, y -> y\n"));
    assert_non_null(strstr(text, "  # - {type: kindergarten, source: 'okullar.csv'}\n"));
    assert_non_null(strstr(text, "    # otopark.csv\n"));
    free(text);
}

/* Names that speak of streets: an extract at once, without opening it; of two files the user has to choose. */
static void test_streets_are_not_guessed_among_two(void **state)
{
    (void)state;
    write_file("sinir.geojson", two_mahalle);
    write_file("kent.osm.pbf", "not looked into");
    struct project *project = guess(LANGUAGE_ENGLISH, (const char *const[]){"streets (guessed): kent.osm.pbf", NULL});
    assert_string_equal(project->streets.path, path_of("kent.osm.pbf"));
    project_free(project);
    assert_int_equal(unlink(path_of("mahalle.yaml")), 0);
    write_file("sokaklar.geojson", lines);
    write_file("yol_noktalari.geojson", two_mahalle); /* no lines */
    project = guess(LANGUAGE_ENGLISH,
                    (const char *const[]){"not used: kent.osm.pbf (one of 2 files that may be the streets; choose)",
                                          "not used: yol_noktalari.geojson\n", NULL});
    assert_null(project->streets.path);
    project_free(project);
    char *text = read_file("mahalle.yaml");
    assert_non_null(strstr(text, "# streets:\n#   source: 'sokaklar.geojson'\n"));
    free(text);
}

/* The language of the comments is the one asked for; the language that is set stays. */
static void test_turkish_comments(void **state)
{
    (void)state;
    write_file("sinir.geojson", two_mahalle);
    write_file("haneler.csv", households);
    language_set(LANGUAGE_ENGLISH);
    struct project *project = guess(LANGUAGE_TURKISH, NULL);
    assert_int_equal(language_get(), LANGUAGE_ENGLISH);
    assert_int_equal(project->language, LANGUAGE_TURKISH);
    project_free(project);
    char *text = read_file("mahalle.yaml");
    assert_non_null(strstr(text, "yakın dönem göçmenidir"));
    free(text);
}

/* Polygons of ilçe lie beside those of mahalle: the name of the file decides, then the number of polygons. */
static void test_the_likelier_boundaries(void **state)
{
    (void)state;
    write_file("ilceler.geojson", three_ilce);
    write_file("MAHALLE_sinirlari.geojson", two_mahalle);
    struct project *project =
        guess(LANGUAGE_ENGLISH, (const char *const[]){"boundaries: MAHALLE_sinirlari.geojson (2 mahalle)",
                                                      "not used: ilceler.geojson (polygons too, 3 of them)", NULL});
    assert_string_equal(project->neighbourhoods.path, path_of("MAHALLE_sinirlari.geojson"));
    project_free(project);
    assert_int_equal(unlink(path_of("MAHALLE_sinirlari.geojson")), 0);
    assert_int_equal(unlink(path_of("mahalle.yaml")), 0);
    write_file("baska.geojson", two_mahalle);
    project = guess(LANGUAGE_ENGLISH, NULL);
    assert_string_equal(project->neighbourhoods.path, path_of("ilceler.geojson"));
    project_free(project);
}

/* Boundaries that know codes of ilçe and no names get the file that has them, polygons or table. */
static void test_names_of_towns(void **state)
{
    (void)state;
    write_file("bursa_mahalle.geojson", mahalle_of_towns);
    write_file("bursa_ilce.geojson", towns);
    write_file("haneler.csv", households);
    struct project *project =
        guess(LANGUAGE_ENGLISH, (const char *const[]){"boundaries: bursa_mahalle.geojson (3 mahalle)",
                                                      "names of the ilçe: bursa_ilce.geojson", NULL});
    assert_string_equal(project->neighbourhoods.path, path_of("bursa_mahalle.geojson"));
    assert_string_equal(project->towns.path, path_of("bursa_ilce.geojson"));
    struct boundary_set *set = NULL;
    assert_int_equal(boundary_set_read(&set, &project->neighbourhoods, &project->towns, NULL), MAH_OK);
    assert_string_equal(set->mahalle[0].ilce_name, "Nilüfer");
    assert_string_equal(set->mahalle[2].ilce_name, "Gürsu");
    boundary_set_free(set);
    project_free(project);
    char *text = read_file("mahalle.yaml");
    assert_non_null(strstr(text, "  towns: {source: 'bursa_ilce.geojson'}\n"));
    assert_null(strstr(text, "# source: 'bursa_ilce.geojson'"));
    free(text);
    assert_int_equal(unlink(path_of("mahalle.yaml")), 0);
    assert_int_equal(unlink(path_of("bursa_ilce.geojson")), 0);
    write_file("adlar.csv", "ilce_kodu;ilce_adi\n189;Nilüfer\n190;Gürsu\n191;Kestel\n");
    project = guess(LANGUAGE_ENGLISH, (const char *const[]){"names of the ilçe: adlar.csv", NULL});
    assert_string_equal(project->towns.path, path_of("adlar.csv"));
    project_free(project);
}

/* What only looks like a list of ilçe: other codes, mahalle with the code of their ilçe, numbered things, no need. */
static void expect_no_towns(const char *boundaries, const char *name, const char *text)
{
    write_file("mahalle.geojson", boundaries);
    write_file(name, text);
    struct project *project = guess(LANGUAGE_ENGLISH, (const char *const[]){"boundaries: mahalle.geojson", NULL});
    assert_string_equal(project->neighbourhoods.path, path_of("mahalle.geojson"));
    assert_null(project->towns.path);
    project_free(project);
    assert_int_equal(unlink(path_of("mahalle.yaml")), 0);
    assert_int_equal(unlink(path_of(name)), 0);
}

static void test_no_names_of_towns(void **state)
{
    (void)state;
    expect_no_towns(mahalle_of_towns, "ilce.csv", "ilce_kodu;ilce_adi\n1;Nilüfer\n190;Gürsu\n");
    expect_no_towns(mahalle_of_towns, "ilce.csv", "ilce_kodu;nufus\n189;5\n190;6\n");
    expect_no_towns(mahalle_of_towns, "eski.geojson", mahalle_of_towns);
    expect_no_towns(mahalle_of_towns, "okullar.csv", "kod;ad\n187;A\n188;B\n189;C\n190;D\n191;E\n192;F\n");
    expect_no_towns(two_mahalle, "ilce.csv", "ilce_kodu;ilce_adi\n189;Nilüfer\n190;Gürsu\n");
}

static void test_only_households(void **state)
{
    (void)state;
    write_file("haneler.csv", households_in_metres);
    struct project *project =
        guess(LANGUAGE_ENGLISH, (const char *const[]){"boundaries: none found", "households: haneler.csv",
                                                      "write their reference system", NULL});
    assert_null(project->neighbourhoods.path);
    assert_null(project->province);
    assert_int_equal(project->household_count, 1);
    assert_int_equal(project_check(project, NULL), MAH_BAD_USAGE);
    project_free(project);
    char *text = read_file("mahalle.yaml");
    assert_non_null(strstr(text, "# crs: EPSG:5256"));
    free(text);
}

/* Where no households are found, the report says of every file why it is none. */
static void test_no_households(void **state)
{
    (void)state;
    write_file("mahalle.geojson", two_mahalle);
    write_file("okullar.csv", schools);
    write_file("bozuk.gpkg", "this is no GeoPackage");
    write_file("bos.csv", "");
    struct project *project =
        guess(LANGUAGE_ENGLISH, (const char *const[]){"households: none found", "not used: okullar.csv", "hh_size",
                                                      "not used: bozuk.gpkg", "not used: bos.csv", NULL});
    assert_int_equal(project->household_count, 0);
    project_free(project);
}

/* Names that YAML could take for something else, and one that no text could hold. */
static void test_odd_names(void **state)
{
    (void)state;
    assert_int_equal(mkdir(path_of("yeni veri"), 0777), 0);
    assert_int_equal(mkdir(path_of(".gizli"), 0777), 0);
    write_file("yeni veri/Ayşe'nin #1 haneleri: son.csv", households);
    write_file("yeni veri/mahalle\nnewline.geojson", two_mahalle);
    write_file(".gizli/haneler.csv", households);
    write_file("{a, b}.geojson", two_mahalle);
    struct project *project = guess(LANGUAGE_ENGLISH, NULL);
    assert_int_equal(project->household_count, 1);
    assert_string_equal(project->households[0].path, path_of("yeni veri/Ayşe'nin #1 haneleri: son.csv"));
    assert_string_equal(project->neighbourhoods.path, path_of("{a, b}.geojson"));
    assert_int_equal(project_check(project, NULL), MAH_OK);
    project_free(project);
}

static void test_nothing_is_overwritten(void **state)
{
    (void)state;
    write_file("haneler.csv", households);
    write_file("mahalle.yaml", "title: benim\n");
    expect_refused(folder, "mahalle.yaml' is there already");
    char *text = read_file("mahalle.yaml");
    assert_string_equal(text, "title: benim\n");
    free(text);
}

static void test_folders_without_data(void **state)
{
    (void)state;
    expect_refused(path_of("yok"), "cannot look into the folder");
    expect_refused("/dev/null", "'/dev/null' is not a folder");
    expect_refused(folder, "holds no data; put the boundaries of the mahalle");
    write_file("oku.md", "no data\n");
    expect_refused(folder, "holds no data; put the boundaries of the mahalle");
    assert_int_equal(access(path_of("mahalle.yaml"), F_OK), -1);
}

static void test_memory(void **state)
{
    (void)state;
    write_file("mahalle.geojson", mahalle_of_towns);
    write_file("ilce.geojson", towns);
    write_file("haneler.csv", households);
    write_file("okullar.csv", schools);
    write_file("durak.csv", stops);
    write_file("yollar.geojson", lines);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t n = 1; status != MAH_OK; n += n < 200 ? 1 : 3) {
        struct mah_error err = {0};
        char *report = NULL;
        memory_fail_from(n);
        status = init_project(folder, LANGUAGE_ENGLISH, &report, &err);
        memory_fail_from(0);
        memory_free(report);
        if (status != MAH_OK) {
            assert_int_equal(status, MAH_NO_MEMORY);
            assert_int_equal(access(path_of("mahalle.yaml"), F_OK), -1);
        }
        assert_true(n < 6000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_boundaries_and_households, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_services_and_streets, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_streets_are_not_guessed_among_two, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_turkish_comments, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_the_likelier_boundaries, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_names_of_towns, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_no_names_of_towns, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_only_households, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_no_households, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_odd_names, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_nothing_is_overwritten, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_folders_without_data, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_memory, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
