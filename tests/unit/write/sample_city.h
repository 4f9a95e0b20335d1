/* A city that never was, as a release: mahalle with winding common borders, values of every kind, quarantined points.
 */
#ifndef TEST_SAMPLE_CITY_H
#define TEST_SAMPLE_CITY_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "protect/release_build.h"

struct sample_city {
    struct crs crs;
    struct polygon *polygons;
    size_t polygon_count;
    struct mah_release *release;
};

struct sample_options {
    int columns, rows; /* of the grid of mahalle */
    int edge_points;   /* segments of one side of a mahalle */
    bool round;        /* only the mahalle near the centre, as a city has them */
    int extra_columns; /* e01 e02 ... of mah_indicators */
    int origin_rows;   /* of the long table mah_origin */
    int points;        /* of unassigned */
    enum language language;
    const char *crs;
};

enum { SAMPLE_CELL_M = 900, SAMPLE_LEFT = 480000, SAMPLE_BOTTOM = 4110000 };

/* A number in 0..1 that depends on nothing but a and b (splitmix64). */
static inline double sample_chance(uint64_t a, uint64_t b)
{
    uint64_t x = a * 0x9E3779B97F4A7C15u + b * 0xBF58476D1CE4E5B9u + 0x94D049BB133111EBu;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return (double)((x ^ (x >> 31)) >> 11) / 9007199254740992.0;
}

/* A corner of the grid, moved a little. */
static inline struct point sample_corner(int i, int j)
{
    uint64_t key = (uint64_t)(i * 10007 + j);
    return (struct point){SAMPLE_LEFT + SAMPLE_CELL_M * (i + 0.62 * (sample_chance(key, 1) - 0.5)),
                          SAMPLE_BOTTOM + SAMPLE_CELL_M * (j + 0.62 * (sample_chance(key, 2) - 0.5))};
}

/* A point at t in 0..1 of the side from corner a to corner b; both neighbours compute the same one. */
static inline struct point sample_side(int ai, int aj, int bi, int bj, int step, int steps)
{
    bool turned = bi < ai || bj < aj;
    int i = turned ? bi : ai, j = turned ? bj : aj, k = turned ? ai : bi, l = turned ? aj : bj;
    struct point a = sample_corner(i, j), b = sample_corner(k, l);
    if (turned)
        step = steps - step;
    if (step == 0)
        return a;
    if (step == steps)
        return b;
    double t = (double)step / steps, bend = 0;
    uint64_t key = (uint64_t)((i * 10007 + j) * 2 + (k > i));
    for (int wave = 1; wave <= 4; wave++)
        bend += (sample_chance(key, (uint64_t)wave + 2) - 0.5) * sin(3.14159265358979 * wave * t) * 0.16 / wave;
    return (struct point){a.x + (b.x - a.x) * t - (b.y - a.y) * bend, a.y + (b.y - a.y) * t + (b.x - a.x) * bend};
}

static inline bool sample_inside(const struct sample_options *options, int i, int j)
{
    if (!options->round)
        return true;
    double x = (i + 0.5) / options->columns * 2 - 1, y = (j + 0.5) / options->rows * 2 - 1;
    return x * x + y * y < 0.78 + 0.3 * sample_chance((uint64_t)(i * 10007 + j), 9);
}

static inline enum mah_status sample_polygon(struct polygon *out, int i, int j, int steps)
{
    const int corners[5][2] = {{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}, {i, j}};
    enum mah_status status = polygon_reserve(out, (size_t)(4 * steps + 1), 1, 1, NULL);
    if (status != MAH_OK)
        return status;
    size_t at = 0;
    for (int side = 0; side < 4; side++)
        for (int step = 0; step < steps; step++)
            out->vertices[at++] = sample_side(corners[side][0], corners[side][1], corners[side + 1][0],
                                              corners[side + 1][1], step, steps);
    out->vertices[at++] = out->vertices[0];
    out->ring_start[0] = out->part_start[0] = 0;
    out->ring_start[1] = at;
    out->part_start[1] = 1;
    polygon_set_bounds(out);
    return MAH_OK;
}

static const struct release_value sample_flags[] = {
    {"S1", "Gizlendi: az kayıt"}, {"S4", "Gizlendi: ikincil"}, {"N", "Veri yok"}, {"U", "Güvenilmez"}};
static const struct release_value sample_reasons[] = {{"no_position", "Konum yok"},
                                                      {"bad_position", "Hatalı konum"},
                                                      {"outside", "Sınır dışında"},
                                                      {"duplicate_id", "Yinelenen kayıt"}};

static const struct release_column sample_columns[] = {
    {"mah_code", RELEASE_TEXT, "Mahalle kodu", "Mahalle code", NULL, NULL, NULL, 0},
    {"mah_name", RELEASE_TEXT, "Mahalle", "Mahalle", NULL, NULL, NULL, 0},
    {"ilce_name", RELEASE_TEXT, "İlçe", "District", NULL, NULL, NULL, 0},
    {"area_km2", RELEASE_REAL, "Alan", "Area", "km²", "Elipsoit üzerinde", NULL, 0},
    {"n_rec", RELEASE_INTEGER, "Kayıt sayısı", "Records", NULL, NULL, NULL, 0},
    {"mig_rec", RELEASE_REAL, "Yakın dönem göçmen", "Recent migrants", "kişi", "Son 5 yılda gelenler", NULL, 0},
    {"den_mig", RELEASE_REAL, "Göçmen yoğunluğu", "Migrant density", "kişi/km²", "Son 5 yılda gelenler", NULL, 0},
    {"sh_mig", RELEASE_REAL, "Göçmen payı", "Migrant share", NULL, NULL, NULL, 0},
    {"flag", RELEASE_TEXT, "Uyarı", "Flag", NULL, NULL, sample_flags, 4},
};
enum { SAMPLE_COLUMNS = sizeof sample_columns / sizeof *sample_columns };

static inline enum mah_status sample_add_columns(struct release_table *table, const struct sample_options *options)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < SAMPLE_COLUMNS; i++)
        status = table_add_column(table, &sample_columns[i], NULL);
    for (int i = 0; status == MAH_OK && i < options->extra_columns; i++) {
        char name[16];
        snprintf(name, sizeof name, "e%02d", i);
        status = table_add_column(table, &(struct release_column){.name = name, .type = RELEASE_REAL, .title_tr = "Ek"},
                                  NULL);
    }
    return status;
}

/* Every 11th mahalle is suppressed, every 17th without data, every 7th without migrants. */
static inline enum mah_status sample_fill_row(struct release_table *table, size_t n, int i, int j,
                                              const struct sample_options *options)
{
    static const char *const names[] = {"Yenişehir",  "Bağlarbaşı", "Çamlık",   "Işıklar", "Gülveren",
                                        "Şirinevler", "Kâğıtçılar", "İstasyon", "Höyük",   "Karşıyaka"};
    char code[16], name[48];
    snprintf(code, sizeof code, "%05zu", 63000 + n);
    snprintf(name, sizeof name, "%s %zu", names[n % 10], n / 10 + 1);
    double x = (i + 0.5) / options->columns - 0.3, y = (j + 0.5) / options->rows - 0.6;
    double density = n % 7 == 3 ? 0 : floor(2600 * exp(-9 * (x * x + y * y)) * (0.25 + sample_chance(n, 7)) + 3);
    enum mah_status status = table_add_row(table, NULL);
    status = status == MAH_OK ? table_set_text(table, 0, code, NULL) : status;
    status = status == MAH_OK ? table_set_text(table, 1, name, NULL) : status;
    status =
        status == MAH_OK ? table_set_text(table, 2, i < options->columns / 2 ? "Eyyübiye" : "Haliliye", NULL) : status;
    status = status == MAH_OK ? table_set_real(table, 3, 0.81, NULL) : status;
    if (n % 11 == 5 || n % 17 == 8)
        return status == MAH_OK ? table_set_text(table, 8, n % 11 == 5 ? "S1" : "N", NULL) : status;
    status = status == MAH_OK ? table_set_integer(table, 4, (int64_t)(20 + n % 90), NULL) : status;
    status = status == MAH_OK ? table_set_real(table, 5, floor(density * 0.81), NULL) : status;
    status = status == MAH_OK ? table_set_real(table, 6, density, NULL) : status;
    status = status == MAH_OK ? table_set_real(table, 7, floor(density / 30) / 100, NULL) : status;
    for (int k = 0; status == MAH_OK && k < options->extra_columns; k++)
        status = table_set_real(table, (size_t)(SAMPLE_COLUMNS + k),
                                floor(sample_chance(n, (uint64_t)k) * 100000) / 100, NULL);
    return status;
}

static inline enum mah_status sample_add_indicators(struct sample_city *city, const struct sample_options *options)
{
    struct release_table *table = NULL;
    const struct release_table_facts facts = {"mah_indicators", "Mahalle göstergeleri", "Mahalle indicators",
                                              "Bir satır bir mahalle", RELEASE_MULTIPOLYGON};
    enum mah_status status = release_add_table(city->release, &table, &facts, NULL);
    if (status == MAH_OK)
        status = sample_add_columns(table, options);
    for (int j = 0; status == MAH_OK && j < options->rows; j++)
        for (int i = 0; status == MAH_OK && i < options->columns; i++) {
            if (!sample_inside(options, i, j))
                continue;
            struct polygon *polygon = &city->polygons[city->polygon_count];
            status = sample_polygon(polygon, i, j, options->edge_points);
            if (status != MAH_OK)
                break;
            status = sample_fill_row(table, city->polygon_count++, i, j, options);
            if (status == MAH_OK)
                status = table_set_polygon(table, polygon, NULL);
        }
    return status;
}

static inline enum mah_status sample_add_origins(struct sample_city *city, const struct sample_options *options)
{
    struct release_table *table = NULL;
    const struct release_table_facts facts = {"mah_origin", "Kökenler", "Origins", NULL, RELEASE_NO_GEOMETRY};
    const struct release_column columns[] = {
        {"mah_code", RELEASE_TEXT, "Mahalle kodu", "Mahalle code", NULL, NULL, NULL, 0},
        {"orig", RELEASE_TEXT, "Köken", "Origin", NULL, NULL, NULL, 0},
        {"persons", RELEASE_INTEGER, "Kişi", "Persons", "kişi", NULL, NULL, 0},
        {"share", RELEASE_REAL, "Pay", "Share", NULL, NULL, NULL, 0}};
    enum mah_status status = release_add_table(city->release, &table, &facts, NULL);
    for (size_t i = 0; status == MAH_OK && i < 4; i++)
        status = table_add_column(table, &columns[i], NULL);
    for (int n = 0; status == MAH_OK && n < options->origin_rows; n++) {
        char code[16], origin[16];
        snprintf(code, sizeof code, "%05d", 63000 + n / 80);
        snprintf(origin, sizeof origin, "%02d", n % 80 + 1);
        status = table_add_row(table, NULL);
        status = status == MAH_OK ? table_set_text(table, 0, code, NULL) : status;
        status = status == MAH_OK ? table_set_text(table, 1, origin, NULL) : status;
        status = status == MAH_OK ? table_set_integer(table, 2, n % 500 * 5, NULL) : status;
        status = status == MAH_OK ? table_set_real(table, 3, n % 100 / 100.0, NULL) : status;
    }
    return status;
}

static inline enum mah_status sample_add_unassigned(struct sample_city *city, const struct sample_options *options)
{
    struct release_table *table = NULL;
    const struct release_table_facts facts = {"unassigned", "Atanamayan kayıtlar", "Unassigned records", NULL,
                                              RELEASE_POINT};
    const struct release_column columns[] = {
        {"row", RELEASE_INTEGER, "Satır", "Row", NULL, NULL, NULL, 0},
        {"reason", RELEASE_TEXT, "Neden", "Reason", NULL, NULL, sample_reasons, 4}};
    enum mah_status status = release_add_table(city->release, &table, &facts, NULL);
    for (size_t i = 0; status == MAH_OK && i < 2; i++)
        status = table_add_column(table, &columns[i], NULL);
    for (int n = 0; status == MAH_OK && n < options->points; n++) {
        const char *reason = sample_reasons[n % 4].value;
        struct point point = {SAMPLE_LEFT + sample_chance((uint64_t)n, 21) * SAMPLE_CELL_M * options->columns,
                              SAMPLE_BOTTOM + sample_chance((uint64_t)n, 22) * SAMPLE_CELL_M * options->rows};
        status = table_add_row(table, NULL);
        status = status == MAH_OK ? table_set_integer(table, 0, n + 2, NULL) : status;
        status = status == MAH_OK && n % 13 != 6 ? table_set_text(table, 1, reason, NULL) : status;
        if (status == MAH_OK && n % 4 != 0)
            status = table_set_point(table, point, NULL);
    }
    return status;
}

static inline void sample_city_release(struct sample_city *city)
{
    release_free(city->release);
    for (size_t i = 0; i < city->polygon_count; i++)
        polygon_release(&city->polygons[i]);
    free(city->polygons);
    crs_release(&city->crs);
    *city = (struct sample_city){0};
}

static inline enum mah_status sample_city_make(struct sample_city *city, const struct sample_options *options)
{
    *city = (struct sample_city){0};
    city->polygons = calloc((size_t)(options->columns * options->rows), sizeof *city->polygons);
    enum mah_status status = crs_resolve(&city->crs, options->crs, NULL);
    const struct release_facts facts = {.title = "Örnek kent",
                                        .language = options->language,
                                        .profile = "public",
                                        .reference_date = "2025-12-31",
                                        .crs = &city->crs};
    const struct release_conditions conditions = {"EPSG:5257 TUREF / TM39", 5, 10, 100, 5, {10, 9, 1}};
    if (status == MAH_OK)
        status = release_new(&city->release, &facts, NULL);
    if (status == MAH_OK)
        status = release_set_conditions(city->release, &conditions, NULL);
    if (status == MAH_OK)
        status = sample_add_indicators(city, options);
    if (status == MAH_OK)
        status = sample_add_origins(city, options);
    if (status == MAH_OK && options->points > 0)
        status = sample_add_unassigned(city, options);
    if (status != MAH_OK)
        sample_city_release(city);
    return status;
}

static inline struct sample_options sample_default_options(void)
{
    return (struct sample_options){.columns = 14,
                                   .rows = 11,
                                   .edge_points = 12,
                                   .round = true,
                                   .origin_rows = 200,
                                   .points = 40,
                                   .language = LANGUAGE_TURKISH,
                                   .crs = "EPSG:5257"};
}

#endif
