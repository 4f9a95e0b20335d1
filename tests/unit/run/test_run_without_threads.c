/* The run on a machine that starts no further thread: the one there is must read every file for its hash. */
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "run/run.h"

/* In place of the system's: no thread may be started. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    (void)thread, (void)attributes, (void)start, (void)argument;
    return EAGAIN;
}

static void every_input_has_its_hash(void **state)
{
    (void)state;
    char folder[] = "/tmp/mahalle-run-XXXXXX", output[64];
    struct project *project = NULL;
    struct run_result result;
    assert_non_null(mkdtemp(folder));
    snprintf(output, sizeof output, "%s/out.gpkg", folder);
    assert_int_equal(project_new(&project, NULL), MAH_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(project_add_households(project,
                                                i == 1 ? TEST_SOURCE_DIR "/cli/data/kusurlu.csv"
                                                       : TEST_SOURCE_DIR "/cli/data/haneler.csv",
                                                NULL),
                         MAH_OK);
    assert_int_equal(project_set_neighbourhoods(project, TEST_SOURCE_DIR "/cli/data/mahalle.geojson", NULL), MAH_OK);
    assert_int_equal(project_set_output(project, output, NULL), MAH_OK);
    assert_int_equal(project_set(project, "threads=3", NULL), MAH_OK);
    assert_int_equal(project_set(project, "privacy.profile=secure", NULL), MAH_OK);
    assert_int_equal(project_set(project, "reference_date=2025-12-31", NULL), MAH_OK);
    assert_int_equal(project_set(project, "quarantine.max_rejected_share=1", NULL), MAH_OK);
    assert_int_equal(run_project(&result, project, &(struct run_options){.write = true}, NULL), MAH_OK);
    assert_int_equal(release_input_count(result.release), 4);
    for (size_t i = 0; i < release_input_count(result.release); i++)
        assert_int_equal(release_input_at(result.release, i)->file_count, 1);
    run_result_release(&result);
    project_free(project);
    assert_int_equal(unlink(output), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_input_has_its_hash)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
