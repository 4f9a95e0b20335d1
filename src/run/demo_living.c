/* How does a household of the sample city live? */
#include "run/demo_living.h"

enum { BAND_ADULT = 5, BAND_ELDER = 6, CHILD_BANDS = 5, LARGEST = 10, TENURES = 6, BUILDINGS = 6, MOST_ROOMS = 5 };

static const char *const tenure_words[TENURES] = {"ev sahibi", "kiracı", "akraba evi", "lojman", "tapusuz", "diğer"};
static const char *const building_words[BUILDINGS] = {"apartman",  "müstakil", "gecekondu",
                                                      "konteyner", "çadır",    "diğer"};

/* Of a thousand households; the words above name the columns. All of it invented, none of it fitted to any place. */
static const struct way_of_life {
    int sizes[LARGEST];
    int tenures[TENURES];
    int buildings[BUILDINGS];
    int networks[DEMO_NETWORKS]; /* water, sewer, electricity, waste */
} ways[KIND_COUNT] = {
    [KIND_OLD] = {{130, 220, 210, 220, 120, 55, 25, 12, 5, 3},
                  {560, 330, 70, 10, 10, 20},
                  {420, 500, 60, 0, 0, 20},
                  {985, 960, 995, 975}},
    [KIND_APARTMENT] = {{110, 210, 235, 250, 120, 45, 18, 7, 3, 2},
                        {590, 350, 30, 25, 0, 5},
                        {930, 60, 0, 0, 0, 10},
                        {998, 995, 999, 995}},
    [KIND_ESTATE] = {{90, 220, 270, 280, 100, 25, 10, 3, 1, 1},
                     {640, 300, 20, 35, 0, 5},
                     {880, 110, 0, 0, 0, 10},
                     {997, 985, 999, 985}},
    [KIND_GECEKONDU] = {{60, 100, 140, 180, 180, 140, 95, 60, 28, 17},
                        {330, 260, 90, 0, 300, 20},
                        {140, 230, 600, 0, 0, 30},
                        {880, 690, 965, 780}},
    [KIND_CAMP] = {{40, 80, 120, 170, 190, 170, 110, 70, 30, 20},
                   {0, 30, 900, 0, 50, 20},
                   {0, 0, 40, 690, 220, 50},
                   {640, 420, 870, 820}},
    [KIND_INDUSTRY] = {{260, 180, 180, 170, 110, 60, 25, 10, 3, 2},
                       {200, 300, 50, 400, 40, 10},
                       {250, 200, 250, 0, 0, 300},
                       {950, 820, 995, 850}},
    [KIND_VILLAGE] = {{120, 230, 180, 150, 120, 90, 55, 35, 14, 6},
                      {900, 30, 60, 5, 0, 5},
                      {30, 960, 0, 0, 0, 10},
                      {900, 210, 985, 350}},
};

/* Rooms 1 to 5, by building. */
static const int room_weights[BUILDINGS][MOST_ROOMS] = {
    {10, 110, 480, 340, 60}, {40, 250, 380, 240, 90}, {230, 450, 270, 50, 0},
    {700, 300, 0, 0, 0},     {970, 30, 0, 0, 0},      {400, 300, 200, 100, 0},
};

/* Adults first, so that no children live alone; everybody has one band. */
static void draw_members(struct demo_household *household, bool recent, struct demo_random *random)
{
    static const int child_weights[CHILD_BANDS] = {30, 30, 40, 40, 38};
    bool elders = household->size <= 2 && demo_random_chance(random, recent ? 60 : 330);
    int adults = household->size == 1 || demo_random_chance(random, 90) ? 1 : 2;
    for (int band = 0; band < DEMO_AGE_BANDS; band++)
        household->ages[band] = 0;
    household->ages[elders ? BAND_ELDER : BAND_ADULT] = adults;
    for (int member = adults; member < household->size; member++) {
        size_t band = demo_random_pick(random, child_weights, CHILD_BANDS);
        if (demo_random_chance(random, 300))
            band = demo_random_chance(random, 170) ? BAND_ELDER : BAND_ADULT;
        household->ages[band]++;
    }
}

static void draw_dwelling(struct demo_household *household, const struct way_of_life *way, enum demo_kind kind,
                          bool recent, struct demo_random *random)
{
    size_t tenure = demo_random_pick(random, way->tenures, TENURES);
    size_t building = demo_random_pick(random, way->buildings, BUILDINGS);
    if (recent && kind != KIND_CAMP && demo_random_chance(random, 600))
        tenure = 1; /* who has just come rents */
    household->tenure = tenure_words[tenure];
    household->building = building_words[building];
    household->rooms = 1 + (int)demo_random_pick(random, room_weights[building], MOST_ROOMS);
}

void demo_living_draw(struct demo_household *household, enum demo_kind kind, bool recent, struct demo_random *random)
{
    const struct way_of_life *way = &ways[kind];
    /* Those who have just come have larger households, whatever the mahalle. */
    const int *sizes = recent && kind != KIND_ESTATE ? ways[KIND_GECEKONDU].sizes : way->sizes;
    household->size = 1 + (int)demo_random_pick(random, sizes, LARGEST);
    draw_members(household, recent, random);
    draw_dwelling(household, way, kind, recent, random);
    for (int network = 0; network < DEMO_NETWORKS; network++) {
        household->networks[network] = demo_random_chance(random, way->networks[network] - (recent ? 60 : 0));
        if (demo_random_chance(random, 12))
            household->networks[network] = -1;
    }
}
