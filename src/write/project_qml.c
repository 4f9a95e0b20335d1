/* What of a style's QML goes into a layer of the project? */
#include "write/project_qml.h"

#include <stdbool.h>
#include <string.h>

/* Elements that stand directly in <qgis> and that the project writes itself. */
static const char *const own_elements[] = {"aliases",   "attributeEditorForm", "editable",           "editorlayout",
                                           "mapTip",    "previewExpression",   "fieldConfiguration", "temporal",
                                           "labelOnTop"};

/* The end of an element of that name that starts at `from`; NULL where another one starts there. */
static const char *end_of(const char *from, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(from + 1, name, length) != 0 || strchr(" />\n", from[1 + length]) == NULL)
        return NULL;
    const char *close = strchr(from, '>');
    if (close != NULL && close[-1] == '/')
        return close + 1;
    for (const char *at = close; at != NULL && (at = strstr(at, "</")) != NULL; at += 2)
        if (strncmp(at + 2, name, length) == 0 && at[2 + length] == '>')
            return at + length + 3;
    return NULL;
}

static const char *end_of_own(const char *from)
{
    for (size_t i = 0; i < sizeof own_elements / sizeof *own_elements; i++) {
        const char *end = end_of(from, own_elements[i]);
        if (end != NULL)
            return end;
    }
    return NULL;
}

void project_qml_symbols(struct text *out, const char *qml)
{
    const char *open = strstr(qml, "<qgis"), *from = open != NULL ? strchr(open, '>') : NULL;
    const char *to = from != NULL ? strstr(from, "</qgis>") : NULL;
    if (to == NULL)
        return;
    for (from++; from < to;) {
        const char *next = memchr(from, '<', (size_t)(to - from));
        if (next == NULL)
            next = to;
        text_add_bytes(out, from, (size_t)(next - from));
        const char *end = next < to ? end_of_own(next) : NULL;
        if (end == NULL && next < to)
            text_add_bytes(out, next, 1);
        from = end != NULL ? end : next + 1;
    }
}
