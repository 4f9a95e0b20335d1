/* Where is a household from, and was it born elsewhere? domain.md 3.3. */
#include "judged_rows.h"

static void assert_origin(const struct judged *judged, size_t row, const char *code)
{
    assert_reason(judged, row, REJECT_NONE);
    const char *found = origin_code(judged->out->origin[row]);
    if (strcmp(found, code) != 0)
        fail_msg("row %zu: origin '%s' instead of '%s'", row, found, code);
}

static void the_previous_residence(void **state)
{
    (void)state;
    struct project project = test_project();
    project.origin_field = ORIGIN_PREVIOUS;
    struct judged *rows = judge(&project, "orig_il;orig_country;reg_il\nŞanlıurfa;;21\n63;Türkiye;21\n;Suriye;"
                                          "21\nŞanlıurfa;Suriye;21\nSuriye;;21\n;Mardin;21\n;;21\n"
                                          "-;NA;21\nTürkiye;;21\nUrfa;Muş;21\n#63;;21\n#99;;21\n#0;;21\n");
    static const char *const expected[] = {"63", "63", "SYR", "SYR", "SYR", "47", "", "", "", "63", "63", "", ""};
    for (size_t row = 0; row < 13; row++)
        assert_origin(rows, row, expected[row]);
    assert_warned(rows, WARN_UNKNOWN_ORIGIN, 2); /* plates 99 and 0 */
    judged_free(rows);
}

static void of_its_own_accord_the_registered_province(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "reg_il;birth_il;orig_il\nMardin;Urfa;Siirt\n;Urfa;Siirt\n");
    assert_origin(rows, 0, "47");
    assert_origin(rows, 1, ""); /* the file asks for it, this row does not say */
    judged_free(rows);
    rows = judge(&project, "birth_il;orig_il\nUrfa;Siirt\nSuriye;Siirt\n");
    assert_origin(rows, 0, "63");
    assert_origin(rows, 1, "SYR");
    judged_free(rows);
    rows = judge(&project, "orig_il\nSiirt\n");
    assert_origin(rows, 0, "56");
    judged_free(rows);
    rows = judge(&project, "orig_country\nAfganistan\n");
    assert_origin(rows, 0, "AFG");
    judged_free(rows);
}

static void the_project_may_choose(void **state)
{
    (void)state;
    struct project project = test_project();
    project.origin_field = ORIGIN_BIRTH;
    struct judged *rows = judge(&project, "reg_il;birth_il;orig_il\nMardin;Urfa;Siirt\n");
    assert_origin(rows, 0, "63");
    judged_free(rows);
    project.origin_field = ORIGIN_REGISTERED;
    rows = judge(&project, "birth_il;orig_il\nUrfa;Siirt\n");
    assert_origin(rows, 0, ""); /* never silently another answer */
    judged_free(rows);
}

static void names_that_are_in_no_list(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project, "orig_il;birth_il\nAtlantis;Lemuria\nUrfa;Lemuria\n;\nbilmiyor;-\nUrfa;Urfa\n");
    assert_warned(rows, WARN_UNKNOWN_ORIGIN, 2); /* a row counts once */
    assert_origin(rows, 0, "");
    judged_free(rows);
}

static void very_long_names(void **state)
{
    (void)state;
    struct project project = test_project();
    char text[600];
    int length = snprintf(text, sizeof text, "orig_il\n");
    memset(text + length, 'a', 400);
    snprintf(text + length + 400, sizeof text - (size_t)length - 400,
             "\nUnited Kingdom of Great Britain and Northern Ireland\n"
             "united kingdom of great britain and northern ireland\n");
    struct judged *rows = judge(&project, text);
    assert_origin(rows, 0, "");
    assert_origin(rows, 1, "GBR");
    assert_origin(rows, 2, "GBR");
    assert_warned(rows, WARN_UNKNOWN_ORIGIN, 1);
    judged_free(rows);
}

static void born_here_or_elsewhere(void **state)
{
    (void)state;
    static const char *const births = "birth_il\nGaziantep\n27\nUrfa\nSuriye\n\nAtlantis\nTürkiye\n";
    static const int8_t expected[] = {0, 0, 1, 1, -1, -1, -1};
    struct project project = test_project();
    struct judged *rows = judge(&project, births);
    for (size_t row = 0; row < 7; row++)
        assert_int_equal(rows->out->lifetime[row], expected[row]);
    judged_free(rows);
    project.province = NULL;
    rows = judge(&project, births);
    for (size_t row = 0; row < 7; row++)
        assert_int_equal(rows->out->lifetime[row], -1);
    judged_free(rows);
}

/* "Muğla" and "Şırnak" in Windows-1254, then the same bytes in ISO-8859-9 and as broken UTF-8. */
static void files_in_other_encodings(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "orig_il;tenure\nMu\xF0la;kirac\xFD\n\xDE\xFDrnak;EV SAH\xDD"
                                               "B\xDD\n");
    static const enum encoding encodings[] = {ENCODING_WINDOWS_1254, ENCODING_ISO_8859_9};
    for (size_t i = 0; i < 2; i++) {
        rows->batch.encoding = encodings[i];
        judge_again(rows, NULL);
        assert_origin(rows, 0, "48");
        assert_origin(rows, 1, "73");
        assert_int_equal(rows->out->tenure[0], TENURE_TENANT);
        assert_int_equal(rows->out->tenure[1], TENURE_OWNER);
    }
    assert_warned(rows, WARN_UNKNOWN_ORIGIN, 0);
    rows->batch.encoding = ENCODING_UTF8;
    judge_again(rows, NULL);
    assert_origin(rows, 0, ""); /* what was learnt in the other encoding is forgotten */
    assert_warned(rows, WARN_UNKNOWN_ORIGIN, 2);
    assert_warned(rows, WARN_UNKNOWN_TENURE, 2);
    judged_free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_previous_residence),   cmocka_unit_test(of_its_own_accord_the_registered_province),
        cmocka_unit_test(the_project_may_choose),   cmocka_unit_test(names_that_are_in_no_list),
        cmocka_unit_test(very_long_names),          cmocka_unit_test(born_here_or_elsewhere),
        cmocka_unit_test(files_in_other_encodings),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
