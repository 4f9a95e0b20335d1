/* The key table itself: complete, consistent, and the page of docs that is made from it. */
#include "project_files.h"

#include "base/memory.h"
#include "config/keys.h"

static void test_names_are_unique(void **state)
{
    (void)state;
    for (size_t i = 0; i < key_count(); i++) {
        assert_ptr_equal(key_find(slice_of(key_at(i)->name)), key_at(i));
        assert_int_equal(key_index(key_at(i)), i);
        assert_true(strlen(key_at(i)->name) < 40);
    }
    assert_null(key_at(key_count()));
    assert_null(key_find(slice_of("snap_m")));
}

/* A key in a section needs the section; a word key needs words; all need help in both languages. */
static void test_rows_are_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < key_count(); i++) {
        const struct key *key = key_at(i);
        const char *dot = strrchr(key->name, '.');
        assert_true(strlen(key->english) > 5 && strlen(key->turkish) > 5);
        if (key->kind == KEY_INTEGER || key->kind == KEY_LONG || key->kind == KEY_REAL)
            assert_true(key->least < key->most);
        if (key->kind == KEY_WORD || key->kind == KEY_WORD_TEXT)
            assert_non_null(key->words);
        if (dot == NULL)
            continue;
        const struct key *section = key_find((struct slice){key->name, (uint32_t)(dot - key->name)});
        assert_non_null(section);
        assert_true(section->kind == KEY_SECTION || section->kind == KEY_SOURCES);
        assert_true(key_is_in(key, section->name));
        assert_false(key_is_in(key, ""));
    }
}

static void expect_nearest(const char *name, const char *nearest)
{
    const struct key *key = key_nearest(slice_of(name));
    if (nearest == NULL)
        assert_null(key);
    else
        assert_string_equal(key->name, nearest);
}

static void test_proposals(void **state)
{
    (void)state;
    expect_nearest("tittle", "title");
    expect_nearest("reference-date", "reference_date");
    expect_nearest("neighborhoods", "neighbourhoods");
    expect_nearest("houseolds", "households");
    expect_nearest("neighbourhoods.towns.sourse", "neighbourhoods.towns.source");
    expect_nearest("max_rejected_share", "quarantine.max_rejected_share");
    expect_nearest("source", NULL); /* in too many places to propose one */
    expect_nearest("x", NULL);
    expect_nearest("", NULL);
    expect_nearest("nufus_yogunlugu", NULL);
}

static void test_document(void **state)
{
    (void)state;
    char *page = NULL;
    language_set(LANGUAGE_TURKISH);
    assert_int_equal(project_document_keys(&page, NULL), MAH_OK);
    assert_non_null(strstr(page, "\n- Göreli yollar"));
    assert_non_null(strstr(page, "| 1 ile 100 arasında bir tam sayı | `5` |\n"));
    assert_null(strstr(page, "default"));
    memory_free(page);
    language_set(LANGUAGE_ENGLISH);
    assert_int_equal(project_document_keys(&page, NULL), MAH_OK);
    for (size_t i = 0; i < key_count(); i++) {
        char cell[64];
        snprintf(cell, sizeof cell, "\n| `%s` | ", key_at(i)->name);
        assert_non_null(strstr(page, cell));
    }
    assert_non_null(strstr(page, "| a whole number from 1 to 100 | `5` |\n"));
    assert_non_null(strstr(page, "| strict, inclusive or fraction | `strict` |\n"));
    memory_free(page);
}

static void test_profile_words(void **state)
{
    (void)state;
    assert_string_equal(profile_word(PROFILE_PUBLIC), "public");
    assert_string_equal(profile_word(PROFILE_INTERNAL), "internal");
    assert_string_equal(profile_word(PROFILE_SECURE), "secure");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_unique), cmocka_unit_test(test_rows_are_complete),
        cmocka_unit_test(test_proposals),        cmocka_unit_test(test_document),
        cmocka_unit_test(test_profile_words),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
