/* What does a YAML file say? The one door to libyaml: texts, lists and sections with their lines, nothing else. */
#ifndef CONFIG_YAML_FILE_H
#define CONFIG_YAML_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_SECTION };

/* A value, and the key before it where it stands in a section. Lines are 1-based. */
struct yaml_value {
    enum yaml_kind kind;
    struct slice key;
    struct slice text;
    bool is_nothing; /* a text that is empty, ~ or null, without quotes */
    int line;        /* of the key where there is one, else of the value */
    struct yaml_value *items;
    size_t count;
};

struct yaml_file;

/*
 * Reads a file of at most 1 MB that holds one document with a section at the top; an empty file gives an empty section.
 * Refused with file and line: what is not YAML or not UTF-8, anchors and aliases, keys that are not text, NUL
 * characters, deeper nesting than 12, and what would cost libyaml hours (thousands of brackets or tag directives).
 * MAH_BAD_USAGE, also where there is no such file. `path` is for opening and for messages.
 */
enum mah_status yaml_file_read(struct yaml_file **out, const char *path, struct mah_error *err);
/* The same of a data file of the program or of the folder of --layers ("departments/housing.yaml"). */
enum mah_status yaml_layer_read(struct yaml_file **out, const char *name, struct mah_error *err);
const struct yaml_value *yaml_file_top(const struct yaml_file *file);
void yaml_file_free(struct yaml_file *file);

#endif
