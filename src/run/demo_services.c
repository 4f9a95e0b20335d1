/* Schools, health centres and stops of the sample city. */
#include "run/demo_services.h"

#include "run/demo_register.h"

enum { SCHOOLS, HEALTH }; /* streams of chance */

/* How many households share a service of the kind, and so how many a mahalle has: the nearest whole number, 0 too. */
static int wanted(const struct demo_mahalle *mahalle, int households_each)
{
    /* New mahalle grew faster than what was built for them. */
    bool late = mahalle->kind == KIND_GECEKONDU || mahalle->kind == KIND_CAMP;
    int each = late ? households_each * 5 / 2 : households_each;
    return (mahalle->households + each / 2) / each;
}

static void write_position(struct text *csv, struct demo_spot spot)
{
    char lon[32], lat[32];
    demo_write_degrees(lon, sizeof lon, spot.lon);
    demo_write_degrees(lat, sizeof lat, spot.lat);
    text_add_format(csv, "%s;%s", lon, lat);
}

void demo_schools_write(struct text *csv, const struct demo_plan *plan, const struct demo_shape *shape,
                        const struct demo_streets *streets)
{
    static const struct {
        const char *type;
        int households_each, least_rooms, most_rooms;
    } types[] = {{"Anaokulu", 800, 4, 9}, {"İlkokul", 430, 10, 28}, {"Ortaokul", 620, 12, 30}, {"Lise", 1150, 16, 36}};
    int number = 0;
    text_add(csv, "okul_no;okul_adi;tur;derslik;boylam;enlem\n");
    for (size_t m = 0; m < plan->count; m++) {
        struct demo_random random;
        demo_random_start(&random, DEMO_SERVICES, 2 * m + SCHOOLS);
        for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
            int count = wanted(&plan->mahalle[m], types[t].households_each);
            for (int i = 0; i < count; i++) {
                int rooms = demo_random_between(&random, types[t].least_rooms, types[t].most_rooms);
                text_add_format(csv, "OK%03d;%s %s %d;%s;%d;", ++number, plan->mahalle[m].name, types[t].type, i + 1,
                                types[t].type, rooms);
                write_position(csv, demo_streets_address(streets, shape, m, &random));
                text_add(csv, "\n");
            }
        }
    }
}

/* A health centre is as large as it has physicians, a hospital as it has beds. */
static void write_health_point(struct text *geojson, const char *name, const char *type, const char *unit, int size,
                               struct demo_spot spot, bool first)
{
    char lon[32], lat[32];
    demo_write_degrees(lon, sizeof lon, spot.lon);
    demo_write_degrees(lat, sizeof lat, spot.lat);
    text_add_format(geojson,
                    "%s{\"type\":\"Feature\",\"properties\":{\"ad\":\"%s %s\",\"tur\":\"%s\",\"%s\":%d},"
                    "\"geometry\":{\"type\":\"Point\",\"coordinates\":[%s,%s]}}",
                    first ? "" : ",\n", name, type, type, unit, size, lon, lat);
}

void demo_health_write(struct text *geojson, const struct demo_plan *plan, const struct demo_shape *shape,
                       const struct demo_streets *streets)
{
    bool first = true;
    text_add(geojson, "{\"type\":\"FeatureCollection\",\"name\":\"saglik\",\"features\":[\n");
    for (size_t m = 0; m < plan->count; m++) {
        const struct demo_mahalle *mahalle = &plan->mahalle[m];
        struct demo_random random;
        demo_random_start(&random, DEMO_SERVICES, 2 * m + HEALTH);
        for (int i = wanted(mahalle, 900); i > 0; i--) {
            int physicians = demo_random_between(&random, 2, 6);
            write_health_point(geojson, mahalle->name, "Aile Sağlığı Merkezi", "hekim", physicians,
                               demo_streets_address(streets, shape, m, &random), first);
            first = false;
        }
        if (mahalle->kind == KIND_APARTMENT && m % 9 == 0) {
            write_health_point(geojson, mahalle->name, "Hastane", "yatak", 240,
                               demo_streets_address(streets, shape, m, &random), first);
            first = false;
        }
    }
    text_add(geojson, "\n]}\n");
}

/* Buses run along the roads between mahalle of the town; few go where people have only just built. */
static bool has_bus(const struct demo_plan *plan, const struct demo_street *road, size_t index)
{
    enum demo_kind from = plan->mahalle[road->mahalle].kind, to = plan->mahalle[road->to].kind;
    bool far_out = from >= KIND_GECEKONDU || to >= KIND_GECEKONDU;
    return !far_out || index % 3 == 0;
}

void demo_stops_write(struct text *csv, const struct demo_plan *plan, const struct demo_streets *streets)
{
    enum { STOP_EVERY = 3 }; /* spots of a road */
    int number = 0;
    text_add(csv, "durak_no;durak_adi;boylam;enlem\n");
    for (size_t i = streets->first_of[plan->count]; i < streets->count; i++) {
        const struct demo_street *road = &streets->streets[i];
        if (road->mahalle == road->to || !has_bus(plan, road, i))
            continue;
        for (size_t spot = 1; spot + 1 < road->count; spot += STOP_EVERY) {
            const char *near = plan->mahalle[spot < road->count / 2 ? road->mahalle : road->to].name;
            text_add_format(csv, "D%03d;%s %zu;", ++number, near, spot);
            write_position(csv, streets->spots[road->first + spot]);
            text_add(csv, "\n");
        }
    }
}
