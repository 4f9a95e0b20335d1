/* The boundaries and streets of the sample city as GeoJSON. */
#include "run/demo_layers.h"

#include "run/demo_register.h"

static void write_spots(struct text *geojson, const struct demo_spot *spots, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char lon[32], lat[32];
        demo_write_degrees(lon, sizeof lon, spots[i].lon);
        demo_write_degrees(lat, sizeof lat, spots[i].lat);
        text_add_format(geojson, "%s[%s,%s]", i > 0 ? "," : "", lon, lat);
    }
}

static int people_of(size_t mahalle, const struct demo_household *households, size_t count)
{
    int people = 0;
    for (size_t i = 0; i < count; i++)
        if (households[i].mahalle == mahalle)
            people += households[i].size;
    return people;
}

void demo_boundaries_write(struct text *geojson, const struct demo_plan *plan, const struct demo_shape *shape,
                           const struct demo_household *households, size_t household_count)
{
    text_add(geojson, "{\"type\":\"FeatureCollection\",\"name\":\"mahalleler\",\"features\":[\n");
    for (size_t m = 0; m < plan->count; m++) {
        const struct demo_mahalle *mahalle = &plan->mahalle[m];
        text_add_format(
            geojson,
            "%s{\"type\":\"Feature\",\"properties\":{\"mahalle_kodu\":\"%s\",\"mahalle_adi\":\"%s Mahallesi\","
            "\"ilce_kodu\":\"%s\",\"ilce_adi\":\"%s\",\"nufus\":%d},"
            "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[",
            m > 0 ? ",\n" : "", mahalle->code, mahalle->name, mahalle->ilce_code, mahalle->ilce_name,
            people_of(m, households, household_count));
        write_spots(geojson, shape->rings[m].spots, shape->rings[m].count);
        text_add(geojson, "]]}}");
    }
    text_add(geojson, "\n]}\n");
}

void demo_streets_write(struct text *geojson, const struct demo_plan *plan, const struct demo_streets *streets)
{
    text_add(geojson, "{\"type\":\"FeatureCollection\",\"name\":\"yollar\",\"features\":[\n");
    for (size_t i = 0; i < streets->count; i++) {
        const struct demo_street *street = &streets->streets[i];
        text_add_format(geojson, "%s{\"type\":\"Feature\",\"properties\":", i > 0 ? ",\n" : "");
        if (street->mahalle == street->to)
            text_add_format(geojson, "{\"ad\":\"%d. Sokak\",\"tur\":\"sokak\"}", street->number);
        else
            text_add_format(geojson, "{\"ad\":\"%s - %s Yolu\",\"tur\":\"ana yol\"}",
                            plan->mahalle[street->mahalle].name, plan->mahalle[street->to].name);
        text_add(geojson, ",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[");
        write_spots(geojson, streets->spots + street->first, street->count);
        text_add(geojson, "]}}");
    }
    text_add(geojson, "\n]}\n");
}
