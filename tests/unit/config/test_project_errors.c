/* A wrong mahalle.yaml is refused in one line that says where, which key, what stands there and what is allowed. */
#include "project_files.h"

static void test_wrong_types(void **state)
{
    (void)state;
    expect_refused("title: x\n\nrecent_years: beş\n",
                   "mahalle.yaml:3: 'recent_years' is 'beş'; a whole number from 1 to 100 is allowed");
    expect_refused("recent_years: 5.0\n",
                   "mahalle.yaml:1: 'recent_years' is '5.0'; a whole number from 1 to 100 is allowed");
    expect_refused("recent_years: [5]\n",
                   "mahalle.yaml:1: 'recent_years' is a list; a whole number from 1 to 100 is allowed");
    expect_refused("recent_years: {a: 5}\n",
                   "mahalle.yaml:1: 'recent_years' is a section; a whole number from 1 to 100 is allowed");
    expect_refused("recent_years:\n",
                   "mahalle.yaml:1: 'recent_years' is empty; a whole number from 1 to 100 is allowed");
    expect_refused("quarantine:\n  snap_m: çok\n",
                   "mahalle.yaml:2: 'quarantine.snap_m' is 'çok'; a number from 0 to 10000 is allowed");
    expect_refused("quarantine: 5\n", "mahalle.yaml:1: 'quarantine' is '5'; a section of keys is allowed");
    expect_refused("households: haneler.csv\n",
                   "mahalle.yaml:1: 'households' is 'haneler.csv'; a list, each entry as '- source: FILE' is allowed");
    expect_refused("households: {source: haneler.csv}\n",
                   "mahalle.yaml:1: 'households' is a section; a list, each entry as '- source: FILE' is allowed");
    expect_refused("households:\n  - haneler.csv\n",
                   "mahalle.yaml:2: 'households' is a text; a list, each entry as '- source: FILE' is allowed");
    expect_refused("standards: {file: mpyy-ek2}\n",
                   "mahalle.yaml:1: 'standards' is a section; a list of words or paths is allowed");
    expect_refused("standards: ['tablo, 2024.csv']\n", /* settings are lists with commas */
                   "mahalle.yaml:1: 'standards' is 'tablo, 2024.csv'; a list of words or paths is allowed");
}

static void test_wrong_words(void **state)
{
    (void)state;
    expect_refused("arrival_rule: kesin\n",
                   "mahalle.yaml:1: 'arrival_rule' is 'kesin'; strict, inclusive or fraction is allowed");
    expect_refused("privacy: {profile: herkes}\n",
                   "mahalle.yaml:1: 'privacy.profile' is 'herkes'; public, internal or secure is allowed");
    expect_refused("crs: TUREF\n", "mahalle.yaml:1: 'crs' is 'TUREF'; auto, EPSG:n, or a PROJ or WKT text is allowed");
    expect_refused(
        "neighbourhoods: {encoding: latin5}\n",
        "mahalle.yaml:1: 'neighbourhoods.encoding' is 'latin5'; auto, utf-8, windows-1254 or iso-8859-9 is allowed");
    expect_refused("backend: postgis\n",
                   "mahalle.yaml:1: 'backend' is 'postgis', which is not in this version; local is");
    expect_refused("backend: oracle\n", "mahalle.yaml:1: 'backend' is 'oracle'; local, postgis or spark is allowed");
}

static void test_out_of_range(void **state)
{
    (void)state;
    expect_refused("recent_years: 0\n",
                   "mahalle.yaml:1: 'recent_years' is '0'; a whole number from 1 to 100 is allowed");
    expect_refused("recent_years: 101\n",
                   "mahalle.yaml:1: 'recent_years' is '101'; a whole number from 1 to 100 is allowed");
    expect_refused("recent_years: 99999999999999999999\n",
                   "mahalle.yaml:1: 'recent_years' is '99999999999999999999'; a whole number from 1 to 100 is allowed");
    expect_refused("threads: -1\n", "mahalle.yaml:1: 'threads' is '-1'; a whole number from 0 to 256 is allowed");
    expect_refused("coverage: {detour: 0.99}\n",
                   "mahalle.yaml:1: 'coverage.detour' is '0.99'; a number from 1 to 3 is allowed");
    expect_refused("quarantine: {max_rejected_share: 1.5}\n",
                   "mahalle.yaml:1: 'quarantine.max_rejected_share' is '1.5'; a number from 0 to 1 is allowed");
    expect_refused("quarantine: {snap_m: nan}\n",
                   "mahalle.yaml:1: 'quarantine.snap_m' is 'nan'; a number from 0 to 10000 is allowed");
    expect_refused("quarantine: {snap_m: 1e400}\n",
                   "mahalle.yaml:1: 'quarantine.snap_m' is '1e400'; a number from 0 to 10000 is allowed");
    expect_refused("privacy: {round_to: 0}\n",
                   "mahalle.yaml:1: 'privacy.round_to' is '0'; a whole number from 1 to 1000 is allowed");
}

static void test_wrong_dates(void **state)
{
    (void)state;
    static const char *const dates[] = {"2025", "45000", "2025-12", "2025-02-30", "31 Aralık 2025", "1066-10-14"};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        char text[64], message[160];
        snprintf(text, sizeof text, "reference_date: %s\n", dates[i]);
        snprintf(message, sizeof message,
                 "mahalle.yaml:1: 'reference_date' is '%s'; a full date such as 2025-12-31 is allowed", dates[i]);
        expect_refused(text, message);
    }
}

static void test_unknown_keys(void **state)
{
    (void)state;
    expect_refused("recent_year: 5\n", "mahalle.yaml:1: unknown key 'recent_year'; did you mean 'recent_years'");
    expect_refused("privacy:\n  min_houshold: 5\n",
                   "mahalle.yaml:2: unknown key 'privacy.min_houshold'; did you mean 'privacy.min_households'");
    expect_refused("snap_m: 5\n", "mahalle.yaml:1: unknown key 'snap_m'; did you mean 'quarantine.snap_m'");
    expect_refused("households:\n  - source: a.csv\n    sutun: x\n",
                   "mahalle.yaml:3: unknown key 'households.sutun'; docs/configuration.md lists the keys there are");
    expect_refused("households:\n  - source: a.csv\n    type: x\n",
                   "mahalle.yaml:3: unknown key 'households.type'; did you mean 'services.type'");
    expect_refused("ŞEHİR: Urfa\n",
                   "mahalle.yaml:1: unknown key 'ŞEHİR'; docs/configuration.md lists the keys there are");
    expect_refused("\"\": x\n", "mahalle.yaml:1: unknown key ''; docs/configuration.md lists the keys there are");
    expect_refused(
        "quarantine.snap_m: 5\n",
        "mahalle.yaml:1: 'quarantine.snap_m' is written with dots; in a file, write a section and its keys below");
}

static void test_duplicate_keys(void **state)
{
    (void)state;
    expect_refused("recent_years: 5\ntitle: x\nrecent_years: 6\n",
                   "mahalle.yaml:3: 'recent_years' stands twice, the first time in line 1; delete one");
    expect_refused("neighbourhoods:\n  fields: {mah_code: a, mah_code: b}\n",
                   "mahalle.yaml:2: 'mah_code' stands twice, the first time in line 2; delete one");
}

static void test_fields(void **state)
{
    (void)state;
    expect_refused(
        "neighbourhoods:\n  fields: {Mahalle: a}\n",
        "mahalle.yaml:2: 'Mahalle' is no name of a field; small letters a-z, digits and underscores are allowed");
    expect_refused("neighbourhoods:\n  fields:\n    mah_code:\n",
                   "mahalle.yaml:3: 'neighbourhoods.fields' is ''; a section of lines 'field: column' is allowed");
    expect_refused("neighbourhoods:\n  fields:\n    mah_code: [a]\n",
                   "mahalle.yaml:3: 'neighbourhoods.fields' is a list; a section of lines 'field: column' is allowed");
    expect_refused("neighbourhoods:\n  fields: id\n",
                   "mahalle.yaml:2: 'neighbourhoods.fields' is 'id'; a section of lines 'field: column' is allowed");
}

static void test_incomplete_sources(void **state)
{
    (void)state;
    expect_refused("households:\n  - crs: EPSG:4326\n",
                   "mahalle.yaml:2: an entry of 'households' has no 'source'; add 'source: FILE'");
    expect_refused("services:\n  - source: x.csv\n",
                   "mahalle.yaml:2: an entry of 'services' has no 'type'; add for example 'type: primary'");
}

static void test_not_yaml(void **state)
{
    (void)state;
    expect_refused("privacy: {profile: public\n",
                   "mahalle.yaml:2: not YAML at column 1: did not find expected ',' or '}'");
    expect_refused("title: a\n  recent_years: 5\n",
                   "mahalle.yaml:2: not YAML at column 15: mapping values are not allowed in this context");
    expect_refused("title:\tx\n\trecent_years: 5\n",
                   "mahalle.yaml:2: not YAML at column 1: found a tab character that violates indentation");
    expect_refused("just a text\n", "mahalle.yaml:1: no 'key: value' lines; is this a mahalle.yaml");
    expect_refused("- a\n- b\n", "mahalle.yaml:1: no 'key: value' lines; is this a mahalle.yaml");
    expect_refused("title: a\n---\ntitle: b\n",
                   "mahalle.yaml:2: a second document ('---') begins here; one project is one document");
    expect_refused("? [a]\n: b\n", "mahalle.yaml:1: a list or section stands where a key should be");
    expect_refused("title: \"a\\0b\"\n", "mahalle.yaml:1: a NUL character (\\0) stands here; it is not allowed");
    expect_refused("title: \"a\\nb\"\n", "mahalle.yaml:1: 'title' is 'a b'; one line of text is allowed");
    /* "Şanlıurfa" as Windows-1254 */
    expect_refused("recent_years: 5\ntitle: \xDE"
                   "anl\xFDurfa\n",
                   "mahalle.yaml:2: not UTF-8 text (invalid trailing UTF-8 octet); save the file as UTF-8");
}

/* Nine levels of nine aliases would be a third of a billion values. */
static void test_alias_bomb(void **state)
{
    (void)state;
    expect_refused("a: &a [x, x, x]\nb: &b [*a, *a, *a]\ntitle: *b\n",
                   "mahalle.yaml:1: anchors and aliases (& and *) are not allowed; write the value out");
    expect_refused("neighbourhoods: &n {source: a}\nstreets: *n\n",
                   "mahalle.yaml:1: anchors and aliases (& and *) are not allowed; write the value out");
    expect_refused("households: &h [*h]\n",
                   "mahalle.yaml:1: anchors and aliases (& and *) are not allowed; write the value out");
}

/* An anchor that nothing refers to is none the better: on a text, a list, a section, a key, and an alias to nothing. */
static void test_unused_anchors(void **state)
{
    (void)state;
    static const char *const second_lines[] = {"title: &x a\n", "households: &h []\n", "quarantine: &q {snap_m: 5}\n",
                                               "&k title: a\n", "title: *nothing\n",   "title: &x\n"};
    for (size_t i = 0; i < sizeof second_lines / sizeof second_lines[0]; i++) {
        char text[80];
        snprintf(text, sizeof text, "recent_years: 5\n%s", second_lines[i]);
        expect_refused(text, "mahalle.yaml:2: anchors and aliases (& and *) are not allowed; write the value out");
    }
    struct project *project = read_project("title: \"&x *y\"\nprovince: a & b\n"); /* texts, no anchors */
    assert_string_equal(project->title, "&x *y");
    project_free(project);
}

static void test_deep_nesting(void **state)
{
    (void)state;
    char text[200] = "title: ";
    for (int i = 0; i < 60; i++)
        strcat(text, "[");
    for (int i = 0; i < 60; i++)
        strcat(text, "]");
    expect_refused(text, "mahalle.yaml:1: nested deeper than 12 levels");
}

static void test_too_large(void **state)
{
    (void)state;
    size_t length = (1u << 20) + 1;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, '#', length);
    write_bytes("large.yaml", text, length);
    struct project *project = new_project();
    struct mah_error err = {0};
    assert_int_equal(project_read(project, path_of("large.yaml"), &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "is larger than 1 MB"));
    write_bytes("large.yaml", text, length - 1);
    assert_int_equal(project_read(project, path_of("large.yaml"), &err), MAH_OK);
    project_free(project);
    free(text);
}

static void expect_hostile_refused(const char *text, size_t length)
{
    write_bytes("hostile.yaml", text, length);
    struct project *project = new_project();
    struct mah_error err = {0};
    assert_int_equal(project_read(project, path_of("hostile.yaml"), &err), MAH_BAD_USAGE);
    assert_true(strlen(err.message) > 0);
    project_free(project);
}

/* A hostile file of the largest size must cost seconds at most, whatever it repeats; libyaml alone would take hours. */
static void test_largest_hostile_files(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[",  "{",  "- ",     "households: [", "a: ",    "{source: a},",
                                         "\"", "? ", "&a *a ", "x: 1\n",        "[]\n- ", "- - -\n"};
    size_t length = 1u << 20;
    char *text = malloc(length + 32);
    assert_non_null(text);
    for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
        size_t size = strlen(pieces[p]);
        for (size_t i = 0; i < length; i++)
            text[i] = pieces[p][i % size];
        expect_hostile_refused(text, length);
    }
    static const char *const lines[] = {"- &a%d x\n", "%%TAG !%d! tag:x\n", "k%d: 1\n"};
    for (size_t p = 0; p < sizeof lines / sizeof lines[0]; p++) {
        size_t used = 0;
        for (int i = 0; used + 32 < length; i++)
            used += (size_t)snprintf(text + used, 32, lines[p], i);
        expect_hostile_refused(text, used);
    }
    free(text);
}

static void test_missing_files(void **state)
{
    (void)state;
    struct project *project = new_project();
    struct mah_error err = {0};
    assert_int_equal(project_read(project, path_of("none.yaml"), &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "there is no project"));
    assert_int_equal(project_read(project, "/tmp/../dev/null", &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "is not a file"));
    char command[160];
    snprintf(command, sizeof command, "mkdir '%s/empty'", test_folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(project_read(project, path_of("empty"), &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "there is no mahalle.yaml in the folder"));
    project_free(project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_types),    cmocka_unit_test(test_wrong_words),
        cmocka_unit_test(test_out_of_range),   cmocka_unit_test(test_wrong_dates),
        cmocka_unit_test(test_unknown_keys),   cmocka_unit_test(test_duplicate_keys),
        cmocka_unit_test(test_fields),         cmocka_unit_test(test_incomplete_sources),
        cmocka_unit_test(test_not_yaml),       cmocka_unit_test(test_alias_bomb),
        cmocka_unit_test(test_unused_anchors), cmocka_unit_test(test_deep_nesting),
        cmocka_unit_test(test_too_large),      cmocka_unit_test(test_largest_hostile_files),
        cmocka_unit_test(test_missing_files),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
