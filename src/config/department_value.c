/* One value of the file of a department: is it what is allowed? */
#include "config/department_value.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"

enum { LONGEST_WORD = 60 };

enum mah_status department_refuse(const struct department_reading *reading, const struct yaml_value *value,
                                  const char *allowed)
{
    struct slice text = value->kind == YAML_TEXT ? value->text : (struct slice){"...", 3};
    return mah_fail(reading->err, MAH_BAD_USAGE, "%s:%d: '%.*s' is '%.*s'; %s is allowed", reading->path, value->line,
                    (int)value->key.length, value->key.bytes,
                    (int)(text.length < LONGEST_WORD ? text.length : LONGEST_WORD), text.bytes, allowed);
}

enum mah_status department_refuse_key(const struct department_reading *reading, const struct yaml_value *value,
                                      const char *allowed)
{
    return mah_fail(reading->err, MAH_BAD_USAGE, "%s:%d: unknown key '%.*s'; allowed are %s", reading->path,
                    value->line, (int)value->key.length, value->key.bytes, allowed);
}

enum mah_status department_take_text(const struct department_reading *reading, char **out,
                                     const struct yaml_value *value)
{
    if (value->kind != YAML_TEXT || value->is_nothing || value->text.length == 0)
        return department_refuse(reading, value, say("a text"));
    memory_free(*out);
    *out = memory_copy_bytes(value->text.bytes, value->text.length);
    return *out != NULL ? MAH_OK : mah_no_memory(reading->err);
}

/* Names of columns: small letters, digits, underscores, and where allowed one '*' at the end. */
enum mah_status department_take_name(const struct department_reading *reading, char **out,
                                     const struct yaml_value *value, bool may_be_pattern)
{
    const char *allowed = may_be_pattern ? say("the name of a column of mah_indicators, or one that ends in _* (cov_*)")
                                         : say("the name of a column of mah_indicators");
    if (value->kind != YAML_TEXT || value->text.length == 0 || value->text.length > LONGEST_WORD)
        return department_refuse(reading, value, allowed);
    for (size_t i = 0; i < value->text.length; i++) {
        char c = value->text.bytes[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        bool is_star =
            c == '*' && may_be_pattern && i >= 2 && i + 1 == value->text.length && value->text.bytes[i - 1] == '_';
        if (!is_letter && !is_star)
            return department_refuse(reading, value, allowed);
    }
    return department_take_text(reading, out, value);
}

enum mah_status department_take_word(const struct department_reading *reading, int *out, const struct yaml_value *value,
                                     const char *const *words, size_t count)
{
    for (size_t i = 0; i < count && value->kind == YAML_TEXT; i++)
        if (value->text.length == strlen(words[i]) && memcmp(value->text.bytes, words[i], value->text.length) == 0) {
            *out = (int)i;
            return MAH_OK;
        }
    struct text allowed = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++)
        text_add_format(&allowed, "%s%s", i > 0 ? ", " : "", words[i]);
    enum mah_status status =
        allowed.failed ? mah_no_memory(reading->err) : department_refuse(reading, value, text_bytes(&allowed));
    text_release(&allowed);
    return status;
}

enum mah_status department_take_number(const struct department_reading *reading, double *out,
                                       const struct yaml_value *value, double least, double most, const char *allowed)
{
    double number = NAN;
    if (value->kind != YAML_TEXT || number_read(value->text, &number) != NUMBER_OK || number < least || number > most)
        return department_refuse(reading, value, allowed);
    *out = number;
    return MAH_OK;
}

enum mah_status department_take_winsorise(const struct department_reading *reading, const struct yaml_value *value)
{
    const char *allowed = say("none, or two shares of which the first is smaller ([0.05, 0.95])");
    struct department *out = reading->out;
    if (value->kind == YAML_TEXT && value->text.length == 4 && memcmp(value->text.bytes, "none", 4) == 0) {
        out->winsorise = false;
        return MAH_OK;
    }
    if (value->kind != YAML_LIST || value->count != 2)
        return department_refuse(reading, value, allowed);
    double bounds[2] = {0, 0};
    for (size_t i = 0; i < 2; i++)
        if (value->items[i].kind != YAML_TEXT || number_read(value->items[i].text, &bounds[i]) != NUMBER_OK)
            return department_refuse(reading, value, allowed);
    if (!(bounds[0] >= 0 && bounds[0] < bounds[1] && bounds[1] <= 1))
        return department_refuse(reading, value, allowed);
    out->winsorise = true;
    out->winsorise_low = bounds[0];
    out->winsorise_high = bounds[1];
    return MAH_OK;
}
