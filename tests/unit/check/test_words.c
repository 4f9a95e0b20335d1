/* What the words for tenure and building mean, and which word lists are sound. */
#include "judged_rows.h"

#include <unistd.h>

#include "base/layers.h"

static void assert_words(const char *field, const char *words, int value)
{
    struct project project = test_project();
    char text[1000];
    snprintf(text, sizeof text, "%s\n%s\n", field, words);
    struct judged *rows = judge(&project, text);
    for (size_t row = 0; row < rows->out->rows; row++) {
        int found = strcmp(field, "tenure") == 0 ? rows->out->tenure[row] : rows->out->building[row];
        if (found != value)
            fail_msg("%s, row %zu: %d instead of %d", field, row, found, value);
    }
    assert_warned(rows, WARN_UNKNOWN_TENURE, 0);
    assert_warned(rows, WARN_UNKNOWN_BUILDING, 0);
    judged_free(rows);
}

static void words_for_the_tenure(void **state)
{
    (void)state;
    assert_words("tenure", "ev sahibi\nEV SAHİBİ\nkendi evi\nhisseli\nowner\nEv-sahibi", TENURE_OWNER);
    assert_words("tenure", "kiracı\nKİRACI\nKIRACI\nkira\ntenant\nrent", TENURE_TENANT);
    assert_words("tenure", "akraba evi\nbedelsiz\nfree\nKira ödemiyor", TENURE_FREE);
    assert_words("tenure", "lojman\nlodging", TENURE_LODGING);
    assert_words("tenure", "gecekondu\ninformal", TENURE_INFORMAL);
    assert_words("tenure", "diğer\nother\nDiger", TENURE_OTHER);
    assert_words("tenure", "\n-\nbilmiyor\nNULL", TENURE_UNKNOWN);
}

static void words_for_the_building(void **state)
{
    (void)state;
    assert_words("bldg_type", "apartman\nAPARTMAN DAİRESİ\ndaire\napartment", BUILDING_APARTMENT);
    assert_words("bldg_type", "müstakil\nMüstakil ev\ndetached\nköy evi", BUILDING_DETACHED);
    assert_words("bldg_type", "gecekondu\nGECEKONDU", BUILDING_GECEKONDU);
    assert_words("bldg_type", "çadır\nÇADIR\ntent", BUILDING_TENT);
    assert_words("bldg_type", "konteyner\ncontainer", BUILDING_CONTAINER);
    assert_words("bldg_type", "prefabrik\nother", BUILDING_OTHER);
}

static void words_in_no_list_are_counted(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project, "hh_size;tenure;bldg_type\n3;timeshare;igloo\n3;#7;#2\n3;?;kiracı\n0;timeshare;igloo\n");
    for (size_t row = 0; row < 3; row++) {
        assert_int_equal(rows->out->tenure[row], TENURE_UNKNOWN);
        assert_int_equal(rows->out->building[row], BUILDING_UNKNOWN);
    }
    assert_warned(rows, WARN_UNKNOWN_TENURE, 3); /* the row without a size is rejected and not counted */
    assert_warned(rows, WARN_UNKNOWN_BUILDING, 3);
    judged_free(rows);
}

static enum mah_status rules_with_words(const char *content, struct check_rules **rules, struct mah_error *err)
{
    char folder[] = "/tmp/mahalle-words-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/household_words.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    layers_set_folder(folder);
    struct project project = test_project();
    enum mah_status status = check_rules_new(rules, &project, err);
    layers_set_folder(NULL);
    unlink(path);
    rmdir(folder);
    return status;
}

static void analysts_may_add_words(void **state)
{
    (void)state;
    struct check_rules *rules = NULL;
    assert_int_equal(rules_with_words("field,value,words\ntenure,owner,|kral||KRAL|\nanswer,missing,\n", &rules, NULL),
                     MAH_OK);
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "tenure\nKral\nkiracı\n");
    checker_free(rows->checker);
    check_rules_free(rows->rules);
    rows->rules = rules;
    assert_int_equal(checker_new(&rows->checker, rules, NULL), MAH_OK);
    judge_again(rows, NULL);
    assert_int_equal(rows->out->tenure[0], TENURE_OWNER);
    assert_int_equal(rows->out->tenure[1], TENURE_UNKNOWN);
    judged_free(rows);
}

static void faults_in_the_word_list_are_named(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"field,value,words\nroof,flat,düz\n", "'household_words.csv' has no use for field 'roof' with value 'flat' "
                                               "(fields: answer, tenure, bldg_type, yesno)"},
        {"field,value,words\ntenure,king,kral\n", "'household_words.csv' has no use for field 'tenure' with value "
                                                  "'king' (fields: answer, tenure, bldg_type, yesno)"},
        {"field,value,words\ntenure,owner,ev\ntenure,tenant,EV\n",
         "'household_words.csv': the word 'EV' of field 'tenure' has two values"},
        {"field,value,word\ntenure,owner,ev\n", "'household_words.csv' lacks one of the columns: field, value, words"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct check_rules *rules = NULL;
        struct mah_error err = {0};
        assert_int_equal(rules_with_words(cases[i][0], &rules, &err), MAH_BAD_SOURCE);
        assert_string_equal(err.message, cases[i][1]);
        assert_null(rules);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_for_the_tenure),
        cmocka_unit_test(words_for_the_building),
        cmocka_unit_test(words_in_no_list_are_counted),
        cmocka_unit_test(analysts_may_add_words),
        cmocka_unit_test(faults_in_the_word_list_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
