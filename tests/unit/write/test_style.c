/* Does the style of a layer draw every row once, with a legend that people can read, from published values only? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/layers.h"
#include "base/memory.h"
#include "sample_city.h"
#include "write/base64.h"
#include "write/style.h"
#include "write/style_name.h"
#include "write/style_sheet.h"
#include "write/style_template.h"

static struct crs crs;

static int set_up(void **state)
{
    (void)state;
    return crs_resolve(&crs, "EPSG:5257", NULL) == MAH_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    crs_release(&crs);
    return 0;
}

/* The layer mah_indicators with these densities and flags; a density below zero is NULL. */
static struct mah_release *city(enum language language, const double *densities, const char *const *flags, size_t count)
{
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    const struct release_facts facts = {
        .title = "t", .language = language, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    const struct release_table_facts table_facts = {"mah_indicators", "Göstergeler", "Indicators", NULL,
                                                    RELEASE_MULTIPOLYGON};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    assert_int_equal(release_add_table(release, &table, &table_facts, NULL), MAH_OK);
    assert_int_equal(table_add_column(table,
                                      &(struct release_column){.name = "den_mig",
                                                               .type = RELEASE_REAL,
                                                               .title_tr = "Göçmen \"yoğunluğu\" <&>",
                                                               .title_en = "Density"},
                                      NULL),
                     MAH_OK);
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "flag", .type = RELEASE_TEXT}, NULL),
                     MAH_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(table_add_row(table, NULL), MAH_OK);
        if (densities[i] >= 0)
            assert_int_equal(table_set_real(table, 0, densities[i], NULL), MAH_OK);
        assert_int_equal(table_set_text(table, 1, flags[i], NULL), MAH_OK);
    }
    return release;
}

static const char *qml_of(const struct style_list *list, const char *key)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->styles[i].key, key) == 0)
            return list->styles[i].qml;
    return "";
}

static void expect(const char *qml, const char *piece)
{
    if (strstr(qml, piece) == NULL)
        fail_msg("'%s' is not in: %s", piece, qml);
}

static void text_column(struct release_table *table, const char *name)
{
    assert_int_equal(table_add_column(table, &(struct release_column){.name = name, .type = RELEASE_TEXT}, NULL),
                     MAH_OK);
}

/* A coverage that is hidden alone is hatched like a mahalle that is hidden as a whole; one that nobody knows is white.
 */
static void a_value_hidden_alone_is_hatched(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"01", NULL}, {"02", NULL}, {"O'3", NULL}, {"04", "S1"}, {"05", NULL}};
    static const char *const listed[][3] = {{"02", "mah_service", "park.all.covered"},
                                            {"O'3", "mah_service", "park.all"},
                                            {"05", "mah_service", "parkour.all"},
                                            {"05", "mah_service", "park.mig"}};
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    struct style_list list;
    const struct release_facts facts = {
        .title = "t", .language = LANGUAGE_ENGLISH, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    const struct release_table_facts polygons = {.name = "mah_indicators", .geometry = RELEASE_MULTIPOLYGON};
    assert_int_equal(release_add_table(release, &table, &polygons, NULL), MAH_OK);
    text_column(table, "mah_code");
    text_column(table, "flag");
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "cov_park", .type = RELEASE_REAL}, NULL),
                     MAH_OK);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(table_add_row(table, NULL), MAH_OK);
        assert_int_equal(table_set_text(table, 0, rows[i][0], NULL), MAH_OK);
        assert_int_equal(table_set_text(table, 1, rows[i][1], NULL), MAH_OK);
        if (i == 0)
            assert_int_equal(table_set_real(table, 2, 0.5, NULL), MAH_OK);
    }
    assert_int_equal(release_add_table(release, &table, &(struct release_table_facts){.name = "suppression"}, NULL),
                     MAH_OK);
    text_column(table, "mah_code");
    text_column(table, "layer");
    text_column(table, "field");
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(table_add_row(table, NULL), MAH_OK);
        for (size_t column = 0; column < 3; column++)
            assert_int_equal(table_set_text(table, column, listed[i][column], NULL), MAH_OK);
    }
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "cov_park");
    expect(qml, "&quot;cov_park&quot; IS NULL AND (&quot;flag&quot; LIKE &apos;S%&apos; OR &quot;mah_code&quot; IN "
                "(&apos;02&apos;,&apos;O&apos;&apos;3&apos;))");
    expect(qml, "NOT IN (&apos;02&apos;,&apos;O&apos;&apos;3&apos;)"); /* 05 is left to the white ones */
    style_list_release(&list);
    release_free(release);
}

/* A mahalle in which no household was recorded has a density of 0 by arithmetic; the map must not show it as measured.
 */
static void an_area_without_records_is_no_data(void **state)
{
    (void)state;
    const double densities[] = {0, 100, 200};
    const char *const flags[] = {"N", NULL, NULL};
    struct mah_release *release = city(LANGUAGE_ENGLISH, densities, flags, 3);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "den_mig");
    assert_null(strstr(qml, "label=\"0 "));
    expect(qml, "&lt;= 100 AND (&quot;flag&quot; IS NULL OR &quot;flag&quot; &lt;&gt; &apos;N&apos;)");
    expect(qml, "label=\"No data\" filter=\"&quot;flag&quot; = &apos;N&apos; OR &quot;den_mig&quot; IS NULL");
    style_list_release(&list);
    release_free(release);
}

static void the_legend_speaks_turkish(void **state)
{
    (void)state;
    const double densities[] = {0, 12.5, 900, 1800, 2600, -1, -1};
    const char *const flags[] = {NULL, NULL, "U", NULL, NULL, "S1", "N"};
    struct mah_release *release = city(LANGUAGE_TURKISH, densities, flags, 7);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "den_mig");
    expect(qml, "label=\"0 kişi/km²\" filter=\"&quot;den_mig&quot; &lt;= 0 AND (&quot;flag&quot; IS NULL OR "
                "&quot;flag&quot; &lt;&gt; &apos;N&apos;)\"");
    expect(qml,
           "label=\"&gt; 0 – 500 kişi/km²\" filter=\"&quot;den_mig&quot; &gt; 0 AND &quot;den_mig&quot; &lt;= 500\"");
    expect(qml, "label=\"500 – 1.000 kişi/km²\"");
    expect(qml, "label=\"2.000 – ");
    expect(qml, "filter=\"&quot;den_mig&quot; &gt; 2000\"");
    expect(qml, "label=\"Gizlendi (küçük sayı)\" filter=\"&quot;den_mig&quot; IS NULL AND (&quot;flag&quot; LIKE "
                "&apos;S%&apos;)\"");
    expect(qml, "label=\"Veri yok\"");
    expect(qml, "field=\"den_mig\" name=\"Göçmen &quot;yoğunluğu&quot; &lt;&amp;&gt;\"");
    expect(qml, "<symbol type=\"line\" name=\"@5@1\""); /* the hatching of rule 5 */
    style_list_release(&list);
    release_free(release);
}

static void the_legend_speaks_english(void **state)
{
    (void)state;
    const double densities[] = {3, 900, 1800, -1};
    const char *const flags[] = {NULL, NULL, NULL, "S4"};
    struct mah_release *release = city(LANGUAGE_ENGLISH, densities, flags, 4);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "den_mig");
    expect(qml, "500 – 1,000 people/km²");
    expect(qml, "label=\"Suppressed (small number)\"");
    assert_null(strstr(qml, "No data")); /* no such row */
    assert_null(strstr(qml, "&lt;= 0\""));
    style_list_release(&list);
    release_free(release);
}

static void a_layer_without_values_is_still_drawn(void **state)
{
    (void)state;
    const double none[] = {-1, -1};
    const char *const flags[] = {"S1", "N"};
    struct mah_release *release = city(LANGUAGE_TURKISH, none, flags, 2);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "den_mig");
    expect(qml, "Gizlendi");
    expect(qml, "Veri yok");
    assert_null(strstr(qml, "kişi/km²"));
    style_list_release(&list);
    release_free(release);
}

static void exactly_one_style_a_table_is_the_default(void **state)
{
    (void)state;
    struct sample_city sample;
    struct sample_options options = sample_default_options();
    assert_int_equal(sample_city_make(&sample, &options), MAH_OK);
    struct style_list list;
    assert_int_equal(style_list_make(&list, sample.release, NULL), MAH_OK);
    for (size_t i = 0; i < release_table_count(sample.release); i++) {
        int defaults = 0;
        for (size_t k = 0; k < list.count; k++)
            defaults += list.styles[k].table == release_table_at(sample.release, i) && list.styles[k].is_default;
        assert_int_equal(defaults, 1);
    }
    style_list_release(&list);
    sample_city_release(&sample);
}

static void shares_are_percentages(void **state)
{
    (void)state;
    for (int language = LANGUAGE_ENGLISH; language <= LANGUAGE_TURKISH; language++) {
        struct sample_city sample;
        struct sample_options options = sample_default_options();
        options.language = (enum language)language;
        assert_int_equal(sample_city_make(&sample, &options), MAH_OK);
        struct style_list list;
        assert_int_equal(style_list_make(&list, sample.release, NULL), MAH_OK);
        expect(qml_of(&list, "sh_mig"), language == LANGUAGE_TURKISH ? "label=\"%0\"" : "label=\"0%\"");
        expect(qml_of(&list, "sh_mig"), language == LANGUAGE_TURKISH ? "label=\"&gt; %0 – %" : "label=\"&gt; 0% – ");
        expect(qml_of(&list, "sh_mig"), "&quot;sh_mig&quot; &lt;= 0.");
        style_list_release(&list);
        sample_city_release(&sample);
    }
}

static void categories_come_in_the_order_of_their_list(void **state)
{
    (void)state;
    struct sample_city sample;
    struct sample_options options = sample_default_options();
    assert_int_equal(sample_city_make(&sample, &options), MAH_OK);
    struct style_list list;
    assert_int_equal(style_list_make(&list, sample.release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "reason");
    const char *first = strstr(qml, "value=\"no_position\" label=\"Konum yok\"");
    const char *second = strstr(qml, "value=\"bad_position\" label=\"Hatalı konum\"");
    const char *third = strstr(qml, "value=\"outside\" label=\"Sınır dışında\"");
    assert_non_null(first);
    assert_true(first < second && second < third);
    expect(qml, "label=\"Veri yok\"");
    style_list_release(&list);
    sample_city_release(&sample);
}

/* A layer with these columns of numbers and a flag, one row a value; the same value in every column. NAN is hidden,
 * with a flag; -INFINITY is no value that no flag explains. The column area_km2 holds 0.25, 1, 2.25 ... */
static struct mah_release *layer_of(const char *name, const char *const *fields, size_t field_count,
                                    const double *values, size_t count)
{
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    const struct release_facts facts = {
        .title = "t", .language = LANGUAGE_ENGLISH, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    const struct release_table_facts table_facts = {name, NULL, NULL, NULL, RELEASE_MULTIPOLYGON};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    assert_int_equal(release_add_table(release, &table, &table_facts, NULL), MAH_OK);
    for (size_t f = 0; f < field_count; f++) {
        char title[64];
        snprintf(title, sizeof title, "Title of %s", fields[f]);
        const struct release_column column = {
            .name = fields[f], .type = RELEASE_REAL, .title_en = title, .unit = "places"};
        assert_int_equal(table_add_column(table, &column, NULL), MAH_OK);
    }
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "flag", .type = RELEASE_TEXT}, NULL),
                     MAH_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(table_add_row(table, NULL), MAH_OK);
        for (size_t f = 0; f < field_count; f++)
            assert_int_equal(table_set_real(table, f,
                                            strcmp(fields[f], "area_km2") == 0 ? 0.25 * (double)((i + 1) * (i + 1))
                                            : isfinite(values[i])              ? values[i]
                                                                               : (double)NAN,
                                            NULL),
                             MAH_OK);
        assert_int_equal(table_set_text(table, field_count, isnan(values[i]) ? "S2" : NULL, NULL), MAH_OK);
    }
    return release;
}

/* The flag of a mahalle speaks of the row, not of every share: one that is missing without it may be hidden, too. */
static void a_missing_share_is_not_called_no_data(void **state)
{
    (void)state;
    static const char *const fields[] = {"gap_asm"};
    static const double values[] = {-5, 3, (double)NAN, (double)-INFINITY};
    struct mah_release *release = layer_of("mah_indicators", fields, 1, values, 4);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "gap_asm");
    expect(qml, "label=\"Suppressed (small number)\"");
    expect(qml, "label=\"Hidden or no data\"");
    assert_null(strstr(qml, "label=\"No data\""));
    style_list_release(&list);
    release_free(release);
}

/* unc_* is every type that the layer has a column for; unc_km2 has a row of its own. */
static void a_star_is_every_column_without_a_row_of_its_own(void **state)
{
    (void)state;
    static const char *const fields[] = {"pop_est", "unc_any", "unc_km2", "unc_asm", "unc_primary", "unc_"};
    static const double values[] = {0, 20, 40, (double)NAN};
    struct mah_release *release = layer_of("gap_grid", fields, 6, values, 4);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    static const char *const keys[] = {"unc_km2", "unc_any", "unc_asm", "unc_primary"}; /* the star is not nothing */
    assert_int_equal(list.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(list.styles[i].key, keys[i]);
        assert_int_equal(list.styles[i].is_default, i == 0);
    }
    assert_string_equal(list.styles[1].title, "Title of unc_any");
    assert_string_equal(list.styles[2].name, "Not reached: Family health ce…"); /* 30 letters */
    assert_string_equal(list.styles[3].name, "Not reached: Primary school");
    assert_string_equal(list.styles[3].title, "Title of unc_primary");
    expect(list.styles[3].qml, "<rule key=\"{square-title}\" label=\"Title of unc_primary\">"); /* what is shown */
    expect(list.styles[3].qml, "label=\"&gt; 0 – 20 people/km²\"");
    expect(list.styles[3].qml, "&quot;unc_primary&quot; &lt;= 20");
    expect(list.styles[3].qml, "label=\"Suppressed (small number)\"");
    expect(list.styles[3].qml, "field=\"unc_asm\" name=\"Title of unc_asm\"");
    style_list_release(&list);
    release_free(release);
}

/* 20 people on 1 km² and 45 on 2.25 km² are 20 for each km² in both: one class and one colour. The area is that of the
 * cell itself: what is left of a square once its dense cells stand alone is smaller than the square. */
static void people_in_unequal_cells_are_drawn_for_each_km2(void **state)
{
    (void)state;
    static const char *const fields[] = {"unc_asm", "area_km2"};
    static const double values[] = {0, 20, 45};
    struct mah_release *release = layer_of("gap_grid", fields, 2, values, 3);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "unc_asm");
    expect(qml, "label=\"0 people/km²\"");
    expect(qml, "label=\"20 people/km²\"");
    expect(qml, "filter=\"&quot;unc_asm&quot; / &quot;area_km2&quot; &gt; 0\"");
    assert_null(strstr(qml, "45"));
    style_list_release(&list);
    release_free(release);
}

/* A type without a radius has distances and no coverage: a map of it would be white from border to border. */
static void a_column_of_nothing_is_no_map(void **state)
{
    (void)state;
    static const char *const fields[] = {"cov_hospital"};
    static const double values[] = {(double)NAN, (double)-INFINITY};
    struct mah_release *release = layer_of("mah_indicators", fields, 1, values, 2);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    for (size_t i = 0; i < list.count; i++)
        assert_string_not_equal(list.styles[i].key, "cov_hospital");
    style_list_release(&list);
    release_free(release);
}

static void a_star_without_any_column_makes_no_style(void **state)
{
    (void)state;
    static const char *const fields[] = {"den_mig", "covered"};
    static const double values[] = {1, 2};
    struct mah_release *release = layer_of("mah_indicators", fields, 2, values, 2);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    static const char *const keys[] = {"den_mig", "flag", "outline"}; /* "covered" is no cov_* */
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(list.styles[i].key, keys[i]);
    style_list_release(&list);
    release_free(release);
}

/* The fill colour of the rule with this number. */
static void expect_color(const char *qml, int number, const char *color)
{
    char symbol[64], fill[64];
    snprintf(symbol, sizeof symbol, "<symbol type=\"fill\" name=\"%d\"", number);
    snprintf(fill, sizeof fill, "<prop k=\"color\" v=\"%s,255\"/>", color);
    const char *start = strstr(qml, symbol);
    assert_non_null(start);
    const char *first = strstr(start, "<prop k=\"color\"");
    if (strncmp(first, fill, strlen(fill)) != 0)
        fail_msg("rule %d is not drawn %s: %.60s", number, color, first);
}

/* Migrants better off is purple, worse off is orange, the further from zero the darker. */
static void a_gap_is_coloured_by_its_side_of_zero(void **state)
{
    (void)state;
    static const char *const fields[] = {"den_mig", "gap_asm"};
    static const double both[] = {-20, -10, 0, 10, 20}, worse[] = {10, 20, 30, 40, 50};
    struct style_list list;
    struct mah_release *release = layer_of("mah_indicators", fields, 2, both, 5);
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "gap_asm");
    expect(qml, "&quot;gap_asm&quot; &lt; -10\"");
    expect_color(qml, 0, "45,0,75");     /* the darkest purple */
    expect_color(qml, 2, "226,235,224"); /* no gap is neither */
    expect_color(qml, 4, "127,59,8");    /* the darkest orange */
    expect(qml, "filter=\"&quot;gap_asm&quot; = 0 AND");
    expect(qml, "label=\"−10 points, migrants better off\"");
    expect(qml, "label=\"0 points, no gap\"");
    expect(qml, "label=\"10 … 20 points, migrants worse off\"");
    style_list_release(&list);
    release_free(release);
    release = layer_of("mah_indicators", fields, 2, worse, 5);
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    qml = qml_of(&list, "gap_asm");
    expect_color(qml, 0, "254,224,182"); /* above zero everywhere: no purple at all */
    expect_color(qml, 4, "127,59,8");
    style_list_release(&list);
    release_free(release);
}

/* The norm is 1: what lies below it is one side, in orange, what lies above it the other. */
static void accessibility_turns_at_the_norm(void **state)
{
    (void)state;
    static const char *const fields[] = {"acn_asm"};
    static const double values[] = {0, 0.3, 0.9, 1, 1.4, 3.5};
    struct style_list list;
    struct mah_release *release = layer_of("mah_indicators", fields, 1, values, 6);
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "acn_asm");
    expect(qml, "label=\"0% … 25%, below the norm\" filter=\"&quot;acn_asm&quot; &lt; 0.25\"");
    expect(qml, "label=\"100%, as the norm asks\" filter=\"&quot;acn_asm&quot; = 1 AND");
    expect(qml, "above the norm\" filter=\"&quot;acn_asm&quot; &gt; 1 AND");
    expect_color(qml, 0, "127,59,8");
    style_list_release(&list);
    release_free(release);
}

static void a_diverging_palette_turns_at_its_middle(void **state)
{
    (void)state;
    struct palette palette = {.count = 5, .colors = {"a", "b", "c", "d", "e"}};
    assert_string_equal(palette_diverge(&palette, -5, 5, 0, 0), "c");
    assert_string_equal(palette_diverge(&palette, -5, 0, 0, 1), "a");
    assert_string_equal(palette_diverge(&palette, -5, 0, 0, 2), "b");
    assert_string_equal(palette_diverge(&palette, -9, -5, 1, 2), "a");
    assert_string_equal(palette_diverge(&palette, 0, 5, 0, 2), "d");
    assert_string_equal(palette_diverge(&palette, 5, 9, 1, 2), "e");
}

static char *expand(const char *template, struct style_items *items, enum mah_status expected)
{
    char title[] = "A & B", field[] = "f";
    struct style_item layer = {.label = title, .field = field};
    struct text out = TEXT_EMPTY;
    struct mah_error err = {0};
    assert_int_equal(style_template_expand(&out, template, &layer, items, &err), expected);
    if (expected != MAH_OK)
        assert_true(err.message[0] != '\0');
    return text_take(&out);
}

static void expect_expansion(const char *template, const char *result)
{
    struct style_items items = {0};
    for (size_t i = 0; i < 2; i++) {
        struct style_item *item = style_items_add(&items, "class", i);
        item->label = memory_copy_text(i == 0 ? "<1>" : "@TITLE@");
    }
    char *expanded = expand(template, &items, MAH_OK);
    assert_string_equal(expanded, result);
    memory_free(expanded);
    style_items_release(&items);
}

static void a_template_repeats_and_escapes(void **state)
{
    (void)state;
    expect_expansion("", "");
    expect_expansion("<a/>", "<a/>");
    expect_expansion("@TITLE@ @FIELD@", "A &amp; B f");
    expect_expansion("a<!-- each class -->[@NUMBER@ @LABEL@ @FIELD@]<!-- end -->b", "a[0 &lt;1&gt; f][1 @TITLE@ f]b");
    expect_expansion("  <!-- each class -->\n  <c/>\n  <!-- end -->\n", "  <c/>\n  <c/>\n");
    expect_expansion("<!-- each alias -->x<!-- end -->", "");
    expect_expansion("a<!-- a note with @NONSENSE@ -->b", "ab");
    expect_expansion("name=\"@@TITLE@@0\" a@b.c @ @@", "name=\"@A &amp; B@0\" a@b.c @ @@");
    expect_expansion("<!-->x", "");
}

static void a_broken_template_is_refused(void **state)
{
    (void)state;
    struct style_items none = {0}, one = {0};
    assert_non_null(style_items_add(&one, "class", 0));
    static const char *const bad[] = {"@NONSENSE@", "@LABEL@", "<!-- each class -->x",
                                      "<!-- each class -->@FILTER@<!-- end -->"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        memory_free(expand(bad[i], i < 2 ? &none : &one, MAH_BAD_SOURCE));
    style_items_release(&one);
}

static void set_facility(struct release_table *table, const char *type, int64_t is_open)
{
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_text(table, 0, type, NULL), MAH_OK);
    assert_int_equal(table_set_integer(table, 1, is_open, NULL), MAH_OK);
}

/* Facilities have the symbol of their type in the colour of its sector; stops, of which there are thousands, are dots.
 */
static void facilities_have_symbols(void **state)
{
    (void)state;
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    const struct release_facts facts = {
        .title = "t", .language = LANGUAGE_TURKISH, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    const struct release_table_facts table_facts = {"services_out", NULL, NULL, NULL, RELEASE_POINT};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    assert_int_equal(release_add_table(release, &table, &table_facts, NULL), MAH_OK);
    const struct release_column type = {.name = "service_type", .type = RELEASE_TEXT};
    const struct release_column is_open = {.name = "is_open", .type = RELEASE_INTEGER};
    assert_int_equal(table_add_column(table, &type, NULL), MAH_OK);
    assert_int_equal(table_add_column(table, &is_open, NULL), MAH_OK);
    set_facility(table, "stop_low", 1);
    set_facility(table, "park", 1);
    set_facility(table, "primary", 1);
    set_facility(table, "soup_kitchen", 1); /* of somebody's own table */
    set_facility(table, "asm", 0);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    const char *qml = qml_of(&list, "services");
    expect(qml, "<rule key=\"{services-primary}\" symbol=\"0\" label=\"İlkokul\" "
                "filter=\"&quot;service_type&quot; = &apos;primary&apos; AND &quot;is_open&quot; = 1\"/>");
    expect(qml, "<rule key=\"{services-park}\" symbol=\"1\"");
    expect(qml, "<rule key=\"{services-stop_low}\" symbol=\"2\"");
    expect(qml, "<rule key=\"{services-soup_kitchen}\" symbol=\"3\" label=\"soup_kitchen\"");
    expect(qml, "<rule key=\"{services-closed}\" symbol=\"4\" label=\"Kapalı\"");
    assert_null(strstr(qml, "{services-asm}"));                       /* none is open */
    expect(qml, "<prop k=\"name\" v=\"base64:PHN2ZyB4bWxucz0iaHR0c"); /* "<svg xmlns=..." */
    expect(qml, "<prop k=\"color\" v=\"0,114,178,255\"/>");           /* education */
    expect(qml, "<prop k=\"color\" v=\"51,51,51,255\"/>");            /* transport */
    style_list_release(&list);
    release_free(release);
}

static void bytes_become_base64(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"\xff\xfb", "//s="}}; /* RFC 4648, 10 */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = TEXT_EMPTY;
        base64_add(&text, cases[i][0], strlen(cases[i][0]));
        char *taken = text_take(&text);
        assert_string_equal(taken, cases[i][1]);
        memory_free(taken);
    }
}

/* Counts of unequal areas are circles, and the larger the class, the larger the circle. */
static void deficits_are_circles_that_grow(void **state)
{
    (void)state;
    static const char *const fields[] = {"def_primary"};
    static const double values[] = {0, 1, 2, 3, 4, (double)NAN, (double)-INFINITY};
    struct mah_release *release = layer_of("mah_indicators", fields, 1, values, 7);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    assert_string_equal(list.styles[0].key, "def_primary");
    assert_string_equal(list.styles[0].name, "Deficit: Primary school");
    assert_true(list.styles[0].is_default); /* the default of the sheet has no column here */
    const char *qml = list.styles[0].qml;
    expect(qml, "class=\"CentroidFill\"");
    const char *smallest = strstr(qml, "<prop k=\"size\" v=\"1.8\"/>");
    assert_non_null(smallest);
    expect(smallest, "<prop k=\"size\" v=\"7.0\"/>");
    expect(qml, "label=\"1 – 2 places\""); /* the unit of the column */
    expect(qml, "label=\"Hidden or no data\"");
    style_list_release(&list);
    release_free(release);
}

static void arrivals_are_circles_with_rings_for_the_hidden(void **state)
{
    (void)state;
    static const char *const fields[] = {"persons"};
    static const double values[] = {10, 20, 30, (double)NAN};
    struct mah_release *release = layer_of("mah_arrivals", fields, 1, values, 4);
    struct style_list list;
    assert_int_equal(style_list_make(&list, release, NULL), MAH_OK);
    assert_int_equal(list.count, 1);
    assert_true(list.styles[0].is_default);
    expect(list.styles[0].qml, "label=\"20 – 30 people\"");
    expect(list.styles[0].qml, "label=\"Suppressed (small number)\"");
    expect(list.styles[0].qml, "<prop k=\"outline_style\" v=\"dash\"/>");
    style_list_release(&list);
    release_free(release);
}

/* Two types whose names differ behind the thirtieth letter. */
static void names_are_short_and_differ(void **state)
{
    (void)state;
    struct style styles[3] = {{.name = NULL}};
    struct style_list list = {styles, 0, 3};
    static const char *const shown[] = {"Öğrenci sayısı çok olan büyük…", "Öğrenci sayısı çok olan b… (2)", "Kısa"};
    static const char *const names[] = {"Öğrenci sayısı çok olan büyük okullar",
                                        "Öğrenci sayısı çok olan büyük liseler", "Kısa"};
    for (size_t i = 0; i < 3; i++) {
        list.count++;
        styles[i].name = style_name_shown(names[i], &list);
        assert_string_equal(styles[i].name, shown[i]);
    }
    for (size_t i = 0; i < 3; i++)
        memory_free(styles[i].name);
}

/* A cartographer's template may be what QGIS saved: its own @ are no placeholders. */
static void a_style_saved_by_qgis_is_taken_as_it_is(void **state)
{
    (void)state;
    static const char qml[] = "<qgis><a e=\"if(@map_scale > 1000, @value, @layer_name || '@' || x)\"/>\n"
                              "  <symbol name=\"@0@1\"/><mapTip>a@b.org &lt;!-- note --></mapTip></qgis>\n";
    expect_expansion(qml, qml);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/styles/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* An analyst's own styles.csv, which may be wrong. */
static void a_broken_style_sheet_is_refused(void **state)
{
    (void)state;
    static const char header[] =
        "layer,field,key,title_tr,title_en,unit_tr,unit_en,method,format,palette,template,default,center\n";
    static const struct {
        const char *row, *palettes, *message;
    } cases[] = {
        {"mah_indicators,den_mig,x,a,b,,,heat,,fire,mah_indicators.qml.in,1,\n", NULL, "'heat'"},
        {"mah_indicators,den_mig,x,a,b,,,diverging,,fire,mah_indicators.qml.in,1,one\n", NULL, "'one'"},
        {"mah_indicators,den_mig,,a,b,,,classes,,fire,mah_indicators.qml.in,1,\n", NULL, "lacks"},
        {"mah_indicators,den_mig,x,a,b,,,classes,,nothing,mah_indicators.qml.in,1,\n", NULL, "'nothing'"},
        {"mah_indicators,den_mig,x,a,b,,,classes,,fire,nothing.qml.in,1,\n", NULL, "nothing.qml.in"},
        {"mah_indicators,den_mig,x,a,b,,,classes,,fire,mah_indicators.qml.in,1,\n",
         "name,zero,colors\nfire,#ffffff,red\n", "'fire'"},
        {"mah_indicators,den_mig,x,a,b,,,classes,,fire,mah_indicators.qml.in,1,\n", "name,zero,colors\nfire,#ffffff,\n",
         "'fire'"},
        {"mah_indicators,den_mig,x,a,b,,,classes,,fire,mah_indicators.qml.in,1,\n",
         "name,zero,colors\nfire,#fffff,#000000\n", "'fire'"},
    };
    char folder[] = "/tmp/mahalle-style-XXXXXX", command[64];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command, "%s/styles", folder);
    assert_int_equal(mkdir(command, 0777), 0);
    const double densities[] = {1, 2};
    const char *const flags[] = {NULL, NULL};
    struct mah_release *release = city(LANGUAGE_TURKISH, densities, flags, 2);
    layers_set_folder(folder);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char sheet[512], path[256];
        struct style_list list;
        struct mah_error err = {0};
        snprintf(sheet, sizeof sheet, "%s%s", header, cases[i].row);
        write_file(folder, "styles.csv", sheet);
        snprintf(path, sizeof path, "%s/styles/palettes.csv", folder);
        unlink(path);
        if (cases[i].palettes != NULL)
            write_file(folder, "palettes.csv", cases[i].palettes);
        assert_int_not_equal(style_list_make(&list, release, &err), MAH_OK);
        if (strstr(err.message, cases[i].message) == NULL)
            fail_msg("'%s' does not say %s", err.message, cases[i].message);
    }
    layers_set_folder(NULL);
    release_free(release);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void colors_spread_over_the_palette(void **state)
{
    (void)state;
    struct palette palette = {.count = 5, .colors = {"a", "b", "c", "d", "e"}};
    assert_string_equal(palette_spread(&palette, 0, 1), "c");
    assert_string_equal(palette_spread(&palette, 0, 2), "a");
    assert_string_equal(palette_spread(&palette, 1, 2), "e");
    assert_string_equal(palette_spread(&palette, 1, 3), "c");
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(palette_spread(&palette, i, 5), palette.colors[i]);
    assert_string_equal(palette_spread(&palette, 8, 9), "e");
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    struct sample_city sample;
    struct sample_options options = sample_default_options();
    options.columns = options.rows = 3;
    options.points = 5;
    assert_int_equal(sample_city_make(&sample, &options), MAH_OK);
    enum mah_status status = MAH_NO_MEMORY;
    size_t n = 1;
    for (; status != MAH_OK && n < 5000; n++) {
        struct style_list list;
        memory_fail_from(n);
        status = style_list_make(&list, sample.release, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        if (status == MAH_OK)
            style_list_release(&list);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(n > 50);
    sample_city_release(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_hidden_alone_is_hatched),
        cmocka_unit_test(an_area_without_records_is_no_data),
        cmocka_unit_test(a_missing_share_is_not_called_no_data),
        cmocka_unit_test(the_legend_speaks_turkish),
        cmocka_unit_test(the_legend_speaks_english),
        cmocka_unit_test(a_layer_without_values_is_still_drawn),
        cmocka_unit_test(exactly_one_style_a_table_is_the_default),
        cmocka_unit_test(shares_are_percentages),
        cmocka_unit_test(categories_come_in_the_order_of_their_list),
        cmocka_unit_test(a_star_is_every_column_without_a_row_of_its_own),
        cmocka_unit_test(a_star_without_any_column_makes_no_style),
        cmocka_unit_test(people_in_unequal_cells_are_drawn_for_each_km2),
        cmocka_unit_test(a_column_of_nothing_is_no_map),
        cmocka_unit_test(a_gap_is_coloured_by_its_side_of_zero),
        cmocka_unit_test(accessibility_turns_at_the_norm),
        cmocka_unit_test(a_diverging_palette_turns_at_its_middle),
        cmocka_unit_test(facilities_have_symbols),
        cmocka_unit_test(bytes_become_base64),
        cmocka_unit_test(deficits_are_circles_that_grow),
        cmocka_unit_test(arrivals_are_circles_with_rings_for_the_hidden),
        cmocka_unit_test(names_are_short_and_differ),
        cmocka_unit_test(a_style_saved_by_qgis_is_taken_as_it_is),
        cmocka_unit_test(a_template_repeats_and_escapes),
        cmocka_unit_test(a_broken_template_is_refused),
        cmocka_unit_test(a_broken_style_sheet_is_refused),
        cmocka_unit_test(colors_spread_over_the_palette),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
