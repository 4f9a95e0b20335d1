/* Does the project inside the file have the layers, themes, relations and words it should, and nothing of other places?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/layers.h"
#include "base/memory.h"
#include "protect/release_build.h"
#include "write/project.h"
#include "write/project_qml.h"
#include "write/project_sheet.h"

static struct crs degrees, metres;
static struct polygon square;

static int set_up(void **state)
{
    (void)state;
    if (crs_resolve(&degrees, "EPSG:4326", NULL) != MAH_OK || crs_resolve(&metres, "EPSG:5257", NULL) != MAH_OK ||
        polygon_reserve(&square, 5, 1, 1, NULL) != MAH_OK)
        return -1;
    static const struct point corners[] = {{39.0, 37.0}, {39.2, 37.0}, {39.2, 37.1}, {39.0, 37.1}, {39.0, 37.0}};
    memcpy(square.vertices, corners, sizeof corners);
    square.ring_start[1] = 5;
    square.part_start[1] = 1;
    polygon_set_bounds(&square);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    crs_release(&degrees);
    crs_release(&metres);
    polygon_release(&square);
    return 0;
}

static struct release_table *add_table(struct mah_release *release, const char *name, enum release_geometry geometry,
                                       const char *const *columns, size_t count)
{
    struct release_table *table = NULL;
    const struct release_table_facts facts = {.name = name, .title_tr = name, .title_en = name, .geometry = geometry};
    assert_int_equal(release_add_table(release, &table, &facts, NULL), MAH_OK);
    for (size_t i = 0; i < count; i++) {
        bool is_text = columns[i][0] == '"';
        assert_int_equal(table_add_column(table,
                                          &(struct release_column){.name = columns[i] + (is_text ? 1 : 0),
                                                                   .type = is_text ? RELEASE_TEXT : RELEASE_REAL,
                                                                   .title_tr = "Türkçe & <etiket>",
                                                                   .title_en = "English label"},
                                          NULL),
                         MAH_OK);
    }
    return table;
}

/* One mahalle, covered by primary schools; columns with a leading " are texts. */
static struct mah_release *city(enum language language, bool with_services)
{
    static const char *const figures[] = {"\"mah_code", "\"mah_name", "pop_est",     "mig_rec",
                                          "den_mig",    "sh_mig",     "cov_primary", "\"flag"};
    static const char *const services[] = {"\"mah_code", "\"service_type", "\"grp", "share"};
    struct mah_release *release = NULL;
    const struct release_facts facts = {.title = "Kent \"A\" & B",
                                        .language = language,
                                        .profile = "public",
                                        .reference_date = "2025-12-31",
                                        .crs = &degrees,
                                        .display_crs = &metres};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    struct release_table *table = add_table(release, "mah_indicators", RELEASE_MULTIPOLYGON, figures, 8);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_text(table, 0, "01", NULL), MAH_OK);
    for (size_t column = 2; column < 7; column++)
        assert_int_equal(table_set_real(table, column, 0.5, NULL), MAH_OK);
    assert_int_equal(table_set_polygon(table, &square, NULL), MAH_OK);
    if (with_services)
        add_table(release, "mah_service", RELEASE_NO_GEOMETRY, services, 4);
    return release;
}

/* The project of a city, in a file of that name; fails the test where it cannot be made. */
static char *project_of(struct mah_release *release, const char *file_name)
{
    struct style_list styles;
    struct text project = TEXT_EMPTY;
    struct mah_error err = {0};
    assert_int_equal(style_list_make(&styles, release, &err), MAH_OK);
    if (project_make(&project, release, &styles, file_name, &err) != MAH_OK)
        fail_msg("%s", err.message);
    style_list_release(&styles);
    release_free(release);
    return text_take(&project);
}

static void expect(const char *text, const char *piece)
{
    if (strstr(text, piece) == NULL)
        fail_msg("'%s' is not in the project", piece);
}

static void refuse(const char *text, const char *piece)
{
    if (strstr(text, piece) != NULL)
        fail_msg("'%s' is in the project", piece);
}

static void layers_themes_and_relations_of_what_is_there(void **state)
{
    (void)state;
    char *project = project_of(city(LANGUAGE_TURKISH, true), "kent.gpkg");
    expect(project, "<datasource>./kent.gpkg|layername=mah_indicators</datasource>");
    expect(project, "<id>mahalle_density</id>");
    expect(project, "<id>mahalle_coverage</id>");
    expect(project, "name=\"Sonuçlar\"");
    expect(project, "name=\"Kapsama: Eğitim – İlkokul\"");
    expect(project, "<relation id=\"mahalle_density_mah_service\" referencingLayer=\"mahalle_mah_service\" "
                    "referencedLayer=\"mahalle_density\"");
    expect(project, "<attributeEditorRelation name=\"mahalle_density_mah_service\"");
    refuse(project, "mahalle_gap_grid");           /* no such table */
    refuse(project, "Kapsama farkı");              /* no such column */
    refuse(project, "name=\"Hizmetler\" checked"); /* a group without layers */
    refuse(project, "{{");
    memory_free(project);
}

static void nothing_of_services_without_services(void **state)
{
    (void)state;
    char *project = project_of(city(LANGUAGE_ENGLISH, false), "kent.gpkg");
    expect(project, "name=\"Results\"");
    expect(project, "name=\"Density of recent migrants\"");
    refuse(project, "<relation ");
    refuse(project, "attributeEditorRelation");
    refuse(project, "ProjectTimeSettings"); /* no dates */
    memory_free(project);
}

/* Titles, labels and file names are texts, never markup. */
static void what_people_wrote_is_escaped(void **state)
{
    (void)state;
    char *project = project_of(city(LANGUAGE_TURKISH, true), "Şanlıurfa & 'çevre' <1>.gpkg");
    expect(project, "<title>Kent &quot;A&quot; &amp; B</title>");
    expect(project, "./Şanlıurfa &amp; &apos;çevre&apos; &lt;1&gt;.gpkg|layername=mah_indicators");
    expect(project, "name=\"Türkçe &amp; &lt;etiket&gt;\"");
    refuse(project, "& ");
    memory_free(project);
}

/* The boundaries are in degrees; maps of a city at 37 N must not be drawn a fifth too wide. */
static void maps_are_drawn_in_metres(void **state)
{
    (void)state;
    char *project = project_of(city(LANGUAGE_TURKISH, false), "kent.gpkg");
    const char *crs = strstr(project, "<projectCrs>");
    assert_non_null(crs);
    const char *number = strstr(crs, "<authid>");
    assert_non_null(number);
    assert_int_equal(strncmp(number, "<authid>EPSG:5257", 17), 0);
    const char *extent = strstr(project, "<xmin>");
    double xmin = strtod(extent + 6, NULL), xmax = strtod(strstr(extent, "<xmax>") + 6, NULL);
    /* Central meridian 39: the western side is at false easting 500,000; 0.2 degrees are 17,790 m here, margins 6 %. */
    assert_true(xmin < 500000 && xmin > 498000);
    assert_true(xmax - xmin > 17790 * 1.05 && xmax - xmin < 17820 * 1.07);
    memory_free(project);
}

static void the_same_release_gives_the_same_project(void **state)
{
    (void)state;
    char *first = project_of(city(LANGUAGE_TURKISH, true), "kent.gpkg");
    char *second = project_of(city(LANGUAGE_TURKISH, true), "kent.gpkg");
    assert_string_equal(first, second);
    memory_free(first);
    memory_free(second);
}

static void words_and_values_fill_a_template(void **state)
{
    (void)state;
    struct project_sheet sheet;
    struct text out = TEXT_EMPTY;
    struct mah_error err = {0};
    const struct sheet_value values[] = {{"name", "a < b", false}, {"xml", "<b/>", true}};
    assert_int_equal(project_sheet_read(&sheet, LANGUAGE_ENGLISH, NULL), MAH_OK);
    assert_int_equal(sheet_fill(&out, &sheet, "{{lang}} {{name}} {{xml}} {one} }} {{", values, 2, SHEET_XML, NULL),
                     MAH_OK);
    assert_string_equal(out.bytes, "en a &lt; b <b/> {one} }} {{");
    text_release(&out);
    assert_int_equal(sheet_fill(&out, &sheet, "{{name}}", values, 2, SHEET_PLAIN, NULL), MAH_OK);
    assert_string_equal(out.bytes, "a < b");
    assert_int_equal(sheet_fill(&out, &sheet, "{{no_such_word}}", values, 2, SHEET_XML, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "no_such_word"));
    text_release(&out);
    project_sheet_release(&sheet);
}

static void patterns_have_one_star(void **state)
{
    (void)state;
    struct slice part;
    assert_true(sheet_matches("cov_*", "cov_primary", &part));
    assert_int_equal(part.length, 7);
    assert_true(sheet_matches("*", "flag", &part));
    assert_true(sheet_matches("flag", "flag", &part));
    assert_int_equal(part.length, 0);
    assert_false(sheet_matches("flag", "flags", &part));
    assert_false(sheet_matches("a*a", "a", &part));
    assert_false(sheet_matches("cov_*", "unc_primary", &part));
}

static void what_the_project_says_itself_is_left_out_of_a_style(void **state)
{
    (void)state;
    struct text out = TEXT_EMPTY;
    project_qml_symbols(&out, "<!DOCTYPE qgis><qgis version=\"3\"><renderer-v2 type=\"x\"><aliased/></renderer-v2>"
                              "<aliases><alias name=\"a\"/></aliases><mapTip>t</mapTip><editable/>"
                              "<labeling type=\"simple\"/></qgis>");
    assert_string_equal(out.bytes, "<renderer-v2 type=\"x\"><aliased/></renderer-v2><labeling type=\"simple\"/>");
    text_release(&out);
    project_qml_symbols(&out, "not a style");
    assert_null(out.bytes);
}

/* A cartographer's own table that names an unknown word is refused with its name. */
static void a_broken_table_of_the_user_is_named(void **state)
{
    (void)state;
    char folder[] = "/tmp/mahalle-project-XXXXXX", path[128];
    struct style_list styles;
    struct text project = TEXT_EMPTY;
    struct mah_error err = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/project", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/project/project.qgs.in", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("<qgis>{{titel}}</qgis>", file);
    fclose(file);
    layers_set_folder(folder);
    struct mah_release *release = city(LANGUAGE_TURKISH, false);
    assert_int_equal(style_list_make(&styles, release, NULL), MAH_OK);
    assert_int_equal(project_make(&project, release, &styles, "kent.gpkg", &err), MAH_BAD_SOURCE);
    layers_set_folder(NULL);
    assert_non_null(strstr(err.message, "titel"));
    assert_non_null(strstr(err.message, "project.qgs.in"));
    style_list_release(&styles);
    release_free(release);
    text_release(&project);
    unlink(path);
    snprintf(path, sizeof path, "%s/project", folder);
    rmdir(path);
    rmdir(folder);
}

/* Wherever memory runs out, the project is refused and nothing leaks (the sanitizers watch). */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct mah_release *release = city(LANGUAGE_TURKISH, true);
    struct style_list styles;
    assert_int_equal(style_list_make(&styles, release, NULL), MAH_OK);
    for (size_t nth = 1;; nth += nth / 16 + 1) {
        struct text project = TEXT_EMPTY;
        memory_fail_from(nth);
        enum mah_status status = project_make(&project, release, &styles, "kent.gpkg", NULL);
        memory_fail_from(0);
        text_release(&project);
        if (status == MAH_OK)
            break;
        assert_int_equal(status, MAH_NO_MEMORY);
    }
    style_list_release(&styles);
    release_free(release);
}

/* A part that was lost must not look like an empty one: a project is whole, to the letter, or refused. */
static void one_request_may_fail_anywhere(void **state)
{
    (void)state;
    struct mah_release *release = city(LANGUAGE_TURKISH, true);
    struct style_list styles;
    struct text whole = TEXT_EMPTY;
    assert_int_equal(style_list_make(&styles, release, NULL), MAH_OK);
    memory_fail_from(SIZE_MAX);
    assert_int_equal(project_make(&whole, release, &styles, "kent.gpkg", NULL), MAH_OK);
    size_t requests = memory_request_count();
    for (size_t nth = 1; nth <= requests; nth += requests / 100 + 1) {
        struct text project = TEXT_EMPTY;
        memory_fail_only(nth);
        enum mah_status status = project_make(&project, release, &styles, "kent.gpkg", NULL);
        memory_fail_from(0);
        if (status == MAH_OK)
            assert_string_equal(project.bytes, whole.bytes);
        else
            assert_int_equal(status, MAH_NO_MEMORY);
        text_release(&project);
    }
    text_release(&whole);
    style_list_release(&styles);
    release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_themes_and_relations_of_what_is_there),
        cmocka_unit_test(nothing_of_services_without_services),
        cmocka_unit_test(what_people_wrote_is_escaped),
        cmocka_unit_test(maps_are_drawn_in_metres),
        cmocka_unit_test(the_same_release_gives_the_same_project),
        cmocka_unit_test(words_and_values_fill_a_template),
        cmocka_unit_test(patterns_have_one_star),
        cmocka_unit_test(what_the_project_says_itself_is_left_out_of_a_style),
        cmocka_unit_test(a_broken_table_of_the_user_is_named),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(one_request_may_fail_anywhere),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
