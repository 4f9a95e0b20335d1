/* The whole run when memory ends at the n-th request: a clean error, no leak, the old output as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "config/project.h"
#include "run/run.h"

enum { TRIES = 150 };

struct place {
    char folder[64], output[128];
    struct project *project;
};

static void set_up(struct place *place, const char *profile)
{
    strcpy(place->folder, "/tmp/mahalle-run-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->output, sizeof place->output, "%s/out.gpkg", place->folder);
    assert_int_equal(project_new(&place->project, NULL), MAH_OK);
    assert_int_equal(project_add_households(place->project, TEST_SOURCE_DIR "/cli/data/kusurlu.csv", NULL), MAH_OK);
    assert_int_equal(project_set_neighbourhoods(place->project, TEST_SOURCE_DIR "/cli/data/mahalle.geojson", NULL),
                     MAH_OK);
    assert_int_equal(project_set_output(place->project, place->output, NULL), MAH_OK);
    assert_int_equal(project_set(place->project, profile, NULL), MAH_OK);
    assert_int_equal(project_set(place->project, "threads=2", NULL), MAH_OK);
    assert_int_equal(project_set(place->project, "reference_date=2025-12-31", NULL), MAH_OK);
}

static void tear_down(struct place *place)
{
    project_free(place->project);
    unlink(place->output);
    assert_int_equal(rmdir(place->folder), 0); /* nothing else was left there */
}

/* Schools, parks and a shelter, streets in two parts, and households without position, street or way. */
static void add_services(struct place *place)
{
    static const char *const services[] = {
        "primary=" TEST_SOURCE_DIR "/cli/run/services_unreached_households/okullar.csv",
        "park=" TEST_SOURCE_DIR "/cli/run/services_unreached_households/parklar.csv",
        "womens_shelter=" TEST_SOURCE_DIR "/cli/run/services_shelter_leaves_no_trace/gizli_ev.csv",
    };
    static const char streets[] =
        "streets.source=" TEST_SOURCE_DIR "/cli/run/services_unreached_households/yollar.geojson";
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        assert_int_equal(project_add_service(place->project, services[i], NULL), MAH_OK);
    assert_int_equal(project_set(place->project, streets, NULL), MAH_OK);
    assert_int_equal(project_add_households(place->project,
                                            TEST_SOURCE_DIR "/cli/run/services_unreached_households/haneler.csv", NULL),
                     MAH_OK);
}

static enum mah_status run_once(const struct place *place, bool write, struct mah_error *error)
{
    struct run_result result;
    struct run_options options = {.write = write, .keep_quarantine = !write};
    enum mah_status status = run_project(&result, place->project, &options, error);
    run_result_release(&result);
    return status;
}

static void sweep(const char *profile, bool write, bool with_services)
{
    struct place place;
    struct mah_error error = {0};
    set_up(&place, profile);
    if (with_services)
        add_services(&place);
    memory_fail_from(SIZE_MAX);
    assert_int_equal(run_once(&place, write, &error), MAH_OK);
    size_t requests = memory_request_count(), step = requests / TRIES + 1;
    struct stat before = {0}, after = {0};
    if (write)
        assert_int_equal(stat(place.output, &before), 0);
    for (size_t nth = 1; nth <= requests; nth += nth < 100 ? 1 : step) {
        memory_fail_from(nth);
        enum mah_status status = run_once(&place, write, &error);
        size_t asked =
            memory_request_count(); /* two workers share the batches by chance: a run may ask less than the first */
        memory_fail_from(0);
        if (status != MAH_NO_MEMORY && asked >= nth)
            fail_msg("request %zu of %zu: status %d: %s", nth, requests, (int)status, error.message);
    }
    if (write) {
        assert_int_equal(stat(place.output, &after), 0);
        assert_int_equal(before.st_size, after.st_size);
    }
    tear_down(&place);
}

static void a_public_run(void **state)
{
    (void)state;
    sweep("privacy.profile=public", true, false);
}

static void a_secure_run(void **state)
{
    (void)state;
    sweep("privacy.profile=secure", true, false);
}

static void a_check(void **state)
{
    (void)state;
    sweep("privacy.profile=public", false, false);
}

static void a_secure_run_with_services(void **state)
{
    (void)state;
    sweep("privacy.profile=secure", true, true);
}

static void a_check_with_services(void **state)
{
    (void)state;
    sweep("privacy.profile=public", false, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_public_run),
        cmocka_unit_test(a_secure_run),
        cmocka_unit_test(a_check),
        cmocka_unit_test(a_secure_run_with_services),
        cmocka_unit_test(a_check_with_services),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
