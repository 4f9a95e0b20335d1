/* Planning standards: the shipped tables, files of users, and what is said where one is wrong. */
#include "project_files.h"

#include <math.h>

#include "base/language.h"
#include "base/layers.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/standards.h"

static const char header[] = "service_type;kind;scope;pop_min;pop_max;target_group;value;metric;source;source_date;"
                             "provenance;verified;note_tr;note_en\n";

static struct standards read_names(char *first, char *second)
{
    char *names[] = {first, second};
    struct standards standards;
    struct mah_error error = {0};
    size_t count = (size_t)(first != NULL) + (second != NULL);
    if (standards_read(&standards, names, count, &error) != MAH_OK)
        fail_msg("%s", error.message);
    return standards;
}

/* Writes rows of a user under the full header, and reads them after `before` (NULL: alone). */
static struct standards read_rows(char *before, const char *rows)
{
    struct text file = TEXT_EMPTY;
    text_add(&file, header);
    text_add(&file, rows);
    write_text("own.csv", file.bytes);
    text_release(&file);
    char path[160];
    strcpy(path, path_of("own.csv"));
    return before == NULL ? read_names(path, NULL) : read_names(before, path);
}

static void expect_standard(const struct standards *standards, const char *type, enum standard_kind kind,
                            double persons, double value)
{
    const struct standard *row = standards_find(standards, type, kind, persons);
    if (row == NULL)
        fail_msg("no %s of %s for %g persons", standard_kind_word(kind), type, persons);
    else if (row->value != value)
        fail_msg("%s of %s for %g persons is %g, not %g", standard_kind_word(kind), type, persons, row->value, value);
}

static void test_defaults(void **state)
{
    (void)state;
    struct standards standards = read_names(NULL, NULL);
    for (size_t i = 0; i < standards.warning_count; i++)
        print_message("%s\n", standards.warnings[i]);
    assert_int_equal(standards.warning_count, 0);
    for (size_t i = 0; i < standards.count; i++) {
        const struct standard *row = &standards.rows[i];
        assert_true(strlen(row->source) > 5 && strlen(row->note_tr) > 3 && strlen(row->note_en) > 3);
        assert_true(strcmp(row->file, "mpyy-ek2") == 0 || strcmp(row->file, "norms") == 0);
        /* what is only remembered is never called verified */
        assert_false(row->is_verified && strcmp(row->provenance, "memory") == 0);
        if (row->kind == STANDARD_DISTANCE_M)
            assert_int_not_equal(row->metric, STANDARD_ANY_METRIC);
    }
    /* EK-2 has four bands of plan population; each edge belongs to the lower one. */
    expect_standard(&standards, "social_cultural", STANDARD_AREA_M2_PP, 75000, 0.75);
    expect_standard(&standards, "social_cultural", STANDARD_AREA_M2_PP, 75001, 1);
    expect_standard(&standards, "social_cultural", STANDARD_AREA_M2_PP, 75000.9, 0.75);
    expect_standard(&standards, "worship", STANDARD_AREA_M2_PP, 150000, 0.5);
    expect_standard(&standards, "worship", STANDARD_AREA_M2_PP, 150001, 0.75);
    expect_standard(&standards, "kindergarten", STANDARD_AREA_M2_PP, 500000, 0.5);
    expect_standard(&standards, "kindergarten", STANDARD_AREA_M2_PP, 500001, 0.6);
    expect_standard(&standards, "kindergarten", STANDARD_AREA_M2_PP, 0, 0.5);
    expect_standard(&standards, "green_ilce", STANDARD_AREA_M2_PP, 15e6, 10);
    /* tr-donati's page names 5 000 m2; emlakkulisi.com names 15 000 m2 above 150 000 inhabitants. */
    expect_standard(&standards, "primary", STANDARD_UNIT_MIN_M2, 100000, 5000);
    expect_standard(&standards, "worship_l", STANDARD_UNIT_MIN_M2, 150000, 10000);
    expect_standard(&standards, "worship_l", STANDARD_UNIT_MIN_M2, 150001, 15000);
    expect_standard(&standards, "upper_sec", STANDARD_DISTANCE_M, 1, 2500);
    expect_standard(&standards, "stop_high", STANDARD_DISTANCE_M, 1, 1000);
    expect_standard(&standards, "asm", STANDARD_PERSONS_PER_UNIT, 1, 3500);
    const struct standard *row = standards_find(&standards, "primary", STANDARD_PERSONS_PER_UNIT, 1);
    assert_non_null(row);
    assert_false(row->target.is_all);
    assert_int_equal(row->target.bands, 1 << 2);
    assert_string_equal(row->target_text, "age:6-9");
    assert_int_equal(standards_find(&standards, "primary", STANDARD_DISTANCE_M, 1)->metric, STANDARD_NETWORK);
    assert_int_equal(standards_find(&standards, "green_ha", STANDARD_DISTANCE_M, 1)->metric, STANDARD_STRAIGHT);
    assert_null(standards_find(&standards, "primary", STANDARD_COST_PER_UNIT, 1));
    assert_null(standards_find(&standards, "kindergarten", STANDARD_AREA_M2_PP, NAN));
    assert_null(standards_find(&standards, "kindergarten", STANDARD_AREA_M2_PP, -1));
    standards_release(&standards);
}

/* Golden values: the table as kentmuhendislik.com prints it. */
static void test_previous_regulation(void **state)
{
    (void)state;
    struct standards standards = read_names("plan-1985-2011", NULL);
    assert_int_equal(standards.warning_count, 0);
    assert_int_equal(standards.count, 44);
    for (size_t i = 0; i < standards.count; i++)
        assert_true(standards.rows[i].is_verified);
    expect_standard(&standards, "basic_edu", STANDARD_AREA_M2_PP, 50000, 4);
    expect_standard(&standards, "health", STANDARD_AREA_M2_PP, 45000, 2);
    expect_standard(&standards, "health", STANDARD_AREA_M2_PP, 45001, 3);
    expect_standard(&standards, "admin_office", STANDARD_AREA_M2_PP, 15001, 3.5);
    expect_standard(&standards, "culture_centre", STANDARD_AREA_M2_PP, 200000, 2.5);
    expect_standard(&standards, "vocational", STANDARD_AREA_M2_PP, 200000, 0.4);
    standards_release(&standards);
}

static void test_none(void **state)
{
    (void)state;
    struct standards standards = read_names("none", NULL);
    assert_int_equal(standards.count, 0);
    assert_null(standards_find(&standards, "primary", STANDARD_DISTANCE_M, 1));
    standards_release(&standards);
    char *names[] = {"norms", "none"};
    struct mah_error error = {0};
    assert_int_equal(standards_read(&standards, names, 2, &error), MAH_BAD_USAGE);
    assert_string_equal(error.message, "'none' stands alone: no other standards beside it");
}

static void test_user_files(void **state)
{
    (void)state;
    /* As a spreadsheet of Türkiye saves it: BOM, semicolons, decimal comma, CRLF; only the columns that are needed. */
    write_text("costs.csv",
               "\xEF\xBB\xBFservice_type;kind;value\r\n# lira of 2026\r\nprimary;cost_per_unit;1.250.000,50\r\n"
               "primary;cost_per_m2;\" 8500 \"\r\n");
    char path[160];
    strcpy(path, path_of("costs.csv"));
    struct standards standards = read_names("norms", path);
    assert_int_equal(standards.warning_count, 0);
    expect_standard(&standards, "primary", STANDARD_COST_PER_UNIT, 1e6, 1250000.5);
    const struct standard *row = standards_find(&standards, "primary", STANDARD_COST_PER_M2, 0);
    assert_true(row->value == 8500);
    assert_int_equal(row->scope, STANDARD_PLAN);
    assert_true(isinf(row->pop_max) && row->pop_min == 0 && row->target.is_all && !row->is_verified);
    assert_string_equal(row->provenance, "user");
    assert_string_equal(row->file, "costs.csv");
    assert_int_equal(row->line, 4);
    expect_standard(&standards, "stop_low", STANDARD_DISTANCE_M, 1, 500); /* of norms */
    standards_release(&standards);
    write_text("costs.csv", "service_type,kind,value,note_tr\npark,share_min,0.8,\"a, b\"\n");
    standards = read_names(path, NULL);
    expect_standard(&standards, "park", STANDARD_SHARE_MIN, 1, 0.8);
    assert_string_equal(standards.rows[0].note_tr, "a, b");
    standards_release(&standards);
}

static void test_override(void **state)
{
    (void)state;
    struct standards before = read_names("mpyy-ek2", NULL);
    struct standards standards =
        read_rows("mpyy-ek2", "kindergarten;area_m2_pp;plan;75001;150000;;0,8;;Meclis kararı;;;1;;\n"
                              "primary;distance_m;mahalle;;;all;400;euclid;Meclis kararı;;;;;\n"
                              "primary;distance_m;plan;;;all;450;network;Meclis kararı;;;;;\n");
    assert_int_equal(standards.count, before.count + 1);
    expect_standard(&standards, "kindergarten", STANDARD_AREA_M2_PP, 75000, 0.5);
    expect_standard(&standards, "kindergarten", STANDARD_AREA_M2_PP, 75001, 0.8);
    expect_standard(&standards, "kindergarten", STANDARD_AREA_M2_PP, 150001, 0.5);
    expect_standard(&standards, "primary", STANDARD_DISTANCE_M, 1, 450); /* plan before mahalle */
    const struct standard *row = standards_find(&standards, "kindergarten", STANDARD_AREA_M2_PP, 75001);
    assert_string_equal(row->source, "Meclis kararı");
    assert_true(row->is_verified);
    standards_release(&standards);
    standards_release(&before);
    standards = read_names("norms", "norms"); /* overrides itself, row by row */
    expect_standard(&standards, "asm", STANDARD_PERSONS_PER_UNIT, 1, 3500);
    standards_release(&standards);
}

/* Places in a school are for its ages: 24 children to a classroom, not 24 inhabitants of any age. */
static void test_capacity_is_for_whom_the_type_serves(void **state)
{
    (void)state;
    struct standards standards = read_rows("norms", "primary;persons_per_unit;mahalle;0;;;24;;;;;;;\n"
                                                    "primary;area_m2_pp;plan;;;;2;;;;;;;\n");
    expect_standard(&standards, "primary", STANDARD_PERSONS_PER_UNIT, 1000, 24); /* in the place of the norm */
    assert_string_equal(standards_find(&standards, "primary", STANDARD_PERSONS_PER_UNIT, 1000)->target_text, "age:6-9");
    assert_true(standards_find(&standards, "primary", STANDARD_AREA_M2_PP, 1000)->target.is_all); /* land is for all */
    assert_int_equal(standards.warning_count, 0);
    standards_release(&standards);
}

/* A row of the user that another one comes before would do nothing: that is said. */
static void test_a_row_that_does_nothing(void **state)
{
    (void)state;
    struct standards standards = read_rows("norms", "primary;persons_per_unit;mahalle;0;;all;24;;;;;;;\n");
    expect_standard(&standards, "primary", STANDARD_PERSONS_PER_UNIT, 1000, 30);
    assert_int_equal(standards.warning_count, 1);
    assert_non_null(strstr(standards.warnings[0], "own.csv:2: this persons_per_unit of 'primary' is not used, since "
                                                  "norms:"));
    standards_release(&standards);
    standards = read_rows("norms", "primary;persons_per_unit;plan;;;;24;;;;;;;\n"); /* it comes first itself */
    expect_standard(&standards, "primary", STANDARD_PERSONS_PER_UNIT, 1000, 24);
    assert_int_equal(standards.warning_count, 0);
    standards_release(&standards);
}

static void test_warnings(void **state)
{
    (void)state;
    struct standards standards = read_rows(NULL, "park;area_m2_pp;plan;0;1000;;1;;;;;;;\n"
                                                 "park;area_m2_pp;plan;2001;;;2;;;;;;;\n"
                                                 "cami;area_m2_pp;plan;;;;2;;;;;;;\n"
                                                 "cami;unit_min_m2;plan;;;;2;;;;;;;\n"
                                                 "health;area_m2_pp;plan;;5;;2;;;;;;;\n" /* a group is known */
                                                 "health;area_m2_pp;plan;6;;;3;;;;;;;\n");
    assert_int_equal(standards.warning_count, 2);
    assert_string_equal(standards.warnings[0],
                        "own.csv:3: 'park' has no value of area_m2_pp for a population from 1001 to 2000");
    assert_string_equal(standards.warnings[1],
                        "own.csv:4: 'cami' is neither a type nor a group of layers/services.csv");
    assert_null(standards_find(&standards, "park", STANDARD_AREA_M2_PP, 1500));
    expect_standard(&standards, "park", STANDARD_AREA_M2_PP, 2001, 2);
    standards_release(&standards);
}

static void expect_refusal(const char *file, enum mah_status expected, const char *part)
{
    write_text("own.csv", file);
    char path[160], *names[] = {"mpyy-ek2", path};
    strcpy(path, path_of("own.csv"));
    struct standards standards;
    struct mah_error error = {0};
    assert_int_equal(standards_read(&standards, names, 2, &error), expected);
    if (strstr(error.message, part) == NULL)
        fail_msg("'%s' lacks '%s'", error.message, part);
    assert_int_equal(standards.count, 0);
}

static void expect_row_refusal(const char *row, const char *part)
{
    struct text file = TEXT_EMPTY;
    text_add(&file, header);
    text_add(&file, row);
    expect_refusal(file.bytes, MAH_BAD_USAGE, part);
    text_release(&file);
}

static void test_refused_rows(void **state)
{
    (void)state;
    expect_row_refusal(
        "park;distance;plan;;;;2;;;;;;;\n",
        "own.csv:2: 'distance' is not allowed as kind; distance_m, area_m2_pp, unit_min_m2, unit_max_m2, "
        "persons_per_unit, share_min, cost_per_unit, cost_per_m2 is allowed");
    expect_row_refusal("park;;plan;;;;2;;;;;;;\n", "own.csv:2: '' is not allowed as kind");
    expect_row_refusal(";distance_m;plan;;;;2;;;;;;;\n", "own.csv:2: '' is not allowed as service_type");
    expect_row_refusal("park;distance_m;city;;;;2;;;;;;;\n",
                       "'city' is not allowed as scope; mahalle, ilce, il, plan is allowed");
    expect_row_refusal("park;distance_m;plan;;;women;2;;;;;;;\n",
                       "'women' is not allowed as target_group; all, or whole");
    expect_row_refusal("park;distance_m;plan;;;age:7-9;2;;;;;;;\n", "'age:7-9' is not allowed as target_group");
    expect_row_refusal("park;distance_m;plan;;;;2;street;;;;;;\n",
                       "'street' is not allowed as metric; any, euclid, network is allowed");
    expect_row_refusal("park;distance_m;plan;;;;2;;;;law;;;\n",
                       "'law' is not allowed as provenance; official, secondary, memory, user is allowed");
    expect_row_refusal("park;distance_m;plan;;;;2;;;;;yes;;\n", "'yes' is not allowed as verified; 0, 1 is allowed");
    expect_row_refusal("# a\n\npark;distance_m;plan;;;;0;;;;;;;\n",
                       "own.csv:4: '0' is not allowed as value; a number above 0");
    expect_row_refusal("park;distance_m;plan;;;;;;;;;;;\n", "'' is not allowed as value");
    expect_row_refusal("park;distance_m;plan;;;;-5;;;;;;;\n", "'-5' is not allowed as value");
    expect_row_refusal("park;distance_m;plan;;;;nan;;;;;;;\n", "'nan' is not allowed as value");
    expect_row_refusal("park;share_min;plan;;;;80;;;;;;;\n",
                       "'80' is not allowed as value; a share above 0, at most 1");
    expect_row_refusal("park;distance_m;plan;75.001;;;5;;;;;;;\n",
                       "'75.001' is not allowed as pop_min; a whole number");
    expect_row_refusal("park;distance_m;plan;-1;;;5;;;;;;;\n", "'-1' is not allowed as pop_min");
    expect_row_refusal("park;distance_m;plan;10;9;;5;;;;;;;\n",
                       "'9' is not allowed as pop_max; a population that is not");
}

static void test_overlaps(void **state)
{
    (void)state;
    expect_row_refusal("park;area_m2_pp;plan;0;100;;2;;;;;;;\npark;area_m2_pp;plan;100;;;2;;;;;;;\n",
                       "own.csv:2 and own.csv:3: 'park' has two values of area_m2_pp for the same population");
    expect_row_refusal("park;area_m2_pp;plan;0;;;2;;;;;;;\npark;area_m2_pp;plan;5;6;;2;;;;;;;\n",
                       "own.csv:2 and own.csv:3: 'park'");
    expect_row_refusal("park;area_m2_pp;plan;0;5;;2;;;;;;;\npark;area_m2_pp;plan;0;5;;3;;;;;;;\n",
                       "own.csv:2 and own.csv:3: 'park'");
    /* other bands than the file before: which of the two is meant cannot be known */
    expect_row_refusal("health;area_m2_pp;plan;0;100000;;2;;;;;;;\n", "and own.csv:2: 'health' has two values");
    /* twice the same override in one file is a slip */
    expect_row_refusal("worship;area_m2_pp;plan;0;75000;;2;;;;;;;\nworship;area_m2_pp;plan;0;75000;;3;;;;;;;\n",
                       "own.csv:2 and own.csv:3: 'worship'");
    /* another target group or scope is another subject */
    struct standards standards = read_rows("mpyy-ek2", "health;area_m2_pp;il;;;;2;;;;;;;\n"
                                                       "health;area_m2_pp;plan;;;age:65-;4;;;;;;;\n");
    expect_standard(&standards, "health", STANDARD_AREA_M2_PP, 1, 1.5);
    standards_release(&standards);
}

static void test_refused_files(void **state)
{
    (void)state;
    expect_refusal("service_type;kind;value;pop_mn\n", MAH_BAD_USAGE,
                   "'own.csv': 'pop_mn' is no column of standards (columns: service_type, kind, value, scope");
    expect_refusal("service_type;kind\n", MAH_BAD_USAGE, "'own.csv': the column 'value' of standards is missing");
    expect_refusal("", MAH_BAD_USAGE, "'own.csv': '' is no column of standards");
    expect_refusal("service_type;kind;value\npark;distance_m\n", MAH_BAD_SOURCE,
                   "record 1 has 2 cells, the header has 3");
    expect_refusal("service_type;kind;value\n\xDEi\xFEli\x81;distance_m;5\n", MAH_BAD_SOURCE, "is not in UTF-8");
    char *names[] = {"mpyy"};
    struct standards standards;
    struct mah_error error = {0};
    assert_int_equal(standards_read(&standards, names, 1, &error), MAH_BAD_USAGE);
    assert_string_equal(error.message,
                        "there are no standards 'mpyy'; the program brings mpyy-ek2, norms, plan-1985-2011, "
                        "a file of yours is named with its path (./mpyy.csv)");
    names[0] = "yok/olan.csv";
    assert_int_equal(standards_read(&standards, names, 1, &error), MAH_BAD_USAGE);
    assert_string_equal(error.message, "cannot open the standards 'yok/olan.csv': no such file (the program brings: "
                                       "mpyy-ek2, norms, plan-1985-2011)");
    names[0] = test_folder;
    assert_int_not_equal(standards_read(&standards, names, 1, &error), MAH_OK);
    names[0] = "/dev/zero";
    assert_int_equal(standards_read(&standards, names, 1, &error), MAH_BAD_SOURCE);
}

/* A folder of --layers may bring other services and other standards. */
static void test_layers_folder(void **state)
{
    (void)state;
    write_text("services.csv", "code,group\ncami,\n");
    layers_set_folder(test_folder);
    struct standards standards = read_rows(NULL, "cami;distance_m;plan;;;;5;;;;;;;\n");
    assert_int_equal(standards.warning_count, 0);
    standards_release(&standards);
    layers_set_folder(NULL);
}

static void test_memory(void **state)
{
    (void)state;
    write_text("own.csv", "service_type;kind;value;pop_min;pop_max\nx;cost_per_unit;5;;3\nx;cost_per_unit;6;9;\n");
    char path[160], *names[] = {"norms", path};
    strcpy(path, path_of("own.csv"));
    bool done = false;
    for (size_t n = 1; !done; n++) {
        struct standards standards;
        memory_fail_from(n);
        enum mah_status status = standards_read(&standards, names, 2, NULL);
        memory_fail_from(0);
        done = status == MAH_OK;
        if (done)
            assert_int_equal(standards.warning_count, 2);
        else
            assert_int_equal(status, MAH_NO_MEMORY);
        standards_release(&standards);
        assert_true(n < 2000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_previous_regulation),
        cmocka_unit_test(test_none),
        cmocka_unit_test_setup_teardown(test_user_files, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_override, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_capacity_is_for_whom_the_type_serves, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_a_row_that_does_nothing, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_warnings, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_refused_rows, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_overlaps, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_refused_files, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_layers_folder, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_memory, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
