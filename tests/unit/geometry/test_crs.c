/* Which reference system does a text name, and which one are distances measured in? */
#include "geometry/projection.h"

#include <stdlib.h>

#include "shapes.h"

static struct crs resolve(const char *text)
{
    struct crs crs;
    struct mah_error err = {0};
    enum mah_status status = crs_resolve(&crs, text, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    return crs;
}

static void expect_epsg(const char *text, int code)
{
    struct crs crs = resolve(text);
    assert_string_equal(crs.authority, "EPSG");
    assert_int_equal(crs.code, code);
    char definition[32];
    snprintf(definition, sizeof definition, "EPSG:%d", code);
    assert_string_equal(crs.definition, definition);
    crs_release(&crs);
}

static void expect_refused(const char *text, const char *word)
{
    struct crs crs;
    struct mah_error err = {0};
    assert_int_equal(crs_resolve(&crs, text, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, word));
    assert_null(crs.definition);
    assert_null(crs.name);
}

static void the_many_ways_to_write_a_register_number(void **state)
{
    (void)state;
    expect_epsg("EPSG:4326", 4326);
    expect_epsg(" epsg:5254 ", 5254);
    expect_epsg("5256", 5256);
    expect_epsg("urn:ogc:def:crs:EPSG::5254", 5254);
    expect_epsg("http://www.opengis.net/def/crs/EPSG/0/5254", 5254);
}

/* With x east and y north on our side these say what EPSG:4326 says. */
static void longitude_first_is_still_wgs84(void **state)
{
    (void)state;
    expect_epsg("OGC:CRS84", 4326);
    expect_epsg("urn:ogc:def:crs:OGC:1.3:CRS84", 4326);
    expect_epsg("+proj=longlat +datum=WGS84 +no_defs", 4326);
    expect_epsg("+proj=utm +zone=36 +datum=WGS84 +type=crs", 32636);
}

/* As ArcGIS writes it into a .prj. */
static void the_spelling_of_esri_is_understood(void **state)
{
    (void)state;
    expect_epsg("PROJCS[\"TUREF_TM36\",GEOGCS[\"GCS_TUREF\",DATUM[\"D_Turkish_National_Reference_Frame\","
                "SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
                "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
                "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],"
                "PARAMETER[\"Central_Meridian\",36.0],PARAMETER[\"Scale_Factor\",1.0],"
                "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]",
                5256);
}

static void what_is_known_of_a_system(void **state)
{
    (void)state;
    struct crs wgs84 = resolve("EPSG:4326"), tm30 = resolve("EPSG:5254");
    assert_string_equal(wgs84.name, "WGS 84");
    assert_true(wgs84.geographic);
    assert_true(wgs84.metres_per_unit == 0);
    assert_true(wgs84.ellipsoid_a_m == 6378137 && fabs(wgs84.ellipsoid_inverse_flattening - 298.257223563) < 1e-9);
    assert_non_null(strstr(wgs84.wkt, "GEOGCS[\"WGS 84\""));
    assert_null(strchr(wgs84.wkt, '\n'));
    assert_string_equal(tm30.name, "TUREF / TM30");
    assert_false(tm30.geographic);
    assert_true(tm30.metres_per_unit == 1);
    assert_non_null(strstr(tm30.wkt, "PROJCS[\"TUREF / TM30\""));
    struct crs feet = resolve("EPSG:2263");
    assert_true(fabs(feet.metres_per_unit - 0.3048006096) < 1e-9);
    crs_release(&wgs84);
    crs_release(&tm30);
    crs_release(&feet);
    crs_release(&feet); /* releasing nothing is allowed */
}

/* A datum that is not named is not one of the register, even if ellipsoid and zone agree. */
static void a_system_of_ones_own_keeps_its_words(void **state)
{
    (void)state;
    struct crs own = resolve("+proj=tmerc +lat_0=0 +lon_0=36 +k=1 +x_0=500000 +ellps=GRS80 +units=m");
    assert_string_equal(own.authority, "");
    assert_int_equal(own.code, 0);
    assert_false(own.geographic);
    struct crs again = resolve(own.definition);
    assert_true(crs_same(&own, &again));
    crs_release(&own);
    crs_release(&again);
    struct crs shifted = resolve("+proj=longlat +ellps=intl +towgs84=-84,-97,-117");
    assert_string_equal(shifted.authority, "");
    assert_true(shifted.geographic);
    crs_release(&shifted);
}

static void heights_are_left_out(void **state)
{
    (void)state;
    expect_epsg("EPSG:4979", 4326);      /* WGS 84 with ellipsoidal heights */
    expect_epsg("EPSG:5254+5773", 5254); /* TUREF / TM30 + EGM96 */
}

static void what_gives_no_position_on_a_map_is_refused(void **state)
{
    (void)state;
    expect_refused("EPSG:4978", "WGS 84");  /* geocentric */
    expect_refused("EPSG:5773", "EGM96");   /* heights only */
    expect_refused("EPSG:4807", "degrees"); /* grads */
    expect_refused("LOCAL_CS[\"plan\",UNIT[\"m\",1]]", "plan");
}

static void what_is_unknown_is_refused_with_advice(void **state)
{
    (void)state;
    expect_refused("EPSG:999999", "unknown reference system 'EPSG:999999'; write it like EPSG:5254");
    expect_refused("nonsense", "'nonsense'");
    expect_refused("WGS84", "'WGS84'"); /* names are not guessed at */
    expect_refused("TUREF / TM36", "EPSG:5254");
    expect_refused("", "''");
    expect_refused("+proj=nothing", "+proj=nothing");
    expect_refused("GEOGCS[\"cut", "GEOGCS");
    expect_refused("/etc/passwd", "/etc/passwd");
}

/* A definition may come from an input file. Grids that PROJ has in its own folders are named without one. */
static void other_files_are_not_opened(void **state)
{
    (void)state;
    expect_refused("+proj=longlat +ellps=bessel +nadgrids=/etc/passwd", "names another file");
    expect_refused("+proj=longlat +ellps=bessel +nadgrids=@null,\"a b/c.gsb\" +no_defs", "names another file");
    expect_refused("+proj=longlat +ellps=bessel +NADGRIDS=~/x.gsb", "names another file");
    expect_refused("+proj=longlat +ellps=bessel +geoidgrids=..\\x", "names another file");
    expect_refused("+init=/tmp/x:1", "names another file");
    expect_refused("BOUNDCRS[SOURCECRS[GEOGCRS[\"x\"]],PARAMETERFILE[\"grid\",\"/etc/passwd\"]]", "names another file");
    expect_refused("GEOGCS[\"x\",EXTENSION[\"PROJ4\",\"+proj=longlat +nadgrids=/etc/passwd\"]]", "names another file");
    expect_refused("{\"type\": \"BoundCRS\"}", "names another file");
    expect_epsg("PROJCS[\"WGS 84 / Pseudo-Mercator\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
                "298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION["
                "\"Mercator_1SP\"],PARAMETER[\"central_meridian\",0],PARAMETER[\"scale_factor\",1],PARAMETER["
                "\"false_easting\",0],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1],EXTENSION[\"PROJ4\",\"+proj="
                "merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext "
                "+no_defs\"],AUTHORITY[\"EPSG\",\"3857\"]]",
                3857);
}

static void the_same_system_under_other_names(void **state)
{
    (void)state;
    struct crs wgs84 = resolve("EPSG:4326"), crs84 = resolve("OGC:CRS84"), turef = resolve("EPSG:5252"),
               tm30 = resolve("EPSG:5254");
    struct crs wkt = resolve(tm30.wkt);
    assert_true(crs_same(&wgs84, &crs84));
    assert_true(crs_same(&tm30, &wkt));
    assert_false(crs_same(&wgs84, &turef));
    assert_false(crs_same(&turef, &tm30));
    struct crs copy, none = {0};
    assert_int_equal(crs_copy(&copy, &tm30, NULL), MAH_OK);
    assert_true(crs_same(&copy, &tm30));
    assert_false(crs_same(&copy, &none));
    assert_true(crs_same(&none, &none));
    crs_release(&copy);
    crs_release(&wkt);
    crs_release(&wgs84);
    crs_release(&crs84);
    crs_release(&turef);
    crs_release(&tm30);
}

static void expect_working(const char *boundaries, struct rectangle bounds, int code)
{
    struct crs of_boundaries = resolve(boundaries), working;
    assert_int_equal(crs_working(&working, &of_boundaries, &bounds, NULL), MAH_OK);
    assert_int_equal(working.code, code);
    crs_release(&working);
    crs_release(&of_boundaries);
}

static void metres_are_measured_in_the_zone_of_the_city(void **state)
{
    (void)state;
    expect_working("EPSG:4326", (struct rectangle){28.4, 40.8, 29.4, 41.3}, 5254);  /* İstanbul */
    expect_working("EPSG:4326", (struct rectangle){37.2, 36.9, 37.5, 37.2}, 5256);  /* Gaziantep */
    expect_working("EPSG:5252", (struct rectangle){38.7, 37.1, 38.9, 37.3}, 5257);  /* Şanlıurfa */
    expect_working("EPSG:4326", (struct rectangle){40.1, 37.8, 40.3, 38.0}, 5257);  /* Diyarbakır */
    expect_working("EPSG:4326", (struct rectangle){41.2, 39.8, 41.34, 40.0}, 5258); /* Erzurum */
    expect_working("EPSG:4326", (struct rectangle){26.0, 39.0, 26.2, 39.2}, 5253);
    expect_working("EPSG:4326", (struct rectangle){44.4, 37.4, 44.6, 37.6}, 5259);
    expect_working("EPSG:4326", (struct rectangle){36.1, 33.4, 36.4, 33.6}, 32637);     /* Damascus */
    expect_working("EPSG:4326", (struct rectangle){-51.3, -30.2, -51.0, -29.9}, 32722); /* Porto Alegre */
    expect_working("EPSG:4326", (struct rectangle){179.9, -17, 180, -16}, 32760);
    expect_working("EPSG:5254", (struct rectangle){4e5, 45e5, 5e5, 46e5}, 5254);
    expect_working("EPSG:32635", (struct rectangle){4e5, 45e5, 5e5, 46e5}, 32635);
}

/* Boundaries in a plane whose units are no metres on the ground: Web Mercator makes 500 m of 400 m in Gaziantep, and a
 * plane in feet 500 m of 152 m. */
static void a_plane_that_is_not_true_to_scale_does_not_stay(void **state)
{
    (void)state;
    expect_working("EPSG:3857", (struct rectangle){4141000, 4425000, 4174000, 4466000}, 5256); /* Gaziantep */
    expect_working("EPSG:2263", (struct rectangle){9e5, 1e5, 1e6, 2e5}, 32618);                /* New York, feet */
    expect_working("EPSG:3035", (struct rectangle){6.65e6, 2.15e6, 6.7e6, 2.2e6}, 5257);       /* LAEA Europe */
    expect_working("EPSG:5254", (struct rectangle){6.5e5, 45e5, 7e5, 46e5}, 5254);             /* two zones on */
}

static void boundaries_without_extent_have_no_zone(void **state)
{
    (void)state;
    struct crs wgs84 = resolve("EPSG:4326"), working;
    struct rectangle empty = rectangle_empty();
    assert_int_equal(crs_working(&working, &wgs84, &empty, NULL), MAH_BAD_DATA);
    crs_release(&wgs84);
}

static void positions_that_cannot_be(void **state)
{
    (void)state;
    struct crs wgs84 = resolve("EPSG:4326"), tm30 = resolve("EPSG:5254");
    assert_true(crs_accepts(&wgs84, (struct point){180, -90}));
    assert_false(crs_accepts(&wgs84, (struct point){180.5, 0}));
    assert_false(crs_accepts(&wgs84, (struct point){0, 90.5}));
    assert_false(crs_accepts(&wgs84, (struct point){412000, 4540000}));
    assert_false(crs_accepts(&wgs84, (struct point){NAN, 41}));
    assert_false(crs_accepts(&wgs84, (struct point){29, -INFINITY}));
    assert_true(crs_accepts(&tm30, (struct point){412000, 4540000}));
    assert_true(crs_accepts(&tm30, (struct point){10500000, 4540000})); /* a zone number before the easting */
    assert_false(crs_accepts(&tm30, (struct point){1e8, 4540000}));
    assert_false(crs_accepts(&tm30, (struct point){NAN, NAN}));
    assert_false(crs_accepts(&tm30, (struct point){4e5, INFINITY}));
    crs_release(&wgs84);
    crs_release(&tm30);
}

static void without_the_register_nothing_is_guessed(void **state)
{
    (void)state;
    struct crs crs;
    struct mah_error err;
    setenv("PROJ_DATA", "/nonexistent", 1);
    enum mah_status status = crs_resolve(&crs, "EPSG:4326", &err);
    unsetenv("PROJ_DATA");
    assert_int_equal(status, MAH_FAILED);
    assert_non_null(strstr(err.message, "proj.db"));
    assert_non_null(strstr(err.message, "PROJ_DATA"));
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct crs crs;
    size_t failures = 0;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; nth < 50 && status != MAH_OK; nth++) {
        memory_fail_from(nth);
        status = crs_resolve(&crs, "EPSG:5254", NULL);
        memory_fail_from(0);
        failures += status == MAH_NO_MEMORY;
    }
    assert_int_equal(status, MAH_OK);
    assert_true(failures >= 4);
    struct crs copy;
    for (size_t nth = 1; nth <= 3; nth++) {
        memory_fail_from(nth);
        status = crs_copy(&copy, &crs, NULL);
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
    }
    crs_release(&crs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* first: once PROJ is open, its contexts are kept with the register they have */
        cmocka_unit_test(without_the_register_nothing_is_guessed),
        cmocka_unit_test(the_many_ways_to_write_a_register_number),
        cmocka_unit_test(longitude_first_is_still_wgs84),
        cmocka_unit_test(the_spelling_of_esri_is_understood),
        cmocka_unit_test(what_is_known_of_a_system),
        cmocka_unit_test(a_system_of_ones_own_keeps_its_words),
        cmocka_unit_test(heights_are_left_out),
        cmocka_unit_test(what_gives_no_position_on_a_map_is_refused),
        cmocka_unit_test(what_is_unknown_is_refused_with_advice),
        cmocka_unit_test(other_files_are_not_opened),
        cmocka_unit_test(the_same_system_under_other_names),
        cmocka_unit_test(metres_are_measured_in_the_zone_of_the_city),
        cmocka_unit_test(a_plane_that_is_not_true_to_scale_does_not_stay),
        cmocka_unit_test(boundaries_without_extent_have_no_zone),
        cmocka_unit_test(positions_that_cannot_be),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
