/*
 * A real OpenStreetMap extract (Porto Alegre, from the package r5r): counts and ways as an independent program finds
 * them, with GDAL's Python binding, a dictionary of vertices and a textbook search in EPSG:32722.
 */
#include <cpl_conv.h>
#include <sys/stat.h>

#include "boundary_files.h"
#include "geometry/street_network.h"
#include "read/streets.h"

static char extract[512];

static const struct point from = {-51.2474168, -30.0975097};
static const struct {
    struct point to;
    double way_m;
} ways[] = {
    {{-51.2327738, -30.0392127}, 7210.488236},  {{-51.2162473, -30.0454746}, 7615.336528},
    {{-51.1881096, -30.0359289}, 10198.796008}, {{-51.1615755, -30.0473639}, 11891.472775},
    {{-51.1321566, -30.0759398}, 13704.026296},
};
enum { WAYS = sizeof ways / sizeof *ways };

static struct street_record read_extract(char *path)
{
    struct crs working;
    struct street_record record;
    struct mah_error err = {0};
    assert_int_equal(crs_resolve(&working, "EPSG:32722", NULL), MAH_OK);
    struct source source = {.path = path};
    if (streets_read(&record, &source, &working, &err) != MAH_OK)
        fail_msg("%s", err.message);
    crs_release(&working);
    return record;
}

static void the_ways_that_may_be_walked(void **state)
{
    (void)state;
    struct street_record record = read_extract(extract);
    assert_int_equal(record.read, 15904);
    assert_int_equal(record.used, 14348);
    assert_int_equal(record.not_walkable, 1556);
    assert_int_equal(record.no_line, 0);
    assert_int_equal(record.lines.line_count, 14348);
    assert_int_equal(record.lines.vertex_count, 59629);
    street_record_release(&record);
}

static void project(struct point *points, size_t count)
{
    struct crs degrees, working;
    struct transformation *transformation;
    assert_int_equal(crs_resolve(&degrees, "EPSG:4326", NULL), MAH_OK);
    assert_int_equal(crs_resolve(&working, "EPSG:32722", NULL), MAH_OK);
    assert_int_equal(transformation_new(&transformation, &degrees, &working, NULL), MAH_OK);
    transformation_apply(transformation, points, count);
    transformation_free(transformation);
    crs_release(&degrees);
    crs_release(&working);
}

static void the_network_and_ways_on_it(void **state)
{
    (void)state;
    struct street_record record = read_extract(extract);
    struct point points[1 + WAYS] = {from};
    for (size_t i = 0; i < WAYS; i++)
        points[1 + i] = ways[i].to;
    project(points, 1 + WAYS);
    struct street_network *plain, *network;
    uint32_t node;
    double off_m;
    assert_int_equal(street_network_new(&plain, &record.lines, NULL, 0, 100, NULL, NULL, NULL), MAH_OK);
    struct street_network_facts facts = street_network_facts(plain);
    assert_int_equal(facts.nodes, 19077);
    assert_int_equal(facts.edges, 26262);
    assert_int_equal(facts.components, 54);
    assert_true(fabs(facts.length_m - 1845358.6789689432) < 0.01);
    assert_true(fabs(facts.largest_share - 0.986604690864817) < 1e-9);
    street_network_free(plain);
    assert_int_equal(street_network_new(&network, &record.lines, points, 1, 100, &node, &off_m, NULL), MAH_OK);
    assert_true(off_m < 1e-6);
    struct street_search *search;
    assert_int_equal(street_search_new(&search, network, NULL), MAH_OK);
    size_t nodes = street_network_node_count(network);
    double *distance_m = memory_new(nodes, sizeof *distance_m);
    uint32_t *label = memory_new(nodes, sizeof *label);
    struct street_start start = {node, 0, 0};
    assert_int_equal(street_search_nearest(search, &start, 1, INFINITY, distance_m, label, NULL), MAH_OK);
    for (size_t i = 0; i < WAYS; i++) {
        struct street_place place;
        assert_true(street_network_place(network, points[1 + i], &place));
        double way_m =
            fmin(place.to_node_m[0] + distance_m[place.node[0]], place.to_node_m[1] + distance_m[place.node[1]]);
        if (fabs(way_m - ways[i].way_m) > 1e-4)
            fail_msg("way %zu: %.6f m, not %.6f", i, way_m, ways[i].way_m);
    }
    memory_free(distance_m);
    memory_free(label);
    street_search_free(search);
    street_network_free(network);
    street_record_release(&record);
}

/* With little room in memory GDAL writes a file: not into the current folder, which is none here, and not for long. */
static void no_file_is_left_anywhere(void **state)
{
    (void)state;
    char *gone = in_folder("gone"), *temporary = in_folder("temporary"), before[512], real[4096];
    assert_non_null(realpath(extract, real));
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(mkdir(gone, 0700) | mkdir(temporary, 0700) | chdir(gone) | rmdir(gone), 0);
    CPLSetConfigOption("OSM_MAX_TMPFILE_SIZE", "1");
    for (int turn = 0; turn < 2; turn++) {
        unsetenv("TEMP");
        if (turn == 0)
            unsetenv("TMPDIR"); /* then it is /tmp */
        else
            setenv("TMPDIR", temporary, 1);
        struct street_record record = read_extract(real);
        assert_int_equal(record.used, 14348);
        street_record_release(&record);
    }
    CPLSetConfigOption("OSM_MAX_TMPFILE_SIZE", NULL);
    unsetenv("TMPDIR");
    assert_int_equal(chdir(before), 0);
    assert_int_equal(rmdir(temporary), 0); /* it is empty */
}

static void cut_off_anywhere_it_is_refused(void **state)
{
    (void)state;
    char *path = in_folder("kesik.osm.pbf");
    FILE *in = fopen(extract, "rb"), *out = fopen(path, "wb");
    static char bytes[2000000];
    size_t length = fread(bytes, 1, sizeof bytes, in);
    assert_in_range(length, 800000, 1000000);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    fclose(in);
    fclose(out);
    for (size_t left = length - 1; left > 16; left = left * 3 / 4) {
        assert_int_equal(truncate(path, (off_t)left), 0);
        struct street_record record;
        struct mah_error err = {0};
        struct source source = {.path = path};
        struct crs degrees;
        assert_int_equal(crs_resolve(&degrees, "EPSG:4326", NULL), MAH_OK);
        assert_int_equal(streets_read(&record, &source, &degrees, &err), MAH_BAD_SOURCE);
        assert_non_null(strstr(err.message, "kesik.osm.pbf'"));
        crs_release(&degrees);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ways_that_may_be_walked),
        cmocka_unit_test(the_network_and_ways_on_it),
        cmocka_unit_test(no_file_is_left_anywhere),
        cmocka_unit_test(cut_off_anywhere_it_is_refused),
    };
    const char *shared = getenv("MAHALLE_SHARED");
    snprintf(extract, sizeof extract, "%s/data/poa-osm-r5r/poa_osm.pbf",
             shared ? shared : TEST_SOURCE_DIR "/../../shared");
    if (access(extract, R_OK) != 0) {
        puts("skipped: no shared data (MAHALLE_SHARED)");
        return 77;
    }
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
