/* What does a query ask for? */
#include "config/query.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

enum { MOST_RADIUS_M = 200000 };

/* Numbers with commas between them; a decimal comma would be one more of them. */
static bool read_numbers(const char *words, double *out, size_t count)
{
    const char *at = words;
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(at, ",");
        struct slice number = {at, (uint32_t)length};
        if (number_read(number, &out[i]) != NUMBER_OK)
            return false;
        at += length;
        if ((*at == ',') != (i + 1 < count))
            return false;
        at += *at == ',';
    }
    return true;
}

static bool is_latitude(double degrees)
{
    return fabs(degrees) <= 90;
}

/* Türkiye lies between 25 and 45 degrees east, 35 and 43 north: 38.8, 37.1 can only be a longitude and a latitude. */
static bool looks_exchanged(double lat, double lon)
{
    bool fits = lat >= 35 && lat <= 43 && lon >= 25 && lon <= 45;
    return !fits && lon >= 35 && lon <= 43 && lat >= 25 && lat <= 45;
}

enum mah_status query_read_box(struct query_area *out, const char *words, struct mah_error *err)
{
    double at[4];
    if (!read_numbers(words, at, 4))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no box; write MINLON,MINLAT,MAXLON,MAXLAT in degrees", words);
    if (!is_latitude(at[1]) || !is_latitude(at[3]) || fabs(at[0]) > 180 || fabs(at[2]) > 180)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no box of degrees: longitudes reach to 180, latitudes to 90",
                        words);
    if (looks_exchanged(at[1], at[0]) && looks_exchanged(at[3], at[2]))
        return mah_fail(err, MAH_BAD_USAGE,
                        "in '%s' latitude and longitude look exchanged; a box begins with the "
                        "longitude",
                        words);
    if (!(at[0] < at[2]) || !(at[1] < at[3]))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is an empty box; the smaller longitude and latitude come first",
                        words);
    *out = (struct query_area){
        .kind = QUERY_BOX, .words = words, .min_lon = at[0], .min_lat = at[1], .max_lon = at[2], .max_lat = at[3]};
    return MAH_OK;
}

enum mah_status query_read_circle(struct query_area *out, const char *position, const char *radius,
                                  struct mah_error *err)
{
    double at[2], metres;
    if (position == NULL)
        return mah_fail(err, MAH_BAD_USAGE, "'--radius' needs the middle of the circle: --near LAT,LON");
    if (radius == NULL)
        return mah_fail(err, MAH_BAD_USAGE, "'--near' needs the size of the circle: --radius METRES");
    if (!read_numbers(position, at, 2))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no position; write LAT,LON in degrees, such as 37.16,38.80",
                        position);
    if (!is_latitude(at[0]) || fabs(at[1]) > 180)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no position in degrees: latitudes reach to 90, longitudes to 180",
                        position);
    if (looks_exchanged(at[0], at[1]))
        return mah_fail(err, MAH_BAD_USAGE, "in '%s' latitude and longitude look exchanged; the latitude comes first",
                        position);
    if (number_read(slice_of(radius), &metres) != NUMBER_OK || !(metres > 0 && metres <= MOST_RADIUS_M))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no radius; metres above 0 and at most %d are allowed", radius,
                        MOST_RADIUS_M);
    *out = (struct query_area){.kind = QUERY_CIRCLE, .words = position, .lat = at[0], .lon = at[1], .radius_m = metres};
    return MAH_OK;
}

static const char *const by_words[] = {"", "mahalle", "ilce", "origin", "year", "service", "age"};

const char *query_by_word(enum query_by by)
{
    return by_words[by];
}

enum mah_status query_read_by(enum query_by *out, const char *word, struct mah_error *err)
{
    for (size_t i = 1; i < sizeof by_words / sizeof *by_words; i++) {
        if (strcmp(by_words[i], word) == 0) {
            *out = (enum query_by)i;
            return MAH_OK;
        }
    }
    return mah_fail(err, MAH_BAD_USAGE, "'%s' is no key of --by; there are mahalle, ilce, origin, year, service, age",
                    word);
}
