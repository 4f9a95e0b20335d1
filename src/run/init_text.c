/* Pieces of YAML: a text in quotes, a comment. */
#include "run/init_text.h"

/* In single quotes, as YAML wants it: a quote inside is doubled. */
void init_add_quoted(struct text *out, const char *value)
{
    text_add(out, "'");
    for (; *value != '\0'; value++) {
        if (*value == '\'')
            text_add(out, "'");
        text_add_bytes(out, value, 1);
    }
    text_add(out, "'");
}

/* A comment is one line, whatever the text holds. */
void init_add_comment(struct text *out, const char *indent, const char *comment)
{
    text_add_format(out, "%s# ", indent);
    for (; *comment != '\0'; comment++)
        text_add_bytes(out, (unsigned char)*comment < 0x20 || *comment == 0x7F ? " " : comment, 1);
    text_add(out, "\n");
}
