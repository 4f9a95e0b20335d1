/* Command line over environment over file over default, and each value remembers where it came from. */
#include "project_files.h"

#include "base/language.h"
#include "base/memory.h"
#include "config/keys.h"

static enum mah_status set(struct project *project, const char *assignment)
{
    struct mah_error err = {0};
    enum mah_status status = project_set(project, assignment, &err);
    if (status != MAH_OK)
        fail_msg("refused: %s", err.message);
    return status;
}

static void expect_set_refused(const char *assignment, const char *message)
{
    struct project *project = new_project();
    struct mah_error err = {0};
    assert_int_equal(project_set(project, assignment, &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, message);
    project_free(project);
}

/* The value and origin of a key among the settings; fails the test where the key is not listed. */
static void expect_setting(const struct project *project, const char *key, const char *value, const char *origin)
{
    struct setting *settings = NULL;
    size_t count = 0, found = 0;
    assert_int_equal(project_settings(project, &settings, &count, NULL), MAH_OK);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(settings[i].key, key) != 0)
            continue;
        found++;
        assert_string_equal(settings[i].value, value);
        assert_string_equal(settings[i].origin, origin);
    }
    settings_free(settings, count);
    assert_int_equal(found, 1);
}

static void test_order_of_force(void **state)
{
    (void)state;
    struct project *project = read_project("title: x\nrecent_years: 10\nseed: 3\nquarantine: {snap_m: 20}\n");
    setenv("MAHALLE_RECENT_YEARS", "7", 1);
    setenv("MAHALLE_QUARANTINE_SNAP_M", "30", 1);
    assert_int_equal(project_read_environment(project, NULL), MAH_OK);
    unsetenv("MAHALLE_RECENT_YEARS");
    unsetenv("MAHALLE_QUARANTINE_SNAP_M");
    set(project, "recent_years=1");
    expect_setting(project, "recent_years", "1", "command line");
    expect_setting(project, "quarantine.snap_m", "30", "MAHALLE_QUARANTINE_SNAP_M");
    expect_setting(project, "seed", "3", "mahalle.yaml:3");
    expect_setting(project, "privacy.min_persons", "10", "default");
    assert_int_equal(project->recent_years, 1);
    assert_true(project->snap_m == 30.0);
    project_free(project);
}

/* Every scalar key can be set with --set and through its variable; this walks the table so that none is forgotten. */
static void test_every_scalar_key(void **state)
{
    (void)state;
    struct project *project = new_project();
    set(project, "neighbourhoods.source=a.gpkg"); /* what is said of a source is listed where there is one */
    set(project, "persons.source=b.csv");
    for (size_t i = 0; i < key_count(); i++) {
        const struct key *key = key_at(i);
        if (!key_is_scalar(key) || key_is_of_list(key) || key->standard == NULL)
            continue;
        char assignment[128];
        snprintf(assignment, sizeof assignment, "%s=%s", key->name, key->standard);
        set(project, assignment);
        expect_setting(project, key->name, key->standard, "command line");
    }
    project_free(project);
}

static void test_environment(void **state)
{
    (void)state;
    struct project *project = read_project("title: x\n");
    struct mah_error err = {0};
    setenv("MAHALLE_TITLE", "", 1); /* empty: as if it were not there */
    setenv("MAHALLE_NEIGHBOURHOODS_SOURCE", "sinir.gpkg", 1);
    setenv("MAHALLE_STANDARDS", "a,b", 1);
    assert_int_equal(project_read_environment(project, &err), MAH_OK);
    unsetenv("MAHALLE_TITLE");
    unsetenv("MAHALLE_NEIGHBOURHOODS_SOURCE");
    unsetenv("MAHALLE_STANDARDS");
    assert_string_equal(project->title, "x");
    assert_string_equal(project->neighbourhoods.path, "sinir.gpkg");
    expect_setting(project, "neighbourhoods.source", "sinir.gpkg", "MAHALLE_NEIGHBOURHOODS_SOURCE");
    expect_setting(project, "standards", "a,b", "MAHALLE_STANDARDS");
    setenv("MAHALLE_PRIVACY_PROFILE", "gizli", 1);
    assert_int_equal(project_read_environment(project, &err), MAH_BAD_USAGE);
    unsetenv("MAHALLE_PRIVACY_PROFILE");
    assert_string_equal(err.message,
                        "MAHALLE_PRIVACY_PROFILE: 'privacy.profile' is 'gizli'; public, internal or secure is allowed");
    project_free(project);
}

static void expect_variable_refused(const char *name, const char *message)
{
    struct project *project = new_project();
    struct mah_error err = {0};
    setenv(name, "3", 1);
    assert_int_equal(project_read_environment(project, &err), MAH_BAD_USAGE);
    unsetenv(name);
    assert_string_equal(err.message, message);
    project_free(project);
}

/* A misspelt variable would leave the default in force without a word. */
static void test_unknown_variables(void **state)
{
    (void)state;
    expect_variable_refused("MAHALLE_RECENT_YEAR",
                            "the environment variable 'MAHALLE_RECENT_YEAR' sets no key; did you mean "
                            "'MAHALLE_RECENT_YEARS' (key 'recent_years')");
    expect_variable_refused("MAHALLE_QUARANTINE_SNAP",
                            "the environment variable 'MAHALLE_QUARANTINE_SNAP' sets no key; did you mean "
                            "'MAHALLE_QUARANTINE_SNAP_M' (key 'quarantine.snap_m')");
    setenv("MAHALLE_RECENT_YERAS", "1", 1); /* of several, the first in byte order is named */
    expect_variable_refused("MAHALLE_PROFILE", "the environment variable 'MAHALLE_PROFILE' sets no key; did you mean "
                                               "'MAHALLE_PRIVACY_PROFILE' (key 'privacy.profile')");
    unsetenv("MAHALLE_RECENT_YERAS");
}

static void test_variables_of_others(void **state)
{
    (void)state;
    char longest[400] = "MAHALLE_";
    memset(longest + strlen(longest), 'X', sizeof longest - strlen(longest) - 1);
    longest[sizeof longest - 1] = '\0';
    const char *const names[] = {"MAHALLE",         "MAHALLE_LAYERS",   "MAHALLE_SHARED", "MAHALLE_PROPERTY_CITIES",
                                 "MAHALLEX_RECENT", "MAHALLE_WHATEVER", "MAHALLE_",       "MAHALLE_BIN",
                                 "MAHALLE_TEST",    "MAHALLE_HOME",     "MAHALLE_DATA",   longest};
    struct project *project = new_project();
    struct mah_error err = {0};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        setenv(names[i], "x", 1);
    setenv("MAHALLE_RECENT_YEAR", "", 1); /* empty: as if it were not there */
    setenv("MAHALLE_LANGUAGE", "tr", 1);
    assert_int_equal(project_read_environment(project, &err), MAH_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unsetenv(names[i]);
    unsetenv("MAHALLE_RECENT_YEAR");
    unsetenv("MAHALLE_LANGUAGE");
    assert_int_equal(project->language, LANGUAGE_TURKISH);
    project_free(project);
}

/* What is no file at all is not said to be missing, and a missing file is said to be missing in the user's language. */
static void test_no_local_files(void **state)
{
    (void)state;
    static const char *const paths[] = {"/vsizip/x.zip/x.csv", "PG:dbname=x", "http://example.org/x.csv",
                                        "{\"type\":\"x\"}"};
    struct mah_error err = {0};
    write_text("a.geojson", "{}");
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct project *project = read_project("neighbourhoods: {source: a.geojson}\n");
        assert_int_equal(project_add_households(project, paths[i], &err), MAH_OK);
        assert_int_equal(project_check(project, &err), MAH_BAD_SOURCE);
        assert_non_null(strstr(err.message, paths[i]));
        assert_non_null(strstr(err.message, "('households.source', command line): only local files are read"));
        project_free(project);
    }
    struct project *project =
        read_project("neighbourhoods: {source: a.geojson}\nhouseholds:\n  - {source: \"PG:dbname=x\"}\n");
    assert_int_equal(project_check(project, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "only local files are read"));
    project_free(project);
    project = read_project("neighbourhoods: {source: a.geojson}\nhouseholds:\n  - {source: yok.csv}\n");
    assert_int_equal(project_check(project, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "): no such file"));
    language_set(LANGUAGE_TURKISH);
    assert_int_equal(project_check(project, &err), MAH_BAD_SOURCE);
    language_set(LANGUAGE_ENGLISH);
    assert_non_null(strstr(err.message, "): böyle bir dosya yok"));
    project_free(project);
}

static void test_fields(void **state)
{
    (void)state;
    struct project *project =
        read_project("neighbourhoods:\n  source: a.gpkg\n  fields: {mah_code: kod, mah_name: ad}\n");
    set(project, "neighbourhoods.fields.mah_code=id");
    set(project, "neighbourhoods.fields.ilce_name=ilçe adı");
    assert_int_equal(project->neighbourhoods.field_count, 3);
    expect_setting(project, "neighbourhoods.fields.mah_code", "id", "command line");
    expect_setting(project, "neighbourhoods.fields.mah_name", "ad", "mahalle.yaml:3");
    expect_setting(project, "neighbourhoods.fields.ilce_name", "ilçe adı", "command line");
    project_free(project);
}

/* households.* holds for every household file, in whatever order the options come. */
static void test_every_household(void **state)
{
    (void)state;
    struct project *project =
        read_project("households:\n  - {source: a.csv, crs: \"EPSG:4326\", fields: {lon: x}}\n  - {source: b.csv}\n");
    set(project, "households.crs=EPSG:5256");
    set(project, "households.encoding=windows-1254");
    set(project, "households.fields.lon=boylam");
    assert_int_equal(project_add_households(project, "c.csv", NULL), MAH_OK);
    assert_int_equal(project->household_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(project->households[i].crs, "EPSG:5256");
        assert_string_equal(project->households[i].encoding, "windows-1254");
        assert_int_equal(project->households[i].field_count, 1);
        assert_string_equal(project->households[i].fields[0].column, "boylam");
    }
    assert_string_equal(project->households[2].path, "c.csv");
    expect_setting(project, "households[1].crs", "EPSG:5256", "command line");
    expect_setting(project, "households[2].encoding", "windows-1254", "command line");
    expect_setting(project, "households[3].source", "c.csv", "command line");
    expect_setting(project, "households[3].fields.lon", "boylam", "command line");
    project_free(project);
}

static void test_take_back(void **state)
{
    (void)state;
    struct project *project = read_project("province: 63\nneighbourhoods: {source: a.gpkg, layer: b}\n");
    set(project, "province=");
    set(project, "neighbourhoods.layer=");
    assert_null(project->province);
    assert_null(project->neighbourhoods.layer);
    expect_setting(project, "province", "", "command line");
    project_free(project);
    expect_set_refused("recent_years=", "recent_years=: 'recent_years' is ''; a whole number from 1 to 100 is allowed");
    expect_set_refused("crs=", "crs=: 'crs' is ''; auto, EPSG:n, or a PROJ or WKT text is allowed");
}

static void test_wrong_assignments(void **state)
{
    (void)state;
    expect_set_refused("recent_years", "'recent_years' sets nothing; write KEY=VALUE, as in recent_years=1");
    expect_set_refused("=5", "'=5' sets nothing; write KEY=VALUE, as in recent_years=1");
    expect_set_refused("recent_years=beş",
                       "recent_years=beş: 'recent_years' is 'beş'; a whole number from 1 to 100 is allowed");
    expect_set_refused("recent_year=5", "recent_year=5: unknown key 'recent_year'; did you mean 'recent_years'");
    expect_set_refused("quarantine=5",
                       "quarantine=5: 'quarantine' holds several keys; set one of them, as in quarantine.snap_m=0");
    expect_set_refused("households=x.csv",
                       "households=x.csv: 'households' holds several keys; set one of them, as in quarantine.snap_m=0");
    expect_set_refused("households.source=x.csv",
                       "households.source=x.csv: household files are named with --households FILE");
    expect_set_refused(
        "services.crs=EPSG:4326",
        "services.crs=EPSG:4326: 'services.crs' differs from service to service; write it in the project file");
    expect_set_refused(
        "services.fields.capacity=x",
        "services.fields.capacity=x: 'services.fields' differs from service to service; write it in the project file");
    expect_set_refused("neighbourhoods.fields.Ad=x", "neighbourhoods.fields.Ad=x: 'Ad' is no name of a field; small "
                                                     "letters a-z, digits and underscores are allowed");
    expect_set_refused("backend=spark", "backend=spark: 'backend' is 'spark', which is not in this version; local is");
    expect_set_refused("title=\xFF", "title=\xFF: 'title' is '\xFF'; one line of text is allowed");
}

/* Paths of the command line start at the current folder, not at that of the project file. */
static void test_files_of_the_command_line(void **state)
{
    (void)state;
    struct project *project = read_project("neighbourhoods: {source: a.gpkg}\noutput: out.gpkg\n");
    struct mah_error err = {0};
    assert_int_equal(project_set_neighbourhoods(project, "b.gpkg", &err), MAH_OK);
    assert_int_equal(project_set_output(project, "c.gpkg", &err), MAH_OK);
    assert_int_equal(project_add_service(project, "primary=okul=1.geojson", &err), MAH_OK);
    assert_string_equal(project->neighbourhoods.path, "b.gpkg");
    assert_string_equal(project->output, "c.gpkg");
    assert_string_equal(project->services[0].type, "primary");
    assert_string_equal(project->services[0].path, "okul=1.geojson");
    expect_setting(project, "output", "c.gpkg", "command line");
    expect_setting(project, "services[1].type", "primary", "command line");
    static const char *const wrong[] = {"primary", "=x.csv", "primary=", " =x.csv"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(project_add_service(project, wrong[i], &err), MAH_BAD_USAGE);
    assert_int_equal(project_add_households(project, "", &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, "--households: 'households.source' is ''; the path of a file is allowed");
    project_free(project);
}

static void test_check(void **state)
{
    (void)state;
    struct mah_error err = {0};
    struct project *project = new_project();
    assert_int_equal(project_check(project, &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "no boundaries are named"));
    project_free(project);

    project = read_project("neighbourhoods: {source: a.geojson}\n");
    assert_int_equal(project_check(project, &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "no households are named"));
    project_free(project);

    write_text("a.geojson", "{}");
    project = read_project(
        "neighbourhoods: {source: a.geojson}\nhouseholds:\n  - source: h.csv\nstreets: {source: y.gpkg}\n");
    assert_int_equal(project_check(project, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "h.csv' ('households.source', mahalle.yaml:3)"));
    write_text("h.csv", "x");
    assert_int_equal(project_check(project, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "y.gpkg' ('streets.source', mahalle.yaml:4)"));
    write_text("y.gpkg", "x");
    assert_int_equal(project_check(project, &err), MAH_OK);
    project_free(project);
}

/* Each scalar key of the project comes once, in the order of the table. */
static void test_settings_order(void **state)
{
    (void)state;
    struct project *project = read_project("households:\n  - {source: a.csv}\n");
    struct setting *settings = NULL;
    size_t count = 0, at = 0;
    assert_int_equal(project_settings(project, &settings, &count, NULL), MAH_OK);
    for (size_t i = 0; i < key_count(); i++) {
        const struct key *key = key_at(i);
        if (key->scope != SCOPE_PROJECT || !(key_is_scalar(key) || key->kind == KEY_LIST))
            continue;
        assert_true(at < count);
        assert_string_equal(settings[at++].key, key->name);
    }
    assert_string_equal(settings[at].key, "households[1].source");
    settings_free(settings, count);
    settings_free(NULL, 0);
    project_free(project);
}

static enum mah_status override_everything(struct mah_error *err)
{
    struct project *project = NULL;
    struct setting *settings = NULL;
    size_t count = 0;
    char *page = NULL;
    static const char *const assignments[] = {
        "title=x",       "households.crs=EPSG:4326",          "households.fields.lon=x",
        "standards=a,b", "neighbourhoods.fields.mah_code=id", "seed=4"};
    enum mah_status status = project_new(&project, err);
    for (size_t i = 0; status == MAH_OK && i < sizeof assignments / sizeof assignments[0]; i++)
        status = project_set(project, assignments[i], err);
    if (status == MAH_OK)
        status = project_add_households(project, "a.csv", err);
    if (status == MAH_OK)
        status = project_add_service(project, "primary=b.csv", err);
    if (status == MAH_OK)
        status = project_set_neighbourhoods(project, "c.gpkg", err);
    if (status == MAH_OK)
        status = project_set_output(project, "d.gpkg", err);
    if (status == MAH_OK)
        status = project_read_environment(project, err);
    if (status == MAH_OK)
        status = project_settings(project, &settings, &count, err);
    if (status == MAH_OK)
        status = project_document_keys(&page, err);
    memory_free(page);
    settings_free(settings, count);
    project_free(project);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    setenv("MAHALLE_PROVINCE", "63", 1);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t n = 1; status != MAH_OK; n++) {
        struct mah_error err = {0};
        memory_fail_from(n);
        status = override_everything(&err);
        memory_fail_from(0);
        if (status != MAH_OK)
            assert_int_equal(status, MAH_NO_MEMORY);
        assert_true(n < 3000);
    }
    unsetenv("MAHALLE_PROVINCE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_of_force),
        cmocka_unit_test(test_every_scalar_key),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_unknown_variables),
        cmocka_unit_test(test_variables_of_others),
        cmocka_unit_test(test_no_local_files),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_every_household),
        cmocka_unit_test(test_take_back),
        cmocka_unit_test(test_wrong_assignments),
        cmocka_unit_test(test_files_of_the_command_line),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_settings_order),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
