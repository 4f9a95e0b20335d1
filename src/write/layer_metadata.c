/* What does a table say about itself? */
#include "write/layer_metadata.h"

#include <string.h>

#include "base/data_table.h"
#include "base/number.h"
#include "mahalle/version.h"
#include "protect/release_provenance.h"
#include "write/project_crs.h"

/* What the parts of the text have in common. */
struct describing {
    struct text *out;
    const struct release_facts *facts;
    const struct release_conditions *conditions;
    const struct release_table *table;
};

static void add_element(struct text *out, const char *name, const char *value)
{
    text_add_format(out, "<%s>", name);
    text_add_xml(out, value);
    text_add_format(out, "</%s>\n", name);
}

/* ---- names ---- */

/* "mahalle:Örnek kent:2025-12-31:public", and behind it the table: no two tables of a municipality share one. */
static void add_identifier(const struct describing *of, const char *element, const char *table)
{
    text_add_format(of->out, "<%s>mahalle:", element);
    text_add_xml(of->out, of->facts->title != NULL ? of->facts->title : "");
    text_add_format(of->out, ":%s:%s", of->facts->reference_date, of->facts->profile != NULL ? of->facts->profile : "");
    text_add_format(of->out, "%s%s</%s>\n", table != NULL ? ":" : "", table != NULL ? table : "", element);
}

static void add_title(const struct describing *of)
{
    text_add(of->out, "<title>");
    text_add_xml(of->out, release_table_title(of->table, of->facts->language));
    if (of->facts->title != NULL && of->facts->title[0] != '\0') {
        text_add(of->out, " – ");
        text_add_xml(of->out, of->facts->title);
    }
    text_add(of->out, "</title>\n");
}

/* Of a table that the list does not know, what the release says. */
static enum mah_status add_abstract(const struct describing *of, struct mah_error *err)
{
    struct data_table list = {0};
    const struct release_table_facts *facts = release_table_facts(of->table);
    const char *abstract = facts->description != NULL ? facts->description : "";
    enum mah_status status = data_table_read(&list, "abstracts.csv", err);
    for (size_t i = 0; status == MAH_OK && i < list.row_count; i++) {
        const char *table = data_table_cell(&list, i, "table");
        const char *text = data_table_cell(&list, i, of->facts->language == LANGUAGE_TURKISH ? "tr" : "en");
        if (table == NULL || text == NULL)
            status = mah_fail(err, MAH_BAD_SOURCE, "'%s' needs the columns table, tr and en", "layers/abstracts.csv");
        else if (strcmp(table, facts->name) == 0)
            abstract = text;
    }
    if (status == MAH_OK)
        add_element(of->out, "abstract", abstract);
    data_table_release(&list);
    return status;
}

static void add_keywords(const struct describing *of)
{
    enum language language = of->facts->language;
    text_add(of->out, "<keywords vocabulary=\"gmd:topicCategory\">\n<keyword>Society</keyword>\n</keywords>\n"
                      "<keywords vocabulary=\"mahalle\">\n");
    add_element(of->out, "keyword", say_in(language, "neighbourhoods"));
    add_element(of->out, "keyword", say_in(language, "migration"));
    add_element(of->out, "keyword", say_in(language, "urban services"));
    text_add(of->out, "</keywords>\n");
}

/* ---- how it came about, and who may see it ---- */

static void add_history(const struct describing *of)
{
    enum language language = of->facts->language;
    struct text line = TEXT_EMPTY;
    text_add_format(&line, say_in(language, "Computed by mahalle %s for the reference date %s"), MAH_VERSION,
                    of->facts->reference_date);
    add_element(of->out, "history", line.failed ? "" : line.bytes);
    of->out->failed |= line.failed;
    text_release(&line);
    add_element(of->out, "history",
                say_in(language,
                       "Method, formula and source of each figure: docs/methods.md and docs/data-dictionary.md "
                       "of the program"));
    add_element(of->out, "history",
                say_in(language, "Settings and books: the tables params and run_log; files with their SHA-256 and PROJ "
                                 "operations: gpkg_metadata, urn:mahalle:provenance"));
}

static void add_rule(const struct describing *of, const char *sentence, int number)
{
    text_add(of->out, "<constraints type=\"privacy\">");
    text_add_format(of->out, sentence, number); /* our own sentence: nothing in it needs an escape */
    text_add(of->out, "</constraints>\n");
}

static void add_privacy(const struct describing *of)
{
    const struct release_conditions *asked = of->conditions;
    enum language language = of->facts->language;
    const struct {
        int number, from; /* a rule from which number on */
        const char *sentence;
    } rules[] = {
        {asked->min_households, 1, "Rows and figures of fewer than %d households are hidden"},
        {asked->min_unit_persons, 1, "Rows of fewer than %d persons are hidden"},
        {asked->min_persons, 1, "Figures of fewer than %d persons are hidden, and those whose remainder is as small"},
        {asked->round_to, 2, "Counts are multiples of %d; shares and densities are computed from them"},
    };
    bool hides = false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].number < rules[i].from)
            continue;
        hides = true;
        add_rule(of, say_in(language, rules[i].sentence), rules[i].number);
    }
    text_add(of->out, "<constraints type=\"privacy\">");
    text_add_xml(of->out, hides
                              ? say_in(language,
                                       "What is hidden is NULL with a flag, never zero; the table suppression lists it")
                              : say_in(language, "Nothing is hidden and nothing is rounded"));
    text_add(of->out, "</constraints>\n");
}

static const char *rights_of(const struct release_facts *facts)
{
    const char *profile = facts->profile != NULL ? facts->profile : "";
    if (strcmp(profile, "public") == 0)
        return say_in(facts->language,
                      "Profile public: for everybody, once it was checked that no hidden figure can be "
                      "worked out from the others");
    if (strcmp(profile, "internal") == 0)
        return say_in(facts->language, "Profile internal: for the staff of the municipality only; not to be published");
    return say_in(facts->language, "Profile secure: for the protected computer only; not to be passed on or published");
}

/* ---- where and when ---- */

/* "EPSG:5254", or the whole WKT of a system that is in no register. */
static void add_authority(struct text *out, const struct crs *crs)
{
    if (crs->code != 0)
        text_add_format(out, "%s:%d", crs->authority, crs->code);
    else if (crs->wkt != NULL) {
        text_add(out, "WKT:");
        text_add_xml(out, crs->wkt);
    }
}

static void add_crs(struct text *out, const struct crs *crs)
{
    text_add(out, "<crs>");
    project_crs_xml(out, crs);
    text_add(out, "</crs>\n");
}

static struct rectangle bounds_of(const struct release_table *table)
{
    struct rectangle bounds = rectangle_empty();
    struct point point;
    for (size_t row = 0; row < release_row_count(table); row++) {
        const struct polygon *polygon = release_polygon(table, row);
        if (polygon != NULL) {
            rectangle_include(&bounds, (struct point){polygon->bounds.min_x, polygon->bounds.min_y});
            rectangle_include(&bounds, (struct point){polygon->bounds.max_x, polygon->bounds.max_y});
        } else if (release_point(table, row, &point)) {
            rectangle_include(&bounds, point);
        }
    }
    return bounds;
}

static void add_side(struct text *out, const char *name, double value)
{
    char number[32];
    number_write(value, number);
    text_add_format(out, " %s=\"%s\"", name, number);
}

static void add_extent(const struct describing *of)
{
    struct rectangle bounds = bounds_of(of->table);
    text_add(of->out, "<extent>\n");
    if (bounds.min_x <= bounds.max_x) {
        text_add(of->out, "<spatial crs=\"");
        add_authority(of->out, of->facts->crs);
        text_add(of->out, "\" dimensions=\"2\"");
        add_side(of->out, "minx", bounds.min_x);
        add_side(of->out, "miny", bounds.min_y);
        add_side(of->out, "maxx", bounds.max_x);
        add_side(of->out, "maxy", bounds.max_y);
        text_add(of->out, " minz=\"0\" maxz=\"0\"/>\n");
    }
    text_add_format(of->out, "<temporal>\n<instant>%sT00:00:00Z</instant>\n</temporal>\n</extent>\n",
                    of->facts->reference_date);
}

enum mah_status layer_metadata_xml(struct text *out, const struct mah_release *release,
                                   const struct release_table *table, struct mah_error *err)
{
    const struct release_facts *facts = release_facts(release);
    struct describing of = {out, facts, release_conditions(release), table};
    add_identifier(&of, "identifier", release_table_facts(table)->name);
    add_identifier(&of, "parentidentifier", NULL);
    add_element(out, "language", facts->language == LANGUAGE_TURKISH ? "TUR" : "ENG");
    add_element(out, "type", "dataset");
    add_title(&of);
    enum mah_status status = add_abstract(&of, err);
    add_keywords(&of);
    text_add(out, "<links/>\n");
    add_history(&of);
    add_element(out, "fees", "");
    add_privacy(&of);
    add_element(out, "rights", rights_of(facts));
    add_element(out, "license",
                say_in(facts->language, "The data remain those of the municipality, under the licence it gives them"));
    add_element(out, "encoding", "UTF-8");
    if (release_table_facts(table)->geometry != RELEASE_NO_GEOMETRY)
        add_crs(out, facts->crs);
    add_extent(&of);
    return status == MAH_OK && out->failed ? mah_no_memory(err) : status;
}
