/* The households of the sample city. */
#include "run/demo_people.h"

#include <string.h>

#include "base/memory.h"
#include "run/demo_living.h"

enum { REFERENCE_YEAR = 2025, RECENT_YEARS = 5, DECADES = 7 };

/* Of a thousand households that did not come recently, so many were always here. */
static const int natives[KIND_COUNT] = {
    [KIND_OLD] = 600, [KIND_APARTMENT] = 500, [KIND_ESTATE] = 330,  [KIND_GECEKONDU] = 260,
    [KIND_CAMP] = 20, [KIND_INDUSTRY] = 320,  [KIND_VILLAGE] = 880,
};

/* Of a thousand households, so many live in a building with others. */
static const int sharing[KIND_COUNT] = {
    [KIND_OLD] = 450, [KIND_APARTMENT] = 760, [KIND_ESTATE] = 780, [KIND_GECEKONDU] = 200,
    [KIND_CAMP] = 60, [KIND_INDUSTRY] = 250,  [KIND_VILLAGE] = 40,
};

/* Where people come from besides the two origins that a mahalle is known for. */
static const char *const provinces[] = {
    "Şanlıurfa", "Diyarbakır", "Adıyaman", "Mardin", "Gaziantep", "Malatya", "Elazığ",  "Batman", "Siirt", "Şırnak",
    "Van",       "Muş",        "Bitlis",   "Ağrı",   "Bingöl",    "Hatay",   "Erzurum", "Adana",  "Kilis", "Kars",
    "İstanbul",  "Ankara",     "İzmir",    "Mersin", "Tunceli",   "Sivas",   "Hakkari", "Konya",  "Iğdır", "Ardahan",
};
static const char *const countries[] = {"Suriye", "Irak", "Afganistan", "İran", "Almanya", "Hollanda", "Rusya"};

static bool is_country(const char *origin)
{
    for (size_t i = 0; i < sizeof countries / sizeof countries[0]; i++)
        if (strcmp(countries[i], origin) == 0)
            return true;
    return false;
}

/* People settle where people of their own province live: this is what the map is to show. */
static void draw_origin(struct demo_household *household, const struct demo_mahalle *mahalle,
                        struct demo_random *random)
{
    static const int known_for[] = {440, 190, 330, 40};
    const char *origin = NULL;
    switch (demo_random_pick(random, known_for, 4)) {
    case 0:
        origin = mahalle->origins[0];
        break;
    case 1:
        origin = mahalle->origins[1];
        break;
    case 2:
        origin = provinces[demo_random_below(random, (int)(sizeof provinces / sizeof provinces[0]))];
        break;
    default:
        origin = countries[demo_random_below(random, (int)(sizeof countries / sizeof countries[0]))];
    }
    household->province = is_country(origin) ? "" : origin;
    household->country = is_country(origin) ? origin : "Türkiye";
    household->shouted = demo_random_chance(random, 40);
}

static int draw_recent_year(struct demo_random *random)
{
    static const int years[RECENT_YEARS] = {20, 18, 30, 18, 14};
    return REFERENCE_YEAR - RECENT_YEARS + 1 + (int)demo_random_pick(random, years, RECENT_YEARS);
}

static int draw_older_year(struct demo_random *random)
{
    static const int decades[DECADES] = {2, 6, 10, 15, 35, 19, 13}; /* from the 1950s on; the 1990s brought most */
    int decade = 1950 + 10 * (int)demo_random_pick(random, decades, DECADES);
    return demo_random_between(random, decade, decade + 9);
}

/* When and from where; whether that was recently. */
static bool draw_arrival(struct demo_household *household, const struct demo_mahalle *mahalle,
                         struct demo_random *random)
{
    bool recent = demo_random_chance(random, mahalle->recent_percent * 10);
    household->province = household->country = "";
    if (demo_random_chance(random, 16)) {
        household->arrival = demo_random_chance(random, 500) ? "" : "bilmiyor";
        return false;
    }
    if (!recent && demo_random_chance(random, natives[mahalle->kind])) {
        household->arrival = "yerli";
        return false;
    }
    household->arrival_year = recent ? draw_recent_year(random) : draw_older_year(random);
    draw_origin(household, mahalle, random);
    return recent;
}

/* The buildings of a mahalle as they fill up. */
struct buildings {
    struct demo_spot *spots;
    size_t count;
};

static struct demo_spot find_home(struct buildings *buildings, const struct demo_streets *streets,
                                  const struct demo_shape *shape, const struct demo_mahalle *mahalle, size_t number,
                                  struct demo_random *random)
{
    if (buildings->count > 0 && demo_random_chance(random, sharing[mahalle->kind]))
        return buildings->spots[demo_random_below(random, (int)buildings->count)];
    struct demo_spot spot = demo_streets_address(streets, shape, number, random);
    buildings->spots[buildings->count++] = spot;
    return spot;
}

static void settle_mahalle(struct demo_household *households, struct buildings *buildings, const struct demo_plan *plan,
                           const struct demo_shape *shape, const struct demo_streets *streets, size_t number)
{
    const struct demo_mahalle *mahalle = &plan->mahalle[number];
    struct demo_random random;
    demo_random_start(&random, DEMO_HOUSEHOLDS, number);
    buildings->count = 0;
    for (int i = 0; i < mahalle->households; i++) {
        struct demo_household *household = &households[i];
        household->mahalle = number;
        household->spot = find_home(buildings, streets, shape, mahalle, number, &random);
        bool recent = draw_arrival(household, mahalle, &random);
        demo_living_draw(household, mahalle->kind, recent, &random);
    }
}

/* Fisher and Yates (1938). */
static void shuffle(struct demo_household *households, size_t count)
{
    struct demo_random random;
    demo_random_start(&random, DEMO_ORDER, 0);
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)demo_random_below(&random, (int)i);
        struct demo_household household = households[i - 1];
        households[i - 1] = households[other];
        households[other] = household;
    }
}

enum mah_status demo_people_settle(struct demo_household **out, size_t *count, const struct demo_plan *plan,
                                   const struct demo_shape *shape, const struct demo_streets *streets,
                                   struct mah_error *err)
{
    struct buildings buildings = {NULL, 0};
    size_t total = 0, settled = 0;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < plan->count; i++)
        total += (size_t)plan->mahalle[i].households;
    struct demo_household *households = memory_new(total, sizeof *households);
    buildings.spots = memory_new(total, sizeof *buildings.spots);
    if (households == NULL || buildings.spots == NULL) {
        memory_free(households);
        memory_free(buildings.spots);
        return mah_no_memory(err);
    }
    for (size_t i = 0; i < plan->count; i++) {
        settle_mahalle(households + settled, &buildings, plan, shape, streets, i);
        settled += (size_t)plan->mahalle[i].households;
    }
    memory_free(buildings.spots);
    shuffle(households, total);
    *out = households;
    *count = total;
    return MAH_OK;
}
