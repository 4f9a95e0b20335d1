/* Does the file say of itself what it should: metadata of each table, where it came from, always the same bytes? */
#include "geopackage_file.h"

#include <jansson.h>
#include <math.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "write/layer_metadata.h"
#include "write/provenance.h"

#define METADATA_OF(table)                                                                                             \
    "FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = id WHERE reference_scope = 'table' AND "          \
    "table_name = '" table "'"

static void every_table_has_its_own(void **state)
{
    (void)state;
    struct sample_city city = make_city(3, 3);
    write_to(city.release, path);
    expect("SELECT group_concat(table_name) FROM gpkg_metadata_reference WHERE reference_scope = 'table'",
           "mah_indicators,mah_origin,unassigned");
    expect("SELECT DISTINCT md_scope || ' ' || md_standard_uri || ' ' || mime_type FROM gpkg_metadata JOIN "
           "gpkg_metadata_reference ON md_file_id = id WHERE reference_scope = 'table'",
           "dataset http://mrcc.com/qgis.dtd text/xml");
    expect("SELECT count(*) FROM gpkg_metadata_reference WHERE timestamp <> '2025-12-31T00:00:00.000Z'", "0");
    expect("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'", "2");
    expect("SELECT md_standard_uri || ' ' || mime_type FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = "
           "id WHERE reference_scope = 'geopackage' AND table_name IS NULL",
           "urn:mahalle:provenance application/json");
    expect(
        "SELECT instr(metadata, '<title>Mahalle göstergeleri – Örnek kent</title>') > 0 " METADATA_OF("mah_indicators"),
        "1");
    expect("SELECT instr(metadata, '<authid>EPSG:5257</authid>') > 0 " METADATA_OF("mah_indicators"), "1");
    expect("SELECT instr(metadata, '<spatial ') + instr(metadata, '<crs>') " METADATA_OF("mah_origin"), "0");
    sample_city_release(&city);
}

static void the_same_release_gives_the_same_words(void **state)
{
    (void)state;
    struct sample_city city = make_city(3, 3);
    write_to(city.release, path);
    write_to(city.release, other_path);
    char first[4096];
    const char *all = "SELECT group_concat(metadata) FROM gpkg_metadata";
    snprintf(first, sizeof first, "%s", ask(path, all));
    assert_string_equal(first, ask(other_path, all));
    sample_city_release(&city);
}

static char *xml_of(const struct mah_release *release, const char *table)
{
    struct text xml = TEXT_EMPTY;
    assert_int_equal(layer_metadata_xml(&xml, release, release_table_named(release, table), NULL), MAH_OK);
    return text_take(&xml);
}

/* A release of one table without rows. */
static struct mah_release *bare_release(const struct crs *crs, const char *title, const char *profile,
                                        struct release_conditions conditions)
{
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    const struct release_facts facts = {
        .title = title, .language = LANGUAGE_ENGLISH, .profile = profile, .reference_date = "2025-12-31", .crs = crs};
    const struct release_table_facts own = {.name = "own_table", .title_en = "Own", .description = "a <table>"};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    assert_int_equal(release_set_conditions(release, &conditions, NULL), MAH_OK);
    assert_int_equal(release_add_table(release, &table, &own, NULL), MAH_OK);
    return release;
}

static void signs_of_xml_are_escaped(void **state)
{
    (void)state;
    struct crs crs;
    assert_int_equal(crs_resolve(&crs, "EPSG:5257", NULL), MAH_OK);
    struct mah_release *release = bare_release(&crs, "A & <B>", "secure", (struct release_conditions){0});
    char *xml = xml_of(release, "own_table");
    assert_non_null(strstr(xml, "<title>Own – A &amp; &lt;B&gt;</title>"));
    assert_non_null(strstr(xml, "<identifier>mahalle:A &amp; &lt;B&gt;:2025-12-31:secure:own_table</identifier>"));
    assert_non_null(strstr(xml, "<abstract>a &lt;table&gt;</abstract>")); /* no row in layers/abstracts.csv */
    memory_free(xml);
    release_free(release);
    crs_release(&crs);
}

/* Only rules that are in force are told, and each profile says who may see the file. */
static void the_rules_are_those_in_force(void **state)
{
    (void)state;
    struct crs crs;
    assert_int_equal(crs_resolve(&crs, "EPSG:5257", NULL), MAH_OK);
    struct mah_release *internal = bare_release(&crs, "", "internal", (struct release_conditions){.min_households = 7});
    char *xml = xml_of(internal, "own_table");
    assert_non_null(strstr(xml, "fewer than 7 households are hidden</constraints>"));
    assert_null(strstr(xml, "persons are hidden"));
    assert_null(strstr(xml, "multiples"));
    assert_non_null(strstr(xml, "staff of the municipality only"));
    memory_free(xml);
    release_free(internal);
    struct mah_release *secure = bare_release(&crs, "", "secure", (struct release_conditions){0});
    xml = xml_of(secure, "own_table");
    assert_non_null(strstr(xml, "Nothing is hidden and nothing is rounded"));
    assert_non_null(strstr(xml, "protected computer only"));
    memory_free(xml);
    release_free(secure);
    struct mah_release *exact = bare_release(&crs, "", "public", (struct release_conditions){.round_to = 1});
    xml = xml_of(exact, "own_table");
    assert_null(strstr(xml, "multiples"));
    memory_free(xml);
    release_free(exact);
    struct mah_release *coarse = bare_release(&crs, "", "public", (struct release_conditions){.round_to = 2});
    xml = xml_of(coarse, "own_table");
    assert_non_null(strstr(xml, "Counts are multiples of 2"));
    memory_free(xml);
    release_free(coarse);
    crs_release(&crs);
}

/* A CRS of the user's own is in no register: its WKT stands for it. */
static void a_system_in_no_register_is_told_as_wkt(void **state)
{
    (void)state;
    struct sample_city city;
    struct sample_options options = sample_default_options();
    options.columns = options.rows = 2;
    options.crs = "+proj=tmerc +lat_0=0 +lon_0=31.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +type=crs";
    assert_int_equal(sample_city_make(&city, &options), MAH_OK);
    char *xml = xml_of(city.release, "mah_indicators");
    assert_non_null(strstr(xml, "<spatial crs=\"WKT:PROJCS["));
    assert_null(strstr(xml, "<authid>"));
    memory_free(xml);
    sample_city_release(&city);
}

static void provenance_is_json(void **state)
{
    (void)state;
    struct sample_city city = make_city(2, 2);
    const struct release_file file = {"haneler \"1\".csv", 12, "00ff"};
    const struct release_input input = {.role = "households",
                                        .name = "haneler \"1\".csv",
                                        .crs = "EPSG:4326 WGS 84",
                                        .operation = "WGS 84 to TUREF",
                                        .to_crs = "EPSG:5257 TUREF / TM39",
                                        .accuracy_m = 0.1,
                                        .read = 10,
                                        .used = 9,
                                        .quarantined = 1,
                                        .files = &file,
                                        .file_count = 1};
    const struct release_input boundaries = {
        .role = "neighbourhoods", .name = "m.gpkg", .accuracy_m = NAN, .read = -1, .used = 4, .quarantined = -1};
    const struct release_parameter parameter = {"recent_years", "5", "default"};
    assert_int_equal(release_add_input(city.release, &input, NULL), MAH_OK);
    assert_int_equal(release_add_input(city.release, &boundaries, NULL), MAH_OK);
    assert_int_equal(release_add_parameter(city.release, &parameter, NULL), MAH_OK);
    char *text = NULL;
    assert_int_equal(provenance_json(&text, city.release, NULL), MAH_OK);
    assert_non_null(strstr(text, "\"accuracy_m\": 0.1,"));
    json_t *root = json_loads(text, 0, NULL);
    json_t *first = json_array_get(json_object_get(root, "inputs"), 0);
    json_t *second = json_array_get(json_object_get(root, "inputs"), 1);
    assert_string_equal(json_string_value(json_object_get(first, "file")), "haneler \"1\".csv");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(root, "books"), "located")), 9);
    assert_true(json_is_null(json_object_get(second, "operation")));
    assert_int_equal(json_object_size(json_object_get(second, "rows")), 1);
    assert_int_equal(json_array_size(json_object_get(root, "parameters")), 1);
    json_decref(root);
    memory_free(text);
    sample_city_release(&city);
}

/* The name of a system in a .prj of old: no lack of memory. */
static void a_name_that_is_not_utf8_is_told_as_such(void **state)
{
    (void)state;
    struct crs crs;
    struct mah_error err = {0};
    char *text = NULL;
    assert_int_equal(crs_resolve(&crs, "EPSG:5257", NULL), MAH_OK);
    struct crs other = crs;
    other.name = (char[]){"ED50 / Yery\xFCz\xFC"};
    struct mah_release *release = bare_release(&other, "", "secure", (struct release_conditions){0});
    assert_int_equal(provenance_json(&text, release, &err), MAH_FAILED);
    assert_string_equal(err.message, "a text of the release is not UTF-8");
    assert_null(text);
    release_free(release);
    crs_release(&crs);
}

static bool has_abstract(const struct data_table *abstracts, const char *table)
{
    for (size_t i = 0; i < abstracts->row_count; i++)
        if (strcmp(data_table_cell(abstracts, i, "table"), table) == 0)
            return data_table_cell(abstracts, i, "tr")[0] != '\0' && data_table_cell(abstracts, i, "en")[0] != '\0';
    return false;
}

static void every_table_of_the_output_has_an_abstract(void **state)
{
    (void)state;
    struct data_table abstracts = {0}, fields = {0};
    assert_int_equal(data_table_read(&abstracts, "abstracts.csv", NULL), MAH_OK);
    assert_int_equal(data_table_read(&fields, "output_fields.csv", NULL), MAH_OK);
    for (size_t i = 0; i < fields.row_count; i++) {
        const char *table = data_table_cell(&fields, i, "table");
        if (data_table_cell(&fields, i, "field")[0] == '\0' && !has_abstract(&abstracts, table))
            fail_msg("layers/abstracts.csv has no words for '%s'", table);
    }
    data_table_release(&abstracts);
    data_table_release(&fields);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_has_its_own),
        cmocka_unit_test(the_same_release_gives_the_same_words),
        cmocka_unit_test(signs_of_xml_are_escaped),
        cmocka_unit_test(the_rules_are_those_in_force),
        cmocka_unit_test(a_system_in_no_register_is_told_as_wkt),
        cmocka_unit_test(provenance_is_json),
        cmocka_unit_test(a_name_that_is_not_utf8_is_told_as_such),
        cmocka_unit_test(every_table_of_the_output_has_an_abstract),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
