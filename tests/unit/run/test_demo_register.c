/* The households of the sample city: sound but for the faults that are listed, and these are what the list says. */
#include "sample_city.h"

#include "base/number.h"
#include "base/text.h"
#include "geometry/orientation.h"
#include "run/demo_faults.h"

static char *register_bytes;
static char *lines[HOUSEHOLDS + 2];
static size_t line_count;
static uint8_t fault_of[HOUSEHOLDS + 2]; /* by row number */
static int fault_counts[FAULT_COUNT];

static enum demo_fault fault_named(const char *word)
{
    for (int fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++)
        if (strcmp(demo_fault_word((enum demo_fault)fault), word) == 0)
            return (enum demo_fault)fault;
    fail_msg("unknown kind of fault '%s'", word);
    return FAULT_NONE;
}

static void read_register(void)
{
    register_bytes = read_whole(path_in(city, "haneler.csv"), NULL);
    for (char *line = strtok(register_bytes, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        assert_true(line_count < HOUSEHOLDS + 1);
        lines[++line_count] = line; /* counted from 1 */
    }
    char *bytes = read_whole(path_in(city, "hatalar.csv"), NULL);
    char *line = strtok(bytes, "\n");
    assert_string_equal(line, "row,kind");
    long last = 0;
    while ((line = strtok(NULL, "\n")) != NULL) {
        char *comma = strchr(line, ',');
        long row = strtol(line, NULL, 10);
        assert_non_null(comma);
        assert_true(row > last && row <= HOUSEHOLDS + 1);
        last = row;
        fault_of[row] = (uint8_t)fault_named(comma + 1);
        fault_counts[fault_of[row]]++;
    }
    free(bytes);
}

/* Splits a copy of the row; returns the number of cells. */
static size_t split(size_t row, char cells[COLUMNS][96])
{
    const char *at = lines[row];
    size_t count = 0;
    for (;;) {
        size_t length = strcspn(at, ";");
        if (count < COLUMNS)
            snprintf(cells[count], 96, "%.*s", (int)length, at);
        count++;
        if (at[length] == '\0')
            return count;
        at += length + 1;
    }
}

static bool read_position(char cells[COLUMNS][96], struct point *point, struct demo_spot *spot)
{
    if (number_read(slice_of(cells[DEMO_BOYLAM]), &point->x) != NUMBER_OK ||
        number_read(slice_of(cells[DEMO_ENLEM]), &point->y) != NUMBER_OK)
        return false;
    *spot = (struct demo_spot){millionths(point->x), millionths(point->y)};
    return true;
}

static int read_all(void **state)
{
    if (write_city(state) != 0)
        return -1;
    read_rings();
    read_register();
    return 0;
}

static int free_all(void **state)
{
    free(register_bytes);
    return remove_city(state);
}

static void test_register_has_its_rows(void **state)
{
    (void)state;
    assert_int_equal(line_count, HOUSEHOLDS + 1);
    char cells[COLUMNS][96];
    assert_int_equal(split(1, cells), COLUMNS);
    assert_string_equal(cells[DEMO_HANE_NO], "hane_no");
    assert_string_equal(cells[DEMO_YAS_65P], "yas_65p");
    assert_string_equal(cells[DEMO_COP_TOPLAMA], "cop_toplama");
    assert_string_equal(cells[DEMO_AGIRLIK], "agirlik");
}

/* A few of each: enough to be seen, too few to matter. */
static void test_every_kind_of_fault_is_planted(void **state)
{
    (void)state;
    int sum = 0;
    for (int fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
        assert_int_equal(fault_counts[fault], demo_fault_planned((enum demo_fault)fault));
        assert_true(fault_counts[fault] >= 3);
        sum += fault_counts[fault];
    }
    assert_true(sum * 50 < HOUSEHOLDS);
}

/* What is not in the list of faults is sound: complete, numbered in order, inside the mahalle that it names. */
static void test_other_rows_are_sound(void **state)
{
    (void)state;
    for (size_t row = 2; row <= line_count; row++) {
        char cells[COLUMNS][96], id[32];
        struct point point;
        struct demo_spot spot;
        if (fault_of[row] != FAULT_NONE)
            continue;
        assert_int_equal(split(row, cells), COLUMNS);
        snprintf(id, sizeof id, "H%05zu", row - 1);
        assert_string_equal(cells[DEMO_HANE_NO], id);
        assert_true(read_position(cells, &point, &spot));
        int people = 0;
        for (int band = DEMO_YAS_0_2; band <= DEMO_YAS_65P; band++)
            people += atoi(cells[band]);
        assert_int_equal(people, atoi(cells[DEMO_HANE_NUFUSU]));
        assert_in_range(people, 1, 10);
        size_t inside = 0, named = MAHALLE;
        for (size_t m = 0; m < MAHALLE; m++) {
            inside += side_of(m, spot) == 1;
            if (strcmp(rings[m].name, cells[DEMO_MAHALLE_ADI]) == 0 && strcmp(rings[m].ilce, cells[DEMO_ILCE]) == 0)
                named = m;
        }
        assert_int_equal(inside, 1);
        assert_true(named < MAHALLE && side_of(named, spot) == 1);
    }
}

/* How many rings have a vertex there? */
static size_t vertices_at(struct demo_spot spot)
{
    size_t count = 0;
    for (size_t m = 0; m < MAHALLE; m++)
        for (size_t k = 0; k + 1 < rings[m].count; k++)
            count += same_spot(rings[m].spots[k], spot);
    return count;
}

static struct point as_read(struct demo_spot spot)
{
    char lon[32], lat[32];
    struct point point;
    demo_write_degrees(lon, sizeof lon, spot.lon);
    demo_write_degrees(lat, sizeof lat, spot.lat);
    assert_int_equal(number_read(slice_of(lon), &point.x), NUMBER_OK);
    assert_int_equal(number_read(slice_of(lat), &point.y), NUMBER_OK);
    return point;
}

/* How many rings have it inside an edge, exactly, in the binary numbers that a program reads? */
static size_t edges_at(struct point point)
{
    size_t count = 0;
    for (size_t m = 0; m < MAHALLE; m++)
        for (size_t k = 0; k + 1 < rings[m].count; k++) {
            struct point a = as_read(rings[m].spots[k]), b = as_read(rings[m].spots[k + 1]);
            bool between = (point.x - a.x) * (point.x - b.x) <= 0 && (point.y - a.y) * (point.y - b.y) <= 0;
            count += between && orientation(a, b, point) == 0;
        }
    return count;
}

static void check_planted_position(size_t row, struct point point, struct demo_spot spot)
{
    size_t inside = 0;
    for (size_t m = 0; m < MAHALLE; m++)
        inside += side_of(m, spot) == 1;
    switch ((enum demo_fault)fault_of[row]) {
    case FAULT_ON_VERTEX:
        assert_true(vertices_at(spot) >= 2);
        break;
    case FAULT_ON_EDGE:
        assert_int_equal(vertices_at(spot), 0);
        assert_int_equal(edges_at(point), 2);
        break;
    case FAULT_NEAR_BORDER:
    case FAULT_OUTSIDE:
    case FAULT_OUTSIDE_BUT_NAMED:
    case FAULT_SWAPPED:
        assert_int_equal(inside, 0);
        assert_int_equal(edges_at(point), 0);
        break;
    default:
        break;
    }
    if (fault_of[row] == FAULT_SWAPPED)
        assert_true(spot.lon > 37800000 && spot.lon < 38100000 && spot.lat > 39000000 && spot.lat < 39300000);
}

static void test_planted_positions(void **state)
{
    (void)state;
    for (size_t row = 2; row <= line_count; row++) {
        char cells[COLUMNS][96];
        struct point point;
        struct demo_spot spot;
        enum demo_fault fault = (enum demo_fault)fault_of[row];
        if (fault == FAULT_NONE || fault == FAULT_BAD_ROW)
            continue;
        assert_int_equal(split(row, cells), COLUMNS);
        bool has_position = read_position(cells, &point, &spot);
        bool unnamed = cells[DEMO_MAHALLE_ADI][0] == '\0';
        if (has_position)
            check_planted_position(row, point, spot);
        if (fault == FAULT_NO_POSITION || fault == FAULT_NAME_ONLY)
            assert_true(cells[DEMO_BOYLAM][0] == '\0' && cells[DEMO_ENLEM][0] == '\0' &&
                        unnamed == (fault == FAULT_NO_POSITION));
        if (fault == FAULT_OUTSIDE || fault == FAULT_SWAPPED || fault == FAULT_NEAR_BORDER)
            assert_true(has_position && unnamed);
    }
}

/* Shifted by this many millionths of a degree, is it in the city? 450 are 50 m to the north, 569 to the east. */
static void test_near_border_is_near(void **state)
{
    (void)state;
    static const int32_t shifts[][2] = {{0, 450},   {0, -450},   {569, 0},    {-569, 0},
                                        {402, 318}, {402, -318}, {-402, 318}, {-402, -318}};
    for (size_t row = 2; row <= line_count; row++) {
        char cells[COLUMNS][96];
        struct point point;
        struct demo_spot spot = {0, 0};
        size_t found = 0;
        if (fault_of[row] != FAULT_NEAR_BORDER)
            continue;
        split(row, cells);
        assert_true(read_position(cells, &point, &spot));
        for (size_t s = 0; s < sizeof shifts / sizeof shifts[0]; s++)
            for (size_t m = 0; m < MAHALLE; m++)
                found += side_of(m, (struct demo_spot){spot.lon + shifts[s][0], spot.lat + shifts[s][1]}) == 1;
        assert_true(found > 0);
    }
}

static void test_duplicates_repeat_a_sound_row(void **state)
{
    (void)state;
    for (size_t row = 2; row <= line_count; row++) {
        char cells[COLUMNS][96];
        if (fault_of[row] != FAULT_DUPLICATE_ID)
            continue;
        split(row, cells);
        size_t first = (size_t)atol(cells[DEMO_HANE_NO] + 1) + 1;
        assert_true(first >= 2 && first < row);
        assert_int_equal(fault_of[first], FAULT_NONE);
    }
}

static void test_broken_rows(void **state)
{
    (void)state;
    for (size_t row = 2; row <= line_count; row++) {
        char cells[COLUMNS][96];
        bool valid = utf8_is_valid(lines[row], strlen(lines[row]));
        if (fault_of[row] == FAULT_BAD_ROW)
            assert_true(split(row, cells) != COLUMNS);
        if (fault_of[row] != FAULT_BAD_ROW)
            assert_int_equal(valid, fault_of[row] != FAULT_BAD_ENCODING);
    }
}

/* What the map is for: recent arrivals live together, and with people of their own province. */
static void test_recent_arrivals_cluster(void **state)
{
    (void)state;
    size_t all = 0, recent = 0, there = 0, recent_there = 0, from_main_origin = 0;
    for (size_t row = 2; row <= line_count; row++) {
        char cells[COLUMNS][96];
        if (fault_of[row] != FAULT_NONE)
            continue;
        split(row, cells);
        int year = atoi(cells[DEMO_GELIS_YILI]);
        bool is_recent = year > 2020 && year <= 2025,
             is_there = strcmp(cells[DEMO_MAHALLE_ADI], "Şafaktepe Mahallesi") == 0;
        all++;
        recent += is_recent;
        there += is_there;
        recent_there += is_there && is_recent;
        from_main_origin +=
            is_there && is_recent &&
            (strcmp(cells[DEMO_GELDIGI_IL], "Şırnak") == 0 || strcmp(cells[DEMO_GELDIGI_IL], "ŞIRNAK") == 0);
    }
    assert_true(recent * 100 > all * 9 && recent * 100 < all * 18);
    assert_true(recent_there * all > 2 * recent * there);
    assert_true(from_main_origin * 3 > recent_there);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_register_has_its_rows), cmocka_unit_test(test_every_kind_of_fault_is_planted),
        cmocka_unit_test(test_other_rows_are_sound),  cmocka_unit_test(test_planted_positions),
        cmocka_unit_test(test_near_border_is_near),   cmocka_unit_test(test_duplicates_repeat_a_sound_row),
        cmocka_unit_test(test_broken_rows),           cmocka_unit_test(test_recent_arrivals_cluster),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
