/* Hashes that are computed beside other work: the same as in time, and no word of what cannot be read. */
#include "../read/own_folder.h"

#include "run/early_digests.h"

static int set_up(void **state)
{
    (void)state;
    return folder_make("/tmp/mahalle-early-XXXXXX");
}

static int tear_down(void **state)
{
    (void)state;
    return folder_remove();
}

static struct project *project_of(const char *first, const char *second)
{
    struct project *project = NULL;
    assert_int_equal(project_new(&project, NULL), MAH_OK);
    assert_int_equal(project_add_households(project, first, NULL), MAH_OK);
    assert_int_equal(project_add_households(project, second, NULL), MAH_OK);
    project->profile = PROFILE_SECURE; /* under the others no list of people is hashed */
    return project;
}

static void a_hash_is_that_of_the_file_and_given_once(void **state)
{
    (void)state;
    struct early_digests *early = NULL;
    struct file_digests digests = {0};
    char *path = write_file("abc.csv", "abc"), *gone = in_folder("gone.csv");
    struct project *project = project_of(path, gone);
    assert_int_equal(early_digests_start(&early, project, 2, NULL), MAH_OK);
    assert_non_null(early);
    assert_true(early_digests_take(early, path, &digests));
    assert_int_equal(digests.count, 1);
    assert_int_equal(digests.files[0].bytes, 3);
    assert_string_equal(digests.files[0].name, "abc.csv");
    assert_string_equal(digests.files[0].sha256, /* FIPS 180-2, appendix B.1 */
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_false(early_digests_take(early, path, &digests));
    assert_false(early_digests_take(early, gone, &digests));
    assert_false(early_digests_take(early, in_folder("other.csv"), &digests));
    file_digests_release(&digests);
    early_digests_free(early);
    project_free(project);
}

/* Who guesses the few rows of a file would find by its hash that he is right. */
static void outside_the_secure_profile_nothing_is_hashed(void **state)
{
    (void)state;
    struct early_digests *early = NULL;
    struct project *project = project_of(write_file("abc.csv", "abc"), in_folder("gone.csv"));
    project->profile = PROFILE_INTERNAL;
    assert_int_equal(early_digests_start(&early, project, 2, NULL), MAH_OK);
    assert_null(early);
    project_free(project);
}

static void a_file_that_has_changed_is_hashed_again(void **state)
{
    (void)state;
    struct early_digests *early = NULL;
    struct file_digests digests = {0};
    char *path = write_file("grows.csv", "abc");
    struct project *project = project_of(path, path);
    assert_int_equal(early_digests_start(&early, project, 2, NULL), MAH_OK);
    early_digests_wait(early);
    (void)write_file("grows.csv", "abcd");
    assert_false(early_digests_take(early, path, &digests));
    early_digests_free(early);
    project_free(project);
}

static void one_thread_has_no_other_beside_it(void **state)
{
    (void)state;
    struct early_digests *early = NULL;
    struct file_digests digests = {0};
    char *path = write_file("abc.csv", "abc");
    struct project *project = project_of(path, path);
    assert_int_equal(early_digests_start(&early, project, 1, NULL), MAH_OK);
    assert_null(early);
    early_digests_wait(early);
    early_digests_stop(early);
    assert_false(early_digests_take(early, path, &digests));
    early_digests_free(early);
    project_free(project);
}

/* At the next piece. */
static void who_is_told_to_stop_stops(void **state)
{
    (void)state;
    atomic_bool stop = true;
    struct file_digests digests = {0};
    struct mah_error err = {0};
    assert_int_equal(file_digests_add(&digests, write_file("abc.csv", "abc"), &stop, &err), MAH_INTERRUPTED);
    file_digests_release(&digests);
    struct early_digests *early = NULL;
    struct project *project = project_of(in_folder("abc.csv"), in_folder("abc.csv"));
    assert_int_equal(early_digests_start(&early, project, 2, NULL), MAH_OK);
    early_digests_stop(early);
    early_digests_free(early);
    project_free(project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_hash_is_that_of_the_file_and_given_once),
                                       cmocka_unit_test(outside_the_secure_profile_nothing_is_hashed),
                                       cmocka_unit_test(a_file_that_has_changed_is_hashed_again),
                                       cmocka_unit_test(one_thread_has_no_other_beside_it),
                                       cmocka_unit_test(who_is_told_to_stop_stops)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
