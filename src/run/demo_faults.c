/* Which faults does the sample register have, and where? */
#include "run/demo_faults.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

static const struct {
    const char *word;
    int planned;
} faults[FAULT_COUNT] = {
    [FAULT_NONE] = {"", 0},
    [FAULT_BAD_ROW] = {"bad_row", 4},
    [FAULT_BAD_ENCODING] = {"bad_encoding", 4},
    [FAULT_BAD_SIZE] = {"bad_size", 10},
    [FAULT_BAD_DATE] = {"bad_date", 8},
    [FAULT_FUTURE_ARRIVAL] = {"future_arrival", 6},
    [FAULT_BAD_WEIGHT] = {"bad_weight", 5},
    [FAULT_NO_POSITION] = {"no_position", 9},
    [FAULT_BAD_POSITION] = {"bad_position", 8},
    [FAULT_OUTSIDE] = {"outside", 8},
    [FAULT_DUPLICATE_ID] = {"duplicate_id", 7},
    [FAULT_SWAPPED] = {"swapped", 4},
    [FAULT_ON_VERTEX] = {"on_vertex", 12},
    [FAULT_ON_EDGE] = {"on_edge", 12},
    [FAULT_NEAR_BORDER] = {"near_border", 8},
    [FAULT_NAME_ONLY] = {"name_only", 12},
    [FAULT_OUTSIDE_BUT_NAMED] = {"outside_but_named", 5},
};

const char *demo_fault_word(enum demo_fault fault)
{
    return faults[fault].word;
}

int demo_fault_planned(enum demo_fault fault)
{
    return faults[fault].planned;
}

enum mah_status demo_faults_plan(uint8_t **out, size_t rows, struct mah_error *err)
{
    struct demo_random random;
    uint8_t *planned = memory_new(rows, sizeof *planned);
    *out = planned;
    if (planned == NULL)
        return mah_no_memory(err);
    demo_random_start(&random, DEMO_FAULTS, 0);
    for (int fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
        for (int i = 0; i < faults[fault].planned; i++) {
            /* Not among the first rows: a duplicate needs an earlier one, and a reader should meet sound rows first. */
            size_t row = rows / 20 + (size_t)demo_random_below(&random, (int)(rows - rows / 20));
            while (planned[row] != FAULT_NONE)
                row = row + 1 < rows ? row + 1 : rows / 20;
            planned[row] = (uint8_t)fault;
        }
    }
    return MAH_OK;
}

static void set(struct demo_record *record, enum demo_column column, const char *text)
{
    snprintf(record->cells[column], DEMO_CELL_BYTES, "%s", text);
}

static void set_spot(struct demo_record *record, struct demo_spot spot)
{
    demo_write_degrees(record->cells[DEMO_BOYLAM], DEMO_CELL_BYTES, spot.lon);
    demo_write_degrees(record->cells[DEMO_ENLEM], DEMO_CELL_BYTES, spot.lat);
}

/* The register does not say in which mahalle it is: only the position can. */
static void forget_mahalle(struct demo_record *record)
{
    set(record, DEMO_MAHALLE_ADI, "");
    set(record, DEMO_ILCE, "");
}

/* The n-th, counted around, of the borders that two mahalle share (inner) or that end the city (outer). */
static const struct demo_border *pick_border(const struct demo_shape *shape, bool outer, int number)
{
    size_t i = 0;
    for (int left = number * 7 + 3;; i = (i + 1) % shape->border_count)
        if (shape->borders[i].outer == outer && left-- == 0)
            return &shape->borders[i];
}

/*
 * A spot on a shared edge that runs along a parallel or a meridian. Elsewhere the decimals of a spot, read as binary
 * numbers, miss the line between the decimals of its ends by a hair. false: this border has no such edge of enough
 * length.
 */
static bool spot_on_edge(struct demo_spot *out, const struct demo_border *border)
{
    for (size_t i = 0; i + 1 < border->count; i++) {
        struct demo_spot a = border->spots[i], b = border->spots[i + 1];
        bool along = a.lat == b.lat || a.lon == b.lon;
        int32_t length = a.lat == b.lat ? b.lon - a.lon : b.lat - a.lat;
        if (!along || (length < 0 ? -length : length) < 4)
            continue;
        *out = (struct demo_spot){(a.lon + b.lon) / 2, (a.lat + b.lat) / 2};
        return true;
    }
    return false;
}

static struct demo_spot pick_on_edge(const struct demo_shape *shape, int number)
{
    struct demo_spot spot = {0, 0};
    for (int next = number;; next++)
        if (spot_on_edge(&spot, pick_border(shape, false, next)))
            return spot;
}

/* 25 m from the middle of an outer edge, on the side that is in no mahalle. */
static struct demo_spot pick_near_border(const struct demo_shape *shape, int number)
{
    const struct demo_border *border = pick_border(shape, true, number);
    const double distance_m = 25;
    size_t i = border->count / 2 - 1;
    struct demo_metres a = demo_metres_of(border->spots[i]), b = demo_metres_of(border->spots[i + 1]);
    double east = b.east - a.east, north = b.north - a.north, length = sqrt(east * east + north * north);
    double aside = distance_m / length;
    struct demo_metres middle = {(a.east + b.east) / 2, (a.north + b.north) / 2};
    struct demo_spot left =
        demo_spot_at((struct demo_metres){middle.east - north * aside, middle.north + east * aside});
    struct demo_spot right =
        demo_spot_at((struct demo_metres){middle.east + north * aside, middle.north - east * aside});
    return demo_ring_side(&shape->rings[border->first], left) == 1 ? right : left;
}

static void plant_bad_position(struct demo_record *record, int number)
{
    static const char *const pairs[][2] = {
        {"bilinmiyor", "bilinmiyor"}, {"39.15E", "37.95N"},       {"391.512345", "37.951234"}, {"39.151234", ""},
        {"39°09'", "37°57'"},         {"39.151234", "97.951234"}, {"#DEĞER!", "#DEĞER!"},      {"", "37.948812"},
    };
    int pair = number % (int)(sizeof pairs / sizeof pairs[0]);
    set(record, DEMO_BOYLAM, pairs[pair][0]);
    set(record, DEMO_ENLEM, pairs[pair][1]);
}

static void plant_outside(struct demo_record *record, int number)
{
    /* Another city, the open country to the south, a sign lost, a digit lost. */
    static const char *const pairs[][2] = {
        {"32.854110", "39.920770"}, {"39.171200", "37.702300"}, {"-39.152100", "37.951300"}, {"39.152200", "3.795100"},
        {"28.978400", "41.008200"}, {"39.402500", "37.951700"}, {"38.150300", "37.949900"},  {"39.148200", "38.250400"},
    };
    int pair = number % (int)(sizeof pairs / sizeof pairs[0]);
    set(record, DEMO_BOYLAM, pairs[pair][0]);
    set(record, DEMO_ENLEM, pairs[pair][1]);
}

static void swap_position(struct demo_record *record)
{
    char lon[DEMO_CELL_BYTES];
    memcpy(lon, record->cells[DEMO_BOYLAM], sizeof lon);
    memcpy(record->cells[DEMO_BOYLAM], record->cells[DEMO_ENLEM], sizeof lon);
    memcpy(record->cells[DEMO_ENLEM], lon, sizeof lon);
}

/* A wrong word where a number, a year or a weight should stand. */
static const char *wrong_word(enum demo_fault fault, int number)
{
    static const char *const sizes[] = {"0", "-3", "", "beş", "250", "3.5", "?", "1e9", "0", "dört kişi"};
    static const char *const years[] = {"1890",       "geçen yaz",  "20I9", "19",
                                        "2019-13-40", "iki bin on", "0",    "31.02.2019"};
    static const char *const future[] = {"2026", "2027", "2031", "2052", "2202", "9999"};
    static const char *const weights[] = {"0", "-1", "bir", "-0,5", "x"};
    static const char *const names[] = {"\xDE"
                                        "ahinkaya Mahallesi",
                                        "\xC7\xFDnaralt\xFD Mahallesi",
                                        "G\xFClbah\xE7"
                                        "e Mahallesi",
                                        "Ye\xFEilvadi Mahallesi"}; /* Windows-1254 in a file that is UTF-8 */
    switch (fault) {
    case FAULT_BAD_SIZE:
        return sizes[number % 10];
    case FAULT_BAD_DATE:
        return years[number % 8];
    case FAULT_FUTURE_ARRIVAL:
        return future[number % 6];
    case FAULT_BAD_WEIGHT:
        return weights[number % 5];
    default:
        return names[number % 4];
    }
}

static void plant_position(struct demo_record *record, enum demo_fault fault, int number,
                           const struct demo_shape *shape)
{
    if (fault != FAULT_NAME_ONLY && fault != FAULT_OUTSIDE_BUT_NAMED)
        forget_mahalle(record);
    switch (fault) {
    case FAULT_BAD_POSITION:
        plant_bad_position(record, number);
        break;
    case FAULT_OUTSIDE:
    case FAULT_OUTSIDE_BUT_NAMED:
        plant_outside(record, number);
        break;
    case FAULT_SWAPPED:
        swap_position(record);
        break;
    case FAULT_ON_VERTEX:
        set_spot(record, pick_border(shape, false, number)->spots[0]);
        break;
    case FAULT_ON_EDGE:
        set_spot(record, pick_on_edge(shape, number));
        break;
    case FAULT_NEAR_BORDER:
        set_spot(record, pick_near_border(shape, number));
        break;
    default: /* no position, with or without a name */
        set(record, DEMO_BOYLAM, "");
        set(record, DEMO_ENLEM, "");
    }
}

void demo_fault_plant(struct demo_record *record, enum demo_fault fault, int number, const char *earlier_id,
                      const struct demo_shape *shape)
{
    switch (fault) {
    case FAULT_NONE:
    case FAULT_BAD_ROW:
    case FAULT_COUNT:
        break;
    case FAULT_BAD_ENCODING:
        set(record, DEMO_MAHALLE_ADI, wrong_word(fault, number));
        break;
    case FAULT_BAD_SIZE:
        set(record, DEMO_HANE_NUFUSU, wrong_word(fault, number));
        break;
    case FAULT_BAD_DATE:
    case FAULT_FUTURE_ARRIVAL:
        set(record, DEMO_GELIS_YILI, wrong_word(fault, number));
        break;
    case FAULT_BAD_WEIGHT:
        set(record, DEMO_AGIRLIK, wrong_word(fault, number));
        break;
    case FAULT_DUPLICATE_ID:
        set(record, DEMO_HANE_NO, earlier_id);
        break;
    default:
        plant_position(record, fault, number, shape);
    }
}

void demo_fault_plant_in_line(struct text *line, size_t start, enum demo_fault fault, int number)
{
    if (fault != FAULT_BAD_ROW || line->failed)
        return;
    if (number % 2 == 0) { /* the row breaks off */
        line->length = start + (line->length - start) / 2;
        line->bytes[line->length] = '\0';
    } else {
        text_add(line, ";fazladan;sütun");
    }
}
