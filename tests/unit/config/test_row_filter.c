/* The filter `where`: which rows it takes, what it says where it is written wrong, and that nothing breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/row_filter.h"

/* A school as a file of the municipality has it. */
static char *const columns[] = {"Tür", "derslik", "Okul Adı", "özel", "ücret", "kapalı \"mı\"", "boş"};
static const char *const school[] = {"İlkokul", "12", "Atatürk'ün Okulu", " 0 ", "1.250,5", "evet", ""};
enum { COLUMNS = 7 };

static struct slice cell_of_school(void *context, size_t column)
{
    const char *const *cells = context;
    assert_true(column < COLUMNS);
    return slice_of(cells[column]);
}

static struct row_filter *filter_of(const char *text)
{
    struct row_filter *filter = NULL;
    struct mah_error error = {0};
    if (row_filter_new(&filter, text, NULL, &error) != MAH_OK ||
        row_filter_bind(filter, columns, COLUMNS, "okullar.csv", &error) != MAH_OK)
        fail_msg("%s: %s", text, error.message);
    return filter;
}

static bool takes(const char *text)
{
    struct row_filter *filter = filter_of(text);
    bool passes = row_filter_passes(filter, cell_of_school, (void *)school);
    row_filter_free(filter);
    return passes;
}

static void test_texts(void **state)
{
    (void)state;
    assert_true(takes("Tür = 'İlkokul'"));
    assert_false(takes("Tür = 'Ilkokul'")); /* byte by byte */
    assert_false(takes("Tür = 'ilkokul'"));
    assert_true(takes("Tür='İlkokul'"));
    assert_true(takes("Tür <> 'Lise'"));
    assert_true(takes("Tür != 'Lise'"));
    assert_true(takes("\"Okul Adı\" = 'Atatürk''ün Okulu'"));
    assert_true(takes("\"kapalı \"\"mı\"\"\" = 'evet'"));
    assert_true(takes("özel = '0'")); /* blanks around a cell do not count */
    assert_true(takes("Tür > 'Lise'"));
    assert_true(takes("Tür < 'İlkokulu'")); /* a text that goes on is the larger one */
    assert_true(takes("Tür >= 'İlkokul' and Tür <= 'İlkokul'"));
    assert_false(takes("Tür = ''"));
}

static void test_numbers(void **state)
{
    (void)state;
    assert_true(takes("derslik = 12"));
    assert_true(takes("derslik >= 12.0"));
    assert_true(takes("derslik > -1"));
    assert_true(takes("derslik < 1.3e1"));
    assert_false(takes("derslik > 12"));
    assert_true(takes("ücret = 1250.5")); /* the cell has a decimal comma and a group */
    assert_true(takes("derslik between 12 and 12"));
    assert_false(takes("derslik between 13 and 20"));
    assert_true(takes("derslik not between 13 and 20"));
    assert_true(takes("derslik in (8, 12)"));
    assert_true(takes("derslik > 9"));
    assert_true(takes("derslik < '9'")); /* as a text: '1' stands before '9' */
}

static void test_names(void **state)
{
    (void)state;
    assert_true(takes("tur = 'İlkokul'")); /* folded */
    assert_true(takes("TÜR = 'İlkokul'"));
    assert_true(takes("okul_adi is not null"));
    assert_true(takes("\"okul adı\" is not null"));
    assert_true(takes("OZEL = 0"));
    assert_true(takes("\"bos\" IS NULL"));
}

/* Unknown is neither true nor false: a row is taken only where the whole is true. */
static void test_three_values(void **state)
{
    (void)state;
    assert_false(takes("boş = 1"));
    assert_false(takes("not boş = 1"));
    assert_false(takes("boş <> 1"));
    assert_false(takes("boş in (1, 2)"));
    assert_false(takes("boş not in (1, 2)"));
    assert_false(takes("boş between 1 and 2 or boş not between 1 and 2"));
    assert_true(takes("boş = 1 or derslik = 12"));
    assert_false(takes("boş = 1 and derslik = 12"));
    assert_true(takes("not (boş = 1 and derslik = 13)"));
    assert_false(takes("not (boş = 1 or derslik = 13)"));
    assert_false(takes("Tür = 1")); /* no number: unknown */
    assert_false(takes("not Tür = 1"));
    assert_true(takes("boş is null"));
    assert_false(takes("boş is not null"));
    assert_true(takes("not boş is not null"));
    assert_true(takes("derslik between 'a' and 5 or derslik is not null"));
}

static void test_precedence(void **state)
{
    (void)state;
    assert_true(takes("derslik = 12 or derslik = 13 and derslik = 14"));
    assert_false(takes("(derslik = 12 or derslik = 13) and derslik = 14"));
    assert_true(takes("not derslik = 13 and derslik = 12"));
    assert_false(takes("not (derslik = 13 or derslik = 12)"));
    assert_true(takes("not not derslik = 12"));
    assert_true(takes("NOT tur IN ('Lise', 'Ortaokul') AND Derslik BETWEEN 10 AND 20 AND özel = 0"));
    assert_true(takes("tur = 'İlkokul' and (derslik >= 8 or not ozel = 1)"));
    assert_true(takes("\n\tderslik = 12\n"));
}

/* Words of the language are column names in double quotes. */
static void test_words_as_names(void **state)
{
    (void)state;
    char *const odd[] = {"and", "not", "2024"};
    const char *const cells[] = {"1", "2", "3", "", "", "", ""};
    struct row_filter *filter = NULL;
    assert_int_equal(row_filter_new(&filter, "\"and\" = 1 and \"not\" = 2 and \"2024\" = 3", NULL, NULL), MAH_OK);
    assert_int_equal(row_filter_bind(filter, odd, 3, "f", NULL), MAH_OK);
    assert_true(row_filter_passes(filter, cell_of_school, (void *)cells));
    row_filter_free(filter);
}

static void expect_refusal(const char *text, const char *message)
{
    struct row_filter *filter = NULL;
    struct mah_error error = {0};
    assert_int_equal(row_filter_new(&filter, text, NULL, &error), MAH_BAD_USAGE);
    assert_null(filter);
    assert_string_equal(error.message, message);
}

static void test_refusals(void **state)
{
    (void)state;
    expect_refusal("tur = ", "where: expected a value after '=' at character 7: tur = ");
    expect_refusal("", "where: expected the name of a column at character 1: ");
    expect_refusal("tür = İlkokul",
                   "where: expected a value after '='; texts stand in single quotes at character 7: tür = İlkokul");
    expect_refusal("tur = \"x\"",
                   "where: expected a value after '='; texts stand in single quotes at character 7: tur = \"x\"");
    expect_refusal(
        "tur = null",
        "where: expected a value after '='; empty cells are found with 'is null' at character 7: tur = null");
    expect_refusal("şehir = 'a", "where: the quote does not end at character 9: şehir = 'a");
    expect_refusal("\"a = 1", "where: the quote does not end at character 1: \"a = 1");
    expect_refusal("a == 1", "where: expected a value after '=' at character 4: a == 1");
    expect_refusal("a = 8,5",
                   "where: expected 'and' or 'or'; numbers are written with a point at character 6: a = 8,5");
    expect_refusal("a = 1 b = 2", "where: expected 'and' or 'or' at character 7: a = 1 b = 2");
    expect_refusal("a = 1)", "where: expected 'and' or 'or' at character 6: a = 1)");
    expect_refusal("(a = 1", "where: expected ')' for the '(' of character 1 at character 7: (a = 1");
    expect_refusal("a in 1", "where: expected '(' after 'in' at character 6: a in 1");
    expect_refusal("a in (1 2)", "where: expected ',' or ')' in the list at character 9: a in (1 2)");
    expect_refusal("a in ()", "where: expected a value after '(' at character 7: a in ()");
    expect_refusal("a between 1",
                   "where: expected 'and' and the upper bound of 'between' at character 12: a between 1");
    expect_refusal("a is 1", "where: expected 'null' or 'not null' after 'is' at character 6: a is 1");
    expect_refusal("a = 1 and", "where: expected the name of a column at character 10: a = 1 and");
    expect_refusal("1 = a", "where: expected the name of a column at character 1: 1 = a");
    expect_refusal("a = 1e999", "where: expected a value after '=' at character 5: a = 1e999");
    expect_refusal("a\n= ;", "where: expected a value after '=' at character 5: a = ;");
    expect_refusal("Okul Türü = 'x'",
                   "where: expected a comparison after 'Okul' (=, <>, <, <=, >, >=, in, between, is null); "
                   "names of several words stand in double quotes at character 6: Okul Türü = 'x'");
    expect_refusal(
        "a not = 1",
        "where: expected a comparison after 'a' (=, <>, <, <=, >, >=, in, between, is null) at character 7: a not = 1");
}

/* A long filter is shown around the fault, and never in the middle of a letter. */
static void test_excerpt(void **state)
{
    (void)state;
    struct text text = TEXT_EMPTY;
    for (int i = 0; i < 40; i++)
        text_add(&text, "ğ = 'ş' and ");
    text_add(&text, "; and ");
    for (int i = 0; i < 60; i++)
        text_add(&text, "ü");
    struct row_filter *filter = NULL;
    struct mah_error error = {0};
    assert_int_equal(row_filter_new(&filter, text.bytes, "mahalle.yaml:12", &error), MAH_BAD_USAGE);
    const char *start = "mahalle.yaml:12: where: expected the name of a column at character 481: ...";
    assert_memory_equal(error.message, start, strlen(start));
    assert_true(utf8_is_valid(error.message, strlen(error.message)));
    assert_true(strlen(error.message) < 250);
    assert_string_equal(error.message + strlen(error.message) - 3, "...");
    text_release(&text);
}

static void expect_unbound(const char *text, char *const *names, size_t count, const char *message)
{
    struct row_filter *filter = NULL;
    struct mah_error error = {0};
    assert_int_equal(row_filter_new(&filter, text, "mahalle.yaml:9", &error), MAH_OK);
    assert_int_equal(row_filter_bind(filter, names, count, "okul.csv", &error), MAH_BAD_USAGE);
    assert_string_equal(error.message, message);
    row_filter_free(filter);
}

static void test_columns(void **state)
{
    (void)state;
    char *const two[] = {"Tür", "TUR", "derslik"};
    expect_unbound("derslikk = 1", two, 3,
                   "mahalle.yaml:9: where: 'okul.csv' has no column 'derslikk'; did you mean 'derslik' (columns: Tür, "
                   "TUR, derslik)");
    expect_unbound("kapasite = 1", two, 3,
                   "mahalle.yaml:9: where: 'okul.csv' has no column 'kapasite' (columns: Tür, TUR, derslik)");
    expect_unbound(
        "tur = 'x'", two, 3,
        "mahalle.yaml:9: where: 'tur' may be the column 'Tür' or 'TUR' of 'okul.csv'; write it as it stands there");
    expect_unbound("\"-\" = 'x'", two, 3,
                   "mahalle.yaml:9: where: 'okul.csv' has no column '-' (columns: Tür, TUR, derslik)");
    struct row_filter *filter = NULL;
    assert_int_equal(row_filter_new(&filter, "TUR = 'x' and Tür = 'y'", NULL, NULL), MAH_OK);
    assert_int_equal(row_filter_bind(filter, two, 3, "okul.csv", NULL), MAH_OK); /* exactly, before folded */
    row_filter_free(filter);
}

/* Brackets inside brackets, up to the limit and above it; chains as long as one likes. */
static void test_hostile(void **state)
{
    (void)state;
    for (int depth = 63; depth <= 65; depth++) {
        struct text text = TEXT_EMPTY;
        for (int i = 0; i < depth; i++)
            text_add(&text, "derslik = 13 or derslik = 12 and (");
        text_add(&text, "derslik = 1 or derslik = 12 and derslik = 12");
        for (int i = 0; i < depth; i++)
            text_add(&text, ")");
        struct row_filter *filter = NULL;
        struct mah_error error = {0};
        enum mah_status status = row_filter_new(&filter, text.bytes, NULL, &error);
        assert_int_equal(status, depth <= 64 ? MAH_OK : MAH_BAD_USAGE);
        if (depth <= 64)
            assert_true(takes(text.bytes));
        else
            assert_non_null(strstr(error.message, "more than 64 parentheses inside each other at character"));
        row_filter_free(filter);
        text_release(&text);
    }
    struct text chain = TEXT_EMPTY;
    for (int i = 0; i < 15000; i++)
        text_add(&chain, "not ");
    text_add(&chain, "tur in ('a'");
    for (int i = 0; i < 4000; i++)
        text_add(&chain, ",'İ'");
    text_add(&chain, ",'İlkokul')");
    for (int i = 0; i < 1000; i++)
        text_add(&chain, " and derslik=12");
    assert_true(takes(chain.bytes));
    for (int i = 0; i < 10000; i++)
        text_add(&chain, " or 1");
    struct row_filter *filter = NULL;
    assert_int_equal(row_filter_new(&filter, chain.bytes, NULL, NULL), MAH_BAD_USAGE);
    text_release(&chain);
}

/* Every prefix of a filter, and every filter with one byte replaced, is taken or refused, never more. */
static void test_broken(void **state)
{
    (void)state;
    static const char sound[] =
        "not \"Okul Adı\" = 'ş''' and (tür in (1,-2.5e3) or a between 1 and 2) or b is not null";
    char text[sizeof sound];
    for (size_t length = 0; length < sizeof sound; length++) {
        struct row_filter *filter = NULL;
        memcpy(text, sound, sizeof sound);
        text[length] = '\0';
        row_filter_new(&filter, text, NULL, NULL);
        row_filter_free(filter);
    }
    static const char bytes[] = "'\"( \xC5\x80\xFF,9=a\n";
    for (size_t i = 0; i + 1 < sizeof sound; i++) {
        for (const char *byte = bytes; *byte != '\0'; byte++) {
            struct row_filter *filter = NULL;
            struct mah_error error = {0};
            memcpy(text, sound, sizeof sound);
            text[i] = *byte;
            enum mah_status status = row_filter_new(&filter, text, NULL, &error);
            assert_true(status == MAH_OK || (status == MAH_BAD_USAGE && strchr(error.message, '\n') == NULL));
            row_filter_free(filter);
        }
    }
}

static void test_memory(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Tür in ('a', 'İlkokul') and (derslik between 1 and 20 or not özel = 1) and \"Okul Adı\" is not null",
        "tür = x", "tur = 1 and kapasite = 2"};
    for (size_t i = 0; i < 3; i++) {
        bool done = false;
        for (size_t n = 1; !done; n++) {
            struct row_filter *filter = NULL;
            memory_fail_from(n);
            enum mah_status status = row_filter_new(&filter, texts[i], "mahalle.yaml:1", NULL);
            if (status == MAH_OK)
                status = row_filter_bind(filter, columns, COLUMNS, "okullar.csv", NULL);
            memory_fail_from(0);
            row_filter_free(filter);
            done = status != MAH_NO_MEMORY;
            if (done)
                assert_int_equal(status, i == 0 ? MAH_OK : MAH_BAD_USAGE);
            assert_true(n < 100);
        }
    }
}

static void test_turkish(void **state)
{
    (void)state;
    language_set(LANGUAGE_TURKISH);
    expect_refusal("tur = ", "where: '=' işaretinden sonra bir değer bekleniyordu (7. karakter): tur = ");
    language_set(LANGUAGE_ENGLISH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),        cmocka_unit_test(test_numbers),    cmocka_unit_test(test_names),
        cmocka_unit_test(test_three_values), cmocka_unit_test(test_precedence), cmocka_unit_test(test_words_as_names),
        cmocka_unit_test(test_refusals),     cmocka_unit_test(test_excerpt),    cmocka_unit_test(test_columns),
        cmocka_unit_test(test_hostile),      cmocka_unit_test(test_broken),     cmocka_unit_test(test_memory),
        cmocka_unit_test(test_turkish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
