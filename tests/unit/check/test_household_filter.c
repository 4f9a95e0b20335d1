/* Which households does a condition on their fields choose? */
#include "judged_rows.h"

#include "check/household_filter.h"

static const char rows[] =
    "hh_size;hh_migrants;arr_year;orig_il;orig_country;birth_il;reg_il;tenure;bldg_type;n_0_2;n_3_5;n_6_9;n_10_13;n_14_"
    "17;"
    "n_18_64;n_65p;rooms;durable;svc_water;svc_sewer;svc_elec;svc_waste;svc_gas;svc_road;svc_net;mah_code;mah_name;"
    "ilce_"
    "name\n"
    "8;8;2023;Diyarbakır;;Batman;21;kiracı;apartman;1;1;1;1;1;2;1;3;evet;evet;hayır;evet;hayır;evet;hayır;evet;7;Yeni;"
    "Doğu\n"
    "2;;;Suriye;Suriye;;;ev sahibi;çadır;0;0;0;0;0;2;0;1;hayır;hayır;evet;hayır;evet;hayır;evet;hayır;8;Eski;Batı\n"
    "3;1;2001;;;;;;;;;;;;;;;;;;;;;;;9;;\n";

/* "102": the first row passes, the third passes, the second does not. */
static void expect_in(struct judged *judged, const char *condition, const char *passing)
{
    struct household_filter *filter = NULL;
    struct mah_error err = {0};
    if (household_filter_new(&filter, condition, &err) != MAH_OK)
        fail_msg("%s: %s", condition, err.message);
    assert_int_equal(household_filter_lacks(filter, &judged->batch), 0);
    for (size_t row = 0; row < judged->batch.rows; row++)
        if (household_filter_passes(filter, &judged->batch, judged->out, row) != (passing[row] == '1'))
            fail_msg("%s: row %zu", condition, row);
    household_filter_free(filter);
}

static void every_field_is_what_the_checks_made_of_it(void **state)
{
    (void)state;
    static const char *const asked[][2] = {
        {"hh_size = 8", "100"},
        {"hh_size < 4", "011"},
        {"hh_migrants = 8", "100"},
        {"hh_migrants = 1", "001"},
        {"hh_migrants is null", "010"},
        {"arr_year = 2023", "100"},
        {"arr_year is null", "010"},
        {"recent = 1", "100"},
        {"recent = 0", "001"},
        {"recent is null", "010"},
        {"recent = 'evet'", "100"},
        {"orig_il = 'diyarbakir'", "100"},
        {"orig_il = 21", "100"},
        {"orig_il = 'Suriye'", "010"},
        {"orig_il is null", "001"},
        {"orig_country = 'Suriye'", "010"},
        {"orig_country is null", "101"},
        {"birth_il = 'Batman'", "100"},
        {"birth_il = 21", "000"},
        {"reg_il = 'Diyarbakır'", "100"},
        {"origin is null", "011"},
        {"origin = 'Diyarbakır'", "100"},
        {"tenure = 'kirada'", "100"},
        {"tenure = 'owner'", "010"},
        {"tenure is null", "001"},
        {"bldg_type = 'daire'", "100"},
        {"bldg_type = 'tent'", "010"},
        {"bldg_type is null", "001"},
        {"rooms = 3", "100"},
        {"rooms = 1", "010"},
        {"rooms is null", "001"},
        {"durable = 1", "100"},
        {"durable = 'hayır'", "010"},
        {"durable is null", "001"},
        {"mah_code = '8'", "010"},
        {"mah_name = 'Yeni'", "100"},
        {"mah_name is null", "001"},
        {"ilce_name = 'Batı'", "010"},
        {"n_0_2 is null", "001"},
        {"n_18_64 = 2", "110"},
    };
    struct project project = test_project();
    struct judged *judged = judge(&project, rows);
    assert_all_sound(judged);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        expect_in(judged, asked[i][0], asked[i][1]);
    static const char *const ages[] = {"n_0_2", "n_3_5", "n_6_9", "n_10_13", "n_14_17", "n_65p"};
    static const char *const networks[] = {"svc_water", "svc_sewer", "svc_elec", "svc_waste",
                                           "svc_gas",   "svc_road",  "svc_net"};
    char condition[64];
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        snprintf(condition, sizeof condition, "%s = 0", ages[i]);
        expect_in(judged, condition, "010");
    }
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) { /* the first row has every second one */
        snprintf(condition, sizeof condition, "%s = 1", networks[i]);
        expect_in(judged, condition, i % 2 == 0 ? "100" : "010");
        snprintf(condition, sizeof condition, "%s = 'no'", networks[i]);
        expect_in(judged, condition, i % 2 == 0 ? "010" : "100");
        snprintf(condition, sizeof condition, "%s is null", networks[i]);
        expect_in(judged, condition, "001");
    }
    judged_free(judged);
}

/* Each age from a column of its own: the only filled one answers. */
static void an_age_is_of_its_own_column(void **state)
{
    (void)state;
    static const char *const ages[] = {"n_0_2", "n_3_5", "n_6_9", "n_10_13", "n_14_17", "n_18_64", "n_65p"};
    struct project project = test_project();
    for (size_t k = 0; k < sizeof ages / sizeof *ages; k++) {
        struct judged *judged = judge(&project, "n_0_2;n_3_5;n_6_9;n_10_13;n_14_17;n_18_64;n_65p\n0;0;0;0;0;0;0\n");
        judged->out->ages[0][k] = 3;
        for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
            char condition[64];
            snprintf(condition, sizeof condition, "%s = 3", ages[i]);
            expect_in(judged, condition, i == k ? "1" : "0");
        }
        judged_free(judged);
    }
}

static void expect_lacking(const char *header, const char *condition, const char *name)
{
    struct project project = test_project();
    struct judged *judged = judge(&project, header);
    struct household_filter *filter = NULL;
    assert_int_equal(household_filter_new(&filter, condition, NULL), MAH_OK);
    uint32_t lacking = household_filter_lacks(filter, &judged->batch);
    if (name == NULL) {
        assert_int_equal(lacking, 0);
        assert_null(household_filter_name(lacking));
    } else {
        assert_int_equal(lacking & (lacking - 1), 0); /* one bit */
        assert_string_equal(household_filter_name(lacking), name);
    }
    household_filter_free(filter);
    judged_free(judged);
}

static void what_a_file_has_no_column_for_is_named(void **state)
{
    (void)state;
    expect_lacking("arr_year\n2020\n", "hh_size = 3 and arr_year = 2020", NULL);
    expect_lacking("mah_code\n1\n", "arr_year = 2020", "arr_year");
    expect_lacking("arr_date\n2020-01-01\n", "arr_year = 2020", NULL);
    expect_lacking("years_here\n3\n", "recent = 1", NULL);
    expect_lacking("mah_code\n1\n", "recent = 1", "recent");
    expect_lacking("mah_code\n1\n", "origin = 21", "origin");
    expect_lacking("orig_il\n21\n", "origin = 21", NULL);
    expect_lacking("orig_country\nSuriye\n", "origin = 21", NULL);
    expect_lacking("birth_il\n21\n", "origin = 21", NULL);
    expect_lacking("reg_il\n21\n", "origin = 21", NULL);
    expect_lacking("orig_il\n21\n", "orig_il = 21 or tenure = 'owner'", "tenure");
    expect_lacking("tenure\nowner\n", "ilce_name = 'x'", "ilce_name");
    expect_lacking("tenure\nowner\n", "hh_size = 3", NULL); /* the test gives every file a size */
}

static void what_cannot_be_asked_is_refused_with_a_reason(void **state)
{
    (void)state;
    static const char *const refused[][2] = {
        {"orig_il = 'Atlantis'", "is no province and no country"},
        {"tenure = 'bungalow'", "is no tenure"},
        {"bldg_type = 'bungalow'", "is no type of building"},
        {"durable = 'belki'", "is neither yes nor no"},
        {"svc_gas = 'belki'", "is neither yes nor no"},
        {"recent = 'belki'", "is neither yes nor no"},
        {"hh_size = 'many'", "is compared with numbers"},
        {"hh_id = '1'", "hh_id"},
        {"hh_size =", "where"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct household_filter *filter = NULL;
        struct mah_error err = {0};
        assert_int_equal(household_filter_new(&filter, refused[i][0], &err), MAH_BAD_USAGE);
        assert_null(filter);
        if (strstr(err.message, refused[i][1]) == NULL)
            fail_msg("%s: %s", refused[i][0], err.message);
    }
    household_filter_free(NULL);
}

static void every_request_for_memory_may_fail(void **state)
{
    (void)state;
    struct household_filter *filter = NULL;
    const char *condition = "orig_il = 'Batman' and tenure = 'kira' and bldg_type = 'ev' and durable = 'evet'";
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        assert_true(nth < 2000);
        memory_fail_from(nth);
        status = household_filter_new(&filter, condition, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && filter == NULL));
    }
    household_filter_free(filter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_what_the_checks_made_of_it),
        cmocka_unit_test(an_age_is_of_its_own_column),
        cmocka_unit_test(what_a_file_has_no_column_for_is_named),
        cmocka_unit_test(what_cannot_be_asked_is_refused_with_a_reason),
        cmocka_unit_test(every_request_for_memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
