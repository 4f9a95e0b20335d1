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

/* The other inputs of a run, in the city of cli/data: schools with a broken capacity, a closed and a confidential
 * place, streets in two parts, a table of the user's standards, the members of some households. */
static const struct {
    const char *name, *text;
} inputs[] = {
    {"okul.csv", "no,ad,boylam,enlem,kapasite,acik\n1,A,38.004,37.005,8,evet\n2,B,38.015,37.004,-1,evet\n"
                 "3,C,38.008,37.012,20,hayır\n4,D,,,3,evet\n"},
    {"konukevi.csv", "no,boylam,enlem,kapasite\n1,38.012,37.006,x\n"},
    {"yol.geojson",
     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"tip\":\"yol\"},"
     "\"geometry\":"
     "{\"type\":\"LineString\",\"coordinates\":[[38.0,37.005],[38.01,37.005],[38.01,37.012]]}},"
     "{\"type\":\"Feature\",\"properties\":{\"tip\":\"yol\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":"
     "[[38.014,37.0],[38.014,37.012]]}}]}"},
    {"standart.csv",
     "service_type;kind;scope;pop_min;pop_max;target_group;value\nprimary;distance_m;mahalle;;;all;600\n"
     "primary;persons_per_unit;mahalle;;;all;30\nprimary;area_m2_pp;plan;0;1000;all;2\n"
     "primary;area_m2_pp;plan;2000;9000;all;3\nparks;area_m2_pp;plan;;;all;10\n"},
    {"uye.csv", "hane_no,yas,cinsiyet,yakinlik\nh1,40,1,1\nh1,38,2,2\nh1,9,1,3\nh2,x,1,1\nzz,3,1,1\n"},
    {"mahalle.yaml",
     "services:\n  - {type: primary, source: okul.csv, where: \"no < 9\", fields: {name: ad}}\n"
     "  - {type: womens_shelter, source: konukevi.csv}\nstreets: {source: yol.geojson, where: \"tip = 'yol'\"}\n"
     "standards: [./standart.csv, norms]\npersons: {source: uye.csv}\ncoverage: {street_snap_m: 300}\n"},
};

struct place {
    char folder[64], output[128];
    bool has_inputs;
    struct project *project;
};

static void path_in(const struct place *place, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", place->folder, name);
}

static void write_inputs(struct place *place)
{
    char path[128];
    place->has_inputs = true;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        path_in(place, inputs[i].name, path);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_true(fputs(inputs[i].text, file) >= 0);
        assert_int_equal(fclose(file), 0);
    }
    assert_int_equal(project_read(place->project, place->folder, NULL), MAH_OK);
}

static void set_up(struct place *place, const char *profile, bool has_inputs)
{
    strcpy(place->folder, "/tmp/mahalle-run-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->output, sizeof place->output, "%s/out.gpkg", place->folder);
    assert_int_equal(project_new(&place->project, NULL), MAH_OK);
    place->has_inputs = false;
    if (has_inputs)
        write_inputs(place);
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
    for (size_t i = 0; place->has_inputs && i < sizeof inputs / sizeof *inputs; i++) {
        char path[128];
        path_in(place, inputs[i].name, path);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(place->folder), 0); /* nothing else was left there */
}

static enum mah_status run_once(const struct place *place, bool write, struct mah_error *error)
{
    struct run_result result;
    struct run_options options = {.write = write, .keep_quarantine = !write};
    enum mah_status status = run_project(&result, place->project, &options, error);
    run_result_release(&result);
    return status;
}

static void sweep(const char *profile, bool has_inputs, bool write)
{
    struct place place;
    struct mah_error error = {0};
    set_up(&place, profile, has_inputs);
    memory_fail_from(SIZE_MAX);
    assert_int_equal(run_once(&place, write, &error), MAH_OK);
    size_t requests = memory_request_count(), tries = has_inputs ? TRIES / 2 : TRIES;
    size_t step = requests / tries + 1,
           first = has_inputs ? 1 : 100; /* the first requests are those of the other sweeps */
    struct stat before = {0}, after = {0};
    if (write)
        assert_int_equal(stat(place.output, &before), 0);
    for (size_t nth = 1; nth <= requests; nth += nth < first ? 1 : step) {
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
    sweep("privacy.profile=public", false, true);
}

static void a_secure_run(void **state)
{
    (void)state;
    sweep("privacy.profile=secure", false, true);
}

static void a_check(void **state)
{
    (void)state;
    sweep("privacy.profile=public", false, false);
}

static void a_public_run_with_services(void **state)
{
    (void)state;
    sweep("privacy.profile=public", true, true);
}

static void a_secure_run_with_services(void **state)
{
    (void)state;
    sweep("privacy.profile=secure", true, true);
}

static void a_check_with_services(void **state)
{
    (void)state;
    sweep("privacy.profile=internal", true, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_public_run),
        cmocka_unit_test(a_secure_run),
        cmocka_unit_test(a_check),
        cmocka_unit_test(a_public_run_with_services),
        cmocka_unit_test(a_secure_run_with_services),
        cmocka_unit_test(a_check_with_services),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
