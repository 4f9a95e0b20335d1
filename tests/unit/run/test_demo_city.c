/* The sample city as a folder of files: complete, the same everywhere, never over files that are there, never half. */
#include "sample_city.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/project.h"
#include "run/demo_faults.h"
#include "run/run.h"

static void test_all_files_are_there(void **state)
{
    (void)state;
    struct stat facts;
    for (size_t i = 0; i < FILES; i++) {
        assert_int_equal(stat(path_in(city, file_names[i]), &facts), 0);
        assert_true(facts.st_size > 500);
    }
}

/* "The same bytes on every machine": a change of these numbers is a change of the sample city, and belongs in the
 * CHANGELOG. */
static void test_same_bytes_everywhere(void **state)
{
    (void)state;
    static const uint64_t expected[FILES] = {0,
                                             0,
                                             0xD185DA8C8CDE51ABu,
                                             0x8C62F4ECB0F34D9Fu,
                                             0x4CCD044C2C0CACD7u,
                                             0xB2553388D74F1B6Au,
                                             0x5BD63ACB1D6CC332u,
                                             0x6F46CF307587150Du,
                                             0xAA1B3C7F83EBFBB0u,
                                             0x12878D49A8A3A3E4u,
                                             0xA6E1D3D33548CB51u};
    for (size_t i = 0; i < FILES; i++) {
        size_t length = 0;
        char *bytes = read_whole(path_in(city, file_names[i]), &length);
        uint64_t hash = slice_hash((struct slice){bytes, (uint32_t)length});
        free(bytes);
        if (i >= 2 && hash != expected[i]) /* the two texts may be reworded */
            fail_msg("%s: 0x%016llX", file_names[i], (unsigned long long)hash);
    }
}

static void test_project_runs_as_it_is(void **state)
{
    (void)state;
    struct project *project = NULL;
    struct mah_error err = {0};
    assert_int_equal(project_new(&project, &err), MAH_OK);
    if (project_read(project, city, &err) != MAH_OK || project_check(project, &err) != MAH_OK)
        fail_msg("%s", err.message);
    assert_string_equal(project->title, "Örnekşehir (uydurma örnek kent)");
    assert_int_equal(project->reference_date.year, 2025);
    assert_null(project->province);
    assert_int_equal(project->household_count, 1);
    assert_int_equal(project->service_count, 8);
    project_free(project);
}

/* Which reason a planted fault must be rejected for. */
static enum reject_reason reason_of(enum demo_fault fault)
{
    if (fault == FAULT_SWAPPED)
        return REJECT_OUTSIDE;
    for (int reason = REJECT_NONE + 1; reason < REJECT_COUNT; reason++)
        if (strcmp(reject_word((enum reject_reason)reason), demo_fault_word(fault)) == 0)
            return (enum reject_reason)reason;
    return REJECT_NONE;
}

/* The program finds what was planted: no more, no less. */
static void test_program_finds_every_planted_fault(void **state)
{
    (void)state;
    struct project *project = NULL;
    struct run_result result = {0};
    const struct run_options options = {.write = false};
    struct mah_error err = {0};
    int64_t expected[REJECT_COUNT] = {0};
    for (int fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++)
        expected[reason_of((enum demo_fault)fault)] += demo_fault_planned((enum demo_fault)fault);
    assert_int_equal(project_new(&project, &err), MAH_OK);
    assert_int_equal(project_read(project, city, &err), MAH_OK);
    if (run_project(&result, project, &options, &err) != MAH_OK)
        fail_msg("%s", err.message);
    const struct source_books *books = &result.total;
    assert_int_equal(books->read, HOUSEHOLDS);
    for (int reason = REJECT_NONE + 1; reason < REJECT_COUNT; reason++) {
        assert_true(expected[reason] >= 3 || reason == REJECT_UNKNOWN_MAHALLE); /* its people have positions */
        assert_int_equal(books->quarantined_by[reason], expected[reason]);
    }
    assert_int_equal(books->on_border, demo_fault_planned(FAULT_ON_VERTEX) + demo_fault_planned(FAULT_ON_EDGE));
    assert_int_equal(books->located_by[JOIN_NEAREST], demo_fault_planned(FAULT_NEAR_BORDER));
    assert_int_equal(books->located_by[JOIN_NAME],
                     demo_fault_planned(FAULT_NAME_ONLY) + demo_fault_planned(FAULT_OUTSIDE_BUT_NAMED));
    assert_int_equal(books->would_fit_swapped, demo_fault_planned(FAULT_SWAPPED));
    run_result_release(&result);
    project_free(project);
}

/* Whoever has a street gets on foot to every kind of service: roads and nets meet in crossings, to the last digit. */
static void test_every_street_leads_everywhere(void **state)
{
    (void)state;
    struct project *project = NULL;
    struct run_result result = {0};
    const struct run_options options = {.write = false};
    struct mah_error err = {0};
    assert_int_equal(project_new(&project, &err), MAH_OK);
    assert_int_equal(project_read(project, city, &err), MAH_OK);
    if (run_project(&result, project, &options, &err) != MAH_OK)
        fail_msg("%s", err.message);
    assert_int_equal(result.services.metric, REACH_NETWORK);
    assert_int_equal(result.services.used_count, 8);
    assert_int_equal(reach_network_facts(result.services.reach).components, 1);
    for (size_t i = 0; i < result.services.set->count; i++)
        assert_true(reach_facility_is_connected(result.services.reach, i));
    for (size_t i = 0; i < result.services.set->book_count; i++)
        for (int fault = 0; fault < SERVICE_FAULTS; fault++)
            assert_int_equal(result.services.set->books[i].fault[fault], 0);
    run_result_release(&result);
    project_free(project);
}

/* Parks are areas inside one mahalle; where people arrive there are none. */
static void test_parks_are_areas_in_their_mahalle(void **state)
{
    (void)state;
    size_t with_parks = 0;
    bool has_park[MAHALLE] = {false};
    read_rings();
    json_t *root = json_load_file(path_in(city, "parklar.geojson"), 0, NULL), *feature;
    size_t index;
    json_array_foreach(json_object_get(root, "features"), index, feature)
    {
        json_t *ring = json_array_get(json_object_get(json_object_get(feature, "geometry"), "coordinates"), 0);
        json_t *area = json_object_get(json_object_get(feature, "properties"), "alan_m2");
        size_t home = 0;
        assert_true(json_equal(json_array_get(ring, 0), json_array_get(ring, json_array_size(ring) - 1)));
        assert_in_range(json_integer_value(area), 500, 40000);
        for (size_t k = 0; k < json_array_size(ring); k++) {
            json_t *at = json_array_get(ring, k);
            struct demo_spot spot = {millionths(json_real_value(json_array_get(at, 0))),
                                     millionths(json_real_value(json_array_get(at, 1)))};
            while (k == 0 && home < MAHALLE && side_of(home, spot) != 1)
                home++;
            assert_true(home < MAHALLE);
            assert_int_equal(side_of(home, spot), 1);
        }
        has_park[home] = true;
    }
    json_decref(root);
    for (size_t m = 0; m < MAHALLE; m++) {
        with_parks += has_park[m];
        assert_false(has_park[m] && strcmp(rings[m].name, "Taşlıyazı Mahallesi") == 0); /* the camp */
    }
    assert_in_range(with_parks, 15, 35);
}

static size_t files_in(const char *path)
{
    size_t count = 0;
    for (size_t i = 0; i < FILES; i++)
        count += access(path_in(path, file_names[i]), F_OK) == 0;
    return count;
}

static void test_nothing_is_overwritten(void **state)
{
    (void)state;
    struct mah_error err = {0};
    char other[80];
    snprintf(other, sizeof other, "%s/dolu", folder);
    assert_int_equal(mkdir(other, 0777), 0);
    FILE *file = fopen(path_in(other, "okullar.csv"), "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(demo_city_write(other, &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "okullar.csv' is there already"));
    assert_int_equal(files_in(other), 1);
    assert_int_equal(demo_city_write(city, &err), MAH_BAD_USAGE);
    assert_int_equal(files_in(city), FILES);
}

static void test_bad_folders(void **state)
{
    (void)state;
    struct mah_error err = {0};
    assert_int_equal(demo_city_write("/dev/null", &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "'/dev/null' is not a folder"));
    assert_int_equal(demo_city_write(path_in(folder, "yok/kent"), &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "cannot make the folder"));
}

/* A full disk: half a city would be worse than none. */
static void test_no_room_on_disk(void **state)
{
    (void)state;
    struct mah_error err = {0};
    struct rlimit before, small = {1000000, 0};
    char other[80];
    snprintf(other, sizeof other, "%s/dar", folder);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum mah_status status = demo_city_write(other, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, MAH_FAILED);
    assert_non_null(strstr(err.message, "cannot write"));
    assert_int_not_equal(access(other, F_OK), 0);
}

/* Each allocation fails once: nothing leaks, nothing is left behind. The middle of the sweep, all growing texts, is
 * sampled. */
static void test_memory(void **state)
{
    (void)state;
    char other[80];
    snprintf(other, sizeof other, "%s/bellek", folder);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t n = 1; status != MAH_OK; n += n < 120 ? 1 : 11) {
        struct mah_error err = {0};
        memory_fail_from(n);
        status = demo_city_write(other, &err);
        memory_fail_from(0);
        if (status != MAH_OK) {
            assert_int_equal(status, MAH_NO_MEMORY);
            assert_int_not_equal(access(other, F_OK), 0);
        }
        assert_true(n < 3000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_files_are_there),
        cmocka_unit_test(test_same_bytes_everywhere),
        cmocka_unit_test(test_project_runs_as_it_is),
        cmocka_unit_test(test_program_finds_every_planted_fault),
        cmocka_unit_test(test_every_street_leads_everywhere),
        cmocka_unit_test(test_parks_are_areas_in_their_mahalle),
        cmocka_unit_test(test_nothing_is_overwritten),
        cmocka_unit_test(test_bad_folders),
        cmocka_unit_test(test_no_room_on_disk),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, write_city, remove_city);
}
