/*
 * Which GeoPackages does the XML of a QGIS project name, and what does it say when they get other names?
 *
 * QGIS writes a source into <datasource>, and repeats it in attributes of the layer tree, of relations, of widgets and
 * of layouts; later versions may find further places. So every value that is a source as a whole is taken, wherever it
 * stands, if it names its layer too; a bare "x.gpkg" only where a source is sure to be meant. Everything else stays as
 * it is, byte by byte: the XML is not parsed into a tree and written anew.
 */
#include "write/project_sources.h"

#include "base/slice.h"
#include "base/workers.h"
#include "write/project_source_escape.h"

struct scan {
    const char *at, *end;
    const char *copied; /* all before it is in out */
    struct text *out;   /* or NULL */
    size_t changed;
    project_source_chooser choose;
    void *context;
    bool stopped;            /* by the user */
    struct slice element;    /* name of the tag that was opened last */
    bool value_is_source;    /* in this tag: <Option name="LayerSource" value="..."/> */
    struct text path, rest;  /* of the source that is being looked at, without escapes */
    struct text replacement; /* a value with another path */
};

static bool ends_in(struct slice text, const char *ending)
{
    struct slice wanted = slice_of(ending);
    return text.length > wanted.length &&
           slice_equals_ascii_nocase((struct slice){text.bytes + text.length - wanted.length, wanted.length}, wanted);
}

static void empty(struct text *text)
{
    text->length = 0;
    if (text->bytes != NULL)
        text->bytes[0] = '\0';
}

/* The layer in "|layername=x|subset=...", cut out in place. */
static const char *layer_of(char *rest)
{
    char *found = rest != NULL ? strstr(rest, "|layername=") : NULL;
    if (found == NULL)
        return NULL;
    found += strlen("|layername=");
    found[strcspn(found, "|")] = '\0';
    return found;
}

/* Asks for one source; adds what is to stand there to the replacement. True where that is something else. */
static bool take_source(struct scan *scan, struct slice piece, enum source_escape escape, bool sure)
{
    uint32_t length = source_path_length(piece, escape);
    struct slice path = {piece.bytes, length}, rest = {piece.bytes + length, piece.length - length};
    const char *chosen = NULL;
    if (ends_in(path, ".gpkg")) {
        empty(&scan->path);
        empty(&scan->rest);
        source_add_plain(&scan->path, path, escape);
        source_add_plain(&scan->rest, rest, escape);
        struct project_source source = {.path = scan->path.bytes,
                                        .layer = layer_of(scan->rest.bytes),
                                        .is_layer = slice_equals(scan->element, slice_of("datasource"))};
        if (!scan->path.failed && !scan->rest.failed && (sure || source.layer != NULL))
            chosen = scan->choose(scan->context, &source);
    }
    if (chosen == NULL) {
        text_add_bytes(&scan->replacement, piece.bytes, piece.length);
        return false;
    }
    source_add_escaped(&scan->replacement, chosen, escape);
    text_add_bytes(&scan->replacement, rest.bytes, rest.length);
    scan->changed++;
    return true;
}

/* A virtual layer: "?layer=ogr:.%2Fold.gpkg%7Clayername%3Dx:name:UTF-8&query=...". */
static bool take_address(struct scan *scan, struct slice value)
{
    static const char mark[] = "layer=ogr:";
    const char *at = value.bytes, *end = value.bytes + value.length;
    bool changed = false;
    while (at < end) {
        const char *found = memmem(at, (size_t)(end - at), mark, sizeof mark - 1);
        const char *begin = found != NULL ? found + sizeof mark - 1 : end, *stop = begin;
        while (stop < end && *stop != ':' && *stop != '&')
            stop++;
        text_add_bytes(&scan->replacement, at, (size_t)(begin - at));
        if (begin < end)
            changed |= take_source(scan, (struct slice){begin, (uint32_t)(stop - begin)}, ESCAPE_PERCENT, true);
        at = stop;
    }
    return changed;
}

/* A whole value: of an attribute, or the text of an element. */
static void take_value(struct scan *scan, const char *begin, const char *end, bool sure)
{
    struct slice value = {begin, (uint32_t)(end - begin)};
    if (value.length == 0)
        return;
    empty(&scan->replacement);
    bool changed = value.bytes[0] == '?' ? take_address(scan, value) : take_source(scan, value, ESCAPE_XML, sure);
    if (!changed || scan->out == NULL)
        return;
    text_add_bytes(scan->out, scan->copied, (size_t)(begin - scan->copied));
    text_add_bytes(scan->out, scan->replacement.bytes, scan->replacement.length);
    scan->copied = end;
}

/* Is a source meant by this attribute, even where it is only a file name? */
static bool names_source(const struct scan *scan, struct slice attribute)
{
    if (slice_equals_ascii_nocase(attribute, slice_of("source")) || ends_in(attribute, "source"))
        return true;
    return scan->value_is_source && slice_equals(attribute, slice_of("value"));
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static const char *end_of_name(const char *at, const char *end)
{
    while (at < end && !is_blank(*at) && *at != '=' && *at != '>' && *at != '/')
        at++;
    return at;
}

/* The '>' of the tag that begins at the point, or NULL. */
static const char *end_of_tag(const char *at, const char *end)
{
    char quote = '\0';
    for (; at < end; at++) {
        if (quote != '\0')
            quote = *at == quote ? '\0' : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '>')
            return at;
    }
    return NULL;
}

static void take_attributes(struct scan *scan, const char *at, const char *end)
{
    while (at < end) {
        const char *name = at, *name_end = end_of_name(at, end);
        const char *open = name_end;
        while (open < end && (is_blank(*open) || *open == '='))
            open++;
        if (open >= end || (*open != '"' && *open != '\'')) {
            at = open > at ? open : at + 1;
            continue;
        }
        const char *close = memchr(open + 1, *open, (size_t)(end - open - 1));
        if (close == NULL)
            return;
        struct slice attribute = {name, (uint32_t)(name_end - name)};
        take_value(scan, open + 1, close, names_source(scan, attribute));
        at = close + 1;
    }
}

/* Behind what cannot hold a source: a comment, CDATA, a declaration. NULL where it does not end. */
static const char *skip_marked(const char *at, const char *end)
{
    static const struct {
        const char *open, *close;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i].open), closing = strlen(kinds[i].close);
        if ((size_t)(end - at) < length || memcmp(at, kinds[i].open, length) != 0)
            continue;
        const char *found = memmem(at + length, (size_t)(end - at) - length, kinds[i].close, closing);
        return found != NULL ? found + closing : NULL;
    }
    return NULL;
}

/* One tag with its attributes, and the text behind an opening one. False where it does not end. */
static bool take_tag(struct scan *scan)
{
    const char *close = end_of_tag(scan->at, scan->end);
    if (close == NULL)
        return false;
    const char *name = scan->at + 1, *name_end = end_of_name(name, close);
    bool opens = *name != '/' && close[-1] != '/';
    scan->element = (struct slice){name, (uint32_t)(name_end - name)};
    scan->value_is_source = memmem(scan->at, (size_t)(close - scan->at), "Source\"", strlen("Source\"")) != NULL;
    if (*name != '/')
        take_attributes(scan, name_end, close);
    scan->at = close + 1;
    const char *next = memchr(scan->at, '<', (size_t)(scan->end - scan->at));
    if (opens && next != NULL && next + 1 < scan->end && next[1] == '/')
        take_value(scan, scan->at, next, slice_equals(scan->element, slice_of("datasource")));
    return true;
}

static bool scan_all(struct scan *scan)
{
    while (scan->at < scan->end) {
        scan->at = memchr(scan->at, '<', (size_t)(scan->end - scan->at));
        scan->stopped = interrupted();
        if (scan->at == NULL || scan->stopped)
            return true;
        bool marked = scan->at + 1 < scan->end && (scan->at[1] == '!' || scan->at[1] == '?');
        if (marked)
            scan->at = skip_marked(scan->at, scan->end);
        if (marked ? scan->at == NULL : !take_tag(scan))
            return false;
    }
    return true;
}

enum mah_status project_sources_replace(struct text *out, size_t *changed, const char *xml, size_t length,
                                        project_source_chooser choose, void *context, struct mah_error *err)
{
    struct scan scan = {
        .at = xml, .end = xml + length, .copied = xml, .out = out, .choose = choose, .context = context};
    enum mah_status status = MAH_OK;
    if (memmem(xml, length, "<qgis", strlen("<qgis")) == NULL || !scan_all(&scan))
        status = mah_fail(err, MAH_BAD_SOURCE, "the XML of the project is damaged");
    if (status == MAH_OK && scan.stopped)
        status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    if (out != NULL)
        text_add_bytes(out, scan.copied, (size_t)(xml + length - scan.copied));
    if (scan.path.failed || scan.rest.failed || scan.replacement.failed || (out != NULL && out->failed))
        status = mah_no_memory(err);
    text_release(&scan.path);
    text_release(&scan.rest);
    text_release(&scan.replacement);
    *changed = scan.changed;
    return status;
}
