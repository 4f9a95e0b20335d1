/* What does a YAML file say? */
#include "config/yaml_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

#include "base/layers.h"
#include "base/memory.h"
#include "base/system_words.h"

enum { LARGEST_FILE = 1 << 20, DEEPEST = 12 };
enum { PIECE = 64, MOST_BRACKETS = 64, MOST_NAMES = 100 };

struct yaml_file {
    char *bytes;
    size_t length;
    size_t given; /* bytes handed to libyaml so far */
    bool hostile; /* refused while libyaml was reading */
    yaml_document_t document;
    bool has_document;
    struct yaml_value top;
};

/* What libyaml's reader gets along. */
struct feed {
    struct yaml_file *file;
    const yaml_parser_t *parser;
};

static void release_value(struct yaml_value *value)
{
    for (size_t i = 0; i < value->count; i++)
        release_value(&value->items[i]); /* at most DEEPEST levels were built */
    memory_free(value->items);
}

void yaml_file_free(struct yaml_file *file)
{
    if (file == NULL)
        return;
    release_value(&file->top);
    if (file->has_document)
        yaml_document_delete(&file->document);
    memory_free(file->bytes);
    memory_free(file);
}

const struct yaml_value *yaml_file_top(const struct yaml_file *file)
{
    return &file->top;
}

static enum mah_status read_bytes(struct yaml_file *file, const char *path, struct mah_error *err)
{
    struct stat facts;
    FILE *stream = NULL;
    enum mah_status status = MAH_OK;
    if (stat(path, &facts) != 0)
        return mah_fail(err, MAH_BAD_USAGE, "cannot read the project file '%s': %s", path, system_words(errno));
    if (!S_ISREG(facts.st_mode))
        return mah_fail(err, MAH_BAD_USAGE, "the project file '%s' is not a file", path);
    file->bytes = memory_new(LARGEST_FILE + 1, 1);
    if (file->bytes == NULL)
        return mah_no_memory(err);
    stream = fopen(path, "rb");
    if (stream == NULL)
        return mah_fail(err, MAH_BAD_USAGE, "cannot read the project file '%s': %s", path, system_words(errno));
    file->length = fread(file->bytes, 1, LARGEST_FILE + 1, stream);
    if (ferror(stream))
        status = mah_fail(err, MAH_FAILED, "cannot read the project file '%s': %s", path, system_words(errno));
    else if (file->length > LARGEST_FILE)
        status =
            mah_fail(err, MAH_BAD_USAGE, "the project file '%s' is larger than 1 MB; it is not a mahalle.yaml", path);
    fclose(stream);
    return status;
}

static int line_of_byte(const struct yaml_file *file, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && i < file->length; i++)
        if (file->bytes[i] == '\n')
            line++;
    return line;
}

/* libyaml's own words say what it stumbled over; they are English. */
static enum mah_status say_what_is_wrong(const struct yaml_file *file, const yaml_parser_t *parser, const char *path,
                                         struct mah_error *err)
{
    const char *problem = parser->problem != NULL ? parser->problem : "unreadable";
    if (file->hostile)
        return mah_fail(err, MAH_BAD_USAGE, "%s:%d: too many brackets or tags up to here; is this a mahalle.yaml", path,
                        line_of_byte(file, file->given));
    switch (parser->error) {
    case YAML_MEMORY_ERROR:
        return mah_no_memory(err);
    case YAML_READER_ERROR:
        return mah_fail(err, MAH_BAD_USAGE, "%s:%d: not UTF-8 text (%s); save the file as UTF-8", path,
                        line_of_byte(file, parser->problem_offset), problem);
    default:
        return mah_fail(err, MAH_BAD_USAGE, "%s:%d: not YAML at column %d: %s", path,
                        (int)parser->problem_mark.line + 1, (int)parser->problem_mark.column + 1, problem);
    }
}

/*
 * Hands libyaml a few bytes at a time. Its time grows with the square of the nesting of brackets and of the number of
 * tag directives (64 KB of "[" take 16 s), so a file that has far more of these than a project can need is cut off.
 */
static int give_piece(void *data, unsigned char *buffer, size_t size, size_t *given)
{
    struct feed *feed = data;
    struct yaml_file *file = feed->file;
    const yaml_parser_t *parser = feed->parser;
    file->hostile =
        parser->flow_level > MOST_BRACKETS || parser->tag_directives.top - parser->tag_directives.start > MOST_NAMES;
    if (file->hostile)
        return 0;
    size_t left = file->length - file->given;
    *given = left < PIECE ? left : PIECE;
    if (*given > size)
        *given = size;
    memcpy(buffer, file->bytes + file->given, *given);
    file->given += *given;
    return 1;
}

/* Loads the next document; *loaded is false at the end of the stream. */
static enum mah_status load_document(struct yaml_file *file, yaml_parser_t *parser, yaml_document_t *document,
                                     bool *loaded, const char *path, struct mah_error *err)
{
    *loaded = false;
    if (!yaml_parser_load(parser, document))
        return say_what_is_wrong(file, parser, path, err);
    *loaded = yaml_document_get_root_node(document) != NULL;
    if (!*loaded)
        yaml_document_delete(document);
    return MAH_OK;
}

/* libyaml reads the file from its first byte; the feed must live as long as the parser. */
static enum mah_status start_parser(yaml_parser_t *parser, struct feed *feed, struct yaml_file *file,
                                    struct mah_error *err)
{
    if (!yaml_parser_initialize(parser))
        return mah_no_memory(err);
    file->given = 0;
    *feed = (struct feed){file, parser};
    yaml_parser_set_input(parser, give_piece, feed);
    return MAH_OK;
}

static bool names_anchor(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return true;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor != NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor != NULL;
    default:
        return false;
    }
}

/*
 * A few lines of aliases to aliases would stand for more values than any memory holds, so both they and their anchors
 * are refused, before anything is built from them: a document no longer tells where an anchor was.
 */
static enum mah_status refuse_anchors(struct yaml_file *file, const char *path, struct mah_error *err)
{
    yaml_parser_t parser;
    struct feed feed;
    bool at_end = false;
    enum mah_status status = start_parser(&parser, &feed, file, err);
    if (status != MAH_OK)
        return status;
    while (status == MAH_OK && !at_end) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            status = say_what_is_wrong(file, &parser, path, err);
            continue;
        }
        at_end = event.type == YAML_STREAM_END_EVENT;
        if (names_anchor(&event))
            status = mah_fail(err, MAH_BAD_USAGE,
                              "%s:%d: anchors and aliases (& and *) are not allowed; write the value out", path,
                              (int)event.start_mark.line + 1);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return status;
}

static enum mah_status parse(struct yaml_file *file, const char *path, struct mah_error *err)
{
    yaml_parser_t parser;
    struct feed feed;
    yaml_document_t second;
    bool has_second = false;
    if (start_parser(&parser, &feed, file, err) != MAH_OK)
        return MAH_NO_MEMORY;
    enum mah_status status = load_document(file, &parser, &file->document, &file->has_document, path, err);
    if (status == MAH_OK && file->has_document)
        status = load_document(file, &parser, &second, &has_second, path, err);
    if (has_second) {
        status =
            mah_fail(err, MAH_BAD_USAGE, "%s:%d: a second document ('---') begins here; one project is one document",
                     path, (int)second.start_mark.line + 1);
        yaml_document_delete(&second);
    }
    yaml_parser_delete(&parser);
    return status;
}

static bool is_nothing(const yaml_node_t *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    if (node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp((const char *)node->data.scalar.value, words[i]) == 0)
            return true;
    return false;
}

static enum mah_status take_text(struct slice *out, const yaml_node_t *node, int line, const char *path,
                                 struct mah_error *err)
{
    const char *bytes = (const char *)node->data.scalar.value;
    size_t length = node->data.scalar.length;
    if (memchr(bytes, '\0', length) != NULL)
        return mah_fail(err, MAH_BAD_USAGE, "%s:%d: a NUL character (\\0) stands here; it is not allowed", path, line);
    *out = (struct slice){bytes, (uint32_t)length};
    return MAH_OK;
}

static enum mah_status take_value(struct yaml_file *file, struct yaml_value *out, int node, int depth, const char *path,
                                  struct mah_error *err);

/* Room for the items of a list or section; the value owns it from here on. */
static enum mah_status make_room(struct yaml_value *out, size_t count, struct mah_error *err)
{
    out->items = memory_new(count, sizeof *out->items);
    if (out->items == NULL)
        return mah_no_memory(err);
    out->count = count;
    return MAH_OK;
}

static enum mah_status take_list(struct yaml_file *file, struct yaml_value *out, const yaml_node_t *node, int depth,
                                 const char *path, struct mah_error *err)
{
    const yaml_node_item_t *first = node->data.sequence.items.start;
    enum mah_status status = make_room(out, (size_t)(node->data.sequence.items.top - first), err);
    for (size_t i = 0; status == MAH_OK && i < out->count; i++)
        status = take_value(file, &out->items[i], first[i], depth + 1, path, err);
    return status;
}

static enum mah_status take_section(struct yaml_file *file, struct yaml_value *out, const yaml_node_t *node, int depth,
                                    const char *path, struct mah_error *err)
{
    const yaml_node_pair_t *first = node->data.mapping.pairs.start;
    enum mah_status status = make_room(out, (size_t)(node->data.mapping.pairs.top - first), err);
    for (size_t i = 0; status == MAH_OK && i < out->count; i++) {
        struct yaml_value *item = &out->items[i];
        const yaml_node_t *key = yaml_document_get_node(&file->document, first[i].key);
        item->line = (int)key->start_mark.line + 1;
        if (key->type != YAML_SCALAR_NODE)
            return mah_fail(err, MAH_BAD_USAGE, "%s:%d: a list or section stands where a key should be", path,
                            item->line);
        status = take_text(&item->key, key, item->line, path, err);
        if (status == MAH_OK)
            status = take_value(file, item, first[i].value, depth + 1, path, err);
    }
    return status;
}

static enum mah_status take_value(struct yaml_file *file, struct yaml_value *out, int number, int depth,
                                  const char *path, struct mah_error *err)
{
    const yaml_node_t *node = yaml_document_get_node(&file->document, number);
    if (out->line == 0)
        out->line = (int)node->start_mark.line + 1;
    if (depth > DEEPEST)
        return mah_fail(err, MAH_BAD_USAGE, "%s:%d: nested deeper than %d levels", path, out->line, DEEPEST);
    switch (node->type) {
    case YAML_SCALAR_NODE:
        out->kind = YAML_TEXT;
        out->is_nothing = is_nothing(node);
        return take_text(&out->text, node, out->line, path, err);
    case YAML_SEQUENCE_NODE:
        out->kind = YAML_LIST;
        return take_list(file, out, node, depth, path, err);
    case YAML_MAPPING_NODE:
        out->kind = YAML_SECTION;
        return take_section(file, out, node, depth, path, err);
    case YAML_NO_NODE:
        break;
    }
    return mah_fail(err, MAH_FAILED, "%s:%d: libyaml gave a node without a kind", path, out->line);
}

static enum mah_status build_tree(struct yaml_file *file, const char *path, struct mah_error *err)
{
    file->top.kind = YAML_SECTION;
    if (!file->has_document)
        return MAH_OK;
    enum mah_status status = take_value(file, &file->top, 1, 0, path, err);
    if (status != MAH_OK)
        return status;
    if (file->top.kind == YAML_TEXT && file->top.is_nothing)
        file->top.kind = YAML_SECTION;
    if (file->top.kind != YAML_SECTION)
        return mah_fail(err, MAH_BAD_USAGE, "%s:%d: no 'key: value' lines; is this a mahalle.yaml", path,
                        file->top.line);
    return MAH_OK;
}

/* Takes the file with its bytes. */
static enum mah_status read_tree(struct yaml_file **out, struct yaml_file *file, const char *path,
                                 enum mah_status status, struct mah_error *err)
{
    if (status == MAH_OK)
        status = refuse_anchors(file, path, err);
    if (status == MAH_OK)
        status = parse(file, path, err);
    if (status == MAH_OK)
        status = build_tree(file, path, err);
    if (status != MAH_OK) {
        yaml_file_free(file);
        return status;
    }
    *out = file;
    return MAH_OK;
}

enum mah_status yaml_file_read(struct yaml_file **out, const char *path, struct mah_error *err)
{
    *out = NULL;
    struct yaml_file *file = memory_new(1, sizeof *file);
    if (file == NULL)
        return mah_no_memory(err);
    return read_tree(out, file, path, read_bytes(file, path, err), err);
}

enum mah_status yaml_layer_read(struct yaml_file **out, const char *name, struct mah_error *err)
{
    *out = NULL;
    struct yaml_file *file = memory_new(1, sizeof *file);
    if (file == NULL)
        return mah_no_memory(err);
    enum mah_status status = layers_read(&file->bytes, &file->length, name, err);
    if (status == MAH_OK && file->length > LARGEST_FILE)
        status = mah_fail(err, MAH_BAD_USAGE, "the file '%s' is larger than 1 MB", name);
    return read_tree(out, file, name, status, err);
}
