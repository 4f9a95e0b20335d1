/* The sample city in a folder of its own under /tmp, and its files read back, for the tests of what is in them. */
#ifndef TESTS_SAMPLE_CITY_H
#define TESTS_SAMPLE_CITY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/memory.h"
#include "base/slice.h"
#include "run/demo_city.h"
#include "run/demo_shape.h"

enum { MAHALLE = 42, HOUSEHOLDS = 20000, COLUMNS = 24, MOST_SPOTS = 4000 };

static const char *const file_names[] = {"mahalle.yaml",   "OKUBENI.txt",     "mahalleler.geojson", "haneler.csv",
                                         "hatalar.csv",    "okullar.csv",     "saglik.geojson",     "duraklar.csv",
                                         "yollar.geojson", "parklar.geojson", "maliyetler.csv"};
enum { FILES = sizeof file_names / sizeof file_names[0] };

static char folder[64], city[80];

__attribute__((unused)) static const char *path_in(const char *parent, const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", parent, name);
    return path;
}

__attribute__((unused)) static char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), size);
    bytes[size] = '\0';
    fclose(file);
    if (length != NULL)
        *length = (size_t)size;
    return bytes;
}

__attribute__((unused)) static int write_city(void **state)
{
    (void)state;
    struct mah_error err = {0};
    strcpy(folder, "/tmp/mahalle_city_XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(city, sizeof city, "%s/kent", folder);
    return demo_city_write(city, &err) == MAH_OK ? 0 : -1;
}

__attribute__((unused)) static int remove_city(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* ---- the boundaries ---- */

struct ring {
    char name[64], ilce[32], code[16];
    struct demo_spot spots[400];
    size_t count;
};
static struct ring rings[MAHALLE];

__attribute__((unused)) static int32_t millionths(double degrees)
{
    return (int32_t)(degrees * 1e6 + 0.5);
}

__attribute__((unused)) static void read_rings(void)
{
    json_t *root = json_load_file(path_in(city, "mahalleler.geojson"), 0, NULL);
    json_t *features = json_object_get(root, "features");
    assert_int_equal(json_array_size(features), MAHALLE);
    for (size_t i = 0; i < MAHALLE; i++) {
        json_t *feature = json_array_get(features, i), *properties = json_object_get(feature, "properties");
        json_t *ring = json_array_get(json_object_get(json_object_get(feature, "geometry"), "coordinates"), 0);
        snprintf(rings[i].name, sizeof rings[i].name, "%s",
                 json_string_value(json_object_get(properties, "mahalle_adi")));
        snprintf(rings[i].ilce, sizeof rings[i].ilce, "%s", json_string_value(json_object_get(properties, "ilce_adi")));
        snprintf(rings[i].code, sizeof rings[i].code, "%s",
                 json_string_value(json_object_get(properties, "mahalle_kodu")));
        rings[i].count = json_array_size(ring);
        assert_in_range(rings[i].count, 4, 400);
        for (size_t k = 0; k < rings[i].count; k++) {
            json_t *spot = json_array_get(ring, k);
            rings[i].spots[k].lon = millionths(json_real_value(json_array_get(spot, 0)));
            rings[i].spots[k].lat = millionths(json_real_value(json_array_get(spot, 1)));
        }
    }
    json_decref(root);
}

__attribute__((unused)) static bool same_spot(struct demo_spot a, struct demo_spot b)
{
    return a.lon == b.lon && a.lat == b.lat;
}

__attribute__((unused)) static int side_of(size_t mahalle, struct demo_spot spot)
{
    struct demo_ring ring = {rings[mahalle].spots, rings[mahalle].count};
    return demo_ring_side(&ring, spot);
}

#endif
