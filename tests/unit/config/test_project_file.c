/* What mahalle.yaml says is what the project holds. */
#include "project_files.h"

#include "base/memory.h"

static const char whole_file[] =
    "title: Şanlıurfa 2025\n"
    "reference_date: 2025-06-30\n"
    "recent_years: 10\n"
    "arrival_rule: inclusive\n"
    "household_rule: majority\n"
    "origin_field: birth\n"
    "province: 63\n"
    "crs: EPSG:5257\n"
    "language: en\n"
    "neighbourhoods:\n"
    "  source: data/mahalle.gpkg\n"
    "  layer: mahalle\n"
    "  crs: EPSG:4326\n"
    "  encoding: utf-8\n"
    "  fields: {mah_code: mahalle_kodu, mah_name: mahalle_adi}\n"
    "  towns:\n"
    "    source: /data/ilce.gpkg\n"
    "    layer: ilce\n"
    "    fields: {ilce_code: kod}\n"
    "households:\n"
    "  - source: data/haneler.csv\n"
    "    crs: EPSG:4326\n"
    "    encoding: windows-1254\n"
    "    fields:\n"
    "      hh_id: hane no\n"
    "      lon: boylam\n"
    "  - source: data/koyler.gpkg\n"
    "    layer: hane\n"
    "services:\n"
    "  - {type: primary, source: data/okullar.geojson, where: \"tur = 'İlkokul'\", fields: {capacity: derslik}}\n"
    "  - {type: stop_low, source: data/duraklar.csv}\n"
    "streets: {source: data/yollar.gpkg, layer: yol}\n"
    "residential: {source: data/konut.gpkg}\n"
    "standards: [mpyy-ek2, own/table.csv]\n"
    "coverage: {metric: euclid, detour: 1.3}\n"
    "quarantine: {snap_m: 0, max_rejected_share: 0.1}\n"
    "privacy: {profile: internal, min_households: 3, min_persons: 20, min_unit_persons: 50, round_to: 10}\n"
    "output: out/x.gpkg\n"
    "backend: local\n"
    "seed: 42\n"
    "threads: 2\n";

static void expect_in_folder(const char *path, const char *rest)
{
    assert_string_equal(path, path_of(rest));
}

static void test_defaults(void **state)
{
    (void)state;
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1); /* 2026-01-01 */
    struct project *project = new_project();
    unsetenv("SOURCE_DATE_EPOCH");
    assert_null(project->path);
    assert_string_equal(project->folder, ".");
    assert_int_equal(project->recent_years, 5);
    assert_int_equal(project->arrival_rule, ARRIVAL_STRICT);
    assert_int_equal(project->household_rule, HOUSEHOLD_HEAD);
    assert_int_equal(project->origin_field, ORIGIN_AUTO);
    assert_null(project->province);
    assert_string_equal(project->crs, "auto");
    assert_int_equal(project->language, LANGUAGE_TURKISH);
    assert_string_equal(project->neighbourhoods.encoding, "auto");
    assert_null(project->neighbourhoods.path);
    assert_int_equal(project->household_count, 0);
    assert_true(project->coverage_detour == 1.0);
    assert_true(project->snap_m == 50.0);
    assert_true(project->max_rejected_share == 0.05);
    assert_int_equal(project->profile, PROFILE_PUBLIC);
    assert_int_equal(project->min_households, 5);
    assert_int_equal(project->min_persons, 10);
    assert_int_equal(project->min_unit_persons, 100);
    assert_int_equal(project->round_to, 5);
    assert_null(project->output);
    assert_int_equal(project->threads, 0);
    project_free(project);
    project_free(NULL);
}

/* On 31 December the day has not passed: the year before counts. */
static void test_default_reference_date(void **state)
{
    (void)state;
    static const struct {
        const char *now;
        int year;
    } cases[] = {{"1767225600", 2025} /* 2026-01-01 */, {"1767139200", 2024} /* 2025-12-31 */, {"1751241600", 2024}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        setenv("SOURCE_DATE_EPOCH", cases[i].now, 1);
        struct project *project = new_project();
        unsetenv("SOURCE_DATE_EPOCH");
        assert_int_equal(project->reference_date.year, cases[i].year);
        assert_int_equal(project->reference_date.month, 12);
        assert_int_equal(project->reference_date.day, 31);
        project_free(project);
    }
}

static void test_whole_file(void **state)
{
    (void)state;
    struct project *project = read_project(whole_file);
    assert_string_equal(project->title, "Şanlıurfa 2025");
    assert_int_equal(project->reference_date.month, 6);
    assert_int_equal(project->recent_years, 10);
    assert_int_equal(project->arrival_rule, ARRIVAL_INCLUSIVE);
    assert_int_equal(project->household_rule, HOUSEHOLD_MAJORITY);
    assert_int_equal(project->origin_field, ORIGIN_BIRTH);
    assert_string_equal(project->province, "63");
    assert_string_equal(project->crs, "EPSG:5257");
    assert_int_equal(project->language, LANGUAGE_ENGLISH);
    expect_in_folder(project->neighbourhoods.path, "data/mahalle.gpkg");
    assert_string_equal(project->neighbourhoods.layer, "mahalle");
    assert_int_equal(project->neighbourhoods.field_count, 2);
    assert_string_equal(project->neighbourhoods.fields[1].field, "mah_name");
    assert_string_equal(project->neighbourhoods.fields[1].column, "mahalle_adi");
    assert_string_equal(project->towns.path, "/data/ilce.gpkg");
    assert_string_equal(project->towns.fields[0].column, "kod");
    assert_true(project->coverage_detour == 1.3);
    assert_int_equal(project->coverage_metric, 2);
    assert_true(project->snap_m == 0.0);
    assert_int_equal(project->profile, PROFILE_INTERNAL);
    assert_int_equal(project->min_unit_persons, 50);
    expect_in_folder(project->output, "out/x.gpkg");
    assert_int_equal(project->seed, 42);
    assert_int_equal(project->threads, 2);
    project_free(project);
}

static void test_lists_of_sources(void **state)
{
    (void)state;
    struct project *project = read_project(whole_file);
    assert_int_equal(project->household_count, 2);
    expect_in_folder(project->households[0].path, "data/haneler.csv");
    assert_string_equal(project->households[0].encoding, "windows-1254");
    assert_string_equal(project->households[0].fields[0].column, "hane no");
    assert_string_equal(project->households[1].layer, "hane");
    assert_string_equal(project->households[1].encoding, "auto");
    assert_int_equal(project->households[1].field_count, 0);
    assert_int_equal(project->service_count, 2);
    assert_string_equal(project->services[0].type, "primary");
    assert_string_equal(project->services[0].where, "tur = 'İlkokul'");
    assert_string_equal(project->services[0].fields[0].field, "capacity");
    expect_in_folder(project->services[1].path, "data/duraklar.csv");
    expect_in_folder(project->streets.path, "data/yollar.gpkg");
    assert_int_equal(project->standard_count, 2);
    assert_string_equal(project->standards[0], "mpyy-ek2");
    expect_in_folder(project->standards[1], "own/table.csv");
    project_free(project);
}

/* "standards: none" is what a planner writes first. */
static void test_a_word_is_a_list(void **state)
{
    (void)state;
    struct project *project = read_project("standards: none\n");
    assert_int_equal(project->standard_count, 1);
    assert_string_equal(project->standards[0], "none");
    project_free(project);
    project = read_project("standards: own/table.csv\n");
    assert_int_equal(project->standard_count, 1);
    expect_in_folder(project->standards[0], "own/table.csv");
    project_free(project);
    project = read_project("standards: mpyy-ek2, own/table.csv\n"); /* as with --set */
    assert_int_equal(project->standard_count, 2);
    assert_string_equal(project->standards[0], "mpyy-ek2");
    expect_in_folder(project->standards[1], "own/table.csv");
    project_free(project);
}

/* PROJECT may be the folder that holds the file. */
static void test_project_folder(void **state)
{
    (void)state;
    struct project *project = new_project();
    write_text("mahalle.yaml", "recent_years: 7\noutput: x.gpkg\n");
    assert_int_equal(project_read(project, test_folder, NULL), MAH_OK);
    assert_int_equal(project->recent_years, 7);
    assert_string_equal(project->path, path_of("mahalle.yaml"));
    assert_string_equal(project->folder, test_folder);
    expect_in_folder(project->output, "x.gpkg");
    project_free(project);
}

/* A file named without a folder: its paths are relative to the current one, and stay as they are. */
static void test_current_folder(void **state)
{
    (void)state;
    char before[512];
    struct project *project = new_project();
    write_text("mahalle.yaml", "output: out/x.gpkg\n");
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(test_folder), 0);
    assert_int_equal(project_read(project, "mahalle.yaml", NULL), MAH_OK);
    assert_string_equal(project->output, "out/x.gpkg");
    assert_string_equal(project->folder, ".");
    assert_int_equal(chdir(before), 0);
    project_free(project);
}

/* Texts that look alike to YAML: quotes, upper case words, a sign, a comma, Turkish day order, a BOM, CRLF. */
static void test_forms_of_values(void **state)
{
    (void)state;
    struct project *project =
        read_project("\xEF\xBB\xBFrecent_years: \"5\"\r\narrival_rule: STRICT\r\n"
                     "quarantine: {snap_m: '12,5'}\r\nreference_date: 31.12.2024\r\nseed: +7\r\n"
                     "households:\r\n  - source: a.csv\r\n    encoding: UTF-8\r\n    crs: auto\r\n");
    assert_int_equal(project->recent_years, 5);
    assert_true(project->snap_m == 12.5);
    assert_int_equal(project->reference_date.year, 2024);
    assert_int_equal(project->reference_date.day, 31);
    assert_int_equal(project->seed, 7);
    assert_string_equal(project->households[0].encoding, "utf-8");
    assert_null(project->households[0].crs);
    project_free(project);
}

/* Words that YAML 1.1 takes for booleans or numbers are plain text here. */
static void test_no_norway_problem(void **state)
{
    (void)state;
    struct project *project = read_project("title: no\nprovince: 07\n");
    assert_string_equal(project->title, "no");
    assert_string_equal(project->province, "07");
    project_free(project);
}

static void test_sections_without_lines(void **state)
{
    (void)state;
    struct project *project =
        read_project("services:\n#  - {type: primary, source: x.csv}\nhouseholds: []\nneighbourhoods: {}\n");
    assert_int_equal(project->service_count, 0);
    assert_int_equal(project->household_count, 0);
    project_free(project);
    project_free(read_project(""));
    project_free(read_project("# nothing but a comment\n"));
    project_free(read_project("---\n"));
}

/* The edges of every range are allowed. */
static void test_edges(void **state)
{
    (void)state;
    project_free(read_project("recent_years: 1\nthreads: 256\nseed: 9007199254740991\n"
                              "quarantine: {snap_m: 10000, max_rejected_share: 1}\ncoverage: {detour: 3}\n"
                              "privacy: {min_households: 0, min_persons: 100000, round_to: 1000}\n"));
    project_free(
        read_project("recent_years: 100\nthreads: 0\nseed: 0\nquarantine: {snap_m: 0, max_rejected_share: 0}\n"
                     "coverage: {detour: 1}\nprivacy: {min_households: 100000, min_persons: 0, round_to: 1}\n"));
}

static void test_memory(void **state)
{
    (void)state;
    write_text("mahalle.yaml", whole_file);
    bool done = false;
    for (size_t n = 1; !done; n++) {
        struct project *project = NULL;
        struct mah_error err = {0};
        memory_fail_from(n);
        enum mah_status status = project_new(&project, &err);
        if (status == MAH_OK)
            status = project_read(project, path_of("mahalle.yaml"), &err);
        memory_fail_from(0);
        project_free(project);
        done = status == MAH_OK;
        if (!done)
            assert_int_equal(status, MAH_NO_MEMORY);
        assert_true(n < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_default_reference_date),
        cmocka_unit_test(test_whole_file),
        cmocka_unit_test(test_lists_of_sources),
        cmocka_unit_test(test_a_word_is_a_list),
        cmocka_unit_test(test_project_folder),
        cmocka_unit_test(test_current_folder),
        cmocka_unit_test(test_forms_of_values),
        cmocka_unit_test(test_no_norway_problem),
        cmocka_unit_test(test_sections_without_lines),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
