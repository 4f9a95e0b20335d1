/* The sample city of `mahalle init --demo`: drawn, settled, written. */
#include "run/demo_city.h"

#include "base/layers.h"
#include "base/memory.h"
#include "run/demo_layers.h"
#include "run/demo_parks.h"
#include "run/demo_register.h"
#include "run/demo_services.h"
#include "run/new_files.h"

enum city_file {
    CITY_PROJECT,
    CITY_NOTE,
    CITY_BOUNDARIES,
    CITY_HOUSEHOLDS,
    CITY_FAULTS,
    CITY_SCHOOLS,
    CITY_HEALTH,
    CITY_STOPS,
    CITY_STREETS,
    CITY_PARKS,
    CITY_COSTS,
    CITY_FILES
};

static const char *const names[CITY_FILES] = {
    [CITY_PROJECT] = "mahalle.yaml",   [CITY_NOTE] = "OKUBENI.txt",     [CITY_BOUNDARIES] = "mahalleler.geojson",
    [CITY_HOUSEHOLDS] = "haneler.csv", [CITY_FAULTS] = "hatalar.csv",   [CITY_SCHOOLS] = "okullar.csv",
    [CITY_HEALTH] = "saglik.geojson",  [CITY_STOPS] = "duraklar.csv",   [CITY_STREETS] = "yollar.geojson",
    [CITY_PARKS] = "parklar.geojson",  [CITY_COSTS] = "maliyetler.csv",
};

/* The city while it is made. */
struct city {
    struct demo_plan plan;
    struct demo_shape shape;
    struct demo_streets streets;
    struct demo_household *households;
    size_t household_count;
    struct text texts[CITY_FILES];
};

static void release_city(struct city *city)
{
    for (int file = 0; file < CITY_FILES; file++)
        text_release(&city->texts[file]);
    memory_free(city->households);
    demo_streets_release(&city->streets);
    demo_shape_release(&city->shape);
    demo_plan_release(&city->plan);
}

static enum mah_status build_city(struct city *city, struct mah_error *err)
{
    enum mah_status status = demo_plan_read(&city->plan, err);
    if (status == MAH_OK)
        status = demo_shape_draw(&city->shape, &city->plan, err);
    if (status == MAH_OK)
        status = demo_streets_draw(&city->streets, &city->plan, &city->shape, err);
    if (status == MAH_OK)
        status = demo_people_settle(&city->households, &city->household_count, &city->plan, &city->shape,
                                    &city->streets, err);
    return status;
}

/* The texts that need no drawing are data files. */
static enum mah_status copy_layer(struct text *out, const char *name, struct mah_error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    enum mah_status status = layers_read(&bytes, &length, name, err);
    if (status == MAH_OK)
        text_add_bytes(out, bytes, length);
    memory_free(bytes);
    return status;
}

static enum mah_status describe_city(struct city *city, struct mah_error *err)
{
    struct text *texts = city->texts;
    enum mah_status status = copy_layer(&texts[CITY_PROJECT], "demo/mahalle.yaml", err);
    if (status == MAH_OK)
        status = copy_layer(&texts[CITY_NOTE], "demo/OKUBENI.txt", err);
    if (status == MAH_OK)
        status = copy_layer(&texts[CITY_COSTS], "demo/maliyetler.csv", err);
    if (status == MAH_OK)
        status = demo_register_write(&texts[CITY_HOUSEHOLDS], &texts[CITY_FAULTS], city->households,
                                     city->household_count, &city->plan, &city->shape, err);
    if (status != MAH_OK)
        return status;
    demo_boundaries_write(&texts[CITY_BOUNDARIES], &city->plan, &city->shape, city->households, city->household_count);
    demo_schools_write(&texts[CITY_SCHOOLS], &city->plan, &city->shape, &city->streets);
    demo_health_write(&texts[CITY_HEALTH], &city->plan, &city->shape, &city->streets);
    demo_stops_write(&texts[CITY_STOPS], &city->plan, &city->streets);
    demo_streets_write(&texts[CITY_STREETS], &city->plan, &city->streets);
    demo_parks_write(&texts[CITY_PARKS], &city->plan, &city->shape, &city->streets);
    for (int file = 0; file < CITY_FILES; file++)
        if (texts[file].failed)
            return mah_no_memory(err);
    return MAH_OK;
}

enum mah_status demo_city_write(const char *folder, struct mah_error *err)
{
    struct city city = {.household_count = 0};
    struct new_file files[CITY_FILES];
    enum mah_status status = new_files_check(folder, names, CITY_FILES, err);
    if (status == MAH_OK)
        status = build_city(&city, err);
    if (status == MAH_OK)
        status = describe_city(&city, err);
    for (int file = 0; file < CITY_FILES; file++)
        files[file] = (struct new_file){names[file], city.texts[file].bytes, city.texts[file].length};
    if (status == MAH_OK)
        status = new_files_write(folder, files, CITY_FILES, err);
    release_city(&city);
    return status;
}
