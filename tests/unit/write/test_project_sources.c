/* Is every place that names a GeoPackage found in the XML of a project, and is all else left as it is? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/workers.h"
#include "write/project_sources.h"

static char seen[4096];

/* "old.gpkg", wherever it lies, becomes "./ne & w%.gpkg"; *seen lists what was asked. */
static const char *choose(void *context, const struct project_source *source)
{
    (void)context;
    strcat(strcat(seen, source->is_layer ? "*" : ""), source->path);
    strcat(strcat(strcat(seen, ">"), source->layer != NULL ? source->layer : "-"), " ");
    return strstr(source->path, "old.gpkg") != NULL ? "./ne & w%.gpkg" : NULL;
}

static void expect_status(enum mah_status status, const char *body, const char *expected, size_t count)
{
    struct text xml = TEXT_EMPTY, wanted = TEXT_EMPTY, out = TEXT_EMPTY;
    size_t changed = 0;
    seen[0] = '\0';
    text_add_format(&xml, "<!DOCTYPE qgis PUBLIC 'x' 'SYSTEM'>\n<qgis>%s", body);
    text_add_format(&wanted, "<!DOCTYPE qgis PUBLIC 'x' 'SYSTEM'>\n<qgis>%s", expected);
    assert_int_equal(project_sources_replace(&out, &changed, xml.bytes, xml.length, choose, NULL, NULL), status);
    assert_string_equal(out.bytes, wanted.bytes);
    assert_int_equal(changed, count);
    text_release(&out);
    text_release(&wanted);
    text_release(&xml);
}

static void expect(const char *body, const char *expected, size_t count)
{
    expect_status(MAH_OK, body, expected, count);
}

static void a_layer_is_found(void **state)
{
    (void)state;
    expect(
        "<maplayer type='vector'>\n <datasource>./old.gpkg|layername=a|subset=\"n\" &lt;> 'x'</datasource></maplayer>",
        "<maplayer type='vector'>\n <datasource>./ne &amp; w%.gpkg|layername=a|subset=\"n\" &lt;> 'x'</datasource>"
        "</maplayer>",
        1);
    assert_string_equal(seen, "*./old.gpkg>a ");
    expect("<datasource>C:\\x\\old.gpkg</datasource><datasource/><datasource></datasource>",
           "<datasource>./ne &amp; w%.gpkg</datasource><datasource/><datasource></datasource>", 1);
}

static void attributes_that_repeat_it_are_found(void **state)
{
    (void)state;
    expect(
        "<relation dataSource=\"/d/old.gpkg|layername=a\" id='r'/><Atlas a='1' coverageLayerSource='old.gpkg'/>"
        "<Option value=\"x/old.gpkg\" name=\"LayerSource\"/><anything new = \"old.gpkg|layername=b\">text</anything>",
        "<relation dataSource=\"./ne &amp; w%.gpkg|layername=a\" id='r'/>"
        "<Atlas a='1' coverageLayerSource='./ne &amp; w%.gpkg'/>"
        "<Option value=\"./ne &amp; w%.gpkg\" name=\"LayerSource\"/>"
        "<anything new = \"./ne &amp; w%.gpkg|layername=b\">text</anything>",
        4);
    assert_string_equal(seen, "/d/old.gpkg>a old.gpkg>- x/old.gpkg>- old.gpkg>b ");
}

static void escapes_are_read(void **state)
{
    (void)state;
    expect("<a source=\"./&#x15E;anl&#305; &amp; &apos;k&apos; &unknown; 100%41.gpkg|layername=&lt;a&gt;\"/>",
           "<a source=\"./&#x15E;anl&#305; &amp; &apos;k&apos; &unknown; 100%41.gpkg|layername=&lt;a&gt;\"/>", 0);
    assert_string_equal(seen, "./Şanlı & 'k' &unknown; 100%41.gpkg><a> ");
}

static void virtual_layers_are_found(void **state)
{
    (void)state;
    expect(
        "<datasource>?layer=ogr:.%2Fold.gpkg%7Clayername%3Db:x:UTF-8&amp;layer=ogr:y%C5%9F.gpkg%7clayername%3Dc:y&amp;"
        "query=select%20*%20from%20x</datasource>",
        "<datasource>?layer=ogr:.%2Fne%20%26%20w%25.gpkg%7Clayername%3Db:x:UTF-8&amp;layer=ogr:y%C5%9F.gpkg"
        "%7clayername%3Dc:y&amp;query=select%20*%20from%20x</datasource>",
        1);
    assert_string_equal(seen, "*./old.gpkg>b *yş.gpkg>c ");
}

/* A bare file name in a text, comments, and what only looks like a tag. */
static void all_else_stays(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "<title>old.gpkg</title>",
        "<title>old.gpkg, layer a</title>",
        "<!-- <datasource>old.gpkg</datasource> --><![CDATA[<datasource>old.gpkg</datasource>]]>",
        "<?x source=\"old.gpkg\"?><variable value=\"old.gpkg\"/>",
        "<a source=\"old.gpkg.zip|layername=a\" b=\".gpkg\"/><a b = ></a><a b></a><a =\"old.gpkg\"/>",
        "<datasource>old.shp</datasource><datasource>\n old.gpkg\n<b/></datasource>",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        expect(bodies[i], bodies[i], 0);
}

static void xml_that_breaks_off_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {"<datasource", "<a b=\"x>", "<!-- x", "<![CDATA[ x ]>", "<?x", "<"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        expect_status(MAH_BAD_SOURCE, bodies[i], bodies[i], 0);
    size_t changed = 0;
    assert_int_equal(project_sources_replace(NULL, &changed, "<kml/>", 6, choose, NULL, NULL), MAH_BAD_SOURCE);
    assert_int_equal(project_sources_replace(NULL, &changed, "", 0, choose, NULL, NULL), MAH_BAD_SOURCE);
}

/* A tag that would take minutes if it were looked at anew for each of its attributes or blanks. */
static void a_long_tag_takes_no_longer_than_others(void **state)
{
    (void)state;
    struct text body = TEXT_EMPTY;
    clock_t begin = clock();
    text_add(&body, "<a");
    for (int i = 0; i < 60000; i++)
        text_add(&body, " value=\"./x.gpk\"");
    text_add(&body, "/><a ");
    for (int i = 0; i < 300000; i++)
        text_add(&body, i % 3 == 0 ? "=" : " ");
    text_add(&body, "/>");
    expect(body.bytes, body.bytes, 0);
    text_release(&body);
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 10);
}

static void the_user_can_stop_the_work(void **state)
{
    (void)state;
    static const char xml[] = "<qgis><datasource>old.gpkg|layername=a</datasource></qgis>";
    if (fork() == 0) {
        struct mah_error err = {0};
        size_t changed = 0;
        interrupted_set();
        enum mah_status result = project_sources_replace(NULL, &changed, xml, sizeof xml - 1, choose, NULL, &err);
        bool said = strcmp(err.message, "interrupted; nothing was written") == 0;
        _exit(result == MAH_INTERRUPTED && said ? 0 : 1);
    }
    int status = -1;
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
}

static void missing_memory_is_said(void **state)
{
    (void)state;
    static const char xml[] = "<qgis><datasource>old.gpkg|layername=a</datasource></qgis>";
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        struct text out = TEXT_EMPTY;
        size_t changed = 0;
        seen[0] = '\0';
        memory_fail_from(nth);
        status = project_sources_replace(&out, &changed, xml, sizeof xml - 1, choose, NULL, NULL);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        text_release(&out);
    }
    memory_fail_from(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layer_is_found),
        cmocka_unit_test(attributes_that_repeat_it_are_found),
        cmocka_unit_test(escapes_are_read),
        cmocka_unit_test(virtual_layers_are_found),
        cmocka_unit_test(all_else_stays),
        cmocka_unit_test(xml_that_breaks_off_is_refused),
        cmocka_unit_test(a_long_tag_takes_no_longer_than_others),
        cmocka_unit_test(the_user_can_stop_the_work),
        cmocka_unit_test(missing_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
