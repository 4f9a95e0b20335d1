/* What is a style called, and what does the '*' of a row of styles.csv stand for? */
#include "write/style_name.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

bool style_star_match(struct slice *out, const char *pattern, const char *name)
{
    size_t before = strcspn(pattern, "*"), after = strlen(pattern) - before - 1, length = strlen(name);
    if (length <= before + after || strncmp(pattern, name, before) != 0 ||
        strcmp(pattern + before + 1, name + length - after) != 0)
        return false;
    *out = (struct slice){name + before, (uint32_t)(length - before - after)};
    return true;
}

char *style_star_fill(const char *pattern, struct slice part)
{
    struct text name = TEXT_EMPTY;
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '*')
            text_add_bytes(&name, part.bytes, part.length);
        else
            text_add_bytes(&name, pattern, 1);
    }
    return text_take(&name);
}

/* Bytes of the first `limit` letters. */
static size_t bytes_of_letters(const char *text, size_t limit)
{
    size_t at = 0;
    for (size_t letters = 0; text[at] != '\0'; at++)
        if (((unsigned char)text[at] & 0xC0) != 0x80 && letters++ == limit)
            break;
    return at;
}

/* The name and what is put behind it, in STYLE_NAME_LETTERS letters. */
static char *fit(const char *name, const char *ending)
{
    struct text text = TEXT_EMPTY;
    size_t room = STYLE_NAME_LETTERS - strlen(ending), length = bytes_of_letters(name, room);
    if (name[length] == '\0')
        text_add(&text, name);
    else {
        length = bytes_of_letters(name, room - 1);
        while (length > 0 && name[length - 1] == ' ')
            length--;
        text_add_bytes(&text, name, length);
        text_add(&text, "…");
    }
    text_add(&text, ending);
    return text_take(&text);
}

static bool is_taken(const char *name, const struct style_list *list)
{
    const struct style *last = &list->styles[list->count - 1];
    for (size_t i = 0; i + 1 < list->count; i++)
        if (list->styles[i].table == last->table && strcmp(list->styles[i].name, name) == 0)
            return true;
    return false;
}

char *style_name_shown(const char *name, const struct style_list *list)
{
    char *shown = fit(name, "");
    for (int number = 2; shown != NULL && is_taken(shown, list); number++) {
        char ending[16];
        snprintf(ending, sizeof ending, " (%d)", number);
        memory_free(shown);
        shown = fit(name, ending);
    }
    return shown;
}
